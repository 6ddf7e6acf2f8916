//! Values by module, as `prior_state` and a state hold them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::change::{Action, Change, Mode, ResourceChange};

/// The form of `prior_state`.
#[derive(Debug, Deserialize)]
pub(crate) struct PriorState<'a> {
    #[serde(borrow, default)]
    pub values: Option<&'a RawValue>,
}

/// Everything below `values`.
#[derive(Debug, Deserialize)]
pub(crate) struct Values<'a> {
    #[serde(borrow, default)]
    pub outputs: BTreeMap<Cow<'a, str>, Output<'a>>,
    #[serde(borrow)]
    pub root_module: Module<'a>,
}

/// An output of the root module.
#[derive(Debug, Deserialize)]
pub(crate) struct Output<'a> {
    #[serde(default)]
    pub sensitive: bool,
    #[serde(borrow, default)]
    pub value: Option<&'a RawValue>,
}

/// One instance of a module.
#[derive(Debug, Deserialize)]
pub(crate) struct Module<'a> {
    /// Empty for the root module.
    #[serde(borrow, default)]
    pub address: Cow<'a, str>,
    #[serde(borrow, default)]
    pub resources: Vec<Resource<'a>>,
    #[serde(borrow, default)]
    pub child_modules: Vec<Module<'a>>,
}

/// One instance of a resource or data source.
#[derive(Debug, Deserialize)]
pub(crate) struct Resource<'a> {
    #[serde(borrow)]
    pub address: Cow<'a, str>,
    #[serde(default)]
    pub mode: Mode,
    #[serde(borrow)]
    pub r#type: Cow<'a, str>,
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub index: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub provider_name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub deposed_key: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub values: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub sensitive_values: Option<&'a RawValue>,
}

impl<'a> Resource<'a> {
    /// As a change that leaves it as it is, or of a data source that reads it: then nothing was there before.
    pub(crate) fn into_change(self, module: Cow<'a, str>, action: Action) -> ResourceChange<'a> {
        let was_there = action == Action::NoOp;
        ResourceChange {
            address: self.address,
            previous_address: None,
            module,
            mode: self.mode,
            r#type: self.r#type,
            name: self.name,
            index: self.index,
            index_unknown: false,
            provider: self.provider_name,
            deposed: self.deposed_key,
            action_reason: None,
            change: Change {
                actions: vec![action],
                before: self.values.filter(|_| was_there),
                after: self.values,
                after_unknown: None,
                replace_paths: None,
                before_sensitive: self.sensitive_values.filter(|_| was_there),
                after_sensitive: self.sensitive_values,
            },
        }
    }
}

impl<'a> Module<'a> {
    /// All resources here and below, in the order of the text, each with the address of its module.
    pub(crate) fn into_resources(self) -> Vec<(Cow<'a, str>, Resource<'a>)> {
        let mut all = Vec::new();
        let mut open = vec![self];
        while let Some(module) = open.pop() {
            all.extend(module.resources.into_iter().map(|resource| (module.address.clone(), resource)));
            open.extend(module.child_modules.into_iter().rev());
        }
        all
    }
}
