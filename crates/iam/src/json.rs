//! JSON with positions: members as they stand in the text, repeated keys too.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Where something stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte of the text.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column }
    }
}

/// A part of a document that is still text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'t> {
    document: &'t str,
    raw: &'t str,
}

/// The value of a node, one level deep.
pub(crate) enum Value<'t> {
    Null,
    /// `true`, `false` or a number, as it is written.
    Scalar(&'t str),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    /// In the order of the text, with repetitions.
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// The whole of a document.
    ///
    /// # Errors
    /// What is no JSON.
    pub(crate) fn of(document: &'t str) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(document)?;
        Ok(Self { document, raw: raw.get() })
    }

    pub(crate) fn position(&self) -> Position {
        let offset = (self.raw.as_ptr() as usize).saturating_sub(self.document.as_ptr() as usize);
        Position::of(self.document, offset)
    }

    /// A part of it: its text is borrowed from the same document.
    fn part(&self, raw: &'t RawValue) -> Self {
        Self { document: self.document, raw: raw.get() }
    }

    /// # Errors
    /// Text with an escape that means nothing, such as half of a surrogate pair.
    pub(crate) fn value(&self) -> Result<Value<'t>, serde_json::Error> {
        Ok(match self.raw.as_bytes().first() {
            Some(b'"') => Value::Text(serde_json::from_str::<Text<'t>>(self.raw)?.0),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(self.raw)?;
                Value::List(items.into_iter().map(|raw| self.part(raw)).collect())
            }
            Some(b'{') => {
                let Members(members) = serde_json::from_str(self.raw)?;
                Value::Object(members.into_iter().map(|(key, raw)| (key, self.part(raw))).collect())
            }
            Some(b'n') => Value::Null,
            _ => Value::Scalar(self.raw),
        })
    }
}

/// A text that is borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Members<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(Text(key)) = entries.next_key()? {
            members.push((key, entries.next_value()?));
        }
        Ok(Members(members))
    }
}
