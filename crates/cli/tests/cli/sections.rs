//! Sections of a plan beside its resources: what findings may be about, and what a rule without resources says.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{facts, plangate};
use crate::making::{DOOR, Place, Rule, Whole, create, delete, no_op, update};
use crate::schema::expect_described;

/// A rule about a section of the plan and no resources.
pub const fn about(sections: &'static [&'static str], body: &'static str) -> Rule {
    Rule { name: "section", resources: "[]", custom: sections, ..DOOR.saying(body) }
}

pub const CHANGES: &[&str] = &["attributes: []", "sections: [changes]"];
pub const DRIFT: &[&str] = &["attributes: []", "sections: [drift]"];
pub const CHECKS: &[&str] = &["attributes: []", "sections: [checks]"];
pub const MODULES: &[&str] = &["attributes: []", "sections: [modules]"];
pub const PROVIDERS: &[&str] = &["attributes: []", "sections: [providers]"];

/// Finds nothing.
pub const SILENT: &str = "deny contains finding.whole(input.plan, \"x\") if false\n";

/// The whole input of a rule about these sections.
pub fn input(plan: &Whole, sections: &'static [&'static str]) -> Value {
    let place = plan.place().rule(&about(sections, SILENT));
    let shown = plangate(["input", "plan", "plan.json", "--policy", "rules", "--select", "x-section"]);
    shown.at(place.path()).run().code(0).quiet().json()
}

/// The findings of a rule in a plan.
pub fn told(plan: &Whole, rule: &Rule) -> Vec<String> {
    let report = report(plan, rule);
    assert_eq!(report["plans"][0]["errors"], json!([]));
    facts(&report)
}

pub fn report(plan: &Whole, rule: &Rule) -> Value {
    let report = plan.place().rule(rule).check("x-section").args(["--format", "json"]).run().json();
    expect_described(&report, "a report about a section");
    report
}

/// The error of a rule whose finding is not to be.
#[track_caller]
pub fn expect_wrong(plan: &Whole, rule: &Rule, message: &str) {
    let answer = plan.place().rule(rule).check("x-section").args(["--format", "json"]).run().code(2);
    let report = answer.json();
    let error = json!({"kind": "rule", "rule": "x-section", "file": "rules/section.rego", "message": message});
    assert_eq!((facts(&report), &report["plans"][0]["errors"]), (Vec::new(), &json!([error])));
}

/// A rule that makes a finding about an address that it may not even see.
fn naming(sections: &'static [&'static str], address: &str) -> Rule {
    let section = sections.iter().find_map(|line| line.strip_prefix("sections: [")?.strip_suffix(']'));
    let mut finding = json!({"address": address, "path": [], "msg": "x"});
    if address != "plan" {
        finding["section"] = json!(section);
    }
    about(sections, format!("deny contains {finding}\n").leak())
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
    let other = Rule {
        name: "other",
        ..about(&["attributes: []", "sections: [changes, drift, checks, modules, providers]"], SILENT)
    };
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
    let plan =
        Whole::of(&[create("x_door.new", &json!({"name": "new"})), delete("x_wall.old", &json!({"name": "old"}))]);
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
    let plan =
        Whole::of(&[delete("x_door.a", &json!({})), no_op("x_door.b", &json!({})), create("x_door.c", &json!({}))]);
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
