//! Resource changes: the entries of `resource_changes`, their values left unread.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// What apply would do to a resource. A replace is delete and create, in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Nothing changes.
    NoOp,
    /// The resource is created.
    Create,
    /// A data source is read during apply.
    Read,
    /// The resource is changed in place.
    Update,
    /// The resource is destroyed.
    Delete,
    /// The resource leaves the state and goes on existing.
    Forget,
    /// An ephemeral resource is opened (OpenTofu).
    Open,
}

impl Action {
    /// The word of the plan.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoOp => "no-op",
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Forget => "forget",
            Self::Open => "open",
        }
    }
}

/// The kind of a resource block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// `resource`
    #[default]
    Managed,
    /// `data`
    Data,
    /// `ephemeral`
    Ephemeral,
}

/// One entry of `resource_changes`. Address and `deposed` together are its identity.
#[derive(Debug, Deserialize)]
pub struct ResourceChange<'a> {
    /// The address with module and instance keys, escaped.
    #[serde(borrow)]
    pub address: Cow<'a, str>,
    /// The address before a move.
    #[serde(borrow, default)]
    pub previous_address: Option<Cow<'a, str>>,
    /// The address of the module instance; empty for the root module.
    #[serde(borrow, default, rename = "module_address")]
    pub module: Cow<'a, str>,
    /// Managed, data or ephemeral.
    #[serde(default)]
    pub mode: Mode,
    /// The resource type.
    #[serde(borrow)]
    pub r#type: Cow<'a, str>,
    /// The name in the configuration.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// The raw instance key: a number, or a string without escapes for HCL.
    #[serde(borrow, default)]
    pub index: Option<&'a RawValue>,
    /// Whether the instance is not known yet: the address ends in `[*]`. Of deferred changes alone.
    #[serde(default)]
    pub index_unknown: bool,
    /// The provider's source address.
    #[serde(borrow, default, rename = "provider_name")]
    pub provider: Cow<'a, str>,
    /// The key of an object that a failed replace left behind.
    #[serde(borrow, default)]
    pub deposed: Option<Cow<'a, str>>,
    /// Why the actions are what they are, in the plan's words; new ones may come at any time.
    #[serde(borrow, default)]
    pub action_reason: Option<Cow<'a, str>>,
    /// What changes.
    #[serde(borrow)]
    pub change: Change<'a>,
}

/// The values before and after, and the marks beside them, each as JSON text.
#[derive(Debug, Deserialize)]
pub struct Change<'a> {
    /// What apply would do.
    pub actions: Vec<Action>,
    /// The values before; null for a create.
    #[serde(borrow, default)]
    pub before: Option<&'a RawValue>,
    /// The planned values; null for a delete.
    #[serde(borrow, default)]
    pub after: Option<&'a RawValue>,
    /// Which planned values only apply can know.
    #[serde(borrow, default)]
    pub after_unknown: Option<&'a RawValue>,
    /// The paths whose change makes a replace of an update.
    #[serde(borrow, default)]
    pub replace_paths: Option<&'a RawValue>,
    /// Which values before are sensitive.
    #[serde(borrow, default)]
    pub before_sensitive: Option<&'a RawValue>,
    /// Which planned values are sensitive.
    #[serde(borrow, default)]
    pub after_sensitive: Option<&'a RawValue>,
}

/// The top-level attributes of a resource's values, each as JSON text.
pub type Attributes<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// Takes the values before or after a change apart; none where there are no values.
///
/// # Errors
/// Values that are no object.
pub fn attributes(values: Option<&RawValue>) -> Result<Attributes<'_>, serde_json::Error> {
    values.map_or(Ok(None), |values| serde_json::from_str(values.get())).map(Option::unwrap_or_default)
}

impl ResourceChange<'_> {
    /// Whether apply does this among other things: a replace both creates and deletes.
    #[must_use]
    pub fn does(&self, action: Action) -> bool {
        self.change.actions.contains(&action)
    }

    /// Whether the object is there before: a create has nothing before, and neither has a read.
    #[must_use]
    pub fn existed(&self) -> bool {
        self.change.before.is_some_and(|before| before.get() != "null")
    }

    /// Whether apply does something to an object that is there: not so for a create, a read, and where nothing changes.
    #[must_use]
    pub fn touches(&self) -> bool {
        [Action::Update, Action::Delete, Action::Forget].into_iter().any(|action| self.does(action))
    }

    /// Whether the object is gone from the state afterwards.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        let gone = self.does(Action::Delete) || self.does(Action::Forget);
        gone && !self.does(Action::Create)
    }
}

/// An entry of `checks`: the preconditions, postconditions, validations and assertions of one block.
#[derive(Debug, Deserialize)]
pub struct Check<'a> {
    /// The block.
    #[serde(borrow)]
    pub address: CheckAddress<'a>,
    /// `pass`, `fail`, `error` or `unknown`.
    #[serde(borrow)]
    pub status: Cow<'a, str>,
    /// The instances of the block; none where it is not known yet how many there are.
    #[serde(borrow, default)]
    pub instances: Vec<CheckInstance<'a>>,
}

/// What a check is about.
#[derive(Debug, Deserialize)]
pub struct CheckAddress<'a> {
    /// `resource`, `output_value`, `check` or `var`; an instance has none of its own.
    #[serde(borrow, default)]
    pub kind: Cow<'a, str>,
    /// The address as it is shown.
    #[serde(borrow)]
    pub to_display: Cow<'a, str>,
    /// The module; empty for the root.
    #[serde(borrow, default)]
    pub module: Cow<'a, str>,
}

/// One instance of a check.
#[derive(Debug, Deserialize)]
pub struct CheckInstance<'a> {
    /// The instance.
    #[serde(borrow)]
    pub address: CheckAddress<'a>,
    /// As [`Check::status`].
    #[serde(borrow)]
    pub status: Cow<'a, str>,
    /// What the user's error messages say.
    #[serde(borrow, default)]
    pub problems: Vec<CheckProblem<'a>>,
}

/// A condition that does not hold.
#[derive(Debug, Deserialize)]
pub struct CheckProblem<'a> {
    /// The error message of the condition.
    #[serde(borrow)]
    pub message: Cow<'a, str>,
}

/// An entry of `deferred_changes`: a change that this plan puts off to a later one.
#[derive(Debug, Deserialize)]
pub struct DeferredChange<'a> {
    /// Why, in the plan's words.
    #[serde(borrow, default)]
    pub reason: Cow<'a, str>,
    /// What is put off, as far as it is known.
    #[serde(borrow)]
    pub resource_change: ResourceChange<'a>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(actions: &str) -> bool {
        let json = format!(r#"{{"address":"a.b","type":"a","name":"b","change":{{"actions":{actions}}}}}"#);
        serde_json::from_str::<ResourceChange<'_>>(&json).unwrap().is_deleted()
    }

    #[test]
    fn a_replace_is_no_delete() {
        assert!(change(r#"["delete"]"#));
        assert!(change(r#"["forget"]"#));
        assert!(!change(r#"["delete","create"]"#));
        assert!(!change(r#"["create","delete"]"#));
        assert!(!change(r#"["create","forget"]"#));
        assert!(!change(r#"["no-op"]"#));
    }

    #[test]
    fn an_action_nobody_knows_is_refused() {
        let json = r#"{"address":"a.b","type":"a","name":"b","change":{"actions":["explode"]}}"#;
        let error = serde_json::from_str::<ResourceChange<'_>>(json).unwrap_err().to_string();
        assert!(error.contains("unknown variant `explode`"), "{error}");
    }

    /// Reads a plan with one deferred change, whose actions these are.
    fn deferred(actions: &str) -> Result<bool, String> {
        let json = format!(
            r#"{{"format_version":"1.2","resource_changes":[],"deferred_changes":[{{"reason":"instance_count_unknown",
                "resource_change":{{"address":"a.b[*]","mode":"managed","type":"a","name":"b","index_unknown":true,
                    "change":{{"actions":{actions},"after":{{"c":1}},"after_unknown":{{"d":true}}}}}}}}]}}"#
        );
        let document = crate::Document::from_bytes(json.into_bytes()).unwrap();
        let plan = document.plan().map_err(|error| error.to_string())?;
        let change = &plan.deferred[0].resource_change;
        assert_eq!((change.r#type.as_ref(), change.change.after.unwrap().get()), ("a", r#"{"c":1}"#));
        Ok(change.index_unknown)
    }

    #[test]
    fn a_deferred_change_is_one_like_others() {
        assert_eq!(deferred(r#"["create"]"#), Ok(true));
        assert_eq!(deferred("[]").unwrap_err(), "`deferred_changes[0]` is not as a plan has it: it has no `actions`");
    }
}
