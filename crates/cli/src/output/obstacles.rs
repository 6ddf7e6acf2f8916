//! Why a plan could not be judged, as a whole or in part.

use plangate_policy::Problem;

use crate::check::Judged;
use crate::output::help;
use crate::terminal::safe;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Obstacle<'p> {
    /// The rule that failed, if it is that.
    pub rule: Option<&'p str>,
    /// What is wrong.
    pub message: String,
    /// What another program said, in lines, and what to do.
    pub more: Vec<String>,
}

/// All reasons of a plan; none where all of it was judged.
pub(crate) fn obstacles<'p>(plan: &'p Judged<'_>) -> Vec<Obstacle<'p>> {
    match &plan.result {
        Err(error) => {
            let help = miette::Diagnostic::help(error).map(|help| help.to_string());
            let more = error.said().iter().cloned().chain(help).collect();
            vec![Obstacle { rule: None, message: error.to_string(), more }]
        }
        Ok(report) => {
            let of_problem = |problem: &'p Problem| Obstacle {
                rule: if let Problem::Rule(error) = problem { error.rule.as_deref() } else { None },
                message: problem.to_string(),
                more: help(problem).into_iter().map(str::to_owned).collect(),
            };
            report.problems.iter().map(of_problem).collect()
        }
    }
}

/// How much of a plan its obstacles are about.
pub(crate) fn extent(plan: &Judged<'_>) -> &'static str {
    if plan.result.is_ok() { "could not judge all of it" } else { "could not judge" }
}

impl Obstacle<'_> {
    /// All of it in lines that are fit to be shown.
    pub(crate) fn text(&self) -> String {
        let lines = std::iter::once(&self.message).chain(&self.more);
        lines.map(|line| safe(line)).collect::<Vec<_>>().join("\n")
    }
}
