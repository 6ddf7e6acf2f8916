//! Where a finding stands: whether it fails the run, and why if it does not. Nothing here is escaped yet, as in `words`.

use std::fmt;

use plangate_policy::{Finding, Provenance, Scope, Severity, Undecided, Verdict, Waived};

use crate::output::Frame;
use crate::output::waivers::why;

/// What a finding means for the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing<'f> {
    /// It fails the run.
    Fails,
    /// The change puts it right.
    Fixed,
    /// A waiver accepts it.
    Waived(&'f Waived),
    /// Only apply can tell, and that is not denied.
    Undecided,
    /// It was there before, and only what is introduced counts.
    Preexisting,
    /// It is less severe than this, from which on findings count.
    Below(Severity),
}

impl<'f> Standing<'f> {
    /// That of a finding.
    pub(crate) fn of(frame: &Frame<'_>, finding: &'f Finding<'_>) -> Self {
        let gate = &frame.gate;
        if gate.fails(finding) {
            Self::Fails
        } else if finding.is_fixed() {
            Self::Fixed
        } else if let Some(waived) = &finding.waived {
            Self::Waived(waived)
        } else if finding.verdict == Verdict::Undecided && gate.undecided.of(finding) != Undecided::Deny {
            Self::Undecided
        } else if finding.provenance == Provenance::Preexisting && gate.scope.of(finding) == Scope::Introduced {
            Self::Preexisting
        } else {
            Self::Below(gate.fail_on.of(finding))
        }
    }
}

/// Whether only apply can tell, and the run does not wait for that.
pub(crate) fn is_open_question(finding: &Finding<'_>, standing: Standing<'_>) -> bool {
    finding.verdict == Verdict::Undecided && standing != Standing::Fails
}

/// What is special about a finding, in a few words each; nothing where it is introduced, a fail, and fails the run.
pub(crate) fn remarks(finding: &Finding<'_>, standing: Standing<'_>) -> Vec<String> {
    let is_undecided = finding.verdict == Verdict::Undecided && standing != Standing::Undecided;
    let was_there = finding.provenance == Provenance::Preexisting && standing != Standing::Preexisting;
    let regraded = finding.regraded.as_ref().map(|it| format!("regraded from {} by {}", it.from, it.place));
    let lapsed = finding.lapsed.as_ref().map(|it| format!("waived until {} by {}", it.expired, it.place));
    let remarks = [
        is_undecided.then(|| "undecided".to_owned()),
        was_there.then(|| "preexisting".to_owned()),
        (standing != Standing::Fails).then(|| standing.to_string()),
        regraded,
        lapsed,
    ];
    remarks.into_iter().flatten().collect()
}

impl fmt::Display for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fails => f.write_str("fails the run"),
            Self::Fixed => f.write_str("fixed by this change"),
            Self::Waived(waived) => write!(f, "waived: {}", why(waived)),
            Self::Undecided => f.write_str("undecided until apply"),
            Self::Preexisting => f.write_str("preexisting, which `--gate introduced` allows"),
            Self::Below(bar) => write!(f, "below `--fail-on {bar}`"),
        }
    }
}
