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
    /// Whether a position may be another one, and all that is sure is the expression as a whole.
    pub is_guess: bool,
}

/// Follows a path as far as the expression is written out. `values` is what was planned for the expression.
pub(super) fn descend<'t>(scope: &Scope<'_>, node: &'t Node, steps: &[Step], mut values: Option<&Json>) -> Descent<'t> {
    let mut descent = Descent { node, span: node.span.clone(), used: 0, is_guess: false };
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
            (Value::List(items), Step::Index(index)) => item(scope, items, *index, values).map(|(item, is_guess)| {
                descent.is_guess |= is_guess;
                (item, &item.span)
            }),
            // The set that a `for_each` goes through: its elements are the keys.
            (Value::List(items), Step::Key(key)) => {
                let is_it = |item: &&Node| matches!(&item.value, Value::Literal(Json::String(text)) if text == key);
                items.iter().find(is_it).map(|item| (item, &item.span))
            }
            _ => None,
        };
        let Some((node, span)) = next else { break };
        descent = Descent { node, span: span.clone(), used: descent.used + 1, ..descent };
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

/// An item of a list, and whether it may be another one.
fn item<'t>(scope: &Scope<'_>, items: &'t [Node], index: usize, values: Option<&Json>) -> Option<(&'t Node, bool)> {
    let Some(values) = values.and_then(Json::as_array).filter(|values| index < values.len()) else {
        return items.get(index).map(|item| (item, items.len() > 1));
    };
    let agrees = |at: usize, value: &Json| items.get(at).and_then(|item| compare(scope, item, value));
    match choose(items.len(), index, Some(values), true, agrees) {
        Choice::One(at) => items.get(at).map(|item| (item, false)),
        Choice::Guess(at) => items.get(at).map(|item| (item, true)),
        Choice::Several(_) => None,
    }
}
