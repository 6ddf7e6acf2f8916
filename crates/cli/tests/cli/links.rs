//! Links between resources, as rules of users see and use them.

use serde_json::{Value, json};

use crate::common::facts;
use crate::making::{DOOR, Place, Rule, Whole, but, create, delete, marked, no_op, refers, update};

/// Finds every door that no lock refers to.
const UNLOCKED: Rule = Rule {
    name: "unlocked",
    custom: &["attributes: []", "linked: [x_lock.door]"],
    body: "deny contains {\"address\": door.address, \"path\": [], \"msg\": \"the door has no lock\", \"without\": {\"x_lock\"}} if {\n\
        \tsome door in input.resources.x_door\n\tnot door.linked.x_lock\n}\n",
    ..DOOR
};

/// Tells of every door what is linked to it: `{"x_lock": [addresses]}`, for certain and perhaps.
const NEIGHBOURS: &str = "\
_addresses(linked) := {kind: addresses |
	some kind, neighbours in linked
	addresses := [neighbour.address | some neighbour in neighbours]
}

deny contains finding.whole(door, sprintf(\"%s %s\", [json.marshal(_addresses(door.linked)), json.marshal(_addresses(door.maybe_linked))])) if {
	some door in input.resources.x_door
}
";

impl Place {
    /// Asserts what a rule of this place says, and the exit code that follows from it.
    #[track_caller]
    fn expect(&self, selector: &str, expected: &[&str]) {
        let answer = self.check(selector).args(["--format", "json"]).run();
        assert_eq!(facts(&answer.json()), expected);
        let fails = expected.iter().any(|fact| fact.starts_with("fail "));
        answer.code(i32::from(fails)).quiet();
    }
}

#[track_caller]
fn expect_unlocked(plan: &Whole, expected: &[&str]) {
    plan.place().rule(&UNLOCKED).expect("x-unlocked", expected);
}

/// What is linked to the doors of a plan, by a rule with this `linked`.
#[track_caller]
fn expect_neighbours(plan: &Whole, custom: &'static [&'static str], expected: &[&str]) {
    let rule = Rule { custom, ..UNLOCKED.saying(NEIGHBOURS) };
    let expected: Vec<String> = expected
        .iter()
        .map(|expected| {
            let (address, neighbours) = expected.split_once(' ').unwrap();
            format!("fail introduced {address} []: {neighbours}")
        })
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    plan.place().rule(&rule).expect("x-unlocked", &expected);
}

fn door(name: &str) -> Value {
    but(create(&format!("x_door.{name}"), &json!({"name": name})), &json!({"after_unknown": {"id": true}}))
}

/// A lock whose door only apply can know.
fn late_lock(address: &str) -> Value {
    but(create(address, &json!({"strength": 3})), &json!({"after_unknown": {"door": true}}))
}

fn lock_of(door: &str) -> Value {
    create("x_lock.main", &json!({"door": door}))
}

const FRONT_FAILS: &str = "fail introduced x_door.front []: the door has no lock";
const BACK_FAILS: &str = "fail introduced x_door.back []: the door has no lock";

#[test]
fn what_nothing_is_linked_to_fails() {
    expect_unlocked(&Whole::of(&[door("front")]), &[FRONT_FAILS]);
    expect_unlocked(&Whole::of(&[door("front"), lock_of("cellar")]), &[FRONT_FAILS]);
    // A lock that has no door at all.
    expect_unlocked(&Whole::of(&[door("front"), create("x_lock.main", &json!({"strength": 3}))]), &[FRONT_FAILS]);
}

#[test]
fn a_known_value_links_by_name_and_by_id() {
    expect_unlocked(&Whole::of(&[door("front"), lock_of("front"), door("back")]), &[BACK_FAILS]);
    let existing = |name: &str, id: &str| no_op(&format!("x_door.{name}"), &json!({"id": id, "name": name}));
    let plan = Whole::of(&[existing("front", "d-0001"), existing("back", "d-0002"), lock_of("d-0002")]);
    let front = FRONT_FAILS.replace("introduced", "preexisting");
    // The lock of the back door is new: it was not there before, and nothing is missing any more.
    let back = BACK_FAILS.replace("introduced", "fixed");
    plan.place().rule(&UNLOCKED).expect("x-unlocked", &[&front, &back]);
}

#[test]
fn a_reference_links_although_the_value_is_not_known() {
    let plan = Whole::of(&[door("front"), door("back"), late_lock("x_lock.main")])
        .written("x_lock.main", &json!({"door": refers(&["x_door.front.id", "x_door.front"])}));
    expect_unlocked(&plan, &[BACK_FAILS]);
    expect_neighbours(
        &plan,
        &["attributes: []", "linked: [x_lock.door]"],
        &[r#"x_door.front {"x_lock":["x_lock.main"]} {}"#, "x_door.back {} {}"],
    );
}

#[test]
fn a_local_leaves_every_door_undecided() {
    let plan = Whole::of(&[door("front"), door("back"), late_lock("x_lock.main")])
        .written("x_lock.main", &json!({"door": refers(&["local.door"])}));
    expect_unlocked(
        &plan,
        &[
            "undecided introduced x_door.front []: the door has no lock <- x_lock.main.door",
            "undecided introduced x_door.back []: the door has no lock <- x_lock.main.door",
        ],
    );
}

#[test]
fn a_conditional_of_two_doors_leaves_these_two_undecided() {
    let either = ["var.which", "x_door.front.id", "x_door.front", "x_door.back.id", "x_door.back"];
    let plan = Whole::of(&[door("front"), door("back"), door("cellar"), late_lock("x_lock.main")])
        .written("x_lock.main", &json!({"door": refers(&either)}));
    expect_unlocked(
        &plan,
        &[
            "fail introduced x_door.cellar []: the door has no lock",
            "undecided introduced x_door.front []: the door has no lock <- x_lock.main.door",
            "undecided introduced x_door.back []: the door has no lock <- x_lock.main.door",
        ],
    );
    let perhaps = r#"{} {"x_lock":["x_lock.main"]}"#;
    expect_neighbours(
        &plan,
        &["attributes: []", "linked: [x_lock.door]"],
        &[&format!("x_door.front {perhaps}"), &format!("x_door.back {perhaps}"), "x_door.cellar {} {}"],
    );
}

#[test]
fn what_one_attribute_tells_for_certain_another_can_not_put_in_doubt() {
    let lock = but(create("x_lock.main", &json!({"door": "front"})), &json!({"after_unknown": {"backup_door": true}}));
    let either = ["x_door.front.id", "x_door.front", "x_door.back.id", "x_door.back"];
    let plan = Whole::of(&[door("front"), door("back"), lock])
        .written("x_door.front", &json!({"name": {"constant_value": "front"}}))
        .written("x_door.back", &json!({"name": {"constant_value": "back"}}))
        .written("x_lock.main", &json!({"backup_door": refers(&either), "door": {"constant_value": "front"}}));
    let (certain, perhaps) = (r#"{"x_lock":["x_lock.main"]} {}"#, r#"{} {"x_lock":["x_lock.main"]}"#);
    expect_neighbours(
        &plan,
        &["attributes: []", "linked: [x_lock]"],
        &[&format!("x_door.front {certain}"), &format!("x_door.back {perhaps}")],
    );
    expect_neighbours(
        &plan,
        &["attributes: []", "linked: [x_lock.backup_door]"],
        &[&format!("x_door.front {perhaps}"), &format!("x_door.back {perhaps}")],
    );
}

#[test]
fn an_attribute_inside_a_block_links_by_its_path_and_by_the_block() {
    let lock = create("x_lock.main", &json!({"guard": [{"number": 1}]}));
    let lock = but(lock, &json!({"after_unknown": {"guard": [{"door": true}]}}));
    let guard = json!([{"door": refers(&["x_door.front.id", "x_door.front"]), "number": {"constant_value": 1}}]);
    let plan = Whole::of(&[door("front"), lock]).written("x_lock.main", &json!({"guard": guard}));
    let linked = r#"x_door.front {"x_lock":["x_lock.main"]} {}"#;
    expect_neighbours(&plan, &["attributes: []", "linked: [x_lock.guard.door]"], &[linked]);
    expect_neighbours(&plan, &["attributes: []", "linked: [x_lock.guard]"], &[linked]);
    expect_neighbours(&plan, &["attributes: []", "linked: [x_lock.door]"], &["x_door.front {} {}"]);
    expect_neighbours(&plan, &["attributes: []", "linked: [x_lock.guard.door.id]"], &["x_door.front {} {}"]);
}

#[test]
fn each_name_in_a_list_links() {
    let lock = create("x_lock.main", &json!({"doors": ["front", "cellar"]}));
    expect_neighbours(
        &Whole::of(&[door("front"), door("back"), lock]),
        &["attributes: []", "linked: [x_lock.doors]"],
        &[r#"x_door.front {"x_lock":["x_lock.main"]} {}"#, "x_door.back {} {}"],
    );
}

#[test]
fn any_of_several_types_may_be_the_one_that_is_not_known() {
    let body = "deny contains {\"address\": door.address, \"path\": [], \"msg\": \"the door is bare\", \"without\": {\"x_bolt\", \"x_lock\"}} if {\n\
        \tsome door in input.resources.x_door\n\tnot door.linked.x_lock\n\tnot door.linked.x_bolt\n}\n";
    let rule =
        Rule { custom: &["attributes: []", "linked: [x_lock.door, x_bolt.door, x_wall]"], ..UNLOCKED.saying(body) };
    let plan = |late: &str| {
        let change = but(create(late, &json!({})), &json!({"after_unknown": {"door": true}}));
        Whole::of(&[door("front"), change]).written(late, &json!({"door": refers(&["local.door"])}))
    };
    for late in ["x_lock.main", "x_bolt.main"] {
        let says = format!("undecided introduced x_door.front []: the door is bare <- {late}.door");
        plan(late).place().rule(&rule).expect("x-unlocked", &[&says]);
    }
    // A wall is a neighbour, and makes nothing good.
    let fails = "fail introduced x_door.front []: the door is bare";
    plan("x_wall.main").place().rule(&rule).expect("x-unlocked", &[fails]);
}

/// Two instances of a door, and a lock that refers to the block as a whole: `x_door.side[*].id`, or with an index that
/// nobody can tell.
fn sides(attribute: &str) -> Whole {
    let instance = |key: &str| {
        but(create(&format!("x_door.side[\"{key}\"]"), &json!({"name": key})), &json!({"after_unknown": {"id": true}}))
    };
    let lock = but(create("x_lock.main", &json!({})), &json!({"after_unknown": {attribute: true}}));
    Whole::of(&[instance("a"), instance("b"), lock])
        .written("x_lock.main", &json!({attribute: refers(&["x_door.side"])}))
}

#[test]
fn a_reference_to_several_instances_is_certain_only_where_it_takes_all() {
    expect_unlocked(
        &sides("door"),
        &[
            "undecided introduced x_door.side[\"a\"] []: the door has no lock <- x_lock.main.door",
            "undecided introduced x_door.side[\"b\"] []: the door has no lock <- x_lock.main.door",
        ],
    );
    let all = r#"{"x_lock":["x_lock.main"]} {}"#;
    expect_neighbours(
        &sides("doors"),
        &["attributes: []", "linked: [x_lock.doors]"],
        &[&format!("x_door.side[\"a\"] {all}"), &format!("x_door.side[\"b\"] {all}")],
    );
}

#[test]
fn for_each_links_each_instance_to_the_one_of_its_key() {
    let instance = |kind: &str, key: &str, unknown: &Value| {
        but(create(&format!("{kind}[\"{key}\"]"), &json!({"name": key})), &json!({"after_unknown": unknown}))
    };
    let id = json!({"id": true});
    let late = json!({"door": true});
    let changes =
        [instance("x_door.side", "a", &id), instance("x_door.side", "b", &id), instance("x_lock.side", "b", &late)];
    let plan = Whole::of(&changes).written("x_lock.side", &json!({"door": refers(&["x_door.side", "each.key"])}));
    expect_unlocked(&plan, &["fail introduced x_door.side[\"a\"] []: the door has no lock"]);
}

#[test]
fn links_hold_however_many_resources_there_are() {
    // More than a rule is given at a time; the last door has no lock.
    let doors =
        (0..1200).map(|number| create(&format!("x_door.d[{number}]"), &json!({"name": format!("door-{number}")})));
    let locks =
        (0..1199).map(|number| create(&format!("x_lock.l[{number}]"), &json!({"door": format!("door-{number}")})));
    let plan = Whole::of(&doors.chain(locks).collect::<Vec<_>>());
    expect_unlocked(&plan, &["fail introduced x_door.d[1199] []: the door has no lock"]);
}

#[test]
fn context_is_whole_however_many_resources_there_are() {
    let doors = (0..1200).map(|number| create(&format!("x_door.d[{number}]"), &json!({"name": "door"})));
    let body = "deny contains finding.whole(door, sprintf(\"%d doors, %d alarms\", [count(input.resources.x_door), count(input.resources.x_alarm)])) if {\n\
        \tsome door in input.resources.x_door\n\tdoor.index == 1199\n}\n";
    let last = marked(create("x_door.d[1199]", &json!({})), &json!({"index": 1199}));
    let changes: Vec<Value> = doors.take(1199).chain([last, create("x_alarm.a", &json!({}))]).collect();
    let says = "fail introduced x_door.d[1199] []: 1200 doors, 1 alarms";
    let rule = Rule { custom: &["attributes: []", "context: [x_alarm]"], ..UNLOCKED.saying(body) };
    Whole::of(&changes).place().rule(&rule).expect("x-unlocked", &[says]);
}

/// A door, and a lock that is declared with these references and has no instance in the plan.
fn declared(references: &[&str]) -> Whole {
    Whole::of(&[door("front"), door("back")]).written("x_lock.later", &json!({"door": refers(references)}))
}

#[test]
fn what_a_plan_leaves_for_later_is_undecided() {
    let front = "undecided introduced x_door.front []: the door has no lock <- x_lock.later";
    let to_front = || declared(&["x_door.front.id", "x_door.front"]);
    expect_unlocked(&to_front().with("complete", false), &[BACK_FAILS, front]);
    // In a plan that is complete, the lock is declared with `count = 0`.
    expect_unlocked(&to_front(), &[FRONT_FAILS, BACK_FAILS]);
    expect_unlocked(
        &declared(&["x_door.back.id", "x_door.back"]).with("complete", false),
        &[FRONT_FAILS, &front.replace("front", "back")],
    );
    expect_unlocked(&declared(&["local.door"]).with("complete", false), &[front, &front.replace("front", "back")]);
}

#[test]
fn a_lock_that_is_in_the_plan_is_not_left_for_later() {
    let existing = |name: &str, id: &str| no_op(&format!("x_door.{name}"), &json!({"id": id, "name": name}));
    let either = ["var.which", "x_door.front.id", "x_door.front", "x_door.back.id", "x_door.back"];
    let lock = no_op("x_lock.main", &json!({"door": "d-0002"}));
    let plan = Whole::of(&[existing("front", "d-0001"), existing("back", "d-0002"), lock])
        .written("x_lock.main", &json!({"door": refers(&either)}))
        .with("complete", false);
    expect_unlocked(&plan, &[&FRONT_FAILS.replace("introduced", "preexisting")]);
}

#[test]
fn a_lock_whose_change_is_deferred_is_left_for_later() {
    let deferred = json!([{"reason": "instance_count_unknown", "resource_change": late_lock("x_lock.later[*]")}]);
    let plan =
        declared(&["x_door.front.id", "x_door.front"]).with("deferred_changes", deferred).with("complete", false);
    let front = "undecided introduced x_door.front []: the door has no lock <- x_lock.later[*].door";
    expect_unlocked(&plan, &[BACK_FAILS, front]);
}

#[test]
fn a_later_lock_in_a_module_is_named_with_its_module() {
    let module = json!({"resources": [{"address": "x_lock.later", "expressions": {"door": refers(&["var.door"])}}]});
    let call = json!({
        "source": "./lock", "module": module,
        "expressions": {"door": refers(&["x_door.front.id", "x_door.front"])},
    });
    let configuration = json!({"root_module": {"module_calls": {"lock": call}}});
    let plan = Whole::of(&[door("front"), door("back")]).with("configuration", configuration).with("complete", false);
    let front = "undecided introduced x_door.front []: the door has no lock <- module.lock.x_lock.later";
    expect_unlocked(&plan, &[BACK_FAILS, front]);
}

#[test]
fn nothing_was_left_for_later_in_the_state_before() {
    let before = no_op("x_door.front", &json!({"id": "d-0001", "name": "front"}));
    let plan = Whole::of(&[before, late_lock("x_lock.main")])
        .written("x_lock.main", &json!({"door": refers(&["x_door.front.id", "x_door.front"])}))
        .with("complete", false);
    let fixed = FRONT_FAILS.replace("introduced", "fixed");
    let answer = plan.place().rule(&UNLOCKED).check("x-unlocked").args(["--format", "json"]).run().code(0).quiet();
    assert_eq!(facts(&answer.json()), [fixed]);
}

#[test]
fn a_neighbour_has_its_values_and_no_neighbours_of_its_own() {
    let body = "deny contains finding.whole(door, sprintf(\"%s: %d of %s\", [json.marshal(sort(object.keys(lock))), lock.values.strength, lock.address])) if {\n\
        \tsome door in input.resources.x_door\n\tsome lock in door.linked.x_lock\n}\n";
    let lock = create("x_lock.main", &json!({"door": "front", "strength": 3, "colour": null}));
    let place = Whole::of(&[door("front"), lock]).place().rule(&UNLOCKED.saying(body));
    let keys = r#"["actions","address","mode","module","name","provider","type","unknown","values","via"]"#;
    place.expect("x-unlocked", &[&format!("fail introduced x_door.front []: {keys}: 3 of x_lock.main")]);
}

#[test]
fn a_rule_with_neighbours_sees_no_others_among_the_resources() {
    let body = "deny contains finding.whole(door, json.marshal(object.keys(input.resources))) if {\n\tsome door in input.resources.x_door\n}\n";
    let place = Whole::of(&[door("front"), lock_of("front")]).place().rule(&UNLOCKED.saying(body));
    place.expect("x-unlocked", &["fail introduced x_door.front []: [\"x_door\"]"]);
}

#[test]
fn a_bare_type_links_in_both_directions_and_an_attribute_in_one() {
    let bolted = create("x_door.front", &json!({"name": "front", "lock": "bolt"}));
    let bolt = create("x_lock.bolt", &json!({"name": "bolt"}));
    let chain = create("x_lock.chain", &json!({"name": "chain", "door": "front"}));
    let latch = create("x_lock.latch", &json!({"name": "latch", "target_door": "front"}));
    let plan = || Whole::of(&[bolted.clone(), bolt.clone(), chain.clone(), latch.clone()]);
    expect_neighbours(
        &plan(),
        &["attributes: []", "linked: [x_lock]"],
        &[r#"x_door.front {"x_lock":["x_lock.bolt","x_lock.chain","x_lock.latch"]} {}"#],
    );
    expect_neighbours(
        &plan(),
        &["attributes: []", "linked: [x_lock.door]"],
        &[r#"x_door.front {"x_lock":["x_lock.chain"]} {}"#],
    );
    expect_neighbours(
        &plan(),
        &["attributes: []", "linked: [x_lock.door, x_lock.target_door]"],
        &[r#"x_door.front {"x_lock":["x_lock.chain","x_lock.latch"]} {}"#],
    );
    // `lock` is an attribute of the door, and not of a lock.
    expect_neighbours(&plan(), &["attributes: []", "linked: [x_lock.lock]"], &["x_door.front {} {}"]);
}

#[test]
fn what_is_deleted_is_nobodys_neighbour() {
    let gone = delete("x_lock.main", &json!({"door": "front"}));
    let forgotten = but(gone.clone(), &json!({"actions": ["forget"]}));
    let deposed = marked(gone.clone(), &json!({"deposed": "0123abcd"}));
    for lock in [gone, deposed] {
        expect_unlocked(&Whole::of(&[door("front"), lock]), &[FRONT_FAILS]);
    }
    // What only leaves the state stays where it is.
    expect_unlocked(&Whole::of(&[door("front"), forgotten]), &[]);
    // Nor was the deposed one before the change.
    let old = no_op("x_door.front", &json!({"name": "front"}));
    let deposed = marked(delete("x_lock.main", &json!({"door": "front"})), &json!({"deposed": "0123abcd"}));
    expect_unlocked(&Whole::of(&[old, deposed]), &[&FRONT_FAILS.replace("introduced", "preexisting")]);
    let replaced = update("x_lock.main", &json!({"door": "front"}), &json!({"door": "front"}));
    let replaced = but(replaced, &json!({"actions": ["delete", "create"]}));
    expect_unlocked(&Whole::of(&[door("front"), replaced]), &[]);
}

/// Asserts that a rule about a door and its lock fails with this error.
#[track_caller]
fn expect_wrong(rule: &Rule, message: &str) {
    let place = Whole::of(&[door("front"), lock_of("front")]).place().rule(rule);
    let answer = place.check("x-unlocked").args(["--format", "json"]).run().code(2);
    let report = answer.json();
    let error = json!({"kind": "rule", "rule": "x-unlocked", "file": "rules/unlocked.rego", "message": message});
    assert_eq!((facts(&report), &report["plans"][0]["errors"]), (Vec::new(), &json!([error])));
    answer.complains(&format!("could not judge all of plan.json: rule `x-unlocked`, rules/unlocked.rego: {message}"));
}

#[test]
fn a_finding_is_without_what_metadata_lists_with_its_attribute() {
    let lacking = "deny contains {\"address\": door.address, \"path\": [], \"msg\": \"x\", \"without\": {\"x_key\"}} if {\n\
        \tsome door in input.resources.x_door\n}\n";
    let message = "a finding is `without` a `x_key`, which METADATA does not list in `linked` with its attribute";
    expect_wrong(&UNLOCKED.saying(lacking), message);
    let bare = &["attributes: []", "linked: [x_lock.door, x_key]"];
    expect_wrong(&Rule { custom: bare, ..UNLOCKED.saying(lacking) }, message);
}

#[test]
fn a_finding_is_about_no_neighbour() {
    let body = "deny contains finding.whole(lock, \"x\") if {\n\tsome door in input.resources.x_door\n\tsome lock in door.linked.x_lock\n}\n";
    expect_wrong(&UNLOCKED.saying(body), "a finding is about a `x_lock`, which METADATA does not list in `resources`");
}

/// Finds the door at fault for what its lock has at a path.
fn beside(path: &str) -> Rule {
    let body = format!(
        "deny contains {{\"address\": door.address, \"path\": [\"name\"], \"msg\": \"the lock is weak\", \"beside\": {{\"address\": lock.address, \"path\": {path}}}}} if {{\n\
         \tsome door in input.resources.x_door\n\tsome lock in door.linked.x_lock\n}}\n"
    );
    UNLOCKED.saying(body.leak())
}

#[test]
fn what_a_neighbour_has_decides_if_it_is_known() {
    let lock = create("x_lock.main", &json!({"door": "front", "name": "main", "parts": {"pin": 5}}));
    let lock = but(lock, &json!({"after_unknown": {"strength": true, "spring": true, "parts": {"cylinder": true}}}));
    // The user wrote these; `colour` is the provider's.
    let written = refers(&["x_factory.f.output", "x_factory.f"]);
    let expressions =
        json!({"strength": written, "spring": written, "parts": written, "door": {"constant_value": "front"}});
    let plan = Whole::of(&[door("front"), lock])
        .written("x_lock.main", &expressions)
        .written("x_door.front", &json!({"name": {"constant_value": "front"}}));
    let fails = "fail introduced x_door.front [\"name\"]: the lock is weak";
    let depends =
        |on: &str| format!("undecided introduced x_door.front [\"name\"]: the lock is weak <- x_lock.main.{on}");
    for (path, expected) in [
        (r#"["name"]"#, fails.to_owned()),
        (r#"["colour"]"#, fails.to_owned()),
        (r#"["parts", "pin"]"#, fails.to_owned()),
        (r#"["strength"]"#, depends("strength")),
        (r#"["spring", "tension", 0]"#, depends("spring.tension[0]")),
        (r#"["parts", "cylinder"]"#, depends("parts.cylinder")),
        (r#"["parts"]"#, depends("parts")),
    ] {
        plan.place().rule(&beside(path)).expect("x-unlocked", &[&expected]);
    }
}

#[test]
fn a_finding_is_beside_something_that_is_there() {
    let body = "deny contains {\"address\": door.address, \"path\": [], \"msg\": \"x\", \"beside\": {\"address\": \"x_lock.other\", \"path\": []}} if {\n\
        \tsome door in input.resources.x_door\n}\n";
    expect_wrong(&UNLOCKED.saying(body), "a finding is `beside` an `address` that is not in the plan");
}
