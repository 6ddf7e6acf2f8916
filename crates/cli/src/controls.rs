//! Frameworks of controls, and which of them rules serve.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plangate_policy::{Rule, nearest};
use serde::Serialize;

use crate::diagnostic::CliError;
use crate::explain::line;
use crate::output::plural;

/// METADATA's keys of frameworks and what they are called.
const TITLES: [(&str, &str); 6] = [
    ("cis_aws", "CIS Amazon Web Services Foundations Benchmark 3.0"),
    ("cis_azure", "CIS Microsoft Azure Foundations Benchmark 2.0"),
    ("cis_google", "CIS Google Cloud Platform Foundation Benchmark 2.0"),
    ("nist_800_53", "NIST SP 800-53, revision 5"),
    ("pci_dss", "PCI DSS 4.0"),
    ("soc2", "SOC 2, Trust Services Criteria"),
];

/// What a framework is called; its key where nobody knows.
#[must_use]
pub fn title(framework: &str) -> &str {
    TITLES.iter().find(|(key, _)| *key == framework).map_or(framework, |(_, title)| title)
}

/// The frameworks that some rule serves, in the order of their keys.
#[must_use]
pub fn frameworks<'r>(rules: &[&'r Rule]) -> Vec<&'r str> {
    let mut keys: Vec<&str> =
        rules.iter().flat_map(|rule| rule.metadata.custom.controls.keys().map(String::as_str)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The controls of a framework that rules serve.
#[derive(Debug, Serialize)]
pub struct Coverage<'r> {
    /// METADATA's key.
    pub framework: &'r str,
    /// What it is called.
    pub title: &'r str,
    /// Those that some rule serves, in the order of their numbers.
    pub controls: Vec<Control<'r>>,
}

/// A control and the rules that serve it.
#[derive(Debug, Serialize)]
pub struct Control<'r> {
    /// Its number.
    pub control: &'r str,
    /// The rules, in the order of their ids.
    #[serde(serialize_with = "ids")]
    pub rules: Vec<&'r Rule>,
}

fn ids<S: serde::Serializer>(rules: &[&Rule], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rules.iter().map(|rule| rule.id()))
}

/// What rules cover of a framework.
///
/// # Errors
/// A framework that none of them serves.
pub(crate) fn coverage<'r>(framework: &'r str, rules: &[&'r Rule]) -> Result<Coverage<'r>, CliError> {
    let coverage = of(framework, rules);
    if !coverage.controls.is_empty() {
        return Ok(coverage);
    }
    let known = frameworks(rules);
    let help = match nearest(framework, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if known.is_empty() => "these rules name no controls at all".to_owned(),
        None => format!("the rules have controls of {}", known.join(", ")),
    };
    Err(CliError::NoFramework { word: framework.to_owned(), help })
}

/// What rules cover of a framework; nothing of one that none of them serves.
#[must_use]
pub fn of<'r>(framework: &'r str, rules: &[&'r Rule]) -> Coverage<'r> {
    let mut by_number: BTreeMap<(Vec<Part<'r>>, &'r str), Vec<&'r Rule>> = BTreeMap::new();
    for rule in rules {
        for number in rule.metadata.custom.controls.get(framework).into_iter().flatten() {
            by_number.entry((parts(number), number)).or_default().push(rule);
        }
    }
    let controls = by_number.into_iter().map(|((_, control), rules)| Control { control, rules }).collect();
    Coverage { framework, title: title(framework), controls }
}

impl Coverage<'_> {
    pub(crate) fn table(&self) -> String {
        let mut served: Vec<&str> =
            self.controls.iter().flat_map(|control| control.rules.iter().map(|rule| rule.id())).collect();
        served.sort_unstable();
        served.dedup();
        let wide = served.iter().map(|id| id.len()).max().unwrap_or_default();
        let width = self.controls.iter().map(|control| control.control.len()).max().unwrap_or_default();
        let mut text =
            format!("{}: {}, {}\n\n", self.title, plural(self.controls.len(), "control"), plural(served.len(), "rule"));
        for control in &self.controls {
            for rule in &control.rules {
                let _ = writeln!(text, "{:width$}  {}", control.control, line(rule, wide));
            }
        }
        text
    }
}

/// A number or what stands between two, so that 1.10 comes after 1.9.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'n> {
    Number(u64),
    Text(&'n str),
}

fn parts(number: &str) -> Vec<Part<'_>> {
    let pieces = number.split(|c: char| !c.is_ascii_alphanumeric());
    pieces.map(|piece| piece.parse().map_or(Part::Text(piece), Part::Number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_in_the_order_of_their_numbers() {
        let sorted = ["1.4", "1.9", "1.10", "2.1.1", "2.10", "AC-3", "AC-6", "AC-17", "SC-7", "SC-28"];
        assert!(sorted.is_sorted_by_key(|number| parts(number)), "{:?}", sorted.map(parts));
    }
}
