//! What is left of single documents: a boundary, or what other documents deny, takes away what a document says by itself.

use std::collections::{BTreeSet, HashMap};

use plangate_iam::{Conclusion, Kind};

use crate::documents::principals::{Given, gives_policies};
use crate::documents::{Concluded, Documents, is_same};
use crate::subject::Subjects;

/// Replaces what is concluded of documents by what is left of it for the principals that have them.
///
/// Where somebody has a document whole, or somebody who is not in the plan may have it, nothing is taken away.
pub(super) fn cut(documents: &mut Documents, subjects: &Subjects<'_>) {
    let mut holders: HashMap<usize, Vec<&Given>> = HashMap::new();
    for given in documents.principals.values() {
        for holder in given.grants.iter().filter_map(|grant| grant.holder) {
            holders.entry(holder).or_default().push(given);
        }
    }
    let mut left: Vec<(usize, usize, Vec<Concluded>)> = Vec::new();
    for (&holder, principals) in &holders {
        if principals.iter().any(|given| given.is_uncut()) || is_attached_elsewhere(subjects, holder, principals) {
            continue;
        }
        for (number, held) in documents.of(holder).iter().enumerate() {
            if held.read.document.kind == Kind::Identity && !held.conclusions.is_empty() {
                let of_all = principals.iter().flat_map(|given| given.left_of(&held.read));
                let conclusions = distinct(of_all);
                let conclusions = conclusions.iter().map(|one| Concluded::new(one, held.is_sensitive)).collect();
                left.push((holder, number, conclusions));
            }
        }
    }
    let boundaries: Vec<usize> = documents.held.keys().copied().filter(|at| is_boundary_alone(subjects, *at)).collect();
    for (holder, number, conclusions) in left {
        if let Some(held) = documents.held.get_mut(&holder).and_then(|held| held.get_mut(number)) {
            held.conclusions = conclusions;
        }
    }
    for holder in boundaries {
        for held in documents.held.get_mut(&holder).into_iter().flatten() {
            held.conclusions.clear();
        }
        documents.boundaries.insert(holder);
    }
}

/// The same conclusion may be left for several principals.
fn distinct(conclusions: impl Iterator<Item = Conclusion>) -> Vec<Conclusion> {
    let mut all: Vec<Conclusion> = Vec::new();
    for conclusion in conclusions {
        if !all.iter().any(|one| is_same(one, &conclusion) && one.label == conclusion.label) {
            all.push(conclusion);
        }
    }
    all.sort_by(|one, other| (one.kind, &one.places, &one.reason).cmp(&(other.kind, &other.places, &other.reason)));
    all
}

/// Whether a policy is attached by a resource that none of the principals has it by.
fn is_attached_elsewhere(subjects: &Subjects<'_>, holder: usize, principals: &[&Given]) -> bool {
    let grants = || principals.iter().flat_map(|given| &given.grants).filter(|grant| grant.holder == Some(holder));
    let by: BTreeSet<usize> = grants().map(|grant| grant.by).collect();
    let mut inbound = subjects.linked(holder).filter(|linked| linked.inbound);
    inbound.any(|linked| {
        let kind = subjects.get(linked.position).map(|subject| subject.head.kind);
        kind.is_some_and(|kind| gives_policies(kind, linked.attribute)) && !by.contains(&linked.position)
    })
}

/// Whether principals refer to a policy as their boundary, and nothing gives it to anybody.
fn is_boundary_alone(subjects: &Subjects<'_>, holder: usize) -> bool {
    let mut is_boundary = false;
    for linked in subjects.linked(holder).filter(|linked| linked.inbound) {
        let kind = subjects.get(linked.position).map_or("", |subject| subject.head.kind);
        if gives_policies(kind, linked.attribute) {
            return false;
        }
        is_boundary |= linked.attribute == "permissions_boundary";
    }
    is_boundary
}
