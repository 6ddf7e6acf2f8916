//! Workflow commands of GitHub Actions: annotations at the lines of findings. GitHub shows ten errors, ten warnings and ten notices of
//! a step, so that what is alike is one of them, and the worst come first.

use std::fmt::Write as _;

use plangate_policy::{Severity, Verdict};

use crate::output::Run;
use crate::output::groups::{Group, groups, open};
use crate::output::obstacles::{extent, obstacles};
use crate::output::spot::{Spot, in_repository, plan_file, spots};
use crate::output::words::{self, plural};
use crate::terminal::safe;

pub(super) fn render(run: &Run<'_>) -> String {
    let mut text = String::new();
    for error in run.bundle.errors() {
        let spot = Spot { file: in_repository(&error.file), region: None };
        command(&mut text, "error", Some(&spot), "a rule did not load", &safe(&error.to_string()));
    }
    for plan in run.plans {
        let title = extent(plan);
        let spot = Spot { file: plan_file(plan), region: None };
        for obstacle in obstacles(plan) {
            command(&mut text, "error", Some(&spot), title, &obstacle.text());
        }
        for note in plan.result.iter().flat_map(|report| &report.notes).filter(|note| run.fails(note)) {
            command(&mut text, "error", Some(&spot), "undecided plan", &safe(&words::note(run, note)));
        }
    }
    let mut groups = groups(run, open(run, run.plans));
    groups.sort_by_key(|group| !group.fails);
    for group in &groups {
        finding(&mut text, group, run.plans.len() > 1);
    }
    for waiver in run.denied() {
        let spot = Spot { file: in_repository(&waiver.place.file), region: None };
        let message = format!("{}: nothing is found that it would accept", waiver.place);
        command(&mut text, "error", Some(&spot), "unused waiver", &message);
    }
    text
}

fn finding(text: &mut String, group: &Group<'_>, names_plans: bool) {
    let finding = group.first.finding;
    let level = match (group.fails, finding.verdict, finding.severity) {
        (true, _, _) => "error",
        (false, Verdict::Fail, Severity::Medium | Severity::High | Severity::Critical) => "warning",
        (false, _, _) => "notice",
    };
    let undecided = if finding.verdict == Verdict::Undecided { ", undecided" } else { "" };
    let title = format!("{} ({}{undecided})", finding.rule.id(), finding.severity);
    let mut message = format!("{}: {}", safe(&words::address(finding)), safe(&finding.message));
    if !group.others.is_empty() {
        let _ = write!(message, "\nand at {} more", group.others.len());
    }
    if names_plans {
        let more = group.plans.len().saturating_sub(1);
        let more = if more > 0 { format!(" and {}", plural(more, "more plan")) } else { String::new() };
        let _ = write!(message, "\nin {}{more}", safe(&group.first.plan.input.to_string()));
    }
    let _ = write!(message, "\n{}", finding.rule.metadata.custom.remediation.trim());
    let (spot, _) = spots(group.first.plan, group.first.position);
    command(text, level, Some(&spot), &title, &message);
}

fn command(text: &mut String, level: &str, spot: Option<&Spot>, title: &str, message: &str) {
    let _ = write!(text, "::{level} ");
    if let Some(spot) = spot {
        let _ = write!(text, "file={},", property(&safe(&spot.file)));
        if let Some(region) = spot.region {
            let _ = write!(text, "line={},endLine={},", region.line, region.end_line);
            // GitHub takes columns only within one line.
            if region.line == region.end_line {
                let _ = write!(text, "col={},endColumn={},", region.column, region.end_column);
            }
        }
    }
    let _ = writeln!(text, "title={}::{}", property(title), data(message));
}

/// Text behind the command: `%` and what ends a line are escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which `:` and `,` would end too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
