//! The tool speaking of its own inputs: on standard error, with what to do.

use std::path::PathBuf;

use miette::Diagnostic;
use plangate_plan::ReadError;
use plangate_policy::{Problem, RuleError};
use thiserror::Error;

use crate::terminal::Terminal;

/// Why a command ends early.
#[derive(Debug)]
pub enum Stop {
    /// Nothing is left to say, but the code.
    Quiet(u8),
    /// Something is wrong.
    Error(CliError),
}

impl<E: Into<CliError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// What can be wrong with a command line, or with what it names.
#[derive(Debug, Error, Diagnostic)]
pub enum CliError {
    /// A PLAN that names nothing.
    #[error("no plan matches `{argument}`")]
    #[diagnostic(help(
        "give the JSON of a plan: `terraform plan -out=tfplan && terraform show -json tfplan > plan.json`"
    ))]
    NoPlan {
        /// As typed.
        argument: String,
    },
    /// A glob that is none.
    #[error("`{argument}` is neither a file nor a valid glob: {message}")]
    Glob {
        /// As typed.
        argument: String,
        /// What is wrong with it.
        message: String,
    },
    /// A path that can't be read.
    #[error("`{}` can't be read: {error}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// An output that can't be written.
    #[error("{target} can't be written: {error}")]
    Write {
        /// The file or stream.
        target: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// A word that chooses no rule.
    #[error("`{word}` is no rule, domain or severity")]
    Selector {
        /// As typed.
        word: String,
        /// What to do.
        #[help]
        help: String,
    },
    /// A rule that does not exist.
    #[error("there is no rule `{word}`")]
    NoRule {
        /// As typed.
        word: String,
        /// What to do.
        #[help]
        help: String,
    },
    /// Nothing to judge with.
    #[error("no rule is left to judge with")]
    #[diagnostic(help("`--select` and `--skip` together leave none, or no rule loaded; `plangate rules` lists them"))]
    NoRules,
    /// A second set of threads.
    #[error("{0} threads can't be started")]
    Threads(usize),
}

/// A plan that could not be judged.
#[derive(Debug, Error, Diagnostic)]
#[error("could not judge {file}: {error}")]
pub(crate) struct BadPlan<'r> {
    pub file: String,
    pub error: Shown<'r>,
    #[help]
    pub help: Option<String>,
}

/// Words of an error whose owner lives on: not a source, which would have to be `'static`.
#[derive(Debug)]
pub(crate) struct Shown<'r>(&'r ReadError);

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<'r> BadPlan<'r> {
    pub(crate) fn new(file: String, error: &'r ReadError) -> Self {
        Self { file, error: Shown(error), help: error.help().map(|help| help.to_string()) }
    }
}

/// A problem inside a plan that was otherwise judged.
#[derive(Debug, Error, Diagnostic)]
#[error("could not judge all of {file}: {problem}")]
pub(crate) struct PlanProblem<'r> {
    pub file: String,
    pub problem: &'r Problem,
    #[help]
    pub help: Option<&'static str>,
}

/// A rule that did not load.
#[derive(Debug, Error, Diagnostic)]
#[error("{0}")]
#[diagnostic(help("mend the file or leave its directory out; the other rules were still evaluated"))]
pub(crate) struct BadRule<'r>(pub &'r RuleError);

/// Prints to standard error.
pub(crate) fn print(diagnostic: &dyn Diagnostic, terminal: &Terminal) {
    use std::io::Write as _;
    let text = terminal.render(diagnostic, terminal.stderr_color);
    // With standard error closed there is nobody to tell.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
