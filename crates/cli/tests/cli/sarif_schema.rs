//! SARIF reports against the official schema, and the schema against being vacuous.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::common::{check, plans, root};
use crate::making::{DOOR, Place, create};

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let text = std::fs::read_to_string(root().join("crates/cli/tests/schemas/sarif-schema-2.1.0.json")).unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::draft4::meta::is_valid(&schema), "the schema is no schema");
    // Its draft does not know `uri-reference`, which it asks for, and would let anything pass.
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap()
});

/// Asserts that a report is as the schema says.
#[track_caller]
pub fn expect_valid(report: &Value) {
    let errors: Vec<String> =
        VALIDATOR.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn report(arguments: &str) -> Value {
    check(&format!("{arguments} --format sarif")).run().json()
}

#[test]
fn reports_of_all_fixtures_are_valid() {
    for plan in plans() {
        expect_valid(&report(&plan));
    }
    expect_valid(&report("fixtures/plans --undecided deny"));
    expect_valid(&report("fixtures/invalid"));
    expect_valid(&report("fixtures/plans --opt-in all --no-inline"));
}

#[test]
fn no_broken_report_is() {
    let report = report("fixtures/plans/showcase-aws-web/plan.json fixtures/invalid/array.json");
    expect_valid(&report);
    let run = "/runs/0";
    let result = "/runs/0/results/0";
    let place = "/runs/0/results/0/locations/0/physicalLocation";
    let rule = "/runs/0/tool/driver/rules/0";
    let note = "/runs/0/invocations/0/toolExecutionNotifications/0";
    for (parent, member, value) in [
        ("", "version", json!("2.2.0")),
        ("", "other", json!(1)),
        ("", "runs", json!({})),
        (run, "columnKind", json!("bytes")),
        (run, "tool", json!({})),
        (result, "level", json!("high")),
        (result, "kind", json!("undecided")),
        (result, "message", json!("text")),
        (result, "ruleIndex", json!(-2)),
        (result, "suppressions", json!([{"kind": "comment"}])),
        (result, "partialFingerprints", json!({"plangate/v1": 1})),
        (place, "region", json!({"startLine": 0})),
        (place, "region", json!({"startColumn": 1})),
        (place, "artifactLocation", json!({"uri": "a b.tf"})),
        (place, "artifactLocation", json!({"uri": "<stdin>"})),
        (place, "artifactLocation", json!({"uri": "%.tf"})),
        (rule, "id", Value::Null),
        (rule, "helpUri", json!("no uri")),
        (rule, "help", json!({"markdown": "without text"})),
        (note, "level", json!("critical")),
        (note, "descriptor", json!("could-not-judge")),
    ] {
        let mut broken = report.clone();
        broken.pointer_mut(parent).unwrap()[member] = value.clone();
        assert!(!VALIDATOR.is_valid(&broken), "{parent}/{member}: {value}");
    }
}

#[test]
fn a_run_that_finds_nothing_is_valid() {
    let empty = Place::with_plan(&[]).rule(&DOOR);
    let closed = Place::with_plan(&[create("x_door.front", &json!({"open": false}))]).rule(&DOOR);
    for place in [empty, closed] {
        let report = place.check("x-door").args(["--format", "sarif"]).run().code(0).json();
        expect_valid(&report);
        assert_eq!(report["runs"][0]["results"], json!([]));
        assert_eq!(report["runs"][0]["artifacts"][0]["properties"]["outcome"], "pass");
    }
}
