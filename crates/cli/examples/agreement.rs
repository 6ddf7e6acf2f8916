//! Holds the rules against plans with verdicts of others: `cargo run --release --example agreement DIRECTORY [RULES]`, `RULES`
//! being a prefix of ids. The directory has plans in `plans/` and a line for each opinion in `labels.jsonl`:
//!
//! * `plan`: the file,
//! * `concepts`: ids of rules; the opinion is about those that exist,
//! * `fail`, `pass`: addresses that they must, and must not, find something at, or
//! * `whole_plan`: `fail` where they must find something anywhere, `pass` where they must not.
//!
//! Prints for each rule how many opinions it shares, then those that it does not. A label is an opinion: where it is
//! wrong the rule stays as it is.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a tool for measuring")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use plangate_plan::Document;
use plangate_policy::{Bundle, Options, Rule, Verdict, judge};
use serde::Deserialize;

#[derive(Deserialize)]
struct Label {
    plan: String,
    concepts: Vec<String>,
    #[serde(default)]
    fail: BTreeSet<String>,
    #[serde(default)]
    pass: BTreeSet<String>,
    whole_plan: Option<String>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().expect("usage: agreement DIRECTORY [PREFIX-OF-IDS]");
    let prefix = arguments.next().unwrap_or_default();
    let directory = Path::new(&directory);
    let labels = fs::read_to_string(directory.join("labels.jsonl")).expect("labels.jsonl must be readable");
    let bundle = Bundle::embedded();
    let mut agreed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut disagreements = String::new();
    for label in labels.lines() {
        let label: Label = serde_json::from_str(label).expect("a label must have the documented form");
        let is_meant = |rule: &&Rule| label.concepts.iter().any(|id| id == rule.id()) && rule.id().starts_with(&prefix);
        let rules: Vec<&Rule> = bundle.rules().into_iter().filter(is_meant).collect();
        if rules.is_empty() {
            continue;
        }
        let (failed, undecided) = findings(&directory.join("plans").join(&label.plan), &bundle, &rules);
        let agrees = match label.whole_plan.as_deref() {
            Some(opinion) => (opinion == "fail") != failed.is_empty(),
            None => label.fail.is_subset(&failed) && label.pass.is_disjoint(&failed),
        };
        for rule in &rules {
            let entry = agreed.entry(rule.id()).or_default();
            entry.0 += usize::from(agrees);
            entry.1 += 1;
        }
        if !agrees {
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id()).collect();
            let opinion = match label.whole_plan {
                Some(opinion) => format!("the plan should {opinion}"),
                None => {
                    let missed: Vec<_> = label.fail.difference(&failed).collect();
                    let beyond: Vec<_> = label.pass.intersection(&failed).collect();
                    format!("not found {missed:?}, found against it {beyond:?}")
                }
            };
            let found = format!("found {failed:?}, undecided {undecided:?}");
            disagreements += &format!("{}, {}: {opinion}; {found}\n", label.plan, ids.join(", "));
        }
    }
    for (rule, (agreed, all)) in &agreed {
        println!("{agreed} of {all}  {rule}");
    }
    println!("\n{disagreements}");
    let (sum, all) = agreed.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("{sum} of {all} opinions about {} rules are shared", agreed.len());
}

/// The addresses at which something is found after the change, and those at which that is not known yet.
fn findings(plan: &Path, bundle: &Bundle, rules: &[&Rule]) -> (BTreeSet<String>, BTreeSet<String>) {
    let document = Document::open(plan).expect("a plan must be readable");
    let plan = document.plan().expect("a plan must be whole");
    let report = judge(&plan, bundle, rules, &Options::default()).expect("a plan must be judged");
    let of = |verdict: Verdict| {
        let there = report.findings.iter().filter(move |finding| !finding.is_fixed() && finding.verdict == verdict);
        there.map(|finding| finding.address.to_string()).collect()
    };
    (of(Verdict::Fail), of(Verdict::Undecided))
}
