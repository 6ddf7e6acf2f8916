//! Rules over plans: the bundle and its METADATA, evaluation in parallel, three-valued verdicts, and the report.

mod belonging;
mod bundle;
mod compile;
mod documents;
mod engine;
mod error;
mod files;
mod fingerprint;
mod gate;
mod input;
mod inspect;
mod judge;
mod metadata;
mod module;
mod pattern;
mod provenance;
mod report;
mod shown;
mod subject;
mod verdict;
mod waiver;

pub use bundle::{Bundle, Rule, Selector, UnknownSelector, nearest};
pub use documents::Grant;
pub use plangate_plan::{Date, NoDate};

pub use engine::{Limits, Machine, TestOutcome, run_tests};
pub use error::RuleError;
pub use gate::{Gate, Outcome, Scope, Setting, Undecided, Where};
pub use inspect::{InspectError, inspect};
pub use judge::{Options, judge};
pub use metadata::{Custom, Domain, Metadata, Neighbour, Section, Severity};
pub use module::Module;
pub use pattern::{Pattern, PatternError};
pub use report::{
    Counts, Finding, Note, PlanReport, Problem, Provenance, Regraded, RuleCounts, Verdict, first_of_alike,
};
pub use waiver::{Baseline, Decisions, Entry, Lapsed, Origin, Place, Target, Uses, Value, Waived, Waiver};

/// The lower-case hexadecimal digits of bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of bytes, as `sha256:` and hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    format!("sha256:{}", hex(&sha2::Sha256::digest(bytes)))
}
