//! A group of findings: its row in a table, and its details.

use std::fmt::Write as _;

use plangate_plan::Excerpt;

use crate::output::groups::Group;
use crate::output::markdown::text::{code, fenced, html, html_code, link, prose};
use crate::output::spot::{in_repository, plan_file, spots};
use crate::output::words::{self, plural, some};
use crate::sources::{Line, Shown};
use crate::terminal;

/// Bytes of a message in a table.
const MESSAGE: usize = 400;

/// Bytes of a paragraph.
const PARAGRAPH: usize = 2_000;

/// Instances, plans and the like that are named.
const NAMES: usize = 10;

/// Bytes of an example that is shown.
const EXAMPLE: usize = 2_000;

/// Lines of a file above and below the one that is meant.
const LINES: usize = 2;

/// Lines of a planned value above and below: it was cut to what matters when it was made.
const LINES_OF_VALUE: usize = 6;

/// Severity, rule, what, where: names are long and may be out of sight.
pub(super) fn row(group: &Group<'_>, names_plans: bool) -> String {
    let finding = group.first.finding;
    let (spot, _) = spots(group.first.plan, group.first.position);
    let mut places = Vec::new();
    if let Some(region) = spot.region {
        places.push(code(&format!("{}:{}", spot.file, region.line)));
    }
    places.push(format!("{}{}", code(&words::address(finding)), words::more(group.others.len())));
    if names_plans {
        let more = words::more(group.plans.len().saturating_sub(1));
        places.push(format!("in {}{more}", code(&plan_file(group.first.plan))));
    }
    let grade = words::grade(group);
    let (places, what) = (places.join("<br>"), prose(&finding.message, MESSAGE));
    format!("| {grade} | {} | {what} | {places} |\n", rules(group))
}

fn rules(group: &Group<'_>) -> String {
    let more = match group.rules.len() {
        0 => String::new(),
        number => format!(" and {}", plural(number, "more rule")),
    };
    format!("{}{more}", code(group.first.finding.rule.id()))
}

/// All there is to say, folded.
pub(super) fn details(group: &Group<'_>, names_plans: bool) -> String {
    let finding = group.first.finding;
    let metadata = &finding.rule.metadata;
    let (rule, address) = (html_code(finding.rule.id()), html_code(&words::address(finding)));
    let mut text = format!("\n<details>\n<summary>{}: {rule} at {address}", html(&words::grade(group), PARAGRAPH));
    let _ = writeln!(text, "{}</summary>\n\n{}\n", words::more(group.others.len()), prose(&finding.message, PARAGRAPH));
    match (group.first.line(), &finding.excerpt) {
        (Some(line), _) => text.push_str(&written(line)),
        (None, Some(excerpt)) => text.push_str(&planned(excerpt)),
        (None, None) => {}
    }
    let mut facts = Vec::new();
    for related in group.first.line().into_iter().flat_map(|line| &line.related) {
        let said = if related.is_origin { format!(": {}", code(row_of(&related.shown).trim())) } else { String::new() };
        facts.push(format!("{}: {}{said}", prose(&related.label, PARAGRAPH), place(&related.shown)));
    }
    if !finding.depends_on.is_empty() {
        facts.push(format!("it depends on {}", some(finding.depends_on.iter().map(|name| code(name)), NAMES)));
    }
    facts.extend(words::decided(finding).iter().map(|line| prose(line, PARAGRAPH)));
    if !group.others.is_empty() {
        facts.push(format!("also: {}", some(group.others.iter().map(|address| code(address)), NAMES)));
    }
    if names_plans {
        let number = if group.plans.len() > 1 { format!("{} plans: ", group.plans.len()) } else { String::new() };
        facts.push(format!("in {number}{}", some(group.plans.iter().map(|plan| code(&plan_file(plan))), NAMES)));
    }
    if !group.rules.is_empty() {
        facts.push(format!("the other rules: {}", some(group.rules.iter().map(|rule| code(rule)), NAMES)));
    }
    for fact in &facts {
        let _ = writeln!(text, "- {fact}");
    }
    if !facts.is_empty() {
        text.push('\n');
    }
    // Of several rules the remediation of one says nothing.
    if group.rules.is_empty() {
        let _ = writeln!(text, "**What to do:** {}\n", prose(&metadata.custom.remediation, PARAGRAPH));
        let example = terminal::code(metadata.custom.example.trim_end(), &[], "???");
        if !example.is_empty() && example.len() <= EXAMPLE {
            let _ = writeln!(text, "{}", fenced(&example.lines().collect::<Vec<_>>()));
        }
        if let Some(page) = metadata.related_resources.iter().find_map(|page| link(page)) {
            let _ = writeln!(text, "{page}\n");
        }
    }
    text.push_str("</details>\n");
    text
}

/// The lines where it is written, with their numbers.
fn written(line: &Line) -> String {
    let missing = match line.missing.as_str() {
        "" => String::new(),
        missing => format!(", {} is not set here", code(missing)),
    };
    let (at, _) = line.shown.start;
    let first = at.saturating_sub(LINES).max(1);
    let width = (at + LINES).to_string().len();
    let numbered = line.shown.text.lines().enumerate().map(|(position, text)| (position + 1, text));
    let around = numbered.skip(first - 1).take_while(|(number, _)| *number <= at + LINES);
    let mark = |number| if number == at { '>' } else { ' ' };
    let lines: Vec<String> =
        around.map(|(number, text)| format!("{} {number:width$} | {text}", mark(number))).collect();
    format!("{}{missing}:\n\n{}\n", place(&line.shown), fenced(&lines))
}

/// The planned value.
fn planned(excerpt: &Excerpt) -> String {
    let text = words::planned(excerpt);
    let at = text.get(..excerpt.offset).unwrap_or_default().matches('\n').count();
    let around = text.lines().enumerate().skip(at.saturating_sub(LINES_OF_VALUE));
    let around = around.take_while(|(position, _)| *position <= at + LINES_OF_VALUE);
    let mark = |position| if position == at { '>' } else { ' ' };
    let lines: Vec<String> = around.map(|(position, line)| format!("{} {line}", mark(position))).collect();
    format!("The planned value:\n\n{}\n", fenced(&lines))
}

fn place(shown: &Shown) -> String {
    let (line, column) = shown.start;
    code(&format!("{}:{line}:{column}", in_repository(&shown.file)))
}

/// The line of a file where something is.
fn row_of(shown: &Shown) -> &str {
    shown.text.lines().nth(shown.start.0.saturating_sub(1)).unwrap_or_default()
}
