//! `--select` and `--skip`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::{Answer, SSH, check, plangate};

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
    refused(&["--select", ""]).complains("`` is no rule");
    refused(&["--select", "aws-sg-*,"]).complains("`` is no rule");
}
