//! Findings in numbers.

use plangate_policy::{Provenance, Severity, Verdict};

use crate::output::Frame;
use crate::output::groups::Found;
use crate::output::html::entries::State;

/// How many findings there are of what kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Fails that are neither waived nor fixed, by severity, `Low` first.
    pub by_severity: [usize; Severity::ALL.len()],
    /// Of these, those that were there before.
    pub preexisting: usize,
    /// Of these, those that do not fail the run.
    pub below: usize,
    /// What fails the run, also of what is undecided.
    pub failing: usize,
    /// Undecided ones that are neither waived nor fixed.
    pub undecided: usize,
    /// Of these, those that fail the run.
    pub denied: usize,
    /// Undecided ones that the user wants to have counted and no more; in no other number.
    pub unshown: usize,
    pub waived: usize,
    pub fixed: usize,
}

impl Tally {
    pub fn of<'f>(frame: &Frame<'_>, findings: impl Iterator<Item = Found<'f>>) -> Self {
        let mut tally = Self::default();
        for Found { finding, .. } in findings {
            if !finding.is_fixed() && !frame.gate.shows(finding) {
                tally.unshown += 1;
                continue;
            }
            let state = State::of(frame, finding);
            match (state, finding.verdict) {
                (State::Waived, _) => tally.waived += 1,
                (State::Fixed, _) => tally.fixed += 1,
                (_, Verdict::Undecided) => {
                    tally.undecided += 1;
                    tally.denied += usize::from(state == State::Fails);
                }
                (_, Verdict::Fail) => {
                    let level = Severity::ALL.iter().zip(&mut tally.by_severity);
                    level.filter(|(severity, _)| **severity == finding.severity).for_each(|(_, number)| *number += 1);
                    tally.preexisting += usize::from(finding.provenance == Provenance::Preexisting);
                    tally.below += usize::from(state == State::Below);
                }
            }
            tally.failing += usize::from(state == State::Fails);
        }
        tally
    }

    /// Fails that are neither waived nor fixed.
    pub fn fails(&self) -> usize {
        self.by_severity.iter().sum()
    }

    /// Severities with their numbers, worst first.
    pub fn severities(&self) -> impl Iterator<Item = (Severity, usize)> {
        Severity::ALL.into_iter().zip(self.by_severity).rev()
    }
}
