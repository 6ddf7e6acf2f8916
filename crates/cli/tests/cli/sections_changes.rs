//! Changes and drift as rules see them, and findings about them.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{facts, plangate};
use crate::making::{DOOR, Whole, but, change, create, delete, marked, no_op, refers, update};
use crate::sections::{CHANGES, DRIFT, SILENT, about, expect_wrong, input, report, told};

#[test]
fn an_update_shows_what_differs_and_nothing_else() {
    let before = json!({
        "name": "front", "open": false, "colour": "red", "guards": [{"id": 1}, {"id": 2}], "tags": {"a": "x", "b": "y"},
        "gone": 1, "note": null, "id": "d-1",
    });
    let after = json!({
        "name": "front", "open": true, "colour": null, "guards": [{"id": 2}, {"id": 1}], "tags": {"a": "x", "b": "z"},
        "new": 2, "note": null,
    });
    let door = but(
        marked(
            update("x_door.front[\"a\"]", &before, &after),
            &json!({"index": "a", "previous_address": "x_door.old", "action_reason": "replace_because_cannot_update"}),
        ),
        &json!({"replace_paths": [["open"], ["guards", 0, "id"]], "after_unknown": {"id": true, "key": true}}),
    );
    let plan = Whole::of(&[door, no_op("x_door.back", &before)])
        .written("x_door.front", &json!({"key": refers(&["x_smith.s.key", "x_smith.s"])}));
    assert_eq!(
        input(&plan, CHANGES),
        json!({
            "resources": {}, "deleted": {},
            "plan": {"address": "plan", "terraform_version": "1.11.4", "complete": true, "resources": 2},
            "changes": [{
                "section": "changes", "address": "x_door.front[\"a\"]", "module": "", "mode": "managed", "type": "x_door", "name": "front", "index": "a",
                "previous_address": "x_door.old", "provider": "registry.terraform.io/example/x",
                "actions": ["update"], "action_reason": "replace_because_cannot_update",
                "replace_paths": [["open"], ["guards", 0, "id"]],
                "before": {"open": false, "colour": "red", "tags": {"a": "x", "b": "y"}, "gone": 1},
                "after": {"open": true, "tags": {"a": "x", "b": "z"}, "new": 2},
                // `id` is the provider's to fill in.
                "unknown": {"key": true},
            }],
        })
    );
}

#[test]
fn what_is_deleted_or_forgotten_is_shown_whole() {
    let before = json!({"name": "front", "open": true, "note": null});
    let gone = marked(delete("x_door.front", &before), &json!({"action_reason": "delete_because_no_resource_config"}));
    let forgotten = change("x_door.back", "forget", &before, &Value::Null);
    let deposed = marked(delete("x_door.side", &before), &json!({"deposed": "0123abcd", "module_address": "module.m"}));
    let shown = input(&Whole::of(&[gone, forgotten, deposed]), CHANGES);
    let expected = |address: &str, more: &Value| {
        let mut change = json!({
            "address": address, "module": "", "mode": "managed", "type": "x_door", "name": address.split_once('.').unwrap().1,
            "provider": "registry.terraform.io/example/x", "before": {"name": "front", "open": true}, "after": {}, "unknown": {},
            "section": "changes",
        });
        change.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        change
    };
    assert_eq!(
        shown["changes"],
        json!([
            expected(
                "x_door.front",
                &json!({"actions": ["delete"], "action_reason": "delete_because_no_resource_config"})
            ),
            expected("x_door.back", &json!({"actions": ["forget"]})),
            expected("x_door.side", &json!({"actions": ["delete"], "deposed": "0123abcd", "module": "module.m"})),
        ])
    );
    // A deposed object is no resource beside the current one.
    assert_eq!(shown["plan"]["resources"], 2);
}

#[test]
fn only_what_exists_changes() {
    let same = json!({"name": "front"});
    let read = json!({
        "address": "data.x_door.d", "mode": "data", "type": "x_door", "name": "d", "provider_name": "registry.terraform.io/example/x",
        "change": {"actions": ["read"], "before": null, "after": {}, "after_unknown": {}, "before_sensitive": false, "after_sensitive": {}},
    });
    let moved = marked(no_op("x_door.moved", &same), &json!({"previous_address": "x_door.old"}));
    let plan = Whole::of(&[create("x_door.new", &same), no_op("x_door.same", &same), moved, read]);
    assert_eq!(input(&plan, CHANGES)["changes"], json!([]));
    // The rule is not evaluated: it would find fault with the plan.
    let loud = about(CHANGES, "deny contains finding.whole(input.plan, \"x\")\n");
    assert_eq!(told(&plan, &loud), Vec::<String>::new());
}

#[test]
fn every_action_on_what_exists_is_a_change() {
    let values = json!({"name": "front"});
    for actions in
        [json!(["update"]), json!(["delete", "create"]), json!(["create", "delete"]), json!(["create", "forget"])]
    {
        let door = but(update("x_door.front", &values, &json!({"name": "main"})), &json!({"actions": actions}));
        let shown = input(&Whole::of(&[door]), CHANGES);
        assert_eq!(
            (&shown["changes"][0]["actions"], &shown["changes"][0]["before"], &shown["changes"][0]["after"]),
            (&actions, &values, &json!({"name": "main"}))
        );
    }
}

/// Finds fault with every change, at a path.
const REPLACED: &str = "deny contains finding.at(change, [\"name\"], sprintf(\"%v: it was %v\", [change.actions, change.before.name])) if some change in input.changes\n";

#[test]
fn a_finding_about_a_change_leads_into_its_values() {
    let changed = marked(
        but(
            update("module.m[0].x_door.front", &json!({"name": "a", "same": 1}), &json!({"name": "b", "same": 1})),
            &json!({"actions": ["delete", "create"]}),
        ),
        &json!({"module_address": "module.m[0]", "type": "x_door", "name": "front"}),
    );
    let gone = delete("x_door.back", &json!({"name": "c"}));
    let deposed = marked(delete("x_door.back", &json!({"name": "d"})), &json!({"deposed": "0123abcd"}));
    let plan = Whole::of(&[changed, gone, deposed]);
    let rule = about(CHANGES, REPLACED);
    let report = report(&plan, &rule);
    assert_eq!(
        facts(&report),
        [
            "fail introduced module.m[0].x_door.front [\"name\"]: [\"delete\", \"create\"]: it was a",
            "fail introduced x_door.back [\"name\"]: [\"delete\"]: it was c",
            "fail introduced x_door.back (deposed 0123abcd) [\"name\"]: [\"delete\"]: it was d",
        ]
    );
    let finding = &report["plans"][0]["findings"][0];
    assert_eq!(
        (&finding["type"], &finding["module"], &finding["actions"]),
        (&json!("x_door"), &json!("module.m[0]"), &json!(["delete", "create"]))
    );
    let answer = plan.place().rule(&rule).check("x-section").args(["--gate", "introduced"]).run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r#"
    x-section (medium)

      ⚠ ["delete", "create"]: it was a
       ╭─[module.m[0].x_door.front:2:10]
     1 │ resource "x_door" "front" {
     2 │   name = "b"
       ·          ───
     3 │   same = 1
     4 │ }
       ╰────
      help: Close the door.

    x-section (medium)

      ⚠ ["delete"]: it was c
       ╭─[x_door.back:2:10]
     1 │ resource "x_door" "back" {
     2 │   name = "c"
       ·          ───
     3 │ }
       ╰────
      help: Close the door.

    x-section (medium)

      ⚠ ["delete"]: it was d
       ╭─[x_door.back (deposed 0123abcd):2:10]
     1 │ resource "x_door" "back" {
     2 │   name = "d"
       ·          ───
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 3 findings (3 medium)
      3 resources: 2 deleted and so not judged, 1 of types that no rule looks at
      note: no rule looks at any resource type of this plan
    "#);
}

#[test]
fn what_only_apply_knows_of_a_change_is_undecided() {
    let changed =
        but(update("x_door.front", &json!({"name": "a"}), &json!({})), &json!({"after_unknown": {"name": true}}));
    let plan =
        Whole::of(&[changed]).written("x_door.front", &json!({"name": refers(&["x_smith.s.name", "x_smith.s"])}));
    assert_eq!(
        told(&plan, &about(CHANGES, REPLACED)),
        ["undecided introduced x_door.front [\"name\"]: [\"update\"]: it was a <- x_smith.s.name"]
    );
}

#[test]
fn a_finding_about_a_change_that_leads_nowhere_is_an_error() {
    let plan = Whole::of(&[update("x_door.front", &json!({"name": "a"}), &json!({"name": "b"}))]);
    let at = |path: &str| {
        let body = format!("deny contains finding.at(change, {path}, \"x\") if some change in input.changes\n");
        about(CHANGES, body.leak())
    };
    assert_eq!(told(&plan, &at("[\"missing\"]")), ["fail introduced x_door.front [\"missing\"]: x"]);
    expect_wrong(&plan, &at("[\"missing\", 0]"), "a finding's path `missing[0]` leads nowhere in x_door.front");
}

#[test]
fn drift_goes_from_the_recorded_state_to_the_real_one() {
    let drifted =
        update("x_door.front", &json!({"name": "front", "open": false}), &json!({"name": "front", "open": true}));
    let gone = delete("x_wall.back", &json!({"name": "back"}));
    let moved = marked(no_op("x_door.moved", &json!({"name": "m"})), &json!({"previous_address": "x_door.old"}));
    // A refresh-only plan has no `resource_changes`.
    let plan = Whole::of(&[]).without("resource_changes").with("resource_drift", json!([drifted, gone, moved]));
    let place = plan.place().rule(&about(DRIFT, SILENT)).rule(&DOOR);
    let shown = |rules: &str| {
        let run =
            plangate(["input", "plan", "plan.json", "--policy", "rules", "--select", rules]).at(place.path()).run();
        run.code(0).quiet().json()
    };
    let common = |kind: &str, name: &str| {
        json!({
            "address": format!("{kind}.{name}"), "module": "", "mode": "managed", "type": kind, "name": name, "unknown": {},
            "provider": "registry.terraform.io/example/x", "looked_at": false, "section": "drift",
        })
    };
    let with = |mut value: Value, more: &Value| {
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    let front = json!({"actions": ["update"], "before": {"open": false}, "after": {"open": true}});
    let back = json!({"actions": ["delete"], "before": {"name": "back"}, "after": {}});
    let plan = json!({"address": "plan", "terraform_version": "1.11.4", "complete": true, "resources": 0});
    assert_eq!(
        shown("x-section"),
        json!({
            "resources": {}, "deleted": {}, "plan": plan,
            "drift": [with(common("x_door", "front"), &front), with(common("x_wall", "back"), &back)],
        })
    );
}

/// Tells of everything that drifted.
const DRIFTED: &str = "deny contains finding.whole(change, sprintf(\"drifted, looked at: %v\", [change.looked_at])) if some change in input.drift\n";

#[test]
fn drift_is_marked_where_a_chosen_rule_looks_at_the_type() {
    let door = update("x_door.front", &json!({"open": false}), &json!({"open": true}));
    let wall = update("x_wall.front", &json!({"high": false}), &json!({"high": true}));
    let plan = Whole::of(&[]).with("resource_drift", json!([door, wall]));
    let place = plan.place().rule(&about(DRIFT, DRIFTED)).rule(&DOOR);
    let told = |rules: &str| facts(&place.check(rules).args(["--format", "json"]).run().code(1).quiet().json());
    let says =
        |address: &str, looked_at: bool| format!("fail preexisting {address} []: drifted, looked at: {looked_at}");
    assert_eq!(told("x-section"), [says("x_door.front", false), says("x_wall.front", false)]);
    assert_eq!(told("x-section,x-door"), [says("x_door.front", true), says("x_wall.front", false)]);
}

#[test]
fn drift_in_a_refresh_only_plan_is_found_and_shown() {
    let drifted = update("x_door.front", &json!({"open": false}), &json!({"open": true}));
    let plan = Whole::of(&[]).without("resource_changes").with("resource_drift", json!([drifted]));
    let body = "deny contains finding.at(change, [\"open\"], \"somebody opened it\") if {\n\tsome change in input.drift\n\tchange.after.open\n}\n";
    let place = plan.place().rule(&about(DRIFT, body));
    let answer = place.check("x-section").run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r#"
    x-section (medium, preexisting)

      ⚠ somebody opened it
       ╭─[x_door.front:2:10]
     1 │ resource "x_door" "front" {
     2 │   open = true
       ·          ────
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium), 0 introduced and 1 preexisting
      0 resources
      note: the plan lists no resource (refresh-only, or nothing is managed)
    "#);
    place.check("x-section").args(["--gate", "introduced"]).run().code(0).quiet();
}

#[test]
fn drift_shows_no_secret() {
    let secrets = ["zq-recorded-secret", "zq-real-secret"];
    let marks = json!({"before_sensitive": {"code": true}, "after_sensitive": {"code": true}});
    let drifted = but(update("x_door.front", &json!({"code": secrets[0]}), &json!({"code": secrets[1]})), &marks);
    let plan = Whole::of(&[]).with("resource_drift", json!([drifted]));
    let body = "deny contains finding.whole(change, sprintf(\"%s, then %s\", [change.before.code, change.after.code])) if some change in input.drift\n";
    assert_eq!(told(&plan, &about(DRIFT, body)), ["fail preexisting x_door.front []: (sensitive), then (sensitive)"]);
    let shown = input(&plan, DRIFT);
    assert_eq!(
        (&shown["drift"][0]["before"], &shown["drift"][0]["after"]),
        (&json!({"code": "(sensitive)"}), &json!({"code": "(sensitive)"}))
    );
}

#[test]
fn a_replacement_is_shown_whole_but_for_what_is_computed_anew() {
    let before = json!({"name": "front", "open": false, "id": "d-1"});
    let after = json!({"name": "front", "open": true});
    let door = but(
        update("x_door.front", &before, &after),
        &json!({"actions": ["create", "delete"], "after_unknown": {"id": true}}),
    );
    let plan = Whole::of(&[door]).written("x_door.front", &json!({"open": {"constant_value": true}}));
    let shown = input(&plan, CHANGES);
    let change = &shown["changes"][0];
    assert_eq!(
        (&change["before"], &change["after"]),
        (&json!({"name": "front", "open": false}), &json!({"name": "front", "open": true}))
    );
}
