//! What there is to say besides open findings: of plans, of what could not be judged, of what is waived and fixed.

use std::cmp::Reverse;
use std::fmt::Write as _;

use plangate_policy::Finding;

use crate::check::Judged;
use crate::output::Run;
use crate::output::groups::{Group, findings, groups};
use crate::output::markdown::room::Room;
use crate::output::markdown::text::{code, prose};
use crate::output::markdown::{SENTENCE, icon};
use crate::output::obstacles::{extent, obstacles};
use crate::output::spot::plan_file;
use crate::output::waivers::{self, Alike};
use crate::output::words::{self, MANY_PLANS, has_nothing_to_say, plural, some, together};

/// The most bytes of each part, so that none keeps the findings out.
const PROBLEMS: usize = 14_000;
const PLANS: usize = 8_000;
const NOTES: usize = 6_000;
const WAIVED: usize = 6_000;
const FIXED: usize = 4_000;

/// Plans that are named where something is said of several.
const NAMES: usize = 3;

/// Lines that are shown of what a program said.
const LINES: usize = 6;

/// What could not be judged, and why.
pub(super) fn problems(run: &Run<'_>, room: &mut Room) -> String {
    let of_rules = run.bundle.errors().iter().map(|error| (prose(&words::not_loaded(error), SENTENCE), None));
    let of_plans = run.plans.iter().flat_map(|plan| {
        obstacles(plan).into_iter().map(move |obstacle| {
            let lines = std::iter::once(&obstacle.message).chain(obstacle.more.iter().take(LINES));
            let lines: Vec<String> = lines.map(|line| prose(line, SENTENCE)).collect();
            (format!("{}: {}", extent(plan), lines.join("<br>")), Some(plan))
        })
    });
    list(of_rules.chain(of_plans), room, PROBLEMS, true, "more reasons are")
}

/// A table of several plans, the worst first.
pub(super) fn plans(run: &Run<'_>, room: &mut Room) -> String {
    let is_short = run.plans.len() > MANY_PLANS;
    let (silent, mut plans): (Vec<_>, Vec<_>) = run.plans.iter().partition(|plan| is_short && has_nothing_to_say(plan));
    plans.sort_by_key(|plan| Reverse(plan.outcome));
    if run.plans.len() < 2 {
        return String::new();
    }
    let (rows, shown) = room.fill(PLANS, &plans, |plan| {
        let found = plan.result.as_ref().map(|report| words::found(run, &[report])).unwrap_or_default();
        let (icon, outcome) = (icon(plan.outcome), words::outcome(plan.outcome));
        format!("| {} | {icon} {outcome} | {} |\n", code(&plan_file(plan)), prose(&found, SENTENCE))
    });
    let mut text = String::new();
    if shown > 0 {
        let _ = write!(text, "| Plan | Outcome | Findings |\n|---|---|---|\n{rows}");
    }
    let left = plans.split_off(shown);
    if !left.is_empty() {
        let _ = writeln!(text, "\n**Not shown are {}**; `--format human` has all.", words::answers(left));
    }
    match silent.len() {
        0 => {}
        1 => text.push_str("\n1 plan passes without a finding.\n"),
        number => {
            let _ = writeln!(text, "\n{number} plans pass without a finding.");
        }
    }
    text
}

/// Notes on plans, and waivers that do nothing: those that fail the run, or all others.
pub(super) fn notes(run: &Run<'_>, fails: bool, room: &mut Room) -> String {
    let of_plans = run.plans.iter().flat_map(|plan| {
        let notes = plan.result.iter().flat_map(|report| &report.notes).filter(|note| run.fails(note) == fails);
        notes.map(move |note| (prose(&words::note(run, note), SENTENCE), Some(plan)))
    });
    let remarks = waivers::remarks(run).into_iter().filter(|remark| remark.fails(run) == fails);
    let remarks = remarks.map(|remark| (prose(&remark.line(), SENTENCE), None));
    list(of_plans.chain(remarks), room, NOTES, run.plans.len() > 1, "more notes are")
}

/// How many findings are waived, by whom and why.
pub(super) fn waived(run: &Run<'_>, room: &mut Room) -> (usize, String) {
    let all = || findings(run.plans).map(|found| found.finding);
    let alike = Alike::of(all());
    let (mut list, shown) = room.fill(WAIVED, &alike.groups, |(finding, waived, more)| {
        let (what, more) = (line(finding), words::more(*more));
        let (why, by) = (prose(waivers::why(waived), SENTENCE), prose(&waivers::by(waived), SENTENCE));
        format!("- {what}{more}: {why} ({by})\n")
    });
    left_out(&mut list, alike.groups.len() - shown, "more waivers are");
    if alike.by_comments > 0 {
        let number = plural(alike.by_comments, "finding");
        let _ = writeln!(list, "- {number} waived by comments (`--no-inline` turns them off)");
    }
    if alike.frozen > 0 {
        let _ = writeln!(list, "- {} by the baseline", plural(alike.frozen, "finding"));
    }
    (all().filter(|finding| finding.waived.is_some()).count(), list)
}

/// How many findings the change puts right, and which.
pub(super) fn fixed(run: &Run<'_>, room: &mut Room) -> (usize, String) {
    let fixed: Vec<Group<'_>> = groups(run, findings(run.plans).filter(|found| found.finding.is_fixed()));
    let (mut list, shown) = room.fill(FIXED, &fixed, |group| {
        let finding = group.first.finding;
        let (more, message) = (words::more(group.others.len()), prose(&finding.message, SENTENCE));
        format!("- {}{more}: {message}\n", line(finding))
    });
    left_out(&mut list, fixed.iter().skip(shown).map(|group| group.all.len()).sum(), "more are");
    (fixed.iter().map(|group| group.all.len()).sum(), list)
}

fn line(finding: &Finding<'_>) -> String {
    format!("{} at {}", code(finding.rule.id()), code(&words::address(finding)))
}

fn left_out(list: &mut String, number: usize, more: &str) {
    if number > 0 {
        let _ = writeln!(list, "\n**{number} {more} not shown**; `--format human` has all.");
    }
}

/// A list of what is said, the same of several plans once.
fn list<'p>(
    said: impl Iterator<Item = (String, Option<&'p Judged<'p>>)>,
    room: &mut Room,
    most: usize,
    names_plans: bool,
    more: &str,
) -> String {
    let said = together(said);
    let (mut list, shown) = room.fill(most, &said, |(text, plans)| {
        let plans: Vec<&Judged<'_>> = plans.iter().flatten().copied().collect();
        let names = some(plans.iter().map(|plan| code(&plan_file(plan))), NAMES);
        let names = if names_plans && !names.is_empty() { format!("{names}: ") } else { String::new() };
        format!("- {names}{text}\n")
    });
    left_out(&mut list, said.len() - shown, more);
    list
}
