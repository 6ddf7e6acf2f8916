//! `plangate check`: reads, judges, reports.

use indicatif::{ProgressBar, ProgressStyle};
use plangate_policy::{Bundle, Decisions, Options, Outcome, PlanReport, Rule};
use rayon::prelude::*;

use crate::args::{CheckArgs, Format};
use crate::config::{Setup, set_up};
use crate::diagnostic::{self, CliError, Stop};
use crate::inputs::{self, Input, InputError};
use crate::output::{self, Run, human, json};
use crate::sources::{Configurations, Lines, Seen, together};
use crate::terminal::Terminal;
use crate::terraform::Terraform;
use crate::today::today;
use crate::{bar, baseline, choice};
use crate::{exit, write_out};

/// One plan and what came of it.
#[derive(Debug)]
pub struct Judged<'b> {
    /// Where it came from.
    pub input: Input,
    /// The SHA-256 of the document, where the report says it.
    pub digest: Option<String>,
    /// The report, or why there is none.
    pub result: Result<PlanReport<'b>, InputError>,
    /// What the configuration tells of its findings.
    pub seen: Seen,
}

/// How plans are judged.
#[derive(Debug, Clone, Copy)]
pub struct How<'h, 'b> {
    /// The program that reads binary plans.
    pub terraform: &'h Terraform,
    /// The bundle of the rules.
    pub bundle: &'b Bundle,
    /// The rules that were chosen.
    pub rules: &'h [&'b Rule],
    /// Limits and decisions.
    pub options: &'h Options<'h>,
    /// Whether the digests of plans are wanted.
    pub digest: bool,
    /// The configurations that plans were made from.
    pub configurations: &'h Configurations,
}

/// Runs the command.
pub(crate) fn check(arguments: &CheckArgs, terminal: &Terminal) -> Result<u8, Stop> {
    if let Some(jobs) = arguments.jobs {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
        threads.map_err(|_| CliError::Threads(jobs.get()))?;
    }
    let judged = &arguments.judged;
    let inputs = inputs::resolve(&judged.plans)?;
    let Setup { bundle, mut config, terminal } = set_up(&judged.config, &judged.rules.policy, &inputs, terminal)?;
    let terminal = &terminal;
    let rules = choice::chosen(&bundle, &judged.rules, &judged.opt_in, &config)?;
    let gate = bar::gate(arguments, &config, &bundle.rules())?;
    let format = arguments.format.or(config.format).unwrap_or(Format::Human);
    let decisions = Decisions {
        severities: std::mem::take(&mut config.severities),
        waivers: std::mem::take(&mut config.waivers),
        baseline: arguments.baseline.as_deref().map(baseline::read).transpose()?,
        today: today(&judged.today),
    };
    let options = Options { excerpts: format == Format::Human, decisions: Some(&decisions), ..Options::default() };
    let terraform = Terraform::new(judged.read.terraform.as_deref());
    let lines = if format == Format::Human { Lines::Excerpts } else { Lines::All };
    let configurations = Configurations::new(&judged.source, &config, lines, decisions.today)?;
    let how = How {
        terraform: &terraform,
        bundle: &bundle,
        rules: &rules,
        options: &options,
        digest: format == Format::Json,
        configurations: &configurations,
    };
    let plans = judge_all(inputs, how, terminal);
    let comments = together(plans.iter().map(|plan| plan.seen.comments.as_slice()));
    let outranked = |key| bar::outranking(arguments, key);
    let deny_unused = arguments.deny_unused_waivers;
    let run = Run {
        bundle: &bundle,
        rules: &rules,
        plans: &plans,
        gate,
        config: &config,
        decisions: &decisions,
        comments: &comments,
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
    write_out(arguments.output.as_deref(), &report, code)
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
pub fn judge_all<'b>(inputs: Vec<Input>, how: How<'_, 'b>, terminal: &Terminal) -> Vec<Judged<'b>> {
    let progress =
        if terminal.stderr_is_terminal && inputs.len() > 1 { bar(inputs.len()) } else { ProgressBar::hidden() };
    let judged = inputs
        .into_par_iter()
        .map(|input| {
            let judged = judge_one(input, how);
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

fn judge_one<'b>(input: Input, how: How<'_, 'b>) -> Judged<'b> {
    let source = match input.read(how.terraform) {
        Ok(source) => source,
        Err(error) => return Judged { input, digest: None, result: Err(error), seen: Seen::default() },
    };
    let judge = || {
        let plan = source.document.plan()?;
        let mut report = plangate_policy::judge(&plan, how.bundle, how.rules, how.options)?;
        let seen = how.configurations.look(&input, &plan, &how.bundle.rules(), &mut report);
        Ok((report, seen))
    };
    let (digest, judged) = rayon::join(|| how.digest.then(|| plangate_policy::digest(source.document.bytes())), judge);
    match judged {
        Ok((report, seen)) => Judged { input, digest, result: Ok(report), seen },
        Err(error) => {
            let error = source.error(error);
            Judged { input, digest, result: Err(error), seen: Seen::default() }
        }
    }
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
