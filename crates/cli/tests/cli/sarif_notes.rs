//! SARIF: what could not be judged, what there is to say besides findings, and text that wants to be more than text.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::common::{Answer, fixture, plangate};
use crate::making::{DOOR, Place, Rule, Whole, create};
use crate::sarif::{list, run_of};

fn open() -> Value {
    create("x_door.front", &json!({"open": true}))
}

fn answer(place: &Place, arguments: &[&str]) -> Answer {
    place.check("x-*").args(["--format", "sarif", "--today", "2026-06-30"]).args(arguments).run()
}

/// Notifications in lines: `error could-not-judge plan.json: text`. All of them have descriptors that are there.
fn notes(run: &Value, of: &str) -> Vec<String> {
    let known = list(&run["tool"]["driver"], "notifications");
    let note = |note: &Value| {
        let id = &note["descriptor"]["id"];
        assert!(known.iter().any(|known| known["id"] == *id), "{id}");
        let place = &note["locations"][0]["physicalLocation"];
        let line = place["region"]["startLine"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let uri = word(&place["artifactLocation"]["uri"]);
        format!("{} {} {uri}{line}: {}", word(&note["level"]), word(id), word(&note["message"]["text"]))
    };
    list(&run["invocations"][0], of).iter().map(note).collect()
}

const EXECUTION: &str = "toolExecutionNotifications";
const CONFIGURATION: &str = "toolConfigurationNotifications";

#[test]
fn what_could_not_be_judged_is_an_error_and_the_run_no_success() {
    let place = Place::with_plan(&[open()])
        .rule(&DOOR)
        .rule(&DOOR.named("failing").saying("deny contains -door.address if some door in input.resources.x_door\n"))
        .rule(&DOOR.named("broken").saying("deny contains x if {\n"))
        .file("list.json", "[1]")
        .file("errored.json", fixture("invalid/errored.json"));
    let run = run_of(&answer(&place, &["list.json", "errored.json"]).code(2));
    let invocation = &run["invocations"][0];
    assert_eq!(
        (&invocation["executionSuccessful"], &invocation["exitCode"], &invocation["exitCodeDescription"]),
        (&json!(false), &json!(2), &json!("could-not-judge"))
    );
    let execution = notes(&run, EXECUTION);
    let [failing, list_json, errored, note] = execution.as_slice() else { panic!("{execution:#?}") };
    assert!(failing.starts_with("error rule-failed plan.json: rule `x-failing`, rules/failing.rego"), "{failing}");
    assert_eq!(invocation[EXECUTION][0]["associatedRule"], json!({"id": "x-failing"}));
    assert_eq!(
        list_json,
        "error could-not-judge list.json: this is not a plan: a JSON array\n\
         make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`"
    );
    assert_eq!(
        errored,
        "error could-not-judge-all errored.json: planning failed half-way (`errored`), so the plan does not hold all changes\n\
         mend what `terraform plan` reported and plan again"
    );
    assert_eq!(note, "note plan-note errored.json: no rule looks at any resource type of this plan");
    let configuration = notes(&run, CONFIGURATION);
    let [broken] = configuration.as_slice() else { panic!("{configuration:#?}") };
    let beginning = format!("error rule-not-loaded rules/broken.rego:{}: rule `x-broken`", Rule::BODY + 1);
    assert!(broken.starts_with(&beginning), "{broken}");
    assert_eq!(invocation[CONFIGURATION][0]["associatedRule"], json!({"id": "x-broken"}));
    let outcomes: Vec<&Value> = list(&run, "artifacts").iter().map(|plan| &plan["properties"]["outcome"]).collect();
    assert_eq!(outcomes, ["could-not-judge", "could-not-judge", "could-not-judge"]);
    assert_eq!(list(&run, "results").len(), 1, "what was found is still said");
}

#[test]
fn a_note_of_a_plan_is_an_error_where_it_fails_the_run() {
    let place =
        Whole::of(&[create("x_door.front", &json!({"open": false}))]).with("complete", false).place().rule(&DOOR);
    let said = "plan-note plan.json: the plan is not complete (targeted or deferred): a later plan holds more changes";
    let of = |options: &[&str], code| notes(&run_of(&answer(&place, options).code(code)), EXECUTION);
    assert_eq!(of(&[], 0)[0], format!("note {said}"));
    assert_eq!(of(&["--undecided", "deny"], 1)[0], format!("error {said} (fails the run: `--undecided deny`)"));
}

#[test]
fn waivers_that_do_nothing_are_named() {
    let waiver = |name: &str, day: &str| {
        format!("[[waivers]]\nrule = 'x-door'\naddress = 'x_door.{name}'\nreason = 'r'\nexpires = {day}\n")
    };
    let gone = json!({"rule": "x-door", "address": "x_door.none", "fingerprint": "0", "verdict": "fail"});
    let place = Place::with_plan(&[open()])
        .rule(&DOOR)
        .file("plangate.toml", waiver("none", "2026-07-01") + &waiver("front", "2026-06-29"))
        .file("main.tf", "resource \"x_door\" \"front\" {\n  open = true # plangate:ignore x-dor reason=\"r\"\n}\n")
        .file("old.json", json!({"version": 1, "findings": [gone]}).to_string());
    let unused = "unused-waiver plangate.toml:1: unused waiver: nothing is found of `x-door` at `x_door.none`";
    let rest = [
        "warning expired-waiver plangate.toml:6: the waiver of `x-door` at `x_door.front` expired on 2026-06-29",
        "warning malformed-comment main.tf:2: the comment waives nothing: there is no rule `x-dor`",
        "note baseline-entry-gone old.json:1: 1 entry no longer occurs; `plangate baseline` writes it anew",
    ];
    let run = run_of(&answer(&place, &["--baseline", "old.json"]).code(1));
    let said = notes(&run, CONFIGURATION);
    assert_eq!(
        (said[0].as_str(), &said[1..]),
        (format!("warning {unused}").as_str(), rest.map(str::to_owned).as_slice())
    );
    let lapsed = &run["results"][0]["relatedLocations"][0];
    assert_eq!(lapsed["message"]["text"], "waived until 2026-06-29");
    assert_eq!(lapsed["physicalLocation"]["region"]["startLine"], 6);
    let denied = run_of(&answer(&place, &["--deny-unused-waivers", "--fail-on", "critical"]).code(1));
    assert_eq!(notes(&denied, CONFIGURATION)[0], format!("error {unused} (fails the run: `--deny-unused-waivers`)"));
    let off = run_of(&answer(&place, &["--no-inline"]).code(1));
    let off = notes(&off, CONFIGURATION);
    assert_eq!(off.last().unwrap(), "note comments-turned-off : `--no-inline` turns off 1 comment");
}

#[test]
fn standard_input_is_no_file_of_the_repository() {
    let place = Place::new().rule(&DOOR);
    let arguments = ["check", "-", "--policy", "rules", "--select", "x-door", "--format", "sarif"];
    let whole = crate::making::plan(&[open()]).to_string();
    let run = run_of(&plangate(arguments).at(place.path()).stdin(whole).run().code(1));
    let location = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(*location, json!({"artifactLocation": {"uri": "%3Cstdin%3E"}, "region": {"startLine": 1}}));
    assert_eq!(run["artifacts"][0]["roles"], json!(["analysisTarget", "standardStream"]));
}

#[test]
fn paths_of_files_are_uris_that_lead_back_to_them() {
    let names =
        ["a b#1%41.json", "c:d?e=f&g.json", "üß日\u{1f512}.json", "[x](y) <z> \"'`{|}^\\.json", "%0A::error::.json"];
    let mut place = Place::new().rule(&DOOR).file("rules/none", "");
    for name in names {
        place = place.file(&format!("plans/{name}"), crate::making::plan(&[open()]).to_string());
    }
    let arguments = ["check", "plans", "--policy", "rules", "--select", "x-door", "--format", "sarif"];
    let run = run_of(&plangate(arguments).at(place.path()).run().code(1));
    let decoded = |uri: &Value| percent_decode_str(uri.as_str().unwrap()).decode_utf8().unwrap().into_owned();
    let mut found: Vec<String> = list(&run, "results")
        .iter()
        .map(|result| decoded(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]))
        .collect();
    found.sort();
    let mut expected = names.map(|name| format!("plans/{name}"));
    expected.sort();
    assert_eq!(found, expected);
}

/// What tries to act on whoever shows it, and how it is shown.
const HOSTILE: [(&str, &str); 12] = [
    ("](https://evil.example/", r"]\u0028https://evil.example/"),
    ("[x](1)", r"[x]\u00281)"),
    (r"\](https://evil.example)", r"\]\u0028https://evil.example)"),
    ("|`<script>alert(1)</script>]]>", "|`<script>alert(1)</script>]]>"),
    ("::error::x", "::error::x"),
    ("##[error]x", r"\u0023#[error]x"),
    ("a\n::error::b\r\nc\t", r"a\n::error::b\u000d\nc\t"),
    ("\u{1b}[31m\u{7}\u{0}\u{9b}", r"\u001b[31m\u0007\u0000\u009b"),
    ("=cmd()", "=cmd()"),
    ("%0A%41", "%0A%41"),
    ("\"'&@user {0} {{1}}", "\"'&@user {0} {{1}}"),
    ("\u{202e}\u{2066}evil\u{2028}", r"\u202e\u2066evil\u2028"),
];

#[test]
fn text_of_a_plan_is_text_and_nothing_else() {
    let long = "x".repeat(100_000);
    let texts: Vec<&str> = HOSTILE.iter().map(|(text, _)| *text).chain([long.as_str()]).collect();
    let address = |text: &str| format!("x_door.side[{}]", json!(text));
    let doors: Vec<Value> =
        texts.iter().map(|&text| create(&address(text), &json!({"open": true, "name": text}))).collect();
    let body = "deny contains finding.at(door, [\"open\"], sprintf(\"the door [%s] is open\", [door.values.name])) if {\n\tsome door in input.resources.x_door\n}\n";
    let place = Place::with_plan(&doors).rule(&DOOR.saying(body)).file(
        "plangate.toml",
        "[[waivers]]\nrule = 'x-door'\naddress = '**'\nreason = \"[a](https://evil.example)\\n::error::\\u001b[2J\"\n",
    );
    let answer = answer(&place, &["--fail-on", "low"]).code(0);
    assert!(answer.stdout.chars().all(|c| c == '\n' || !c.is_ascii_control()), "JSON escapes what it must");
    let run = run_of(&answer);
    let results = list(&run, "results");
    assert_eq!(results.len(), texts.len());
    for (&text, result) in texts.iter().zip(results) {
        let name = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
        assert_eq!((name, &result["properties"]["address"]), (&json!(address(text)), &json!(address(text))));
        let message = result["message"]["text"].as_str().unwrap();
        assert!(!message.contains("]("), "a link: {message}");
        assert!(!message.contains(acts), "{message:?}");
        let justification = result["suppressions"][0]["justification"].as_str().unwrap();
        assert_eq!(justification, "[a](https://evil.example)\\n::error::\\u001b[2J");
    }
    for ((_, shown), result) in HOSTILE.iter().zip(results) {
        let message = result["message"]["text"].as_str().unwrap();
        assert!(message.contains(&format!("]: the door [{shown}] is open (waived: ")), "{message}");
    }
}

/// Whether it is more than a character to be seen.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
