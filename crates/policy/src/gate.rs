//! The bar that a plan has to pass, as a whole and for some rules and addresses.

use crate::bundle::{Rule, Selector};
use crate::metadata::Severity;
use crate::pattern::Pattern;
use crate::report::{Finding, Note, PlanReport, Provenance, Verdict};

/// The answer of a run. Ordered: the worst of several is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing at or above the bar was found.
    Pass,
    /// Something was.
    Violations,
    /// Not everything could be judged; outranks violations.
    CouldNotJudge,
}

/// What to make of undecided verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// Report them; they don't fail the run.
    Warn,
    /// They fail the run like the finding they might be.
    Deny,
    /// Count them and say no more.
    Pass,
}

/// Which findings count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// Those that the change introduces.
    Introduced,
}

/// Some findings: by rule, by address, or by both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// Of these rules; of all where there is none.
    pub rules: Option<Selector>,
    /// At these addresses; at all where there is none.
    pub address: Option<Pattern>,
}

impl Where {
    /// The findings of some rules.
    #[must_use]
    pub fn rules(selector: Selector) -> Self {
        Self { rules: Some(selector), address: None }
    }

    /// Whether a finding is one of them.
    #[must_use]
    pub fn fits(&self, rule: &Rule, address: &str) -> bool {
        self.rules.as_ref().is_none_or(|selector| selector.matches(rule))
            && self.address.as_ref().is_none_or(|pattern| pattern.matches_address(address))
    }
}

/// A choice that may differ for some findings.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// For all others.
    pub usual: T,
    /// For some; of several that fit the last one counts.
    pub of: Vec<(Where, T)>,
}

impl<T: Copy> Setting<T> {
    /// The same for all.
    #[must_use]
    pub fn all(usual: T) -> Self {
        Self { usual, of: Vec::new() }
    }

    /// The choice for a finding.
    #[must_use]
    pub fn of(&self, finding: &Finding<'_>) -> T {
        let own = self.of.iter().rev().find(|(part, _)| part.fits(finding.rule, &finding.address));
        own.map_or(self.usual, |(_, choice)| *choice)
    }
}

/// The bar that a plan has to pass.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Findings below this severity are reported and don't fail the run.
    pub fail_on: Setting<Severity>,
    /// What to make of undecided verdicts; what is said of all holds for plans that are not the whole change, too.
    pub undecided: Setting<Undecided>,
    /// Which findings count.
    pub scope: Setting<Scope>,
}

impl Gate {
    /// Whether a finding is to be reported, and not only counted.
    #[must_use]
    pub fn shows(&self, finding: &Finding<'_>) -> bool {
        finding.verdict == Verdict::Fail || self.undecided.of(finding) != Undecided::Pass
    }

    /// Whether a finding fails the run.
    #[must_use]
    pub fn fails(&self, finding: &Finding<'_>) -> bool {
        let in_scope = match finding.provenance {
            Provenance::Introduced => true,
            Provenance::Preexisting => self.scope.of(finding) == Scope::All,
            Provenance::Fixed => false,
        };
        let open = in_scope && finding.waived.is_none();
        let counts = open && (finding.verdict == Verdict::Fail || self.undecided.of(finding) == Undecided::Deny);
        counts && finding.severity >= self.fail_on.of(finding)
    }

    /// The answer for one plan.
    #[must_use]
    pub fn outcome(&self, report: &PlanReport<'_>) -> Outcome {
        let undecided = self.undecided.usual == Undecided::Deny && report.notes.iter().any(Note::is_undecided);
        if !report.problems.is_empty() {
            Outcome::CouldNotJudge
        } else if undecided || report.findings.iter().any(|finding| self.fails(finding)) {
            Outcome::Violations
        } else {
            Outcome::Pass
        }
    }
}
