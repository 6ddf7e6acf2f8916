//! The rules that found something, with what there is to read about them.

use plangate_policy::{Rule, Severity};

use crate::output::sarif::log::{self, Configuration, Help, Level, RuleProperties, Text};
use crate::output::words::{cut, is_web};
use crate::{docs, explain};

/// GitHub refuses a rule with more tags.
const MOST_TAGS: usize = 20;

/// GitHub takes no longer descriptions; the help has them whole.
const MOST_CHARACTERS: usize = 1024;

/// A rule. `worst` is the severity of the worst finding of it that is open.
///
/// GitHub shows all findings of a rule with the rule's `security-severity` and takes no other into account: neither `level`, nor `kind`, nor
/// suppressions. So it is that of the worst finding that counts, whoever graded it, and low where what was found is undecided or waived.
pub(super) fn rule(rule: &Rule, worst: Option<Severity>) -> log::Rule<'_> {
    let metadata = &rule.metadata;
    let custom = &metadata.custom;
    let why = metadata.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let level = level(custom.severity);
    let controls = custom
        .controls
        .iter()
        .flat_map(|(framework, numbers)| numbers.iter().map(move |number| format!("{framework}:{number}")));
    let own = ["security".to_owned(), custom.domain.to_string()];
    let mut tags: Vec<String> = Vec::new();
    for tag in own.into_iter().chain(controls).chain(custom.aliases.iter().cloned()) {
        if tags.len() < MOST_TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    log::Rule {
        id: rule.id(),
        short_description: Text::new(cut(metadata.title.trim(), MOST_CHARACTERS)),
        full_description: Text::new(cut(&why, MOST_CHARACTERS)),
        help: Help { text: explain::page(rule, false), markdown: docs::help(rule) },
        help_uri: metadata.related_resources.iter().find(|link| is_web(link)).map(String::as_str),
        default_configuration: Configuration { level },
        properties: RuleProperties {
            tags,
            precision: "high",
            problem_severity: match level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note | Level::None => "recommendation",
            },
            security_severity: score(worst.unwrap_or(Severity::Low)),
            severity: custom.severity.as_str(),
            domain: custom.domain.as_str(),
            controls: &custom.controls,
            aliases: &custom.aliases,
        },
    }
}

pub(super) fn level(severity: Severity) -> Level {
    match severity {
        Severity::Critical | Severity::High => Level::Error,
        Severity::Medium => Level::Warning,
        Severity::Low => Level::Note,
    }
}

/// A number in the middle of what GitHub calls by the same word: critical from 9.0, high from 7.0, medium from 4.0.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}
