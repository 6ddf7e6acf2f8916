//! What can be typed. What it means is resolved by the commands.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use plangate_policy::{Scope, Severity};

/// Judges the plan of an infrastructure change before anything live is touched.
#[derive(Debug, Parser)]
#[command(name = "plangate", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to colour the output; `NO_COLOR` is heeded.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  pass: nothing at or above --fail-on was found
  1  violations
  2  could not judge: wrong usage, an unreadable plan, a rule that fails; outranks 1";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge plans: the files of `terraform plan -out`, or the JSON of `terraform show -json` (or `tofu`).
    Check(CheckArgs),
    /// Show what rules see of a resource, as JSON that any Rego engine can take for its input. Secrets are taken out.
    Input(InputArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Explain a rule: what it finds, why it matters, what to do.
    Explain(ExplainArgs),
    /// Print the completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (troff).
    Man,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CheckArgs {
    /// Files, directories (every `.json` and `.json.gz` below), globs, or `-` for standard input.
    #[arg(required = true, value_name = "PLAN")]
    pub plans: Vec<String>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// These of the opt-in rules, too, or `all` of them: requirements that only some organizations have. One that
    /// `--select` names by its id or alias needs no `--opt-in`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub opt_in: Vec<String>,
    /// How plans are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to a file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The lowest severity that fails the run.
    #[arg(long, value_parser = severity_parser(), default_value = "low", value_name = "SEVERITY")]
    pub fail_on: String,
    /// What to do about verdicts that depend on values known only after apply: `warn` (report them, and pass), `deny` (fail on
    /// them) or `pass` (only count them). `RULES=WHAT` says it for some rules, chosen as by `--select`; the last that fits counts.
    #[arg(long, default_value = "warn", value_name = "[RULES=]WHAT", value_delimiter = ',')]
    pub undecided: Vec<String>,
    /// Which findings fail the run: all, or those that the change introduces.
    #[arg(long, value_enum, default_value_t = GateArg::All, value_name = "WHICH")]
    pub gate: GateArg,
    /// List for each plan the rules that ran, with their verdicts, and the types that no rule looks at (`--format human`).
    #[arg(long, short)]
    pub verbose: bool,
    /// How many threads to use; all cores by default.
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Arguments that choose rules.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Add the Rego rules of a directory; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub policy: Vec<PathBuf>,
    /// Only these rules: an id (`aws-sg-*` for several), an alias, a domain, a severity or `all`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Not these rules; outranks `--select`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub skip: Vec<String>,
}

/// Arguments that say how plans are read.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// The `terraform` or `tofu` that reads binary plans; else `PLANGATE_TERRAFORM` names it, else the first on PATH.
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
    /// List them by the controls of a framework that they serve: `cis_aws`, `nist_800_53`, `pci_dss`, `soc2` and others.
    #[arg(long, value_name = "FRAMEWORK")]
    pub controls: Option<String>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The id of a rule, or the id of the same check in Checkov, Trivy or Regula.
    pub rule: String,
    /// Add the Rego rules of a directory; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub policy: Vec<PathBuf>,
}

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs; versioned, see the JSON Schema.
    Json,
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

fn severity_parser() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Severity::ALL.map(Severity::as_str))
}
