//! Expressions of `configuration`: what the user wrote for an attribute, as far as the JSON tells.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What `configuration` holds for one attribute or block type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// An attribute that the user set.
    Attribute {
        /// The constant value, as far as it matters.
        constant: Constant,
        /// All references in the expression, each followed by its own prefixes.
        /// Neither constant nor references: a function of literals, such as `jsonencode({})`.
        references: Vec<String>,
    },
    /// Nested blocks, in the order of the configuration. Blocks made by `dynamic` are not among them.
    Blocks(Vec<Body>),
}

/// What is known of an attribute's constant value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant {
    /// The attribute is no constant, or the JSON does not say so.
    No,
    /// `null`: as if it were not written.
    Null,
    /// Some value.
    Value,
}

/// The attributes and nested blocks of a resource or block.
pub type Body = BTreeMap<String, Expression>;

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExpressionVisitor)
    }
}

struct ExpressionVisitor;

impl<'de> Visitor<'de> for ExpressionVisitor {
    type Value = Expression;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an expression or nested blocks")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Expression, A::Error> {
        let mut blocks = Vec::new();
        while let Some(block) = elements.next_element()? {
            blocks.push(block);
        }
        Ok(Expression::Blocks(blocks))
    }

    /// A single nested block and an expression are both objects; the two words of an expression tell them apart.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Expression, A::Error> {
        let mut constant = Constant::No;
        let mut references = Vec::new();
        let mut body = Body::new();
        while let Some(key) = entries.next_key::<String>()? {
            match key.as_str() {
                "constant_value" => {
                    let value = entries.next_value::<Option<IgnoredAny>>()?;
                    constant = if value.is_some() { Constant::Value } else { Constant::Null };
                }
                "references" => references = entries.next_value()?,
                _ => {
                    let inner = entries.next_value()?;
                    body.insert(key, inner);
                }
            }
        }
        if body.is_empty() {
            Ok(Expression::Attribute { constant, references })
        } else {
            Ok(Expression::Blocks(vec![body]))
        }
    }
}

/// The references of an expression without those that only repeat the beginning of the one before:
/// `aws_eip.gw.public_ip, aws_eip.gw` gives `aws_eip.gw.public_ip`.
#[must_use]
pub fn longest(references: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for reference in references {
        let repeated = kept.iter().any(|longer| {
            longer.strip_prefix(reference.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        });
        if !repeated {
            kept.push(reference.clone());
        }
    }
    kept
}

impl Expression {
    /// Adds the references in an expression and the blocks below it. Says whether they are all that it depends on: of one that
    /// is neither constant nor refers to anything, such as `uuid()`, the configuration does not tell.
    pub(crate) fn collect_references(&self, into: &mut Vec<String>) -> bool {
        match self {
            Self::Attribute { constant, references } => {
                into.extend(references.iter().cloned());
                *constant != Constant::No || !references.is_empty()
            }
            Self::Blocks(blocks) => {
                let mut told = true;
                for inner in blocks.iter().flat_map(BTreeMap::values) {
                    told &= inner.collect_references(into);
                }
                told
            }
        }
    }

    /// The references in an expression, if they are all that it depends on.
    pub(crate) fn all_references(&self) -> Option<Vec<String>> {
        let mut references = Vec::new();
        self.collect_references(&mut references).then_some(references)
    }
}

/// The references in an attribute given by keys alone, or in the nearest attribute above it.
///
/// Blocks are not matched by position: sets have none.
#[must_use]
pub fn references_at(body: &Body, keys: &[&str]) -> Vec<String> {
    let mut references = Vec::new();
    gather(body, keys, &mut references);
    references
}

fn gather(body: &Body, keys: &[&str], into: &mut Vec<String>) {
    let Some((key, rest)) = keys.split_first() else {
        for expression in body.values() {
            expression.collect_references(into);
        }
        return;
    };
    match body.get(*key) {
        Some(Expression::Blocks(blocks)) => blocks.iter().for_each(|block| gather(block, rest, into)),
        Some(attribute) => {
            attribute.collect_references(into);
        }
        None => {}
    }
}

/// Calls `visit` with every attribute that refers to something: its keys joined by dots, blocks of one type as one, and
/// the references.
pub(crate) fn each_reference(body: &Body, visit: &mut impl FnMut(&str, &[String])) {
    visit_body(body, &mut String::new(), visit);
}

fn visit_body(body: &Body, path: &mut String, visit: &mut impl FnMut(&str, &[String])) {
    for (key, expression) in body {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(key);
        match expression {
            Expression::Attribute { references, .. } if references.is_empty() => {}
            Expression::Attribute { references, .. } => visit(path, references),
            Expression::Blocks(blocks) => blocks.iter().for_each(|block| visit_body(block, path, visit)),
        }
        path.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(json: &str) -> Expression {
        serde_json::from_str(json).unwrap()
    }

    fn attribute(constant: Constant, references: &[&str]) -> Expression {
        Expression::Attribute { constant, references: references.iter().map(|&r| r.to_owned()).collect() }
    }

    #[test]
    fn tells_attributes_from_blocks() {
        assert_eq!(expression(r#"{"constant_value":[{"a":{"b":1}}]}"#), attribute(Constant::Value, &[]));
        assert_eq!(expression(r#"{"references":["var.x"]}"#), attribute(Constant::No, &["var.x"]));
        assert_eq!(expression("{}"), attribute(Constant::No, &[]));
        assert_eq!(expression(r#"{"constant_value":null}"#), attribute(Constant::Null, &[]));
        let Expression::Blocks(list) = expression(r#"[{"a":{"constant_value":1}},{}]"#) else { panic!("no blocks") };
        assert_eq!(list.len(), 2);
        assert_eq!(list[0]["a"], attribute(Constant::Value, &[]));
        let Expression::Blocks(single) = expression(r#"{"a":{"references":["var.x"]}}"#) else { panic!("no block") };
        assert_eq!(single[0]["a"], attribute(Constant::No, &["var.x"]));
    }

    #[test]
    fn prefixes_and_repeats_are_dropped() {
        let references = ["a.b[0].c", "a.b[0]", "a.b", "a.bc", "a.b[0].c", "var.x"].map(str::to_owned);
        assert_eq!(longest(&references), ["a.b[0].c", "a.bc", "var.x"]);
    }
}
