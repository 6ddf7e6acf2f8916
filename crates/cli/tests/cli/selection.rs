//! `--select` and `--skip`.

use std::collections::BTreeSet;

use serde_json::Value;

use serde_json::json;

use crate::common::{Answer, SSH, check, plangate};
use crate::making::{DOOR, Place, Rule, create};

/// The rules that are left, as `plangate rules` lists them with the same arguments.
fn rules(arguments: &[&str]) -> Vec<Value> {
    let answer = plangate(["rules", "--format", "json"]).args(arguments).run().code(0);
    answer.json().as_array().unwrap().clone()
}

fn ids(arguments: &[&str]) -> BTreeSet<String> {
    rules(arguments).iter().map(|rule| rule["id"].as_str().unwrap().to_owned()).collect()
}

/// The rules that the findings in a plan with many faults are of.
fn found(arguments: &[&str]) -> BTreeSet<String> {
    let showcase =
        check("fixtures/plans/showcase-aws-web/plan.json fixtures/plans/aws-world-spellings/plan.json --format json");
    let report = showcase.args(arguments).run().json();
    let plans = report["plans"].as_array().unwrap().iter();
    let findings = plans.flat_map(|plan| plan["findings"].as_array().unwrap());
    findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

#[test]
fn by_id_prefix_and_alias() {
    for select in [SSH, "CKV_AWS_24", "AVD-AWS-0107"] {
        assert!(ids(&["--select", select]).contains(SSH), "{select}");
        assert!(found(&["--select", select]).contains(SSH), "{select}");
    }
    assert_eq!(ids(&["--select", SSH]), set(&[SSH]));
    assert_eq!(found(&["--select", SSH]), set(&[SSH]));
    let groups = ids(&["--select", "aws-sg-*"]);
    assert!(groups.is_superset(&set(&[SSH, "aws-sg-ingress-rdp"])));
    assert!(groups.iter().all(|id| id.starts_with("aws-sg-")), "{groups:?}");
    assert_eq!(found(&["--select", "aws-sg-ingress-ssh, aws-sg-ingress-rdp"]), set(&[SSH, "aws-sg-ingress-rdp"]));
    assert_eq!(found(&["--select", SSH, "--select", "aws-sg-ingress-rdp"]), set(&[SSH, "aws-sg-ingress-rdp"]));
}

#[test]
fn by_domain_and_severity() {
    for (member, word) in [("domain", "network"), ("domain", "iam"), ("severity", "high"), ("severity", "critical")] {
        let all = rules(&[]);
        let expected: BTreeSet<String> = all
            .iter()
            .filter(|rule| rule[member] == word)
            .map(|rule| rule["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(!expected.is_empty() && expected.len() < all.len(), "{word}");
        assert_eq!(ids(&["--select", word]), expected);
    }
    assert!(found(&["--select", "network"]).contains(SSH));
    assert!(!found(&["--select", "iam"]).contains(SSH));
}

#[test]
fn skip_outranks_select() {
    assert!(found(&[]).contains(SSH));
    for skip in [SSH, "aws-sg-ingress-s*", "CKV_AWS_24", "network", "high"] {
        assert!(!ids(&["--skip", skip]).contains(SSH), "{skip}");
        assert!(!ids(&["--select", "aws-*", "--skip", skip]).contains(SSH), "{skip}");
        assert!(!found(&["--skip", skip]).contains(SSH), "{skip}");
    }
    let kept = ids(&["--select", "aws-sg-*", "--skip", SSH]);
    assert!(kept.contains("aws-sg-ingress-rdp") && !kept.contains(SSH), "{kept:?}");
}

/// A plan with an open door, the rule that finds it, and the same rule as an opt-in rule.
fn doors() -> Place {
    let open = create("x_door.front", &json!({"open": true}));
    let asked_for = Rule { custom: &["attributes: [open]", "opt_in: true"], ..DOOR.named("asked") };
    Place::with_plan(&[open]).rule(&DOOR).rule(&asked_for)
}

#[test]
fn opt_in_rules_run_where_they_are_asked_for() {
    let place = doors();
    let found = |arguments: &[&str]| {
        let command = plangate(["check", "plan.json", "--policy", "rules", "--format", "json"]).at(place.path());
        let report = command.args(arguments).run().code(1).json();
        let findings = report["plans"][0]["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    let (usual, both) = (set(&["x-door"]), set(&["x-asked", "x-door"]));
    for arguments in [&[][..], &["--select", "all"], &["--select", "x-*"], &["--select", "exposure,medium"]] {
        assert_eq!(found(arguments), usual, "{arguments:?}");
    }
    for word in ["all", "x-asked", "X_asked", "x-*", "exposure", "medium"] {
        assert_eq!(found(&["--opt-in", word]), both, "{word}");
    }
    assert_eq!(found(&["--select", "x-asked"]), set(&["x-asked"]));
    assert_eq!(found(&["--select", "X_asked,exposure"]), both);
    // It says what may run, `--select` what is wanted.
    assert_eq!(found(&["--opt-in", "all", "--select", "x-door"]), usual);
    assert_eq!(found(&["--opt-in", "all", "--skip", "x-asked"]), usual);
    assert_eq!(found(&["--opt-in", "network"]), usual);
    let refused = plangate(["check", "plan.json", "--policy", "rules", "--opt-in", "x-askd"]).at(place.path()).run();
    refused.code(2).complains("`x-askd` is no rule, domain or severity").complains("did you mean `x-asked`?");
}

#[test]
fn opt_in_rules_are_listed_and_marked() {
    let place = doors();
    let list = plangate(["rules", "--policy", "rules", "--select", "x-*"]).at(place.path());
    insta::assert_snapshot!(list.run().code(0).stdout, @r"
    x-asked  medium    exposure    Door is open (opt-in)
    x-door   medium    exposure    Door is open
    ");
    let page = plangate(["explain", "x-asked", "--policy", "rules"]).at(place.path()).run().code(0);
    page.says("\nx-asked, medium, exposure, opt-in\n").says("\n  Only when it is asked for: `--opt-in x-asked`\n");
    // What a rule sees is shown to whoever asks for it.
    let input = |arguments: &[&str]| {
        let command = plangate(["input", "x_door.front", "plan.json", "--policy", "rules"]).at(place.path());
        command.args(arguments).run().code(0)
    };
    input(&["--select", "x-asked"]).says("x_door.front");
}

fn refused(arguments: &[&str]) -> Answer {
    let answer = check("fixtures/invalid/plain.json").args(arguments).run().code(2);
    assert_eq!(answer.stdout, "");
    answer
}

#[test]
fn a_selection_that_leaves_nothing_can_not_judge() {
    let nothing = "no rule is left to judge with";
    refused(&["--select", SSH, "--skip", SSH]).complains(nothing);
    refused(&["--select", "network", "--skip", "network"]).complains(nothing);
    refused(&["--skip", "*"]).complains(nothing).complains("`--select` and `--skip` together leave none");
    plangate(["rules", "--skip", "*"]).run().code(2).complains(nothing);
}

#[test]
fn an_unknown_word_can_not_judge_and_a_near_one_is_named() {
    insta::assert_snapshot!(refused(&["--select", "aws-sg-ingres-ssh"]).stderr, @"
      × `aws-sg-ingres-ssh` is no rule, domain or severity
      help: did you mean `aws-sg-ingress-ssh`?
    ");
    insta::assert_snapshot!(refused(&["--skip", "netwrok"]).stderr, @"
      × `netwrok` is no rule, domain or severity
      help: did you mean `network`?
    ");
    insta::assert_snapshot!(refused(&["--select", "qqq"]).stderr, @"
      × `qqq` is no rule, domain or severity
      help: `plangate rules` lists the rules; domains and severities are words of its columns
    ");
    refused(&["--select", "no-such-prefix-*"]).complains("`no-such-prefix-*` is no rule");
    // What is near it is another rule, and not one of several.
    refused(&["--select", "aws-foo-*"]).complains("help: `plangate rules` lists the rules");
    refused(&["--select", ""]).complains("`` is no rule");
    refused(&["--select", "aws-sg-*,"]).complains("`` is no rule");
}
