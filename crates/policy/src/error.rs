//! Errors of rules: each is charged to one rule or file, and the others still report.

use std::fmt;

/// What a rule did that it must not, or why it did not load. The fault of whoever wrote the rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleError {
    /// The rule's id, or its package where the id could not be read.
    pub rule: Option<String>,
    /// The Rego file.
    pub file: String,
    /// Line in the file, from 1; zero where it is the rule as a whole.
    pub line: usize,
    /// What is wrong, with no value of a plan in it.
    pub message: String,
}

impl RuleError {
    pub(crate) fn at(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { rule: None, file: file.to_owned(), line, message: message.into() }
    }

    /// Charges the error to a rule.
    #[must_use]
    pub(crate) fn of(mut self, rule: &str) -> Self {
        self.rule = Some(rule.to_owned());
        self
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(rule) = &self.rule {
            write!(f, "rule `{rule}`, ")?;
        }
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for RuleError {}
