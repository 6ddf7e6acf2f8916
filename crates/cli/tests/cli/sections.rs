//! The sections of a plan beside its resources, as rules see them and as findings about them are reported.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{facts, plangate};
use crate::making::{DOOR, Place, Rule, Whole, but, change, create, delete, marked, no_op, refers, update};
use crate::schema::expect_described;

/// A rule about a section of the plan and no resources.
const fn about(sections: &'static [&'static str], body: &'static str) -> Rule {
    Rule { name: "section", resources: "[]", custom: sections, ..DOOR.saying(body) }
}

const CHANGES: &[&str] = &["attributes: []", "sections: [changes]"];
const DRIFT: &[&str] = &["attributes: []", "sections: [drift]"];
const CHECKS: &[&str] = &["attributes: []", "sections: [checks]"];
const MODULES: &[&str] = &["attributes: []", "sections: [modules]"];
const PROVIDERS: &[&str] = &["attributes: []", "sections: [providers]"];

/// Finds nothing.
const SILENT: &str = "deny contains finding.whole(input.plan, \"x\") if false\n";

/// The whole input of a rule about these sections.
fn input(plan: &Whole, sections: &'static [&'static str]) -> Value {
    let place = plan.place().rule(&about(sections, SILENT));
    let shown = plangate(["input", "plan", "plan.json", "--policy", "rules", "--select", "x-section"]);
    shown.at(place.path()).run().code(0).quiet().json()
}

/// The findings of a rule in a plan.
fn told(plan: &Whole, rule: &Rule) -> Vec<String> {
    let report = report(plan, rule);
    assert_eq!(report["plans"][0]["errors"], json!([]));
    facts(&report)
}

fn report(plan: &Whole, rule: &Rule) -> Value {
    let report = plan.place().rule(rule).check("x-section").args(["--format", "json"]).run().json();
    expect_described(&report, "a report about a section");
    report
}

/// The error of a rule whose finding is not to be.
#[track_caller]
fn expect_wrong(plan: &Whole, rule: &Rule, message: &str) {
    let answer = plan.place().rule(rule).check("x-section").args(["--format", "json"]).run().code(2);
    let report = answer.json();
    let error = json!({"kind": "rule", "rule": "x-section", "file": "rules/section.rego", "message": message});
    assert_eq!((facts(&report), &report["plans"][0]["errors"]), (Vec::new(), &json!([error])));
}

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
        &json!({"actions": ["delete", "create"], "replace_paths": [["open"], ["guards", 0, "id"]], "after_unknown": {"id": true, "key": true}}),
    );
    let plan = Whole::of(&[door, no_op("x_door.back", &before)])
        .written("x_door.front", &json!({"key": refers(&["x_smith.s.key", "x_smith.s"])}));
    assert_eq!(
        input(&plan, CHANGES),
        json!({
            "resources": {}, "deleted": {},
            "plan": {"address": "plan", "terraform_version": "1.11.4", "complete": true, "resources": 2},
            "changes": [{
                "address": "x_door.front[\"a\"]", "module": "", "mode": "managed", "type": "x_door", "name": "front", "index": "a",
                "previous_address": "x_door.old", "provider": "registry.terraform.io/example/x",
                "actions": ["delete", "create"], "action_reason": "replace_because_cannot_update",
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
        });
        change.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        change
    };
    assert_eq!(
        shown["changes"],
        json!([
            expected("x_door.front", &json!({"actions": ["delete"], "action_reason": "delete_because_no_resource_config"})),
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
    for actions in [json!(["update"]), json!(["delete", "create"]), json!(["create", "delete"]), json!(["create", "forget"])] {
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
       ╭─[x_door.back:2:10]
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
    let changed = but(update("x_door.front", &json!({"name": "a"}), &json!({})), &json!({"after_unknown": {"name": true}}));
    let plan = Whole::of(&[changed]).written("x_door.front", &json!({"name": refers(&["x_smith.s.name", "x_smith.s"])}));
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

/// A rule that makes a finding about an address that it may not even see.
fn naming(sections: &'static [&'static str], address: &str) -> Rule {
    let body = format!("deny contains {{\"address\": {}, \"path\": [], \"msg\": \"x\"}}\n", json!(address));
    about(sections, body.leak())
}

const NOT_THERE: &str = "a finding has an `address` that is not in the plan";

/// A plan that has something in every section.
fn full() -> Whole {
    let changed = update("x_door.front", &json!({"name": "a"}), &json!({"name": "b"}));
    let drifted = update("x_door.drifted", &json!({"name": "a"}), &json!({"name": "b"}));
    let configuration = json!({
        "provider_config": {"x": {"name": "x", "full_name": "registry.terraform.io/example/x"}},
        "root_module": {"module_calls": {"net": {"source": "./net", "module": {}}}},
    });
    let check = json!({
        "address": {"kind": "check", "name": "health", "to_display": "check.health"}, "status": "fail",
        "instances": [{"address": {"to_display": "check.health"}, "status": "fail", "problems": [{"message": "it is ill"}]}],
    });
    Whole::of(&[changed, create("x_door.new", &json!({"name": "new"})), no_op("x_door.same", &json!({"name": "same"}))])
        .with("resource_drift", json!([drifted]))
        .with("configuration", configuration)
        .with("checks", json!([check]))
}

#[test]
fn a_finding_is_about_what_is_in_a_section_of_its_rule() {
    let all = [
        (CHANGES, "x_door.front"),
        (DRIFT, "x_door.drifted"),
        (CHECKS, "check.health"),
        (MODULES, "module.net"),
        (PROVIDERS, "provider.x"),
    ];
    for (sections, _) in all {
        assert_eq!(told(&full(), &naming(sections, "plan")), ["fail introduced plan []: x"]);
        for (others, address) in all {
            let rule = naming(sections, address);
            if sections == others {
                assert_eq!(told(&full(), &rule).len(), 1, "{sections:?} {address}");
            } else {
                expect_wrong(&full(), &rule, NOT_THERE);
            }
        }
        for address in ["x_door.nowhere", "x_door.same", "x_door.new"] {
            expect_wrong(&full(), &naming(sections, address), NOT_THERE);
        }
    }
}

#[test]
fn what_other_rules_look_at_is_no_section_of_this_one() {
    let other = Rule { name: "other", ..about(&["attributes: []", "sections: [changes, drift, checks, modules, providers]"], SILENT) };
    for address in ["module.net", "provider.x", "x_door.front", "x_door.drifted"] {
        let place = full().place().rule(&naming(CHECKS, address)).rule(&other);
        let report = place.check("x-section,x-other").args(["--format", "json"]).run().code(2).json();
        assert_eq!(facts(&report), Vec::<String>::new(), "{address}");
        assert_eq!(report["plans"][0]["errors"][0]["message"], NOT_THERE);
    }
}

#[test]
fn a_rule_about_resources_and_a_section_may_speak_of_both() {
    let body = "deny contains finding.whole(door, \"a door\") if some door in input.resources.x_door\n\n\
        deny contains finding.whole(change, \"a change\") if some change in input.changes\n\n\
        deny contains finding.whole(input.plan, sprintf(\"%d doors\", [count(input.resources.x_door)]))\n";
    let rule = Rule { resources: "[x_door]", ..about(CHANGES, body) };
    let plan = Whole::of(&[create("x_door.new", &json!({"name": "new"})), delete("x_wall.old", &json!({"name": "old"}))]);
    assert_eq!(
        told(&plan, &rule),
        [
            "fail introduced x_door.new []: a door",
            "fail introduced x_wall.old []: a change",
            "fail introduced plan []: 1 doors",
        ]
    );
}

#[test]
fn drift_goes_from_the_recorded_state_to_the_real_one() {
    let drifted = update("x_door.front", &json!({"name": "front", "open": false}), &json!({"name": "front", "open": true}));
    let gone = delete("x_wall.back", &json!({"name": "back"}));
    let moved = marked(no_op("x_door.moved", &json!({"name": "m"})), &json!({"previous_address": "x_door.old"}));
    // A refresh-only plan has no `resource_changes`.
    let plan = Whole::of(&[]).without("resource_changes").with("resource_drift", json!([drifted, gone, moved]));
    let place = plan.place().rule(&about(DRIFT, SILENT)).rule(&DOOR);
    let shown = |rules: &str| {
        let run = plangate(["input", "plan", "plan.json", "--policy", "rules", "--select", rules]).at(place.path()).run();
        run.code(0).quiet().json()
    };
    let common = |kind: &str, name: &str| {
        json!({
            "address": format!("{kind}.{name}"), "module": "", "mode": "managed", "type": kind, "name": name, "unknown": {},
            "provider": "registry.terraform.io/example/x", "looked_at": false,
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
    let says = |address: &str, looked_at: bool| format!("fail preexisting {address} []: drifted, looked at: {looked_at}");
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
    assert_eq!(
        told(&plan, &about(DRIFT, body)),
        ["fail preexisting x_door.front []: (sensitive), then (sensitive)"]
    );
    let shown = input(&plan, DRIFT);
    assert_eq!(
        (&shown["drift"][0]["before"], &shown["drift"][0]["after"]),
        (&json!({"code": "(sensitive)"}), &json!({"code": "(sensitive)"}))
    );
}

fn check(kind: &str, address: &str, status: &str, instances: &Value) -> Value {
    json!({"address": {"kind": kind, "to_display": address}, "status": status, "instances": instances})
}

/// A check of every kind.
fn checks() -> Whole {
    let instance = |address: &str, status: &str, problems: &[&str]| {
        let problems: Vec<Value> = problems.iter().map(|message| json!({"message": message})).collect();
        json!({"address": {"to_display": address, "module": ""}, "status": status, "problems": problems})
    };
    let side = [instance("x_door.side[0]", "pass", &[]), instance("x_door.side[1]", "fail", &["it is shut", "it is dark"])];
    let inner = json!([{"address": {"to_display": "module.m[\"k\"].check.up", "module": "module.m[\"k\"]"}, "status": "error"}]);
    Whole::of(&[create("x_door.new", &json!({}))]).with(
        "checks",
        json!([
            check("resource", "x_door.side", "fail", &json!(side)),
            check("check", "module.m.check.up", "error", &inner),
            check("output_value", "output.o", "unknown", &json!([instance("output.o", "unknown", &[])])),
            check("var", "var.v", "pass", &json!([instance("var.v", "pass", &[])])),
            // Nobody knows yet how many instances there will be.
            {"address": {"kind": "check", "to_display": "check.later"}, "status": "unknown"},
        ]),
    )
}

#[test]
fn checks_are_shown_by_instance() {
    let known = |address: &str, kind: &str, status: &str, problems: &Value| {
        json!({"address": address, "kind": kind, "status": status, "problems": problems, "unknown": {}})
    };
    let unknown = |address: &str, kind: &str| {
        json!({"address": address, "kind": kind, "status": "unknown", "problems": [], "unknown": {"status": true}})
    };
    assert_eq!(
        input(&checks(), CHECKS)["checks"],
        json!([
            known("x_door.side[0]", "resource", "pass", &json!([])),
            known("x_door.side[1]", "resource", "fail", &json!(["it is shut", "it is dark"])),
            known("module.m[\"k\"].check.up", "check", "error", &json!([])),
            unknown("output.o", "output_value"),
            known("var.v", "var", "pass", &json!([])),
            unknown("check.later", "check"),
        ])
    );
}

/// Finds every check that does not pass.
const FAILING: &str = "deny contains finding.at(check, [\"status\"], concat(\"; \", array.concat([check.status], check.problems))) if {\n\
    \tsome check in input.checks\n\tcheck.status != \"pass\"\n}\n";

#[test]
fn a_check_that_is_not_known_yet_is_undecided() {
    let report = report(&checks(), &about(CHECKS, FAILING));
    let mut told = facts(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "fail introduced module.m[\"k\"].check.up [\"status\"]: error",
            "fail introduced x_door.side[1] [\"status\"]: fail; it is shut; it is dark",
            "undecided introduced check.later [\"status\"]: unknown",
            "undecided introduced output.o [\"status\"]: unknown",
        ]
    );
    let findings = report["plans"][0]["findings"].as_array().unwrap();
    let up = findings.iter().find(|finding| finding["address"] == "module.m[\"k\"].check.up").unwrap();
    assert_eq!(
        (&up["type"], &up["module"], &up["actions"]),
        (&json!("check"), &json!("module.m[\"k\"]"), &json!([]))
    );
}

#[test]
fn people_are_told_of_checks() {
    let failed = json!([{"address": {"to_display": "check.up"}, "status": "fail", "problems": [{"message": "it is down"}]}]);
    let plan = Whole::of(&[no_op("x_door.front", &json!({}))]).with("checks", json!([check("check", "check.up", "fail", &failed)]));
    let answer = plan.place().rule(&about(CHECKS, FAILING)).check("x-section").run().code(1).quiet();
    // Nothing changes, so the check failed before as well.
    assert_snapshot!(answer.stdout, @r"
    x-section (medium, preexisting)

      ⚠ fail; it is down
      help: Close the door.

    plan.json: violations, 1 finding (1 medium), 0 introduced and 1 preexisting
      1 resource: 1 of types that no rule looks at
      note: no rule looks at any resource type of this plan
    ");
}

#[test]
fn messages_of_checks_show_no_secret() {
    let secret = "zq-secret-literal";
    let message = format!("{secret} is wrong");
    let failed = json!([{"address": {"to_display": "check.up"}, "status": "fail", "problems": [{"message": message}]}]);
    let safe = but(create("x_safe.main", &json!({"code": secret})), &json!({"after_sensitive": {"code": true}}));
    let plan = Whole::of(&[safe]).with("checks", json!([check("check", "check.up", "fail", &failed)]));
    assert_eq!(
        told(&plan, &about(CHECKS, FAILING)),
        ["fail introduced check.up [\"status\"]: fail; (sensitive) is wrong"]
    );
    assert_eq!(input(&plan, CHECKS)["checks"][0]["problems"], json!(["(sensitive) is wrong"]));
    for arguments in [&[] as &[&str], &["--format", "json"], &["--verbose"]] {
        let answer = plan.place().rule(&about(CHECKS, FAILING)).check("x-section").args(arguments).run().code(1);
        assert!(!answer.both().contains(secret), "{}", answer.both());
    }
}

/// Two modules, one inside the other, and providers of every form.
fn calls() -> Whole {
    let inner = json!({"module_calls": {"sub": {"source": "./sub", "module": {}}}});
    let providers = json!({
        "aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "version_constraint": "~> 6.0"},
        "aws.west": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "alias": "west"},
        "module.net:x": {"name": "x", "full_name": "registry.terraform.io/example/x", "module_address": "module.net"},
    });
    let root = json!({"module_calls": {
        "net": {"source": "example/net/x", "version_constraint": ">= 1.0", "module": inner, "for_each_expression": {}},
        "git": {"source": "git::https://example.com/git.git", "module": {}},
    }});
    let inside = marked(
        no_op("module.net[\"k\"].x_door.front", &json!({})),
        &json!({"type": "x_door", "name": "front", "module_address": "module.net[\"k\"]"}),
    );
    Whole::of(&[inside]).with("configuration", json!({"provider_config": providers, "root_module": root}))
}

#[test]
fn modules_are_shown_by_call() {
    assert_eq!(
        input(&calls(), MODULES)["modules"],
        json!([
            {"address": "module.git", "source": "git::https://example.com/git.git"},
            {"address": "module.net", "source": "example/net/x", "version_constraint": ">= 1.0"},
            {"address": "module.net.module.sub", "source": "./sub"},
        ])
    );
}

#[test]
fn a_finding_about_a_module_stands_in_its_caller() {
    let body = "deny contains finding.at(call, [\"source\"], call.source) if some call in input.modules\n";
    let report = report(&calls(), &about(MODULES, body));
    let mut told: Vec<(String, &Value, &Value)> = facts(&report)
        .into_iter()
        .zip(report["plans"][0]["findings"].as_array().unwrap())
        .map(|(fact, finding)| (fact, &finding["type"], &finding["module"]))
        .collect();
    told.sort_by(|left, right| left.0.cmp(&right.0));
    let kind = json!("module");
    assert_eq!(
        told,
        [
            // `module.git` has nothing that exists, and neither has `sub`.
            ("fail introduced module.git [\"source\"]: git::https://example.com/git.git".into(), &kind, &json!("")),
            ("fail introduced module.net.module.sub [\"source\"]: ./sub".into(), &kind, &json!("module.net")),
            ("fail preexisting module.net [\"source\"]: example/net/x".into(), &kind, &json!("")),
        ]
    );
}

#[test]
fn providers_are_shown_by_configuration() {
    assert_eq!(
        input(&calls(), PROVIDERS)["providers"],
        json!([
            {"address": "provider.aws", "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "version_constraint": "~> 6.0"},
            {"address": "provider.aws.west", "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "alias": "west"},
            {"address": "module.net.provider.x", "name": "x", "full_name": "registry.terraform.io/example/x", "module": "module.net"},
        ])
    );
    let body = "deny contains finding.at(provider, [\"version_constraint\"], \"no version\") if {\n\tsome provider in input.providers\n\tnot provider.version_constraint\n}\n";
    let report = report(&calls(), &about(PROVIDERS, body));
    let mut told = facts(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "fail introduced provider.aws.west [\"version_constraint\"]: no version",
            "fail preexisting module.net.provider.x [\"version_constraint\"]: no version",
        ]
    );
    let findings = report["plans"][0]["findings"].as_array().unwrap();
    let inner = findings.iter().find(|finding| finding["address"] == "module.net.provider.x").unwrap();
    assert_eq!((&inner["type"], &inner["module"]), (&json!("provider"), &json!("module.net")));
}

#[test]
fn a_section_that_is_empty_is_not_judged() {
    for sections in [CHANGES, DRIFT, CHECKS, MODULES, PROVIDERS] {
        let loud = about(sections, "deny contains finding.whole(input.plan, \"x\")\n");
        let plan = Whole::of(&[create("x_door.new", &json!({}))]);
        assert_eq!(told(&plan, &loud), Vec::<String>::new(), "{sections:?}");
    }
}

#[test]
fn a_rule_that_finds_nothing_in_a_section_passes_the_plan() {
    let report = report(&full(), &about(CHECKS, SILENT));
    let counts = &report["plans"][0]["counts"];
    assert_eq!((&counts["rules"], &counts["pass"], &counts["fail"]), (&json!(1), &json!(1), &json!(0)));
}

#[test]
fn a_finding_about_the_plan_has_no_resource() {
    let body = "deny contains finding.whole(input.plan, sprintf(\"%d of %d go\", [count(input.changes), input.plan.resources]))\n";
    let rule = about(CHANGES, body);
    let plan = Whole::of(&[delete("x_door.a", &json!({})), no_op("x_door.b", &json!({})), create("x_door.c", &json!({}))]);
    let report = report(&plan, &rule);
    let finding = &report["plans"][0]["findings"][0];
    let members = ["address", "type", "module", "actions", "path", "message"].map(|member| &finding[member]);
    let expected = [json!("plan"), json!("plan"), json!(""), json!([]), json!([]), json!("1 of 2 go")];
    assert_eq!(members, expected.each_ref());
    let answer = plan.place().rule(&rule).check("x-section").run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r"
    x-section (medium)

      ⚠ 1 of 2 go
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      3 resources: 1 deleted and so not judged, 2 of types that no rule looks at
      note: no rule looks at any resource type of this plan
    ");
}

#[test]
fn a_plan_may_say_less_of_itself() {
    let plan = Whole::of(&[update("x_door.a", &json!({"a": 1}), &json!({"a": 2}))])
        .without("complete")
        .without("terraform_version");
    assert_eq!(input(&plan, CHANGES)["plan"], json!({"address": "plan", "resources": 1}));
    let partial = Whole::of(&[]).with("complete", false);
    assert_eq!(
        input(&partial, CHANGES)["plan"],
        json!({"address": "plan", "terraform_version": "1.11.4", "complete": false, "resources": 0})
    );
}

#[test]
fn a_rule_looks_at_resources_or_at_a_section() {
    let rule = Rule { name: "section", resources: "[]", ..DOOR };
    let place = Place::with_plan(&[]).rule(&rule).rule(&DOOR);
    let answer = place.check("x-door").run().code(2);
    answer.complains("rule `rules.custom.section`, rules/section.rego:2: METADATA: `custom.resources` is empty");
    let unknown = about(&["attributes: []", "sections: [variables]"], SILENT);
    let answer = Place::with_plan(&[]).rule(&unknown).rule(&DOOR).check("x-door").run().code(2);
    answer.complains(
        "rules/section.rego:10: METADATA: custom.sections[0]: unknown variant `variables`, expected one of `changes`, `drift`, `checks`, `modules`, `providers`",
    );
}
