//! `plangate rules` and `plangate explain`: the rules in words.

use std::fmt::Write as _;

use plangate_policy::{Bundle, Rule, Section, Selector};
use serde::Serialize;

use crate::args::{ExplainArgs, ListFormat, RulesArgs};
use crate::choice;
use crate::config::{Setup, set_up};
use crate::controls;
use crate::diagnostic::{CliError, Stop};
use crate::terminal::{Terminal, document};
use crate::{exit, write_stdout};

/// A rule as `rules --format json` lists it.
#[derive(Serialize)]
struct Entry<'r> {
    id: &'r str,
    severity: &'static str,
    domain: &'static str,
    opt_in: bool,
    title: &'r str,
    description: &'r str,
    resources: &'r [String],
    remediation: &'r str,
    example: &'r str,
    controls: &'r std::collections::BTreeMap<String, Vec<String>>,
    aliases: &'r [String],
    related_resources: &'r [String],
    file: &'r str,
}

/// Lists rules.
pub(crate) fn rules(arguments: &RulesArgs, terminal: &Terminal) -> Result<u8, Stop> {
    let Setup { bundle, .. } = set_up(&arguments.config, &arguments.rules.policy, &[], terminal)?;
    let rules = choice::listed(&bundle, &arguments.rules)?;
    let coverage = arguments.controls.as_deref().map(|framework| controls::coverage(framework, &rules)).transpose()?;
    let text = match (arguments.format, &coverage) {
        (ListFormat::Human, None) => table(&rules),
        (ListFormat::Human, Some(coverage)) => coverage.table(),
        (ListFormat::Json, None) => document(&rules.iter().map(|rule| entry(rule)).collect::<Vec<_>>()),
        (ListFormat::Json, Some(coverage)) => document(coverage),
    };
    write_stdout(text.as_bytes(), code(&bundle))
}

/// A list with rules missing must not look whole.
fn code(bundle: &Bundle) -> u8 {
    if bundle.errors().is_empty() { exit::PASS } else { exit::COULD_NOT_JUDGE }
}

fn entry(rule: &Rule) -> Entry<'_> {
    let metadata = &rule.metadata;
    let custom = &metadata.custom;
    Entry {
        id: &custom.id,
        severity: custom.severity.as_str(),
        domain: custom.domain.as_str(),
        opt_in: custom.opt_in,
        title: &metadata.title,
        description: metadata.description.trim(),
        resources: &custom.resources,
        remediation: custom.remediation.trim(),
        example: &custom.example,
        controls: &custom.controls,
        aliases: &custom.aliases,
        related_resources: &metadata.related_resources,
        file: &rule.module.file,
    }
}

fn table(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id().len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in rules {
        let _ = writeln!(text, "{}", line(rule, width));
    }
    text
}

/// A rule as lists have it, its id as wide as the longest.
pub(crate) fn line(rule: &Rule, width: usize) -> String {
    let custom = &rule.metadata.custom;
    let (severity, domain) = (custom.severity.as_str(), custom.domain.as_str());
    let opt_in = if custom.opt_in { " (opt-in)" } else { "" };
    format!("{:width$}  {severity:8}  {domain:10}  {}{opt_in}", custom.id, rule.metadata.title)
}

/// Explains the rules of an id or alias.
pub(crate) fn explain(arguments: &ExplainArgs, terminal: &Terminal) -> Result<u8, Stop> {
    let Setup { bundle, terminal, .. } = set_up(&arguments.config, &arguments.policy, &[], terminal)?;
    let all = bundle.rules();
    let found: Vec<&Rule> = match Selector::parse(&arguments.rule, &all) {
        Ok(selector @ Selector::Rule(_)) => all.iter().copied().filter(|rule| selector.matches(rule)).collect(),
        Ok(_) => return Err(no_rule(&arguments.rule, None)),
        Err(unknown) => return Err(no_rule(&arguments.rule, unknown.nearest)),
    };
    let pages: Vec<String> = found.iter().map(|rule| page(rule, terminal.stdout_color)).collect();
    write_stdout(pages.join("\n").as_bytes(), code(&bundle))
}

fn no_rule(word: &str, nearest: Option<String>) -> Stop {
    let help = match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`plangate rules` lists them".to_owned(),
    };
    CliError::NoRule { word: word.to_owned(), help }.into()
}

pub(crate) fn words(section: Section) -> &'static str {
    match section {
        Section::Changes => "changes to what exists",
        Section::Drift => "what was changed outside of Terraform",
        Section::Checks => "checks and conditions",
        Section::Modules => "module calls",
        Section::Providers => "provider configurations",
        Section::Grants => "what the change grants",
    }
}

/// All that a rule says of itself.
pub(crate) fn page(rule: &Rule, color: bool) -> String {
    let metadata = &rule.metadata;
    let custom = &metadata.custom;
    let (bold, plain) = if color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let opt_in = if custom.opt_in { ", opt-in" } else { "" };
    let mut text =
        format!("{bold}{}{plain}\n{}, {}, {}{opt_in}\n", metadata.title, custom.id, custom.severity, custom.domain);
    let mut section = |heading: &str, body: &str| {
        if !body.trim().is_empty() {
            let _ = writeln!(text, "\n{bold}{heading}{plain}");
            for line in body.trim_end().lines() {
                let _ = writeln!(text, "{}", format!("  {line}").trim_end());
            }
        }
    };
    section("Why", &metadata.description);
    if custom.opt_in {
        section("When it runs", &format!("Only when it is asked for: `--opt-in {}`", custom.id));
    }
    section("What to do", &custom.remediation);
    section("Example", &custom.example);
    let sections = custom.sections.iter().map(|section| words(*section).to_owned());
    section("Looks at", &custom.resources.iter().cloned().chain(sections).collect::<Vec<_>>().join("\n"));
    let linked = custom.linked.iter().map(|neighbour| neighbour.kind.clone());
    section("Beside it", &linked.chain(custom.context.clone()).collect::<Vec<_>>().join("\n"));
    let controls: Vec<String> =
        custom.controls.iter().map(|(framework, numbers)| format!("{framework}: {}", numbers.join(", "))).collect();
    section("Controls", &controls.join("\n"));
    section("Also known as", &custom.aliases.join(", "));
    section("Read more", &metadata.related_resources.join("\n"));
    text
}
