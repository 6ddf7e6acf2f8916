//! What several reports for people say in the same words. But for planned values nothing here is escaped yet: that is for whoever
//! writes it somewhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::Hash;

use plangate_plan::Excerpt;
use plangate_policy::{Counts, Finding, Note, Outcome, PlanReport, Provenance, RuleError, Severity, Verdict};

use crate::check::Judged;
use crate::output::Frame;
use crate::output::groups::Group;
use crate::terminal;

/// With more plans than these, those that pass are only counted.
pub(super) const MANY_PLANS: usize = 20;

/// Whether a plan passes without a word.
pub(super) fn has_nothing_to_say(plan: &Judged<'_>) -> bool {
    let is_silent = |report: &PlanReport<'_>| report.findings.is_empty() && report.notes.is_empty();
    plan.outcome == Outcome::Pass && plan.result.as_ref().is_ok_and(is_silent)
}

/// A number of things.
pub(crate) fn plural(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// How many more there are, if any.
pub(super) fn more(number: usize) -> String {
    if number > 0 { format!(" and {number} more") } else { String::new() }
}

/// Some of several things by name, and how many more there are.
pub(super) fn some<T: AsRef<str>>(mut names: impl ExactSizeIterator<Item = T>, most: usize) -> String {
    let named: Vec<T> = names.by_ref().take(most).collect();
    let named: Vec<&str> = named.iter().map(AsRef::as_ref).collect();
    format!("{}{}", named.join(", "), more(names.len()))
}

/// The answer.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Violations => "violations",
        Outcome::CouldNotJudge => "could not judge",
    }
}

/// The answer for a plan, and its findings in numbers.
pub(super) fn answer(frame: &Frame<'_>, plan: &Judged<'_>) -> String {
    match &plan.result {
        Ok(report) => format!("{}, {}", outcome(plan.outcome), found(frame, &[report])),
        Err(error) => format!("{}: {error}", outcome(plan.outcome)),
    }
}

/// How many plans had which answer.
pub(super) fn answers<'p>(plans: impl IntoIterator<Item = &'p Judged<'p>>) -> String {
    let plans: Vec<Outcome> = plans.into_iter().map(|plan| plan.outcome).collect();
    let of = |outcome| plans.iter().filter(|other| **other == outcome).count();
    let (passed, violations) = (of(Outcome::Pass), of(Outcome::Violations));
    let lost = of(Outcome::CouldNotJudge);
    let plans = plural(plans.len(), "plan");
    format!("{plans}: {passed} passed, {violations} with violations, {lost} could not be judged")
}

/// How bad a finding is, and what else decides about it: `high, was low, undecided, preexisting`.
pub(super) fn grade(group: &Group<'_>) -> String {
    let finding = group.first.finding;
    let undecided = match finding.verdict {
        Verdict::Fail => "",
        Verdict::Undecided if group.fails => ", undecided, denied",
        Verdict::Undecided => ", undecided",
    };
    // What comes with the change is the rule, what was there before is worth a word.
    let preexisting = if finding.provenance == Provenance::Preexisting { ", preexisting" } else { "" };
    let regraded = finding.regraded.as_ref().map(|regraded| format!(", was {}", regraded.from)).unwrap_or_default();
    format!("{}{regraded}{undecided}{preexisting}", finding.severity)
}

/// Where a finding is: the address, and the object if it is deposed.
pub(super) fn address<'f>(finding: &'f Finding<'_>) -> Cow<'f, str> {
    match &finding.deposed {
        Some(key) => format!("{} (deposed {key})", finding.address).into(),
        None => finding.address.as_str().into(),
    }
}

/// What the user decided about a finding that did not waive it.
pub(super) fn decided(finding: &Finding<'_>) -> Vec<String> {
    let regraded = finding.regraded.as_ref().map(|by| format!("graded {} by {}", finding.severity, by.place));
    let lapsed = finding.lapsed.as_ref().map(|lapsed| format!("waived until {} by {}", lapsed.expired, lapsed.place));
    regraded.into_iter().chain(lapsed).collect()
}

/// A planned value in as many bytes, fit to be shown.
pub(super) fn planned(excerpt: &Excerpt) -> String {
    terminal::code(&excerpt.text, &[], "???")
}

/// What is alike as one, with all that it is said of, in the order of the first of each.
pub(super) fn together<K: Eq + Hash + Clone, V>(all: impl Iterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut alike: Vec<(K, Vec<V>)> = Vec::new();
    let mut known: HashMap<K, usize> = HashMap::new();
    for (key, value) in all {
        let position = *known.entry(key.clone()).or_insert(alike.len());
        match alike.get_mut(position) {
            Some((_, values)) => values.push(value),
            None => alike.push((key, vec![value])),
        }
    }
    alike
}

/// Whether a link leads to the web, and nowhere else.
pub(super) fn is_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// So many characters of a text.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Why a rule says nothing.
pub(super) fn not_loaded(error: &RuleError) -> String {
    format!("a rule did not load: {error}")
}

/// A note, and whether it fails the run.
pub(super) fn note(frame: &Frame<'_>, note: &Note) -> String {
    let fails = if frame.fails(note) { " (fails the run: `--undecided deny`)" } else { "" };
    format!("{note}{fails}")
}

/// How much was looked at.
pub(super) fn resources(counts: Counts) -> String {
    let parts = [
        (counts.judged, "judged"),
        (counts.deleted, "deleted and so not judged"),
        (counts.no_rule, "of types that no rule looks at"),
        (counts.unreadable, "unreadable"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    let colon = if parts.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", plural(counts.resources, "resource"), parts.join(", "))
}

/// How much was looked at in all plans.
pub(super) fn all_resources(plans: &[Judged<'_>]) -> String {
    resources(looked_at(plans))
}

/// The same in numbers.
pub(super) fn looked_at(plans: &[Judged<'_>]) -> Counts {
    let mut sum = Counts::default();
    for report in plans.iter().filter_map(|plan| plan.result.as_ref().ok()) {
        sum.resources += report.counts.resources;
        sum.judged += report.counts.judged;
        sum.deleted += report.counts.deleted;
        sum.no_rule += report.counts.no_rule;
        sum.unreadable += report.counts.unreadable;
    }
    sum
}

/// So many of each severity, the worst first: `2 high, 1 low`.
pub(super) fn by_severity(severities: impl Iterator<Item = Severity>) -> String {
    let severities: Vec<Severity> = severities.collect();
    let of = |severity: Severity| severities.iter().filter(|other| **other == severity).count();
    let numbers = Severity::ALL.into_iter().rev().map(|severity| (of(severity), severity));
    let numbers = numbers.filter(|(number, _)| *number > 0).map(|(number, severity)| format!("{number} {severity}"));
    numbers.collect::<Vec<_>>().join(", ")
}

/// The findings of plans in numbers.
pub(super) fn found(frame: &Frame<'_>, reports: &[&PlanReport<'_>]) -> String {
    let findings = || reports.iter().flat_map(|report| &report.findings);
    let is_open = |finding: &&Finding<'_>| !finding.is_fixed() && finding.waived.is_none();
    let (failed, undecided): (Vec<_>, Vec<_>) =
        findings().filter(is_open).partition(|finding| finding.verdict == Verdict::Fail);
    let mut text = if failed.is_empty() {
        "no finding".to_owned()
    } else {
        let severities = failed.iter().map(|finding| finding.severity);
        format!("{} ({})", plural(failed.len(), "finding"), by_severity(severities))
    };
    let preexisting = failed.iter().filter(|f| f.provenance == Provenance::Preexisting).count();
    if preexisting > 0 {
        let _ = write!(text, ", {} introduced and {preexisting} preexisting", failed.len() - preexisting);
    }
    let bars = failed.iter().map(|finding| (finding.severity, frame.gate.fail_on.of(finding)));
    let below: Vec<Severity> = bars.filter(|(severity, bar)| severity < bar).map(|(_, bar)| bar).collect();
    if let Some(bar) = below.first() {
        let bar = if below.iter().all(|other| other == bar) { format!(" {bar}") } else { String::new() };
        let _ = write!(text, ", {} below `--fail-on{bar}`", below.len());
    }
    if !undecided.is_empty() {
        let _ = write!(text, ", {} undecided until apply", undecided.len());
    }
    let waived = findings().filter(|finding| finding.waived.is_some()).count();
    if waived > 0 {
        let _ = write!(text, ", {waived} waived");
    }
    let fixed: usize = reports.iter().map(|report| report.counts.fixed).sum();
    if fixed > 0 {
        let _ = write!(text, ", {fixed} fixed");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut("short", 1024), "short");
        let long = cut(&"ü".repeat(2000), 1024);
        assert_eq!(long.chars().count(), 1024);
        assert!(long.ends_with("ü…"), "{long}");
        let fits = "x".repeat(1024);
        assert_eq!(cut(&fits, 1024), fits);
    }
}
