//! What policies of identities amount to.

mod breadth;
mod escalation;
mod limits;
mod paths;
mod reach;
mod star;
#[cfg(test)]
mod testing;
mod watched;
mod wording;

use std::collections::BTreeSet;

use crate::action::{AccessLevel, Action};
use crate::catalog::{Service, catalog};
use crate::conclusion::{Conclusion, ConclusionKind, Grants, Place};
use crate::identity::breadth::{Breadth, Grant, Visit, each_action, of_pattern, service_of};
use crate::identity::limits::Request;
use crate::identity::watched::{HARMLESS, WATCHED, Watched, in_scope};
use crate::identity::wording::{ALL_BUT, conclusion, each, fact, listed};
use crate::pattern::Pattern;
use crate::statement::Scope;

/// What is concluded from all that a principal is given, or from one document: by kind, place and reason.
///
/// An administrator is reported as such, and nothing else of the statements that make one.
#[must_use]
pub fn conclude_identity(grants: &Grants<'_>) -> Vec<Conclusion> {
    let breadth = Breadth::of(grants);
    let mut conclusions = star::conclude(grants, &breadth);
    match breadth.administration() {
        Some(granting) => {
            conclusions.retain(|star| !granting.iter().any(|grant| star.places.contains(&grant.place)));
            let reason = format!("{} every action on every resource", each(&granting, "allows", "allow"));
            conclusions.push(conclusion(ConclusionKind::FullAdmin, &granting, reason));
        }
        None if !breadth.grants.is_empty() => less_than_all(&breadth, &mut conclusions),
        None => {}
    }
    conclusions.sort_by(|one, other| {
        let key = |of: &Conclusion| (of.kind, of.places.first().copied());
        key(one).cmp(&key(other)).then_with(|| one.reason.cmp(&other.reason))
    });
    conclusions
}

fn less_than_all(breadth: &Breadth<'_>, conclusions: &mut Vec<Conclusion>) {
    let watched: Vec<Vec<usize>> = breadth.grants.iter().map(|grant| in_scope(&grant.statement.actions)).collect();
    conclusions.extend(full_iam(breadth));
    conclusions.extend(s3_full(breadth));
    for (grant, watched) in breadth.grants.iter().zip(&watched) {
        conclusions.extend(levels(breadth, grant));
        conclusions.extend(permissions(breadth, grant));
        conclusions.extend(named(breadth, grant, watched));
    }
    conclusions.extend(escalation::conclude(breadth, &watched));
    drop_repetitions(conclusions);
}

/// Takes out what a broader conclusion about the same statement says already.
fn drop_repetitions(conclusions: &mut Vec<Conclusion>) {
    let places = |kind: ConclusionKind| -> BTreeSet<Place> {
        let of_kind = conclusions.iter().filter(|conclusion| conclusion.kind == kind);
        of_kind.flat_map(|conclusion| conclusion.places.iter().copied()).collect()
    };
    let [star, writing, s3] =
        [ConclusionKind::StarAction, ConclusionKind::UnconstrainedWrite, ConclusionKind::S3Full].map(places);
    conclusions.retain(|conclusion| {
        let is_in = |broader: &BTreeSet<Place>| conclusion.places.iter().all(|place| broader.contains(place));
        let is_of_s3 = || {
            let actions = conclusion.facts.get("actions").map_or("", String::as_str);
            actions.split(", ").all(|action| action.to_ascii_lowercase().starts_with("s3:"))
        };
        match conclusion.kind {
            ConclusionKind::StarResource => !is_in(&star) && !is_in(&writing),
            ConclusionKind::UnconstrainedWrite | ConclusionKind::PermissionsManagement => !is_in(&star),
            ConclusionKind::S3BroadList => !is_in(&s3),
            ConclusionKind::DataExfiltration => !(is_in(&s3) && is_of_s3()),
            _ => true,
        }
    });
}

fn full_iam(breadth: &Breadth<'_>) -> Option<Conclusion> {
    let granting =
        all_of(breadth, catalog().service("iam")?, |action| action.arns().any(|arn| arn.contains("${Account}")))?;
    let reason = format!("{} every action of IAM on every resource", each(&granting, "allows", "allow"));
    Some(conclusion(ConclusionKind::FullIam, &granting, reason))
}

/// All that is done with objects, or all that is done with buckets.
fn s3_full(breadth: &Breadth<'_>) -> Option<Conclusion> {
    let service = catalog().service("s3")?;
    let is_on = |action: &Action, name: &str| {
        action.resources.iter().any(|of| of.resource.name == name) && action.lower.contains(name)
    };
    let of_objects = all_of(breadth, service, |action| is_on(action, "object"));
    let of_buckets = all_of(breadth, service, |action| is_on(action, "bucket"));
    let (granting, words) = match (of_objects, of_buckets) {
        (Some(granting), Some(other)) if places(&granting) == places(&other) => (granting, "bucket and object"),
        (Some(granting), _) => (granting, "object"),
        (None, of_buckets) => (of_buckets?, "bucket"),
    };
    let reason = format!("{} every action of S3 on every {words}", each(&granting, "allows", "allow"));
    Some(conclusion(ConclusionKind::S3Full, &granting, reason))
}

fn places(grants: &[&Grant<'_>]) -> Vec<Place> {
    grants.iter().map(|grant| grant.place).collect()
}

/// The grants that together allow all actions of a service that fit.
fn all_of<'b, 'd>(
    breadth: &'b Breadth<'d>,
    service: &'static Service,
    fits: impl Fn(&Action) -> bool,
) -> Option<Vec<&'b Grant<'d>>> {
    let actions = service.actions.iter().filter(|action| fits(action));
    let named = actions.map(|action| (action, format!("{}:{}", service.prefix, action.lower)));
    breadth.jointly(named, |grant, (action, name)| {
        let request = Request { action: name, known: None };
        grant.statement.actions.matches(name) && breadth.allows(grant, request, action)
    })
}

/// Which elements of a statement write, or could be limited, on every resource.
fn levels(breadth: &Breadth<'_>, grant: &Grant<'_>) -> Vec<Conclusion> {
    let is_unconditional = grant.statement.conditions.is_empty();
    let (mut limitable, mut writing) = (Vec::new(), Vec::new());
    for (element, scope) in elements(grant) {
        let (mut is_limitable, mut is_writing) = (false, !is_unconditional);
        each_broad(breadth, grant, scope, AccessLevel::Tagging, &mut |_, action, name| {
            // What can be on `*` alone nobody could have limited.
            if action.is_restrictable() && !HARMLESS.iter().any(|of| name.starts_with(of)) {
                is_limitable = true;
                is_writing |= action.level >= AccessLevel::Write;
            }
            is_limitable && is_writing
        });
        if is_limitable {
            limitable.push(element.clone());
        }
        if is_unconditional && is_writing {
            writing.push(element);
        }
    }
    let verb = "allows on every resource";
    let limitable = about(ConclusionKind::StarResource, grant, verb, limitable);
    let verb = "allows writing on every resource, without a condition";
    limitable.into_iter().chain(about(ConclusionKind::UnconstrainedWrite, grant, verb, writing)).collect()
}

fn permissions(breadth: &Breadth<'_>, grant: &Grant<'_>) -> Option<Conclusion> {
    let mut actions: Vec<String> = Vec::new();
    for (element, scope) in elements(grant) {
        let is_of_service = scope.is_some_and(|pattern| service_of(pattern).is_some());
        let has_any = each_broad(breadth, grant, scope, AccessLevel::PermissionsManagement, &mut |of, action, _| {
            let name = format!("{}:{}", of.prefix, action.name);
            if is_of_service && !actions.contains(&name) {
                actions.push(name);
            }
            !is_of_service
        });
        if has_any {
            actions.push(element);
        }
    }
    about(ConclusionKind::PermissionsManagement, grant, "allows managing permissions on every resource", actions)
}

/// What concerns actions that are known by name.
fn named(breadth: &Breadth<'_>, grant: &Grant<'_>, watched: &[usize]) -> Vec<Conclusion> {
    let is_broad = |watched: &&Watched| {
        let request = Request { action: &watched.name, known: None };
        catalog().action(watched.written).is_some_and(|action| breadth.allows(grant, request, action))
    };
    let mut conclusions = Vec::new();
    let mut conclude = |kind, verb, fits: fn(&Watched) -> bool| {
        let of_kind = watched.iter().filter_map(|at| WATCHED.get(*at)).filter(|watched| fits(watched));
        let actions = of_kind.filter(is_broad).map(|watched| watched.written.to_owned()).collect();
        conclusions.extend(about(kind, grant, verb, actions));
    };
    let verb = "allows getting credentials for every resource";
    conclude(ConclusionKind::CredentialsExposure, verb, |of| of.is_credential);
    conclude(ConclusionKind::DataExfiltration, "allows reading the data of every resource", |of| of.is_data);
    conclude(ConclusionKind::S3BroadList, "allows listing every bucket", |of| of.is_list);
    let pass_role = |of: &&Watched| of.name == "iam:passrole";
    if watched.iter().filter_map(|at| WATCHED.get(*at)).find(pass_role).is_some_and(|of| is_broad(&of)) {
        let reason = "allows `iam:PassRole` on every role".to_owned();
        conclusions.push(conclusion(ConclusionKind::PassroleStar, &[grant], reason));
    }
    conclusions
}

fn about(kind: ConclusionKind, grant: &Grant<'_>, verb: &str, elements: Vec<String>) -> Option<Conclusion> {
    let reason = || format!("{verb}: {}", listed(&elements));
    (!elements.is_empty()).then(|| conclusion(kind, &[grant], reason()).with("actions", fact(&elements)))
}

/// The actions of a statement as they are written; `None` for what `NotAction` leaves.
fn elements<'g>(grant: &'g Grant<'_>) -> Vec<(String, Option<&'g Pattern>)> {
    match &grant.statement.actions {
        Scope::Only(patterns) => patterns.iter().map(|pattern| (pattern.as_str().to_owned(), Some(pattern))).collect(),
        Scope::AllBut(patterns) => {
            let left_out: Vec<&str> = patterns.iter().map(Pattern::as_str).collect();
            vec![(format!("{ALL_BUT}{}", left_out.join(", ")), None)]
        }
    }
}

/// What names of actions begin with that change nothing, whatever their level says.
const READING: [&str; 10] =
    ["batchget", "describe", "estimate", "get", "list", "query", "search", "simulate", "validate", "view"];

/// Goes through the actions of an element that are allowed on every resource, but for those that only
/// read.
fn each_broad(
    breadth: &Breadth<'_>,
    grant: &Grant<'_>,
    element: Option<&Pattern>,
    least: AccessLevel,
    visit: Visit<'_>,
) -> bool {
    let service = element.and_then(service_of);
    let is_one = element.is_some_and(|pattern| !pattern.as_str().contains(['*', '?']));
    if !is_one && !grant.may_cover_type(service) {
        return false;
    }
    let is_reading = |action: &Action| READING.iter().any(|verb| action.lower.starts_with(verb));
    let mut visit = |service: &'static Service, action: &'static Action, name: &str| {
        !is_reading(action)
            && breadth.allows(grant, Request { action: name, known: None }, action)
            && visit(service, action, name)
    };
    match element {
        Some(pattern) => of_pattern(pattern, least, &mut visit),
        None => each_action(&grant.statement.actions, least, &mut visit),
    }
}

#[cfg(test)]
mod tests;
