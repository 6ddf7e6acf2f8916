//! Whether a finding comes with the change, was there before it, or is put right by it.

use serde_json::{Value, json};

use crate::common::facts;
use crate::making::{DOOR, Place, Rule, Whole, but, change, create, delete, marked, no_op, update};
use crate::schema::expect_described;

/// What a rule says of these changes, told in [`facts`].
fn told(changes: &[Value], rule: &Rule) -> Vec<String> {
    told_of(&Whole::of(changes), rule)
}

fn told_of(plan: &Whole, rule: &Rule) -> Vec<String> {
    let answer = plan.place().rule(rule).check(&format!("x-{}", rule.name)).args(["--format", "json"]).run().quiet();
    let report = answer.json();
    expect_described(&report, "a report with provenance");
    let facts = facts(&report);
    let fixed = facts.iter().filter(|fact| fact.contains(" fixed ")).count();
    assert_eq!(report["plans"][0]["counts"]["fixed"], fixed, "{facts:?}");
    facts
}

pub fn open() -> Value {
    json!({"name": "front", "open": true})
}

pub fn shut() -> Value {
    json!({"name": "front", "open": false})
}

/// Says of the open door in these changes where it comes from.
#[track_caller]
fn expect_door(change: Value, expected: Option<&str>) {
    let expected: Vec<String> = expected
        .into_iter()
        .map(|provenance| format!("fail {provenance} x_door.front [\"open\"]: the door is open"))
        .collect();
    assert_eq!(told(std::slice::from_ref(&change), &DOOR), expected, "{change:#}");
}

#[test]
fn every_action_tells_where_a_fault_comes_from() {
    let door = "x_door.front";
    expect_door(create(door, &open()), Some("introduced"));
    expect_door(no_op(door, &open()), Some("preexisting"));
    expect_door(delete(door, &open()), Some("fixed"));
    // What is forgotten goes on existing, open as it is.
    expect_door(change(door, "forget", &open(), &Value::Null), None);
    for actions in [&["update"] as &[&str], &["delete", "create"], &["create", "delete"]] {
        let from = |before: &Value, after: &Value| but(update(door, before, after), &json!({"actions": actions}));
        let renamed = json!({"name": "main", "open": true});
        expect_door(from(&open(), &renamed), Some("preexisting"));
        expect_door(from(&shut(), &open()), Some("introduced"));
        expect_door(from(&open(), &shut()), Some("fixed"));
        expect_door(from(&shut(), &json!({"name": "main", "open": false})), None);
    }
}

#[test]
fn the_old_object_of_a_replace_that_forgets_it_is_not_put_right() {
    let replaced =
        |after: &Value| but(update("x_door.front", &open(), after), &json!({"actions": ["create", "forget"]}));
    expect_door(replaced(&shut()), None);
    expect_door(replaced(&json!({"name": "main", "open": true})), Some("preexisting"));
}

#[test]
fn what_is_moved_is_the_same_resource() {
    let from = json!({"previous_address": "x_door.old"});
    expect_door(marked(no_op("x_door.front", &open()), &from), Some("preexisting"));
    expect_door(marked(update("x_door.front", &open(), &json!({"open": true})), &from), Some("preexisting"));
    expect_door(marked(update("x_door.front", &shut(), &open()), &from), Some("introduced"));
    expect_door(marked(update("x_door.front", &open(), &shut()), &from), Some("fixed"));
}

#[test]
fn a_deposed_object_has_a_provenance_of_its_own() {
    let deposed = marked(delete("x_door.front", &open()), &json!({"deposed": "0123abcd"}));
    assert_eq!(
        told(&[no_op("x_door.front", &open()), deposed.clone()], &DOOR),
        [
            "fail preexisting x_door.front [\"open\"]: the door is open",
            "fail fixed x_door.front (deposed 0123abcd) [\"open\"]: the door is open",
        ]
    );
    // The new object brings the fault that the old one had.
    assert_eq!(
        told(&[update("x_door.front", &shut(), &open()), deposed], &DOOR),
        [
            "fail introduced x_door.front [\"open\"]: the door is open",
            "fail fixed x_door.front (deposed 0123abcd) [\"open\"]: the door is open",
        ]
    );
}

/// Finds every guard that sleeps, each with the same words.
const GUARDS: Rule = Rule {
    name: "guards",
    custom: &["attributes: []"],
    ..DOOR.saying(
        "deny contains finding.at(door, [\"guard\", i, \"asleep\"], \"a guard sleeps\") if {\n\
         \tsome door in input.resources.x_door\n\tsome i, guard in door.values.guard\n\tguard.asleep\n}\n",
    )
};

/// What is found of the guards of a door, as provenance and position.
#[track_caller]
fn expect_guards(before: &[(&str, bool)], after: &[(&str, bool)], expected: &[(&str, usize)]) {
    let door = |guards: &[(&str, bool)]| json!({"guard": guards.iter().map(|(name, asleep)| json!({"name": name, "asleep": asleep})).collect::<Vec<_>>()});
    let expected: Vec<String> = expected
        .iter()
        .map(|(provenance, position)| {
            format!("fail {provenance} x_door.front [\"guard\",{position},\"asleep\"]: a guard sleeps")
        })
        .collect();
    assert_eq!(told(&[update("x_door.front", &door(before), &door(after))], &GUARDS), expected);
}

#[test]
fn the_order_of_a_set_is_no_difference() {
    expect_guards(&[("a", false), ("b", true)], &[("b", true), ("c", false)], &[("preexisting", 0)]);
    expect_guards(&[("b", true)], &[("a", false), ("b", true)], &[("preexisting", 1)]);
}

#[test]
fn of_findings_alike_as_many_are_old_as_there_were() {
    // The one at the same position is the old one.
    expect_guards(&[("a", false), ("b", true)], &[("a", true), ("b", true)], &[("introduced", 0), ("preexisting", 1)]);
    expect_guards(&[("a", true), ("b", true)], &[("a", false), ("b", true)], &[("preexisting", 1), ("fixed", 0)]);
    expect_guards(&[("a", true)], &[("b", false), ("c", true), ("d", true)], &[("preexisting", 1), ("introduced", 2)]);
}

#[test]
fn another_message_at_the_same_place_is_another_finding() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"width\"], sprintf(\"the door is %d wide\", [door.values.width])) if {\n\
         \tsome door in input.resources.x_door\n\tdoor.values.width > 100\n}\n",
    );
    let wide = |width: u8| json!({"width": width});
    assert_eq!(
        told(&[update("x_door.front", &wide(110), &wide(120))], &rule),
        [
            "fail introduced x_door.front [\"width\"]: the door is 120 wide",
            "fail fixed x_door.front [\"width\"]: the door is 110 wide",
        ]
    );
    assert_eq!(
        told(&[update("x_door.front", &wide(110), &json!({"width": 110, "name": "x"}))], &rule),
        ["fail preexisting x_door.front [\"width\"]: the door is 110 wide"]
    );
}

/// A door of which only apply can know whether it will be open.
pub fn undecided(before: &Value) -> Value {
    but(update("x_door.front", before, &json!({"name": "front"})), &json!({"after_unknown": {"open": true}}))
}

#[test]
fn what_is_undecided_is_old_where_it_failed_before() {
    let says = "x_door.front [\"open\"]: `open` is known only after apply";
    assert_eq!(told(&[undecided(&open())], &DOOR), [format!("undecided preexisting {says}")]);
    assert_eq!(told(&[undecided(&shut())], &DOOR), [format!("undecided introduced {says}")]);
    let new = but(create("x_door.front", &json!({})), &json!({"after_unknown": {"open": true}}));
    assert_eq!(told(&[new], &DOOR), [format!("undecided introduced {says}")]);
}

/// Finds every door without a lock, and every one where nothing raises an alarm.
pub const UNLOCKED: Rule = Rule {
    name: "unlocked",
    custom: &["attributes: []", "linked: [x_lock.door]"],
    body: "deny contains {\"address\": door.address, \"path\": [], \"msg\": \"no lock\", \"without\": {\"x_lock\"}} if {\n\
        \tsome door in input.resources.x_door\n\tnot door.linked.x_lock\n}\n",
    ..DOOR
};

const UNWATCHED: Rule = Rule {
    name: "unwatched",
    custom: &["attributes: []", "context: [x_alarm]"],
    body: "deny contains finding.whole(door, \"no alarm\") if {\n\
        \tsome door in input.resources.x_door\n\tnot _alarm\n}\n\n_alarm if input.resources.x_alarm[_].values.on\n",
    ..DOOR
};

#[test]
fn a_neighbour_that_comes_or_goes_is_the_change() {
    let door = no_op("x_door.front", &open());
    let lock = json!({"door": "front"});
    let unlocked = |lock: &Value| told(&[door.clone(), lock.clone()], &UNLOCKED);
    let says = |provenance: &str| vec![format!("fail {provenance} x_door.front []: no lock")];
    assert_eq!(unlocked(&create("x_lock.main", &lock)), says("fixed"));
    assert_eq!(unlocked(&delete("x_lock.main", &lock)), says("introduced"));
    assert_eq!(unlocked(&no_op("x_lock.main", &lock)), Vec::<String>::new());
    assert_eq!(unlocked(&no_op("x_lock.main", &json!({"door": "back"}))), says("preexisting"));
    assert_eq!(unlocked(&update("x_lock.main", &json!({"door": "back"}), &lock)), says("fixed"));
    assert_eq!(unlocked(&update("x_lock.main", &lock, &json!({"door": "back"}))), says("introduced"));
    assert_eq!(
        unlocked(&update("x_lock.main", &json!({"door": "back"}), &json!({"door": "gate"}))),
        says("preexisting")
    );
    assert_eq!(told(&[door], &UNLOCKED), says("preexisting"));
}

#[test]
fn what_stands_beside_by_context_is_the_change_too() {
    let door = no_op("x_door.front", &open());
    let (on, off) = (json!({"on": true}), json!({"on": false}));
    let unwatched = |alarm: &Value| told(&[door.clone(), alarm.clone()], &UNWATCHED);
    let says = |provenance: &str| vec![format!("fail {provenance} x_door.front []: no alarm")];
    assert_eq!(unwatched(&create("x_alarm.a", &on)), says("fixed"));
    assert_eq!(unwatched(&delete("x_alarm.a", &on)), says("introduced"));
    assert_eq!(unwatched(&update("x_alarm.a", &on, &off)), says("introduced"));
    assert_eq!(unwatched(&no_op("x_alarm.a", &off)), says("preexisting"));
    assert_eq!(unwatched(&no_op("x_alarm.a", &on)), Vec::<String>::new());
}

#[test]
fn the_state_before_is_judged_although_the_type_is_gone() {
    let lock = json!({"door": "front"});
    let changes = [
        delete("x_door.front", &open()),
        delete("x_lock.main", &lock),
        delete("x_door.back", &json!({"name": "back"})),
    ];
    assert_eq!(told(&changes, &UNLOCKED), ["fail fixed x_door.back []: no lock"]);
}

#[test]
fn a_rule_that_fails_on_the_state_before_is_an_error() {
    let body = "deny contains finding.at(door, [\"open\", 0], \"x\") if {\n\tsome door in input.resources.x_door\n\tdoor.values.open\n}\n";
    let place = Place::with_plan(&[update("x_door.front", &open(), &shut())]).rule(&DOOR.saying(body));
    let answer = place.check("x-door").args(["--format", "json"]).run().code(2);
    let error = json!({
        "kind": "rule", "rule": "x-door", "file": "rules/door.rego",
        "message": "a finding's path `open[0]` leads nowhere in x_door.front",
    });
    assert_eq!(answer.json()["plans"][0]["errors"], json!([error]));
}

#[test]
fn a_message_about_the_state_before_has_no_secrets() {
    let secret = "zq-secret-literal";
    let body = "deny contains finding.at(door, [\"code\"], sprintf(\"the code is %s\", [door.values.code])) if {\n\tsome door in input.resources.x_door\n}\n";
    let changed = but(
        update("x_door.front", &json!({"code": secret, "name": "front"}), &json!({"name": "front"})),
        &json!({"before_sensitive": {"code": true}}),
    );
    assert_eq!(told(&[changed], &DOOR.saying(body)), ["fail fixed x_door.front [\"code\"]: the code is (sensitive)"]);
}

#[test]
fn a_lock_that_is_perhaps_there_puts_nothing_right() {
    let door = no_op("x_door.front", &open());
    let late =
        |before: &Value| but(update("x_lock.main", before, &json!({})), &json!({"after_unknown": {"door": true}}));
    let unlocked = |lock: Value| {
        let plan =
            Whole::of(&[door.clone(), lock]).written("x_lock.main", &json!({"door": {"references": ["local.door"]}}));
        told_of(&plan, &UNLOCKED)
    };
    let says = |provenance: &str| [format!("undecided {provenance} x_door.front []: no lock <- x_lock.main.door")];
    assert_eq!(unlocked(late(&json!({"door": "back"}))), says("preexisting"));
    assert_eq!(unlocked(late(&json!({"door": "front"}))), says("introduced"));
}
