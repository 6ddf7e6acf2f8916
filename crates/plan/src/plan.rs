//! The plan: what one document says, borrowed from its text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::change::{Check, DeferredChange, ResourceChange};
use crate::configuration::Configuration;
use crate::error::ReadError;
use crate::marks::Marks;
use crate::overlay::marked_literals;
use crate::secrets::Secrets;

/// A plan, values left unread: they are JSON text in the document until somebody wants them.
#[derive(Debug)]
pub struct Plan<'a> {
    /// `format_version`, such as `1.2`.
    pub format_version: Cow<'a, str>,
    /// The version of Terraform or OpenTofu that made the plan.
    pub terraform_version: Option<Cow<'a, str>>,
    /// All resource changes, in the order of the plan. `planned_values` is never read: a destroy plan has none.
    pub changes: Vec<ResourceChange<'a>>,
    /// What was found changed outside of Terraform since the last apply: from the recorded state to the real one.
    pub drift: Vec<ResourceChange<'a>>,
    /// The conditions that the user declared, and whether they hold.
    pub checks: Vec<Check<'a>>,
    /// Changes put off to a later plan.
    pub deferred: Vec<DeferredChange<'a>>,
    /// Planning failed half-way: the changes are not all.
    pub errored: bool,
    /// Whether a second plan would have nothing more to do; `None` before Terraform 1.8 and in OpenTofu.
    pub complete: Option<bool>,
    pub(crate) configuration: Option<&'a RawValue>,
    pub(crate) variables: BTreeMap<Cow<'a, str>, Variable<'a>>,
    pub(crate) outputs: BTreeMap<Cow<'a, str>, OutputChange<'a>>,
}

/// An entry of `output_changes`.
#[derive(Debug, Deserialize)]
pub(crate) struct OutputChange<'a> {
    #[serde(borrow, default)]
    before: Option<&'a RawValue>,
    #[serde(borrow, default)]
    after: Option<&'a RawValue>,
    #[serde(borrow, default)]
    before_sensitive: Option<&'a RawValue>,
    #[serde(borrow, default)]
    after_sensitive: Option<&'a RawValue>,
}

/// The value of a root variable.
#[derive(Debug, Deserialize)]
pub(crate) struct Variable<'a> {
    #[serde(borrow, default)]
    pub(crate) value: Option<&'a RawValue>,
}

impl<'a> Plan<'a> {
    /// Indexes the `configuration` section; an empty index where the plan has none.
    ///
    /// # Errors
    /// A section that is not as documented.
    pub fn configuration(&self) -> Result<Configuration<'a>, ReadError> {
        match self.configuration {
            Some(raw) => Configuration::from_raw(raw).map_err(|error| ReadError::from_json(&error, "`configuration`")),
            None => Ok(Configuration::default()),
        }
    }

    /// The literals that must never be shown, from all over the plan: values that are marked sensitive before or after any
    /// change or drift, sensitive outputs, and the root module's sensitive variables.
    ///
    /// # Errors
    /// Marks or values that can't be read.
    pub fn secrets(&self, configuration: &Configuration<'_>) -> Result<Secrets, ReadError> {
        let of_changes: Vec<Vec<String>> = self
            .changes
            .par_iter()
            .chain(&self.drift)
            .map(|change| {
                let place = format!("a value of {}", change.address);
                let mut found = marked(&place, change.change.before, change.change.before_sensitive)?;
                found.extend(marked(&place, change.change.after, change.change.after_sensitive)?);
                Ok(found)
            })
            .collect::<Result<_, ReadError>>()?;
        let mut literals: Vec<String> = of_changes.into_iter().flatten().collect();
        for (name, output) in &self.outputs {
            let place = format!("`output_changes.{name}`");
            literals.extend(marked(&place, output.before, output.before_sensitive)?);
            literals.extend(marked(&place, output.after, output.after_sensitive)?);
        }
        for name in configuration.sensitive_variables() {
            let value = self.variables.get(name.as_str()).and_then(|variable| variable.value);
            literals.extend(of_value(&format!("`variables.{name}`"), value, &Marks::All)?);
        }
        Ok(Secrets::new(literals))
    }
}

/// The marked literals of a value.
fn marked(place: &str, value: Option<&RawValue>, marks: Option<&RawValue>) -> Result<Vec<String>, ReadError> {
    // Nearly all marks are empty trees; only `true` marks.
    let Some(marks) = marks.filter(|marks| marks.get().contains("true")) else { return Ok(Vec::new()) };
    let marks = serde_json::from_str(marks.get()).map_err(|error| ReadError::from_json(&error, place))?;
    of_value(place, value, &marks)
}

fn of_value(place: &str, value: Option<&RawValue>, marks: &Marks) -> Result<Vec<String>, ReadError> {
    let Some(raw) = value.filter(|_| !marks.is_none()) else { return Ok(Vec::new()) };
    let value = serde_json::from_str(raw.get()).map_err(|error| ReadError::from_json(&error, place))?;
    let mut literals = Vec::new();
    marked_literals(&value, marks, &mut literals);
    Ok(literals)
}
