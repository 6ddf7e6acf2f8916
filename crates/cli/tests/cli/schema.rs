//! The JSON report against `schemas/report-v1.schema.json`, and the schema against being vacuous.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::common::{check, plans, root};
use crate::making::{DOOR, Place, Rule, change, create};

fn schema() -> Value {
    let text = std::fs::read_to_string(root().join("crates/cli/schemas/report-v1.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn validator() -> Validator {
    let schema = schema();
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "the schema is no schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

fn report(arguments: &str) -> Value {
    check(&format!("{arguments} --format json")).run().json()
}

#[track_caller]
fn expect_valid(validator: &Validator, report: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
    let unknown = undescribed(&schema(), &schema(), report, "");
    assert!(unknown.is_empty(), "{what}: not in the schema: {unknown:?}");
}

/// Asserts that a report is as the schema says, all its members described.
#[track_caller]
pub fn expect_described(report: &Value, what: &str) {
    expect_valid(&validator(), report, what);
}

/// Asserts that a line is as the schema of lines says, which refers to that of the report.
#[track_caller]
pub fn expect_valid_line(line: &Value) {
    let text = std::fs::read_to_string(root().join("crates/cli/schemas/ndjson-v1.schema.json")).unwrap();
    let whole = schema();
    let mut lines: Value = serde_json::from_str(
        &text
            .replace("report-v1.schema.json#/properties/", "#/$defs/report/")
            .replace("report-v1.schema.json#/$defs/", "#/$defs/"),
    )
    .unwrap();
    lines["$defs"] = whole["$defs"].clone();
    lines["$defs"]["report"] = whole["properties"].clone();
    let errors = jsonschema::draft202012::new(&lines).unwrap();
    let errors: Vec<String> = errors.iter_errors(line).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?} in {line:#}");
}

/// Members of objects that the schema does not describe. It would let them pass: members may be added within a version,
/// but not without a word.
fn undescribed(whole: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return undescribed(whole, whole.pointer(&reference[1..]).unwrap(), value, at);
    }
    if let Some(alternatives) = schema["anyOf"].as_array() {
        let found = alternatives.iter().map(|schema| undescribed(whole, schema, value, at));
        return found.min_by_key(Vec::len).unwrap();
    }
    match value {
        Value::Array(items) => {
            items.iter().flat_map(|item| undescribed(whole, &schema["items"], item, &format!("{at}[]"))).collect()
        }
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| {
                let at = format!("{at}.{key}");
                match (schema["properties"].get(key), schema.get("additionalProperties")) {
                    (Some(schema), _) | (None, Some(schema)) => undescribed(whole, schema, value, &at),
                    (None, None) => vec![at],
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn reports_of_all_fixtures_are_valid() {
    let validator = validator();
    for plan in plans() {
        expect_valid(&validator, &report(&plan), &plan);
        expect_valid(&validator, &report(&format!("{plan} --undecided pass")), &plan);
    }
    expect_valid(&validator, &report("fixtures/plans"), "all plans");
    expect_valid(&validator, &report("fixtures/invalid"), "all look-alikes");
    expect_valid(&validator, &report("fixtures/invalid/plan.bin"), "a refused plan");
}

/// A report that has everything that a report can have: findings of both verdicts, one of them deposed, and errors of
/// plans, of a rule that did not load, and of one that failed.
fn full_report() -> Value {
    let mut deferred = create("x_door.back", &json!({}));
    deferred["change"]["after_unknown"] = json!({"open": true});
    let mut deposed = change("x_door.front", "delete", &json!({"open": true}), &Value::Null);
    deposed["deposed"] = json!("c0ffee00");
    let rule = Rule { custom: &["attributes: [open]"], ..DOOR }.saying(
        "deny contains finding.at(door, [\"open\"], \"the door is open\") if {\n\tsome doors in [input.resources, input.deleted]\n\tsome door in doors.x_door\n\tdoor.values.open\n}\n",
    );
    let text = rule.text().replace("controls: {}", "controls: {fire_code: [\"1.2\"]}");
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true})), deferred, deposed])
        .file("rules/door.rego", text)
        .rule(&DOOR.named("failing").saying("deny contains -door.address if some door in input.resources.x_door\n"))
        .rule(&DOOR.named("broken").saying("deny contains x if {\n"))
        .file("errored.json", crate::common::fixture("invalid/errored.json"))
        .file("empty.json", "");
    let run = place.check("x-*").args(["errored.json", "empty.json", "--format", "json"]).run().code(2);
    let mut report = run.json();
    let decided = decided_report();
    report["config"] = decided["config"].clone();
    report["plans"][0]["waivers"] = decided["plans"][0]["waivers"].clone();
    for (of, member) in [(0, "waived"), (1, "regraded")] {
        report["plans"][0]["findings"][0][member] = decided["plans"][0]["findings"][of][member].clone();
        assert!(report["plans"][0]["findings"][0][member].is_object(), "{decided:#}");
    }
    // What the code does not give yet.
    report["plans"][0]["findings"][0]["source"] = json!({
        "file": "main.tf", "line": 3, "column": 5, "end_line": 3, "end_column": 9, "missing": "open",
        "related": [{"label": "variable `open`", "file": "main.tf", "line": 1, "column": 1}],
    });
    report
}

/// A report that has all that users may decide: a waived finding, one with another severity, and waivers that do nothing.
fn decided_report() -> Value {
    let waiver = |name: &str, more: &str| {
        format!(
            "[[waivers]]\nrule = 'x-door'\naddress = 'x_door.{name}'\nreason = 'r'\nowner = 'o'\npath = 'open'\n{more}\n"
        )
    };
    let config = [
        "[rules.x-door]\nseverity = 'low'\n",
        &waiver("front", "expires = 2026-07-01"),
        &waiver("none", "expires = 2026-07-01"),
        &waiver("none", "expires = 2026-06-29"),
    ];
    let gone = json!({"rule": "x-door", "address": "x_door.none", "fingerprint": "0", "verdict": "fail"});
    let open = json!({"open": true});
    let place = Place::with_plan(&[create("x_door.front", &open), create("x_door.back", &open)])
        .rule(&DOOR)
        .file("plangate.toml", config.concat())
        .file("old.json", json!({"version": 1, "findings": [gone]}).to_string());
    let options = ["--format", "json", "--today", "2026-06-30", "--baseline", "old.json"];
    let report = place.check("x-door").args(options).run().code(1).quiet().json();
    expect_described(&report, "a report with all decisions");
    for list in ["unused", "expired", "gone"] {
        assert_eq!(report["waivers"][list].as_array().unwrap().len(), 1, "{list}");
        assert_eq!(report["waivers"][list], report["plans"][0]["waivers"][list]);
    }
    report
}

#[test]
fn a_report_with_everything_is_valid() {
    let report = full_report();
    expect_valid(&validator(), &report, "everything");
    let plan = &report["plans"][0];
    assert_eq!(plan["findings"].as_array().unwrap().len(), 4, "{plan:#}");
    assert!(plan["findings"].as_array().unwrap().iter().any(|finding| finding["deposed"] == "c0ffee00"));
    assert_eq!((&plan["errors"][0]["kind"], &plan["errors"][0]["rule"]), (&json!("rule"), &json!("x-failing")));
    assert_eq!(
        (&report["errors"][0]["rule"], &report["errors"][0]["line"]),
        (&json!("x-broken"), &json!(Rule::BODY + 1))
    );
}

/// Members that a report may do without, besides those of errors.
const OPTIONAL: &[&str] = &["help", "deposed", "fire_code", "missing"];

#[test]
fn no_member_can_be_left_out() {
    let (validator, report) = (validator(), full_report());
    let mut removed = 0;
    for pointer in members(&report, "") {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let in_error = parent.contains("/errors/");
        let optional = match key {
            "rule" | "file" | "line" => in_error,
            _ => OPTIONAL.contains(&key),
        };
        let mut without = report.clone();
        without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert_eq!(validator.is_valid(&without), optional, "without {pointer}");
        removed += usize::from(!optional);
    }
    assert!(removed > 100, "{removed}");
}

/// JSON pointers to all members of all objects.
fn members(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| members(item, &format!("{at}/{index}"))).collect()
        }
        Value::Object(entries) => entries
            .iter()
            .flat_map(|(key, value)| {
                let at = format!("{at}/{key}");
                let below = members(value, &at);
                std::iter::once(at).chain(below).collect::<Vec<_>>()
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_member_can_hold_something_else() {
    let (validator, report) = (validator(), full_report());
    for pointer in members(&report, "") {
        let mut wrong = report.clone();
        // Nothing in a report is a number with a fraction.
        *wrong.pointer_mut(&pointer).unwrap() = json!(-0.5);
        assert!(!validator.is_valid(&wrong), "{pointer}");
    }
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/tool/bundle", json!("sha256:0")),
        ("/outcome", json!("passed")),
        ("/plans/0/outcome", json!("could not judge")),
        ("/plans/0/counts/fail", json!(-1)),
        ("/plans/0/findings/0/severity", json!("HIGH")),
        ("/plans/0/findings/0/domain", json!("networking")),
        ("/plans/0/findings/0/verdict", json!("pass")),
        ("/plans/0/findings/0/provenance", json!("new")),
        ("/plans/0/findings/0/path", json!("open")),
        ("/plans/0/findings/0/path/0", json!(-1)),
        ("/plans/0/findings/0/rule", json!("X_Door")),
        ("/plans/0/findings/0/source/line", json!(0)),
        ("/plans/0/findings/0/controls/fire_code", json!("1.2")),
        ("/plans/0/findings/0/regraded/from", json!("none")),
        ("/plans/0/findings/0/waived/expires", json!("tomorrow")),
        ("/plans/0/findings/0/waived/place/line", json!(0)),
    ] {
        let mut wrong = report.clone();
        *wrong.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value.clone();
        assert!(!validator.is_valid(&wrong), "{pointer}: {value}");
    }
}

#[test]
fn members_may_be_added_within_the_version() {
    let (validator, mut report) = (validator(), full_report());
    for parent in [
        "",
        "/tool",
        "/plans/0",
        "/plans/0/counts",
        "/plans/0/findings/0",
        "/plans/0/findings/0/source",
        "/errors/0",
        "/plans/0/waivers",
        "/plans/0/waivers/unused/0",
        "/plans/0/waivers/gone/0",
        "/plans/0/findings/0/waived",
        "/plans/0/findings/0/waived/place",
        "/plans/0/findings/0/regraded",
        "/waivers",
    ] {
        report.pointer_mut(parent).unwrap()["new_member"] = json!({"any": 1});
    }
    assert!(validator.is_valid(&report));
}
