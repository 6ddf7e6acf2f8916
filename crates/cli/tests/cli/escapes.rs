//! Nothing that a plan holds may act on the terminal that shows it.

use serde_json::{Value, json};

use crate::common::{SSH, check, check_by, fixture, plangate};
use crate::formats::reports;
use crate::making::{DOOR, Place, create, plan};

/// Erases the screen, sets the title, and turns the rest of the line around.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]2;pwned\u{7}\r\u{8}\u{9b}31m\u{202e}\u{2066}\u{2028}\u{200b}";

/// Whether a terminal would do something else than show it.
fn acts(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{e0000}'..='\u{e007f}')
}

#[track_caller]
fn expect_harmless(text: &str) {
    let acting: Vec<String> = text.lines().filter(|line| line.contains(acts)).map(|line| format!("{line:?}")).collect();
    assert!(acting.is_empty(), "{acting:#?}");
}

#[test]
fn hostile_keys_of_a_fixture_are_shown_as_escapes() {
    let answer = check("fixtures/plans/unicode-and-odd-keys/plan.json").run();
    expect_harmless(&answer.both());
    answer.says(r#"module.group["line\nbreak"].aws_security_group.this["a.b"]"#);
    // The same by a rule about every key, whatever the policies look at by now.
    let rule = crate::making::Rule { resources: "[aws_ebs_volume]", ..DOOR }.saying(
        "deny contains finding.at(volume, [\"size\"], sprintf(\"the key is %s\", [volume.index])) if {\n\tsome volume in input.resources.aws_ebs_volume\n}\n",
    );
    let place = Place::new().file("plan.json", fixture("plans/unicode-and-odd-keys/plan.json")).rule(&rule);
    let answer = place.check("x-door").run().code(1).quiet();
    expect_harmless(&answer.stdout);
    for words in [
        r"⚠ the key is escape \u001b[31mred\u001b[0m",
        r#"[aws_ebs_volume.odd["escape \u001b[31mred\u001b[0m"]:"#,
        r"⚠ the key is \u202eevil",
        r"⚠ the key is newline\nsecond line",
        r"⚠ the key is tab\tinside",
        "⚠ the key is 日本語",
        "⚠ the key is <script>alert(1)</script>",
    ] {
        assert!(answer.stdout.contains(words), "{words}:\n{}", answer.stdout);
    }
}

/// A door that is all hostile: key, name, values.
fn hostile_door() -> Value {
    let mut door = create("x_door.front", &json!({"open": true, "name": HOSTILE, HOSTILE: HOSTILE, "list": [HOSTILE]}));
    door["address"] = json!(format!("x_door.front[\"{HOSTILE}\"]"));
    door["name"] = json!(HOSTILE);
    door
}

#[test]
fn hostile_addresses_names_and_values_are_shown_as_escapes() {
    let body = "deny contains finding.at(door, [key], sprintf(\"%s is %v\", [key, value])) if {\n\tsome door in input.resources.x_door\n\tsome key, value in door.values\n}\n";
    let place = Place::with_plan(&[hostile_door()]).rule(&DOOR.saying(body));
    let answer = place.check("x-door").run().code(1).quiet().says("4 findings");
    expect_harmless(&answer.stdout);
}

#[test]
fn hostile_addresses_of_deferred_changes_and_hostile_file_names_are_shown_as_escapes() {
    let mut plan = plan(&[]);
    plan["deferred_changes"] = json!([{"reason": "resource_config_unknown", "resource_change": hostile_door()}]);
    let answer = Place::new().file("plan.json", plan.to_string()).rule(&DOOR).check("x-door").run().code(0).quiet();
    expect_harmless(&answer.says("note: 1 change is deferred").stdout);
    let place = Place::new().file("plans/a\u{1b}[2Jb.json", "{");
    let answer = plangate(["check", "plans"]).at(place.path()).run().code(2);
    expect_harmless(&answer.both());
}

#[test]
fn hostile_format_versions_and_actions_are_shown_as_escapes() {
    let mut version = plan(&[]);
    version["format_version"] = json!(format!("2{HOSTILE}"));
    let mut action = create("x_door.front", &json!({}));
    action["change"]["actions"] = json!([HOSTILE]);
    for plan in [version, plan(&[action])] {
        let answer = Place::new().file("plan.json", plan.to_string()).rule(&DOOR).check("x-door").run().code(2);
        expect_harmless(&answer.both());
    }
}

#[test]
fn hostile_addresses_in_problems_are_shown_as_escapes() {
    let mut door = hostile_door();
    door["change"]["after"] = json!(["no object"]);
    let answer = Place::with_plan(&[door]).rule(&DOOR).check("x-door").run().code(2);
    expect_harmless(&answer.both());
    let place = Place::with_plan(&[hostile_door()])
        .rule(&DOOR.saying("deny contains finding.at(input.resources.x_door[0], [\"no\", 1], \"x\")\n"));
    expect_harmless(&place.check("x-door").run().code(2).both());
}

#[test]
fn json_is_escaped_by_its_own_rules_and_keeps_the_values() {
    let place = Place::with_plan(&[hostile_door()]).rule(&DOOR);
    let answer = place.check("x-door").args(["--format", "json"]).run().code(1);
    assert!(!answer.stdout.contains('\u{1b}'));
    assert_eq!(answer.json()["plans"][0]["findings"][0]["address"], format!("x_door.front[\"{HOSTILE}\"]"));
}

#[test]
fn an_ordinary_report_holds_nothing_that_acts() {
    expect_harmless(&check_by(SSH, "fixtures/plans/aws-world-spellings/plan.json").code(1).stdout);
}

/// Text that acts on the runner of a CI job that prints it, or on a terminal, or is not seen.
const ACTING: [&str; 9] = [
    " ::error::a",
    "\u{a0}::set-output name=a::b",
    "a ##vso[task.setvariable variable=b]c",
    "##[error]a",
    "##teamcity[a]",
    "section_start:1:a\r\u{1b}[0K",
    "\u{9b}31m",
    "a\u{ad}\u{61c}\u{202e}\u{2060}b",
    "tag\u{e0041}\u{e007f}",
];

#[test]
fn no_form_holds_what_acts_on_who_prints_it() {
    let door = |text: &&str| {
        let mut door =
            create("x_door.front", &json!({"open": true, "name": text, *text: text, "more": {*text: [text]}}));
        door["address"] = json!(format!("{text}.x_door.front[\"{text}\"]"));
        door
    };
    let body = "deny contains finding.at(door, [key], sprintf(\"%s is %v\", [key, value])) if {\n\tsome door in input.resources.x_door\n\tsome key, value in door.values\n}\n";
    let mut place = Place::with_plan(&ACTING.iter().map(door).collect::<Vec<_>>()).rule(&DOOR.saying(body));
    let names = ACTING.map(|text| format!("{text}.json"));
    for name in &names {
        place = place.file(name, plan(&[door(&"front")]).to_string());
    }
    for text in ACTING {
        place = place.file(&format!("{text}/plan.json"), "[]");
    }
    let (answer, reports) =
        reports(plangate(["check", ".", "--policy", "rules", "--select", "x-*"]).at(place.path()), place.path());
    let said = answer.code(2).stderr;
    for (format, report) in reports.iter().map(|(format, report)| (*format, report)).chain([("errors", &said)]) {
        expect_harmless(report);
        for line in report.lines() {
            let is_own = format == "github" && line.starts_with("::");
            assert!(is_own || !line.trim_start().starts_with("::"), "{format}: {line}");
            for name in ["##[", "##vso[", "##teamcity["] {
                assert!(!line.contains(name), "{format}: {line}");
            }
        }
    }
    let json: Value = serde_json::from_str(&reports.iter().find(|(format, _)| *format == "json").unwrap().1).unwrap();
    for text in ACTING {
        let address = format!("{text}.x_door.front[\"{text}\"]");
        assert!(crate::common::findings(&json).iter().any(|finding| finding.contains(&address)), "{address}");
    }
}
