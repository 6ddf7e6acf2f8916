//! Code Quality of GitLab: a list of issues, in which there is no place for what passed or is waived.

use plangate_policy::{RuleError, Severity};
use serde::Serialize;

use crate::check::Judged;
use crate::output::gitlab::{Issue, digest, issues};
use crate::output::obstacles::{extent, obstacles};
use crate::output::spot::{in_repository, plan_file};
use crate::output::{Run, waivers, words};
use crate::terminal::{document, safe};

#[derive(Serialize)]
struct Entry {
    r#type: &'static str,
    check_name: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    categories: [&'static str; 1],
    location: Location,
    severity: &'static str,
    fingerprint: String,
}

#[derive(Serialize)]
struct Content {
    body: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(in crate::output) fn render(run: &Run<'_>) -> String {
    let mut entries: Vec<Entry> = run.bundle.errors().iter().map(of_rule).collect();
    entries.extend(run.plans.iter().flat_map(|plan| of_plan(run, plan)));
    entries.extend(issues(run).map(|issue| of_issue(&issue, run.plans.len() > 1)));
    entries.extend(unused(run));
    document(&entries)
}

fn of_issue(issue: &Issue<'_>, names_plan: bool) -> Entry {
    let finding = issue.finding();
    let mut remarks = issue.remarks();
    if names_plan {
        remarks.push(format!("in {}", safe(&issue.plan)));
    }
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
    let metadata = &finding.rule.metadata;
    let (begin, end) = issue.spot.region.map_or((1, 1), |region| (region.line, region.end_line));
    Entry {
        r#type: "issue",
        check_name: finding.rule.id().to_owned(),
        description: format!("{}: {}{remarks}", issue.address(), safe(&finding.message)),
        content: Some(Content {
            body: format!("{}\n\n{}", metadata.custom.remediation.trim(), metadata.description.trim()),
        }),
        categories: ["Security"],
        location: Location { path: issue.spot.file.clone(), lines: Lines { begin, end } },
        severity: match finding.severity {
            _ if issue.is_open_question() => "info",
            Severity::Low => "minor",
            Severity::Medium => "major",
            Severity::High => "critical",
            Severity::Critical => "blocker",
        },
        fingerprint: issue.digest.clone(),
    }
}

/// Something that is no finding.
fn entry(check: &str, severity: &'static str, (path, line): (String, usize), description: String) -> Entry {
    Entry {
        r#type: "issue",
        check_name: check.to_owned(),
        fingerprint: digest(&[check, &path, &line.to_string(), &description]),
        description,
        content: None,
        categories: ["Security"],
        location: Location { path, lines: Lines { begin: line, end: line } },
        severity,
    }
}

/// What a plan could not be judged for, and what is not in it.
fn of_plan(run: &Run<'_>, plan: &Judged<'_>) -> Vec<Entry> {
    let place = || (plan_file(plan), 1);
    let part = extent(plan);
    let obstacles = obstacles(plan).into_iter().map(|obstacle| {
        let message = format!("{part}: {}", safe(&obstacle.message));
        let more: Vec<_> = obstacle.more.iter().map(|line| safe(line)).collect();
        let content = (!more.is_empty()).then(|| Content { body: more.join("\n") });
        Entry { content, ..entry("could-not-judge", "blocker", place(), message) }
    });
    let notes = plan.result.iter().flat_map(|report| &report.notes).filter(|note| note.is_undecided());
    let notes = notes.map(|note| {
        let severity = if run.fails(note) { "major" } else { "info" };
        entry("undecided-plan", severity, place(), safe(&note.to_string()).into_owned())
    });
    obstacles.chain(notes).collect()
}

fn of_rule(error: &RuleError) -> Entry {
    let message = safe(&words::not_loaded(error)).into_owned();
    entry("could-not-judge", "blocker", (in_repository(&error.file), error.line.max(1)), message)
}

/// Waivers that accept nothing, where that fails the run.
fn unused(run: &Run<'_>) -> Vec<Entry> {
    let unused = run.denied().into_iter().map(|waiver| {
        let place = (in_repository(&waiver.place.file), waiver.place.line);
        entry("unused-waiver", "major", place, format!("nothing is found of {}", safe(&waivers::about(waiver))))
    });
    unused.collect()
}
