//! What a rule sees, for those who write rules: the input of an evaluation as JSON, secrets taken out.

use std::collections::BTreeSet;

use plangate_plan::{AttributePath, Marked, Marks, Mode, Plan, ReadError, ResourceChange, SENSITIVE, Secrets, Step};
use serde_json::Value;

use crate::bundle::{Rule, nearest};
use crate::documents::grants;
use crate::input::{self, Document, Sections, Side};
use crate::metadata::{Neighbour, Section};
use crate::report::Problem;
use crate::subject::{Beside, Subjects, Wanted};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// The plan can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The resource can't be read.
    #[error("{message}")]
    Resource {
        /// What is wrong with it.
        message: String,
    },
    /// The plan has no such resource.
    #[error("the plan has no managed resource `{address}`")]
    NoResource {
        /// As given.
        address: String,
        /// The address most like it.
        nearest: Option<String>,
    },
}

/// The `input` that `rules` see of the resource at an address: those that judge its type, or one of the caller's choice. Of the
/// address `plan`, the sections that the rules look at.
///
/// What is sensitive is replaced, and its literals wherever they re-appear.
///
/// With it comes what of the rest can't be read, and so is missing.
///
/// # Errors
/// An address that the plan does not have, and one that can't be read.
pub fn inspect(plan: &Plan<'_>, rules: &[&Rule], address: &str) -> Result<(Value, Vec<Problem>), InspectError> {
    let configuration = plan.configuration()?;
    let managed = || plan.changes.iter().filter(|change| change.mode == Mode::Managed);
    let there = managed().find(|change| change.address == address);
    let whole = address == input::PLAN;
    if there.is_none() && !whole {
        let addresses = managed().map(|change| change.address.as_ref());
        return Err(InspectError::NoResource {
            address: address.to_owned(),
            nearest: nearest(address, addresses).map(str::to_owned),
        });
    }
    let judges = |rule: &&&Rule| match there {
        Some(change) => rule.metadata.custom.resources.iter().any(|kind| *kind == change.r#type),
        None => !rule.metadata.custom.sections.is_empty(),
    };
    let rules: Vec<&Rule> = rules.iter().filter(judges).copied().collect();
    let mut wanted = Wanted::new(&rules);
    if let Some(change) = there {
        wanted.add(&change.r#type);
    }
    let mut problems = Vec::new();
    let beside = Beside::read(plan, &wanted)?;
    let subjects = Subjects::build(plan, &beside, &configuration, &wanted, Side::After, &mut problems);
    let mut sections = Sections::build(plan, &configuration, &wanted, &mut problems);
    if wanted.sections.contains(&Section::Grants) {
        let before = Subjects::build(plan, &beside, &configuration, &wanted, Side::Before, &mut problems);
        sections.set_grants(plan, &grants(&before, &subjects));
    }

    let linked: Vec<Neighbour> = rules.iter().flat_map(|rule| &rule.metadata.custom.linked).cloned().collect();
    let context: BTreeSet<&String> = rules.iter().flat_map(|rule| &rule.metadata.custom.context).collect();
    let mut document = Document::default();
    let mut found = false;
    for (position, subject) in subjects.all.iter().enumerate() {
        if subject.head.address == address {
            found = true;
            let neighbours = (!linked.is_empty()).then(|| subjects.neighbours(position, &linked));
            document.add(subject.head.kind, &subject.input, neighbours.as_ref());
        } else if context.iter().any(|kind| *kind == subject.head.kind) {
            document.add(subject.head.kind, &subject.input, None);
        }
    }
    if !found && !whole {
        let about = |problem: &&Problem| problem.to_string().contains(address);
        let message = problems.iter().find(about).map_or("the resource can't be read".to_owned(), ToString::to_string);
        return Err(InspectError::Resource { message });
    }
    let of_rules: Vec<Section> = wanted.sections.into_iter().collect();
    let input = document.finish(&sections, &of_rules);
    let unreadable = |error| ReadError::shape("the input", &error);
    let mut json = serde_json::to_value(&input).map_err(unreadable)?;
    let secrets = plan.secrets()?;
    Redaction { plan, secrets: &secrets }.redact(&mut json)?;
    problems.sort();
    problems.dedup();
    Ok((json, problems))
}

struct Redaction<'r> {
    plan: &'r Plan<'r>,
    secrets: &'r Secrets,
}

impl Redaction<'_> {
    fn redact(&self, value: &mut Value) -> Result<(), ReadError> {
        match value {
            Value::String(text) => *text = self.secrets.scrub(text).into_owned(),
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.redact(item))?,
            Value::Object(members) => {
                let text = |key: &str| members.get(key).and_then(Value::as_str).map(str::to_owned);
                let (address, deposed) = (text("address"), text("deposed"));
                // A resource may both have drifted and change.
                for change in address.iter().flat_map(|address| self.changes(address, deposed.as_deref())) {
                    let (before, after) = (change.change.before_sensitive, change.change.after_sensitive);
                    let of_values = Side::After.sensitive(change);
                    for (member, marks) in [("values", of_values), ("before", before), ("after", after)] {
                        if let (Some(value), Some(marks)) = (members.get_mut(member), marks) {
                            let place = format!("the marks of {}", change.address);
                            let marks: Marks =
                                serde_json::from_str(marks.get()).map_err(|error| ReadError::shape(&place, &error))?;
                            hide(value, &marks);
                        }
                    }
                    if let (Some(Value::Object(documents)), Some(marks)) = (members.get_mut("documents"), of_values) {
                        let marks: Marks = serde_json::from_str(marks.get()).unwrap_or(Marks::All);
                        documents.values_mut().filter(|document| is_marked(document, &marks)).for_each(|document| {
                            *document = Value::from(SENSITIVE);
                        });
                    }
                }
                let redacted = std::mem::take(members).into_iter().map(|(key, mut inner)| {
                    self.redact(&mut inner)?;
                    Ok((self.secrets.scrub(&key).into_owned(), inner))
                });
                *members = redacted.collect::<Result<_, ReadError>>()?;
            }
            Value::Number(number) if self.secrets.scrub(&number.to_string()) == SENSITIVE => {
                *value = Value::from(SENSITIVE);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        Ok(())
    }

    fn changes(&self, address: &str, deposed: Option<&str>) -> impl Iterator<Item = &ResourceChange<'_>> {
        let deferred = self.plan.deferred.iter().map(|deferred| &deferred.resource_change);
        let changes = self.plan.changes.iter().chain(&self.plan.drift).chain(deferred);
        changes.filter(move |change| change.address == address && change.deposed.as_deref() == deposed)
    }
}

/// Whether the value that a document was read from is marked.
fn is_marked(document: &Value, marks: &Marks) -> bool {
    let steps = document.get("path").and_then(Value::as_array).into_iter().flatten();
    let step = |step: &Value| match step {
        Value::String(key) => Step::Key(key.clone()),
        other => Step::Index(other.as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or_default()),
    };
    marks.at(&AttributePath(steps.map(step).collect())) != Marked::No
}

/// Replaces what is marked.
fn hide(value: &mut Value, marks: &Marks) {
    match (value, marks) {
        (_, Marks::None) => {}
        (value, Marks::All) => *value = Value::from(SENSITIVE),
        (Value::Array(items), Marks::Array(marks)) => {
            items.iter_mut().zip(marks).for_each(|(item, marks)| hide(item, marks));
        }
        (Value::Object(members), marks) => {
            members.iter_mut().for_each(|(key, inner)| hide(inner, marks.member(key)));
        }
        _ => {}
    }
}
