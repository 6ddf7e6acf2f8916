//! The laws of the bundle: what must hold for every rule, whoever writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use plangate_policy::{Bundle, Machine};

use crate::common::{files, judge_file, name, root, rules_of, scenarios};

fn rego() -> Vec<String> {
    let root = root();
    let relative = |file: &std::path::PathBuf| file.strip_prefix(&root).unwrap().display().to_string();
    files("policies").iter().map(relative).filter(|file| file.ends_with(".rego")).collect()
}

#[test]
fn everything_loads_and_compiles() {
    assert_eq!(Bundle::embedded().errors(), []);
    // As a user's directory the same files are compiled at once.
    let mut bundle = Bundle::default();
    bundle.add_directories(&[root().join("policies")]).unwrap();
    assert_eq!(bundle.errors(), []);
    assert_eq!(bundle.rules().len(), Bundle::embedded().rules().len());
}

#[test]
fn the_package_is_the_path_and_a_test_stands_beside() {
    for file in rego() {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let package = text.lines().find_map(|line| line.strip_prefix("package ")).unwrap();
        let stem = file.strip_prefix("policies/").unwrap().strip_suffix(".rego").unwrap();
        let (folder, name) = stem.rsplit_once('/').unwrap();
        let subject = name.strip_suffix("_test").unwrap_or(name);
        assert!(folder.ends_with(&format!("/{subject}")), "{file}: the folder is not named for the file");
        let suffix = if name.ends_with("_test") { "_test" } else { "" };
        assert_eq!(package, format!("{}{suffix}", folder.replace('/', ".")), "{file}");
        if suffix.is_empty() {
            let test = root().join(format!("policies/{stem}_test.rego"));
            assert!(test.exists(), "{file}: no test stands beside it");
        }
    }
}

#[test]
fn ids_are_named_for_their_provider_and_aliases_are_no_ids() {
    let bundle = Bundle::embedded();
    let ids: BTreeSet<&str> = bundle.rules().iter().map(|rule| rule.id()).collect();
    for rule in bundle.rules() {
        let provider = rule.module.package.split('.').nth(1).unwrap();
        assert!(rule.id().starts_with(&format!("{provider}-")), "{}: not named for `{provider}`", rule.id());
        for alias in &rule.metadata.custom.aliases {
            assert!(!ids.contains(alias.as_str()), "{}: the alias {alias} is an id", rule.id());
        }
    }
}

#[test]
fn every_rule_tests_the_deferred_and_the_absent_case() {
    for file in rego().iter().filter(|file| file.starts_with("policies/rules/") && file.ends_with("_test.rego")) {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let tests: Vec<&str> = text.lines().filter(|line| line.starts_with("test_")).collect();
        for word in ["test_deny_", "test_allow_", "unknown", "without_the_type"] {
            assert!(tests.iter().any(|test| test.contains(word)), "{file}: no test is named `*{word}*`");
        }
    }
}

#[test]
fn every_rule_fires_on_a_fixture_and_no_rule_on_a_clean_one() {
    let bundle = Bundle::embedded();
    let mut fired: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for scenario in scenarios() {
        let report = judge_file(&scenario.join("plan.json"), &bundle, &rules_of(&scenario, &bundle), Machine::Best);
        for finding in &report.findings {
            fired.entry(finding.rule.id()).or_default().insert(name(&scenario));
        }
        if name(&scenario).ends_with("-clean") {
            let found: Vec<_> = report.findings.iter().map(crate::common::line).collect();
            assert_eq!(found, [""; 0], "{}", name(&scenario));
            assert!(report.counts.pass > 0, "{}: nothing passed", name(&scenario));
        }
    }
    let silent: Vec<&str> = bundle.rules().iter().map(|rule| rule.id()).filter(|id| !fired.contains_key(id)).collect();
    assert_eq!(silent, [""; 0], "rules that no fixture triggers");
}

#[test]
fn every_rule_runs_on_the_virtual_machine() {
    // A rule that falls back to the interpreter is several times slower, which nobody would notice.
    let bundle = Bundle::embedded();
    let slow: Vec<&str> =
        bundle.rules().into_iter().filter(|rule| !bundle.is_fast(rule)).map(|rule| rule.id()).collect();
    assert_eq!(slow, [""; 0]);
}
