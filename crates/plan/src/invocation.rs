//! Invocations of provider actions: what apply does beside changing resources (Terraform 1.14 on).

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// An entry of `action_invocations`. The plan holds what the action is given, and not what it does.
#[derive(Debug, Deserialize)]
pub struct Invocation<'a> {
    /// The address of the action: `module.net.action.aws_lambda_invoke.warm["eu"]`.
    #[serde(borrow, default)]
    pub address: Cow<'a, str>,
    /// The type of the action.
    #[serde(borrow, default)]
    pub r#type: Cow<'a, str>,
    /// The change that sets it off; `None` where it was asked for on the command line.
    #[serde(borrow, default, rename = "lifecycle_action_trigger")]
    pub trigger: Option<Trigger<'a>>,
    #[serde(borrow, default)]
    pub(crate) config_values: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) config_sensitive: Option<&'a RawValue>,
}

/// What sets an action off.
#[derive(Debug, Deserialize)]
pub struct Trigger<'a> {
    /// The address of the resource whose change it is.
    #[serde(borrow, default, rename = "triggering_resource_address")]
    pub resource: Cow<'a, str>,
}

/// An entry of `deferred_action_invocations`.
#[derive(Debug, Deserialize)]
pub struct DeferredInvocation<'a> {
    /// Why, in the plan's words.
    #[serde(borrow, default)]
    pub reason: Cow<'a, str>,
    /// What is put off.
    #[serde(borrow)]
    pub action_invocation: Invocation<'a>,
}
