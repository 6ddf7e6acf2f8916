//! SARIF: what a report says.

use serde_json::{Value, json};

use crate::common::{Answer, check, plangate, root};
use crate::making::{DOOR, Place, Rule, create, plan};
use crate::sarif_schema::expect_valid;

const SHOWCASE: &str = "fixtures/plans/showcase-aws-web/plan.json";

/// The one run of a report, which is as the official schema says.
#[track_caller]
pub fn run_of(answer: &Answer) -> Value {
    assert!(answer.stdout.ends_with("}\n"), "{}", answer.stdout);
    let report = answer.json();
    expect_valid(&report);
    let [run] = report["runs"].as_array().unwrap().as_slice() else { panic!("{report:#}") };
    run.clone()
}

/// What `check` says in this directory, by the rules of `rules/`.
#[track_caller]
fn report(place: &Place, arguments: &[&str], code: i32) -> Value {
    let options = ["--format", "sarif", "--today", "2026-06-30"];
    run_of(&place.check("x-*").args(options).args(arguments).run().code(code))
}

pub fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list `{key}` in {value:#}"))
}

fn messages(run: &Value) -> Vec<&str> {
    list(run, "results").iter().map(|result| result["message"]["text"].as_str().unwrap()).collect()
}

fn open(name: &str) -> Value {
    create(&format!("x_door.{name}"), &json!({"open": true}))
}

/// A door of which only apply tells whether it is open.
fn deferred(name: &str) -> Value {
    let mut door = create(&format!("x_door.{name}"), &json!({}));
    door["change"]["after_unknown"] = json!({"open": true});
    door
}

const WAIVER: &str =
    "[[waivers]]\nrule = 'x-door'\naddress = 'x_door.front'\nreason = 'it is summer'\nowner = 'caretaker'\n";

#[test]
fn a_report_as_a_whole() {
    let place = Place::with_plan(&[open("front")])
        .rule(&DOOR)
        .file("main.tf", "resource \"x_door\" \"front\" {\n  name = \"ü\"\n  /* 𝄞 */ open = true\n}\n");
    let answer = place.check("x-door").args(["--format", "sarif"]).run().code(1).quiet();
    run_of(&answer);
    let json = place.check("x-door").args(["--format", "json"]).run().json();
    let finding = &json["plans"][0]["findings"][0];
    let expected = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "plangate", "semanticVersion": json["tool"]["version"],
                "properties": {"bundle": json["tool"]["bundle"]},
                "notifications": [],
                "rules": [{
                    "id": "x-door",
                    "shortDescription": {"text": "Door is open"},
                    "fullDescription": {"text": "Anyone walks in."},
                    "help": {
                        "text": "Door is open\nx-door, medium, exposure\n\nWhy\n  Anyone walks in.\n\nWhat to do\n  Close the door.\n\nExample\n  door {}\n\nLooks at\n  x_door\n\nAlso known as\n  X_door\n",
                        "markdown": "Anyone walks in.\n\n## What to do\n\nClose the door.\n\n```hcl\ndoor {}\n```\n\n## Also known as\n\nX_door\n",
                    },
                    "defaultConfiguration": {"level": "warning"},
                    "properties": {
                        "tags": ["security", "exposure", "X_door"], "precision": "high", "problem.severity": "warning",
                        "security-severity": "5.5", "severity": "medium", "domain": "exposure", "controls": {}, "aliases": ["X_door"],
                    },
                }],
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"%SRCROOT%": {"description": {
                "text": "the top of the repository; the working directory where there is no repository",
            }}},
            "invocations": [{
                "executionSuccessful": true, "exitCode": 1, "exitCodeDescription": "violations",
                "toolExecutionNotifications": [], "toolConfigurationNotifications": [],
            }],
            "artifacts": [{
                "location": {"uri": "plan.json", "uriBaseId": "%SRCROOT%"},
                "roles": ["analysisTarget"],
                "properties": {
                    "outcome": "violations", "digest": json["plans"][0]["digest"], "terraformVersion": "1.11.4",
                    "resources": 1, "judged": 1, "deleted": 0, "noRule": 0, "unreadable": 0, "rules": 1, "fixed": 0,
                },
            }],
            "results": [{
                "ruleId": "x-door", "ruleIndex": 0, "kind": "fail", "level": "warning",
                "message": {"text": "x_door.front: the door is open"},
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": {"uri": "main.tf", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 22},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "x_door.front", "kind": "resource"}],
                }],
                "partialFingerprints": {"plangate/v1": finding["fingerprint"]},
                "suppressions": [],
                "properties": {
                    "severity": "medium", "domain": "exposure", "verdict": "fail", "provenance": "introduced", "failsRun": true,
                    "plan": "plan.json", "address": "x_door.front", "type": "x_door", "actions": ["create"], "path": ["open"],
                    "dependsOn": [], "aliases": ["X_door"],
                },
            }],
        }],
    });
    assert_eq!(answer.json(), expected, "{:#}", answer.json());
}

/// A finding in a line, from the JSON report.
fn line(finding: &Value) -> String {
    let level = match finding["severity"].as_str().unwrap() {
        _ if finding["verdict"] == "undecided" => "none",
        "critical" | "high" => "error",
        "medium" => "warning",
        _ => "note",
    };
    let (source, fingerprint) = (&finding["source"], &finding["fingerprint"]);
    let start = format!("{}:{}", source["line"], source["column"]);
    let place = format!("{}:{start}-{}:{}", source["file"], source["end_line"], source["end_column"]);
    format!("{} {level} {} {} {place} {fingerprint}", finding["rule"], finding["address"], finding["path"])
}

/// The same from a SARIF report.
fn same_line(result: &Value) -> String {
    let location = &result["locations"][0]["physicalLocation"];
    let (region, fingerprint) = (&location["region"], &result["partialFingerprints"]["plangate/v1"]);
    let start = format!("{}:{}", region["startLine"], region["startColumn"]);
    let uri = &location["artifactLocation"]["uri"];
    let place = format!("{uri}:{start}-{}:{}", region["endLine"], region["endColumn"]);
    let address = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
    let (level, path) = (result["level"].as_str().unwrap(), &result["properties"]["path"]);
    format!("{} {level} {address} {path} {place} {fingerprint}", result["ruleId"])
}

#[test]
fn it_says_what_the_json_report_says_and_from_everywhere_the_same() {
    let report = check(SHOWCASE).args(["--format", "json"]).run().code(1).json();
    let mut expected: Vec<String> = list(&report["plans"][0], "findings").iter().map(line).collect();
    let answer = check(SHOWCASE).args(["--format", "sarif"]).run().code(1).quiet();
    let run = run_of(&answer);
    let mut results: Vec<String> = list(&run, "results").iter().map(same_line).collect();
    expected.sort();
    results.sort();
    assert_eq!(results, expected);
    assert_eq!(results.len(), 25);
    for result in list(&run, "results") {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    if root().join(".git").exists() {
        let below = root().join("fixtures/plans");
        let elsewhere = plangate(["check", "showcase-aws-web/plan.json", "--format", "sarif"]).at(&below).run();
        assert_eq!(elsewhere.stdout, answer.stdout);
        let whole = below.join("showcase-aws-web/plan.json");
        let absolute = plangate(["check", whole.to_str().unwrap(), "--format", "sarif"]).at(&below).run();
        assert_eq!(absolute.stdout, answer.stdout);
    }
    assert!(!answer.stdout.contains(root().to_str().unwrap()));
}

#[test]
fn related_places_are_numbered_and_have_words() {
    let run = run_of(&check(SHOWCASE).args(["--format", "sarif", "--select", "aws-sg-ingress-ssh"]).run().code(1));
    let place = |line: u64, end: u64| {
        json!({
            "artifactLocation": {"uri": "fixtures/plans/showcase-aws-web/main.tf", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": end},
        })
    };
    let called = |line| json!({"id": 1, "physicalLocation": place(line, 17), "message": {"text": "module `network` is called here"}});
    let bastion = list(&run, "results")
        .iter()
        .find(|it| it["properties"]["address"] == "module.network.aws_security_group.bastion");
    assert_eq!(bastion.unwrap()["relatedLocations"], json!([called(59)]));
}

#[test]
fn what_is_undecided_is_open_unless_it_fails_the_run() {
    let place = Place::with_plan(&[deferred("back"), open("front")]).rule(&DOOR);
    let facts = |options: &[&str], code| {
        let run = report(&place, options, code);
        let fact = |result: &Value| json!([result["kind"], result["level"], result["message"]["text"]]);
        list(&run, "results").iter().map(fact).collect::<Vec<_>>()
    };
    let fails = json!(["fail", "warning", "x_door.front: the door is open"]);
    let back = "x_door.back: `open` is known only after apply (undecided until apply)";
    assert_eq!(facts(&[], 1), [fails.clone(), json!(["open", "none", back])]);
    assert_eq!(facts(&["--undecided", "pass"], 1), std::slice::from_ref(&fails));
    let mut denied = facts(&["--undecided", "deny"], 1);
    denied.sort_by_key(ToString::to_string);
    assert_eq!(denied, [json!(["fail", "warning", back]), fails]);
}

/// Of a run by one rule.
fn security_severity(run: &Value) -> &str {
    assert_eq!(list(&run["tool"]["driver"], "rules").len(), 1);
    run["tool"]["driver"]["rules"][0]["properties"]["security-severity"].as_str().unwrap()
}

#[test]
fn severities_are_those_that_count() {
    let place = |config: &str, door: Value| Place::with_plan(&[door]).rule(&DOOR).file("plangate.toml", config);
    let severity = |word: &str| format!("[rules.x-door]\nseverity = '{word}'\n");
    for (word, level, score) in
        [("low", "note", "2.0"), ("medium", "warning", "5.5"), ("high", "error", "8.0"), ("critical", "error", "9.5")]
    {
        let run = report(&place(&severity(word), open("front")), &[], 1);
        assert_eq!((&run["results"][0]["level"], security_severity(&run)), (&json!(level), score));
    }
    let run = report(&place(&severity("critical"), open("front")), &[], 1);
    let related = &run["results"][0]["relatedLocations"][0];
    assert_eq!(related["message"]["text"], "graded critical, was medium");
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "plangate.toml");
    assert_eq!(related["physicalLocation"]["region"], json!({"startLine": 2, "startColumn": 12}));
    assert_eq!(run["results"][0]["properties"]["regradedFrom"], "medium");
    // What does not count weighs nothing where only the rule's number is looked at.
    assert_eq!(security_severity(&report(&place(&severity("critical"), deferred("front")), &[], 0)), "2.0");
    assert_eq!(security_severity(&report(&place(&(severity("critical") + WAIVER), open("front")), &[], 0)), "2.0");
}

#[test]
fn results_are_sorted_by_what_they_matter() {
    let grade = |name: &str, word: &str| format!("[[address]]\npattern = 'x_door.{name}'\nseverity = '{word}'\n");
    let config =
        [grade("a", "low"), grade("b", "high"), grade("c", "high"), grade("front", "critical"), WAIVER.to_owned()];
    let place = Place::with_plan(&[open("a"), deferred("b"), open("front"), open("c"), open("d")]).rule(&DOOR);
    let run = report(&place.file("plangate.toml", config.concat()), &["--fail-on", "medium"], 1);
    let names: Vec<&str> = messages(&run).iter().map(|text| text.split(':').next().unwrap()).collect();
    assert_eq!(names, ["x_door.c", "x_door.d", "x_door.a", "x_door.b", "x_door.front"]);
    let fails: Vec<bool> =
        list(&run, "results").iter().map(|it| it["properties"]["failsRun"].as_bool().unwrap()).collect();
    assert_eq!(fails, [true, true, false, false, false]);
}

#[test]
fn what_is_waived_says_by_what_and_why() {
    let place = Place::with_plan(&[open("front"), open("back"), open("side"), open("attic")])
        .rule(&DOOR)
        .file("plangate.toml", format!("\n{WAIVER}expires = 2026-07-01\n"))
        .file("main.tf", "resource \"x_door\" \"back\" {\n  open = true # plangate:ignore x-door reason=\"a [b](https://c.example)\"\n}\n");
    let json = place.check("x-door").args(["--format", "json"]).run().json();
    let findings = list(&json["plans"][0], "findings");
    let side = findings.iter().find(|finding| finding["address"] == "x_door.side").unwrap();
    let entry =
        json!({"rule": "x-door", "address": "x_door.side", "fingerprint": side["fingerprint"], "verdict": "fail"});
    let place = place.file("old.json", json!({"version": 1, "findings": [entry]}).to_string());
    let run = report(&place, &["--baseline", "old.json"], 1);
    let of = |address: &str| {
        let result = list(&run, "results").iter().find(|result| result["properties"]["address"] == address).unwrap();
        (result["suppressions"].clone(), result["message"]["text"].as_str().unwrap().to_owned())
    };
    let at = |file: &str, line: u64, column: u64| {
        json!({"physicalLocation": {
            "artifactLocation": {"uri": file, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": line, "startColumn": column},
        }})
    };
    let (front, message) = of("x_door.front");
    assert_eq!(
        front,
        json!([{
            "kind": "external", "status": "accepted", "justification": "it is summer", "location": at("plangate.toml", 2, 1),
            "properties": {"by": "config", "owner": "caretaker", "expires": "2026-07-01"},
        }])
    );
    assert_eq!(message, "x_door.front: the door is open (waived: it is summer)");
    let (back, message) = of("x_door.back");
    assert_eq!(
        back,
        json!([{
            "kind": "inSource", "status": "accepted", "justification": "a [b](https://c.example)",
            "location": at("main.tf", 2, 17), "properties": {"by": "comment"},
        }])
    );
    assert_eq!(message, "x_door.back: the door is open (waived: a [b]\\u0028https://c.example))");
    let (side, _) = of("x_door.side");
    assert_eq!((&side[0]["kind"], &side[0]["justification"]), (&json!("external"), &json!("it is in the baseline")));
    assert_eq!(side[0]["location"]["physicalLocation"]["artifactLocation"]["uri"], "old.json");
    assert_eq!(of("x_door.attic").0, json!([]));
}

#[test]
fn several_plans_are_told_apart() {
    let place = Place::with_plan(&[open("front")]).rule(&DOOR).file("b/plan.json", plan(&[open("front")]).to_string());
    let run = report(&place, &["b/plan.json"], 1);
    assert_eq!(
        messages(&run),
        ["x_door.front: the door is open (in plan.json)", "x_door.front: the door is open (in b/plan.json)"]
    );
    let fingerprint = |at: usize| run["results"][at]["partialFingerprints"]["plangate/v1"].as_str().unwrap();
    let alone = report(&place, &[], 1)["results"][0]["partialFingerprints"]["plangate/v1"].as_str().unwrap().to_owned();
    assert_eq!([fingerprint(0), fingerprint(1)], [format!("{alone}:plan.json"), format!("{alone}:b/plan.json")]);
    let plans: Vec<&Value> = list(&run, "artifacts").iter().map(|plan| &plan["location"]["uri"]).collect();
    assert_eq!(plans, ["plan.json", "b/plan.json"]);
}

#[test]
fn the_same_finding_of_a_list_twice_has_two_fingerprints() {
    let body = "deny contains finding.at(door, [\"locks\", i], \"the lock is open\") if {\n\tsome door in input.resources.x_door\n\tsome i, lock in door.values.locks\n\tlock == \"open\"\n}\n";
    let door = create("x_door.front", &json!({"locks": ["open", "closed", "open"]}));
    let run = report(&Place::with_plan(&[door]).rule(&DOOR.saying(body)), &[], 1);
    let [first, second] = list(&run, "results") else { panic!("{run:#}") };
    let of = |result: &Value| result["partialFingerprints"]["plangate/v1"].as_str().unwrap().to_owned();
    assert_eq!(of(second), format!("{}:2", of(first)));
}

#[test]
fn what_is_fixed_is_only_counted() {
    let door = crate::making::update("x_door.front", &json!({"open": true}), &json!({"open": false}));
    let run = report(&Place::with_plan(&[door]).rule(&DOOR), &[], 0);
    assert_eq!((list(&run, "results").len(), list(&run["tool"]["driver"], "rules").len()), (0, 0));
    assert_eq!(run["artifacts"][0]["properties"]["fixed"], 1);
    assert_eq!(run["invocations"][0]["exitCodeDescription"], "pass");
}

#[test]
fn modules_providers_and_the_plan_itself_are_no_resources() {
    let run = run_of(&check("fixtures/plans/change-drift-checks-modules/plan.json fixtures/plans/change-mass-delete/plan.json --format sarif").run());
    let kind = |address: &str| {
        let locations = list(&run, "results").iter().map(|result| &result["locations"][0]["logicalLocations"][0]);
        let mut found = locations.filter(|it| it["fullyQualifiedName"] == address);
        found.next().unwrap_or_else(|| panic!("nothing is found of {address}"))["kind"].clone()
    };
    assert_eq!(kind("module.git"), "module");
    assert_eq!(kind("aws_s3_bucket.data"), "resource");
    assert_eq!((kind("plan"), kind("check.bad")), (Value::Null, Value::Null));
}

#[test]
fn a_rule_has_no_more_tags_than_are_taken_and_each_once() {
    let numbers: Vec<String> = (0..30).map(|number| format!("\"{number}\"")).collect();
    let controls = format!("controls: {{fire_code: [{}]}}", numbers.join(", "));
    let long = "Anyone walks in, by day and by night. ".repeat(60);
    let text = Rule { ..DOOR }.text().replace("controls: {}", &controls).replace("[X_door]", "[security, X_door]");
    let text = text.replace("Anyone walks in.", long.trim());
    let run = report(&Place::with_plan(&[open("front")]).file("rules/door.rego", text), &[], 1);
    let rule = &run["tool"]["driver"]["rules"][0];
    let tags = list(&rule["properties"], "tags");
    assert_eq!((tags.len(), &tags[1], &tags[19]), (20, &json!("exposure"), &json!("fire_code:17")));
    assert_eq!(list(&rule["properties"]["controls"], "fire_code").len(), 30);
    assert_eq!(rule["fullDescription"]["text"].as_str().unwrap().chars().count(), 1024);
    assert!(rule["help"]["markdown"].as_str().unwrap().contains(long.trim()));
}
