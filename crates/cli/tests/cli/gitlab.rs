//! Code Quality of GitLab: what is an issue, how severe, and where.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::common::{check, fixture, plangate, plans, root};
use crate::everything::{LONG, everything, hostile, said_of_hostile, unjudged};
use crate::making::{DOOR, Place, Whole, create, plan};

/// A schema of `tests/schemas`, with formats.
pub fn validator(name: &str) -> Validator {
    let text = std::fs::read_to_string(root().join("crates/cli/tests/schemas").join(name)).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "the schema is no schema");
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

#[track_caller]
pub fn expect_valid(validator: &Validator, report: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

fn schema() -> Validator {
    validator("gitlab-code-quality.schema.json")
}

/// The issues of a report that is valid, no two with one fingerprint.
#[track_caller]
fn issues(text: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(text).unwrap();
    expect_valid(&schema(), &report, "the report");
    assert!(text.ends_with("]\n"));
    let issues = report.as_array().unwrap().clone();
    let fingerprints: BTreeSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), issues.len());
    issues
}

/// `severity check file:line description` of each.
fn lines(issues: &[Value]) -> String {
    let word = |issue: &Value, pointer: &str| issue.pointer(pointer).unwrap().to_string().trim_matches('"').to_owned();
    let line = |issue: &Value| {
        let [severity, check, path, line] =
            ["/severity", "/check_name", "/location/path", "/location/lines/begin"].map(|it| word(issue, it));
        format!("{severity} {check} {path}:{line} {}", issue["description"].as_str().unwrap())
    };
    issues.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn open_findings_are_issues() {
    let arguments = ["--gate", "introduced", "--format", "gitlab", "--deny-unused-waivers", "--today", "2026-06-30"];
    let issues = issues(&everything().check("x-*").args(arguments).run().code(1).quiet().stdout);
    assert_snapshot!(lines(&issues), @r"
    major x-door plan.json:1 x_door.front: the door is open
    major x-door plan.json:1 x_door.old: the door is open (preexisting, which `--gate introduced` allows)
    major x-window plan.json:1 x_window.attic: the window is open (below `--fail-on high`)
    info x-door plan.json:1 x_door.later: `open` is known only after apply (undecided until apply)
    major unused-waiver plangate.toml:11 nothing is found of `x-door` at `x_door.gone`
    ");
    assert_eq!(issues[0]["content"]["body"], "Close the door.\n\nAnyone walks in.");
}

#[test]
fn the_showcase_has_an_issue_for_each_finding_at_its_line() {
    let report = check("fixtures/plans/showcase-aws-web/plan.json --format json").run().code(1).json();
    let issues = issues(&check("fixtures/plans/showcase-aws-web/plan.json --format gitlab").run().code(1).stdout);
    let findings = report["plans"][0]["findings"].as_array().unwrap();
    assert_eq!(issues.len(), findings.len());
    for (issue, finding) in issues.iter().zip(findings) {
        assert_eq!(issue["check_name"], finding["rule"]);
        assert_eq!(issue["location"]["path"], finding["source"]["file"]);
        assert_eq!(issue["location"]["lines"]["begin"], finding["source"]["line"]);
        let severity = match (finding["verdict"].as_str().unwrap(), finding["severity"].as_str().unwrap()) {
            ("undecided", _) => "info",
            (_, "low") => "minor",
            (_, "medium") => "major",
            (_, "high") => "critical",
            _ => "blocker",
        };
        assert_eq!(issue["severity"], severity);
    }
}

#[test]
fn reports_of_all_fixtures_are_valid() {
    for plan in plans() {
        issues(&check(&format!("{plan} --format gitlab")).run().stdout);
    }
    issues(&check("fixtures/plans fixtures/invalid --format gitlab").run().code(2).stdout);
}

#[test]
fn what_could_not_be_judged_is_a_blocker() {
    let place = unjudged();
    let answer = place.check("x-*").args(["errored.json", "empty.json", "--format", "gitlab"]).run().code(2);
    assert_snapshot!(lines(&issues(&answer.stdout)), @r"
    blocker could-not-judge rules/broken.rego:21 a rule did not load: rule `x-broken`, rules/broken.rego:21: expecting expression
    blocker could-not-judge plan.json:1 could not judge all of it: rule `x-failing`, rules/failing.rego:20: unary - can only be used with numeric literals
    blocker could-not-judge errored.json:1 could not judge all of it: planning failed half-way (`errored`), so the plan does not hold all changes
    blocker could-not-judge empty.json:1 could not judge: the file is empty
    major x-door plan.json:1 x_door.front: the door is open (in plan.json)
    ");
}

#[test]
fn a_pass_is_an_empty_list_and_standard_input_has_a_name() {
    assert_eq!(check("fixtures/plans/nothing-to-do/plan.json --format gitlab").run().code(0).stdout, "[]\n");
    let text =
        check("- --format gitlab --select aws-sg-ingress-ssh").stdin(fixture("plans/showcase-aws-web/plan.json"));
    let issues = issues(&text.run().code(1).stdout);
    assert_eq!(issues.len(), 2);
    assert_eq!(issues[0]["location"], json!({"path": "<stdin>", "lines": {"begin": 1, "end": 1}}));
}

#[test]
fn a_plan_that_is_not_the_whole_change_is_an_issue() {
    let place = Whole::of(&[]).with("complete", false).place().rule(&DOOR);
    let run = |undecided: &str, code: i32| {
        let answer = place.check("x-door").args(["--format", "gitlab", "--undecided", undecided]).run().code(code);
        lines(&issues(&answer.stdout))
    };
    let said =
        "undecided-plan plan.json:1 the plan is not complete (targeted or deferred): a later plan holds more changes";
    assert_eq!(run("warn", 0), format!("info {said}"));
    assert_eq!(run("deny", 1), format!("major {said}"));
}

#[test]
fn the_same_finding_has_a_fingerprint_of_its_own_in_each_plan_and_each_time() {
    // Positions are in no fingerprint, so that the two of a plan have one.
    let rule = DOOR.saying("deny contains finding.at(door, [\"locks\", i], \"a lock is open\") if {\n\tsome door in input.resources.x_door\n\tsome i, lock in door.values.locks\n\tlock.open\n}\n");
    let doors = [create("x_door.front", &json!({"locks": [{"open": true}, {"open": true}]}))];
    let place = Place::with_plan(&doors).rule(&rule).file("b.json", plan(&doors).to_string());
    let run = |plans: &[&str]| {
        let arguments = ["check", "--policy", "rules", "--select", "x-door", "--format", "gitlab"];
        issues(&plangate(arguments).args(plans).at(place.path()).run().code(1).stdout)
    };
    let both = run(&["plan.json", "b.json"]);
    assert_eq!(both.len(), 4);
    assert_eq!(both[3]["description"], "x_door.front: a lock is open (in b.json)");
    let fingerprints = |issues: &[Value]| issues.iter().map(|issue| issue["fingerprint"].clone()).collect::<Vec<_>>();
    assert_eq!(fingerprints(&run(&["b.json"])), fingerprints(&both[2..]), "they are the same without the other plan");
}

#[test]
fn hostile_text_is_text() {
    let answer = hostile().check("x-door").args(["--format", "gitlab"]).run().code(1).quiet();
    let issues = issues(&answer.stdout);
    let said: BTreeSet<&str> = issues.iter().map(|issue| issue["description"].as_str().unwrap()).collect();
    for expected in said_of_hostile() {
        assert!(said.contains(expected.as_str()), "{expected}");
    }
    assert_eq!(said.len(), said_of_hostile().len() + 1);
    assert!(said.iter().any(|text| text.len() > LONG));
    assert!(!answer.stdout.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'));
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let report = check("fixtures/plans/showcase-aws-web/plan.json --format gitlab").run().json();
    for (pointer, value) in [
        ("/0/severity", json!("high")),
        ("/0/fingerprint", json!("")),
        ("/0/location/path", json!("./main.tf")),
        ("/0/location/lines/begin", json!(0)),
        ("/0/location/lines", json!({})),
        ("/0/description", json!(1)),
        ("/0/categories/0", json!("security")),
    ] {
        let mut broken = report.clone();
        *broken.pointer_mut(pointer).unwrap() = value;
        assert!(!schema().is_valid(&broken), "{pointer}");
    }
    for member in ["check_name", "description", "fingerprint", "location", "severity"] {
        let mut broken = report.clone();
        broken[0].as_object_mut().unwrap().remove(member).unwrap();
        assert!(!schema().is_valid(&broken), "{member}");
    }
}
