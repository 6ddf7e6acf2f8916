//! `--format`: which reports are written, and where. What each of them says is in the module of its name.

use std::fs;

use serde_json::json;

use crate::common::{check, plangate};
use crate::making::{DOOR, Place, create};

fn place() -> Place {
    Place::with_plan(&[create("x_door.front", &json!({"name": "front", "open": true}))]).rule(&DOOR)
}

#[test]
fn several_reports_of_one_run_each_go_to_their_place() {
    let place = place();
    let alone = |format: &str| place.check("x-door").args(["--format", format]).run().code(1).quiet().stdout;
    let answer = place
        .check("x-door")
        .args(["--format", "json=out/deep/report.json", "--format", "human", "--format", "ndjson=lines"])
        .run()
        .code(1)
        .quiet();
    assert_eq!(answer.stdout, alone("human"));
    let file = |name: &str| fs::read_to_string(place.path().join(name)).unwrap();
    assert_eq!(file("out/deep/report.json"), alone("json"));
    assert_eq!(file("lines"), alone("ndjson"));
}

#[test]
fn files_alone_leave_standard_output_empty() {
    let place = place();
    let answer = place.check("x-door").args(["--format", "human=report.txt"]).run().code(1).quiet();
    assert_eq!(answer.stdout, "");
    let report = fs::read_to_string(place.path().join("report.txt")).unwrap();
    assert!(report.contains("the door is open"), "{report}");
}

#[test]
fn output_is_the_file_of_the_form_that_names_none_and_a_dash_is_standard_output() {
    let place = place();
    let arguments = ["--format", "json=-", "--format", "human", "-o", "report.txt"];
    let answer = place.check("x-door").args(arguments).run().code(1).quiet();
    assert_eq!(answer.json()["outcome"], "violations");
    assert!(fs::read_to_string(place.path().join("report.txt")).unwrap().starts_with("x-door (medium)\n"));
}

#[test]
fn what_can_not_be_meant_is_refused_before_anything_is_judged() {
    for (arguments, complaint) in [
        (vec!["--format", "json", "--format", "human"], "two reports go to standard output"),
        (vec!["--format", "json=a", "--format", "human=./a"], "two reports go to `./a`"),
        (vec!["--format", "json=a", "-o", "b"], "each `--format` has its file, and `--output b` is left over"),
        (vec!["--format", "jsn"], "invalid value 'jsn' for '--format <FORMAT[=FILE]>'"),
        (vec!["--format", "jsn"], "a similar value exists: 'json'"),
        (vec!["--format", "json=plan.json"], "`plan.json` is a plan to judge, and where a report would go"),
        (vec!["-o", "file/report"], "`file/report` can't be written"),
    ] {
        let place = place().file("file", "");
        let before = fs::read(place.path().join("plan.json")).unwrap();
        let answer = place.check("x-door").args(arguments).run().code(2).complains(complaint);
        assert_eq!(answer.stdout, "");
        assert_eq!(fs::read(place.path().join("plan.json")).unwrap(), before);
    }
}

#[test]
fn a_run_that_ends_early_leaves_no_report_of_another_run() {
    let place = place();
    let report = place.path().join("report.json");
    place.check("x-door").args(["--format", "json=report.json"]).run().code(1);
    assert!(report.exists());
    place.check("no-such-rule").args(["--format", "json=report.json"]).run().code(2);
    assert!(!report.exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_can_not_be_written_keeps_none_of_the_others_from_it() {
    let place = place();
    let arguments = ["--format", "json=/dev/full", "--format", "human=report.txt"];
    place.check("x-door").args(arguments).run().code(2).complains("`/dev/full` can't be written");
    assert!(fs::read_to_string(place.path().join("report.txt")).unwrap().contains("the door is open"));
}

#[test]
fn all_forms_are_listed_and_each_says_the_same_twice() {
    let help = plangate(["check", "--help"]).run().code(0).stdout;
    let listed = help.split("--format <FORMAT[=FILE]>").nth(1).unwrap().split("--output").next().unwrap();
    for format in FORMATS {
        assert!(listed.contains(&format!("- {format}:")), "{format}: {listed}");
        let run = || check("fixtures/plans/showcase-aws-web/plan.json").args(["--format", format]).run().code(1).stdout;
        let report = run();
        assert!(report.contains("aws-sg-ingress-ssh"), "{format}");
        assert_eq!(report, run(), "{format}");
    }
    assert_eq!(listed.matches("\n          - ").count(), FORMATS.len(), "{listed}");
}

/// Every form there is.
const FORMATS: [&str; 11] =
    ["human", "json", "ndjson", "sarif", "junit", "gitlab", "gitlab-sast", "github", "markdown", "csv", "html"];
