//! Waivers: what they accept, until when, and those that do nothing.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, plangate};
use crate::making::{DOOR, Place, Rule, Whole, but, create, update};
use crate::schema::expect_described;

/// A waiver with more keys than it must have.
fn waiver(address: &str, more: &str) -> String {
    format!("[[waivers]]\nrule = \"x-door\"\naddress = '{address}'\nreason = \"the caretaker knows\"\n{more}\n")
}

fn doors(config: &str) -> Place {
    let open = json!({"open": true});
    let names = ["x_door.front", "x_door.side[\"a\"]", "x_door.side[\"b\"]"];
    Place::with_plan(&names.map(|name| create(name, &open))).rule(&DOOR).file("plangate.toml", config)
}

fn run(place: &Place, options: &[&str]) -> Answer {
    place.check("x-door").args(["--today", "2026-06-30"]).args(options).run()
}

/// Addresses of the findings that are waived.
#[track_caller]
fn waived(place: &Place) -> Vec<String> {
    let report = run(place, &["--format", "json"]).quiet().json();
    expect_described(&report, "a report with waivers");
    let plan = &report["plans"][0];
    let findings = plan["findings"].as_array().unwrap().iter();
    let waived: Vec<String> = findings
        .filter(|finding| !finding["waived"].is_null())
        .map(|finding| finding["address"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(plan["counts"]["waived"], waived.len());
    waived
}

#[test]
fn a_waived_finding_is_no_violation_and_is_still_in_the_report() {
    let place = doors(&waiver("**", "owner = \"ops\"\nexpires = 2026-12-31"));
    let report = run(&place, &["--format", "json"]).code(0).quiet().json();
    let plan = &report["plans"][0];
    assert_eq!((&report["outcome"], &plan["outcome"]), (&json!("pass"), &json!("pass")));
    assert_eq!((&plan["counts"]["fail"], &plan["counts"]["waived"]), (&json!(0), &json!(3)));
    assert_eq!(plan["findings"].as_array().unwrap().len(), 3);
    assert_eq!(
        plan["findings"][0]["waived"],
        json!({
            "by": "config", "reason": "the caretaker knows", "owner": "ops", "expires": "2026-12-31",
            "place": {"file": "plangate.toml", "line": 1, "column": 1},
        })
    );
    assert_eq!(report["waivers"], json!({"unused": [], "expired": [], "gone": []}));
    assert_snapshot!(run(&place, &[]).code(0).quiet().stdout, @r#"
    plan.json: pass, no finding, 3 waived
      3 resources: 3 judged
      waived: x-door at x_door.front and 2 more: the caretaker knows
    "#);
    assert_snapshot!(run(&place, &["--verbose"]).code(0).quiet().stdout, @r#"
    plan.json: pass, no finding, 3 waived
      3 resources: 3 judged
      waived: x-door at x_door.front: the door is open
        the caretaker knows
        by plangate.toml:1:1, owner ops, until 2026-12-31
      waived: x-door at x_door.side["a"]: the door is open
        the caretaker knows
        by plangate.toml:1:1, owner ops, until 2026-12-31
      waived: x-door at x_door.side["b"]: the door is open
        the caretaker knows
        by plangate.toml:1:1, owner ops, until 2026-12-31
      1 of 1 rule ran: 0 pass, 0 fail, 0 undecided, 3 waived
        x-door  0 pass, 0 fail, 0 undecided, 3 waived
    plangate.toml: 0 decisions, 1 waiver
    "#);
}

#[test]
fn a_waiver_is_about_addresses() {
    for (address, expected) in [
        ("x_door.front", &["x_door.front"] as &[&str]),
        ("x_door.side", &["x_door.side[\"a\"]", "x_door.side[\"b\"]"]),
        ("x_door.side[\"b\"]", &["x_door.side[\"b\"]"]),
        ("x_door.s*", &["x_door.side[\"a\"]", "x_door.side[\"b\"]"]),
        ("module.m.x_door.front", &[]),
        ("x_door", &[]),
    ] {
        assert_eq!(waived(&doors(&waiver(address, ""))), expected, "{address}");
    }
}

#[test]
fn a_waiver_is_about_rules() {
    for (word, code) in
        [("x-door", 0), ("X_door", 0), ("x-*", 0), ("exposure", 0), ("medium", 0), ("all", 0), ("iam", 1)]
    {
        let place = doors(&waiver("**", "").replace("\"x-door\"", &format!("\"{word}\"")));
        run(&place, &[]).code(code);
    }
}

/// A plan whose finding is at `list[1].name`.
fn listed(values: &Value, config: &str) -> Place {
    let rule = Rule { custom: &["attributes: [list]"], ..DOOR }.saying(
        "deny contains finding.at(door, [\"list\", 1, \"name\"], \"the name is bad\") if some door in input.resources.x_door\n",
    );
    let change =
        but(create("x_door.front", values), &json!({"after_sensitive": {"list": [{}, {"name": values["hide"]}]}}));
    Place::with_plan(&[change]).rule(&rule).file("plangate.toml", config)
}

#[test]
fn a_waiver_may_be_about_a_path_and_a_value() {
    let values = |name: Value, hide: bool| json!({"list": [{"name": "first"}, {"name": name}], "hide": hide});
    let code = |name: Value, more: &str, code| {
        run(&listed(&values(name, false), &waiver("**", more)), &[]).code(code);
    };
    code(json!("second"), "path = 'list[1].name'", 0);
    code(json!("second"), "path = 'list.name'", 0);
    code(json!("second"), "path = 'list'", 0);
    code(json!("second"), "path = 'list[0]'", 1);
    code(json!("second"), "path = 'name'", 1);
    code(json!("second"), "value = 'second'", 0);
    code(json!("second"), "path = 'list'\nvalue = 'first'", 1);
    code(json!(22), "value = 22", 0);
    code(json!(22), "value = '22'", 0);
    code(json!(22), "value = 22.5", 1);
    code(json!(true), "value = true", 0);
    code(json!(["second"]), "value = 'second'", 1);
    // Whether it is the secret is nobody's business.
    run(&listed(&values(json!("second"), true), &waiver("**", "value = 'second'")), &[]).code(1);
    run(&listed(&values(json!("second"), true), &waiver("**", "path = 'list'")), &[]).code(0);
}

#[test]
fn no_secret_is_shown_through_a_waiver() {
    let values = json!({"list": [{}, {"name": "hunter2-and-more"}], "hide": true});
    let config = waiver("**", "owner = 'hunter2-and-more'").replace("the caretaker", "hunter2-and-more")
        + &waiver("x_door.none", "value = 'hunter2-and-more'");
    let place = listed(&values, &config);
    for options in [&["--verbose"] as &[&str], &[], &["--format", "json"]] {
        let answer = run(&place, options).code(0);
        assert!(!answer.both().contains("hunter2"), "{}", answer.both());
        answer.says("(sensitive) knows");
    }
}

#[test]
fn the_last_day_is_the_whole_day_in_utc() {
    let place = doors(&waiver("**", "expires = 2027-01-31"));
    let on = |day: &str| place.check("x-door").args(["--today", day]).run();
    on("2027-01-30").code(0).quiet();
    on("2027-01-31").code(0).quiet();
    let late = on("2027-02-01").code(1).quiet();
    late.says("plangate.toml:1:1: the waiver of `x-door` at `**` expired on 2027-01-31\n");
    on("2028-01-31").code(1);
    on("2027-02-30").code(2).complains("invalid value '2027-02-30' for '--today <DATE>': there is no such day");
    // The clock of this machine is far from both.
    doors(&waiver("**", "expires = 9999-12-31")).check("x-door").run().code(0);
    doors(&waiver("**", "expires = 2020-01-01")).check("x-door").run().code(1);
    let help = plangate(["check", "--help"]).run().code(0);
    help.omits("--today");
}

#[test]
fn a_finding_says_which_waiver_would_accept_it() {
    let place =
        doors(&(waiver("x_door.front", "expires = 2026-06-29") + &waiver("x_door.side", "expires = '2026-06-30'")));
    assert_snapshot!(run(&place, &[]).code(1).quiet().stdout, @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.front:2:10]
     1 │ resource "x_door" "front" {
     2 │   open = true
       ·          ────
     3 │ }
       ╰────
      help: Close the door.
            waived until 2026-06-29 by plangate.toml:1:1

    plan.json: violations, 1 finding (1 medium), 2 waived
      3 resources: 3 judged
      waived: x-door at x_door.side["a"] and 1 more: the caretaker knows
    plangate.toml:1:1: the waiver of `x-door` at `x_door.front` expired on 2026-06-29
    "#);
    let report = run(&place, &["--format", "json"]).code(1).json();
    assert_eq!(
        report["waivers"]["expired"],
        json!([{
            "by": "config", "rule": "x-door", "address": "x_door.front", "path": null, "owner": null, "expires": "2026-06-29",
            "place": {"file": "plangate.toml", "line": 1, "column": 1},
        }])
    );
}

#[test]
fn of_two_waivers_the_one_that_holds_counts_and_both_are_used() {
    let place = doors(&(waiver("x_door.*", "expires = 2026-06-29") + &waiver("**", "") + &waiver("x_door.front", "")));
    let report = run(&place, &["--format", "json"]).code(0).json();
    let lines: Vec<&Value> =
        report["plans"][0]["findings"].as_array().unwrap().iter().map(|f| &f["waived"]["place"]["line"]).collect();
    assert_eq!(lines, [&json!(6), &json!(6), &json!(6)]);
    assert_eq!(report["waivers"]["unused"], json!([]));
}

#[test]
fn unused_waivers_are_reported_and_may_fail_the_run() {
    let config = waiver("**", "") + &waiver("x_door.back", "path = 'open'");
    let place = doors(&config);
    assert_snapshot!(run(&place, &[]).code(0).quiet().stdout, @r#"
    plan.json: pass, no finding, 3 waived
      3 resources: 3 judged
      waived: x-door at x_door.front and 2 more: the caretaker knows
    plangate.toml:6:1: unused waiver: nothing is found of `x-door` at `x_door.back`, `open`
    "#);
    let denied = run(&place, &["--deny-unused-waivers"]).code(1).quiet();
    denied.says("`x-door` at `x_door.back`, `open` (fails the run: `--deny-unused-waivers`)\n");
    let report = run(&place, &["--deny-unused-waivers", "--format", "json"]).code(1).json();
    assert_eq!((&report["outcome"], &report["plans"][0]["outcome"]), (&json!("violations"), &json!("pass")));
    run(&doors(&waiver("**", "")), &["--deny-unused-waivers"]).code(0);
    // One that has expired is reported as that.
    run(&doors(&(waiver("**", "") + &waiver("x_door.back", "expires = 2026-06-29"))), &["--deny-unused-waivers"])
        .code(0);
}

#[test]
fn what_was_not_looked_at_is_not_unused() {
    let other = DOOR.named("other");
    let place = doors(&(waiver("**", "") + &waiver("**", "").replace("x-door", "x-other"))).rule(&other);
    // The other rule was not chosen.
    run(&place, &["--deny-unused-waivers"]).code(0).omits("unused");
    // A plan that could not be judged may have it.
    let place = doors(&waiver("x_door.back", "")).file("empty.json", "");
    run(&place, &["empty.json", "--deny-unused-waivers"]).code(2).omits("unused");
    // A waiver that one of two plans needs is used.
    let back = crate::making::plan(&[create("x_door.back", &json!({"open": true}))]).to_string();
    let place = doors(&(waiver("x_door.back", "") + &waiver("x_door.front", "") + &waiver("x_door.side", "")));
    let report = run(&place.file("back.json", back), &["back.json", "--deny-unused-waivers", "--format", "json"]);
    let report = report.code(0).json();
    let unused = |waivers: &Value| waivers["unused"].as_array().unwrap().len();
    assert_eq!(unused(&report["waivers"]), 0);
    assert_eq!((unused(&report["plans"][0]["waivers"]), unused(&report["plans"][1]["waivers"])), (1, 2));
}

#[test]
fn a_verdict_is_waived_when_all_of_its_findings_are() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [key], sprintf(\"%s is true\", [key])) if {\n\tsome door in input.resources.x_door\n\tsome key, true in door.values\n}\n",
    );
    let counts = |config: &str| {
        let place = Place::with_plan(&[create("x_door.front", &json!({"a": true, "b": true}))]).rule(&rule);
        let report = run(&place.file("plangate.toml", config), &["--format", "json"]).json();
        let counts = &report["plans"][0]["counts"];
        (counts["fail"].as_u64().unwrap(), counts["waived"].as_u64().unwrap(), report["outcome"].clone())
    };
    assert_eq!(counts(""), (1, 0, json!("violations")));
    assert_eq!(counts(&waiver("**", "path = 'a'")), (1, 0, json!("violations")));
    assert_eq!(counts(&waiver("**", "")), (0, 1, json!("pass")));
}

#[test]
fn undecided_findings_can_be_waived_and_fixed_ones_need_it_not() {
    let late = but(create("x_door.late", &json!({})), &json!({"after_unknown": {"open": true}}));
    let place = Whole::of(&[late, update("x_door.mended", &json!({"open": true}), &json!({"open": false}))])
        .written("x_door.late", &json!({"open": {"references": ["x_key.k.id", "x_key.k"]}}))
        .place()
        .rule(&DOOR);
    run(&place, &["--undecided", "deny"]).code(1);
    let place = place.file("plangate.toml", waiver("**", "") + &waiver("x_door.mended", ""));
    let report = run(&place, &["--undecided", "deny", "--format", "json"]).code(0).json();
    let counts = &report["plans"][0]["counts"];
    assert_eq!((&counts["undecided"], &counts["waived"], &counts["fixed"]), (&json!(0), &json!(1), &json!(1)));
    assert_eq!(report["plans"][0]["findings"][1]["waived"], Value::Null);
    assert_eq!(report["waivers"]["unused"][0]["address"], "x_door.mended");
}
