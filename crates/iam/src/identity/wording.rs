//! How conclusions about identities are worded.

use crate::conclusion::{Conclusion, ConclusionKind};
use crate::identity::breadth::Grant;
use crate::words;

/// Elements in backticks: three at most, and how many others there are.
pub(crate) fn listed<T: AsRef<str>>(elements: &[T]) -> String {
    words::listed(elements.iter().map(|element| quoted(element.as_ref())))
}

fn quoted(element: &str) -> String {
    match element.strip_prefix(ALL_BUT) {
        Some(patterns) => format!("{ALL_BUT}`{}`", patterns.replace(", ", "`, `")),
        None => format!("`{element}`"),
    }
}

/// What stands before the patterns of `NotAction`.
pub(crate) const ALL_BUT: &str = "all actions but ";

/// The elements as a fact: those that are named.
pub(crate) fn fact<T: AsRef<str>>(elements: &[T]) -> String {
    elements.iter().take(words::NAMED).map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// A verb for one statement or for several.
pub(crate) fn each(grants: &[&Grant<'_>], one: &'static str, several: &'static str) -> &'static str {
    if grants.len() == 1 { one } else { several }
}

/// A conclusion about the statements of grants; several of different documents go by one name.
pub(crate) fn conclusion(kind: ConclusionKind, grants: &[&Grant<'_>], reason: String) -> Conclusion {
    let labels: Vec<String> = grants.iter().map(|grant| grant.statement.label()).collect();
    let documents = || grants.iter().map(|grant| grant.place.document);
    let label = match (documents().min() == documents().max(), labels.split_last()) {
        (false, _) => "its policies together".to_owned(),
        (true, Some((last, first))) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (true, _) => labels.concat(),
    };
    let places = grants.iter().map(|grant| grant.place).collect();
    Conclusion { kind, places, label, reason, facts: std::collections::BTreeMap::new() }
}
