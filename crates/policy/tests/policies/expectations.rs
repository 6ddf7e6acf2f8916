//! Every fixture says beside its plan what is to be found in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plangate_policy::{Bundle, Machine, RuleCounts};

use crate::common::{judge_file, line, name, rules_of, scenarios};

/// What is missing from a table of a fixture, or found beyond it, a line each.
fn differences(scenario: &Path, expected: &str, found: &BTreeSet<String>) -> String {
    let expected: BTreeSet<String> =
        expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
    let missing = expected.difference(found).map(|line| format!("{}: missing: {line}\n", name(scenario)));
    let unexpected = found.difference(&expected).map(|line| format!("{}: unexpected: {line}\n", name(scenario)));
    missing.chain(unexpected).collect()
}

#[test]
fn every_fixture_gives_what_its_expectation_says() {
    let bundle = Bundle::embedded();
    let mut wrong = String::new();
    for scenario in scenarios() {
        let report = judge_file(&scenario.join("plan.json"), &bundle, &rules_of(&scenario, &bundle), Machine::Best);
        assert_eq!(report.problems, [], "{}", name(&scenario));
        let found: BTreeSet<String> = report.findings.iter().filter(|finding| !finding.is_fixed()).map(line).collect();
        let expected = fs::read_to_string(scenario.join("expected.tsv")).unwrap();
        wrong += &differences(&scenario, &expected, &found);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_counted_by_rule_and_by_type_adds_up() {
    let bundle = Bundle::embedded();
    for scenario in scenarios() {
        let report = judge_file(&scenario.join("plan.json"), &bundle, &rules_of(&scenario, &bundle), Machine::Best);
        let counts = report.counts;
        let sum = |of: fn(&RuleCounts<'_>) -> usize| report.rules.iter().map(of).sum::<usize>();
        let verdicts = (sum(|rule| rule.pass), sum(|rule| rule.fail), sum(|rule| rule.undecided));
        assert_eq!(verdicts, (counts.pass, counts.fail, counts.undecided), "{}", name(&scenario));
        let types = report.no_rule.values().sum::<usize>();
        assert_eq!((report.rules.len(), types), (counts.rules, counts.no_rule), "{}", name(&scenario));
    }
}

#[test]
fn every_finding_is_as_old_as_the_fixture_says() {
    let bundle = Bundle::embedded();
    let mut wrong = String::new();
    let mut scenarios_told = 0;
    for scenario in scenarios() {
        let Ok(expected) = fs::read_to_string(scenario.join("provenance.tsv")) else { continue };
        scenarios_told += 1;
        let report = judge_file(&scenario.join("plan.json"), &bundle, &rules_of(&scenario, &bundle), Machine::Best);
        let told = |finding: &plangate_policy::Finding<'_>| {
            // Where a fixed fault was is of no use to anybody.
            let path =
                if finding.is_fixed() || finding.path.is_empty() { "-".to_owned() } else { finding.path.to_string() };
            format!("{}\t{}\t{}\t{path}", finding.provenance.as_str(), finding.rule.id(), finding.address)
        };
        let found: BTreeSet<String> = report.findings.iter().map(told).collect();
        wrong += &differences(&scenario, &expected, &found);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(scenarios_told > 3, "only {scenarios_told} scenarios tell how old their findings are");
}

#[test]
fn both_machines_give_the_same_findings() {
    let bundle = Bundle::embedded();
    for scenario in scenarios() {
        let plan = scenario.join("plan.json");
        let findings = |machine| {
            let report = judge_file(&plan, &bundle, &bundle.rules(), machine);
            assert_eq!(report.problems, [], "{}", name(&scenario));
            let findings = report.findings.iter();
            findings.map(|finding| (line(finding), finding.message.clone())).collect::<Vec<_>>()
        };
        assert_eq!(findings(Machine::Best), findings(Machine::Interpreter), "{}", name(&scenario));
    }
}
