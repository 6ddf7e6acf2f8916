//! The literals that a plan marks sensitive, wherever it holds values.

use memchr::memmem;
use rayon::prelude::*;
use serde::de::Deserialize;
use serde_json::value::RawValue;

use crate::change::ResourceChange;
use crate::error::ReadError;
use crate::marks::Marks;
use crate::overlay::marked_literals;
use crate::plan::Plan;
use crate::values::{PriorState, Values};

/// Literals of changes, drift, outputs, action invocations, and of the values before the plan. `planned_values` only repeat those
/// after the changes.
pub(super) fn literals(plan: &Plan<'_>) -> Result<Vec<String>, ReadError> {
    let (changed, prior) = rayon::join(|| of_changes(plan), || of_prior_values(plan));
    Ok([changed?, prior?].concat())
}

fn of_changes(plan: &Plan<'_>) -> Result<Vec<String>, ReadError> {
    let mut found: Vec<String> = plan.changes.par_iter().map(of_change).collect::<Result<Vec<_>, _>>()?.concat();
    // An attribute that terraform found changed holds its real value here and nowhere else.
    found.extend(plan.drift.par_iter().map(of_change).collect::<Result<Vec<_>, _>>()?.concat());
    for deferred in &plan.deferred {
        found.extend(of_change(&deferred.resource_change)?);
    }
    for (name, output) in &plan.outputs {
        let place = format!("`output_changes.{name}`");
        found.extend(marked(&place, output.before, output.before_sensitive)?);
        found.extend(marked(&place, output.after, output.after_sensitive)?);
    }
    let later = plan.deferred_invocations.iter().map(|deferred| &deferred.action_invocation);
    for invocation in plan.invocations.iter().chain(later) {
        let place = format!("a value of {}", invocation.address);
        found.extend(marked(&place, invocation.config_values, invocation.config_sensitive)?);
    }
    Ok(found)
}

/// What was known before the plan, or is all that a state says.
fn of_prior_values(plan: &Plan<'_>) -> Result<Vec<String>, ReadError> {
    let mut found = of_values(plan.values, "`values`")?;
    if let Some(state) = plan.prior_state.filter(|raw| marks_something(raw.get())) {
        let PriorState { values } = read(state, "`prior_state`")?;
        found.extend(of_values(values, "`prior_state`")?);
    }
    Ok(found)
}

fn of_change(change: &ResourceChange<'_>) -> Result<Vec<String>, ReadError> {
    let place = format!("a value of {}", change.address);
    let mut found = marked(&place, change.change.before, change.change.before_sensitive)?;
    found.extend(marked(&place, change.change.after, change.change.after_sensitive)?);
    Ok(found)
}

/// Data sources that were read while planning stand here alone. The text may be as long as all the rest, so it is searched
/// for a mark before it is read.
fn of_values(raw: Option<&RawValue>, place: &str) -> Result<Vec<String>, ReadError> {
    let Some(raw) = raw.filter(|raw| marks_something(raw.get())) else { return Ok(Vec::new()) };
    let Values { outputs, root_module } = read(raw, place)?;
    let mut found = Vec::new();
    for (name, output) in outputs.into_iter().filter(|(_, output)| output.sensitive) {
        found.extend(of_value(&format!("the output {name}"), output.value, &Marks::All)?);
    }
    for (_, resource) in root_module.into_resources() {
        let place = format!("a value of {}", resource.address);
        found.extend(marked(&place, resource.values, resource.sensitive_values)?);
    }
    Ok(found)
}

/// Whether any `sensitive_values` marks something, or an output is `sensitive`.
fn marks_something(text: &str) -> bool {
    const START: &[u8] = b"\"sensitive";
    let text = text.as_bytes();
    memmem::find_iter(text, START).any(|at| {
        let rest = text.get(at + START.len()..).unwrap_or_default();
        let rest = rest.strip_prefix(b"_values").unwrap_or(rest);
        let member = rest.strip_prefix(b"\"").map(<[u8]>::trim_ascii_start);
        member.and_then(|rest| rest.strip_prefix(b":")).is_some_and(|tree| holds_true(tree.trim_ascii_start()))
    })
}

/// Whether the JSON value at the start of `text` holds a `true` that is no part of a string.
fn holds_true(text: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b't' => return true,
            b'"' => {
                while bytes.next().is_some_and(|&byte| byte != b'"' && (byte != b'\\' || bytes.next().is_some())) {}
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 1 => depth -= 1,
            b'}' | b']' => return false,
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// The marked literals of a value.
fn marked(place: &str, value: Option<&RawValue>, marks: Option<&RawValue>) -> Result<Vec<String>, ReadError> {
    // Nearly all marks are empty trees; only `true` marks.
    match marks.filter(|marks| marks.get().contains("true")) {
        Some(marks) => of_value(place, value, &read(marks, place)?),
        None => Ok(Vec::new()),
    }
}

pub(super) fn of_value(place: &str, value: Option<&RawValue>, marks: &Marks) -> Result<Vec<String>, ReadError> {
    let Some(raw) = value.filter(|_| !marks.is_none()) else { return Ok(Vec::new()) };
    let mut literals = Vec::new();
    marked_literals(&read(raw, place)?, marks, &mut literals);
    Ok(literals)
}

pub(super) fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue, place: &str) -> Result<T, ReadError> {
    serde_json::from_str(raw.get()).map_err(|error| ReadError::from_json(&error, place))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::secrets::tests::expect_canaries;

    /// A change of `x_y.z` whose attribute `s` is sensitive before and after.
    fn change() -> Value {
        json!({"address": "x_y.z", "mode": "managed", "type": "x_y", "name": "z", "change": {
            "actions": ["update"],
            "before": {"s": "canary-before", "t": "public-before"}, "before_sensitive": {"s": true},
            "after": {"s": ["public-after", "canary-after"], "t": "public-after"}, "after_sensitive": {"s": [false, true]}}})
    }

    /// A module tree whose attribute `s` is sensitive, at the root and in a module.
    fn values() -> Value {
        let resource = |address: &str, mode: &str, canary: &str| {
            json!({"address": address, "mode": mode, "type": "x_y", "name": "z",
                "values": {"s": {"k": canary}, "t": "public-value"}, "sensitive_values": {"s": {"k": true}}})
        };
        json!({
            "outputs": {"o": {"sensitive": true, "value": "canary-output"}, "p": {"sensitive": false, "value": "public-output"}},
            "root_module": {
                "resources": [resource("data.x_y.z", "data", "canary-root")],
                "child_modules": [{"address": "module.m", "resources": [resource("module.m.x_y.z", "managed", "canary-module")]}]}})
    }

    #[test]
    fn of_changes() {
        expect_canaries(json!({"resource_changes": [change()]}));
    }

    #[test]
    fn of_drift() {
        expect_canaries(json!({"resource_drift": [change()]}));
    }

    #[test]
    fn of_deferred_changes() {
        expect_canaries(json!({"deferred_changes": [{"reason": "excluded", "resource_change": change()}]}));
    }

    #[test]
    fn of_output_changes() {
        expect_canaries(json!({"output_changes": {
            "a": {"actions": ["update"], "before": "canary-before", "after": {"k": "canary-after"},
                "before_sensitive": true, "after_sensitive": true},
            "b": {"actions": ["create"], "after": "public-output", "after_sensitive": false}}}));
    }

    #[test]
    fn of_what_was_read_while_planning() {
        expect_canaries(json!({"prior_state": {"format_version": "1.0", "values": values()}}));
    }

    #[test]
    fn of_a_state() {
        expect_canaries(json!({"values": values()}));
    }

    #[test]
    fn of_values_where_an_output_alone_is_marked() {
        let output = json!({"o": {"sensitive": true, "value": "canary-output"}});
        expect_canaries(json!({"prior_state": {"values": {"outputs": output, "root_module": {}}}}));
    }

    #[test]
    fn of_provider_actions() {
        let invocation = json!({"address": "action.x_y.z", "type": "x_y", "name": "z",
            "config_values": {"payload": "canary-payload", "name": "public-name"}, "config_sensitive": {"payload": true},
            "lifecycle_action_trigger": {"triggering_resource_address": "x_y.z", "action_trigger_event": "AfterCreate"}});
        expect_canaries(json!({"action_invocations": [invocation]}));
        expect_canaries(
            json!({"deferred_action_invocations": [{"reason": "excluded", "action_invocation": invocation}]}),
        );
    }

    #[test]
    fn a_mark_is_seen_without_reading_the_values() {
        let seen = [
            r#"{"sensitive_values":{"a":[{},{"b":true}]}}"#,
            r#"{"sensitive_values" : [false, true]}"#,
            r#"{"sensitive_values":{"a\"}":{"\\":[]},"b":true}}"#,
            r#"{"sensitive": true}"#,
        ];
        let not_seen = [
            r#"{"sensitive_values":{"a":[{},false],"true":{}},"values":{"b":true}}"#,
            r#"{"sensitive_values":false,"b":true}"#,
            r#"{"sensitive":false,"b":true}"#,
            r#"{"values":"\"sensitive_values\":true"}"#,
            r#"{"sensitive_values":{"#,
            r#"{"sensitive_values":{"a"#,
            r#"{"sensitive"#,
        ];
        for (texts, expected) in [(seen.as_slice(), true), (not_seen.as_slice(), false)] {
            for text in texts {
                assert_eq!(marks_something(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn what_can_not_be_read_is_named_and_not_shown() {
        let prior = json!({"values": values()});
        let mut plan = json!({"format_version": "1.2", "resource_changes": [], "prior_state": prior});
        plan["prior_state"]["values"]["root_module"]["resources"][0]["sensitive_values"] =
            json!({"s": true, "t": "canary"});
        let document = crate::Document::from_bytes(plan.to_string().into_bytes()).unwrap();
        let error = document.plan().unwrap().secrets().unwrap_err().to_string();
        assert_eq!(
            error,
            "a value of data.x_y.z is not as a plan has it: a string where a tree of `true` and `false` was expected"
        );
    }
}
