//! The plan: what one document says, borrowed from its text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::change::{Action, Check, DeferredChange, Mode, ResourceChange};
use crate::configuration::Configuration;
use crate::error::ReadError;
use crate::invocation::{DeferredInvocation, Invocation};
use crate::secrets::Secrets;
use crate::values::{PriorState, Resource, Values};

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plan.
    Plan,
    /// A state: what exists, each resource as a change that does nothing.
    State,
}

/// A plan, values left unread: they are JSON text in the document until somebody wants them.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Whether it is a plan, or a state that is read like one.
    pub kind: Kind,
    /// `format_version`, such as `1.2`.
    pub format_version: Cow<'a, str>,
    /// The version of Terraform or OpenTofu that made the plan.
    pub terraform_version: Option<Cow<'a, str>>,
    /// All resource changes, in the order of the plan. `planned_values` is not read for them: a destroy plan has none.
    pub changes: Vec<ResourceChange<'a>>,
    /// What was found changed outside of Terraform since the last apply: from the recorded state to the real one.
    pub drift: Vec<ResourceChange<'a>>,
    /// The conditions that the user declared, and whether they hold.
    pub checks: Vec<Check<'a>>,
    /// Changes put off to a later plan.
    pub deferred: Vec<DeferredChange<'a>>,
    /// Provider actions that apply invokes.
    pub invocations: Vec<Invocation<'a>>,
    /// Invocations put off to a later plan.
    pub deferred_invocations: Vec<DeferredInvocation<'a>>,
    /// Planning failed half-way: the changes are not all.
    pub errored: bool,
    /// Whether a second plan would have nothing more to do; `None` before Terraform 1.8 and in OpenTofu.
    pub complete: Option<bool>,
    pub(crate) configuration: Option<&'a RawValue>,
    pub(crate) variables: BTreeMap<Cow<'a, str>, Variable<'a>>,
    pub(crate) outputs: BTreeMap<Cow<'a, str>, OutputChange<'a>>,
    pub(crate) prior_state: Option<&'a RawValue>,
    /// `values` of a state.
    pub(crate) values: Option<&'a RawValue>,
}

/// An entry of `output_changes`.
#[derive(Debug, Deserialize)]
pub(crate) struct OutputChange<'a> {
    #[serde(borrow, default)]
    pub(crate) before: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) after: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) before_sensitive: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) after_sensitive: Option<&'a RawValue>,
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

    /// The data sources of some types that were read while planning, each as a change that only reads. Those that apply reads are among
    /// `changes`.
    ///
    /// # Errors
    /// A `prior_state` that is not as documented.
    pub fn data_sources(&self, kinds: &[&str]) -> Result<Vec<ResourceChange<'a>>, ReadError> {
        let section = if self.kind == Kind::Plan { "`prior_state`" } else { "`values`" };
        let unreadable = |error: serde_json::Error| ReadError::from_json(&error, section);
        // These sections are long, and most plans have no such data source.
        let quoted: Vec<String> = kinds.iter().map(|kind| format!("\"{kind}\"")).collect();
        let names = |raw: &&RawValue| {
            let is_in = |kind: &String| memchr::memmem::find(raw.get().as_bytes(), kind.as_bytes()).is_some();
            quoted.iter().any(is_in)
        };
        let prior = match self.prior_state.filter(names) {
            Some(raw) => serde_json::from_str::<PriorState<'a>>(raw.get()).map_err(unreadable)?.values,
            None => None,
        };
        let values: Option<Values<'a>> = match self.values.filter(names).or(prior) {
            Some(raw) => Some(serde_json::from_str(raw.get()).map_err(unreadable)?),
            None => None,
        };
        let resources = values.map(|values| values.root_module.into_resources()).unwrap_or_default();
        let wanted = |resource: &Resource<'_>| resource.mode == Mode::Data && kinds.contains(&resource.r#type.as_ref());
        let read = resources.into_iter().filter(|(_, resource)| wanted(resource));
        Ok(read.map(|(module, resource)| resource.into_change(module, Action::Read)).collect())
    }

    /// The literals that must never be shown, from all over the plan:
    ///
    /// * what is marked sensitive in resources (changes, drift, what is deferred, prior values, also of data sources), in outputs, and in what provider actions are given;
    /// * values and defaults of variables that are declared sensitive, in any module, and constants of sensitive outputs;
    /// * literals for write-only attributes, and for credentials of providers, which nothing marks.
    ///
    /// This reads most of the document: ask once, and only if something is to be shown.
    ///
    /// # Errors
    /// Marks or values that can't be read.
    pub fn secrets(&self) -> Result<Secrets, ReadError> {
        Secrets::of(self)
    }
}
