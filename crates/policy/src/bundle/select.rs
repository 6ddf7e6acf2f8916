//! Choosing rules: by id, by domain, by severity.

use std::fmt;

use crate::bundle::Rule;
use crate::metadata::{Domain, Severity};

/// One choice of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// All rules.
    All,
    /// The rule of this id, or with this alias.
    Rule(String),
    /// All rules whose id starts so: `aws-sg-*`.
    Prefix(String),
    /// All rules of a domain.
    Domain(Domain),
    /// All rules of a severity.
    Severity(Severity),
}

/// A word that chooses nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no rule, domain or severity")]
pub struct UnknownSelector {
    /// The word as given.
    pub word: String,
    /// The nearest word that there is.
    pub nearest: Option<String>,
}

impl Selector {
    /// Reads a word: `all`, a domain, a severity, a rule's id or alias, or the beginning of ids followed by `*`.
    ///
    /// # Errors
    /// A word that chooses none of `rules`.
    pub fn parse(word: &str, rules: &[&Rule]) -> Result<Self, UnknownSelector> {
        if word == "all" {
            return Ok(Self::All);
        }
        if let Some(domain) = Domain::ALL.into_iter().find(|domain| domain.as_str() == word) {
            return Ok(Self::Domain(domain));
        }
        if let Some(severity) = Severity::ALL.into_iter().find(|severity| severity.as_str() == word) {
            return Ok(Self::Severity(severity));
        }
        let selector = match word.strip_suffix('*') {
            Some(prefix) => Self::Prefix(prefix.to_owned()),
            None => Self::Rule(word.to_owned()),
        };
        if rules.iter().any(|rule| selector.matches(rule)) {
            return Ok(selector);
        }
        // What is near the beginning of an id is no id.
        if matches!(selector, Self::Prefix(_)) {
            return Err(UnknownSelector { word: word.to_owned(), nearest: None });
        }
        let words = rules
            .iter()
            .map(|rule| rule.id())
            .chain(Domain::ALL.map(Domain::as_str))
            .chain(Severity::ALL.map(Severity::as_str));
        Err(UnknownSelector { word: word.to_owned(), nearest: nearest(word, words).map(str::to_owned) })
    }

    /// Whether the rule is among the chosen.
    #[must_use]
    pub fn matches(&self, rule: &Rule) -> bool {
        let custom = &rule.metadata.custom;
        match self {
            Self::All => true,
            Self::Rule(id) => custom.id == *id || custom.aliases.contains(id),
            Self::Prefix(prefix) => custom.id.starts_with(prefix.as_str()),
            Self::Domain(domain) => custom.domain == *domain,
            Self::Severity(severity) => custom.severity == *severity,
        }
    }

    /// Whether it is this rule, by id or alias, and not one of many.
    #[must_use]
    pub fn names(&self, rule: &Rule) -> bool {
        matches!(self, Self::Rule(_)) && self.matches(rule)
    }
}

impl fmt::Display for Selector {
    /// The word that it is read from.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Rule(id) => f.write_str(id),
            Self::Prefix(prefix) => write!(f, "{prefix}*"),
            Self::Domain(domain) => f.write_str(domain.as_str()),
            Self::Severity(severity) => f.write_str(severity.as_str()),
        }
    }
}

/// The word most like `word`, if any is like it.
#[must_use]
pub fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let scored = words.map(|candidate| (strsim::jaro_winkler(word, candidate), candidate));
    let (score, candidate) = scored.max_by(|left, right| left.0.total_cmp(&right.0))?;
    (score > 0.8).then_some(candidate)
}
