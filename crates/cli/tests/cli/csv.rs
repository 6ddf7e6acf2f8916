//! The table for spreadsheets.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{check, plangate};
use crate::making::{DOOR, Place, Rule, Whole, but, create, no_op, plan, update};

/// A row without its empty cells, by column.
type Row = BTreeMap<String, String>;

/// The rows, read by a parser; each stands in one line.
#[track_caller]
fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<Row> = reader
        .records()
        .map(|record| {
            let cells = record.unwrap();
            assert_eq!(cells.len(), names.len());
            names
                .iter()
                .zip(&cells)
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(name, cell)| (name.into(), cell.into()))
                .collect()
        })
        .collect();
    assert!(text.ends_with('\n') && !text.contains('\r') && !text.starts_with('\u{feff}'));
    assert_eq!(text.lines().count(), rows.len() + 1);
    rows
}

#[track_caller]
fn report(place: &Place, options: &[&str], code: i32) -> String {
    place.check("x-*").args(["--format", "csv"]).args(options).run().code(code).stdout
}

/// What the rows say in some columns.
fn said(rows: &[Row], columns: &[&str]) -> String {
    let cell = |row: &Row, column: &&str| row.get(*column).cloned().unwrap_or_else(|| "-".to_owned());
    let line = |row: &Row| columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(" | ");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn open(address: &str) -> Value {
    create(address, &json!({"open": true}))
}

#[test]
fn a_table_of_one_finding() {
    let place = Place::with_plan(&[open("x_door.front[\"a\"]")]).rule(&DOOR);
    assert_snapshot!(report(&place, &[], 1), @r#"
    kind,plan,outcome,rule,severity,verdict,provenance,fails,waived_by,waived_at,reason,owner,until,address,type,module,path,message,file,line,column,domain,title,remediation,fingerprint,depends_on,controls
    plan,plan.json,violations,,,,,,,,,,,,,,,1 finding (1 medium); 1 resource: 1 judged,,,,,,,,,
    finding,plan.json,,x-door,medium,fail,introduced,yes,,,,,,"x_door.front[""a""]",x_door,,open,the door is open,,,,exposure,Door is open,Close the door.,2f1f199311aca2da26ef40fb25432b53,,
    run,,violations,,,,,,,,,,,,,,,"1 plan: 0 passed, 1 with violations, 0 could not be judged",,,,,,,,,
    "#);
}

#[test]
fn every_finding_is_a_row_with_what_the_json_report_says_of_it() {
    for (plan, code) in [("showcase-aws-web", 1), ("provenance-old-to-new", 1), ("change-deposed", 1)] {
        let plan = format!("fixtures/plans/{plan}/plan.json");
        let json = check(&plan).args(["--format", "json"]).run().code(code).json();
        let rows = rows(&check(&plan).args(["--format", "csv"]).run().code(code).quiet().stdout);
        let found: Vec<&Row> = rows.iter().filter(|row| row["kind"] == "finding").collect();
        let findings = json["plans"][0]["findings"].as_array().unwrap();
        assert_eq!(found.len(), findings.len());
        for (row, finding) in found.iter().zip(findings) {
            for column in [
                "rule",
                "severity",
                "verdict",
                "provenance",
                "type",
                "module",
                "message",
                "domain",
                "title",
                "remediation",
                "fingerprint",
            ] {
                let cell = row.get(column).map_or("", String::as_str);
                assert_eq!(cell, finding[column].as_str().unwrap(), "{column}");
            }
            let deposed = finding["deposed"].as_str().map(|key| format!(" (deposed {key})")).unwrap_or_default();
            assert_eq!(row["address"], format!("{}{deposed}", finding["address"].as_str().unwrap()));
            let line = &finding["source"]["line"];
            assert_eq!(row.get("line").map_or("null".to_owned(), Clone::clone), line.to_string());
            assert_eq!(row.get("file").map_or(Value::Null, |file| json!(file)), finding["source"]["file"]);
        }
        assert_eq!(rows.last().unwrap()["outcome"], json["outcome"].as_str().unwrap());
    }
}

#[test]
fn a_finding_that_fails_the_run_is_told_from_others() {
    let unknown = but(create("x_door.unknown", &json!({})), &json!({"after_unknown": {"open": true}}));
    let (ajar, shut) = (json!({"open": true}), json!({"open": false}));
    let changes = [
        open("x_door.new"),
        no_op("x_door.old", &ajar),
        update("x_door.mended", &ajar, &shut),
        open("x_door.side"),
        unknown,
    ];
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.side\"\nreason = \"it is summer\"\nowner = \"ops\"\nexpires = 2026-12-31\n";
    let place = Whole::of(&changes)
        .written("x_door.unknown", &json!({"open": {"references": ["x_lock.any.open"]}}))
        .place()
        .rule(&DOOR)
        .file("plangate.toml", config);
    let columns = [
        "address",
        "verdict",
        "provenance",
        "fails",
        "waived_by",
        "waived_at",
        "reason",
        "owner",
        "until",
        "depends_on",
    ];
    let said = |options: &[&str], code| {
        let rows = rows(&report(&place, &[&["--today", "2026-06-30"], options].concat(), code));
        let findings: Vec<Row> = rows.into_iter().filter(|row| row["kind"] == "finding").collect();
        said(&findings, &columns)
    };
    assert_snapshot!(said(&[], 1), @r"
    x_door.new | fail | introduced | yes | - | - | - | - | - | -
    x_door.old | fail | preexisting | yes | - | - | - | - | - | -
    x_door.side | fail | introduced | no | config | plangate.toml:1:1 | it is summer | ops | 2026-12-31 | -
    x_door.unknown | undecided | introduced | no | - | - | - | - | - | x_lock.any.open
    x_door.mended | fail | fixed | no | - | - | - | - | - | -
    ");
    assert_snapshot!(said(&["--gate", "introduced", "--undecided", "deny"], 1), @r"
    x_door.new | fail | introduced | yes | - | - | - | - | - | -
    x_door.old | fail | preexisting | no | - | - | - | - | - | -
    x_door.side | fail | introduced | no | config | plangate.toml:1:1 | it is summer | ops | 2026-12-31 | -
    x_door.unknown | undecided | introduced | yes | - | - | - | - | - | x_lock.any.open
    x_door.mended | fail | fixed | no | - | - | - | - | - | -
    ");
    assert_snapshot!(said(&["--fail-on", "high", "--undecided", "pass"], 0), @r"
    x_door.new | fail | introduced | no | - | - | - | - | - | -
    x_door.old | fail | preexisting | no | - | - | - | - | - | -
    x_door.side | fail | introduced | no | config | plangate.toml:1:1 | it is summer | ops | 2026-12-31 | -
    x_door.mended | fail | fixed | no | - | - | - | - | - | -
    ");
}

#[test]
fn what_could_not_be_judged_is_a_row_and_a_plan_that_was_is_one_too() {
    let bad = Rule { name: "bad", ..DOOR }
        .saying("deny contains finding.at(input.resources.x_door[0], [\"no\", 1], \"x\")\n");
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": false}))]).rule(&DOOR).rule(&bad);
    let place = place.file("rules/broken.rego", "package rules.custom.broken\n").file("empty.json", "");
    let place = place.file("c.json", Whole::of(&[]).with("complete", false).text());
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.gone\"\nreason = \"it was there\"\n";
    let columns = ["kind", "plan", "outcome", "verdict", "rule", "fails", "file", "line", "message"];
    assert_snapshot!(said(&rows(&report(&place, &["empty.json"], 2)), &columns), @r"
    error | - | - | could-not-judge | rules.custom.broken | yes | rules/broken.rego | 1 | METADATA is missing above `package`
    plan | plan.json | could-not-judge | - | - | - | - | - | no finding; 1 resource: 1 judged
    error | plan.json | - | could-not-judge | x-bad | yes | rules/bad.rego | - | a finding's path `no[1]` leads nowhere in x_door.front
    plan | empty.json | could-not-judge | - | - | - | - | - | -
    error | empty.json | - | could-not-judge | - | yes | - | - | the file is empty; look at the output of the step that writes it; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    run | - | could-not-judge | - | - | - | - | - | 2 plans: 0 passed, 0 with violations, 2 could not be judged
    ");
    let place = place.file("plangate.toml", config);
    let arguments = [
        "check",
        "c.json",
        "--policy",
        "rules",
        "--select",
        "x-door",
        "--format",
        "csv",
        "--undecided",
        "deny",
        "--deny-unused-waivers",
    ];
    std::fs::remove_file(place.path().join("rules/broken.rego")).unwrap();
    let answer = plangate(arguments).at(place.path()).run().code(1);
    assert_snapshot!(said(&rows(&answer.stdout), &columns), @r"
    plan | c.json | violations | - | - | - | - | - | no finding; 0 resources
    note | c.json | - | - | - | no | - | - | the plan lists no resource (refresh-only, or nothing is managed)
    note | c.json | - | - | - | yes | - | - | the plan is not complete (targeted or deferred): a later plan holds more changes (fails the run: `--undecided deny`)
    note | - | - | - | - | yes | plangate.toml | 1 | unused waiver: nothing is found of `x-door` at `x_door.gone` (fails the run: `--deny-unused-waivers`)
    run | - | violations | - | - | - | - | - | 1 plan: 0 passed, 1 with violations, 0 could not be judged
    ");
}

#[test]
fn a_cell_is_text_and_no_formula_whatever_is_in_it() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"says\"], door.values.says) if {\n\tsome door in input.resources.x_door\n}\n",
    );
    let texts = [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1+1|x", "'-1+1|x"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1", "'＝1"),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\u000d=1"),
        ("a;=1;-2;b", "a;'=1;'-2;b"),
        ("\";=1", "\";'=1"),
        ("a,\"b\",'c'", "a,\"b\",'c'"),
        ("a\nb\r\nc", "a\\nb\\u000d\\nc"),
        ("\u{0}\u{1b}[2J\u{202e}", "\\u0000\\u001b[2J\\u202e"),
        ("::error::x", "\\u003a:error::x"),
        ("<script> | ` ]]> %0A &", "<script> | ` ]]> %0A &"),
        ("1 = 1 - 0", "1 = 1 - 0"),
    ];
    let doors: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(n, (text, _))| create(&format!("x_door.n{n:02}"), &json!({"says": text})))
        .collect();
    let rows = rows(&report(&Place::with_plan(&doors).rule(&rule), &[], 1));
    for (number, (_, shown)) in texts.iter().enumerate() {
        let row = rows.iter().find(|row| row.get("address") == Some(&format!("x_door.n{number:02}"))).unwrap();
        assert_eq!(row.get("message").map_or("", String::as_str), *shown);
    }
    let long = "é=,\n".repeat(30_000);
    let place = Place::with_plan(&[create("x_door.front", &json!({"says": long}))]).rule(&rule);
    let place = place.file("=cmd().json", plan(&[]).to_string()).file(
        "plangate.toml",
        "[[waivers]]\nrule = \"x-door\"\naddress = \"**\"\nreason = \"=cmd()\"\nowner = \"-1\"\n",
    );
    let rows = self::rows(&report(&place, &["=cmd().json"], 0));
    // Rules say so much and no more.
    assert!(rows[1]["message"].starts_with("é=,\\né=,\\n") && rows[1]["message"].ends_with('…'));
    assert_eq!((rows[1]["reason"].as_str(), rows[1]["owner"].as_str()), ("'=cmd()", "'-1"));
    assert_eq!(rows[2]["plan"], "'=cmd().json");
}
