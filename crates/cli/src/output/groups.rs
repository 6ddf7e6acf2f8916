//! The same finding on several instances of a resource, and in several plans, as one.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use plangate_policy::{Finding, Verdict};

use crate::check::Judged;
use crate::output::{Frame, words};
use crate::sources::Line;

/// A finding with its plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'f> {
    /// The plan.
    pub plan: &'f Judged<'f>,
    /// Its position in the plan's report.
    pub position: usize,
    /// The finding.
    pub finding: &'f Finding<'f>,
}

/// The same finding in one or more places; of several rules, where all that they say is that a value is not known.
#[derive(Debug)]
pub(crate) struct Group<'f> {
    /// The one that is shown. It alone may have an excerpt.
    pub first: Found<'f>,
    /// All of them.
    pub all: Vec<Found<'f>>,
    /// The other instances in all plans, and their deposed objects, each once.
    pub others: Vec<Cow<'f, str>>,
    /// The other rules, in order.
    pub rules: Vec<&'f str>,
    /// The plans that have it, in order.
    pub plans: Vec<&'f Judged<'f>>,
    /// Whether it fails the run.
    pub fails: bool,
}

impl<'f> Found<'f> {
    /// Where it stands in the user's own files.
    pub(crate) fn line(&self) -> Option<&'f Line> {
        self.plan.seen.lines.get(&self.position)
    }
}

/// The findings of plans, in order.
pub(crate) fn findings<'f>(plans: &'f [Judged<'f>]) -> impl Iterator<Item = Found<'f>> {
    plans.iter().flat_map(|plan| {
        let findings = plan.result.iter().flat_map(|report| report.findings.iter().enumerate());
        findings.map(move |(position, finding)| Found { plan, position, finding })
    })
}

/// The findings of plans that are neither fixed nor waived, and not only to be counted.
pub(crate) fn open<'f>(frame: &Frame<'_>, plans: &'f [Judged<'f>]) -> impl Iterator<Item = Found<'f>> {
    let is_open = |finding: &Finding<'_>| !finding.is_fixed() && finding.waived.is_none() && frame.gate.shows(finding);
    findings(plans).filter(move |found| is_open(found.finding))
}

/// Groups findings that differ in the instance or the plan alone: worst first, and in their order where none is worse.
pub(crate) fn groups<'f>(frame: &Frame<'_>, findings: impl Iterator<Item = Found<'f>>) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    // Several rules may speak of the same instances, and several plans have them.
    let mut seen: HashSet<(usize, Cow<'_, str>)> = HashSet::new();
    for found in findings {
        let finding = found.finding;
        let fails = frame.gate.fails(finding);
        let decided = (&finding.regraded, &finding.lapsed);
        let position = *known.entry((finding.kind(), fails, decided)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => {
                group.all.push(found);
                let first = group.first.finding;
                let rule = finding.rule.id();
                if first.rule.id() != rule && !group.rules.contains(&rule) {
                    group.rules.push(rule);
                }
                let address = words::address(finding);
                if words::address(first) != address && seen.insert((position, address.clone())) {
                    group.others.push(address);
                }
                if group.plans.last().is_none_or(|last| !std::ptr::eq(*last, found.plan)) {
                    group.plans.push(found.plan);
                }
            }
            None => {
                let plans = vec![found.plan];
                groups.push(Group {
                    first: found,
                    all: vec![found],
                    others: Vec::new(),
                    rules: Vec::new(),
                    plans,
                    fails,
                });
            }
        }
    }
    // Stable: within a plan they are sorted.
    groups.sort_by_key(|group| {
        let finding = group.first.finding;
        (finding.verdict == Verdict::Undecided, Reverse(finding.severity))
    });
    groups
}
