//! The JSON report: what it says, that it is the same every time, and where it goes. Its form is held by `schema`.

use serde_json::{Value, json};

use crate::common::{SSH, check, check_by, findings, plangate, plans};
use crate::making::{DOOR, Place, create};

fn report(arguments: &str) -> Value {
    check(&format!("{arguments} --format json")).run().json()
}

#[test]
fn a_finding_is_all_there() {
    let door = create("x_door.side[\"a\"]", &json!({"name": "side", "open": true}));
    let place = Place::with_plan(&[door]).rule(&DOOR);
    let report = place.check("x-door").args(["--format", "json"]).run().code(1).quiet().json();
    let mut plan = report["plans"][0].clone();
    let finding = plan["findings"][0].take();
    assert_eq!(
        finding,
        json!({
            "rule": "x-door", "aliases": ["X_door"], "title": "Door is open", "domain": "exposure", "severity": "medium",
            "verdict": "fail", "provenance": "introduced", "regraded": null, "waived": null,
            "address": "x_door.side[\"a\"]", "module": "", "type": "x_door", "actions": ["create"],
            "path": ["open"], "message": "the door is open", "depends_on": [], "source": null,
            "fingerprint": finding["fingerprint"], "remediation": "Close the door.", "controls": {},
        })
    );
    let counts = json!({
        "resources": 1, "deleted": 0, "judged": 1, "no_rule": 0, "unreadable": 0, "rules": 1, "pass": 0, "fail": 1, "undecided": 0, "fixed": 0, "waived": 0,
    });
    assert_eq!(
        plan,
        json!({
            "file": "plan.json", "digest": plan["digest"], "terraform_version": "1.11.4", "format_version": "1.2",
            "outcome": "violations", "counts": counts, "findings": [null], "grants": [], "notes": [],
            "waivers": {"unused": [], "expired": [], "gone": []}, "errors": [],
        })
    );
    let tool = json!({"name": "plangate", "version": env!("CARGO_PKG_VERSION"), "bundle": report["tool"]["bundle"]});
    assert_eq!(
        (&report["version"], &report["tool"], &report["config"], &report["outcome"], &report["errors"]),
        (&json!(1), &tool, &Value::Null, &json!("violations"), &json!([]))
    );
    assert_eq!(report["waivers"], json!({"unused": [], "expired": [], "gone": []}));
}

#[test]
fn digests_follow_what_they_are_of() {
    let digests = |place: &Place| {
        let report = place.check("x-door").args(["--format", "json"]).run().json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let plan = &report["plans"][0];
        (text(&report["tool"]["bundle"]), text(&plan["digest"]), text(&plan["findings"][0]["fingerprint"]))
    };
    let place = |name: &str, rule: &crate::making::Rule| {
        Place::with_plan(&[create("x_door.front", &json!({"open": true, "name": name}))]).rule(rule)
    };
    let (bundle, plan, fingerprint) = digests(&place("a", &DOOR));
    let (same_bundle, other_plan, same_fingerprint) = digests(&place("b", &DOOR));
    assert_eq!((&same_bundle, &same_fingerprint), (&bundle, &fingerprint));
    assert_ne!(other_plan, plan);
    let louder = DOOR.saying(
        "deny contains finding.at(door, [\"open\"], \"THE DOOR IS OPEN\") if some door in input.resources.x_door\n",
    );
    let (other_bundle, same_plan, other_fingerprint) = digests(&place("a", &louder));
    assert_eq!(same_plan, plan);
    assert!(other_bundle != bundle && other_fingerprint != fingerprint);
}

#[test]
fn the_digest_of_a_plan_is_the_one_that_sha256sum_prints() {
    let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(report("fixtures/invalid/empty.json")["plans"][0]["digest"], empty);
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let plans = "fixtures/plans fixtures/invalid";
    for format in ["json", "human"] {
        let run = |jobs: &str| check(&format!("{plans} --format {format} {jobs}")).run();
        let first = run("");
        assert!(first.stdout.len() > 10_000);
        for jobs in ["", "--jobs 1", "--jobs 2", "--jobs 4"] {
            let again = run(jobs);
            assert!(again.both() == first.both() && again.code == first.code, "{format} {jobs}: not the same bytes");
        }
    }
}

#[test]
fn outcome_and_exit_code_agree_and_the_whole_is_the_worst_of_the_plans() {
    const WORDS: [&str; 3] = ["pass", "violations", "could-not-judge"];
    let code = |outcome: &Value| WORDS.iter().position(|word| outcome == word).unwrap();
    let mut seen = Vec::new();
    for arguments in [
        "fixtures/plans/refresh-only/plan.json",
        "fixtures/invalid/plain.json",
        "fixtures/invalid/plain.json fixtures/plans/refresh-only/plan.json",
        "fixtures/invalid/plain.json --fail-on critical",
        "fixtures/plans/refresh-only/plan.json fixtures/invalid/empty.json fixtures/invalid/plain.json",
        "fixtures/invalid/errored.json",
    ] {
        let answer = check_by(SSH, &format!("{arguments} --format json"));
        let report = answer.json();
        let worst = report["plans"].as_array().unwrap().iter().map(|plan| code(&plan["outcome"])).max().unwrap();
        assert_eq!((code(&report["outcome"]), worst), (answer.code as usize, answer.code as usize), "{arguments}");
        seen.push(worst);
    }
    assert_eq!(seen, [0, 1, 1, 0, 2, 2]);
}

#[test]
fn counts_add_up() {
    for plan in plans() {
        let report = report(&plan);
        let plan_report = &report["plans"][0];
        let count = |member: &str| plan_report["counts"][member].as_u64().unwrap();
        assert_eq!(count("deleted") + count("judged") + count("no_rule"), count("resources"), "{plan}");
        assert!(count("fail") <= plan_report["findings"].as_array().unwrap().len() as u64, "{plan}");
        assert!(
            count("judged") == 0 || count("pass") + count("fail") + count("undecided") >= count("judged"),
            "{plan}"
        );
        let outcome = if count("fail") > 0 { "violations" } else { "pass" };
        assert_eq!(plan_report["outcome"], outcome, "{plan}: {}", plan_report["errors"]);
    }
}

#[test]
fn undecided_findings_are_left_out_where_they_are_only_to_be_counted() {
    let plan = "fixtures/plans/aws-unset-and-deferred/plan.json --select aws-iam-policy-full-admin";
    let (warned, passed) = (report(plan), report(&format!("{plan} --undecided pass")));
    assert_eq!((findings(&warned).len(), findings(&passed).len()), (1, 0));
    assert_eq!(passed["plans"][0]["counts"], warned["plans"][0]["counts"]);
    assert_eq!(warned["plans"][0]["findings"][0]["depends_on"], json!(["aws_kms_key.data.arn"]));
}

#[test]
fn a_refused_plan_says_why_in_its_place() {
    let answer = check_by(SSH, "fixtures/invalid/plan.bin fixtures/invalid/errored.json --format json").code(2);
    let report = answer.json();
    assert_eq!(
        report["plans"][0]["errors"],
        json!([{
            "kind": "plan", "message": "this is a binary plan file, and neither `terraform` nor `tofu` is on PATH to read it",
            "help": "name the program with `--terraform PATH`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json` (or `tofu show -json`)",
        }])
    );
    assert_eq!(report["plans"][0]["format_version"], Value::Null);
    assert_eq!(report["plans"][1]["errors"][0]["kind"], "plan");
    assert!(report["plans"][1]["errors"][0]["message"].as_str().unwrap().starts_with("planning failed half-way"));
    assert_eq!(findings(&report).len(), 1);
}

#[test]
fn what_is_known_of_a_plan_besides_its_findings_is_listed() {
    let notes = |plan: &str| report(&format!("fixtures/{plan}"))["plans"][0]["notes"].clone();
    assert_eq!(
        notes("plans/refresh-only/plan.json"),
        json!(["the plan lists no resource (refresh-only, or nothing is managed)"])
    );
    assert_eq!(notes("invalid/deferred-changes.json").as_array().unwrap().len(), 2);
}

#[test]
fn a_report_goes_to_a_file_byte_for_byte() {
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))])
        .rule(&DOOR)
        .file("old.txt", "x".repeat(100_000));
    for format in ["json", "human"] {
        let run =
            |arguments: &[&str]| place.check("x-door").args(["--format", format]).args(arguments).run().code(1).quiet();
        let shown = run(&[]).stdout;
        for (option, file) in [("--output", "new.txt"), ("-o", "old.txt")] {
            assert_eq!(run(&[option, file]).stdout, "");
            assert_eq!(std::fs::read_to_string(place.path().join(file)).unwrap(), shown, "{format} {file}");
        }
    }
}

#[test]
fn a_report_that_can_not_be_written_is_no_pass() {
    let place = Place::with_plan(&[]).file("directory/x", "");
    for target in ["directory", "plan.json/report.json"] {
        let answer =
            plangate(["check", "plan.json", "--format", "json", "--output", target]).at(place.path()).run().code(2);
        assert_eq!(answer.stdout, "");
        answer.complains(&format!("`{target}` can't be written: "));
    }
}
