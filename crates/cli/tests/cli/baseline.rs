//! `plangate baseline` and `check --baseline`.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, plangate};
use crate::making::{DOOR, Place, Whole, but, create, plan, update};
use crate::schema::expect_described;

fn doors(names: &[&str]) -> String {
    let changes: Vec<Value> =
        names.iter().map(|name| create(&format!("x_door.{name}"), &json!({"open": true}))).collect();
    plan(&changes).to_string()
}

fn place(names: &[&str]) -> Place {
    Place::new().file("plan.json", doors(names)).rule(&DOOR)
}

/// `plangate baseline` of these plans.
fn write(place: &Place, arguments: &[&str]) -> Answer {
    let command = plangate(["baseline", "--policy", "rules", "--select", "x-*", "--today", "2026-06-30"]);
    command.at(place.path()).args(arguments).run()
}

fn check(place: &Place, arguments: &[&str]) -> Answer {
    place.check("x-*").args(["--baseline", "old.json"]).args(arguments).run()
}

#[test]
fn it_lists_what_is_found_in_an_order_of_its_own() {
    let place = place(&["side[\"b\"]", "side[\"a\"]", "front"]);
    let written = write(&place, &["plan.json"]).code(0).quiet();
    assert_snapshot!(written.stdout, @r#"
    {
      "version": 1,
      "findings": [
        {"rule":"x-door","address":"x_door.front","fingerprint":"4fe0dde371af8dd661335a389f4d00c5","verdict":"fail"},
        {"rule":"x-door","address":"x_door.side[\"a\"]","fingerprint":"1a8fc97d149a140f7e9d22df04a1aff0","verdict":"fail"},
        {"rule":"x-door","address":"x_door.side[\"b\"]","fingerprint":"40ba82b132ec3d281b62a7329447f2ba","verdict":"fail"}
      ]
    }
    "#);
    let to_file = write(&place, &["plan.json", "-o", "old.json"]).code(0).quiet();
    assert_eq!(to_file.stdout, "");
    assert_eq!(std::fs::read_to_string(place.path().join("old.json")).unwrap(), written.stdout);
    // Written again, it is the same, and stands alone.
    assert_eq!(write(&place, &["plan.json", "plan.json"]).stdout, written.stdout);
    let none = Place::with_plan(&[]).rule(&DOOR);
    assert_eq!(write(&none, &["plan.json"]).code(0).stdout, "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

#[test]
fn what_it_has_is_waived_and_what_is_new_is_not() {
    let place = place(&["front", "side"]);
    write(&place, &["plan.json", "-o", "old.json"]).code(0);
    assert_snapshot!(check(&place, &[]).code(0).quiet().stdout, @r#"
    plan.json: pass, no finding, 2 waived
      2 resources: 2 judged
      waived: 2 findings by the baseline
    "#);
    let report = check(&place, &["--format", "json"]).code(0).json();
    expect_described(&report, "a report with a baseline");
    assert_eq!(
        report["plans"][0]["findings"][1]["waived"],
        json!({"by": "baseline", "reason": null, "owner": null, "expires": null, "place": {"file": "old.json", "line": 5, "column": 5}})
    );
    let place = place.file("plan.json", doors(&["front", "side", "back"]));
    check(&place, &[]).code(1).quiet().says("1 finding (1 medium), 2 waived").says("x_door.back");
}

#[test]
fn what_no_longer_occurs_is_reported() {
    let place = place(&["front", "side", "back"]);
    write(&place, &["plan.json", "-o", "old.json"]).code(0);
    let place = place.file("plan.json", doors(&["front"]));
    assert_snapshot!(check(&place, &["--verbose"]).code(0).quiet().stdout, @r#"
    plan.json: pass, no finding, 1 waived
      1 resource: 1 judged
      waived: x-door at x_door.front: the door is open
        it is in the baseline
        by old.json:5:5
      1 of 1 rule ran: 0 pass, 0 fail, 0 undecided, 1 waived
        x-door  0 pass, 0 fail, 0 undecided, 1 waived
    old.json: 2 entries no longer occur; `plangate baseline` writes it anew
      line 4: x-door at x_door.back
      line 6: x-door at x_door.side
    "#);
    check(&place, &[]).code(0).says("old.json: 2 entries no longer occur; `plangate baseline` writes it anew\n");
    let report = check(&place, &["--format", "json", "--deny-unused-waivers"]).code(0).json();
    let gone: Vec<&Value> =
        report["waivers"]["gone"].as_array().unwrap().iter().map(|entry| &entry["address"]).collect();
    assert_eq!(gone, ["x_door.back", "x_door.side"]);
    // Who did not look can't tell.
    let other = place.rule(&DOOR.named("other"));
    let narrow = other.check("x-other").args(["--baseline", "old.json"]).run();
    narrow.code(1).omits("no longer");
    check(&other.file("empty.json", ""), &["empty.json"]).code(2).omits("no longer");
}

#[test]
fn of_findings_alike_as_many_are_waived_as_there_were() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"locks\", i], \"a lock is open\") if {\n\tsome door in input.resources.x_door\n\tsome i, \"open\" in door.values.locks\n}\n",
    );
    let plan = |locks: &[&str]| plan(&[create("x_door.front", &json!({"locks": locks}))]).to_string();
    let place = Place::new().file("plan.json", plan(&["open", "open"])).rule(&rule);
    let written = write(&place, &["plan.json", "-o", "old.json"]).code(0);
    assert_eq!(written.stdout, "");
    let text = std::fs::read_to_string(place.path().join("old.json")).unwrap();
    assert!(text.contains("\"verdict\":\"fail\",\"count\":2}"), "{text}");
    check(&place, &[]).code(0);
    // Positions move.
    let place = place.file("plan.json", plan(&["shut", "open", "shut", "open"]));
    check(&place, &[]).code(0).omits("no longer");
    let place = place.file("plan.json", plan(&["open", "open", "open"]));
    check(&place, &[]).code(1).says("1 finding (1 medium), 2 waived");
    let place = place.file("plan.json", plan(&["open"]));
    check(&place, &[]).code(0).says("old.json: 1 entry no longer occurs");
}

#[test]
fn what_was_accepted_as_undecided_is_not_accepted_as_a_fail() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"open\"], \"the door is open\") if {\n\tsome door in input.resources.x_door\n\tis_open(door)\n}\n\nis_open(door) if door.values.open\n\nis_open(door) if door.unknown.open\n",
    );
    let late = but(create("x_door.front", &json!({})), &json!({"after_unknown": {"open": true}}));
    let late =
        Whole::of(&[late]).written("x_door.front", &json!({"open": {"references": ["x_key.k.id", "x_key.k"]}})).text();
    let undecided = Place::new().file("plan.json", &late).rule(&rule);
    write(&undecided, &["plan.json", "-o", "old.json"]).code(0);
    check(&undecided, &["--undecided", "deny"]).code(0);
    check(&undecided.file("plan.json", doors(&["front"])), &[]).code(1).says("old.json: 1 entry no longer occurs");
    let open = Place::new().file("plan.json", doors(&["front"])).rule(&rule);
    write(&open, &["plan.json", "-o", "old.json"]).code(0);
    check(&open.file("plan.json", &late), &["--undecided", "deny"]).code(0).omits("no longer");
}

#[test]
fn what_a_waiver_accepts_or_the_change_puts_right_is_not_in_it() {
    let changes = [
        create("x_door.front", &json!({"open": true})),
        create("x_door.side", &json!({"open": true})),
        update("x_door.mended", &json!({"open": true}), &json!({"open": false})),
    ];
    let waiver = "[[waivers]]\nrule = 'x-door'\naddress = 'x_door.front'\nreason = 'r'\nexpires = 2026-06-30\n";
    let place = Place::with_plan(&changes).rule(&DOOR).file("plangate.toml", waiver);
    let written = write(&place, &["plan.json"]).code(0).stdout;
    assert!(
        written.contains("x_door.side") && !written.contains("x_door.front") && !written.contains("mended"),
        "{written}"
    );
    let without = write(&place, &["plan.json", "--no-config"]).code(0).stdout;
    assert!(without.contains("x_door.front"), "{without}");
}

#[test]
fn no_secret_is_in_it() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"code\"], sprintf(\"the code is %s\", [door.values.code])) if some door in input.resources.x_door\n",
    );
    let change =
        but(create("x_door.front", &json!({"code": "hunter2-and-more"})), &json!({"after_sensitive": {"code": true}}));
    let place = Place::with_plan(&[change]).rule(&rule);
    let written = write(&place, &["plan.json", "-o", "old.json"]).code(0);
    assert!(!written.both().contains("hunter2"));
    assert!(!std::fs::read_to_string(place.path().join("old.json")).unwrap().contains("hunter2"));
    check(&place, &[]).code(0);
}

#[test]
fn half_a_list_is_not_written() {
    let place = place(&["front"]).file("empty.json", "").file("old.json", "kept");
    let answer = write(&place, &["plan.json", "empty.json", "-o", "old.json"]).code(2);
    answer.complains("could not judge empty.json");
    let broken = place.rule(&DOOR.named("broken").saying("deny contains x if {\n"));
    write(&broken, &["plan.json", "-o", "old.json"]).code(2).complains("rules/broken.rego");
    assert_eq!(std::fs::read_to_string(broken.path().join("old.json")).unwrap(), "kept");
}

#[test]
fn what_is_no_baseline_is_refused() {
    let said = |text: &str| {
        let answer = check(&place(&["front"]).file("old.json", text), &[]).code(2);
        assert_eq!(answer.stdout, "");
        answer.stderr
    };
    assert_snapshot!(said("{"), @r#"
    × `old.json` is no baseline: EOF while parsing an object at line 1 column 1
    help: `plangate baseline PLAN... -o FILE` writes one
    "#);
    assert_snapshot!(said("{\"version\": 2, \"findings\": []}"), @r#"
    × `old.json` is no baseline: version 2 of the format is not known
    help: `plangate baseline PLAN... -o FILE` writes one
    "#);
    assert_snapshot!(said("{\"version\": 1, \"findings\": [\n{\"rule\": \"x\"}]}"), @r#"
    × `old.json` is no baseline: missing field `address` in line 2
    help: `plangate baseline PLAN... -o FILE` writes one
    "#);
    check(&place(&["front"]), &[]).code(2).complains("`old.json` can't be read: ");
}

#[test]
fn a_baseline_of_all_fixtures_waives_all_of_them() {
    let place = Place::new();
    let file = place.path().join("old.json").display().to_string();
    plangate(["baseline", "fixtures/plans", "--opt-in", "all", "-o", &file]).run().code(0).quiet();
    let options = ["fixtures/plans", "--opt-in", "all", "--baseline", &file, "--format", "json"];
    let report = plangate(["check"]).args(options).run().code(0).quiet().json();
    assert_eq!(report["waivers"]["gone"], json!([]));
    let mut waived = 0;
    for plan in report["plans"].as_array().unwrap() {
        let counts = &plan["counts"];
        assert_eq!((&counts["fail"], &counts["undecided"]), (&json!(0), &json!(0)), "{}", plan["file"]);
        waived += counts["waived"].as_u64().unwrap();
    }
    assert!(waived > 500, "{waived}");
}
