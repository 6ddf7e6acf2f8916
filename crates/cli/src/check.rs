//! `plangate check`: reads, judges, reports.

use indicatif::{ProgressBar, ProgressStyle};
use plangate_policy::{Bundle, Decisions, Options, Outcome, PlanReport, Rule};
use rayon::prelude::*;

use crate::args::{CheckArgs, Format};
use crate::config::{Setup, set_up};
use crate::diagnostic::{self, CliError, Stop};
use crate::inputs::{self, Input, InputError};
use crate::output::{self, Run, human, json};
use crate::terminal::Terminal;
use crate::terraform::Terraform;
use crate::today::today;
use crate::{bar, baseline, choice};
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

/// Runs the command.
pub(crate) fn check(arguments: &CheckArgs, terminal: &Terminal) -> Result<u8, Stop> {
    if let Some(jobs) = arguments.jobs {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
        threads.map_err(|_| CliError::Threads(jobs.get()))?;
    }
    let inputs = inputs::resolve(&arguments.plans)?;
    let Setup { bundle, mut config, terminal } = set_up(&arguments.config, &arguments.rules.policy, &inputs, terminal)?;
    let terminal = &terminal;
    let rules = choice::chosen(&bundle, &arguments.rules, &arguments.opt_in, &config)?;
    let gate = bar::gate(arguments, &config, &bundle.rules())?;
    let format = arguments.format.or(config.format).unwrap_or(Format::Human);
    let decisions = Decisions {
        severities: std::mem::take(&mut config.severities),
        waivers: std::mem::take(&mut config.waivers),
        baseline: arguments.baseline.as_deref().map(baseline::read).transpose()?,
        today: today(&arguments.today),
    };
    let options = Options { excerpts: format == Format::Human, decisions: Some(&decisions), ..Options::default() };
    let terraform = Terraform::new(arguments.read.terraform.as_deref());
    let digest = format == Format::Json;
    let plans = judge_all(inputs, &terraform, &bundle, &rules, &options, digest, terminal);
    let outranked = |key| bar::outranking(arguments, key);
    let deny_unused = arguments.deny_unused_waivers;
    let run = Run {
        bundle: &bundle,
        rules: &rules,
        plans: &plans,
        gate,
        config: &config,
        decisions: &decisions,
        deny_unused,
        outranked: &outranked,
    };
    complain(run.plans, terminal);
    let code = code(run.outcome());
    let report = match format {
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
    options: &Options<'_>,
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
    options: &Options<'_>,
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
pub(crate) fn complain(plans: &[Judged<'_>], terminal: &Terminal) {
    for plan in plans {
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
