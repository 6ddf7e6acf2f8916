//! Documents for tests in few words.

use crate::conclusion::{Conclusion, ConclusionKind, Grants};
use crate::document::{Document, Kind};
use crate::fault::{Fault, FaultKind};
use crate::identity::conclude_identity;

/// An identity policy with some statements; each is the members of a JSON object with `'` for `"`.
pub(crate) fn policy(statements: &[&str]) -> Document {
    let statements: Vec<String> =
        statements.iter().map(|members| format!("{{{}}}", members.replace('\'', "\""))).collect();
    let text = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{}]}}", statements.join(","));
    let document = Document::parse(&text, Kind::Identity);
    // AWS refuses some of the patterns, such as `?*`; what they would give is concluded all the same.
    let is_of_text = |fault: &&Fault| !matches!(fault.kind, FaultKind::Action(_) | FaultKind::Resource(_));
    assert_eq!(document.faults.iter().find(is_of_text), None, "{text}");
    document
}

/// Members of a statement that allows actions on resources; lists with blanks.
pub(crate) fn allow(actions: &str, resources: &str) -> String {
    let list = |texts: &str| texts.split(' ').map(|text| format!("'{text}'")).collect::<Vec<_>>().join(",");
    format!("'Effect':'Allow','Action':[{}],'Resource':[{}]", list(actions), list(resources))
}

/// The same for one that denies.
pub(crate) fn deny(actions: &str, resources: &str) -> String {
    allow(actions, resources).replace("Allow", "Deny")
}

/// Members with a condition.
pub(crate) fn when(members: &str, operator: &str, key: &str, value: &str) -> String {
    format!("{members},'Condition':{{'{operator}':{{'{key}':'{value}'}}}}")
}

/// What is concluded of one document.
pub(crate) fn concluded(statements: &[&str]) -> Vec<Conclusion> {
    conclude_identity(&Grants::of(&policy(statements)))
}

/// Kinds, labels and reasons.
pub(crate) fn worded(conclusions: &[Conclusion]) -> Vec<String> {
    conclusions.iter().map(|of| format!("{}: {} {}", of.kind.as_str(), of.label, of.reason)).collect()
}

/// The kinds of what is concluded of one document, each once.
pub(crate) fn kinds(statements: &[&str]) -> Vec<&'static str> {
    let mut kinds: Vec<&str> = concluded(statements).iter().map(|of| of.kind.as_str()).collect();
    kinds.dedup();
    kinds
}

/// The paths of privilege escalation that are open.
pub(crate) fn paths(conclusions: &[Conclusion]) -> Vec<&str> {
    let escalations = conclusions.iter().filter(|of| of.kind == ConclusionKind::PrivilegeEscalation);
    escalations.map(|of| of.facts["path"].as_str()).collect()
}
