//! Ways in which a rule of the user is left out without a word. Each test waits for the program to speak up.

use serde_json::json;

use crate::common::plangate;
use crate::making::{DOOR, Place, create};

fn with_door() -> Place {
    Place::with_plan(&[create("x_door.front", &json!({"open": true, "name": "front"}))])
}

#[test]
fn a_directory_without_rules_can_not_judge() {
    let place = with_door().file("rules/readme.md", "");
    plangate(["check", "plan.json", "--policy", "rules"])
        .at(place.path())
        .run()
        .code(2)
        .complains("rules: the directory holds neither rules (`.rego`) nor parameters (`params/data.json`)");
}

#[test]
fn a_package_of_conftest_is_evaluated_or_refused() {
    let place = with_door()
        .rule(&DOOR)
        .file("rules/main.rego", "package main\n\nimport rego.v1\n\ndeny contains \"no doors\" if input\n");
    let answer = plangate(["check", "plan.json", "--policy", "rules"]).at(place.path()).run();
    assert!(answer.both().contains("no doors") || answer.code == 2, "{answer:?}");
}

#[test]
fn a_broken_helper_does_not_go_unnoticed() {
    let place =
        with_door().rule(&DOOR).file("rules/words.rego", "package mine.words\n\nimport rego.v1\n\nopen := {{{\n");
    plangate(["check", "plan.json", "--policy", "rules"])
        .at(place.path())
        .run()
        .code(2)
        .complains("rules/words.rego:6: expecting expression");
}

#[test]
fn conflicting_results_are_an_error() {
    for conflict in
        ["_x := \"a\" if input\n\n_x := \"b\" if input\n", "_f(_) := \"a\"\n\n_f(_) := \"b\"\n\n_x := _f(1)\n"]
    {
        let body =
            format!("deny contains finding.whole(door, _x) if some door in input.resources.x_door\n\n{conflict}");
        let place = with_door().rule(&DOOR.saying(body.leak()));
        place.check("x-door").run().code(2).complains("rule `x-door`, rules/door.rego");
    }
}

#[test]
fn a_rule_that_did_not_load_is_named_when_it_is_selected() {
    let place = with_door().rule(&DOOR).rule(&DOOR.named("wrong").saying("deny contains x if {\n"));
    place.check("x-wrong").run().code(2).complains("rules/wrong.rego:21: ");
}

#[test]
fn directories_share_helpers_and_parameters_in_any_order() {
    let rule = DOOR.saying("import data.mine.words\n\ndeny contains finding.whole(door, sprintf(\"%s %v\", [words.open, data.params.mine])) if some door in input.resources.x_door\n");
    let place = with_door()
        .file("a/door.rego", rule.text())
        .file("b/words.rego", "package mine.words\n\nimport rego.v1\n\nopen := \"it stands open\"\n")
        .file("b/params/data.json", r#"{"mine": 7}"#);
    for order in [["a", "b"], ["b", "a"]] {
        let answer =
            plangate(["check", "plan.json", "--policy", order[0], "--policy", order[1]]).at(place.path()).run();
        answer.code(1).says("it stands open 7");
    }
}
