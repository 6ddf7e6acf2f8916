//! The report: what was found in one plan, and what that means for the run.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use plangate_plan::{Action, AttributePath, Excerpt};

use crate::bundle::Rule;
use crate::documents::Grant;
use crate::error::RuleError;
use crate::metadata::Severity;
use crate::waiver::{Lapsed, Place, Uses, Value, Waived};

/// What a rule says of a resource, where it is not a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The resource is in the bad state.
    Fail,
    /// It depends on a value known only after apply.
    Undecided,
}

/// Whether a finding comes with the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// It was not there before, or nothing tells that it was.
    Introduced,
    /// It was there before the change.
    Preexisting,
    /// It was there before the change, and is not afterwards.
    Fixed,
}

impl Provenance {
    /// The word of all outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Introduced => "introduced",
            Self::Preexisting => "preexisting",
            Self::Fixed => "fixed",
        }
    }
}

/// One finding.
#[derive(Debug)]
pub struct Finding<'b> {
    /// The rule that found it.
    pub rule: &'b Rule,
    /// How bad it is: as the rule says of itself, as it says of this finding, or as the user grades it.
    pub severity: Severity,
    /// Where the user graded it, if so.
    pub regraded: Option<Regraded>,
    /// The waiver that accepts it. It does not fail the run.
    pub waived: Option<Waived>,
    /// The waiver that would accept it if it had not expired.
    pub lapsed: Option<Lapsed>,
    /// Fail or undecided.
    pub verdict: Verdict,
    /// Whether it comes with the change. What is fixed failed before and does not fail the run.
    pub provenance: Provenance,
    /// The address of the resource.
    pub address: String,
    /// The key of the deposed object, if it is one.
    pub deposed: Option<String>,
    /// The module instance; empty for the root module.
    pub module: String,
    /// The resource type.
    pub r#type: String,
    /// What apply would do.
    pub actions: Vec<Action>,
    /// The value at fault; of what is fixed, where it was before.
    pub path: AttributePath,
    /// What is, secrets scrubbed.
    pub message: String,
    /// What a deferred value refers to, as far as the plan tells: `aws_eip.gw.public_ip`.
    pub depends_on: Vec<String>,
    /// The same for the same finding in another plan: rule, address, path without positions, message.
    pub fingerprint: String,
    /// The same for the same finding on all instances of a resource; see [`Finding::kind`].
    pub(crate) pattern: String,
    /// Whether it is undecided because an attribute is, and says no more.
    pub(crate) is_general: bool,
    /// Where the resource stands in the plan.
    pub(crate) position: usize,
    /// Whether the change gives the resource another thing to belong to, so that what was found before was found of that.
    pub(crate) is_elsewhere: bool,
    /// Number of the verdict among those of its rule: one on a resource may have several findings.
    pub(crate) verdict_number: usize,
    /// The value at fault, where waivers ask for it; not kept in a report.
    pub(crate) value: Option<Value>,
    /// The planned value, where it was asked for: of alike findings the first one has it.
    pub excerpt: Option<Excerpt>,
}

/// Another severity than the rule's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Regraded {
    /// What it would be.
    pub from: Severity,
    /// Who says so.
    pub place: Place,
}

impl Finding<'_> {
    /// Whether the change puts it right.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.provenance == Provenance::Fixed
    }

    pub(crate) fn was_there(&mut self) {
        self.provenance = Provenance::Preexisting;
    }

    /// What findings have in common that differ in the instance of the resource alone; where a value is not known and that is all there
    /// is to say, also in the rule.
    #[must_use]
    pub fn kind(&self) -> (Option<(&str, Severity)>, Verdict, Provenance, &str) {
        let of_rule = (!self.is_general).then(|| (self.rule.id(), self.severity));
        (of_rule, self.verdict, self.provenance, &self.pattern)
    }
}

/// The positions of open findings, of those that are alike also in what was decided about them the first.
#[must_use]
pub fn first_of_alike(findings: &[Finding<'_>]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let open = findings.iter().enumerate().filter(|(_, finding)| !finding.is_fixed() && finding.waived.is_none());
    let first = open.filter(|(_, finding)| seen.insert((finding.kind(), &finding.regraded, &finding.lapsed)));
    first.map(|(position, _)| position).collect()
}

/// Why a plan could not be judged, in part or as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// Planning failed half-way, so that the plan does not hold all changes.
    ErroredPlan,
    /// A resource whose values can't be read.
    Resource {
        /// What is wrong with them.
        message: String,
    },
    /// A rule that failed.
    Rule(RuleError),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ErroredPlan => {
                f.write_str("planning failed half-way (`errored`), so the plan does not hold all changes")
            }
            Self::Resource { message } => f.write_str(message),
            Self::Rule(error) => error.fmt(f),
        }
    }
}

/// Something to know of a plan besides its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It is a state and no plan.
    State,
    /// The plan lists no resource changes.
    NoChanges,
    /// The plan deletes all resources that it lists.
    OnlyDeletes,
    /// No rule looks at any type of the plan.
    NoRuleLooks,
    /// `complete` is false: targeted, or parts are deferred.
    Incomplete,
    /// Changes, and invocations of provider actions, that are put off to a later plan.
    Deferred {
        /// Their addresses.
        addresses: Vec<String>,
    },
    /// Provider actions that run with the change.
    Actions {
        /// Their addresses.
        addresses: Vec<String>,
    },
}

impl Note {
    /// Whether something of the change is not in this plan, so that its verdict is not the last word.
    ///
    /// Nothing of a change is in a state, and of a provider action only what it is given: what it does, such as running a
    /// function, no plan shows.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::State | Self::Incomplete | Self::Deferred { .. } | Self::Actions { .. })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State => f.write_str("this is a state, not a plan: what exists was judged, and no change to it"),
            Self::NoChanges => f.write_str("the plan lists no resource (refresh-only, or nothing is managed)"),
            Self::OnlyDeletes => f.write_str("the plan deletes everything it lists; nothing is left to judge"),
            Self::NoRuleLooks => f.write_str("no rule looks at any resource type of this plan"),
            Self::Incomplete => {
                f.write_str("the plan is not complete (targeted or deferred): a later plan holds more changes")
            }
            Self::Deferred { addresses } => {
                let plural = if addresses.len() == 1 { "change is" } else { "changes are" };
                write!(f, "{} {plural} deferred to a later plan: {}", addresses.len(), addresses.join(", "))
            }
            Self::Actions { addresses } => {
                let plural = if addresses.len() == 1 { "action runs" } else { "actions run" };
                let (count, addresses) = (addresses.len(), addresses.join(", "));
                let judged = if count == 1 { "is" } else { "are" };
                write!(f, "{count} provider {plural} with this change and {judged} not judged: {addresses}")
            }
        }
    }
}

/// How much of a plan was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Managed resources in the plan, deleted ones too.
    pub resources: usize,
    /// Of these, those that are deleted or forgotten, and so not judged.
    pub deleted: usize,
    /// Of these, those that at least one rule looked at.
    pub judged: usize,
    /// Of these, those whose type no rule looks at.
    pub no_rule: usize,
    /// Of these, those whose values can't be read; each is a problem.
    pub unreadable: usize,
    /// Rules that were evaluated, because a type of theirs occurs.
    pub rules: usize,
    /// Verdicts, one for each rule and resource: pass.
    pub pass: usize,
    /// Verdicts: fail.
    pub fail: usize,
    /// Verdicts: undecided.
    pub undecided: usize,
    /// Verdicts: fail or undecided, and all findings of it waived; these are in no other number.
    pub waived: usize,
    /// Findings of the state before that the change puts right.
    pub fixed: usize,
}

/// What one rule said of a plan. A rule that failed has a problem in the report, and maybe fewer verdicts than resources.
#[derive(Debug, Clone, Copy)]
pub struct RuleCounts<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// Verdicts, one for each resource: pass.
    pub pass: usize,
    /// Verdicts: fail.
    pub fail: usize,
    /// Verdicts: undecided.
    pub undecided: usize,
    /// Verdicts: all that was found is waived.
    pub waived: usize,
}

/// What was found in one plan.
#[derive(Debug)]
pub struct PlanReport<'b> {
    /// The version of Terraform or OpenTofu that made the plan.
    pub terraform_version: Option<String>,
    /// The format version of the plan.
    pub format_version: String,
    /// How much was looked at.
    pub counts: Counts,
    /// The rules that were evaluated, in the order they were given; their verdicts add up to those of `counts`.
    pub rules: Vec<RuleCounts<'b>>,
    /// The types that no rule looks at, with their resources that are not deleted; these add up to `counts.no_rule`.
    pub no_rule: BTreeMap<String, usize>,
    /// Worst first, then by rule, address and path.
    pub findings: Vec<Finding<'b>>,
    /// What the change grants that was not granted before, where a rule asks for it.
    pub grants: Vec<Grant>,
    /// What the waivers came to.
    pub uses: Uses,
    /// Why the plan could not be judged, if so.
    pub problems: Vec<Problem>,
    /// What else to know.
    pub notes: Vec<Note>,
}
