//! The one scan over the top level: wanted sections are borrowed, all others skipped.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::change::{Check, DeferredChange, ResourceChange};
use crate::error::ReadError;
use crate::invocation::{DeferredInvocation, Invocation};
use crate::plan::{Kind, OutputChange, Plan, Variable};
use crate::read::detect::PLAN_WORD;
use crate::read::state;

/// The top-level members that decide what the document is, and those that are read.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    format_version: Option<Cow<'a, str>>,
    #[serde(borrow)]
    terraform_version: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "list")]
    resource_changes: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    resource_drift: Option<&'a RawValue>,
    #[serde(borrow)]
    checks: Option<&'a RawValue>,
    #[serde(borrow)]
    deferred_changes: Option<&'a RawValue>,
    #[serde(borrow)]
    configuration: Option<&'a RawValue>,
    #[serde(borrow)]
    variables: Option<&'a RawValue>,
    #[serde(borrow)]
    output_changes: Option<&'a RawValue>,
    errored: Option<bool>,
    complete: Option<bool>,
    #[serde(borrow)]
    action_invocations: Option<&'a RawValue>,
    #[serde(borrow)]
    deferred_action_invocations: Option<&'a RawValue>,
    #[serde(borrow)]
    planned_values: Option<&'a RawValue>,
    // It is looked into for secrets alone, and only if something is to be shown.
    #[serde(borrow)]
    prior_state: Option<&'a RawValue>,

    // What a state holds in the place of changes.
    #[serde(borrow)]
    values: Option<&'a RawValue>,

    // Members of look-alikes.
    #[serde(rename = "@level")]
    event_level: Option<IgnoredAny>,
    plan_format_version: Option<IgnoredAny>,
    provider_schemas: Option<IgnoredAny>,
    serial: Option<IgnoredAny>,
    lineage: Option<IgnoredAny>,
    valid: Option<IgnoredAny>,
}

/// A list that is named in the error. Left out is one thing (nothing is managed), null another (somebody took it out).
fn list<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<&'a RawValue>>, D::Error> {
    struct Entries<'a>(PhantomData<&'a RawValue>);

    impl<'de: 'a, 'a> Visitor<'de> for Entries<'a> {
        type Value = Vec<&'a RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the list `resource_changes`")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = elements.next_element()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_any(Entries(PhantomData)).map(Some)
}

/// The part of `planned_values` that tells whether it holds a resource.
#[derive(Deserialize)]
struct PlannedValues {
    root_module: Option<PlannedModule>,
}

#[derive(Deserialize)]
struct PlannedModule {
    resources: Option<Vec<IgnoredAny>>,
    child_modules: Option<Vec<IgnoredAny>>,
}

impl PlannedModule {
    fn holds_resources(&self) -> bool {
        [&self.resources, &self.child_modules].into_iter().flatten().any(|list| !list.is_empty())
    }
}

/// Scans `text`, whose plan starts at byte `start`.
pub(super) fn scan(text: &str, start: usize) -> Result<Plan<'_>, ReadError> {
    let json = text.get(start..).unwrap_or_default();
    let mut stream = serde_json::Deserializer::from_str(json).into_iter::<Envelope<'_>>();
    let envelope = match stream.next() {
        Some(Ok(envelope)) => envelope,
        Some(Err(error)) => return Err(located(text, start, &error)),
        None => return Err(ReadError::Empty),
    };
    let end = stream.byte_offset();
    let kind = detect(&envelope)?;
    reject_others(text, start, start + end)?;
    read(envelope, kind)
}

/// Says what the document is.
fn detect(envelope: &Envelope<'_>) -> Result<Kind, ReadError> {
    if envelope.event_level.is_some() {
        return Err(ReadError::EventLines);
    }
    if envelope.plan_format_version.is_some() {
        return Err(ReadError::RedactedPlan);
    }
    if envelope.serial.is_some() && envelope.lineage.is_some() {
        return Err(ReadError::StateFile);
    }
    let Some(version) = &envelope.format_version else {
        return Err(ReadError::NotAPlan { what: "a JSON object without `format_version`" });
    };
    let major = version.split('.').next().unwrap_or_default();
    if !matches!(major, "0" | "1") {
        return Err(ReadError::FormatVersion { version: version.clone().into_owned() });
    }
    if envelope.resource_changes.is_some() {
        return Ok(Kind::Plan);
    }
    if let Some(raw) = envelope.planned_values {
        let planned: PlannedValues =
            serde_json::from_str(raw.get()).map_err(|error| ReadError::from_json(&error, "`planned_values`"))?;
        // A refresh-only plan plans nothing; one that does says what it changes.
        return match planned.root_module.is_some_and(|root| root.holds_resources()) {
            true => Err(ReadError::NotAPlan { what: "it has planned values and no `resource_changes`" }),
            false => Ok(Kind::Plan),
        };
    }
    if envelope.values.is_some() {
        return Ok(Kind::State);
    }
    Err(if envelope.provider_schemas.is_some() {
        ReadError::NotAPlan { what: "the output of `terraform providers schema -json`" }
    } else if envelope.valid.is_some() {
        ReadError::NotAPlan { what: "the output of `terraform validate -json`" }
    } else {
        ReadError::NotAPlan {
            what: "it has neither `resource_changes` nor `planned_values`, as the JSON of an empty state",
        }
    })
}

/// A wrapper may write lines around the plan. Anything in the same line, any other JSON, and another plan behind a prefix
/// is not the wrapper's; setup-terraform repeats the very plan behind one.
fn reject_others(text: &str, start: usize, end: usize) -> Result<(), ReadError> {
    let (before, plan, after) = (text.get(..start), text.get(start..end), text.get(end..));
    let (before, plan, after) =
        (before.unwrap_or_default(), plan.unwrap_or_default().trim_end(), after.unwrap_or_default());
    let line_at = |offset: usize| text.get(..offset).unwrap_or_default().matches('\n').count() + 1;
    if before.contains(PLAN_WORD) {
        return Err(ReadError::Trailing { line: line_at(start) });
    }
    let repeats = |line: &str| {
        let json = line.find('{').and_then(|at| line.get(at..)).unwrap_or_default();
        json.trim_end().trim_end_matches("%0A") == plan
    };
    let wrapper = |line: &str| {
        let json = line.trim_start().starts_with(['{', '[', '}', ']', ',', '"']);
        !json && !line.contains('\0') && (!line.contains(PLAN_WORD) || repeats(line))
    };
    let mut lines = after.split('\n');
    if lines.next().unwrap_or_default().trim().is_empty() && lines.all(wrapper) {
        return Ok(());
    }
    Err(ReadError::Trailing { line: line_at(end) })
}

/// Reads the sections that are always needed; the changes in parallel.
fn read(envelope: Envelope<'_>, kind: Kind) -> Result<Plan<'_>, ReadError> {
    let changes = match (kind, envelope.values) {
        (Kind::State, Some(values)) => state::changes(values)?,
        _ => changes(&envelope.resource_changes.unwrap_or_default())?,
    };
    let drift: Vec<ResourceChange<'_>> = section(envelope.resource_drift, "`resource_drift`")?;
    let checks: Vec<Check<'_>> = section(envelope.checks, "`checks`")?;
    let deferred: Vec<DeferredChange<'_>> = section(envelope.deferred_changes, "`deferred_changes`")?;
    for (position, deferred) in deferred.iter().enumerate() {
        acts(&deferred.resource_change, || format!("`deferred_changes[{position}]`"))?;
    }
    let invocations: Vec<Invocation<'_>> = section(envelope.action_invocations, "`action_invocations`")?;
    let deferred_invocations: Vec<DeferredInvocation<'_>> =
        section(envelope.deferred_action_invocations, "`deferred_action_invocations`")?;
    let variables: BTreeMap<Cow<'_, str>, Variable<'_>> = section(envelope.variables, "`variables`")?;
    let outputs: BTreeMap<Cow<'_, str>, OutputChange<'_>> = section(envelope.output_changes, "`output_changes`")?;
    Ok(Plan {
        kind,
        format_version: envelope.format_version.unwrap_or_default(),
        terraform_version: envelope.terraform_version,
        changes,
        drift,
        checks,
        deferred,
        invocations,
        deferred_invocations,
        errored: envelope.errored.unwrap_or(false),
        complete: envelope.complete,
        configuration: envelope.configuration,
        variables,
        outputs,
        prior_state: envelope.prior_state,
        values: envelope.values,
    })
}

fn section<'a, T: Default + Deserialize<'a>>(raw: Option<&'a RawValue>, place: &str) -> Result<T, ReadError> {
    match raw {
        Some(raw) => serde_json::from_str(raw.get()).map_err(|error| ReadError::from_json(&error, place)),
        None => Ok(T::default()),
    }
}

fn changes<'a>(entries: &[&'a RawValue]) -> Result<Vec<ResourceChange<'a>>, ReadError> {
    // The first error by position, so that the message does not depend on the order of threads.
    let parsed: Vec<Result<ResourceChange<'a>, ReadError>> = if entries.len() < 64 {
        entries.iter().enumerate().map(|(position, entry)| entry_of(entry, position)).collect()
    } else {
        entries.par_iter().enumerate().map(|(position, entry)| entry_of(entry, position)).collect()
    };
    parsed.into_iter().collect()
}

fn entry_of<'a>(entry: &'a RawValue, position: usize) -> Result<ResourceChange<'a>, ReadError> {
    let place = || format!("`resource_changes[{position}]`");
    let change: ResourceChange<'a> =
        serde_json::from_str(entry.get()).map_err(|error| ReadError::from_json(&error, &place()))?;
    acts(&change, place)?;
    Ok(change)
}

/// A change without actions would pass for one that does nothing.
fn acts(change: &ResourceChange<'_>, place: impl FnOnce() -> String) -> Result<(), ReadError> {
    if change.change.actions.is_empty() {
        return Err(ReadError::Shape { place: place(), message: "it has no `actions`".to_owned() });
    }
    Ok(())
}

/// Counts line and column from the start of the file, whatever stood before the JSON.
fn located(text: &str, start: usize, error: &serde_json::Error) -> ReadError {
    let before = text.get(..start).unwrap_or_default();
    let lines_before = before.matches('\n').count();
    let columns_before = if error.line() == 1 { before.len() - before.rfind('\n').map_or(0, |at| at + 1) } else { 0 };
    match ReadError::from_json(error, "the plan") {
        ReadError::Truncated { line, column } => {
            ReadError::Truncated { line: line + lines_before, column: column + columns_before }
        }
        ReadError::Syntax { line, column, message } => {
            ReadError::Syntax { line: line + lines_before, column: column + columns_before, message }
        }
        other => other,
    }
}
