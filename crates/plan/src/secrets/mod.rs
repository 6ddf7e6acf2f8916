//! Literals that must never be shown, scrubbed wherever they re-appear.

mod marked;
mod providers;
mod sources;
mod written;

use std::borrow::Cow;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::error::ReadError;
use crate::plan::Plan;

/// What stands in the place of a secret.
pub const SENSITIVE: &str = "(sensitive)";

/// Shorter literals than this, in bytes, are not scrubbed: they would blot out ordinary text and hide nothing.
const SHORTEST: usize = 5;

/// Literals that are no secret even where they are marked: scrubbing them would blot out ordinary text.
const COMMON: &[&str] =
    &["false", "default", "enabled", "disabled", "admin", "postgres", "mysql", "production", "staging"];

/// The literals of values that are marked sensitive.
#[derive(Debug, Clone)]
pub struct Secrets(Scrub);

#[derive(Debug, Clone)]
enum Scrub {
    Nothing,
    Literals(AhoCorasick),
    Everything,
}

impl Secrets {
    /// Collects literals. Those shorter than five bytes and a few common words are left out.
    #[must_use]
    pub fn new(literals: impl IntoIterator<Item = String>) -> Self {
        let secret = |literal: &String| literal.len() >= SHORTEST && !COMMON.contains(&literal.as_str());
        let distinct: BTreeSet<String> =
            literals.into_iter().filter(secret).flat_map(|literal| [escaped(&literal), literal]).collect();
        if distinct.is_empty() {
            return Self(Scrub::Nothing);
        }
        // Of two that begin alike the longer one is replaced, so that nothing of it is left behind.
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(distinct);
        Self(built.map_or(Scrub::Everything, Scrub::Literals))
    }

    /// Collects what a plan marks sensitive or gives as a credential; see [`Plan::secrets`].
    pub(crate) fn of(plan: &Plan<'_>) -> Result<Self, ReadError> {
        let (marked, written) = rayon::join(|| marked::literals(plan), || written::literals(plan));
        Ok(Self::new(marked?.into_iter().chain(written?)))
    }

    /// For a plan whose secrets can't be read: no text is free of them.
    #[must_use]
    pub fn everything() -> Self {
        Self(Scrub::Everything)
    }

    /// The text with every secret replaced, also where it stands escaped inside a JSON string.
    #[must_use]
    pub fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.0 {
            Scrub::Literals(secrets) if secrets.is_match(text) => {
                let mut scrubbed = String::with_capacity(text.len());
                secrets.replace_all_with(text, &mut scrubbed, |_, _, scrubbed| {
                    scrubbed.push_str(SENSITIVE);
                    true
                });
                Cow::Owned(scrubbed)
            }
            Scrub::Nothing | Scrub::Literals(_) => Cow::Borrowed(text),
            Scrub::Everything => Cow::Borrowed(SENSITIVE),
        }
    }
}

/// The literal as it stands inside a JSON string.
fn escaped(literal: &str) -> String {
    let json = serde_json::Value::from(literal).to_string();
    json.get(1..json.len() - 1).unwrap_or(literal).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::read::Document;

    /// Asserts that of all words of a plan those that begin with `canary-` are secrets, and no others. The plan has an empty
    /// list of changes if it has none.
    #[track_caller]
    pub(super) fn expect_canaries(mut plan: Value) {
        plan["format_version"] = json!("1.2");
        if plan.get("values").is_none() && plan.get("resource_changes").is_none() {
            plan["resource_changes"] = json!([]);
        }
        // Secrets are searched for in the text before it is read: blanks must not hide them.
        for text in [plan.to_string(), serde_json::to_string_pretty(&plan).unwrap()] {
            let document = Document::from_bytes(text.clone().into_bytes()).unwrap();
            let secrets = document.plan().unwrap().secrets().unwrap();
            let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
            assert!(words.iter().any(|word| word.starts_with("canary-")), "{text}");
            for word in words {
                let expected = if word.starts_with("canary-") { SENSITIVE } else { word };
                assert_eq!(secrets.scrub(word), expected, "{text}");
            }
        }
    }

    #[test]
    fn every_occurrence_goes_also_inside_json() {
        let secrets = Secrets::new(["hunter2-and-more", "hunter2", "pa\"ss\nword"].map(str::to_owned));
        assert_eq!(secrets.scrub("a hunter2-and-more b hunter2"), "a (sensitive) b (sensitive)");
        assert_eq!(secrets.scrub(r#"{"x":"pa\"ss\nword"}"#), r#"{"x":"(sensitive)"}"#);
    }

    #[test]
    fn short_and_common_literals_stay() {
        assert_eq!(
            Secrets::new(["", "abc", "admin", "false"].map(str::to_owned)).scrub("admin abc false"),
            "admin abc false"
        );
    }
}
