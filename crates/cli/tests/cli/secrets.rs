//! No sensitive value reaches any output, whatever a rule does with it.

use serde_json::{Value, json};

use crate::common::{Answer, check, fixture};
use crate::making::{DOOR, Place, Rule, change, create, plan};

const FIXTURE: &str = "plans/sensitive-values/plan.json";

/// The string values of the fixture's variables, all of which are sensitive.
fn literals() -> Vec<String> {
    let plan: Value = serde_json::from_str(&fixture(FIXTURE)).unwrap();
    let variables = plan["variables"].as_object().unwrap();
    let literals: Vec<String> =
        variables.values().filter_map(|variable| variable["value"].as_str().map(str::to_owned)).collect();
    assert_eq!(literals, ["tok-4f1c9e77b2", "hunter2-hunter2", "0.0.0.0/0"]);
    literals
}

#[track_caller]
fn expect_hidden(answer: &Answer, literals: &[String]) {
    for literal in literals {
        assert!(!answer.both().contains(literal.as_str()), "`{literal}` is shown:\n{}", answer.both());
    }
}

/// The fixture beside one rule about the types that hold secrets.
fn place(body: &'static str) -> Place {
    let resources =
        "[aws_db_instance, aws_iam_policy, aws_ebs_volume, aws_security_group, aws_security_group_rule, aws_iam_role]";
    let rule = Rule { resources, custom: &["attributes: []"], ..DOOR };
    Place::new().file("plan.json", fixture(FIXTURE)).rule(&rule.saying(body))
}

#[test]
fn the_policies_show_none_in_any_form() {
    for arguments in ["", "--format json", "--color always", "--undecided deny"] {
        let answer = check(&format!("fixtures/{FIXTURE} {arguments}")).with_color().run();
        expect_hidden(&answer, &literals());
        answer.says("(sensitive)").says("is open to (sensitive)");
    }
}

/// Tells everything it knows of every resource.
const TELLTALE: &str = "\
deny contains finding.whole(r, sprintf(\"%s has %v, which is %s\", [r.address, r.values, json.marshal(r.values)])) if {
	some resources in input.resources
	some r in resources
}

deny contains finding.at(r, [key], sprintf(\"%s is %v\", [key, value])) if {
	some resources in input.resources
	some r in resources
	some key, value in r.values
}
";

#[test]
fn a_rule_that_tells_everything_shows_none() {
    let place = place(TELLTALE);
    for arguments in [&[] as &[&str], &["--format", "json"], &["--color", "always"]] {
        let answer = place.check("x-door").args(arguments).run().code(1);
        expect_hidden(&answer, &literals());
        answer.says("(sensitive)").says("is ingress").omits("could not judge");
    }
}

impl Place {
    /// Runs the rule in both forms, and asserts that it fails and shows nothing.
    #[track_caller]
    fn expect_failure_without(&self, literals: &[String]) {
        for format in ["human", "json"] {
            let answer = self
                .check("x-door")
                .args(["--format", format])
                .run()
                .code(2)
                .complains("rule `x-door`, rules/door.rego");
            expect_hidden(&answer, literals);
        }
    }
}

#[test]
fn a_rule_that_fails_on_a_secret_does_not_name_it() {
    let failing = [
        "deny contains x if {\n\tx := -input.resources.aws_db_instance[0].values.password\n}\n",
        "deny contains {\"address\": input.resources.aws_db_instance[0].values.password, \"path\": [], \"msg\": \"x\"}\n",
        "deny contains input.resources.aws_db_instance[0].values.password\n",
        "deny := input.resources.aws_db_instance[0].values.password\n",
    ];
    for body in failing {
        place(body).expect_failure_without(&literals());
    }
}

#[test]
fn a_path_made_of_a_secret_does_not_name_it() {
    let db = "some db in input.resources.aws_db_instance";
    let nowhere = format!("deny contains finding.at(db, [db.values.password, 1], \"x\") if {{\n\t{db}\n}}\n");
    place(nowhere.leak()).expect_failure_without(&literals());
    let not_set = format!("deny contains finding.at(db, [db.values.password], \"x\") if {{\n\t{db}\n}}\n");
    let place = place(not_set.leak());
    for format in ["human", "json"] {
        expect_hidden(&place.check("x-door").args(["--format", format]).run(), &literals());
    }
}

const SECRET: &str = "zq-secret-literal";

fn expect_secret_hidden(answer: &Answer) {
    expect_hidden(answer, &[SECRET.to_owned()]);
}

/// A safe with a secret that no variable holds, and a door that has it in a description without a mark.
fn safe_and_door() -> [Value; 2] {
    let mut safe = create("x_safe.main", &json!({"combination": SECRET, "open": true}));
    safe["change"]["after_sensitive"] = json!({"combination": true});
    [safe, create("x_door.front", &json!({"note": format!("the safe has {SECRET}"), "open": true}))]
}

#[test]
fn a_value_with_a_mark_is_hidden_in_its_own_resource() {
    let rule = Rule { resources: "[x_safe]", ..DOOR };
    let answer = Place::with_plan(&safe_and_door()).rule(&rule.saying(TELLTALE)).check("x-door").run().code(1).quiet();
    expect_secret_hidden(&answer);
    answer.says("combination is (sensitive)").says("  combination = (sensitive)\n");
}

#[test]
fn a_literal_that_lost_its_mark_is_hidden_in_its_own_resource() {
    let document = json!({"Statement": [{"Principal": SECRET}]}).to_string();
    let note = format!("the code is {SECRET}");
    let mut safe =
        create("x_safe.main", &json!({"combination": SECRET, "document": document, "list": ["a", note], "note": note}));
    safe["change"]["after_sensitive"] = json!({"combination": true});
    let body = "deny contains finding.at(safe, path, \"x\") if {\n\
        \tsome safe in input.resources.x_safe\n\tsome path in [[\"document\"], [\"list\"], [\"list\", 0], [\"note\"], [\"zzz\"]]\n}\n";
    let rule = Rule { resources: "[x_safe]", ..DOOR };
    let answer = Place::with_plan(&[safe]).rule(&rule.saying(body)).check("x-door").run().code(1).quiet();
    expect_secret_hidden(&answer);
    assert!(
        answer.stdout.lines().any(|line| line.contains("Principal") && line.contains("\"(sensitive)\"")),
        "{}",
        answer.stdout
    );
    for shown in ["list = [\"a\", \"the code is (sensitive)\"]", "note = \"the code is (sensitive)\""] {
        assert!(answer.stdout.contains(shown), "{shown}:\n{}", answer.stdout);
    }
}

#[test]
fn the_old_value_of_what_is_deleted_is_hidden() {
    let mut safe = change("x_safe.main", "delete", &json!({"combination": SECRET}), &Value::Null);
    safe["change"]["before_sensitive"] = json!({"combination": true});
    let body = "deny contains finding.at(safe, [\"combination\"], sprintf(\"it was %s\", [safe.values.combination])) if {\n\tsome safe in input.deleted.x_safe\n}\n";
    let rule = Rule { resources: "[x_safe]", ..DOOR };
    let answer = Place::with_plan(&[safe]).rule(&rule.saying(body)).check("x-door").run().code(1).quiet();
    expect_secret_hidden(&answer);
    answer.says("it was (sensitive)");
}

#[test]
fn a_value_with_a_mark_is_hidden_in_other_resources() {
    let body = "deny contains finding.at(door, [\"open\"], sprintf(\"the safe has %s\", [safe.values.combination])) if {\n\
        \tsome door in input.resources.x_door\n\tsome safe in input.resources.x_safe\n}\n";
    let rule = Rule { custom: &["attributes: []", "context: [x_safe]"], ..DOOR };
    let answer = Place::with_plan(&safe_and_door()).rule(&rule.saying(body)).check("x-door").run().code(1);
    expect_secret_hidden(&answer);
}

#[test]
fn a_literal_that_lost_its_mark_is_hidden_wherever_it_stands() {
    let answer = Place::with_plan(&safe_and_door()).rule(&DOOR).check("x-door").run().code(1);
    expect_secret_hidden(&answer.says("note = "));
}

#[test]
fn the_value_of_a_sensitive_output_is_hidden() {
    let mut plan = plan(&safe_and_door()[1..]);
    plan["output_changes"] = json!({"combination": {
        "actions": ["create"], "before": null, "after": SECRET, "after_unknown": false, "before_sensitive": true, "after_sensitive": true,
    }});
    let answer = Place::new().file("plan.json", plan.to_string()).rule(&DOOR).check("x-door").run().code(1);
    expect_secret_hidden(&answer.says("note = "));
}

#[test]
fn what_only_a_data_source_or_a_provider_was_given_is_hidden() {
    let data = json!({"address": "data.x_safe.main", "mode": "data", "type": "x_safe", "name": "main",
        "values": {"combination": SECRET}, "sensitive_values": {"combination": true}});
    let sections = [
        ("prior_state", json!({"format_version": "1.0", "values": {"root_module": {"resources": [data]}}})),
        (
            "configuration",
            json!({"provider_config": {"x": {"name": "x", "expressions": {"token": {"constant_value": SECRET}}}}}),
        ),
    ];
    for (section, value) in sections {
        let mut plan = plan(&safe_and_door()[1..]);
        plan[section] = value;
        let answer = Place::new().file("plan.json", plan.to_string()).rule(&DOOR).check("x-door").run().code(1);
        expect_secret_hidden(&answer.says("note = "));
    }
}

#[test]
fn the_values_of_a_state_are_hidden() {
    let state = fixture("plans/state-json/plan.json");
    assert!(state.contains("correct-horse-battery"));
    let rule = Rule { resources: "[aws_db_instance]", custom: &["attributes: []"], ..DOOR };
    let place = Place::new().file("plan.json", state).rule(&rule.saying(TELLTALE));
    let answer = place.check("x-door").run().code(1);
    expect_hidden(&answer.says("password is (sensitive)"), &["correct-horse-battery".to_owned()]);
}

#[test]
fn a_malformed_plan_is_refused_without_quoting_its_values() {
    let mut marks = safe_and_door();
    marks[1]["change"]["after_sensitive"] = json!({"note": SECRET});
    let mut mixed = plan(&safe_and_door());
    mixed["resource_changes"][1]["change"] = json!(SECRET);
    let mut variables = plan(&[]);
    variables["variables"] = json!({"combination": SECRET});
    for plan in [plan(&marks), mixed, variables] {
        let answer = Place::new().file("plan.json", plan.to_string()).rule(&DOOR).check("x-door").run().code(2);
        expect_secret_hidden(&answer);
    }
}
