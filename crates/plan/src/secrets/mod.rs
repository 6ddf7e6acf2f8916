//! Literals that must never be shown, scrubbed wherever they re-appear.

mod marked;
mod pieces;
mod providers;
mod sources;
mod written;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

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

/// Shorter lines than this of a literal of several lines are not masked, such as `}` and `EOF`.
const SHORTEST_LINE: usize = 12;

/// The literals of values that are marked sensitive.
#[derive(Debug, Clone)]
pub struct Secrets {
    scrub: Scrub,
    literals: BTreeSet<String>,
    /// What [`Secrets::mask`] looks for, made when it is first asked for.
    masks: OnceLock<Scrub>,
}

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
        let literals: BTreeSet<String> = literals.into_iter().filter(secret).collect();
        let forms = literals.iter().flat_map(|literal| [escaped(literal), literal.clone()]);
        Self { scrub: Scrub::of(forms.collect()), literals, masks: OnceLock::new() }
    }

    /// Collects what a plan marks sensitive or gives as a credential; see [`Plan::secrets`].
    pub(crate) fn of(plan: &Plan<'_>) -> Result<Self, ReadError> {
        let (marked, written) = rayon::join(|| marked::literals(plan), || written::literals(plan));
        Ok(Self::new(marked?.into_iter().chain(written?)))
    }

    /// For a plan whose secrets can't be read: no text is free of them.
    #[must_use]
    pub fn everything() -> Self {
        Self { scrub: Scrub::Everything, literals: BTreeSet::new(), masks: OnceLock::from(Scrub::Everything) }
    }

    /// The text with every secret replaced, also where it stands escaped inside a JSON string.
    #[must_use]
    pub fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.scrub {
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

    /// The text of a configuration with a `*` for each byte of every secret, so that positions stay. Secrets are found as they are
    /// written there: with escapes, line by line where a heredoc indents them, and string by string where they are put together.
    #[must_use]
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let masks =
            self.masks.get_or_init(|| Scrub::of(self.literals.iter().flat_map(|it| written_forms(it)).collect()));
        let mut spans: Vec<Range<usize>> = match masks {
            Scrub::Nothing => return Cow::Borrowed(text),
            Scrub::Literals(secrets) => secrets.find_iter(text).map(|found| found.range()).collect(),
            Scrub::Everything => std::iter::once(0..text.len()).collect(),
        };
        spans.extend(pieces::find(text, &self.literals));
        if spans.is_empty() {
            return Cow::Borrowed(text);
        }
        spans.sort_by_key(|span| span.start);
        let (mut masked, mut done) = (String::with_capacity(text.len()), 0);
        for Range { start, end } in spans {
            let (start, end) = (start.max(done), end.max(done));
            masked.push_str(text.get(done..start).unwrap_or_default());
            let hidden = text.get(start..end).unwrap_or_default();
            masked.extend(hidden.bytes().map(|byte| if byte == b'\n' { '\n' } else { '*' }));
            done = end;
        }
        masked.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(masked)
    }
}

impl Scrub {
    fn of(forms: BTreeSet<String>) -> Self {
        if forms.is_empty() {
            return Self::Nothing;
        }
        // Of two that begin alike the longer one is replaced, so that nothing of it is left behind.
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms);
        built.map_or(Self::Everything, Self::Literals)
    }
}

/// The forms in which a configuration may have a literal.
fn written_forms(literal: &str) -> Vec<String> {
    let template = |text: &str| text.replace("${", "$${").replace("%{", "%%{");
    let escaped = escaped(literal);
    let mut forms = vec![template(literal), template(&escaped), escaped, literal.to_owned()];
    let lines = literal.lines().map(str::trim).filter(|line| line.len() >= SHORTEST_LINE && *line != literal);
    forms.extend(lines.flat_map(|line| [template(line), line.to_owned()]));
    forms
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
    fn a_mask_keeps_positions_and_knows_how_configurations_write() {
        let key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----";
        let secrets = Secrets::new(["hunter2-\"and\"", "pre${post}", "ünïcode", key].map(str::to_owned));
        assert_eq!(secrets.mask("a = \"hunter2-\\\"and\\\"\" # b"), format!("a = \"{}\" # b", "*".repeat(15)));
        assert_eq!(secrets.mask("\"pre$${post}\""), format!("\"{}\"", "*".repeat(11)));
        assert_eq!(secrets.mask("x ünïcode y"), format!("x {} y", "*".repeat(9)));
        let heredoc = "k = <<-E\n    -----BEGIN KEY-----\n    MIIEvQIBADANBg\n    -----END KEY-----\n  E\n";
        let masked = secrets.mask(heredoc);
        assert!(masked.len() == heredoc.len() && !masked.contains("KEY") && !masked.contains("MII"), "{masked}");
        assert_eq!(masked.lines().count(), heredoc.lines().count());
        let put_together =
            ["{\"password\":\"zq-hunter\",\"user\":\"bob\"}", "postgres://u:zq-other@host"].map(str::to_owned);
        let secrets = Secrets::new(put_together);
        assert_eq!(
            secrets.mask("a = jsonencode({ password = \"zq-hunter\", user = \"bob\" })"),
            "a = jsonencode({ password = \"*********\", user = \"bob\" })"
        );
        assert_eq!(secrets.mask("password = \"a${b}:zq-other@${c}\""), "password = \"a${b}**********${c}\"");
        assert_eq!(secrets.mask("password = zq-huntress \"x\" zq-hunter"), "password = zq-huntress \"x\" zq-hunter");
        assert_eq!(Secrets::everything().mask("a\nb"), "*\n*");
        assert_eq!(Secrets::new([]).mask("a"), "a");
    }

    #[test]
    fn short_and_common_literals_stay() {
        assert_eq!(
            Secrets::new(["", "abc", "admin", "false"].map(str::to_owned)).scrub("admin abc false"),
            "admin abc false"
        );
    }
}
