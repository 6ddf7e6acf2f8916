//! Steps of a path inside an expression.

use plangate_plan::Step;
use serde_json::Value as Json;

use super::agree::{Choice, choose, compare};
use super::scope::Scope;
use crate::syntax::{Node, Span, Value};

/// How far into an expression a path leads.
pub(super) struct Descent<'t> {
    pub node: &'t Node,
    /// What to show: of a member of an object also its key.
    pub span: Span,
    /// How many steps were taken.
    pub used: usize,
}

/// Follows a path as far as the expression is written out. `values` is what was planned for the expression.
pub(super) fn descend<'t>(scope: &Scope<'_>, node: &'t Node, steps: &[Step], mut values: Option<&Json>) -> Descent<'t> {
    let mut descent = Descent { node, span: node.span.clone(), used: 0 };
    for step in steps {
        let next = match (&descent.node.value, step) {
            (Value::Object(entries), Step::Key(key)) => {
                // Of a key that is written twice, the last counts.
                entries
                    .iter()
                    .rev()
                    .find(|entry| entry.key.as_ref() == Some(key))
                    .map(|entry| (&entry.value, &entry.span))
            }
            // In JSON, one block may stand without a list around it.
            (Value::Object(_), Step::Index(0)) => Some((descent.node, &descent.node.span)),
            (Value::List(items), Step::Index(index)) => {
                item(scope, items, *index, values).map(|item| (item, &item.span))
            }
            // The set that a `for_each` goes through: its elements are the keys.
            (Value::List(items), Step::Key(key)) => {
                let is_it = |item: &&Node| matches!(&item.value, Value::Literal(Json::String(text)) if text == key);
                items.iter().find(is_it).map(|item| (item, &item.span))
            }
            _ => None,
        };
        let Some((node, span)) = next else { break };
        descent = Descent { node, span: span.clone(), used: descent.used + 1 };
        values = values.and_then(|values| member(values, step));
    }
    descent
}

/// A member of what was planned.
pub(super) fn member<'v>(value: &'v Json, step: &Step) -> Option<&'v Json> {
    match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    }
}

fn item<'t>(scope: &Scope<'_>, items: &'t [Node], index: usize, values: Option<&Json>) -> Option<&'t Node> {
    let Some(values) = values.and_then(Json::as_array).filter(|values| index < values.len()) else {
        return items.get(index);
    };
    let agrees = |at: usize, value: &Json| items.get(at).is_some_and(|item| compare(scope, item, value) != Some(false));
    match choose(items.len(), index, Some(values), true, agrees) {
        Choice::One(at) => items.get(at),
        Choice::Several(_) => None,
    }
}
