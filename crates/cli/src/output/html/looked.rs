//! What was looked at and with what: rules and types, waivers that do nothing, versions and digests.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};
use plangate_policy::{Entry, PlanReport, Rule, RuleCounts};

use crate::output::Run;
use crate::output::html::card::{about, placed, severity, why};
use crate::output::html::entries;
use crate::output::html::{code, prose, shown};
use crate::output::spot::{in_repository, plan_file};
use crate::output::waivers::{self, About};
use crate::output::words::plural;

/// Waivers that do nothing, comments that are not heeded or seen, and what is gone from the baseline.
pub(super) fn remarks(run: &Run<'_>) -> Markup {
    let (remarks, gone) = (waivers::remarks(run), run.gone(&run.uses()));
    html! {
        @if !remarks.is_empty() {
            section aria-labelledby="waivers" {
                h2 #waivers { "Waivers and comments" }
                ul {
                    @for remark in remarks {
                        li {
                            @if let Some(place) = remark.place { b { (placed(place)) } ": " }
                            (shown(&remark.text))
                            @if remark.about == About::Gone { (listed(&gone)) }
                        }
                    }
                }
            }
        }
    }
}

fn listed(gone: &[&Entry]) -> Markup {
    html! {
        details {
            summary { "Show" }
            ul {
                @for entry in gone {
                    li { "line " (entry.place.line) ": " code { (shown(&entry.rule)) } " at " code { (shown(&entry.address)) } }
                }
            }
        }
    }
}

/// Rules that ran, and types that none looks at.
pub(super) fn looked(run: &Run<'_>) -> Markup {
    let reports = || run.plans.iter().filter_map(|plan| plan.result.as_ref().ok());
    let rules = rules(reports());
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, number) in reports().flat_map(|report| &report.no_rule) {
        *types.entry(kind).or_default() += number;
    }
    let mut types: Vec<(&str, usize)> = types.into_iter().collect();
    types.sort_by_key(|(_, number)| Reverse(*number));
    html! {
        section aria-labelledby="looked" {
            h2 #looked { "What was looked at" }
            details.fold {
                summary { h3 { (rules.len()) " of " (plural(run.rules.len(), "rule")) " ran" } }
                p.small { "The others look at types that do not occur. Numbers are verdicts, one for each rule and resource." }
                div.table tabindex="0" role="region" aria-label="Rules that ran" {
                    table {
                        thead {
                            tr {
                                @for what in ["Rule", "Title", "Severity", "pass", "fail", "undecided", "waived"] { th scope="col" { (what) } }
                            }
                        }
                        tbody {
                            @for RuleCounts { rule, pass, fail, undecided, waived } in &rules {
                                tr {
                                    th scope="row" { code { (rule.id()) } }
                                    td { (prose(&rule.metadata.title)) }
                                    td { (severity(rule.metadata.custom.severity)) }
                                    @for number in [pass, fail, undecided, waived] { td.none[*number == 0] { (number) } }
                                }
                                "\n"
                            }
                        }
                    }
                }
            }
            details.fold {
                summary { h3 { (plural(types.len(), "type")) " that no rule looks at" } }
                ul.types { @for (kind, number) in types { li { code { (shown(kind)) } " " (number) } } }
            }
        }
    }
}

/// The verdicts of rules over all plans, in the order of their ids.
fn rules<'b>(reports: impl Iterator<Item = &'b PlanReport<'b>>) -> Vec<RuleCounts<'b>> {
    let mut rules: BTreeMap<&str, RuleCounts<'_>> = BTreeMap::new();
    for counts in reports.flat_map(|report| &report.rules) {
        rules
            .entry(counts.rule.id())
            .and_modify(|sum| {
                sum.pass += counts.pass;
                sum.fail += counts.fail;
                sum.undecided += counts.undecided;
                sum.waived += counts.waived;
            })
            .or_insert(*counts);
    }
    rules.into_values().collect()
}

/// What rules say of themselves, where the findings are too many to say it at each.
pub(super) fn rules_of(entries: &[entries::Entry<'_>]) -> Markup {
    let rules: BTreeMap<&str, &Rule> =
        entries.iter().map(|entry| (entry.finding().rule.id(), entry.finding().rule)).collect();
    html! {
        section aria-labelledby="rules" {
            h2 #rules { "Rules with findings" }
            @for (id, rule) in rules {
                article.rule id={ "rule-" (id) } {
                    h3 { code { (id) } }
                    dl { (why(rule)) (about(rule)) }
                    h4 { "As it should be, for example" }
                    (code::plain(&rule.metadata.custom.example))
                }
                "\n"
            }
        }
    }
}

/// With what the report was made.
pub(super) fn made(run: &Run<'_>) -> Markup {
    html! {
        section aria-labelledby="made" {
            h2 #made { "How this report was made" }
            dl {
                dt { "Program" } dd { "plangate " (env!("CARGO_PKG_VERSION")) }
                dt { "Rules" } dd { code { "sha256:" (run.bundle.digest()) } }
                dt { "Configuration" }
                dd {
                    @match &run.config.name { Some(name) => { code { (shown(&in_repository(name))) } } None => "none" }
                    @if !run.config.decided.is_empty() { ul { @for decision in &run.config.decided { li {
                        "line " (decision.place.line) ": " code { (shown(&decision.what)) }
                        @if let Some(option) = (run.outranked)(decision.key) { ", outranked by " code { (option) } }
                    } } } }
                }
            }
            details.fold open[run.plans.len() == 1] {
                summary { h3 { (plural(run.plans.len(), "plan")) } }
                div.table tabindex="0" role="region" aria-label="Plans and their digests" {
                    table {
                        thead { tr { @for what in ["Plan", "Terraform", "Format", "Resources", "Digest"] { th scope="col" { (what) } } } }
                        tbody {
                            @for plan in run.plans {
                                @let report = plan.result.as_ref().ok();
                                tr {
                                    th scope="row" { (shown(&plan_file(plan))) }
                                    td { (shown(report.and_then(|it| it.terraform_version.as_deref()).unwrap_or("–"))) }
                                    td { (shown(report.map_or("–", |it| &it.format_version))) }
                                    td { @match report { Some(report) => (report.counts.resources), None => "–" } }
                                    td { code { (plan.digest.as_deref().unwrap_or("–")) } }
                                }
                                "\n"
                            }
                        }
                    }
                }
            }
        }
    }
}
