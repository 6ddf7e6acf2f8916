//! Pages about the rules, from their METADATA: `docs/rules/`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plangate_policy::{Domain, Rule};

use crate::controls;
use crate::explain::words;

/// A file of the documentation.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// Its name within `docs/rules/`.
    pub file: String,
    /// Markdown.
    pub text: String,
}

/// A page a rule, and lists of them by service, by domain and by framework of controls.
#[must_use]
pub fn pages(rules: &[&Rule]) -> Vec<Page> {
    let mut pages: Vec<Page> = rules.iter().map(|rule| page(rule)).collect();
    let mut list = |file: &str, text: String| pages.push(Page { file: file.to_owned(), text });
    list("README.md", by_service(rules));
    list("domains.md", by_domain(rules));
    list("controls.md", by_control(rules));
    pages
}

fn page(rule: &Rule) -> Page {
    let metadata = &rule.metadata;
    let custom = &metadata.custom;
    let mut text = format!("# {}\n\n`{}` · {} · {}", metadata.title, custom.id, custom.severity, custom.domain);
    if custom.opt_in {
        let _ = write!(text, " · opt-in: runs with `--opt-in {}`", custom.id);
    }
    text.push_str("\n\n");
    advice(rule, &mut text);
    text.push_str("\n## What it looks at\n\n");
    for kind in &custom.resources {
        let _ = writeln!(text, "* `{kind}`");
    }
    for section in &custom.sections {
        let _ = writeln!(text, "* {}", words(*section));
    }
    let mut beside: Vec<&str> = custom.linked.iter().map(|neighbour| neighbour.kind.as_str()).collect();
    beside.extend(custom.context.iter().map(String::as_str));
    beside.sort_unstable();
    beside.dedup();
    if !beside.is_empty() {
        let _ = writeln!(text, "\nBeside them: {}.", code(beside));
    }
    if !custom.attributes.is_empty() {
        let attributes = code(custom.attributes.iter().map(String::as_str));
        let _ = writeln!(text, "\nUndecided where only apply knows {attributes}.");
    }
    names(rule, &mut text);
    text.push_str("\n## Read more\n\n");
    links(rule, &mut text);
    let _ = writeln!(text, "* [the rule](../../{})", rule.module.file);
    Page { file: format!("{}.md", custom.id), text }
}

/// What there is to read beside a finding.
pub(crate) fn help(rule: &Rule) -> String {
    let mut text = String::new();
    advice(rule, &mut text);
    names(rule, &mut text);
    if !rule.metadata.related_resources.is_empty() {
        text.push_str("\n## Read more\n\n");
        links(rule, &mut text);
    }
    text
}

/// Why, what to do, and an example.
fn advice(rule: &Rule, text: &mut String) {
    let (why, custom) = (rule.metadata.description.trim(), &rule.metadata.custom);
    let _ = writeln!(text, "{why}\n\n## What to do\n\n{}", custom.remediation);
    let _ = writeln!(text, "\n```hcl\n{}\n```", custom.example.trim_end());
}

/// Controls, and ids of the same check elsewhere.
fn names(rule: &Rule, text: &mut String) {
    let custom = &rule.metadata.custom;
    if !custom.controls.is_empty() {
        text.push_str("\n## Controls\n\n");
        for (framework, numbers) in &custom.controls {
            let _ = writeln!(text, "* {}: {}", controls::title(framework), numbers.join(", "));
        }
    }
    if !custom.aliases.is_empty() {
        let _ = writeln!(text, "\n## Also known as\n\n{}", custom.aliases.join(", "));
    }
}

fn links(rule: &Rule, text: &mut String) {
    for link in &rule.metadata.related_resources {
        let _ = writeln!(text, "* <{link}>");
    }
}

fn code<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The provider and the service that a rule stands under in `policies/rules/`.
fn place(rule: &Rule) -> (&str, &str) {
    let mut steps = rule.module.package.split('.').skip(1);
    (steps.next().unwrap_or_default(), steps.next().unwrap_or_default())
}

fn by_service(rules: &[&Rule]) -> String {
    let mut services: BTreeMap<(&str, &str), Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        services.entry(place(rule)).or_default().push(rule);
    }
    let opt_in = rules.iter().filter(|rule| rule.is_opt_in()).count();
    let mut text = format!(
        "# Rules\n\n{} rules, {opt_in} of them opt-in: they run where `--opt-in` or `--select` asks for them. \
         The same by [domain](domains.md) and by [control](controls.md).\n",
        rules.len()
    );
    let mut last = "";
    for ((provider, service), rules) in &services {
        if *provider != last {
            last = provider;
            let _ = writeln!(text, "\n## {provider}");
        }
        let _ = writeln!(text, "\n### {service}\n\n| rule | severity | domain | finds |\n|---|---|---|---|");
        for rule in rules {
            let domain = rule.metadata.custom.domain.as_str();
            let _ = writeln!(text, "| {} | {} | {domain} | {} |", link(rule), severity(rule), finds(rule));
        }
    }
    text
}

fn by_domain(rules: &[&Rule]) -> String {
    let mut text = "# Rules by domain\n".to_owned();
    for domain in Domain::ALL {
        let of_it: Vec<&&Rule> = rules.iter().filter(|rule| rule.metadata.custom.domain == domain).collect();
        let _ = writeln!(text, "\n## {domain} ({})\n\n| rule | severity | finds |\n|---|---|---|", of_it.len());
        for rule in of_it {
            let _ = writeln!(text, "| {} | {} | {} |", link(rule), severity(rule), finds(rule));
        }
    }
    text
}

fn by_control(rules: &[&Rule]) -> String {
    let mut text = "# Rules by control\n\nA rule that serves a control shows where a plan breaks it; no rule shows that a control is met as a whole.\n".to_owned();
    for framework in controls::frameworks(rules) {
        let coverage = controls::of(framework, rules);
        let _ = writeln!(text, "\n## {}\n\n`{framework}`\n\n| control | rules |\n|---|---|", coverage.title);
        for control in coverage.controls {
            let links: Vec<String> = control.rules.iter().map(|rule| link(rule)).collect();
            let _ = writeln!(text, "| {} | {} |", control.control, links.join("<br>"));
        }
    }
    text
}

fn link(rule: &Rule) -> String {
    format!("[{0}]({0}.md)", rule.id())
}

fn severity(rule: &Rule) -> String {
    let severity = rule.metadata.custom.severity;
    if rule.is_opt_in() { format!("{severity}, opt-in") } else { severity.to_string() }
}

/// The title, which may hold what ends a cell.
fn finds(rule: &Rule) -> String {
    rule.metadata.title.replace('|', "\\|")
}
