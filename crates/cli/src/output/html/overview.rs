//! The run in numbers: findings, resources, and a table of the plans.

use maud::{Markup, html};
use plangate_policy::{Counts, Severity};

use crate::check::Judged;
use crate::output::Run;
use crate::output::groups::findings;
use crate::output::html::tally::Tally;
use crate::output::html::{icon, shown};
use crate::output::json::word;
use crate::output::obstacles::obstacles;
use crate::output::spot::plan_file;
use crate::output::words::{self, looked_at, plural};

/// The width of a bar in its own unit.
const WIDTH: usize = 1000;

/// Reasons why a plan could not be judged that stand in its row; all are at the top of the page.
const PROBLEMS: usize = 2;

/// Numbers of the whole run.
pub(super) fn tiles(run: &Run<'_>, tally: &Tally) -> Markup {
    let Counts { resources, judged, no_rule, deleted, unreadable, .. } = looked_at(run.plans);
    let introduced = tally.fails() - tally.preexisting;
    let severities: Vec<(&str, usize)> =
        tally.severities().map(|(severity, number)| (severity.as_str(), number)).collect();
    html! {
        section.tiles aria-labelledby="numbers" {
            h2.unseen #numbers { "In numbers" }
            div.tile {
                h3 { (plural(tally.fails(), "finding")) }
                (bar(&severities))
                dl.numbers {
                    @for (severity, number) in tally.severities() { (figure(Some(severity), severity.as_str(), number)) }
                }
                @if tally.fails() > 0 {
                    p.small {
                        (introduced) " introduced by the change, " (tally.preexisting) " there before"
                        @if tally.below > 0 { "; " (tally.below) " of them do not fail the run" }
                    }
                }
            }
            div.tile {
                h3 { "Besides" }
                dl.numbers {
                    (figure(None, "undecided", tally.undecided + tally.unshown))
                    (figure(None, "waived", tally.waived))
                    (figure(None, "fixed", tally.fixed))
                }
                @if tally.unshown > 0 { p.small { (tally.unshown) " undecided only counted (" code { "--undecided pass" } ")" } }
            }
            div.tile {
                h3 { (plural(resources, "resource")) }
                (bar(&[("judged", judged), ("deleted", deleted), ("unreadable", unreadable), ("no-rule", no_rule)]))
                dl.numbers {
                    (figure(None, "judged", judged))
                    (figure(None, "no rule for the type", no_rule))
                    (figure(None, "deleted", deleted))
                    @if unreadable > 0 { (figure(None, "unreadable", unreadable)) }
                }
            }
        }
    }
}

fn figure(severity: Option<Severity>, what: &str, number: usize) -> Markup {
    html! {
        div.none[number == 0].(severity.map_or("plain", Severity::as_str)) {
            dt { @if let Some(severity) = severity { (icon(severity.as_str())) } (what) }
            dd { (number) }
        }
    }
}

/// Shares of a whole, beside numbers that say the same.
fn bar(parts: &[(&str, usize)]) -> Markup {
    let whole: usize = parts.iter().map(|(_, number)| number).sum();
    let at = |position: usize| {
        let before: usize = parts.iter().take(position).map(|(_, number)| number).sum();
        (before * WIDTH).checked_div(whole).unwrap_or_default()
    };
    html! {
        svg.bar viewBox={ "0 0 " (WIDTH) " 8" } preserveAspectRatio="none" aria-hidden="true" {
            @for (position, (part, number)) in parts.iter().enumerate() {
                @if *number > 0 {
                    rect.(part) x=(at(position)) width=(at(position + 1) - at(position)) height="8" {}
                }
            }
        }
    }
}

/// What became of each plan, where there are several.
pub(super) fn plans(run: &Run<'_>) -> Markup {
    html! {
        @if run.plans.len() > 1 {
            section aria-labelledby="plans" {
                h2 #plans { (run.plans.len()) " plans" }
                div.table tabindex="0" role="region" aria-label="Table of plans" {
                    table.plans {
                        thead {
                            tr {
                                th scope="col" { "Outcome" }
                                th scope="col" { "Plan" }
                                th scope="col" { "Fail the run" }
                                @for severity in Severity::ALL.iter().rev() { th scope="col" { (severity) } }
                                @for what in ["undecided", "waived", "fixed", "judged"] { th scope="col" { (what) } }
                            }
                        }
                        tbody { @for plan in run.plans { (row(run, plan)) "\n" } }
                    }
                }
            }
        }
    }
}

fn row(run: &Run<'_>, plan: &Judged<'_>) -> Markup {
    let tally = Tally::of(run, findings(std::slice::from_ref(plan)));
    let outcome = plan.outcome;
    let problems = obstacles(plan);
    html! {
        tr {
            td { span.answer.(word(outcome)) { (icon(word(outcome))) span { (words::outcome(outcome)) } } }
            th scope="row" {
                span.plan { (shown(&plan_file(plan))) }
                @for problem in problems.iter().take(PROBLEMS) { p.small { (shown(&problem.message)) } }
                @if problems.len() > PROBLEMS { p.small { "and " (problems.len() - PROBLEMS) " more" } }
            }
            @match &plan.result {
                Ok(report) => {
                    (cell(tally.failing))
                    @for (_, number) in tally.severities() { (cell(number)) }
                    @for number in [tally.undecided + tally.unshown, tally.waived, tally.fixed] { (cell(number)) }
                    td { (report.counts.judged) "/" (report.counts.resources) }
                }
                Err(_) => { @for _ in 0..9 { td { "–" } } }
            }
        }
    }
}

fn cell(number: usize) -> Markup {
    html! { td.none[number == 0] { (number) } }
}
