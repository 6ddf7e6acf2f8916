//! Forms of the report, one file each; `details` is what `--verbose` adds to the one for people.

mod details;
pub(crate) mod human;
pub(crate) mod json;

use plangate_policy::{Bundle, Gate, Note, Outcome, Problem, Rule, Undecided};

use crate::check::Judged;

/// What a report is made of.
#[derive(Debug)]
pub struct Run<'r> {
    /// All that was loaded.
    pub bundle: &'r Bundle,
    /// The rules that were chosen.
    pub rules: &'r [&'r Rule],
    /// The plans in the order they were named.
    pub plans: &'r [Judged<'r>],
    /// The bar.
    pub gate: Gate,
}

impl Run<'_> {
    /// The answer for one plan.
    pub(crate) fn plan_outcome(&self, plan: &Judged<'_>) -> Outcome {
        plan.result.as_ref().map_or(Outcome::CouldNotJudge, |report| self.gate.outcome(report))
    }

    /// Whether a note fails the run.
    pub(crate) fn fails(&self, note: &Note) -> bool {
        note.is_undecided() && self.gate.undecided == Undecided::Deny
    }

    /// The answer of the whole run: the worst of the plans, and could-not-judge where a rule did not load.
    pub(crate) fn outcome(&self) -> Outcome {
        let bundle = if self.bundle.errors().is_empty() { Outcome::Pass } else { Outcome::CouldNotJudge };
        self.plans.iter().map(|plan| self.plan_outcome(plan)).fold(bundle, Outcome::max)
    }
}

/// What to do about a problem.
pub(crate) fn help(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::ErroredPlan => Some("mend what `terraform plan` reported and plan again"),
        Problem::Resource { .. } => None,
        Problem::Rule(_) => {
            Some("the rule is at fault, not the plan; `--skip` leaves it out, the others were still evaluated")
        }
    }
}
