//! The one scan over the top level: wanted sections are borrowed, all others skipped.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde_json::value::RawValue;

use crate::change::{DeferredChange, ResourceChange};
use crate::error::ReadError;
use crate::plan::{Plan, Variable};

/// The top-level members that decide what the document is, and those that are read.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    format_version: Option<Cow<'a, str>>,
    #[serde(borrow)]
    terraform_version: Option<Cow<'a, str>>,
    // Left out is one thing (nothing is managed), null another (somebody took it out).
    #[serde(borrow, default, deserialize_with = "not_null")]
    resource_changes: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    deferred_changes: Option<&'a RawValue>,
    #[serde(borrow)]
    configuration: Option<&'a RawValue>,
    #[serde(borrow)]
    variables: Option<&'a RawValue>,
    errored: Option<bool>,
    complete: Option<bool>,
    #[serde(borrow)]
    planned_values: Option<&'a RawValue>,

    // Members of look-alikes.
    #[serde(rename = "@level")]
    event_level: Option<IgnoredAny>,
    plan_format_version: Option<IgnoredAny>,
    provider_schemas: Option<IgnoredAny>,
    values: Option<IgnoredAny>,
    serial: Option<IgnoredAny>,
    lineage: Option<IgnoredAny>,
    valid: Option<IgnoredAny>,
}

fn not_null<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<&'a RawValue>>, D::Error> {
    Vec::deserialize(deserializer).map(Some)
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
    detect(&envelope)?;
    reject_trailing(text, start + end)?;
    read(envelope)
}

/// Says of what the document is if it is no plan.
fn detect(envelope: &Envelope<'_>) -> Result<(), ReadError> {
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
        return Ok(());
    }
    if let Some(raw) = envelope.planned_values {
        let planned: PlannedValues =
            serde_json::from_str(raw.get()).map_err(|error| ReadError::from_json(&error, "`planned_values`"))?;
        // A refresh-only plan plans nothing; one that does says what it changes.
        return match planned.root_module.is_some_and(|root| root.holds_resources()) {
            true => Err(ReadError::NotAPlan { what: "it has planned values and no `resource_changes`" }),
            false => Ok(()),
        };
    }
    Err(if envelope.values.is_some() {
        ReadError::StateJson
    } else if envelope.provider_schemas.is_some() {
        ReadError::NotAPlan { what: "the output of `terraform providers schema -json`" }
    } else if envelope.valid.is_some() {
        ReadError::NotAPlan { what: "the output of `terraform validate -json`" }
    } else {
        ReadError::NotAPlan {
            what: "it has neither `resource_changes` nor `planned_values`, as the JSON of an empty state",
        }
    })
}

/// A wrapper may write lines behind the plan; anything in the same line or any other JSON is not the plan's.
fn reject_trailing(text: &str, end: usize) -> Result<(), ReadError> {
    let rest = text.get(end..).unwrap_or_default();
    let mut lines = rest.split('\n');
    let same_line = lines.next().unwrap_or_default();
    let wrapper = |line: &str| !line.trim_start().starts_with(['{', '[', '}', ']', ',', '"']) && !line.contains('\0');
    if same_line.trim().is_empty() && lines.all(wrapper) {
        return Ok(());
    }
    let before = text.get(..end).unwrap_or_default();
    Err(ReadError::Trailing { line: before.matches('\n').count() + 1 })
}

/// Reads the sections that are always needed; the changes in parallel.
fn read(envelope: Envelope<'_>) -> Result<Plan<'_>, ReadError> {
    let changes = changes(&envelope.resource_changes.unwrap_or_default())?;
    let deferred: Vec<DeferredChange<'_>> = section(envelope.deferred_changes, "deferred_changes")?;
    let variables: std::collections::BTreeMap<Cow<'_, str>, Variable<'_>> = section(envelope.variables, "variables")?;
    Ok(Plan {
        format_version: envelope.format_version.unwrap_or_default(),
        terraform_version: envelope.terraform_version,
        changes,
        deferred,
        errored: envelope.errored.unwrap_or(false),
        complete: envelope.complete,
        configuration: envelope.configuration,
        variables,
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
    serde_json::from_str(entry.get())
        .map_err(|error| ReadError::from_json(&error, &format!("`resource_changes[{position}]`")))
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
