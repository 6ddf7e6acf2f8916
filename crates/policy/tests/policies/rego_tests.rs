//! All Rego tests of the tree, run on the interpreter.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use plangate_policy::{Bundle, Module, run_tests};

use crate::common::{files, root};

#[test]
fn all_rego_tests_pass() {
    let root = root();
    let mut modules = Vec::new();
    for file in files("policies").into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "rego")) {
        let text = fs::read_to_string(&file).unwrap();
        let package = text.lines().find_map(|line| line.strip_prefix("package ")).unwrap().to_owned();
        let file = file.strip_prefix(&root).unwrap().display().to_string();
        modules.push(Module { file, package, text: Arc::from(text) });
    }
    let outcomes = run_tests(&modules, Bundle::embedded().params()).unwrap();
    let failed: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| Some(format!("{}: {}", outcome.name, outcome.failure.as_ref()?)))
        .collect();
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    let name = |line: &str| line.strip_prefix("test_").and_then(|rest| Some(rest.split_once(" if")?.0.to_owned()));
    let of = |module: &Module| module.text.lines().filter_map(name).collect::<BTreeSet<_>>().len();
    assert_eq!(outcomes.len(), modules.iter().map(of).sum::<usize>());
}
