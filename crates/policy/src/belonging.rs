//! What a resource belongs to, before the change and after it: the same fault of another bucket is a new one.

use plangate_plan::address::{ConfigAddress, to_config_address};
use plangate_plan::{Action, Attributes, Configuration, Plan, ResourceChange, attributes, is_named_for, references_at};
use serde_json::Value;

/// Whether one of some top-level attributes leads to something else after the change. The attribute that a type is named for is the
/// name of the resource itself: a bucket belongs to no bucket.
pub(crate) fn is_other(
    plan: &Plan<'_>,
    configuration: &Configuration<'_>,
    change: &ResourceChange<'_>,
    subject: &[String],
) -> bool {
    if subject.is_empty() || !change.touches() || !change.existed() || change.is_deleted() {
        return false;
    }
    let (Ok(before), Ok(after)) = (attributes(change.change.before), attributes(change.change.after)) else {
        return false;
    };
    subject.iter().filter(|name| !is_named_for(name, &change.r#type)).any(|name| {
        match (value(&before, name), value(&after, name)) {
            (Some(was), None) => !is_still(plan, configuration, change, name, &was),
            (was, Some(Value::Array(items))) => {
                // Who leaves a group makes nothing of the others new.
                let was = was.as_ref().and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                items.iter().any(|item| !was.contains(item))
            }
            (was, is) => was != is,
        }
    })
}

/// Whether an attribute that only apply can know refers to the resource that it named before: one that is replaced.
fn is_still(
    plan: &Plan<'_>,
    configuration: &Configuration<'_>,
    change: &ResourceChange<'_>,
    name: &str,
    was: &Value,
) -> bool {
    let Some(written) = configuration.written(&change.address) else { return false };
    let references = written.body.map(|body| references_at(body, &[name])).unwrap_or_default();
    let targets: Vec<ConfigAddress> =
        configuration.trace(&written.address, &references).targets.into_iter().map(|target| target.address).collect();
    let is_target =
        |other: &&ResourceChange<'_>| to_config_address(&other.address).is_ok_and(|address| targets.contains(&address));
    let named = |other: &ResourceChange<'_>| {
        let before = attributes(other.change.before).unwrap_or_default();
        ["id", "name", "arn"].iter().any(|key| value(&before, key).as_ref() == Some(was))
    };
    // One that stays as it is would be known by name.
    let is_replaced = |other: &&ResourceChange<'_>| other.does(Action::Create) && other.existed();
    let mut replaced = plan.changes.iter().filter(is_replaced).filter(is_target);
    !targets.is_empty() && replaced.any(named)
}

/// The value of an attribute that is set.
fn value(attributes: &Attributes<'_>, name: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(attributes.get(name)?.get()).ok()?;
    (!value.is_null()).then_some(value)
}
