//! What is known of a value: the overlay of `after_unknown`, `after_sensitive` and `configuration` over `after`.

use serde_json::Value;

use crate::expression::{Body, Constant, Expression};
use crate::marks::{Marked, Marks};
use crate::path::{AttributePath, Step};

/// What a plan says of one attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A value that the plan holds.
    Known,
    /// Set to null, which is Terraform's word for "not set".
    Null,
    /// Not in the plan at all.
    Absent,
    /// Left out by the user and filled in by the provider at apply.
    Unset,
    /// Set by the user to something that only apply can know.
    Deferred,
}

/// The overlay of one resource.
#[derive(Debug, Clone, Default)]
pub struct Overlay {
    /// `after_unknown` as the plan has it.
    pub unknown: Marks,
    /// The part of `unknown` that the user set to something only apply can know.
    pub deferred: Marks,
    /// `after_sensitive` as the plan has it.
    pub sensitive: Marks,
}

impl Overlay {
    /// The state of the value at `path`.
    #[must_use]
    pub fn state(&self, after: &Value, path: &AttributePath) -> State {
        if self.deferred.at(path) == Marked::Whole {
            return State::Deferred;
        }
        if self.unknown.at(path) == Marked::Whole {
            return State::Unset;
        }
        match lookup(after, path) {
            None => State::Absent,
            Some(Value::Null) => State::Null,
            Some(_) => State::Known,
        }
    }

    /// Whether the value at `path` must not be shown, as a whole.
    #[must_use]
    pub fn is_sensitive(&self, path: &AttributePath) -> bool {
        self.sensitive.at(path) == Marked::Whole
    }
}

/// The value at a path.
#[must_use]
pub fn lookup<'v>(value: &'v Value, path: &AttributePath) -> Option<&'v Value> {
    path.steps().iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// Of the unknown leaves, those that the user set to something only apply can know.
///
/// `after_unknown` mixes two things: these, and what the user left out and the provider fills in. `body` is what the
/// user wrote. An attribute that is unknown as a whole counts only if `late` says that its references may depend on apply:
/// a null that comes through a variable is left out like one that is not written.
///
/// `dynamic` blocks are not in the configuration, so an unknown leaf inside a block that it does not show counts as
/// set. For an attribute that is unknown as a whole and missing from the configuration the JSON is the same whether the
/// provider fills it in or a `dynamic` block repeats over something unknown: `never_computed` names the attributes and
/// blocks that providers never fill in, keys joined by dots. Those count whenever they are unknown as a whole.
#[must_use]
pub(crate) fn deferred(unknown: &Marks, body: &Body, never_computed: &[&str], late: Late<'_>) -> Marks {
    in_blocks(unknown, &[body], never_computed, late)
}

/// Whether an expression with these references may depend on something that only apply can know.
type Late<'l> = &'l dyn Fn(&[String]) -> bool;

/// The part of `marks` that any of the blocks of the same type sets. Blocks are compared with all elements alike: those of
/// a set have no position in common with the plan.
fn in_blocks(marks: &Marks, written: &[&Body], never_computed: &[&str], late: Late<'_>) -> Marks {
    let Marks::Object(members) = marks else { return marks.clone() };
    Marks::object(members.iter().map(|(key, inner)| {
        let expressions: Vec<&Expression> = written.iter().filter_map(|body| body.get(key)).collect();
        let below: Vec<&str> =
            never_computed.iter().filter_map(|path| path.strip_prefix(key.as_str())?.strip_prefix('.')).collect();
        let kept = if *inner == Marks::All && never_computed.contains(&key.as_str()) {
            inner.clone()
        } else {
            in_expressions(inner, &expressions, &below, late)
        };
        (key.clone(), kept)
    }))
}

/// The part of `marks` that any of the expressions for the same attribute or block type sets.
fn in_expressions(marks: &Marks, expressions: &[&Expression], never_computed: &[&str], late: Late<'_>) -> Marks {
    let mut written: Vec<&Body> = Vec::new();
    let mut left_out = true;
    for expression in expressions {
        match expression {
            Expression::Blocks(more) => written.extend(more),
            Expression::Attribute { constant: Constant::Null, .. } => {}
            // A value that is written is known, so something else is unknown: a `dynamic` block beside it.
            Expression::Attribute { constant: Constant::Value, .. } => left_out &= !matches!(marks, Marks::All),
            // Without references a function made it that has no value before apply, such as `uuid()`.
            Expression::Attribute { references, .. } if !references.is_empty() && !late(references) => {}
            Expression::Attribute { .. } => left_out = false,
        }
    }
    let keep = match marks {
        _ if !left_out => true,
        // More elements than blocks: the others come from `dynamic`. Of an attribute that can be written as blocks the
        // configuration shows only those that are, so its unknown elements are kept as well.
        Marks::Array(items) => items.len() > written.len(),
        Marks::All => !written.is_empty(),
        // What is unknown in an object was added by the provider, unless the configuration has nothing to say of it.
        Marks::Object(_) => expressions.is_empty(),
        Marks::None => false,
    };
    match marks {
        _ if keep => marks.clone(),
        Marks::Array(items) => Marks::map_items(items, |item| in_blocks(item, &written, never_computed, late)),
        Marks::Object(_) if !written.is_empty() => in_blocks(marks, &written, never_computed, late),
        _ => Marks::None,
    }
}

/// The strings and numbers in a value that are marked, such as its secrets, and the keys of marked maps. Nothing tells a map
/// from an object, so a key that could be the name of an attribute is taken for one.
pub(crate) fn marked_literals(value: &Value, marks: &Marks, found: &mut Vec<String>) {
    match (value, marks) {
        (_, Marks::None) => {}
        (Value::String(text), Marks::All) => found.push(text.clone()),
        (Value::Number(number), Marks::All) => found.push(number.to_string()),
        (Value::Array(items), _) => {
            for (index, item) in items.iter().enumerate() {
                marked_literals(item, marks.step(&Step::Index(index)), found);
            }
        }
        (Value::Object(members), _) => {
            for (key, member) in members {
                if *marks == Marks::All && !is_name(key) {
                    found.push(key.clone());
                }
                marked_literals(member, marks.member(key), found);
            }
        }
        _ => {}
    }
}

fn is_name(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit()) && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn marks(value: Value) -> Marks {
        serde_json::from_value(value).unwrap()
    }

    fn body(value: Value) -> Body {
        serde_json::from_value(value).unwrap()
    }

    /// Every reference counts as one that only apply can know.
    fn deferred(unknown: &Marks, body: &Body, never_computed: &[&str]) -> Marks {
        super::deferred(unknown, body, never_computed, &|_| true)
    }

    fn path(key: &str) -> AttributePath {
        AttributePath(vec![Step::Key(key.to_owned())])
    }

    #[test]
    fn known_null_absent_unset_and_deferred_are_five_things() {
        let unknown = marks(json!({"encrypted": true, "kms_key_id": true}));
        let configuration = body(json!({"kms_key_id": {"references": ["aws_kms_key.k.arn"]}}));
        let overlay = Overlay {
            deferred: deferred(&unknown, &configuration, &[]),
            unknown,
            sensitive: marks(json!({"size": true})),
        };
        let after = json!({"size": 1, "tags": null});
        let state = |key| overlay.state(&after, &path(key));
        assert_eq!(state("size"), State::Known);
        assert_eq!(state("tags"), State::Null);
        assert_eq!(state("nothing"), State::Absent);
        assert_eq!(state("encrypted"), State::Unset);
        assert_eq!(state("kms_key_id"), State::Deferred);
        assert!(overlay.is_sensitive(&path("size")));
        assert!(!overlay.is_sensitive(&path("tags")));
    }

    #[test]
    fn a_left_out_attribute_of_a_written_block_is_unset() {
        let unknown = marks(json!({"root_block_device": [{"encrypted": true, "kms_key_id": true}]}));
        let configuration = body(json!({"root_block_device": [{"kms_key_id": {"references": ["var.k"]}}]}));
        let expected = marks(json!({"root_block_device": [{"kms_key_id": true}]}));
        assert_eq!(deferred(&unknown, &configuration, &[]), expected);
    }

    #[test]
    fn blocks_that_the_configuration_does_not_show_are_deferred() {
        let unknown = marks(json!({"ingress": [{"cidr_blocks": true}, {}, {"cidr_blocks": true}]}));
        let one_static = body(json!({"ingress": [{"from_port": {"constant_value": 1}}]}));
        assert_eq!(deferred(&unknown, &Body::new(), &[]), unknown);
        assert_eq!(deferred(&unknown, &one_static, &[]), unknown);
    }

    #[test]
    fn a_whole_unknown_attribute_is_unset_unless_it_is_a_block_providers_never_fill_in() {
        let unknown = marks(json!({"ingress": true, "allow": true}));
        let expected = marks(json!({"allow": true}));
        assert_eq!(deferred(&unknown, &Body::new(), &["allow"]), expected);
    }

    #[test]
    fn what_the_provider_adds_to_a_constant_is_unset() {
        let unknown = marks(json!({"tags": {"x": true}, "rule": [{"id": true}]}));
        let configuration = body(json!({"tags": {"constant_value": {}}, "rule": {}}));
        assert_eq!(deferred(&unknown, &configuration, &[]), marks(json!({"rule": [{"id": true}]})));
    }

    #[test]
    fn dynamic_blocks_beside_written_ones_are_deferred() {
        // Attribute-mode blocks: the configuration shows the written block as the constant of an attribute.
        let unknown = marks(json!({"ingress": [{"cidr_blocks": true}, {}], "egress": true}));
        let configuration = body(json!({
            "ingress": {"constant_value": [{"cidr_blocks": ["10.0.0.0/8"]}]},
            "egress": {"constant_value": [{}]},
        }));
        assert_eq!(deferred(&unknown, &configuration, &[]), unknown);
    }

    #[test]
    fn a_written_null_is_unset() {
        let unknown = marks(json!({"encrypted": true}));
        let configuration = body(json!({"encrypted": {"constant_value": null}}));
        assert_eq!(deferred(&unknown, &configuration, &[]), Marks::None);
    }

    #[test]
    fn what_providers_never_fill_in_is_deferred_at_any_depth() {
        let unknown = marks(json!({"policy": true, "acl": [{"grant": true, "owner": true}]}));
        let configuration = body(json!({"policy": {"references": ["var.ttl"]}, "acl": [{}]}));
        let known = |_: &[String]| false;
        let found = super::deferred(&unknown, &configuration, &["policy", "acl.grant"], &known);
        assert_eq!(found, marks(json!({"policy": true, "acl": [{"grant": true}]})));
        assert_eq!(super::deferred(&unknown, &configuration, &[], &known), Marks::None);
    }

    #[test]
    fn set_blocks_are_not_matched_by_position() {
        let unknown = marks(json!({"disk": [{}, {"key": true}]}));
        let configuration =
            body(json!({"disk": [{"key": {"references": ["var.k"]}}, {"size": {"constant_value": 1}}]}));
        assert_eq!(deferred(&unknown, &configuration, &[]), unknown);
    }

    #[test]
    fn secrets_are_found_where_they_are_marked() {
        let value = json!({"a": "one", "b": ["two", {"c": "three"}], "d": {"e": 44444, "f": "five"}});
        let sensitive = marks(json!({"b": true, "d": {"e": true}}));
        let mut found = Vec::new();
        marked_literals(&value, &sensitive, &mut found);
        assert_eq!(found, ["two", "three", "44444"]);
    }

    #[test]
    fn keys_of_marked_maps_are_secrets_unless_they_could_be_names() {
        let value = json!({"a": {"ann@example.com": 1, "user_name": {"0abc": "text"}}, "not-marked": {"x-y": "z"}});
        let mut found = Vec::new();
        marked_literals(&value, &marks(json!({"a": true})), &mut found);
        assert_eq!(found, ["ann@example.com", "1", "0abc", "text"]);
    }
}
