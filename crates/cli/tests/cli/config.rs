//! What a configuration decides, and what outranks it.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, facts, findings, plangate};
use crate::making::{DOOR, Place, Rule, Whole, but, create, no_op};

/// Doors in the root module and in a module, one of them open before.
fn doors(config: &str) -> Place {
    let open = json!({"open": true});
    let within = |name: &str| {
        let mut change = create(&format!("x_door.{name}"), &open);
        change["address"] = json!(format!("module.legacy[\"a\"].x_door.{name}"));
        change["module_address"] = json!("module.legacy[\"a\"]");
        change
    };
    let changes = [create("x_door.front", &open), no_op("x_door.old", &open), within("side")];
    Place::with_plan(&changes).rule(&DOOR).file("plangate.toml", config)
}

fn run(place: &Place, options: &[&str]) -> Answer {
    plangate(["check", "plan.json", "--policy", "rules"]).at(place.path()).args(options).run()
}

fn report(place: &Place, options: &[&str]) -> Value {
    run(place, &[options, &["--format", "json"]].concat()).json()
}

/// `address severity` of the findings, in order.
#[track_caller]
fn severities(config: &str) -> Vec<String> {
    let report = report(&doors(config), &[]);
    let findings = report["plans"][0]["findings"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    findings.map(|finding| format!("{} {}", word(&finding["address"]), word(&finding["severity"]))).collect()
}

#[test]
fn severities_by_rule_and_address_and_the_worst_is_first() {
    assert_eq!(
        severities(
            "[rules.x-door]\nseverity = \"low\"\n[[address]]\npattern = \"module.legacy.**\"\nseverity = \"critical\"\n"
        ),
        ["module.legacy[\"a\"].x_door.side critical", "x_door.front low", "x_door.old low"]
    );
    // The last that fits, whatever it is of.
    assert_eq!(
        severities(
            "[[address]]\npattern = \"**\"\nseverity = \"high\"\n[[address]]\npattern = \"x_door.*\"\nrule = \"exposure\"\nseverity = \"low\"\n\
             [[address]]\npattern = \"x_door.*\"\nrule = \"iam\"\nseverity = \"critical\"\n"
        ),
        ["module.legacy[\"a\"].x_door.side high", "x_door.front low", "x_door.old low"]
    );
}

#[test]
fn what_names_a_rule_outranks_what_chooses_many_in_any_order() {
    let table = |word: &str, severity: &str| format!("[rules.\"{word}\"]\nseverity = \"{severity}\"\n");
    let ladder = ["all", "medium", "exposure", "x-*", "x-do*", "X_door", "x-door"];
    for pair in ladder.windows(2) {
        let (weak, strong) = (table(pair[0], "low"), table(pair[1], "critical"));
        for config in [format!("{weak}{strong}"), format!("{strong}{weak}")] {
            assert!(severities(&config).iter().all(|found| found.ends_with(" critical")), "{config}");
        }
    }
}

#[test]
fn the_report_says_who_graded() {
    let place = doors("[rules.x-door]\nseverity = \"critical\"\n");
    let answer = run(&place, &["--select", "x-door", "--gate", "introduced"]).code(1).quiet();
    let first: String = answer.stdout.split_inclusive("\n\n").take(2).collect();
    assert_snapshot!(first, @r#"
    x-door (critical, was medium)

      × the door is open
       ╭─[x_door.front:2:10]
     1 │ resource "x_door" "front" {
     2 │   open = true
       ·          ────
     3 │ }
       ╰────
      help: Close the door.
            graded critical by plangate.toml:2:12
    "#);
    let finding = report(&place, &[])["plans"][0]["findings"][0].clone();
    assert_eq!(
        finding["regraded"],
        json!({"from": "medium", "place": {"file": "plangate.toml", "line": 2, "column": 12}})
    );
    // The same severity is no other one.
    let same = report(&doors("[rules.x-door]\nseverity = \"medium\"\n"), &[]);
    assert_eq!(same["plans"][0]["findings"][0]["regraded"], Value::Null);
}

/// The exit code of a configuration, without and with options.
#[track_caller]
fn expect_code(config: &str, options: &str, code: i32) {
    let options: Vec<&str> = options.split_whitespace().collect();
    run(&doors(config), &options).code(code).quiet();
}

#[test]
fn the_bar_by_rule_and_address_and_the_command_line_outranks_all_of_it() {
    expect_code("", "", 1);
    expect_code("fail-on = \"high\"", "", 0);
    expect_code("fail-on = \"high\"", "--fail-on medium", 1);
    expect_code("fail-on = \"high\"\n[rules.x-door]\nfail-on = \"low\"", "", 1);
    expect_code("fail-on = \"high\"\n[rules.x-door]\nfail-on = \"low\"", "--fail-on high", 0);
    expect_code("fail-on = \"high\"\n[[address]]\npattern = \"x_door.front\"\nfail-on = \"low\"", "", 1);
    expect_code("[rules.x-door]\nfail-on = \"low\"\n[[address]]\npattern = \"**\"\nfail-on = \"high\"", "", 0);
    expect_code("fail-on = \"high\"\n[rules.x-door]\nseverity = \"high\"", "", 1);
    let below = run(&doors("[[address]]\npattern = \"x_door.*\"\nfail-on = \"high\""), &["--select", "x-door"]).code(1);
    below.says("3 findings (3 medium), 2 introduced and 1 preexisting, 2 below `--fail-on high`\n");
    let mixed = "[[address]]\npattern = \"x_door.front\"\nfail-on = \"high\"\n[[address]]\npattern = \"x_door.old\"\nfail-on = \"critical\"";
    run(&doors(mixed), &["--select", "x-door"]).code(1).says(", 2 below `--fail-on`\n");
}

#[test]
fn the_gate_by_rule_and_address() {
    let old = |config: &str, options: &str, code| {
        let place =
            Place::with_plan(&[no_op("x_door.old", &json!({"open": true}))]).rule(&DOOR).file("plangate.toml", config);
        run(&place, &options.split_whitespace().collect::<Vec<_>>()).code(code).quiet();
    };
    old("", "", 1);
    old("gate = \"introduced\"", "", 0);
    old("gate = \"introduced\"", "--gate all", 1);
    old("gate = \"introduced\"\n[rules.x-door]\ngate = \"all\"", "", 1);
    old("[[address]]\npattern = \"x_door.old\"\ngate = \"introduced\"", "", 0);
    old("[[address]]\npattern = \"x_door.new\"\ngate = \"introduced\"", "", 1);
}

#[test]
fn undecided_by_rule_and_address() {
    let late = |config: &str, options: &str, code| {
        let change = but(create("x_door.late", &json!({})), &json!({"after_unknown": {"open": true}}));
        let place = Whole::of(&[change])
            .written("x_door.late", &json!({"open": {"references": ["x_key.k.id", "x_key.k"]}}))
            .place()
            .rule(&DOOR)
            .file("plangate.toml", config);
        run(&place, &options.split_whitespace().collect::<Vec<_>>()).code(code).quiet();
    };
    late("", "", 0);
    late("undecided = \"deny\"", "", 1);
    late("undecided = \"deny\"", "--undecided warn", 0);
    late("undecided = \"deny\"", "--undecided x-door=warn", 0);
    late("undecided = \"deny\"", "--undecided iam=warn", 1);
    late("[rules.exposure]\nundecided = \"deny\"", "", 1);
    late("[rules.exposure]\nundecided = \"deny\"\n[[address]]\npattern = \"x_door.late\"\nundecided = \"pass\"", "", 0);
    late("[rules.exposure]\nundecided = \"deny\"", "--undecided pass", 0);
}

#[test]
fn rules_are_switched_on_and_off() {
    let asked_for = Rule { custom: &["attributes: [open]", "opt_in: true"], ..DOOR.named("asked") };
    let ran = |config: &str, options: &[&str]| {
        let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).rule(&DOOR).rule(&asked_for);
        let report = report(&place.file("plangate.toml", config), options);
        let found = findings(&report);
        found.iter().map(|finding| finding.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let off = "[rules.x-door]\nenabled = false";
    assert_eq!(ran("", &[]), ["x-door"]);
    assert_eq!(ran(off, &[]), Vec::<String>::new());
    assert_eq!(ran("[rules.\"x-*\"]\nenabled = false\n[rules.x-door]\nenabled = true", &[]), ["x-door"]);
    for config in [
        "opt-in = [\"all\"]",
        "opt-in = [\"x-asked\"]",
        "[rules.x-asked]\nenabled = true",
        "[rules.exposure]\nenabled = true",
    ] {
        assert_eq!(ran(config, &[]), ["x-asked", "x-door"], "{config}");
        assert_eq!(ran(config, &["--skip", "x-asked"]), ["x-door"], "{config}");
    }
    assert_eq!(ran("opt-in = [\"all\"]\n[rules.x-asked]\nenabled = false", &[]), ["x-door"]);
    // Whoever names a rule wants it.
    assert_eq!(ran(off, &["--select", "x-door"]), ["x-door"]);
    assert_eq!(ran(off, &["--select", "x-*,X_asked"]), ["x-asked"]);
    assert_eq!(ran("[rules.x-asked]\nenabled = false", &["--opt-in", "x-asked"]), ["x-asked", "x-door"]);
    assert_eq!(ran("[rules.x-asked]\nenabled = false", &["--opt-in", "all"]), ["x-door"]);
    let none = run(&doors("[rules.all]\nenabled = false"), &[]).code(2);
    none.complains("no rule is left to judge with").complains("the configuration switches them off");
}

#[test]
fn rules_and_parameters_of_ones_own() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"open\"], msg) if {\n\tsome door in input.resources.x_door\n\tdoor.values.open\n\tmsg := sprintf(\"%v %v\", [data.params.house, data.params.world_prefix_ipv4])\n}\n",
    );
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))])
        .file("mine/door.rego", rule.text())
        .file("mine/params/data.json", "{\"world_prefix_ipv4\": 1}")
        .file("sub/plan.json", crate::making::plan(&[create("x_door.front", &json!({"open": true}))]).to_string())
        .file(
            "plangate.toml",
            "policies = [\"mine\"]\n[params]\nhouse = { name = \"n\", built = 1999-12-31 }\nworld_prefix_ipv4 = 9\n",
        );
    let run = |arguments: &[&str]| plangate(arguments.iter().copied()).at(place.path()).run().code(1).quiet().json();
    let expected = ["fail introduced x_door.front [\"open\"]: {\"built\": \"1999-12-31\", \"name\": \"n\"} 9"];
    let report = run(&["check", "plan.json", "--select", "x-door", "--format", "json"]);
    assert_eq!(facts(&report), expected);
    // Directories begin where the file is.
    let elsewhere =
        plangate(["check", "plan.json", "--select", "x-door", "--format", "json", "--config", "../plangate.toml"]);
    assert_eq!(facts(&elsewhere.at(&place.path().join("sub")).run().code(1).json()), expected);
    // A directory that is named twice is one.
    assert_eq!(
        facts(&run(&["check", "plan.json", "--policy", "./mine", "--select", "x-door", "--format", "json"])),
        expected
    );
    plangate(["explain", "x-door"]).at(place.path()).run().code(0).says("x-door, medium");
    plangate(["rules", "--select", "x-*"]).at(place.path()).run().code(0).says("x-door");
    let other = Place::new().file("plan.json", crate::making::plan(&[]).to_string()).file("plangate.toml", "");
    let digest = |report: &Value| report["tool"]["bundle"].clone();
    let without = plangate(["check", "plan.json", "--format", "json"]).at(other.path()).run().json();
    assert_ne!(digest(&report), digest(&without));
}

#[test]
fn the_form_of_the_report_and_its_colors() {
    let place = doors("[output]\nformat = \"json\"\ncolor = \"always\"\n");
    assert_eq!(run(&place, &[]).code(1).json()["version"], 1);
    run(&place, &["--format", "human"]).code(1).says("plan.json: violations");
    let shown = |options: &[&str], no_color: &str| {
        let command = plangate(["check", "plan.json", "--policy", "rules", "--format", "human"]).at(place.path());
        command.env("NO_COLOR", no_color).args(options).run().stdout.contains('\u{1b}')
    };
    assert!(shown(&[], ""));
    assert!(!shown(&["--color", "never"], "") && !shown(&[], "1"));
    assert!(shown(&["--color", "always"], "1"));
}

#[test]
fn verbose_says_what_is_decided() {
    let place = doors(
        "fail-on = \"high\" # for now\nopt-in = [\"all\"]\n\n[params]\ntrusted_cidrs = [\n  \"198.51.100.0/24\",\n]\n\n\
         [rules.\"x-*\"]\nseverity = \"low\"\nenabled = true\n\n[[address]]\npattern = \"x_door.*\"\ngate = \"introduced\"\n\n\
         [[waivers]]\nrule = \"x-door\"\naddress = \"x_door.front\"\nreason = \"r\"\n",
    );
    let answer = run(&place, &["--select", "x-door", "--fail-on", "critical", "--verbose"]).code(0).quiet();
    let end = answer.stdout.split("plangate.toml: ").nth(1).unwrap();
    assert_snapshot!(format!("plangate.toml: {end}"), @r#"
    plangate.toml: 6 decisions, 1 waiver
      line  1: fail-on = "high", outranked by `--fail-on`
      line  2: opt-in = "all"
      line  5: params.trusted_cidrs = [ "198.51.100.0/24", ]
      line 10: rules."x-*".severity = "low"
      line 11: rules."x-*".enabled = true
      line 15: address "x_door.*".gate = "introduced"
    "#);
    run(&place, &["--no-config", "--verbose"]).code(1).omits("plangate.toml");
}

#[test]
fn the_example_of_the_readme_works() {
    let readme = std::fs::read_to_string(crate::common::root().join("README.md")).unwrap();
    let example = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let place = Place::new()
        .file("plan.json", crate::common::fixture("invalid/plain.json"))
        .file("policies/door.rego", DOOR.text())
        .file("plangate.toml", example.replace("module.legacy.", ""));
    let on = |day: &str| plangate(["check", "plan.json", "--today", day]).at(place.path()).run();
    on("2027-01-31").code(0).quiet().says("no finding, 1 waived").says("the old bastion goes away with the office");
    on("2027-02-01").code(1).quiet().says("waived until 2027-01-31 by plangate.toml:");
}
