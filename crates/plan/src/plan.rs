//! The plan: what one document says, borrowed from its text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::change::{DeferredChange, ResourceChange};
use crate::configuration::Configuration;
use crate::error::ReadError;

/// A plan, values left unread: they are JSON text in the document until somebody wants them.
#[derive(Debug)]
pub struct Plan<'a> {
    /// `format_version`, such as `1.2`.
    pub format_version: Cow<'a, str>,
    /// The version of Terraform or OpenTofu that made the plan.
    pub terraform_version: Option<Cow<'a, str>>,
    /// All resource changes, in the order of the plan. `planned_values` is never read: a destroy plan has none.
    pub changes: Vec<ResourceChange<'a>>,
    /// Changes put off to a later plan.
    pub deferred: Vec<DeferredChange<'a>>,
    /// Planning failed half-way: the changes are not all.
    pub errored: bool,
    /// Whether a second plan would have nothing more to do; `None` before Terraform 1.8 and in OpenTofu.
    pub complete: Option<bool>,
    pub(crate) configuration: Option<&'a RawValue>,
    pub(crate) variables: BTreeMap<Cow<'a, str>, Variable<'a>>,
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

    /// The string values of the root module's sensitive variables, however deep.
    ///
    /// # Errors
    /// A value that is no JSON serde_json can hold, such as one nested too deep.
    pub fn sensitive_strings(&self, configuration: &Configuration<'_>) -> Result<Vec<String>, ReadError> {
        let mut found = Vec::new();
        for name in configuration.sensitive_variables() {
            let Some(raw) = self.variables.get(name.as_str()).and_then(|variable| variable.value) else { continue };
            let value = serde_json::from_str(raw.get())
                .map_err(|error| ReadError::from_json(&error, &format!("`variables.{name}`")))?;
            let mut strings = Vec::new();
            crate::overlay::marked_strings(&value, &crate::marks::Marks::All, &mut strings);
            found.extend(strings.into_iter().map(str::to_owned));
        }
        Ok(found)
    }
}
