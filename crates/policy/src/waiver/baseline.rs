//! A frozen list of findings.

use std::collections::HashMap;

use crate::report::{Finding, Verdict};
use crate::waiver::Place;

/// Findings that were there when the list was made. They are waived, as many of each as it has.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// A finding of a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Of the finding.
    pub fingerprint: String,
    /// The id of its rule.
    pub rule: String,
    /// The address of the resource.
    pub address: String,
    /// What was accepted: a value that is not known is not yet a bad one.
    pub verdict: Verdict,
    /// So many findings are alike.
    pub count: usize,
    /// Where it stands.
    pub place: Place,
}

/// What is left of a baseline while the findings of a plan are gone through.
pub(super) struct Rest<'b> {
    entries: &'b [Entry],
    left: Vec<usize>,
    by_fingerprint: HashMap<&'b str, Vec<usize>>,
}

impl<'b> Rest<'b> {
    pub(super) fn of(baseline: &'b Baseline) -> Self {
        let mut by_fingerprint: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, entry) in baseline.entries.iter().enumerate() {
            by_fingerprint.entry(&entry.fingerprint).or_default().push(position);
        }
        let left = baseline.entries.iter().map(|entry| entry.count).collect();
        Self { entries: &baseline.entries, left, by_fingerprint }
    }

    /// Takes one of the entry that accepts a finding, and says where it stands. What was accepted as a fail is accepted as undecided, and
    /// not the other way round.
    pub(super) fn take(&mut self, finding: &Finding<'_>) -> Option<(usize, &'b Entry)> {
        let entries = self.entries;
        let alike = self.by_fingerprint.get(finding.fingerprint.as_str())?;
        let fits = |position: &&usize| {
            let is_left = self.left.get(**position).is_some_and(|left| *left > 0);
            is_left && entries.get(**position).is_some_and(|entry| entry.verdict <= finding.verdict)
        };
        // Of two the one with the same verdict, which is the greater one.
        let position =
            *alike.iter().filter(fits).max_by_key(|position| entries.get(**position).map(|entry| entry.verdict))?;
        *self.left.get_mut(position)? -= 1;
        Some((position, entries.get(position)?))
    }
}
