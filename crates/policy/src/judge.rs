//! Judging: the rules that concern a plan are evaluated over it in parallel.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use plangate_plan::address::{ConfigAddress, to_config_address};
use plangate_plan::{Configuration, Kind, Mode, Plan, ReadError, Referent, ResourceChange, Secrets};
use rayon::prelude::*;

use crate::bundle::{Bundle, Rule};
use crate::engine::{self, Limits, Machine};
use crate::error::RuleError;
use crate::input::{self, Keys, RawFinding, ResourceInput};
use crate::report::{Counts, Note, PlanReport, Problem};
use crate::verdict::{self, Judged};

/// Resources a rule without neighbours is given at a time: enough to make the set-up of an evaluation small, few enough
/// that two cores share a rule.
const SHARD: usize = 512;

/// How to judge.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What one evaluation may use up.
    pub limits: Limits,
    /// Which machine evaluates.
    pub machine: Machine,
    /// Whether findings carry the planned value.
    pub excerpts: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { limits: Limits::default(), machine: Machine::Best, excerpts: false }
    }
}

/// A resource of the plan that some rule looks at.
pub(crate) struct Subject<'p> {
    pub change: &'p ResourceChange<'p>,
    pub input: ResourceInput,
}

/// The subjects of a plan, by type.
pub(crate) struct Subjects<'p> {
    pub all: Vec<Subject<'p>>,
    by_type: HashMap<&'p str, Vec<usize>>,
    plan: &'p Plan<'p>,
    /// Resources and data sources of the configuration that have an instance in the plan; made when it is first asked for.
    instances: OnceLock<HashSet<ConfigAddress>>,
}

/// Judges a plan by `rules`, which are of `bundle`.
///
/// # Errors
/// A plan whose `configuration` is not as documented. All other failures are problems of the report.
pub fn judge<'b>(
    plan: &Plan<'_>,
    bundle: &'b Bundle,
    rules: &[&'b Rule],
    options: &Options,
) -> Result<PlanReport<'b>, ReadError> {
    let configuration = plan.configuration()?;
    let wanted = wanted_types(rules);
    let mut problems = Vec::new();
    let subjects = subjects(plan, &configuration, &wanted, &mut problems);
    let active: Vec<&Rule> = rules.iter().copied().filter(|rule| subjects.concern(rule)).collect();
    let secrets = plan.secrets().unwrap_or_else(|error| {
        problems.push(Problem::Resource { message: error.to_string() });
        Secrets::everything()
    });
    let judge = verdict::Judge::new(&configuration, &subjects, &secrets, options.excerpts);
    let judged: Vec<Judged<'_>> = active
        .par_iter()
        .map(|rule| {
            let evaluated = evaluate(plan, bundle, rule, &subjects, options);
            judge.rule(rule, evaluated.findings, evaluated.error)
        })
        .collect();

    let mut counts = count(plan, &subjects, rules);
    counts.rules = active.len();
    let mut findings = Vec::new();
    for judged in judged {
        counts.pass += judged.pass;
        counts.fail += judged.fail;
        counts.undecided += judged.undecided;
        findings.extend(judged.findings);
        problems.extend(judged.problems);
    }
    if plan.errored {
        problems.push(Problem::ErroredPlan);
    }
    problems.sort();
    problems.dedup();
    verdict::sort(&mut findings);
    Ok(PlanReport {
        terraform_version: plan.terraform_version.as_deref().map(str::to_owned),
        format_version: plan.format_version.as_ref().to_owned(),
        notes: notes(plan, counts),
        counts,
        findings,
        problems,
    })
}

/// The types that rules look at, with what providers never fill in of them.
fn wanted_types<'b>(rules: &[&'b Rule]) -> BTreeMap<&'b str, Vec<&'b str>> {
    let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for rule in rules {
        let custom = &rule.metadata.custom;
        for kind in custom.resources.iter().chain(&custom.linked) {
            wanted.entry(kind).or_default().extend(custom.never_computed.iter().map(String::as_str));
        }
    }
    wanted.into_iter().map(|(kind, never_computed)| (kind, never_computed.into_iter().collect())).collect()
}

/// Builds the values of the wanted resources in parallel; those that can't be read become problems.
fn subjects<'p>(
    plan: &'p Plan<'p>,
    configuration: &Configuration<'_>,
    wanted: &BTreeMap<&str, Vec<&str>>,
    problems: &mut Vec<Problem>,
) -> Subjects<'p> {
    let managed = |change: &&ResourceChange<'_>| change.mode == Mode::Managed;
    let concerned: Vec<(&ResourceChange<'_>, &Vec<&str>)> = plan
        .changes
        .iter()
        .filter(managed)
        .filter_map(|change| Some((change, wanted.get(change.r#type.as_ref())?)))
        .collect();
    let build = |keys: &mut Keys, (change, never_computed): &(&'p ResourceChange<'p>, &Vec<&str>)| {
        input::resource_input(change, configuration, never_computed, keys).map(|input| Subject { change, input })
    };
    let built: Vec<Result<Subject<'_>, ReadError>> =
        concerned.par_iter().with_min_len(16).map_init(Keys::default, build).collect();
    let mut all = Vec::with_capacity(built.len());
    let mut by_type: HashMap<&str, Vec<usize>> = HashMap::new();
    for subject in built {
        match subject {
            Ok(subject) => {
                by_type.entry(subject.change.r#type.as_ref()).or_default().push(all.len());
                all.push(subject);
            }
            Err(error) => problems.push(Problem::Resource { message: error.to_string() }),
        }
    }
    Subjects { all, by_type, plan, instances: OnceLock::new() }
}

impl Subjects<'_> {
    /// Whether a resource of a type that the rule judges is in the plan.
    fn concern(&self, rule: &Rule) -> bool {
        rule.metadata.custom.resources.iter().any(|kind| self.by_type.contains_key(kind.as_str()))
    }

    /// Positions of all subjects of some types.
    pub(crate) fn of(&self, types: &[String]) -> Vec<usize> {
        types.iter().filter_map(|kind| self.by_type.get(kind.as_str())).flatten().copied().collect()
    }

    /// Whether a resource or data source that an expression names has an instance: `count` may be zero.
    pub(crate) fn has_instance(&self, referent: &Referent) -> bool {
        let instances = self.instances.get_or_init(|| {
            let there = self.plan.changes.iter().filter(|change| !change.is_deleted());
            there.filter_map(|change| to_config_address(&change.address).ok()).collect()
        });
        ["", "data."].iter().any(|mode| {
            let resource = format!("{mode}{}.{}", referent.r#type, referent.name);
            instances.contains(&ConfigAddress { modules: referent.modules.clone(), resource })
        })
    }

    pub(crate) fn get(&self, position: usize) -> Option<&Subject<'_>> {
        self.all.get(position)
    }
}

/// What one rule said, and the first of its errors: one shard's failure loses nothing of the others.
#[derive(Default)]
struct Evaluated {
    findings: Vec<RawFinding>,
    error: Option<RuleError>,
}

/// Evaluates one rule, in shards where it looks at no neighbours.
fn evaluate(plan: &Plan<'_>, bundle: &Bundle, rule: &Rule, subjects: &Subjects<'_>, options: &Options) -> Evaluated {
    let program = match bundle.program(rule) {
        Ok(program) => program,
        Err(error) => return Evaluated { error: Some(error), ..Evaluated::default() },
    };
    let custom = &rule.metadata.custom;
    let mut positions = subjects.of(&custom.resources);
    let shard = if custom.linked.is_empty() {
        SHARD
    } else {
        positions.extend(subjects.of(&custom.linked));
        positions.len()
    };
    positions.sort_unstable();
    positions.dedup();
    let shards: Vec<Result<Vec<RawFinding>, RuleError>> = positions
        .par_chunks(shard.max(1))
        .map(|shard| {
            let resources = shard.iter().filter_map(|&position| subjects.get(position));
            let resources = resources.map(|subject| (subject.change.r#type.as_ref(), &subject.input));
            let deny = engine::evaluate(program, input::document(plan, resources), options.limits, options.machine)?;
            input::findings(&deny).map_err(|message| RuleError::at(&rule.module.file, 0, message))
        })
        .collect();
    let mut evaluated = Evaluated::default();
    for shard in shards {
        match shard {
            Ok(findings) => evaluated.findings.extend(findings),
            Err(error) => evaluated.error = evaluated.error.or(Some(error)),
        }
    }
    evaluated
}

fn count(plan: &Plan<'_>, subjects: &Subjects<'_>, rules: &[&Rule]) -> Counts {
    let judged_types: BTreeSet<&str> =
        rules.iter().flat_map(|rule| &rule.metadata.custom.resources).map(String::as_str).collect();
    let managed = || plan.changes.iter().filter(|change| change.mode == Mode::Managed);
    let resources = managed().count();
    let deleted = managed().filter(|change| change.is_deleted()).count();
    let looked_at =
        |subject: &&Subject<'_>| !subject.input.deleted && judged_types.contains(subject.change.r#type.as_ref());
    let judged = subjects.all.iter().filter(looked_at).count();
    let present = || managed().filter(|change| !change.is_deleted());
    let no_rule = present().filter(|change| !judged_types.contains(change.r#type.as_ref())).count();
    let unreadable = present().count() - judged - no_rule;
    Counts { resources, deleted, judged, no_rule, unreadable, ..Counts::default() }
}

/// In the order of the plan: an action is invoked once for each change that sets it off.
fn distinct<'p>(addresses: impl Iterator<Item = &'p Cow<'p, str>>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    addresses.map(AsRef::as_ref).filter(|address: &&str| seen.insert(*address)).map(str::to_owned).collect()
}

fn notes(plan: &Plan<'_>, counts: Counts) -> Vec<Note> {
    let mut notes = Vec::new();
    if plan.kind == Kind::State {
        notes.push(Note::State);
    }
    if counts.resources == 0 {
        notes.push(Note::NoChanges);
    } else if counts.deleted == counts.resources {
        notes.push(Note::OnlyDeletes);
    } else if counts.no_rule > 0 && counts.no_rule + counts.deleted == counts.resources {
        notes.push(Note::NoRuleLooks);
    }
    if plan.complete == Some(false) && !plan.errored {
        notes.push(Note::Incomplete);
    }
    let deferred = plan.deferred.iter().map(|deferred| &deferred.resource_change.address);
    let later = plan.deferred_invocations.iter().map(|deferred| &deferred.action_invocation.address);
    let deferred = distinct(deferred.chain(later));
    if !deferred.is_empty() {
        notes.push(Note::Deferred { addresses: deferred });
    }
    let actions = distinct(plan.invocations.iter().map(|invocation| &invocation.address));
    if !actions.is_empty() {
        notes.push(Note::Actions { addresses: actions });
    }
    notes
}
