//! What can be typed. What it means is resolved by the commands.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Error, Parser, Subcommand, ValueEnum};
use plangate_policy::{Date, Scope, Severity};

use crate::output::Format;

/// Judges the plan of an infrastructure change before anything live is touched.
#[derive(Debug, Parser)]
#[command(name = "plangate", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to colour the output: auto by default; `NO_COLOR` is heeded.
    #[arg(long, global = true, value_enum, value_name = "WHEN", display_order = 900)]
    pub color: Option<Color>,
}

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  pass: nothing at or above --fail-on was found
  1  violations
  2  could not judge: wrong usage, an unreadable plan, a rule that fails; outranks 1";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge plans: the files of `terraform plan -out`, or the JSON of `terraform show -json` (or `tofu`).
    Check(CheckArgs),
    /// Plan root modules with terraform or tofu, and judge the plans.
    Root(RootArgs),
    /// Show what rules see of a resource, as JSON that any Rego engine can take for its input. Secrets are taken out.
    Input(InputArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Explain a rule: what it finds, why it matters, what to do.
    Explain(ExplainArgs),
    /// Write what is found now to a file, so that `check --baseline FILE` waives it.
    Baseline(BaselineArgs),
    /// Write a `plangate.toml` in which everything is explained and nothing is changed.
    Init,
    /// Print the completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (troff), or write it and that of each command to a directory.
    Man {
        /// Write `plangate.1`, `plangate-check.1` and so on to this directory.
        #[arg(long, value_name = "DIR")]
        out_dir: Option<PathBuf>,
    },
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CheckArgs {
    /// The form of the report: human by default. May be given several times, each but one with a file: `--format sarif=report.sarif
    /// --format human`.
    #[arg(long, value_parser = FormatParser, value_name = "FORMAT[=FILE]")]
    pub format: Vec<FormatArg>,
    /// The file of the format that names none, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The bar.
    #[command(flatten)]
    pub bar: BarArgs,
    /// What is judged.
    #[command(flatten)]
    pub judged: JudgeArgs,
    /// How many threads to use; all cores by default.
    #[arg(long, short, value_parser = threads, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Arguments of `root`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct RootArgs {
    /// Directories of root modules, or globs.
    #[arg(value_name = "DIR", default_value = ".")]
    pub roots: Vec<String>,
    /// Arguments for `terraform plan`, from the directory of the root module: `-- -var-file=dev.tfvars`.
    #[arg(last = true, value_name = "PLAN-ARGUMENT")]
    pub plan: Vec<String>,
    /// Run `terraform init` first where it has not been run.
    #[arg(long)]
    pub init: bool,
    /// Plan again, also where nothing has changed since it was judged today.
    #[arg(long)]
    pub no_cache: bool,
    /// The bar.
    #[command(flatten)]
    pub bar: BarArgs,
    /// By what plans are judged.
    #[command(flatten)]
    pub by: ByArgs,
}

/// The bar that plans have to pass, and how much is said.
#[derive(Debug, Clone, Args)]
pub struct BarArgs {
    /// The lowest severity that fails the run: low by default.
    #[arg(long, value_parser = severity_parser(), value_name = "SEVERITY")]
    pub fail_on: Option<String>,
    /// What to do about verdicts that depend on values known only after apply: `warn` (report them, and pass; the default), `deny`
    /// (fail on them) or `pass` (only count them). `RULES=WHAT` says it for some rules, chosen as by `--select`; the last that fits counts.
    #[arg(long, value_name = "[RULES=]WHAT", value_delimiter = ',')]
    pub undecided: Vec<String>,
    /// Which findings fail the run: all (the default), or those that the change introduces.
    #[arg(long, value_enum, value_name = "WHICH")]
    pub gate: Option<GateArg>,
    /// Waive what is in this file, which `plangate baseline` wrote.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Fail the run where a waiver accepts nothing that was found.
    #[arg(long)]
    pub deny_unused_waivers: bool,
    /// Also list, in the report for people, the rules that ran on each plan, with their verdicts, and the types that no rule looks at.
    #[arg(long, short)]
    pub verbose: bool,
}

/// Arguments of `baseline`.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// Write to a file instead of standard output; one that is there is replaced.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What is judged.
    #[command(flatten)]
    pub judged: JudgeArgs,
}

/// Which plans are judged, and by what.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// Files, directories (every `.json` and `.json.gz` below, and `.tfplan` without its JSON), globs, or `-` for standard input.
    #[arg(required = true, value_name = "PLAN")]
    pub plans: Vec<String>,
    /// The directory of the root module, whose lines are shown. By default that of the plan if it holds `.tf` files, else the working
    /// directory if it has all that is planned.
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,
    /// By what.
    #[command(flatten)]
    pub by: ByArgs,
}

/// By what plans are judged.
#[derive(Debug, Clone, Args)]
pub struct ByArgs {
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// These of the opt-in rules, too, or `all` of them: requirements that only some organizations have. One that
    /// `--select` names by its id needs no `--opt-in`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub opt_in: Vec<String>,
    /// Which configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// How plans are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// No comment in the configuration waives a finding: `plangate:ignore`, and those for other tools.
    #[arg(long)]
    pub no_inline: bool,
    /// The day of the run.
    #[command(flatten)]
    pub today: TodayArgs,
}

/// Arguments that choose the configuration.
#[derive(Debug, Clone, Args)]
pub struct ConfigArgs {
    /// The configuration. By default the first `plangate.toml` from the working directory up to the top of the repository, else from
    /// the directory of the plan.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// No configuration, whatever is there.
    #[arg(long)]
    pub no_config: bool,
}

/// The day on which waivers are looked at.
#[derive(Debug, Clone, Args)]
pub struct TodayArgs {
    /// Another day than today, for tests.
    #[arg(long, hide = true, value_name = "DATE")]
    pub today: Option<Date>,
}

/// Arguments that choose rules.
#[derive(Debug, Clone, Args)]
pub struct RuleArgs {
    /// Only these rules: an id (`aws-sg-*` for several), an id of another tool (`CKV_AWS_24`), a domain (`iam`), a severity or `all`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Not these rules; outranks `--select`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// Add the Rego rules of a directory; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub policy: Vec<PathBuf>,
}

/// Arguments that say how plans are read.
#[derive(Debug, Clone, Args)]
pub struct ReadArgs {
    /// The `terraform` or `tofu` that makes plans and reads binary ones; else `PLANGATE_TERRAFORM` names it, else the first on PATH.
    #[arg(long, value_name = "PATH")]
    pub terraform: Option<PathBuf>,
}

/// Arguments of `input`.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// The address of the resource as the plan has it, or `plan` for the sections that rules look at.
    pub address: String,
    /// A file, or `-` for standard input.
    pub plan: String,
    /// Which rules; all that judge the resource by default.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Which configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// How the plan is read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Which configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// List them by the controls of a framework that they serve: `cis_aws`, `nist_800_53`, `pci_dss`, `soc2` and others.
    #[arg(long, value_name = "FRAMEWORK")]
    pub controls: Option<String>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The id of a rule, or the id of the same check in Checkov, Trivy or Regula.
    pub rule: String,
    /// Add the Rego rules of a directory; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub policy: Vec<PathBuf>,
    /// Which configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// A form of the report, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatArg {
    /// The form.
    pub format: Format,
    /// The file, if one is named; `-` is standard output.
    pub file: Option<PathBuf>,
}

/// Reads `FORMAT[=FILE]`.
#[derive(Debug, Clone)]
struct FormatParser;

impl TypedValueParser for FormatParser {
    type Value = FormatArg;

    fn parse_ref(&self, command: &clap::Command, argument: Option<&Arg>, value: &OsStr) -> Result<FormatArg, Error> {
        let text = StringValueParser::new().parse_ref(command, argument, value)?;
        let (name, file) = text.split_once('=').map_or((text.as_str(), None), |(name, file)| (name, Some(file)));
        let format = EnumValueParser::<Format>::new().parse_ref(command, argument, OsStr::new(name))?;
        Ok(FormatArg { format, file: file.map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `--gate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GateArg {
    /// All that is found after the change.
    All,
    /// What was not there before the change.
    Introduced,
}

impl From<GateArg> for Scope {
    fn from(argument: GateArg) -> Self {
        match argument {
            GateArg::All => Self::All,
            GateArg::Introduced => Self::Introduced,
        }
    }
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "give a number from 1 on".to_owned())
}

fn severity_parser() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Severity::ALL.map(Severity::as_str))
}
