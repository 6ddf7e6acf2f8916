//! The controls that narrow the list of findings. They are of use with the script alone, which shows them.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use plangate_policy::{Provenance, Severity};

use crate::output::Run;
use crate::output::html::entries::{Entry, State};
use crate::output::html::{icon, shown};
use crate::output::spot::plan_file;

pub(super) fn form(run: &Run<'_>, entries: &[Entry<'_>]) -> Markup {
    let findings = || entries.iter().map(Entry::finding);
    let rules: BTreeMap<&str, &str> = findings().map(|it| (it.rule.id(), it.rule.metadata.title.as_str())).collect();
    let more: BTreeSet<&str> = entries.iter().flat_map(|entry| entry.group.rules.iter().copied()).collect();
    let more: Vec<&str> = more.into_iter().filter(|id| !rules.contains_key(id)).collect();
    let domains: BTreeSet<&str> = findings().map(|it| it.rule.metadata.custom.domain.as_str()).collect();
    let severities = Severity::ALL.into_iter().rev().filter(|severity| findings().any(|it| it.severity == *severity));
    let severities = severities.map(|it| Chip { value: it.as_str(), title: it.as_str(), severity: Some(it) });
    let states = State::ALL.into_iter().filter(|state| entries.iter().any(|entry| entry.state == *state));
    let states = states.map(|it| Chip { value: it.as_str(), title: it.title(), severity: None });
    let provenances = [Provenance::Introduced, Provenance::Preexisting].into_iter();
    let provenances = provenances.filter(|provenance| findings().any(|it| it.provenance == *provenance));
    let provenances = provenances.map(|it| Chip { value: it.as_str(), title: it.as_str(), severity: None });
    html! {
        form #filters hidden role="search" aria-label="Filter findings" {
            div.row {
                label.search {
                    "Search " input type="search" name="q" autocomplete="off" spellcheck="false" placeholder="address, rule, message, file";
                }
                label { "Domain " select name="domain" { option value="" { "any" } @for domain in domains { option { (domain) } } } }
                label {
                    "Rule "
                    select name="rule" {
                        option value="" { "any" }
                        @for (id, title) in rules { option value=(id) { (id) ": " (title) } }
                        @for id in more { option { (id) } }
                    }
                }
                @if run.plans.len() > 1 {
                    label {
                        "Plan "
                        select name="plan" {
                            option value="" { "any" }
                            @for plan in run.plans { option { (shown(&plan_file(plan))) } }
                        }
                    }
                }
            }
            div.row {
                (chips("Severity", "severity", &severities.collect::<Vec<_>>()))
                (chips("State", "state", &states.collect::<Vec<_>>()))
                (chips("Provenance", "provenance", &provenances.collect::<Vec<_>>()))
            }
            div.row {
                p #shown role="status" aria-live="polite" {}
                button #clear type="button" { "Reset" }
                button #all type="button" { "Open all" }
                label.keys {
                    input #keys type="checkbox" checked;
                    span {
                        "Keys: " kbd { "/" } " search, " kbd { "j" } " " kbd { "k" } " next and previous, "
                        kbd { "Enter" } " opens, " kbd { "Esc" } " clears"
                    }
                }
            }
        }
    }
}

/// A value that a filter lets through.
struct Chip {
    value: &'static str,
    title: &'static str,
    severity: Option<Severity>,
}

/// A filter; none where all findings have the same.
fn chips(legend: &str, name: &str, chips: &[Chip]) -> Markup {
    html! {
        @if chips.len() > 1 {
            fieldset {
                legend { (legend) }
                @for Chip { value, title, severity } in chips {
                    label.chip.(severity.map_or("plain", Severity::as_str)) {
                        input type="checkbox" name=(name) value=(value);
                        @if severity.is_some() { (icon(value)) }
                        (title) " " span.count {}
                    }
                }
            }
        }
    }
}
