//! The JSON form of the language, with the bytes of every value.
//!
//! Positions come from `serde_json` itself: each value and key is borrowed as raw text, and where that text lies in the
//! file is where the value is. The price is that a text is scanned once a level of nesting, of which there are few.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::hcl::{self, SyntaxError};
use super::{Attribute, Block, Body, Entry, Node, Span, Value};

/// A comment: the text of a property `//`, with the bytes of the property.
pub(crate) type Remark = (Span, String);

/// What a file of configuration says.
pub(crate) fn parse(text: &str, base: usize) -> Result<(Body, Vec<Remark>), SyntaxError> {
    let root = node(text, base)?;
    let mut reader = Reader::default();
    let mut body = Body::default();
    for members in objects(root) {
        for (kind, value) in reader.members(members) {
            reader.blocks(&mut body, Labels { kind: &kind.key, header: kind.span, labels: Vec::new() }, value);
        }
    }
    Ok((body, reader.remarks))
}

/// What a file of variables says.
pub(crate) fn parse_variables(text: &str, base: usize) -> Result<Body, SyntaxError> {
    let root = node(text, base)?;
    let mut reader = Reader { no_templates: true, ..Reader::default() };
    let mut body = Body::default();
    for members in objects(root) {
        for (key, value) in reader.members(members) {
            body.attributes.push(reader.attribute(key, value));
        }
    }
    Ok(body)
}

/// Deeper than any configuration, and not so deep that the stack would end.
const DEPTH: usize = 64;

/// A value with its bytes.
struct Json {
    span: Span,
    value: Shape,
}

enum Shape {
    Scalar(serde_json::Value),
    List(Vec<Json>),
    Object(Vec<(Key, Json)>),
}

struct Key {
    key: String,
    span: Span,
}

fn node(text: &str, base: usize) -> Result<Json, SyntaxError> {
    let fault = |error: &serde_json::Error| {
        let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let mut offset = (line + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        // The position is told apart.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        SyntaxError { offset: base + offset, message }
    };
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| fault(&error))?;
    Places { text, base }.read(raw, 0).map_err(|error| fault(&error))
}

/// Finds out where in `text` a part of it lies.
struct Places<'t> {
    text: &'t str,
    base: usize,
}

impl<'t> Places<'t> {
    fn span(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) + self.base;
        start..start + part.len()
    }

    fn read(&self, raw: &'t RawValue, depth: usize) -> Result<Json, serde_json::Error> {
        if depth > DEPTH {
            return Err(serde::de::Error::custom("nested too deeply"));
        }
        let text = raw.get();
        let span = self.span(text);
        let mut parser = serde_json::Deserializer::from_str(text);
        let value = match text.as_bytes().first() {
            Some(b'{') => {
                let members = parser.deserialize_map(Members)?.into_iter();
                let member = |(key, value): (&'t RawValue, &'t RawValue)| {
                    let name = serde_json::from_str(key.get())?;
                    Ok((Key { key: name, span: self.span(key.get()) }, self.read(value, depth + 1)?))
                };
                Shape::Object(members.map(member).collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let items = parser.deserialize_seq(Items)?.into_iter();
                Shape::List(items.map(|item| self.read(item, depth + 1)).collect::<Result<_, _>>()?)
            }
            _ => Shape::Scalar(serde_json::from_str(text)?),
        };
        Ok(Json { span, value })
    }
}

/// Reads the members of an object in order, with their keys as they are written.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(items)
    }
}

/// An object, or the objects of a list: JSON lets a list stand for several blocks.
fn objects(json: Json) -> impl Iterator<Item = Vec<(Key, Json)>> {
    let items = match json.value {
        Shape::List(items) => items,
        _ => vec![json],
    };
    items.into_iter().filter_map(|item| match item.value {
        Shape::Object(members) => Some(members),
        _ => None,
    })
}

/// The labels of a block that were read so far.
struct Labels<'k> {
    kind: &'k str,
    header: Span,
    labels: Vec<String>,
}

#[derive(Default)]
struct Reader {
    remarks: Vec<Remark>,
    /// Strings of variable files are no templates.
    no_templates: bool,
}

impl Reader {
    /// Adds the blocks that a value stands for, after as many levels of labels as their kind has.
    fn blocks(&mut self, into: &mut Body, found: Labels<'_>, value: Json) {
        let wanted = match found.kind {
            "resource" | "data" | "ephemeral" => 2,
            "module" | "variable" | "output" | "provider" | "check" | "dynamic" => 1,
            _ => 0,
        };
        let span = found.header.start..value.span.end;
        for members in objects(value) {
            if found.labels.len() == wanted {
                let body = self.body(members);
                let kind = found.kind.to_owned();
                into.blocks.push(Block {
                    kind,
                    labels: found.labels.clone(),
                    header: found.header.clone(),
                    span: span.clone(),
                    body,
                    is_header: false,
                });
                continue;
            }
            for (key, value) in self.members(members) {
                let labels = found.labels.iter().cloned().chain([key.key]).collect();
                self.blocks(into, Labels { kind: found.kind, header: key.span, labels }, value);
            }
        }
    }

    /// The body of a block. Which properties are blocks only a schema tells, so all are attributes, but for those of the language.
    fn body(&mut self, members: Vec<(Key, Json)>) -> Body {
        let mut body = Body::default();
        for (key, value) in self.members(members) {
            if matches!(key.key.as_str(), "dynamic" | "content") && !matches!(value.value, Shape::Scalar(_)) {
                self.blocks(&mut body, Labels { kind: &key.key, header: key.span, labels: Vec::new() }, value);
            } else {
                body.attributes.push(self.attribute(key, value));
            }
        }
        body
    }

    /// The members that are no comments; those are kept apart.
    fn members(&mut self, members: Vec<(Key, Json)>) -> Vec<(Key, Json)> {
        let (comments, members): (Vec<_>, Vec<_>) = members.into_iter().partition(|(key, _)| key.key == "//");
        self.remarks.extend(comments.into_iter().filter_map(|(key, value)| match value.value {
            Shape::Scalar(serde_json::Value::String(text)) => Some((key.span.start..value.span.end, text)),
            _ => None,
        }));
        members
    }

    fn attribute(&self, key: Key, value: Json) -> Attribute {
        let value = self.expression(value);
        Attribute { name: key.key, span: key.span.start..value.span.end, value }
    }

    fn expression(&self, json: Json) -> Node {
        let value = match json.value {
            Shape::Scalar(serde_json::Value::String(text)) if !self.no_templates => template(text),
            Shape::Scalar(value) => Value::Literal(value),
            Shape::List(items) => Value::List(items.into_iter().map(|item| self.expression(item)).collect()),
            Shape::Object(members) => {
                let entry = |(key, value): (Key, Json)| {
                    let value = self.expression(value);
                    Entry { span: key.span.start..value.span.end, key: Some(key.key), value }
                };
                Value::Object(members.into_iter().map(entry).collect())
            }
        };
        Node { span: json.span, value }
    }
}

/// A string of JSON is a template: `"${var.x}"` is the value of the variable.
fn template(text: String) -> Value {
    if !text.contains("${") && !text.contains("%{") {
        return Value::Literal(text.into());
    }
    let inner = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inner.and_then(hcl::reference).map_or(Value::Other, Value::Reference)
}
