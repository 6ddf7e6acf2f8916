//! Policies and conclusions as tests write them.

use crate::conclusion::Conclusion;
use crate::document::{Document, Kind};

/// A document of statements, each without its braces; nothing is wrong with it.
pub(crate) fn document(kind: Kind, statements: &[&str]) -> Document {
    let objects: Vec<String> = statements.iter().map(|statement| format!("{{{statement}}}")).collect();
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, objects.join(","));
    let document = Document::parse(&text, kind);
    assert!(document.faults.is_empty(), "{text}: {:?}", document.faults);
    document
}

/// Conclusions, each as `kind: label reason (fact=value)`.
pub(crate) fn told(conclusions: &[Conclusion]) -> Vec<String> {
    let tell = |conclusion: &Conclusion| {
        let facts: String = conclusion.facts.iter().map(|(name, value)| format!(" ({name}={value})")).collect();
        format!("{}: {} {}{facts}", conclusion.kind.as_str(), conclusion.label, conclusion.reason)
    };
    conclusions.iter().map(tell).collect()
}
