//! What the report for people says of waivers: what they accept, and which of them do nothing.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use plangate_policy::{Finding, Origin, PlanReport, Target, Waived, Waiver};

use crate::output::{Run, plural};
use crate::terminal::safe;

/// The waived findings of a plan, a line for all that one waiver accepts of a rule; one by one with `--verbose`.
pub(super) fn waived(report: &PlanReport<'_>, verbose: bool, text: &mut String) {
    let waived = report.findings.iter().filter_map(|finding| Some((finding, finding.waived.as_ref()?)));
    if verbose {
        for (finding, waived) in waived {
            let (rule, address, message) = (finding.rule.id(), safe(&finding.address), safe(&finding.message));
            let _ = writeln!(text, "  waived: {rule} at {address}: {message}");
            let _ = writeln!(text, "    {}", why(waived));
            let _ = writeln!(text, "    by {}", by(waived));
        }
        return;
    }
    let mut groups: Vec<(&Finding<'_>, &Waived, usize)> = Vec::new();
    let mut frozen = 0;
    for (finding, waived) in waived {
        let alike = |(first, by, _): &&mut (&Finding<'_>, &Waived, usize)| {
            first.rule.id() == finding.rule.id() && *by == waived
        };
        if waived.origin == Origin::Baseline {
            frozen += 1;
        } else if let Some((_, _, more)) = groups.iter_mut().find(alike) {
            *more += 1;
        } else {
            groups.push((finding, waived, 0));
        }
    }
    for (finding, waived, more) in groups {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let (rule, address) = (finding.rule.id(), safe(&finding.address));
        let _ = writeln!(text, "  waived: {rule} at {address}{more}: {}", why(waived));
    }
    let comments = report.findings.iter().filter_map(|finding| finding.waived.as_ref());
    let comments = comments.filter(|waived| waived.origin == Origin::Comment).count();
    if comments > 0 {
        let _ = writeln!(text, "  {} waived by comments (`--no-inline` turns them off)", plural(comments, "finding"));
    }
    if frozen > 0 {
        let _ = writeln!(text, "  waived: {} by the baseline", plural(frozen, "finding"));
    }
}

fn why(waived: &Waived) -> String {
    match (&waived.reason, waived.origin) {
        (Some(reason), _) => safe(reason.trim()).into_owned(),
        (None, Origin::Baseline) => "it is in the baseline".to_owned(),
        (None, _) => "no reason is given".to_owned(),
    }
}

fn by(waived: &Waived) -> String {
    let mut text = safe(&waived.place.to_string()).into_owned();
    if let Some(owner) = &waived.owner {
        let _ = write!(text, ", owner {}", safe(owner));
    }
    if let Some(day) = waived.expires {
        let _ = write!(text, ", until {day}");
    }
    text
}

/// Waivers that accept nothing, and what is gone from the baseline.
pub(super) fn idle(run: &Run<'_>, verbose: bool, text: &mut String) {
    let uses = run.uses();
    let fails = if run.deny_unused { " (fails the run: `--deny-unused-waivers`)" } else { "" };
    for waiver in run.unused(&uses) {
        let _ = writeln!(text, "{}: unused waiver: nothing is found of {}{fails}", place(waiver), about(waiver));
    }
    for waiver in run.expired() {
        let day = waiver.expires.map(|day| format!(" on {day}")).unwrap_or_default();
        let _ = writeln!(text, "{}: the waiver of {} expired{day}", place(waiver), about(waiver));
    }
    for (waiver, problem) in run.malformed() {
        let _ = writeln!(text, "{}: the comment waives nothing: {}", place(waiver), safe(problem));
    }
    let unheeded = run.plans.iter().map(|plan| plan.seen.unheeded).max().unwrap_or_default();
    if unheeded > 0 {
        let _ = writeln!(text, "`--no-inline` turns off {}", plural(unheeded, "comment"));
    }
    let problems: BTreeSet<&String> = run.plans.iter().flat_map(|plan| &plan.seen.problems).collect();
    for problem in problems {
        let _ = writeln!(text, "{}; lines and comments there are not seen", safe(problem));
    }
    let gone = run.gone(&uses);
    if let Some(first) = gone.first() {
        let (file, number) = (safe(&first.place.file), gone.len());
        let occur = if number == 1 { "entry no longer occurs" } else { "entries no longer occur" };
        let _ = writeln!(text, "{file}: {number} {occur}; `plangate baseline` writes it anew");
        for entry in gone.iter().filter(|_| verbose) {
            let _ = writeln!(text, "  line {}: {} at {}", entry.place.line, safe(&entry.rule), safe(&entry.address));
        }
    }
}

fn place(waiver: &Waiver) -> String {
    safe(&waiver.place.to_string()).into_owned()
}

fn about(waiver: &Waiver) -> String {
    let at = match &waiver.target {
        Target::Pattern { address, path, .. } => {
            let path = path.as_ref().map(|path| format!(", `{path}`")).unwrap_or_default();
            format!("`{address}`{path}")
        }
        Target::Bound { to } => format!("`{to}`"),
    };
    safe(&format!("`{}` at {at}", waiver.rules())).into_owned()
}
