//! Waivers: findings that somebody accepts, with a reason and perhaps until some day.

mod apply;
mod baseline;

use std::fmt;

use plangate_plan::{AttributePath, Date};

pub use baseline::{Baseline, Entry};

use crate::bundle::{Rule, Selector};
use crate::gate::Where;
use crate::metadata::Severity;
use crate::pattern::Pattern;
use crate::report::Finding;
#[cfg(doc)]
use crate::report::PlanReport;

/// Where the user wrote something. Displayed as `plangate.toml:12:1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as it is shown.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// What kind of thing a waiver is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The configuration.
    Config,
    /// A comment in the sources.
    Comment,
    /// A baseline.
    Baseline,
}

impl Origin {
    /// The word of all outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Comment => "comment",
            Self::Baseline => "baseline",
        }
    }
}

/// A scalar of a plan or a configuration. It may be a secret: it is compared and never shown.
#[derive(Clone)]
pub struct Value(serde_json::Value);

impl Value {
    /// The value, if it is a text, a number or a boolean.
    #[must_use]
    pub fn new(value: serde_json::Value) -> Option<Self> {
        (value.is_string() || value.is_number() || value.is_boolean()).then_some(Self(value))
    }

    fn text(&self) -> String {
        self.0.as_str().map_or_else(|| self.0.to_string(), str::to_owned)
    }
}

impl PartialEq for Value {
    /// `22`, `22.0` and `"22"` are the same: Terraform turns one into another.
    fn eq(&self, other: &Self) -> bool {
        match (self.0.as_f64(), other.0.as_f64()) {
            (Some(number), Some(other)) => number.total_cmp(&other).is_eq(),
            _ => self.text() == other.text(),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value")
    }
}

/// Which findings a waiver accepts. One that comes from elsewhere and knows its findings in another way is another variant.
#[derive(Debug, Clone)]
pub enum Target {
    /// Those at addresses, and of these at values.
    Pattern {
        /// The addresses.
        address: Pattern,
        /// The values: at this path or below it.
        path: Option<Pattern>,
        /// What the value at fault must be. A sensitive one is none.
        value: Option<Value>,
    },
    /// What a comment in the sources is bound to. Whoever reads them knows which findings are there; see [`PlanReport::waive`].
    Bound {
        /// What that is, for messages: `aws_s3_bucket.logs`, or the file.
        to: String,
    },
}

impl Target {
    fn covers(&self, finding: &Finding<'_>) -> bool {
        match self {
            Self::Pattern { address, path, value } => {
                address.matches_address(&finding.address)
                    && path.as_ref().is_none_or(|path: &Pattern| path.matches_path(&finding.path))
                    && (value.is_none() || *value == finding.value)
            }
            Self::Bound { .. } => false,
        }
    }

    fn asks_for_value(&self) -> bool {
        matches!(self, Self::Pattern { value: Some(_), .. })
    }
}

/// A waiver.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// What it is written in.
    pub origin: Origin,
    /// The rules; any of them. None that it names may be known where it is a comment for another tool.
    pub rules: Vec<Selector>,
    /// The findings of these.
    pub target: Target,
    /// Why they are accepted.
    pub reason: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it holds, in UTC.
    pub expires: Option<Date>,
    /// Where it stands.
    pub place: Place,
}

impl Waiver {
    /// Whether it holds no longer.
    #[must_use]
    pub fn has_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|last| last < today)
    }

    /// The rules in words.
    #[must_use]
    pub fn rules(&self) -> String {
        self.rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    /// Whether it is about a rule.
    #[must_use]
    pub fn is_about(&self, rule: &Rule) -> bool {
        self.rules.iter().any(|selector| selector.matches(rule))
    }

    fn covers(&self, finding: &Finding<'_>) -> bool {
        self.is_about(finding.rule) && self.target.covers(finding)
    }
}

/// What accepts a finding. Secrets of the plan are taken out of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Waived {
    /// What it is written in.
    pub origin: Origin,
    /// Why; a baseline does not say.
    pub reason: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Where it stands.
    pub place: Place,
}

/// A waiver that would accept a finding if it had not expired.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lapsed {
    /// The last day on which it held.
    pub expired: Date,
    /// Where it stands.
    pub place: Place,
}

/// What users decide about findings, whatever rules say.
#[derive(Debug)]
pub struct Decisions {
    /// Other severities; of several that fit a finding the last one counts.
    pub severities: Vec<(Where, Severity, Place)>,
    /// Waivers; of several that fit the first one is named.
    pub waivers: Vec<Waiver>,
    /// Findings that are waived because they were there once.
    pub baseline: Option<Baseline>,
    /// The day of the run, in UTC.
    pub today: Date,
}

impl Decisions {
    /// Whether findings must have their values.
    pub(crate) fn ask_for_values(&self) -> bool {
        self.waivers.iter().any(|waiver| waiver.target.asks_for_value())
    }
}

/// How many findings of a plan each waiver, and each entry of the baseline, is about; in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// Of waivers; of one that has expired, the findings that it would accept.
    pub waivers: Vec<usize>,
    /// Of the baseline's entries.
    pub entries: Vec<usize>,
}

/// The values at `path` where it is a leaf that may be looked at.
pub(crate) fn leaf(values: &serde_json::Value, path: &AttributePath) -> Option<Value> {
    plangate_plan::lookup(values, path).cloned().and_then(Value::new)
}
