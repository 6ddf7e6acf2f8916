//! `--gate introduced`, and what reports say of findings that were there before or are put right.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::facts;
use crate::making::{DOOR, Place, Rule, create, delete, marked, no_op, update};
use crate::provenance::{UNLOCKED, open, shut, undecided};
use crate::schema::expect_described;

/// A door that comes with the fault, one that had it, one that gets rid of it, and one that is deposed.
fn all_of_them() -> Place {
    let changes = [
        no_op("x_door.old", &json!({"name": "old", "open": true})),
        create("x_door.new", &json!({"name": "new", "open": true})),
        update("x_door.mended", &json!({"open": true}), &json!({"open": false})),
        marked(delete("x_door.old", &json!({"open": true})), &json!({"deposed": "0123abcd"})),
    ];
    Place::with_plan(&changes).rule(&DOOR)
}

#[test]
fn people_are_told_what_was_there_and_what_is_fixed() {
    let answer = all_of_them().check("x-door").args(["--gate", "introduced"]).run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r#"
    x-door (medium, preexisting)

      ⚠ the door is open
       ╭─[x_door.old:3:10]
     1 │ resource "x_door" "old" {
     2 │   name = "old"
     3 │   open = true
       ·          ────
     4 │ }
       ╰────
      help: Close the door.

    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.new:3:10]
     1 │ resource "x_door" "new" {
     2 │   name = "new"
     3 │   open = true
       ·          ────
     4 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 2 findings (2 medium), 1 introduced and 1 preexisting, 2 fixed
      4 resources: 3 judged, 1 deleted and so not judged
      fixed: x-door at x_door.mended: the door is open
      fixed: x-door at x_door.old (deposed 0123abcd): the door is open
    "#);
}

#[test]
fn programs_are_told_the_same() {
    let report = all_of_them().check("x-door").args(["--format", "json"]).run().code(1).quiet().json();
    expect_described(&report, "a report with everything");
    assert_eq!(
        facts(&report),
        [
            "fail preexisting x_door.old [\"open\"]: the door is open",
            "fail introduced x_door.new [\"open\"]: the door is open",
            "fail fixed x_door.mended [\"open\"]: the door is open",
            "fail fixed x_door.old (deposed 0123abcd) [\"open\"]: the door is open",
        ]
    );
    let counts = json!({
        "resources": 4, "deleted": 1, "judged": 3, "no_rule": 0, "unreadable": 0, "rules": 1, "pass": 1, "fail": 2, "undecided": 0,
        "fixed": 2, "waived": 0,
    });
    assert_eq!(report["plans"][0]["counts"], counts);
    let actions: Vec<&Value> =
        report["plans"][0]["findings"].as_array().unwrap().iter().map(|finding| &finding["actions"]).collect();
    assert_eq!(actions, [&json!(["no-op"]), &json!(["create"]), &json!(["update"]), &json!(["delete"])]);
}

/// The exit codes for one door, with `--gate all`, `--gate introduced`, and both with `--undecided deny`.
#[track_caller]
fn expect_codes(change: &Value, expected: [i32; 4]) {
    let place = Place::with_plan(std::slice::from_ref(change)).rule(&DOOR);
    let options = [
        &["--gate", "all"] as &[&str],
        &["--gate", "introduced"],
        &["--undecided", "deny"],
        &["--gate", "introduced", "--undecided", "deny"],
    ];
    for (options, code) in options.into_iter().zip(expected) {
        let human = place.check("x-door").args(options).run().code(code).quiet();
        let word = if code == 0 { "plan.json: pass, " } else { "plan.json: violations, " };
        let report = place.check("x-door").args(options).args(["--format", "json"]).run().code(code).quiet().json();
        assert_eq!(report["outcome"], if code == 0 { "pass" } else { "violations" });
        human.says(word);
    }
}

#[test]
fn the_gate_may_ask_for_what_the_change_introduces_alone() {
    let door = "x_door.front";
    expect_codes(&create(door, &open()), [1, 1, 1, 1]);
    expect_codes(&update(door, &shut(), &open()), [1, 1, 1, 1]);
    expect_codes(&no_op(door, &open()), [1, 0, 1, 0]);
    expect_codes(&update(door, &open(), &json!({"open": true})), [1, 0, 1, 0]);
    expect_codes(&undecided(&open()), [0, 0, 1, 0]);
    expect_codes(&undecided(&shut()), [0, 0, 1, 1]);
}

#[test]
fn a_heading_tells_what_is_undecided_and_what_was_there() {
    let heading = |before: &Value, options: &[&str]| {
        let place = Place::with_plan(&[undecided(before)]).rule(&DOOR);
        place.check("x-door").args(options).run().stdout.lines().next().unwrap().to_owned()
    };
    let deny = ["--undecided", "deny"];
    let deny_new = ["--undecided", "deny", "--gate", "introduced"];
    assert_eq!(heading(&open(), &[]), "x-door (medium, undecided, preexisting)");
    assert_eq!(heading(&shut(), &[]), "x-door (medium, undecided)");
    assert_eq!(heading(&open(), &deny), "x-door (medium, undecided, denied, preexisting)");
    assert_eq!(heading(&open(), &deny_new), "x-door (medium, undecided, preexisting)");
    assert_eq!(heading(&shut(), &deny_new), "x-door (medium, undecided, denied)");
}

#[test]
fn instances_that_differ_in_provenance_are_told_apart() {
    let doors = [
        no_op("x_door.side[\"a\"]", &open()),
        no_op("x_door.side[\"b\"]", &open()),
        create("x_door.side[\"c\"]", &open()),
    ];
    let report = Place::with_plan(&doors).rule(&DOOR).check("x-door").run().code(1).quiet();
    let headings: Vec<&str> = report.stdout.lines().filter(|line| line.starts_with("x-door")).collect();
    assert_eq!(headings, ["x-door (medium, preexisting)", "x-door (medium)"]);
    report.says("also: x_door.side[\"b\"]\n").says("3 findings (3 medium), 1 introduced and 2 preexisting\n");
}

#[test]
fn a_gate_without_a_name_lets_nothing_by() {
    let place = Place::with_plan(&[no_op("x_door.front", &open())]).rule(&DOOR);
    place
        .check("x-door")
        .run()
        .code(1)
        .says("x-door (medium, preexisting)")
        .says("1 finding (1 medium), 0 introduced and 1 preexisting");
    place.check("x-door").args(["--gate", "new"]).run().code(2).complains("invalid value 'new' for '--gate <WHICH>'");
}

#[test]
fn what_is_fixed_never_fails_a_run() {
    let places = [
        Place::with_plan(&[update("x_door.front", &open(), &shut())]).rule(&DOOR),
        Place::with_plan(&[delete("x_door.front", &open())]).rule(&DOOR),
        Place::with_plan(&[no_op("x_door.front", &open()), create("x_lock.main", &json!({"door": "front"}))])
            .rule(&Rule { name: "door", ..UNLOCKED.saying(UNLOCKED.body) }),
    ];
    for place in places {
        for undecided in ["warn", "deny", "pass"] {
            for gate in ["all", "introduced"] {
                for bar in ["low", "medium", "critical"] {
                    let options = ["--undecided", undecided, "--gate", gate, "--fail-on", bar];
                    let answer = place.check("x-door").args(options).run().code(0).quiet();
                    answer
                        .says("plan.json: pass, no finding, 1 fixed\n")
                        .says("\n  fixed: x-door at x_door.front: ")
                        .omits("⚠");
                    let report = place.check("x-door").args(options).args(["--format", "json"]).run().code(0).json();
                    let provenance = &report["plans"][0]["findings"][0]["provenance"];
                    assert_eq!((provenance, &report["outcome"]), (&json!("fixed"), &json!("pass")));
                }
            }
        }
    }
}
