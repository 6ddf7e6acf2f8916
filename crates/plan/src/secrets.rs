//! Literals that must never be shown, scrubbed wherever they re-appear.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// What stands in the place of a secret.
pub(crate) const SENSITIVE: &str = "(sensitive)";

/// Shorter literals than this, in bytes, are not scrubbed: they would blot out ordinary text and hide nothing.
const SHORTEST: usize = 5;

/// Literals that are no secret even where they are marked: scrubbing them would blot out ordinary text.
const COMMON: &[&str] =
    &["false", "default", "enabled", "disabled", "admin", "postgres", "mysql", "production", "staging"];

/// The literals of values that are marked sensitive.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// Longest first, so that a secret inside another one leaves nothing of the longer behind.
    literals: Vec<String>,
}

impl Secrets {
    /// Collects literals. Those shorter than five bytes and a few common words are left out.
    pub fn new<T: Into<String>>(literals: impl IntoIterator<Item = T>) -> Self {
        let distinct: BTreeSet<String> = literals
            .into_iter()
            .map(Into::into)
            .filter(|literal: &String| literal.len() >= SHORTEST && !COMMON.contains(&literal.as_str()))
            .collect();
        let mut literals: Vec<String> = distinct.into_iter().collect();
        literals.sort_by_key(|literal| std::cmp::Reverse(literal.len()));
        Self { literals }
    }

    /// These and more.
    #[must_use]
    pub fn with<T: Into<String>>(&self, more: impl IntoIterator<Item = T>) -> Self {
        Self::new(self.literals.iter().cloned().chain(more.into_iter().map(Into::into)))
    }

    /// The text with every secret replaced, also where it stands escaped inside a JSON string.
    #[must_use]
    pub fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for literal in &self.literals {
            let escaped = escaped(literal);
            for form in [literal.as_str(), escaped.as_str()] {
                if text.contains(form) {
                    text = Cow::Owned(text.replace(form, SENSITIVE));
                }
            }
        }
        text
    }
}

fn escaped(literal: &str) -> String {
    let json = serde_json::Value::from(literal).to_string();
    json.get(1..json.len() - 1).unwrap_or(literal).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_goes_also_inside_json() {
        let secrets = Secrets::new(["hunter2-and-more", "hunter2", "pa\"ss\nword"]);
        assert_eq!(secrets.scrub("a hunter2-and-more b hunter2"), "a (sensitive) b (sensitive)");
        assert_eq!(secrets.scrub(r#"{"x":"pa\"ss\nword"}"#), r#"{"x":"(sensitive)"}"#);
    }

    #[test]
    fn short_and_common_literals_stay() {
        assert_eq!(Secrets::new(["", "abc", "admin", "false"]).scrub("admin abc false"), "admin abc false");
    }
}
