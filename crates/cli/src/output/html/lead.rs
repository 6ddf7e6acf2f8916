//! What comes first: the answer, what could not be judged, and notes.

use maud::{Markup, html};
use plangate_policy::{Counts, Outcome};

use crate::check::{self, Judged};
use crate::output::Run;
use crate::output::html::entries::{Entry, State};
use crate::output::html::tally::Tally;
use crate::output::html::{icon, prose, shown};
use crate::output::json::word;
use crate::output::obstacles::obstacles;
use crate::output::spot::plan_file;
use crate::output::words::{self, looked_at, plural, together};

/// Plans that are named at what they have in common.
const PLANS: usize = 20;

/// Characters of a text that are shown before it is opened.
const LONG: usize = 600;

/// The answer of the run and why.
pub(super) fn banner(run: &Run<'_>, tally: &Tally, entries: &[Entry<'_>]) -> Markup {
    let outcome = run.outcome();
    // What could not be judged comes before all findings, and stands below.
    let first = entries.iter().find(|entry| entry.state == State::Fails && outcome == Outcome::Violations);
    html! {
        section.outcome.(word(outcome)) aria-labelledby="outcome" {
            (icon(word(outcome)))
            div {
                h1 #outcome { (words::outcome(outcome)) }
                @for reason in reasons(run, tally) { p { (reason) } }
                @if let Some(entry) = first {
                    p.first {
                        b { "First: " } a href={ "#" (entry.id) } { (shown(&entry.finding().message)) }
                        " at " code { (shown(&entry.finding().address)) } ". "
                        @if entry.group.rules.is_empty() { (prose(&entry.finding().rule.metadata.custom.remediation)) }
                    }
                }
            }
            p.exit { "exit code " b { (check::code(outcome)) } }
        }
    }
}

/// Why it is that answer, the worst first.
fn reasons(run: &Run<'_>, tally: &Tally) -> Vec<String> {
    let mut reasons = Vec::new();
    let all = run.plans.len();
    let unread = run.plans.iter().filter(|plan| plan.result.is_err()).count();
    if unread > 0 {
        let of = if all > 1 { format!("{unread} of {all} plans") } else { "The plan".to_owned() };
        reasons.push(format!("{of} could not be judged. That is no pass."));
    }
    let partly = run.plans.iter().flat_map(|plan| &plan.result).filter(|report| !report.problems.is_empty()).count();
    if partly > 0 {
        let of = if all > 1 { format!("{partly} of {all} plans") } else { "The plan".to_owned() };
        reasons.push(format!("{of} could not be judged as a whole."));
    }
    if !run.bundle.errors().is_empty() {
        reasons.push(format!("{} did not load.", plural(run.bundle.errors().len(), "rule")));
    }
    match tally.failing {
        0 if run.outcome() == Outcome::Pass => {
            let plan = if all == 1 { "the plan".to_owned() } else { format!("{all} plans") };
            let Counts { judged, resources, .. } = looked_at(run.plans);
            reasons.push(format!(
                "Nothing in {plan} fails the run. {judged} of {} were judged.",
                plural(resources, "resource")
            ));
        }
        0 => {}
        number => {
            let verb = if number == 1 { "fails" } else { "fail" };
            let denied = match tally.denied {
                0 => String::new(),
                denied => format!(", {denied} of them while undecided"),
            };
            reasons.push(format!("{} {verb} the run{denied}.", plural(number, "finding")));
        }
    }
    let notes = run.plans.iter().flat_map(|plan| &plan.result).flat_map(|report| &report.notes);
    if notes.filter(|note| run.fails(note)).count() > 0 {
        reasons.push("A plan is not the whole change, which fails the run (`--undecided deny`).".to_owned());
    }
    let unused = run.denied().len();
    if unused > 0 {
        let verb = if unused == 1 { "fails" } else { "fail" };
        reasons.push(format!("{} {verb} the run (`--deny-unused-waivers`).", plural(unused, "unused waiver")));
    }
    let rest = [
        (tally.below, "that do not fail the run"),
        (tally.undecided - tally.denied + tally.unshown, "undecided until apply"),
        (tally.waived, "waived"),
        (tally.fixed, "fixed by the change"),
    ];
    let rest: Vec<String> =
        rest.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    if !rest.is_empty() {
        reasons.push(format!("Besides: {}.", rest.join(", ")));
    }
    reasons
}

/// What could not be judged, if there is something.
pub(super) fn problems(run: &Run<'_>) -> Markup {
    let of_plan = |plan| obstacles(plan).into_iter().map(move |it| ((it.message, it.more), plan));
    let of_plans = together(run.plans.iter().flat_map(of_plan));
    let of_rules = run.bundle.errors();
    html! {
        @if !of_plans.is_empty() || !of_rules.is_empty() {
            section.problems aria-labelledby="problems" {
                h2 #problems { "What could not be judged" }
                ul {
                    @for error in of_rules {
                        li {
                            b { "A rule did not load: " } (shown(&error.to_string()))
                            p { "Mend the file or leave its directory out." }
                        }
                    }
                    @for ((text, more), plans) in of_plans {
                        li { (named(run, &plans)) (long(&text)) @for line in more { p { (shown(&line)) } } }
                    }
                }
            }
        }
    }
}

/// Plans by name.
fn named(run: &Run<'_>, plans: &[&Judged<'_>]) -> Markup {
    let more = plans.len().saturating_sub(PLANS);
    html! {
        @if plans.len() < run.plans.len() || run.plans.len() == 1 {
            @for (position, plan) in plans.iter().take(PLANS).enumerate() {
                @if position > 0 { ", " }
                b { (shown(&plan_file(plan))) }
            }
            @if more > 0 { " and " (plural(more, "more plan")) }
        } @else {
            b { "All " (plans.len()) " plans" }
        }
        ": "
    }
}

/// A text that may list thousands of addresses.
fn long(text: &str) -> Markup {
    html! {
        @match text.char_indices().nth(LONG) {
            None => (shown(text)),
            Some((end, _)) => details {
                summary { (shown(text.get(..end).unwrap_or_default())) "…" }
                (shown(text))
            },
        }
    }
}

/// What else is to be known before the findings are read.
pub(super) fn notes<'p>(run: &Run<'p>) -> Markup {
    let of_plan = |plan: &'p Judged<'p>| {
        let notes = plan.result.iter().flat_map(|report| &report.notes);
        notes.map(move |note| (words::note(run, note), plan))
    };
    let notes = together(run.plans.iter().flat_map(of_plan));
    html! {
        @if !notes.is_empty() {
            section aria-labelledby="notes" {
                h2 #notes { "Notes" }
                ul { @for (text, plans) in notes { li { (named(run, &plans)) (long(&text)) } } }
            }
        }
    }
}
