//! Finding the tree's files, and judging a plan in one call.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use plangate_plan::Document;
use plangate_policy::{Bundle, Finding, Machine, Options, PlanReport, Rule, Verdict, judge};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// All files below a directory of the tree, sorted.
pub fn files(directory: &str) -> Vec<PathBuf> {
    fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    collect(&root().join(directory), &mut files);
    files.sort();
    files
}

/// The folders of all scenarios that are judged.
pub fn scenarios() -> Vec<PathBuf> {
    files("fixtures/plans")
        .into_iter()
        .filter(|file| file.ends_with("plan.json"))
        .map(|file| file.parent().unwrap().to_owned())
        .collect()
}

pub fn name(scenario: &Path) -> String {
    let fixtures = root().join("fixtures/plans");
    scenario.strip_prefix(fixtures).unwrap().display().to_string()
}

/// The rules that a scenario is held against: in `aws/` all of them, else those that run by default, and the opt-in rules that
/// its expectations name.
pub fn rules_of<'b>(scenario: &Path, bundle: &'b Bundle) -> Vec<&'b Rule> {
    let expected = fs::read_to_string(scenario.join("expected.tsv")).unwrap();
    let named: BTreeSet<&str> = expected.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    let is_meant = |rule: &&Rule| name(scenario).starts_with("aws/") || !rule.is_opt_in() || named.contains(rule.id());
    bundle.rules().into_iter().filter(is_meant).collect()
}

pub fn judge_file<'b>(plan: &Path, bundle: &'b Bundle, rules: &[&'b Rule], machine: Machine) -> PlanReport<'b> {
    let document = Document::open(plan).unwrap();
    let options = Options { machine, excerpts: true, ..Options::default() };
    judge(&document.plan().unwrap(), bundle, rules, &options).unwrap()
}

/// A finding as a line of `expected.tsv`.
pub fn line(finding: &Finding<'_>) -> String {
    let verdict = match finding.verdict {
        Verdict::Fail => "fail",
        Verdict::Undecided => "undecided",
    };
    let path = if finding.path.is_empty() { "-".to_owned() } else { finding.path.to_string() };
    format!("{verdict}\t{}\t{}\t{path}", finding.rule.id(), finding.address)
}
