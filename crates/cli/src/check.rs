//! `plangate check`: reads, judges, reports.

use indicatif::{ProgressBar, ProgressStyle};
use plangate_policy::{Bundle, Gate, Options, Outcome, PlanReport, Rule, Severity, Undecided};
use rayon::prelude::*;

use crate::args::{CheckArgs, Format};
use crate::choice;
use crate::diagnostic::{self, CliError, Stop};
use crate::inputs::{self, Input, InputError};
use crate::output::{self, Run, human, json};
use crate::terminal::Terminal;
use crate::terraform::Terraform;
use crate::{exit, write_stdout};

/// One plan and what came of it.
#[derive(Debug)]
pub struct Judged<'b> {
    /// Where it came from.
    pub input: Input,
    /// The SHA-256 of the document, where the report says it.
    pub digest: Option<String>,
    /// The report, or why there is none.
    pub result: Result<PlanReport<'b>, InputError>,
}

/// All that is loaded; what did not load is said on standard error.
///
/// # Errors
/// A directory that can't be read.
pub(crate) fn load(policy: &[std::path::PathBuf], terminal: &Terminal) -> Result<Bundle, CliError> {
    let mut bundle = Bundle::embedded();
    bundle.add_directories(policy).map_err(|(path, error)| CliError::Unreadable { path, error })?;
    diagnostic::print_bad_rules(&bundle, terminal);
    Ok(bundle)
}

/// The bar, made of a severity and of words `WHAT` and `RULES=WHAT`.
///
/// # Errors
/// A word that says nothing, or chooses no rule.
fn gate(arguments: &CheckArgs, all: &[&Rule]) -> Result<Gate, CliError> {
    let mut gate = Gate {
        fail_on: severity(&arguments.fail_on),
        undecided: Undecided::Warn,
        undecided_of: Vec::new(),
        scope: arguments.gate.into(),
    };
    for word in arguments.undecided.iter().map(|word| word.trim()) {
        let (rules, what) = match word.rsplit_once('=') {
            Some((rules, what)) => (Some(choice::selector(rules, all)?), what.trim()),
            None => (None, word),
        };
        let undecided = match what {
            "warn" => Undecided::Warn,
            "deny" => Undecided::Deny,
            "pass" => Undecided::Pass,
            _ => return Err(unknown_answer(word, rules.is_none() && choice::selector(word, all).is_ok())),
        };
        match rules {
            Some(selector) => gate.undecided_of.push((selector, undecided)),
            None => gate.undecided = undecided,
        }
    }
    Ok(gate)
}

fn unknown_answer(word: &str, chooses: bool) -> CliError {
    let help = if chooses {
        format!("rules need an answer, each group its own: `--undecided {word}=deny`")
    } else {
        "give one of the three, or one for some rules: `--undecided warn,iam=deny`".to_owned()
    };
    CliError::Undecided { word: word.to_owned(), help }
}

/// Runs the command.
pub(crate) fn check(arguments: &CheckArgs, terminal: &Terminal) -> Result<u8, Stop> {
    if let Some(jobs) = arguments.jobs {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
        threads.map_err(|_| CliError::Threads(jobs.get()))?;
    }
    let inputs = inputs::resolve(&arguments.plans)?;
    let bundle = load(&arguments.rules.policy, terminal)?;
    let rules = choice::chosen(&bundle, &arguments.rules, &arguments.opt_in)?;
    let gate = gate(arguments, &bundle.rules())?;
    let options = Options { excerpts: arguments.format == Format::Human, ..Options::default() };
    let terraform = Terraform::new(arguments.read.terraform.as_deref());
    let digest = arguments.format == Format::Json;
    let plans = judge_all(inputs, &terraform, &bundle, &rules, &options, digest, terminal);
    let run = Run { bundle: &bundle, rules: &rules, plans: &plans, gate };
    complain(&run, terminal);
    let code = code(run.outcome());
    let report = match arguments.format {
        Format::Human => {
            let color = arguments.output.is_none() && terminal.stdout_color;
            human::render(&run, arguments.verbose, color, terminal)
        }
        Format::Json => json::render(&run),
    };
    match &arguments.output {
        None => write_stdout(report.as_bytes(), code),
        Some(file) => {
            let written = std::fs::write(file, report);
            written.map_err(|error| CliError::Write { target: format!("`{}`", file.display()), error })?;
            Ok(code)
        }
    }
}

fn severity(word: &str) -> Severity {
    Severity::ALL.into_iter().find(|severity| severity.as_str() == word).unwrap_or(Severity::Low)
}

/// The exit code that stands for an outcome.
fn code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => exit::PASS,
        Outcome::Violations => exit::VIOLATIONS,
        Outcome::CouldNotJudge => exit::COULD_NOT_JUDGE,
    }
}

/// Judges plans in parallel; each is dropped when it is judged.
pub fn judge_all<'b>(
    inputs: Vec<Input>,
    terraform: &Terraform,
    bundle: &'b Bundle,
    rules: &[&'b Rule],
    options: &Options,
    digest: bool,
    terminal: &Terminal,
) -> Vec<Judged<'b>> {
    let progress =
        if terminal.stderr_is_terminal && inputs.len() > 1 { bar(inputs.len()) } else { ProgressBar::hidden() };
    let judged = inputs
        .into_par_iter()
        .map(|input| {
            let judged = judge_one(input, terraform, bundle, rules, options, digest);
            progress.inc(1);
            judged
        })
        .collect();
    progress.finish_and_clear();
    judged
}

fn bar(plans: usize) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} plans").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(plans as u64).with_style(style)
}

fn judge_one<'b>(
    input: Input,
    terraform: &Terraform,
    bundle: &'b Bundle,
    rules: &[&'b Rule],
    options: &Options,
    digest: bool,
) -> Judged<'b> {
    let source = match input.read(terraform) {
        Ok(source) => source,
        Err(error) => return Judged { input, digest: None, result: Err(error) },
    };
    let (digest, result) = rayon::join(
        || digest.then(|| plangate_policy::digest(source.document.bytes())),
        || source.document.plan().and_then(|plan| plangate_policy::judge(&plan, bundle, rules, options)),
    );
    let result = result.map_err(|error| source.error(error));
    Judged { input, digest, result }
}

/// Says on standard error what could not be judged, whatever the form of the report.
fn complain(run: &Run<'_>, terminal: &Terminal) {
    for plan in run.plans {
        match &plan.result {
            Err(error) => {
                let message = format!("could not judge {}: {error}", plan.input);
                let help = miette::Diagnostic::help(error);
                diagnostic::print(&message, error.said(), help.as_deref(), terminal);
            }
            Ok(report) => {
                for problem in &report.problems {
                    let message = format!("could not judge all of {}: {problem}", plan.input);
                    let help = output::help(problem);
                    diagnostic::print(
                        &message,
                        &[],
                        help.as_ref().map(|help| help as &dyn std::fmt::Display),
                        terminal,
                    );
                }
            }
        }
    }
}
