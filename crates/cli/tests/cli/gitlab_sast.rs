//! Security reports of GitLab.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::common::{check, plans};
use crate::everything::{HOSTILE, LONG, everything, hostile, unjudged};
use crate::gitlab::{expect_valid, validator};
use crate::making::{DOOR, Place, create};

fn schema() -> Validator {
    validator("gitlab-sast-15.schema.json")
}

/// A report that is valid, no two of its vulnerabilities with one id.
#[track_caller]
fn report(text: &str) -> Value {
    let report: Value = serde_json::from_str(text).unwrap();
    expect_valid(&schema(), &report, "the report");
    assert!(text.ends_with("}\n"));
    let ids: BTreeSet<&str> = vulnerabilities(&report).iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), vulnerabilities(&report).len());
    report
}

fn vulnerabilities(report: &Value) -> &Vec<Value> {
    report["vulnerabilities"].as_array().unwrap()
}

/// `level: text` of the messages.
fn messages(report: &Value) -> String {
    let messages = report["scan"]["messages"].as_array().unwrap().iter();
    let line = |it: &Value| format!("{}: {}", it["level"].as_str().unwrap(), it["value"].as_str().unwrap());
    messages.map(line).collect::<Vec<_>>().join("\n")
}

/// `severity description` of the vulnerabilities.
fn described(report: &Value) -> String {
    let line = |it: &Value| format!("{} {}", it["severity"].as_str().unwrap(), it["description"].as_str().unwrap());
    vulnerabilities(report).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn open_findings_are_vulnerabilities_and_the_rest_is_said() {
    let arguments = ["--gate", "introduced", "--format", "gitlab-sast", "--today", "2026-06-30"];
    let report = report(&everything().check("x-*").args(arguments).run().code(1).quiet().stdout);
    assert_snapshot!(described(&report).replace("\n\nAnyone walks in.", ""), @r"
    Medium `x_door.front`: `the door is open`
    Medium `x_door.old`: `the door is open` (``preexisting, which `--gate introduced` allows``)
    Medium `x_window.attic`: `the window is open` (`` below `--fail-on high` ``)
    Info `x_door.later`: `` `open` is known only after apply `` (`undecided until apply`)
    ");
    assert_snapshot!(messages(&report), @r"
    info: plan.json: violations, 3 findings (3 medium), 2 introduced and 1 preexisting, 1 below `--fail-on high`, 1 undecided until apply, 1 waived, 1 fixed
    warn: plangate.toml:11:1: unused waiver: nothing is found of `x-door` at `x_door.gone`
    ");
    assert_eq!(report["scan"]["status"], "success");
}

#[test]
fn the_time_of_the_scan_is_the_day_of_the_run() {
    let day = "fixtures/plans/nothing-to-do/plan.json --format gitlab-sast --today 2028-02-29";
    let report = report(&check(day).run().code(0).stdout);
    assert_eq!(report["scan"]["start_time"], "2028-02-29T00:00:00");
    assert_eq!(report["scan"]["end_time"], "2028-02-29T00:00:00");
}

#[test]
fn the_showcase_has_a_vulnerability_for_each_finding_at_its_line() {
    let whole = check("fixtures/plans/showcase-aws-web/plan.json --format json").run().code(1).json();
    let report = report(&check("fixtures/plans/showcase-aws-web/plan.json --format gitlab-sast").run().code(1).stdout);
    let findings = whole["plans"][0]["findings"].as_array().unwrap();
    assert_eq!(vulnerabilities(&report).len(), findings.len());
    for (vulnerability, finding) in vulnerabilities(&report).iter().zip(findings) {
        assert_eq!(vulnerability["identifiers"][0]["value"], finding["rule"]);
        assert_eq!(vulnerability["name"], finding["title"]);
        assert_eq!(vulnerability["solution"], finding["remediation"]);
        assert_eq!(vulnerability["details"]["address"]["value"], finding["address"]);
        assert_eq!(vulnerability["location"]["file"], finding["source"]["file"]);
        assert_eq!(vulnerability["location"]["start_line"], finding["source"]["line"]);
        let severity = match (finding["verdict"].as_str().unwrap(), finding["severity"].as_str().unwrap()) {
            ("undecided", _) => "info",
            (_, severity) => severity,
        };
        assert_eq!(vulnerability["severity"].as_str().unwrap().to_lowercase(), severity);
    }
}

#[test]
fn reports_of_all_fixtures_are_valid() {
    for plan in plans() {
        report(&check(&format!("{plan} --format gitlab-sast")).run().stdout);
    }
    report(&check("fixtures/plans fixtures/invalid --format gitlab-sast").run().code(2).stdout);
}

#[test]
fn what_could_not_be_judged_is_a_failure() {
    let place = unjudged();
    let answer = place.check("x-*").args(["errored.json", "empty.json", "--format", "gitlab-sast"]).run().code(2);
    let report = report(&answer.stdout);
    assert_eq!(report["scan"]["status"], "failure");
    assert_eq!(vulnerabilities(&report).len(), 1, "what was found is there all the same");
    assert_snapshot!(messages(&report), @r"
    fatal: a rule did not load: rule `x-broken`, rules/broken.rego:21: expecting expression
    info: plan.json: could not judge, 1 finding (1 medium)
    fatal: plan.json: could not judge all of it: rule `x-failing`, rules/failing.rego:20: unary - can only be used with numeric literals
    the rule is at fault, not the plan; `--skip` leaves it out, the others were still evaluated
    info: errored.json: could not judge, no finding
    fatal: errored.json: could not judge all of it: planning failed half-way (`errored`), so the plan does not hold all changes
    mend what `terraform plan` reported and plan again
    info: errored.json: no rule looks at any resource type of this plan
    fatal: empty.json: could not judge: the file is empty
    look at the output of the step that writes it; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
}

#[test]
fn hostile_text_is_code_where_gitlab_takes_markdown() {
    let answer = hostile().check("x-door").args(["--format", "gitlab-sast"]).run().code(1).quiet();
    let report = report(&answer.stdout);
    assert!(!answer.stdout.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'));
    for (_, shown) in HOSTILE {
        let address = format!("x_door.side[\"{shown}\"]");
        let of_address = |it: &&Value| it["details"]["address"]["value"] == address;
        let found = vulnerabilities(&report).iter().find(of_address).unwrap_or_else(|| panic!("{address}"));
        let fence = "`".repeat(if shown.contains('`') { 3 } else { 1 });
        let description =
            format!("{fence}{address}{fence}: {fence}the door {shown} is open{fence}\n\nAnyone walks in.");
        assert_eq!(found["description"], description);
    }
    let long = vulnerabilities(&report).iter().find(|it| it["description"].as_str().unwrap().len() > 10_000).unwrap();
    assert!(long["description"].as_str().unwrap().len() < LONG, "it is cut");
}

#[test]
fn what_a_rule_says_fits_the_schema_whatever_its_length() {
    let text = DOOR
        .text()
        .replace("# title: Door is open", &format!("# title: {}", "ü".repeat(300)))
        .replace("remediation: Close the door.", &format!("remediation: {}", "ü".repeat(8_000)))
        .replace("# custom:", "# related_resources:\n#   - https://example.com/a%20b\n#   - javascript:alert(1)\n#   - https://a b\n# custom:")
        .replace("aliases: [X_door]", &format!("aliases: [{}]", (0..30).map(|n| format!("X_{n}")).collect::<Vec<_>>().join(", ")));
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).file("rules/door.rego", text);
    let report = report(&place.check("x-door").args(["--format", "gitlab-sast"]).run().code(1).stdout);
    let door = &vulnerabilities(&report)[0];
    assert_eq!(door["name"].as_str().unwrap().chars().count(), 255);
    assert_eq!(door["identifiers"].as_array().unwrap().len(), 20);
    assert_eq!(door["links"], json!([{"url": "https://example.com/a%20b"}]));
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let report = check("fixtures/plans/showcase-aws-web/plan.json --format gitlab-sast").run().json();
    for (pointer, value) in [
        ("/version", json!("14.0.0")),
        ("/scan/type", json!("dast")),
        ("/scan/start_time", json!("2028-02-29T00:00:00Z")),
        ("/scan/status", json!("failed")),
        ("/scan/messages/0/level", json!("error")),
        ("/vulnerabilities/0/id", json!("1")),
        ("/vulnerabilities/0/severity", json!("high")),
        ("/vulnerabilities/0/identifiers", json!([])),
        ("/vulnerabilities/0/location/file", json!("")),
        ("/vulnerabilities/0/links/0/url", json!("example.com")),
        ("/vulnerabilities/0/name", json!("x".repeat(256))),
        ("/vulnerabilities/0/details/address/type", json!("html")),
    ] {
        let mut broken = report.clone();
        *broken.pointer_mut(pointer).unwrap() = value;
        assert!(!schema().is_valid(&broken), "{pointer}");
    }
}
