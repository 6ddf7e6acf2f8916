//! HCL, read by `hcl-edit`.

use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::Structure;
use hcl_edit::template::Element;

use super::{Attribute, Block, Body, Entry, Hop, Node, Reference, Span, Value};

/// Where and why a text is no HCL.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub offset: usize,
    pub message: String,
}

/// Reads a text; `base` is where it begins in its file.
pub(crate) fn parse(text: &str, base: usize) -> Result<Body, SyntaxError> {
    let body = hcl_edit::parser::parse_body(text).map_err(|error| SyntaxError {
        offset: base + error.location().offset(),
        message: error.message().to_owned(),
    })?;
    Ok(Reader { base }.body(&body))
}

/// What the text of an expression refers to, if it is a reference and nothing else.
pub(crate) fn reference(text: &str) -> Option<Reference> {
    let expression = hcl_edit::parser::parse_expr(text).ok()?;
    match (Reader { base: 0 }).node(&expression).value {
        Value::Reference(reference) => Some(reference),
        _ => None,
    }
}

struct Reader {
    base: usize,
}

/// Functions that hand their argument through, as far as places are concerned.
const CONVERSIONS: [&str; 8] =
    ["toset", "tolist", "tomap", "tostring", "tonumber", "tobool", "sensitive", "nonsensitive"];

impl Reader {
    fn span(&self, of: &impl hcl_edit::Span) -> Span {
        of.span().map_or(0..0, |span| span.start + self.base..span.end + self.base)
    }

    fn body(&self, body: &hcl_edit::structure::Body) -> Body {
        let mut read = Body::default();
        for structure in body.iter() {
            match structure {
                Structure::Attribute(attribute) => {
                    let value = self.node(&attribute.value);
                    let span = self.span(&attribute.key).start..value.span.end;
                    read.attributes.push(Attribute { name: attribute.key.to_string(), span, value });
                }
                Structure::Block(block) => {
                    let kind = self.span(&block.ident);
                    let end = block.labels.last().map_or(kind.end, |label| self.span(label).end);
                    read.blocks.push(Block {
                        kind: block.ident.to_string(),
                        labels: block.labels.iter().map(|label| label.as_str().to_owned()).collect(),
                        header: kind.start..end,
                        span: kind.start..self.span(block).end,
                        body: self.body(&block.body),
                        is_header: false,
                    });
                }
            }
        }
        read
    }

    fn node(&self, expression: &Expression) -> Node {
        Node { span: self.span(expression), value: self.value(expression) }
    }

    fn value(&self, expression: &Expression) -> Value {
        match expression {
            Expression::Null(_) => Value::Literal(serde_json::Value::Null),
            Expression::Bool(value) => Value::Literal((*value.value()).into()),
            Expression::Number(number) => {
                serde_json::from_str(&number.value().to_string()).map_or(Value::Other, Value::Literal)
            }
            Expression::String(text) => Value::Literal(text.as_str().into()),
            Expression::Array(items) => Value::List(items.iter().map(|item| self.node(item)).collect()),
            Expression::Object(members) => {
                let entry = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| {
                    let value = self.node(value.expr());
                    let span = self.span(key).start..value.span.end;
                    Entry { key: self.key(key), span, value }
                };
                Value::Object(members.iter().map(entry).collect())
            }
            Expression::Parenthesis(inner) => self.value(inner.inner()),
            Expression::StringTemplate(template) => match template.as_single_element() {
                Some(Element::Interpolation(interpolation)) => self.value(&interpolation.expr),
                Some(Element::Literal(text)) => Value::Literal(text.as_str().into()),
                _ => Value::Other,
            },
            Expression::HeredocTemplate(heredoc) => match heredoc.template.as_single_element() {
                Some(Element::Literal(text)) if heredoc.indent().is_none() => Value::Literal(text.as_str().into()),
                _ => Value::Other,
            },
            Expression::Variable(name) => {
                Value::Reference(Reference { root: name.as_str().to_owned(), hops: Vec::new() })
            }
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::FuncCall(call) => self.call(call),
            Expression::Conditional(_) | Expression::UnaryOp(_) | Expression::BinaryOp(_) | Expression::ForExpr(_) => {
                Value::Other
            }
        }
    }

    fn key(&self, key: &ObjectKey) -> Option<String> {
        match key {
            ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
            ObjectKey::Expression(Expression::Variable(name)) => Some(name.as_str().to_owned()),
            // A key in parentheses is an expression, and a literal one is that text.
            ObjectKey::Expression(expression) => match self.value(expression) {
                Value::Literal(serde_json::Value::String(text)) => Some(text),
                Value::Literal(value @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_))) => {
                    Some(value.to_string())
                }
                _ => None,
            },
        }
    }

    fn traversal(&self, traversal: &Traversal) -> Value {
        let Value::Reference(mut reference) = self.value(&traversal.expr) else { return Value::Other };
        for operator in &traversal.operators {
            reference.hops.push(match operator.value() {
                TraversalOperator::GetAttr(name) => Hop::Key(name.as_str().to_owned()),
                TraversalOperator::LegacyIndex(index) => usize::try_from(*index.value()).map_or(Hop::Splat, Hop::Index),
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Hop::Splat,
                TraversalOperator::Index(index) => {
                    let node = self.node(index);
                    match &node.value {
                        Value::Literal(serde_json::Value::String(key)) => Hop::Key(key.clone()),
                        Value::Literal(number) => {
                            let index = number.as_u64().and_then(|number| usize::try_from(number).ok());
                            index.map_or(Hop::Splat, Hop::Index)
                        }
                        _ => Hop::By(Box::new(node)),
                    }
                }
            });
        }
        Value::Reference(reference)
    }

    fn call(&self, call: &FuncCall) -> Value {
        let mut arguments = call.args.iter();
        let name = call.name.name.as_str();
        match (arguments.next(), arguments.next()) {
            (Some(only), None) if !call.name.is_namespaced() && CONVERSIONS.contains(&name) => self.value(only),
            _ => Value::Other,
        }
    }
}
