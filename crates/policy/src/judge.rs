//! Judging: the rules that concern a plan are evaluated in parallel, over the state after the change and the one before it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use plangate_plan::{Action, Kind, Mode, Plan, ReadError, ResourceChange, Secrets};
use rayon::prelude::*;

use crate::bundle::{Bundle, Rule};
use crate::documents::{Grant, grants, principal_types};
use crate::engine::{self, Limits, Machine};
use crate::error::RuleError;
use crate::input::{self, Document, Input, RawFinding, Sections, Side};
use crate::metadata::{Custom, Section};
use crate::provenance;
use crate::report::{Counts, Finding, Note, PlanReport, Problem, RuleCounts};
use crate::subject::{Beside, DATA, Subject, Subjects, Wanted};
use crate::verdict::{self, Judge, Judged};
use crate::waiver::Decisions;

/// Resources a rule is given at a time if it sees no others beside them: enough to make the set-up of an evaluation small, few
/// enough that two cores share a rule.
const SHARD: usize = 512;

/// How to judge.
#[derive(Debug, Clone, Copy)]
pub struct Options<'d> {
    /// What one evaluation may use up.
    pub limits: Limits,
    /// Which machine evaluates.
    pub machine: Machine,
    /// Whether findings carry the planned value.
    pub excerpts: bool,
    /// What the user decided about findings.
    pub decisions: Option<&'d Decisions>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { limits: Limits::default(), machine: Machine::Best, excerpts: false, decisions: None }
    }
}

/// What all evaluations of a run have in common.
struct Run<'r, 'b> {
    bundle: &'b Bundle,
    sections: &'r Sections<'r>,
    options: &'r Options<'r>,
}

/// What one rule said of both states.
struct Said<'b> {
    rule: &'b Rule,
    after: Evaluated,
    before: Before,
}

/// What a rule said of the state before.
enum Before {
    /// Nothing that it looks at is changed by the plan: the same as of the state after.
    Same,
    /// Nothing that it looks at was there, or it is about the change itself.
    Nothing,
    /// Something else, perhaps.
    Evaluated(Evaluated),
}

/// Judges a plan by `rules`, which are of `bundle`.
///
/// # Errors
/// A plan whose `configuration` is not as documented. All other failures are problems of the report.
pub fn judge<'b>(
    plan: &Plan<'_>,
    bundle: &'b Bundle,
    rules: &[&'b Rule],
    options: &Options<'_>,
) -> Result<PlanReport<'b>, ReadError> {
    let configuration = plan.configuration()?;
    let mut problems = Vec::new();
    let wanted = Wanted::new(rules);
    let beside = Beside::read(plan, &wanted)?;
    let after = Subjects::build(plan, &beside, &configuration, &wanted, Side::After, &mut problems);
    let before = Subjects::build(plan, &beside, &configuration, &wanted, Side::Before, &mut problems);
    let mut sections = Sections::build(plan, &configuration, &wanted, &mut problems);
    let grants = if wanted.sections.contains(&Section::Grants) { grants(&before, &after) } else { Vec::new() };
    sections.set_grants(plan, &grants);

    let changed = changed_types(plan);
    let concern =
        |rule: &&Rule| after.concern(rule) || before.concern(rule) || sections.concern(&rule.metadata.custom.sections);
    let active: Vec<&Rule> = rules.iter().copied().filter(concern).collect();
    let run = Run { bundle, sections: &sections, options };
    let said: Vec<Said<'_>> = active
        .par_iter()
        .map(|rule| {
            let (after, before) =
                rayon::join(|| run.evaluate(rule, &after), || run.evaluate_before(rule, &before, &changed));
            Said { rule, after, before }
        })
        .collect();

    let secrets = secrets(plan, &said, &after, &grants, &mut problems);
    let values = options.decisions.is_some_and(Decisions::ask_for_values);
    let judge = |subjects, excerpts, values| {
        Judge::new(plan, &configuration, subjects, &sections, &secrets, verdict::Shows { excerpts, values })
    };
    let (judge_after, judge_before) = (judge(&after, options.excerpts, values), judge(&before, false, false));
    let judged: Vec<Judged<'_>> = said
        .into_par_iter()
        .map(|said| {
            let mut judged = judge_after.rule(said.rule, said.after.findings, said.after.error);
            match said.before {
                Before::Same => judged.findings.iter_mut().for_each(Finding::was_there),
                Before::Nothing => {}
                Before::Evaluated(before) => {
                    let was = judge_before.rule(said.rule, before.findings, before.error);
                    judged.problems.extend(was.problems);
                    provenance::compare(&mut judged.findings, was.findings);
                }
            }
            judged
        })
        .collect();

    let no_rule = no_rule(plan, &wanted.judged);
    let mut counts = count(plan, &after, &wanted.judged, no_rule.values().sum());
    counts.rules = active.len();
    let mut findings = Vec::new();
    let mut by_rule = Vec::with_capacity(active.len());
    for (rule, judged) in active.into_iter().zip(judged) {
        let Judged { pass, fail, undecided, .. } = judged;
        by_rule.push(RuleCounts { rule, pass, fail, undecided, waived: 0 });
        counts.pass += judged.pass;
        counts.fail += judged.fail;
        counts.undecided += judged.undecided;
        findings.extend(judged.findings);
        problems.extend(judged.problems);
    }
    counts.fixed = findings.iter().filter(|finding| finding.is_fixed()).count();
    if plan.errored {
        problems.push(Problem::ErroredPlan);
    }
    problems.sort();
    problems.dedup();
    let decide = |decisions: &Decisions| decisions.apply(&mut findings, &mut counts, &mut by_rule, &secrets);
    let uses = options.decisions.map(decide).unwrap_or_default();
    verdict::sort(&mut findings);
    if options.excerpts {
        judge_after.explain(&mut findings);
    }
    Ok(PlanReport {
        terraform_version: plan.terraform_version.as_deref().map(str::to_owned),
        format_version: plan.format_version.as_ref().to_owned(),
        notes: notes(plan, counts),
        counts,
        rules: by_rule,
        no_rule,
        findings,
        grants: grants.into_iter().filter(|grant| !grant.is_open).map(|grant| grant.scrubbed(&secrets)).collect(),
        uses,
        problems,
    })
}

/// The secrets of a plan, if there is something to show.
fn secrets(
    plan: &Plan<'_>,
    said: &[Said<'_>],
    after: &Subjects<'_>,
    grants: &[Grant],
    problems: &mut Vec<Problem>,
) -> Secrets {
    let speaks = |evaluated: &Evaluated| !evaluated.findings.is_empty() || evaluated.error.is_some();
    let found = said
        .iter()
        .any(|said| speaks(&said.after) || matches!(&said.before, Before::Evaluated(before) if speaks(before)));
    if !found && grants.is_empty() && after.all.iter().all(|subject| subject.input.deferred.is_none()) {
        return Secrets::new([]);
    }
    plan.secrets().unwrap_or_else(|error| {
        problems.push(Problem::Resource { message: error.to_string() });
        Secrets::everything()
    })
}

/// What one rule said, and the first of its errors: one shard's failure loses nothing of the others.
#[derive(Default)]
struct Evaluated {
    findings: Vec<RawFinding>,
    error: Option<RuleError>,
}

impl Run<'_, '_> {
    /// Evaluates one rule, in shards where it sees no resources beside the judged ones.
    fn evaluate(&self, rule: &Rule, subjects: &Subjects<'_>) -> Evaluated {
        let program = match self.bundle.program(rule, self.options.machine) {
            Ok(program) => program,
            Err(error) => return Evaluated { error: Some(error), ..Evaluated::default() },
        };
        let custom = &rule.metadata.custom;
        let mut positions = subjects.of(&custom.resources);
        if !custom.context.is_empty() {
            positions.extend(subjects.of(&custom.context));
        }
        positions.sort_unstable();
        positions.dedup();
        let whole = !custom.context.is_empty() || !custom.sections.is_empty();
        let size = if whole { positions.len() } else { SHARD };
        let mut shards: Vec<&[usize]> = positions.chunks(size.max(1)).collect();
        if shards.is_empty() && self.sections.concern(&custom.sections) {
            shards.push(&[]);
        }
        let shards: Vec<Result<Vec<RawFinding>, RuleError>> = shards
            .into_par_iter()
            .map(|shard| {
                let input = self.document(rule, shard, subjects);
                let deny = engine::evaluate(program, input, self.options.limits)?;
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

    fn document(&self, rule: &Rule, shard: &[usize], subjects: &Subjects<'_>) -> Input {
        let custom = &rule.metadata.custom;
        let mut document = Document::default();
        for &position in shard {
            let Some(subject) = subjects.get(position) else { continue };
            let neighbours = (!custom.linked.is_empty()).then(|| subjects.neighbours(position, &custom.linked));
            document.add(subject.head.kind, &subject.input, neighbours.as_ref());
        }
        document.finish(self.sections, &custom.sections)
    }

    /// Evaluates a rule over the state before.
    fn evaluate_before(&self, rule: &Rule, subjects: &Subjects<'_>, changed: &BTreeSet<&str>) -> Before {
        let custom = &rule.metadata.custom;
        if !custom.sections.is_empty() {
            Before::Nothing
        } else if !custom.types().any(|kind| changed.contains(kind) || is_data(kind)) && !gives_other(custom, changed) {
            Before::Same
        } else if subjects.concern(rule) {
            Before::Evaluated(self.evaluate(rule, subjects))
        } else {
            Before::Nothing
        }
    }
}

/// Whether it is a type of data sources. What they were before, nothing tells.
fn is_data(kind: &str) -> bool {
    kind.starts_with(DATA)
}

/// Whether something changes that tells what principals are given, for a rule that looks at that.
fn gives_other(custom: &Custom, changed: &BTreeSet<&str>) -> bool {
    custom.sees_principals() && principal_types().any(|kind| changed.contains(kind))
}

/// Types of which some resource changes, comes or goes.
fn changed_types<'p>(plan: &'p Plan<'_>) -> BTreeSet<&'p str> {
    let changed = |change: &&ResourceChange<'_>| change.change.actions != [Action::NoOp];
    plan.changes.iter().filter(changed).map(|change| change.r#type.as_ref()).collect()
}

/// Resources of the types that no rule looks at, by type.
fn no_rule(plan: &Plan<'_>, judged_types: &BTreeSet<&str>) -> BTreeMap<String, usize> {
    let mut types = BTreeMap::new();
    let present = plan.changes.iter().filter(|change| change.mode == Mode::Managed && !change.is_deleted());
    for change in present.filter(|change| !judged_types.contains(change.r#type.as_ref())) {
        *types.entry(change.r#type.to_string()).or_default() += 1;
    }
    types
}

fn count(plan: &Plan<'_>, subjects: &Subjects<'_>, judged_types: &BTreeSet<&str>, no_rule: usize) -> Counts {
    let managed = || plan.changes.iter().filter(|change| change.mode == Mode::Managed);
    let resources = managed().count();
    let deleted = managed().filter(|change| change.is_deleted()).count();
    let looked_at = |subject: &&Subject<'_>| {
        let is_managed = subject.change.is_some_and(|change| change.mode == Mode::Managed);
        is_managed && !subject.input.deleted && !subject.is_later && judged_types.contains(subject.head.kind)
    };
    let judged = subjects.all.iter().filter(looked_at).count();
    let unreadable = resources - deleted - judged - no_rule;
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
