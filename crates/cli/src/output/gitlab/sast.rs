//! A SAST report of GitLab, in version 15 of its schema. That asks for the time of the scan: it is the beginning of the day of the run, so
//! that the same inputs on the same day give the same bytes.

use std::collections::BTreeMap;

use plangate_policy::{Outcome, Severity};
use serde::Serialize;

use crate::output::gitlab::{Issue, issues};
use crate::output::obstacles::{extent, obstacles};
use crate::output::spot::{Region, plan_file};
use crate::output::words::{self, cut};
use crate::output::{Run, json, waivers};
use crate::terminal::{document, safe};

/// The version of the schema that the report keeps to. Others of version 15 only add to it.
const VERSION: &str = "15.0.7";

/// Characters that the schema allows for.
const LONGEST_NAME: usize = 255;
const LONGEST_SOLUTION: usize = 7_000;

/// Characters of an address: a description may have a million.
const LONGEST_ADDRESS: usize = 10_000;

/// Identifiers of a vulnerability that GitLab keeps.
const IDENTIFIERS: usize = 20;

#[derive(Serialize)]
struct Report<'r> {
    version: &'static str,
    scan: Scan,
    vulnerabilities: Vec<Vulnerability<'r>>,
}

#[derive(Serialize)]
struct Scan {
    analyzer: Tool,
    scanner: Tool,
    r#type: &'static str,
    start_time: String,
    end_time: String,
    status: &'static str,
    messages: Vec<Message>,
}

#[derive(Serialize)]
struct Tool {
    id: &'static str,
    name: &'static str,
    version: &'static str,
    vendor: Vendor,
}

#[derive(Serialize)]
struct Vendor {
    name: &'static str,
}

#[derive(Serialize)]
struct Message {
    level: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Vulnerability<'r> {
    id: String,
    name: String,
    description: String,
    severity: &'static str,
    solution: String,
    identifiers: Vec<Identifier<'r>>,
    links: Vec<Link<'r>>,
    location: Location<'r>,
    tracking: Tracking<'r>,
    details: BTreeMap<String, Detail<'r>>,
}

#[derive(Serialize)]
struct Identifier<'r> {
    r#type: &'static str,
    name: &'r str,
    value: &'r str,
}

#[derive(Serialize)]
struct Link<'r> {
    url: &'r str,
}

#[derive(Serialize)]
struct Location<'r> {
    file: &'r str,
    #[serde(flatten)]
    lines: Option<Lines>,
}

#[derive(Serialize)]
struct Lines {
    start_line: usize,
    end_line: usize,
}

#[derive(Serialize)]
struct Tracking<'r> {
    r#type: &'static str,
    items: [Tracked<'r>; 1],
}

#[derive(Serialize)]
struct Tracked<'r> {
    #[serde(flatten)]
    location: Location<'r>,
    signatures: [Signature<'r>; 1],
}

#[derive(Serialize)]
struct Signature<'r> {
    algorithm: &'static str,
    value: &'r str,
}

#[derive(Serialize)]
struct Detail<'r> {
    name: String,
    #[serde(flatten)]
    what: What<'r>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum What<'r> {
    Text { value: String },
    FileLocation { file_name: &'r str, line_start: usize, line_end: usize },
}

pub(in crate::output) fn render(run: &Run<'_>) -> String {
    let all: Vec<Issue<'_>> = issues(run).collect();
    let report = Report { version: VERSION, scan: scan(run), vulnerabilities: all.iter().map(vulnerability).collect() };
    document(&report)
}

fn scan(run: &Run<'_>) -> Scan {
    let tool = || Tool {
        id: "plangate",
        name: "plangate",
        version: env!("CARGO_PKG_VERSION"),
        vendor: Vendor { name: "plangate" },
    };
    let time = format!("{}T00:00:00", run.decisions.today);
    Scan {
        analyzer: tool(),
        scanner: tool(),
        r#type: "sast",
        start_time: time.clone(),
        end_time: time,
        status: if run.outcome() == Outcome::CouldNotJudge { "failure" } else { "success" },
        messages: messages(run),
    }
}

/// What there is to say besides findings: the answer for each plan first of all.
fn messages(run: &Run<'_>) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut say = |level, value| messages.push(Message { level, value });
    for error in run.bundle.errors() {
        say("fatal", safe(&words::not_loaded(error)).into_owned());
    }
    for plan in run.plans {
        let file = plan_file(plan);
        let file = safe(&file);
        if plan.result.is_ok() {
            say("info", format!("{file}: {}", safe(&words::answer(run, plan))));
        }
        for obstacle in obstacles(plan) {
            let part = extent(plan);
            say("fatal", format!("{file}: {part}: {}", obstacle.text()));
        }
        for note in plan.result.iter().flat_map(|report| &report.notes) {
            let level = if note.is_undecided() { "warn" } else { "info" };
            say(level, format!("{file}: {}", safe(&words::note(run, note))));
        }
    }
    for line in waivers::idle(run, false) {
        say("warn", safe(&line).into_owned());
    }
    messages
}

fn vulnerability<'r>(issue: &'r Issue<'_>) -> Vulnerability<'r> {
    let finding = issue.finding();
    let metadata = &finding.rule.metadata;
    let address = cut(&issue.address(), LONGEST_ADDRESS);
    let remarks = issue.remarks().join(", ");
    let remarks = if remarks.is_empty() { remarks } else { format!(" ({})", code(&remarks)) };
    let own = Identifier { r#type: "plangate_rule_id", name: finding.rule.id(), value: finding.rule.id() };
    let aliases = metadata.custom.aliases.iter();
    let aliases = aliases.map(|alias| Identifier { r#type: "plangate_alias", name: alias, value: alias });
    let links = metadata.related_resources.iter().filter(|url| is_url(url));
    Vulnerability {
        id: uuid(&issue.digest),
        name: cut(&safe(&metadata.title), LONGEST_NAME),
        description: format!(
            "{}: {}{remarks}\n\n{}",
            code(&address),
            code(&safe(&finding.message)),
            metadata.description.trim()
        ),
        severity: match finding.severity {
            _ if issue.is_open_question() => "Info",
            Severity::Low => "Low",
            Severity::Medium => "Medium",
            Severity::High => "High",
            Severity::Critical => "Critical",
        },
        solution: cut(metadata.custom.remediation.trim(), LONGEST_SOLUTION),
        identifiers: std::iter::once(own).chain(aliases).take(IDENTIFIERS).collect(),
        links: links.map(|url| Link { url }).collect(),
        location: location(issue),
        tracking: Tracking {
            r#type: "source",
            items: [Tracked {
                location: location(issue),
                signatures: [Signature { algorithm: "hash", value: &issue.digest }],
            }],
        },
        details: details(issue, address),
    }
}

fn location<'r>(issue: &'r Issue<'_>) -> Location<'r> {
    let lines = |region: Region| Lines { start_line: region.line, end_line: region.end_line };
    Location { file: &issue.spot.file, lines: issue.spot.region.map(lines) }
}

/// Facts that GitLab shows as they are, where it takes a description for Markdown.
fn details<'r>(issue: &'r Issue<'_>, address: String) -> BTreeMap<String, Detail<'r>> {
    let finding = issue.finding();
    let texts = [
        ("address", "Address", address),
        ("depends_on", "Depends on", safe(&finding.depends_on.join(", ")).into_owned()),
        ("path", "Path", safe(&finding.path.to_string()).into_owned()),
        ("plan", "Plan", safe(&issue.plan).into_owned()),
        ("provenance", "Provenance", finding.provenance.as_str().to_owned()),
        ("standing", "Standing", safe(&issue.standing.to_string()).into_owned()),
        ("verdict", "Verdict", json::verdict(finding.verdict).to_owned()),
    ];
    let texts = texts.into_iter().filter(|(_, _, value)| !value.is_empty());
    let texts =
        texts.map(|(key, name, value)| (key.to_owned(), Detail { name: name.to_owned(), what: What::Text { value } }));
    let near = issue.near.iter().enumerate().map(|(position, near)| {
        let region = near.spot.region;
        let (line_start, line_end) = region.map_or((1, 1), |region| (region.line, region.end_line));
        let what = What::FileLocation { file_name: &near.spot.file, line_start, line_end };
        (format!("related_{position}"), Detail { name: safe(&near.label).into_owned(), what })
    });
    texts.chain(near).collect()
}

/// The digest in the form of a UUID of version 8, whose digits mean what their maker wants.
fn uuid(digest: &str) -> String {
    let digits = |range: std::ops::Range<usize>| digest.get(range).unwrap_or_default();
    format!("{}-{}-8{}-8{}-{}", digits(0..8), digits(8..12), digits(13..16), digits(17..20), digits(20..32))
}

/// Text as a span of code: GitLab takes nothing in it for Markdown, a mention or a reference.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // A space at both ends is taken away.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Whether a page can be linked to.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c))
    })
}
