//! The tool speaking of its own inputs: on standard error, with what to do.

use std::fmt::Display;
use std::path::PathBuf;

use miette::Diagnostic;
use plangate_policy::{Bundle, InspectError};
use thiserror::Error;

use crate::terminal::{Terminal, safe};

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
    /// A directory that has none.
    #[error("no plan is in the directory `{argument}`")]
    #[diagnostic(help(
        "in a directory plans end in `.json`, `.json.gz` or `.tfplan`: `terraform show -json tfplan > plan.json`; a file of another name is named itself"
    ))]
    NoPlanIn {
        /// As typed.
        argument: String,
    },
    /// A file for a report in the place of a plan.
    #[error("no plan matches `{argument}`")]
    #[diagnostic(help("if the report goes there: `--format {format}={argument}`"))]
    ReportForPlan {
        /// As typed.
        argument: String,
        /// The form that has no file.
        format: String,
    },
    /// A DIR that names nothing.
    #[error("no root module matches `{argument}`")]
    #[diagnostic(help("name the directory of a root module, where its `.tf` files are"))]
    NoRoot {
        /// As typed.
        argument: String,
    },
    /// An argument for `terraform plan` that is in the way.
    #[error("`{argument}` can't be given to `plan`")]
    #[diagnostic(help("leave it out: the plan is written to a file that only plangate reads, and deleted"))]
    PlanArgument {
        /// As typed.
        argument: String,
    },
    /// The user does not want to wait.
    #[error("interrupted")]
    Interrupted,
    /// `-` where nothing is piped in.
    #[error("standard input is a terminal, not a plan")]
    #[diagnostic(help("pipe a plan in: `terraform show -json tfplan | plangate check -`"))]
    NoStdin,
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
    /// Two reports in one place.
    #[error("two reports go to {place}")]
    #[diagnostic(help("give each a file of its own, all but one: `--format sarif=report.sarif --format human`"))]
    OnePlace {
        /// The file or stream.
        place: String,
    },
    /// A report for a file without a name.
    #[error("`--format {format}=` names no file")]
    #[diagnostic(help("name it behind the `=`, or leave the `=` out for standard output"))]
    NoFile {
        /// The form.
        format: String,
    },
    /// A file for a report that nobody asked for.
    #[error("each `--format` has its file, and `--output {}` is left over", path.display())]
    #[diagnostic(help("leave it out, or ask for one more form: `--format FORMAT=FILE`"))]
    NoForm {
        /// The file.
        path: PathBuf,
    },
    /// A report that would take the place of a plan.
    #[error("`{}` is a plan to judge, and where a report would go", path.display())]
    #[diagnostic(help(
        "write the report to another file; if it is one from before, move it out of the directory of the plans"
    ))]
    OverPlan {
        /// The file.
        path: PathBuf,
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
    /// A word of `--undecided` that is no answer.
    #[error("`{word}` says none of `warn`, `deny` and `pass`")]
    Undecided {
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
    /// A framework that no rule has a control of.
    #[error("no rule serves a control of `{word}`")]
    NoFramework {
        /// As typed.
        word: String,
        /// What to do.
        #[help]
        help: String,
    },
    /// Several plans where one is shown.
    #[error("`{argument}` names several plans")]
    #[diagnostic(help("name one file"))]
    ManyPlans {
        /// As typed.
        argument: String,
    },
    /// A plan that can't be shown.
    #[error("`{file}` can't be read as a plan: {message}")]
    Plan {
        /// The plan.
        file: String,
        /// What is wrong with it.
        message: String,
        /// What to do.
        #[help]
        help: Option<String>,
    },
    /// A resource that is not there, or can't be shown.
    #[error("{error}")]
    Inspect {
        /// What is wrong with it.
        error: InspectError,
        /// What to do.
        #[help]
        help: Option<String>,
    },
    /// A directory of a root module that has no module.
    #[error("`{}` has no files of a configuration", path.display())]
    #[diagnostic(help("name the directory of the root module, where its `.tf` files are"))]
    NoSource {
        /// The directory.
        path: PathBuf,
    },
    /// Nothing to judge with.
    #[error("no rule is left to judge with")]
    #[diagnostic(help(
        "`--select` and `--skip` together leave none, the configuration switches them off, or none loaded; `plangate rules` lists them"
    ))]
    NoRules,
    /// Plans that do not lead to the same configuration.
    #[error("the plans have different configurations: {one} and {other}")]
    #[diagnostic(help("judge them apart, or name one with `--config FILE`; `--no-config` takes none"))]
    Configurations {
        /// Of the first plan.
        one: String,
        /// Of another one.
        other: String,
    },
    /// A configuration that is no text.
    #[error("`{file}` is not UTF-8")]
    #[diagnostic(help("save it as UTF-8 text"))]
    ConfigText {
        /// The file.
        file: String,
    },
    /// A file that `init` would overwrite.
    #[error("`{file}` is there already")]
    #[diagnostic(help("`init` overwrites nothing: edit it, or take it out of the way"))]
    Exists {
        /// The file.
        file: String,
    },
    /// A baseline that is none.
    #[error("`{file}` is no baseline: {message}")]
    #[diagnostic(help("`plangate baseline PLAN... -o FILE` writes one"))]
    Baseline {
        /// The file.
        file: String,
        /// What is wrong with it.
        message: String,
    },
    /// A second set of threads.
    #[error("{0} threads can't be started")]
    Threads(usize),
}

/// Something said on standard error, escaped: file names, versions and keys are other people's text.
#[derive(Debug, Error)]
#[error("{message}")]
struct Plain {
    message: String,
    source: Option<Said>,
    help: Option<String>,
}

/// What another program said, in lines.
#[derive(Debug, Error)]
#[error("{0}")]
struct Said(String);

impl Diagnostic for Plain {
    fn help(&self) -> Option<Box<dyn Display + '_>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn Display>)
    }
}

/// Prints to standard error: what is wrong, what another program `said` of it, and what to do about it.
pub(crate) fn print(message: &dyn Display, said: &[String], help: Option<&dyn Display>, terminal: &Terminal) {
    let lines: Vec<_> = said.iter().map(|line| safe(line)).collect();
    let plain = Plain {
        message: safe(&message.to_string()).into_owned(),
        source: (!lines.is_empty()).then(|| Said(lines.join("\n"))),
        help: help.map(|help| safe(&help.to_string()).into_owned()),
    };
    print_text(&terminal.render(&plain, terminal.stderr_color));
}

/// Prints text that is safe for a terminal to standard error.
pub(crate) fn print_text(text: &str) {
    use std::io::Write as _;
    // With standard error closed there is nobody to tell.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Prints an error with the help that it has.
pub(crate) fn print_error(context: &str, error: &dyn Diagnostic, terminal: &Terminal) {
    print(&format!("{context}{error}"), &[], error.help().as_deref(), terminal);
}

/// Says which rules did not load.
pub(crate) fn print_bad_rules(bundle: &Bundle, terminal: &Terminal) {
    for error in bundle.errors() {
        print(error, &[], Some(&"mend the file or leave its directory out"), terminal);
    }
}
