//! Whether what is written can be what was planned. Providers reorder sets, so a position in a plan may be another one here.

use serde_json::Value as Json;

use super::scope::Scope;
use crate::syntax::{Body, Node, Value};

/// Which of several things a position means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Choice {
    One(usize),
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
    agrees: impl Fn(usize, &Json) -> bool,
) -> Choice {
    let Some((elements, element)) = elements.and_then(|elements| Some((elements, elements.get(index)?))) else {
        return Choice::Several((0..count).collect());
    };
    let possible: Vec<usize> = (0..count).filter(|at| agrees(*at, element)).collect();
    match possible.as_slice() {
        [only] => Choice::One(*only),
        [] => Choice::Several((0..count).collect()),
        _ if in_order
            && elements.len() == count
            && elements.iter().enumerate().all(|(at, element)| agrees(at, element)) =>
        {
            Choice::One(index)
        }
        _ => Choice::Several(possible),
    }
}

/// Whether nothing in a block contradicts an element.
pub(super) fn body_agrees(scope: &Scope<'_>, body: &Body, element: &Json) -> bool {
    let attributes = body.attributes.iter().all(|attribute| {
        element.get(&attribute.name).is_none_or(|value| compare(scope, &attribute.value, value) != Some(false))
    });
    let blocks = body.blocks.iter().filter(|block| block.labels.is_empty()).all(|block| {
        let siblings = body.blocks.iter().filter(|other| other.kind == block.kind).count();
        let nested = element.get(&block.kind).and_then(Json::as_array).map(Vec::as_slice);
        match nested {
            Some([only]) if siblings == 1 => body_agrees(scope, &block.body, only),
            _ => true,
        }
    });
    attributes && blocks
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
            let known: Vec<Option<bool>> = known.collect();
            if known.contains(&Some(false)) {
                return Some(false);
            }
            known.iter().all(Option::is_some).then_some(true)
        }
        // A block of JSON is an object or a list of one.
        (Value::Object(_), Json::Array(values)) => match values.as_slice() {
            [only] => compare_within(scope, node, only, depth - 1),
            _ => None,
        },
        (Value::List(_) | Value::Object(_), _) => Some(false),
    }
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
        let equal = |written: [i32; 2]| move |at: usize, value: &Json| *value == json!(written[at]);
        assert_eq!(choose(2, 0, Some(&values), true, equal([2, 1])), Choice::One(1));
        assert_eq!(choose(2, 0, Some(&values), true, |_, _| true), Choice::One(0));
        assert_eq!(choose(2, 0, Some(&values), false, |_, _| true), Choice::Several(vec![0, 1]));
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
