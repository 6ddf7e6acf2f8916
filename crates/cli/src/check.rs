//! `plangate check`: reads, judges, reports.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use plangate_policy::{Bundle, Decisions, Options, Outcome, PlanReport, Rule};

use crate::args::CheckArgs;
use crate::config::{Setup, set_up};
use crate::diagnostic::{self, CliError, Stop};
use crate::exit;
use crate::inputs::{self, Input, InputError};
use crate::output::{self, Frame, Outputs, Run};
use crate::sources::{Configurations, Seen, together};
use crate::terminal::Terminal;
use crate::terraform::Terraform;
use crate::today::today;
use crate::{bar, baseline, choice};

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
    /// The answer, once a bar was held against it.
    pub outcome: Outcome,
}

impl Judged<'_> {
    /// Drops what is as long as the plan. Counts, problems and waivers are kept.
    fn forget_findings(&mut self) {
        if let Ok(report) = &mut self.result {
            report.findings = Vec::new();
            report.grants = Vec::new();
            report.rules = Vec::new();
            report.no_rule = BTreeMap::new();
        }
        self.seen.lines = HashMap::new();
    }
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
    let mut outputs = Outputs::new(arguments)?;
    let inputs = inputs::resolve(&arguments.judged.plans).map_err(|error| meant_for_report(error, arguments))?;
    outputs.open(&inputs)?;
    let by = &arguments.judged.by;
    let setup = set_up(&by.config, &by.rules.policy, &inputs::directories(&inputs), terminal)?;
    report(arguments, inputs, setup, &mut outputs)
}

/// Of `--format sarif out.sarif`, the file was meant for the report.
fn meant_for_report(error: CliError, arguments: &CheckArgs) -> CliError {
    let CliError::NoPlan { argument } = error else { return error };
    let may_be_plan = inputs::is_glob(&argument) || inputs::may_be_plan(&argument);
    match arguments.format.iter().find(|format| format.file.is_none()) {
        Some(format) if !may_be_plan => CliError::ReportForPlan { argument, format: format.format.name() },
        _ => CliError::NoPlan { argument },
    }
}

/// Judges plans and writes what is found of them.
pub(crate) fn report(
    arguments: &CheckArgs,
    inputs: Vec<Input>,
    setup: Setup,
    outputs: &mut Outputs,
) -> Result<u8, Stop> {
    let (by, bar) = (&arguments.judged.by, &arguments.bar);
    let Setup { bundle, mut config, terminal } = setup;
    let terminal = &terminal;
    let rules = choice::chosen(&bundle, &by.rules, &by.opt_in, &config)?;
    let gate = bar::gate(bar, &config, &bundle.rules())?;
    outputs.settle(config.format);
    let decisions = Decisions {
        severities: std::mem::take(&mut config.severities),
        waivers: std::mem::take(&mut config.waivers),
        baseline: bar.baseline.as_deref().map(baseline::read).transpose()?,
        today: today(&by.today),
    };
    let options = Options { excerpts: outputs.have_excerpts(), decisions: Some(&decisions), ..Options::default() };
    let terraform = Terraform::new(by.read.terraform.as_deref());
    let lines = (outputs.lines(), outputs.have_excerpts());
    let configurations = Configurations::new(&arguments.judged, &config, lines, decisions.today)?;
    let how = How {
        terraform: &terraform,
        bundle: &bundle,
        rules: &rules,
        options: &options,
        digest: outputs.have_digests(),
        configurations: &configurations,
    };
    let outranked = |key| bar::outranking(arguments, key);
    let frame = Frame {
        bundle: &bundle,
        rules: &rules,
        gate,
        config: &config,
        decisions: &decisions,
        deny_unused: bar.deny_unused_waivers,
        outranked: &outranked,
    };
    outputs.begin(&frame);
    let mut plans = Vec::new();
    let keeps_findings = !outputs.are_lines();
    let watched = outputs.are_watched();
    judge_each(inputs, how, !watched && terminal.stderr_is_terminal, |mut plan| {
        plan.outcome = frame.plan_outcome(&plan);
        outputs.plan(&frame, &plan);
        if !keeps_findings {
            plan.forget_findings();
        }
        plans.push(plan);
    });
    let comments = together(plans.iter().map(|plan| plan.seen.comments.as_slice()));
    let run = Run { frame: &frame, plans: &plans, comments: &comments };
    complain(run.plans, terminal);
    outputs.end(&run, bar.verbose, terminal)?;
    Ok(code(run.outcome()))
}

/// The exit code that stands for an outcome.
pub(crate) fn code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => exit::PASS,
        Outcome::Violations => exit::VIOLATIONS,
        Outcome::CouldNotJudge => exit::COULD_NOT_JUDGE,
    }
}

/// Judges plans in parallel; each is dropped when it is judged. What came of them is handed over in their order.
pub fn judge_each<'b>(inputs: Vec<Input>, how: How<'_, 'b>, shows_progress: bool, take: impl FnMut(Judged<'b>) + Send) {
    let number = inputs.len();
    let progress = if shows_progress && number > 1 { bar(number) } else { ProgressBar::hidden() };
    let queue = Mutex::new(Queue { next: 0, waiting: BTreeMap::new(), take });
    let inputs = Mutex::new(inputs.into_iter().enumerate());
    let next = || inputs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some((position, input)) = next() {
            let judged = judge_one(input, how);
            progress.inc(1);
            queue.lock().unwrap_or_else(PoisonError::into_inner).put(position, judged);
        }
    };
    // A parallel iterator would do it in another order: a thread that waits for a part of its plan would begin with other plans, and
    // their reports would wait for that of the first.
    std::thread::scope(|scope| {
        for _ in 1..rayon::current_num_threads().min(number) {
            scope.spawn(work);
        }
        work();
    });
    progress.finish_and_clear();
}

/// Reports that came before their turn.
struct Queue<'b, F> {
    next: usize,
    waiting: BTreeMap<usize, Judged<'b>>,
    take: F,
}

impl<'b, F: FnMut(Judged<'b>)> Queue<'b, F> {
    fn put(&mut self, position: usize, judged: Judged<'b>) {
        self.waiting.insert(position, judged);
        while let Some(judged) = self.waiting.remove(&self.next) {
            (self.take)(judged);
            self.next += 1;
        }
    }
}

fn bar(plans: usize) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} plans").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(plans as u64).with_style(style)
}

fn judge_one<'b>(input: Input, how: How<'_, 'b>) -> Judged<'b> {
    let (digest, judged) = match input.read(how.terraform) {
        Ok(source) => {
            let judge = || {
                let plan = source.document.plan()?;
                let mut report = plangate_policy::judge(&plan, how.bundle, how.rules, how.options)?;
                let seen = how.configurations.look(&input, &plan, &how.bundle.rules(), &mut report);
                Ok((report, seen))
            };
            let digest = || how.digest.then(|| plangate_policy::digest(source.document.bytes()));
            let (digest, judged) = rayon::join(digest, judge);
            (digest, judged.map_err(|error| source.error(error)))
        }
        Err(error) => (None, Err(error)),
    };
    let (result, seen) = match judged {
        Ok((report, seen)) => (Ok(report), seen),
        Err(error) => (Err(error), Seen::default()),
    };
    Judged { input, digest, result, seen, outcome: Outcome::CouldNotJudge }
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
