//! Attribute paths: the keys and indices that lead from a resource's values to one leaf.

use std::fmt;

use serde::{Serialize, Serializer};

/// One step of an attribute path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A member of an object.
    Key(String),
    /// A position in an array, from zero.
    Index(usize),
}

/// The steps from a resource's values to a leaf; empty for the resource as a whole.
///
/// Displayed as in HCL: `ingress[0].cidr_blocks[1]`, `tags["a.b"]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributePath(pub Vec<Step>);

impl AttributePath {
    /// The steps, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether the path stands for the resource as a whole.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys alone, without positions: `ingress[0].cidr_blocks[1]` gives `ingress.cidr_blocks`.
    ///
    /// Positions in sets move from plan to plan, so this is the part that is stable.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => Some(key.as_str()),
                Step::Index(_) => None,
            })
            .collect()
    }
}

impl AttributePath {
    /// The path with each of its keys mapped: keys may come from values.
    #[must_use]
    pub fn map_keys(self, mut map: impl FnMut(String) -> String) -> Self {
        let steps = self.0.into_iter().map(|step| match step {
            Step::Key(key) => Step::Key(map(key)),
            Step::Index(_) => step,
        });
        Self(steps.collect())
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if is_identifier(key) => {
                    if position > 0 {
                        f.write_str(".")?;
                    }
                    f.write_str(key)?;
                }
                Step::Key(key) => write!(f, "[{}]", Quoted(key))?,
            }
        }
        Ok(())
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Step::Key(key) => serializer.serialize_str(key),
            Step::Index(index) => serializer.serialize_u64(*index as u64),
        }
    }
}

impl Serialize for AttributePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Whether `text` may stand in HCL without quotes.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Writes a string as an HCL literal, control characters escaped, so that it is safe on a terminal.
pub(crate) struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                c if is_unprintable(c) => write!(f, "\\u{:04x}", u32::from(c))?,
                c => write!(f, "{c}")?,
            }
        }
        f.write_str("\"")
    }
}

/// Control characters, marks that reorder or hide the text around them, and characters that nobody sees.
#[must_use]
pub fn is_unprintable(c: char) -> bool {
    let is_mark = matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let is_unseen =
        matches!(c, '\u{ad}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || is_mark || is_unseen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Step {
        Step::Key(text.to_owned())
    }

    #[test]
    fn is_written_as_in_hcl() {
        let path = AttributePath(vec![key("ingress"), Step::Index(1), key("cidr_blocks"), Step::Index(0)]);
        assert_eq!(path.to_string(), "ingress[1].cidr_blocks[0]");
        assert_eq!(path.keys(), ["ingress", "cidr_blocks"]);
    }

    #[test]
    fn quotes_what_is_no_identifier_and_escapes_what_would_act_on_a_terminal() {
        let path = AttributePath(vec![key("tags"), key("a.b\"\u{1b}[2J\n\u{202e}")]);
        assert_eq!(path.to_string(), r#"tags["a.b\"\u001b[2J\n\u202e"]"#);
    }
}
