//! Whether what is written can be what was planned. Providers reorder sets, so a position in a plan may be another one here.

use serde_json::Value as Json;

use super::scope::Scope;
use crate::syntax::{Body, Node, Value};

/// Which of several things a position means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Choice {
    One(usize),
    /// Perhaps this one: it has the position, and nothing contradicts.
    Guess(usize),
    /// It can't be told which of these.
    Several(Vec<usize>),
}

/// Chooses among `count` things the one that an element of a planned list stands for. None says that values are not known.
/// `in_order` says whether the things have as many elements as they are, so that positions may be the same.
pub(super) fn choose(
    count: usize,
    index: usize,
    elements: Option<&[Json]>,
    in_order: bool,
    agrees: impl Fn(usize, &Json) -> Option<bool>,
) -> Choice {
    let Some((elements, element)) = elements.and_then(|elements| Some((elements, elements.get(index)?))) else {
        return Choice::Several((0..count).collect());
    };
    let may_be = |at: usize, element: &Json| agrees(at, element) != Some(false);
    let possible: Vec<usize> = (0..count).filter(|at| may_be(*at, element)).collect();
    // What can be no other element is this one.
    let is_pinned =
        |at: &usize| elements.iter().enumerate().all(|(other, element)| other == index || !may_be(*at, element));
    let mut pinned = possible.iter().copied().filter(is_pinned);
    let is_short = in_order && possible.len() * elements.len() <= MAX_PAIRS;
    let pinned = if is_short { pinned.next().filter(|_| pinned.next().is_none()) } else { None };
    let in_order = in_order && elements.len() == count;
    match possible.as_slice() {
        [only] => Choice::One(*only),
        [] => Choice::Several((0..count).collect()),
        _ => match pinned {
            Some(only) => Choice::One(only),
            // The elements of a set may stand in another order. Those that are written alike are none of a set.
            None if in_order && possible.iter().all(|at| agrees(*at, element) == Some(true)) => Choice::One(index),
            None if in_order && elements.iter().enumerate().all(|(at, element)| may_be(at, element)) => {
                Choice::Guess(index)
            }
            None => Choice::Several(possible),
        },
    }
}

/// Whether what is written in a block is what an element has; None where that can't be told.
pub(super) fn body_agrees(scope: &Scope<'_>, body: &Body, element: &Json) -> Option<bool> {
    let attributes = body
        .attributes
        .iter()
        .map(|attribute| element.get(&attribute.name).and_then(|value| compare(scope, &attribute.value, value)));
    let blocks = body.blocks.iter().map(|block| {
        let siblings = body.blocks.iter().filter(|other| other.kind == block.kind).count();
        let nested = element.get(&block.kind).and_then(Json::as_array).map(Vec::as_slice);
        match nested {
            Some([only]) if siblings == 1 && block.labels.is_empty() => body_agrees(scope, &block.body, only),
            _ => None,
        }
    });
    all(attributes.chain(blocks))
}

/// Whether an expression has a value; None where that can't be told.
pub(super) fn compare(scope: &Scope<'_>, node: &Node, value: &Json) -> Option<bool> {
    compare_within(scope, node, value, DEPTH)
}

const DEPTH: usize = 8;

/// Each element is compared with each, so long lists are not compared.
const MAX_PAIRS: usize = 1 << 16;

fn compare_within(scope: &Scope<'_>, node: &Node, value: &Json, depth: usize) -> Option<bool> {
    if value.is_null() || depth == 0 {
        return None;
    }
    match (&node.value, value) {
        (Value::Reference(_), _) => {
            let (scope, node) = scope.resolve(node, &[])?;
            compare_within(&scope, node, value, depth - 1)
        }
        (Value::Literal(Json::Null) | Value::Other, _) => None,
        (Value::Literal(literal), _) => same_scalar(literal, value),
        (Value::List(items), Json::Array(values)) if items.len() * values.len() > MAX_PAIRS => None,
        (Value::List(items), Json::Array(values)) => {
            let fits = |item: &Node, value: &Json| compare_within(scope, item, value, depth - 1);
            let found: Vec<Option<bool>> =
                items.iter().map(|item| any(values.iter().map(|value| fits(item, value)))).collect();
            let complete = found.iter().all(Option::is_some);
            let covered = values.iter().all(|value| any(items.iter().map(|item| fits(item, value))) != Some(false));
            if found.contains(&Some(false)) || !covered {
                return Some(false);
            }
            complete.then_some(true)
        }
        (Value::Object(entries), Json::Object(members)) => {
            let known = entries.iter().map(|entry| {
                let value = members.get(entry.key.as_deref()?)?;
                compare_within(scope, &entry.value, value, depth - 1)
            });
            all(known)
        }
        // A block of JSON is an object or a list of one.
        (Value::Object(_), Json::Array(values)) => match values.as_slice() {
            [only] => compare_within(scope, node, only, depth - 1),
            _ => None,
        },
        (Value::List(_) | Value::Object(_), _) => Some(false),
    }
}

/// False if one is, true if all are.
fn all(found: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let found: Vec<Option<bool>> = found.collect();
    if found.contains(&Some(false)) {
        return Some(false);
    }
    found.iter().all(Option::is_some).then_some(true)
}

/// True if one is, false if all are not.
fn any(found: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let found: Vec<Option<bool>> = found.collect();
    if found.contains(&Some(true)) {
        return Some(true);
    }
    (!found.contains(&None)).then_some(false)
}

/// Whether two scalars are the same after the conversions of the language: `"22"` is 22.
pub(super) fn same_scalar(literal: &Json, value: &Json) -> Option<bool> {
    let text = |json: &Json| match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(json.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    let Some(other) = text(value) else { return (!value.is_null()).then_some(false) };
    let text = text(literal)?;
    let number = |text: &str| text.parse::<f64>().ok();
    Some(text == other || number(&text).is_some_and(|one| number(&other) == Some(one)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_position_counts_where_values_do_not_tell_better() {
        let values = [json!(1), json!(2)];
        let equal = |written: [i32; 2]| move |at: usize, value: &Json| Some(*value == json!(written[at]));
        assert_eq!(choose(2, 0, Some(&values), true, equal([2, 1])), Choice::One(1));
        assert_eq!(choose(2, 0, Some(&values), true, |_, _| Some(true)), Choice::One(0));
        assert_eq!(choose(2, 0, Some(&values), true, |_, _| None), Choice::Guess(0));
        assert_eq!(
            choose(2, 1, Some(&values), true, |at, value| (at == 0).then(|| *value == json!(2))),
            Choice::One(0)
        );
        assert_eq!(choose(2, 0, Some(&values), false, |_, _| None), Choice::Several(vec![0, 1]));
        assert_eq!(choose(2, 0, Some(&values), true, equal([3, 3])), Choice::Several(vec![0, 1]));
        assert_eq!(choose(2, 0, None, true, equal([1, 2])), Choice::Several(vec![0, 1]));
    }

    #[test]
    fn scalars_are_compared_as_the_language_converts_them() {
        assert_eq!(same_scalar(&json!("22"), &json!(22)), Some(true));
        assert_eq!(same_scalar(&json!(22), &json!(22.0)), Some(true));
        assert_eq!(same_scalar(&json!(true), &json!("true")), Some(true));
        assert_eq!(same_scalar(&json!("a"), &json!("b")), Some(false));
        assert_eq!(same_scalar(&json!("a"), &json!(null)), None);
        assert_eq!(same_scalar(&json!("a"), &json!(["a"])), Some(false));
    }
}
