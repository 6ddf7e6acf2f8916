//! `--format`: which reports are written, and where. What each of them says is in the module of its name.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::common::{Answer, Plangate, check, plangate};
use crate::making::{DOOR, Place, Whole, but, create};

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
        (vec!["--format", "html="], "`--format html=` names no file"),
        (vec!["--format", "sarif", "out.sarif"], "help: if the report goes there: `--format sarif=out.sarif`"),
        (vec!["--format", "json", "no/such/plan.json"], "help: give the JSON of a plan: "),
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
pub const FORMATS: [&str; 11] =
    ["human", "json", "ndjson", "sarif", "junit", "gitlab", "gitlab-sast", "github", "markdown", "csv", "html"];

/// A run that writes a file in a directory for each form, and what is in them.
pub fn reports(run: Plangate, directory: &Path) -> (Answer, Vec<(&'static str, String)>) {
    let file = |format: &str| directory.join("reports").join(format);
    let named = FORMATS.map(|format| format!("--format={format}={}", file(format).display()));
    let answer = run.args(named).run();
    (answer, FORMATS.map(|format| (format, fs::read_to_string(file(format)).unwrap())).into())
}

#[test]
fn every_form_says_why_a_run_is_no_pass() {
    let shut = create("x_door.front", &json!({"open": false}));
    let later = but(create("x_door.front", &json!({})), &json!({"after_unknown": {"open": true}}));
    let shut_alone = || Place::with_plan(std::slice::from_ref(&shut)).rule(&DOOR);
    let waiver = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.gone\"\nreason = \"nobody knows\"\n";
    for (place, arguments, code, words) in [
        (shut_alone().file("plan.json", "{"), "", 2, "the plan is cut off"),
        (shut_alone().file("other.json", "[]"), "other.json", 2, "this is not a plan: a JSON array"),
        (shut_alone().rule(&DOOR.named("bad").saying("deny contains }\n")), "", 2, "expecting expression"),
        (shut_alone().rule(&DOOR.named("bad").saying("deny contains 7\n")), "", 2, "a finding must be made by"),
        (
            Whole::of(std::slice::from_ref(&shut)).with("errored", true).place().rule(&DOOR),
            "",
            2,
            "planning failed half-way",
        ),
        (
            Whole::of(std::slice::from_ref(&shut)).with("complete", false).place().rule(&DOOR),
            "--undecided deny",
            1,
            "the plan is not complete",
        ),
        (Place::with_plan(&[later]).rule(&DOOR), "--undecided deny", 1, "is known only after apply"),
        (shut_alone().file("plangate.toml", waiver), "--deny-unused-waivers", 1, "x_door.gone"),
    ] {
        let (answer, reports) = reports(place.check("x-*").args(arguments.split_whitespace()), place.path());
        answer.code(code);
        for (format, report) in reports {
            // It says what would be accepted in its own words, at the waiver.
            let words = if format == "github" && words == "x_door.gone" { "unused waiver" } else { words };
            assert!(report.replace('`', "").contains(words), "{format} says nothing of `{words}`: {report}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_form_of_lines_that_can_not_be_written_keeps_no_plan_from_the_others() {
    let place = place();
    let arguments = ["plan.json", "--format", "csv=/dev/full", "--format", "ndjson=lines"];
    place.check("x-door").args(arguments).run().code(2).complains("`/dev/full` can't be written");
    let lines = fs::read_to_string(place.path().join("lines")).unwrap();
    let kinds: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = kinds.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["start", "finding", "plan", "end"]);
}

#[cfg(unix)]
#[test]
fn a_path_through_a_link_is_that_in_the_repository() {
    let place = place()
        .file("repo/.git/HEAD", "")
        .file("repo/infra/main.tf", "resource \"x_door\" \"front\" {\n  open = true\n}\n");
    fs::rename(place.path().join("plan.json"), place.path().join("repo/infra/plan.json")).unwrap();
    std::os::unix::fs::symlink(place.path().join("repo"), place.path().join("link")).unwrap();
    let bad = DOOR.named("bad").saying("deny contains }\n").text();
    let place = place.file("repo/rules/bad.rego", bad);
    for plan in ["repo/infra/plan.json", "link/infra/plan.json"] {
        let plan = place.path().join(plan);
        let run = plangate([
            "check",
            plan.to_str().unwrap(),
            "--select",
            "x-door",
            "--policy",
            "rules",
            "--policy",
            "../rules",
        ]);
        let (answer, reports) = reports(run.at(&place.path().join("repo")), place.path());
        answer.code(2);
        let said = |format: &str| &reports.iter().find(|(name, _)| *name == format).unwrap().1;
        assert!(said("github").contains("\n::error file=infra/main.tf,line=2,"), "{}", said("github"));
        assert!(said("sarif").contains("\"uri\": \"infra/main.tf\""), "{}", said("sarif"));
        assert!(said("csv").contains("\nplan,infra/plan.json,violations,"), "{}", said("csv"));
        assert!(said("gitlab").contains("\"path\": \"infra/main.tf\""), "{}", said("gitlab"));
    }
}

#[test]
fn a_report_is_the_same_whatever_others_are_written() {
    // With findings about providers, modules and checks, and alike ones of which some were there before.
    for plan in ["change-drift-checks-modules", "provenance-old-to-new", "showcase-aws-web", "aws/data-sources"] {
        let place = tempfile::tempdir().unwrap();
        let run = || check(&format!("fixtures/plans/{plan}/plan.json"));
        let (_, reports) = reports(run(), place.path());
        for (format, report) in reports {
            assert_eq!(run().args(["--format", format]).run().stdout, report, "{plan}: {format}");
        }
    }
}
