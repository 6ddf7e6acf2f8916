//! A comment on a pull or merge request: what could not be judged, then what fails the run in a table, all else folded. It is shorter than
//! GitHub's limit, and what it leaves out for that is counted.

mod finding;
mod rest;
mod room;
mod text;

use std::fmt::Write as _;

use plangate_policy::{Outcome, PlanReport, Verdict};

use crate::output::Run;
use crate::output::groups::{Group, groups, open};
use crate::output::words::{self, by_severity, plural};
use room::Room;
use text::prose;

/// By this a job finds its comment again.
const MARKER: &str = "<!-- plangate -->";

/// Bytes of a report. GitHub takes comments of 65,536 characters, other places longer ones.
const LIMIT: usize = 65_000;

/// Of these, bytes for all that does not grow with the report: headings, heads of tables, and what is said of what was left out.
const FIXED: usize = 5_000;

/// Bytes of a sentence of ours about a plan, a waiver or the whole.
const SENTENCE: usize = 600;

pub(super) fn render(run: &Run<'_>) -> String {
    let mut room = Room::new(LIMIT - FIXED);
    // What asks for room first gets it first; where it stands is another thing.
    let problems = rest::problems(run, &mut room);
    let plans = rest::plans(run, &mut room);
    let [reasons, notes] = [true, false].map(|fails| rest::notes(run, fails, &mut room));
    let (waived, waivers) = rest::waived(run, &mut room);
    let (fixed, repairs) = rest::fixed(run, &mut room);
    let (failing, others): (Vec<_>, Vec<_>) = groups(run, open(run, run.plans)).into_iter().partition(|it| it.fails);
    let (undecided, below): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|it| it.first.finding.verdict == Verdict::Undecided);
    let mut tables = [failing, below, undecided].map(Table::of);
    tables.iter_mut().for_each(|table| table.fill(run, &mut room));
    tables.iter_mut().for_each(|table| table.explain(run, &mut room));

    let mut report = format!("{MARKER}\n{}", head(run));
    section(&mut report, "Could not be judged", &problems);
    section(&mut report, "Plans", &plans);
    let [failing, below, undecided] = &tables;
    let blank = if reasons.is_empty() || failing.groups.is_empty() { "" } else { "\n" };
    section(&mut report, "Fails the run", &format!("{reasons}{blank}{}", failing.write()));
    section(&mut report, "Does not fail the run", &below.write());
    fold(&mut report, &format!("{} undecided until apply", undecided.number()), &undecided.write());
    fold(&mut report, &format!("{waived} waived"), &waivers);
    fold(&mut report, &format!("{fixed} fixed"), &repairs);
    section(&mut report, "Notes", &notes);
    report
}

/// The answer, and the whole in numbers.
fn head(run: &Run<'_>) -> String {
    let outcome = run.outcome();
    let reports: Vec<&PlanReport<'_>> = run.plans.iter().filter_map(|plan| plan.result.as_ref().ok()).collect();
    let mut text = format!("## {} plangate: {}\n\n", icon(outcome), words::outcome(outcome));
    // Of a plan that could not be read there is nothing to count.
    if !reports.is_empty() {
        let _ =
            write!(text, "{}<br>\n{}", prose(&words::found(run, &reports), SENTENCE), words::all_resources(run.plans));
        if run.plans.len() > 1 {
            let _ = write!(text, "<br>\n{}", words::answers(run.plans));
        }
        text.push('\n');
    }
    text
}

fn icon(outcome: Outcome) -> char {
    match outcome {
        Outcome::Pass => '✅',
        Outcome::Violations => '❌',
        Outcome::CouldNotJudge => '⛔',
    }
}

/// A part with a heading, if there is anything in it.
fn section(report: &mut String, heading: &str, text: &str) {
    if !text.is_empty() {
        let _ = write!(report, "\n### {heading}\n\n{text}");
    }
}

/// A part that opens by a click.
fn fold(report: &mut String, summary: &str, text: &str) {
    if !text.is_empty() {
        let _ = write!(report, "\n<details>\n<summary>{summary}</summary>\n\n{text}\n</details>\n");
    }
}

/// Groups of findings in a table, each with its details below.
struct Table<'f> {
    groups: Vec<Group<'f>>,
    rows: String,
    shown: usize,
    details: String,
    explained: usize,
}

impl<'f> Table<'f> {
    fn of(groups: Vec<Group<'f>>) -> Self {
        Self { groups, rows: String::new(), shown: 0, details: String::new(), explained: 0 }
    }

    fn fill(&mut self, run: &Run<'_>, room: &mut Room) {
        (self.rows, self.shown) = room.fill(usize::MAX, &self.groups, |group| finding::row(group, run.plans.len() > 1));
    }

    fn explain(&mut self, run: &Run<'_>, room: &mut Room) {
        let shown = self.groups.get(..self.shown).unwrap_or_default();
        let explain = |group: &Group<'_>| finding::details(group, run.plans.len() > 1);
        (self.details, self.explained) = room.fill(usize::MAX, shown, explain);
    }

    /// How many findings.
    fn number(&self) -> usize {
        self.groups.iter().map(|group| group.all.len()).sum()
    }

    fn write(&self) -> String {
        if self.groups.is_empty() {
            return String::new();
        }
        let mut text = String::new();
        if self.shown > 0 {
            let _ = write!(text, "| Severity | Rule | What | Where |\n|---|---|---|---|\n{}", self.rows);
        }
        let left: Vec<_> = self.groups.iter().skip(self.shown).flat_map(|group| &group.all).collect();
        if !left.is_empty() {
            let (number, are) = (plural(left.len(), "more finding"), if left.len() == 1 { "is" } else { "are" });
            let severities = by_severity(left.iter().map(|found| found.finding.severity));
            let _ = writeln!(text, "\n**{number} {are} not shown: {severities}**; `--format human` has all.");
        }
        text.push_str(&self.details);
        if self.explained < self.shown {
            let (number, rows) = (self.shown - self.explained, plural(self.shown, "row"));
            let _ = writeln!(text, "\nDetails of {number} of the {rows} are left out; `--format human` has all.");
        }
        text
    }
}
