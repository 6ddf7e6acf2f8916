//! The report as lines: the same as the JSON report says, plan by plan.

use serde_json::{Value, json};

use crate::common::{check, plangate};
use crate::making::{DOOR, Place, create, plan};
use crate::schema::expect_valid_line;

fn lines(text: &str) -> Vec<Value> {
    assert!(text.ends_with('\n'), "{text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the JSON report says, as lines.
fn expected(report: &Value) -> Vec<Value> {
    let mut lines = vec![json!({
        "kind": "start", "version": report["version"], "tool": report["tool"], "config": report["config"], "errors": report["errors"],
    })];
    let mut answers = json!({"pass": 0, "violations": 0, "could_not_judge": 0});
    for plan in report["plans"].as_array().unwrap() {
        let mut plan = plan.clone();
        let members = plan.as_object_mut().unwrap();
        members.remove("waivers").unwrap();
        for mut finding in members.remove("findings").unwrap().as_array().unwrap().clone() {
            finding["kind"] = "finding".into();
            finding["plan"] = plan["file"].clone();
            lines.push(finding);
        }
        let answer = plan["outcome"].as_str().unwrap().replace('-', "_");
        answers[&answer] = (answers[&answer].as_u64().unwrap() + 1).into();
        plan["kind"] = "plan".into();
        lines.push(plan);
    }
    lines.push(json!({"kind": "end", "outcome": report["outcome"], "plans": answers, "waivers": report["waivers"]}));
    lines
}

#[track_caller]
fn expect_same(arguments: &str, code: i32) {
    let report = check(&format!("{arguments} --format json")).run().code(code).json();
    let answer = check(&format!("{arguments} --format ndjson")).run().code(code);
    let lines = lines(&answer.stdout);
    assert_eq!(lines, expected(&report));
    lines.iter().for_each(expect_valid_line);
}

#[test]
fn lines_say_what_the_json_report_says() {
    expect_same("fixtures/plans/showcase-aws-web/plan.json fixtures/plans/google-small-clean/plan.json", 1);
    expect_same("fixtures/plans/google-small-clean/plan.json", 0);
    expect_same("fixtures/invalid fixtures/plans/provenance-old-to-new/plan.json", 2);
}

#[test]
fn plans_keep_their_order_however_long_each_takes() {
    let front = |open: bool| create("x_door.front", &json!({"open": open}));
    let large: Vec<Value> = (0..2000).map(|n| create(&format!("x_door.n[{n}]"), &json!({"open": false}))).collect();
    let mut place = Place::new().rule(&DOOR).file("p00.json", plan(&large).to_string());
    for number in 1..40 {
        place = place.file(&format!("p{number:02}.json"), plan(&[front(number % 2 == 0)]).to_string());
    }
    let args = ["check", "p*.json", "--policy", "rules", "--select", "x-door", "--format", "ndjson"];
    let answer = plangate(args).at(place.path()).run().code(1).quiet();
    let lines = lines(&answer.stdout);
    let plans: Vec<&str> =
        lines.iter().filter(|line| line["kind"] == "plan").map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(plans, (0..40).map(|number| format!("p{number:02}.json")).collect::<Vec<_>>());
    let end = lines.last().unwrap();
    assert_eq!(end["plans"], json!({"pass": 21, "violations": 19, "could_not_judge": 0}));
}

#[test]
fn waivers_count_although_findings_are_not_kept() {
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.front\"\nreason = \"it is summer\"\n\n\
        [[waivers]]\nrule = \"x-door\"\naddress = \"x_door.back\"\nreason = \"it is gone\"\n";
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).rule(&DOOR);
    let place = place.file("plangate.toml", config);
    let run = |more: &[&str]| place.check("x-door").args(["--format", "ndjson"]).args(more).run();
    let waived = lines(&run(&[]).code(0).stdout);
    assert_eq!(waived[1]["waived"]["reason"], "it is summer");
    let unused = waived.last().unwrap()["waivers"]["unused"].as_array().unwrap();
    assert_eq!((unused.len(), &unused[0]["address"]), (1, &json!("x_door.back")));
    run(&["--deny-unused-waivers"]).code(1);
}
