//! Policies of resources: who may use them.

use crate::access::denial::{self, Denials, Left};
use crate::access::deputies;
use crate::access::pin::Pins;
use crate::access::{weigh, who};
use crate::conclusion::{Conclusion, ConclusionKind};
use crate::document::{Document, Kind};
use crate::pattern::Pattern;
use crate::statement::{EVERY_ACTION, Principal, Scope, Statement};
use crate::words;

/// What keeps strangers out.
const KNOWN: Pins = Pins::ALL.without(Pins::MFA).without(Pins::ATTRIBUTE).without(Pins::CONTEXT);

/// What pins a service to those it acts for. The keys of callers are absent from its requests.
const FOR_WHOM: Pins = Pins::ALL.without(Pins::SERVICE);

/// What is concluded of a policy of a resource or of a VPC endpoint.
#[must_use]
pub fn conclude_resource(document: &Document) -> Vec<Conclusion> {
    let denials = Denials::of(document);
    let mut conclusions = Vec::new();
    for statement in document.statements.iter().filter(|statement| statement.allows()) {
        conclusions.extend(star_action(statement, &denials));
        // An endpoint gives nothing that the policies of callers and resources do not give.
        if document.kind == Kind::Endpoint {
            continue;
        }
        if let Some(public) = public(statement, &denials) {
            conclusions.push(public);
            continue;
        }
        conclusions.extend(accounts(statement, &denials));
        conclusions.extend(services(statement, &denials));
    }
    who::sort(&mut conclusions);
    conclusions
}

fn public(statement: &Statement, denials: &Denials<'_>) -> Option<Conclusion> {
    let principals = statement.principals.as_ref().filter(|principals| who::is_everyone(principals))?;
    let conditions = &statement.conditions;
    if weigh::is_pinned(conditions, KNOWN) {
        return None;
    }
    let left = denials.leave(statement, &Principal::Everyone, KNOWN)?;
    let mut reason = format!("lets {} do {}", who::everyone(principals), what(statement, &left));
    if !conditions.is_empty() {
        reason = format!("{reason}, asking only for {}", weigh::asked_for(conditions));
    }
    Some(Conclusion::of(ConclusionKind::Public, statement, reason).with("access", left.level().as_str()))
}

fn what(statement: &Statement, left: &Left<'_>) -> String {
    match &statement.actions {
        Scope::Only(_) => words::quoted(left.actions()),
        Scope::AllBut(patterns) => {
            format!("all but {}", words::quoted(patterns.iter().map(Pattern::as_str)))
        }
    }
}

fn accounts(statement: &Statement, denials: &Denials<'_>) -> Vec<Conclusion> {
    let mut conclusions = Vec::new();
    for (account, mut principals) in who::accounts(statement) {
        if deputies::is_of_aws(account) {
            continue;
        }
        let mut most: Option<Left<'_>> = None;
        principals.retain(|who| {
            let left = denials.leave(statement, who, Pins::NONE);
            let is_left = left.is_some();
            if most.as_ref().map(|most| most.actions().len()) < left.as_ref().map(|left| left.actions().len()) {
                most = left;
            }
            is_left
        });
        let Some(left) = most else { continue };
        let reason = format!("lets {} do {}", who::named(&principals, account), what(statement, &left));
        conclusions.push(Conclusion::of(ConclusionKind::CrossAccount, statement, reason).with("account", account));
    }
    conclusions
}

fn services(statement: &Statement, denials: &Denials<'_>) -> Vec<Conclusion> {
    if weigh::is_pinned(&statement.conditions, FOR_WHOM) {
        return Vec::new();
    }
    let of_others = who::services(statement).into_iter().filter(|service| deputies::uses_for_others(service));
    of_others
        .filter_map(|service| {
            let left = denials.leave(statement, &Principal::Service(service.to_owned()), FOR_WHOM)?;
            if left.actions().len() > 0 && left.actions().all(is_look) {
                return None;
            }
            let name = if service == "*" { "any AWS service".to_owned() } else { words::quoted([service]) };
            let reason = format!("lets {name} do {} on behalf of anybody", what(statement, &left));
            Some(Conclusion::of(ConclusionKind::ServiceWithoutSource, statement, reason).with("service", service))
        })
        .collect()
}

/// What a service does to see whether it may write, and what gives a stranger nothing.
fn is_look(action: &str) -> bool {
    let looks = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket", "kms:DescribeKey"];
    looks.iter().any(|look| look.eq_ignore_ascii_case(action))
}

fn star_action(statement: &Statement, denials: &Denials<'_>) -> Option<Conclusion> {
    let service = every_action(statement)?;
    denials.leave(statement, &Principal::Everyone, Pins::NONE)?;
    let is_kms = service.as_deref() == Some("kms");
    let conclusion = |reason: String| Conclusion::of(ConclusionKind::StarAction, statement, reason);
    match service {
        None => Some(conclusion("allows every action".to_owned())),
        // The default of keys: their owner may do everything with them.
        Some(_) if is_kms => None,
        Some(service) => Some(conclusion(format!("allows every action of `{service}`")).with("service", service)),
    }
}

/// Whether every action is allowed: of the service that the statement names, or of all.
fn every_action(statement: &Statement) -> Option<Option<String>> {
    match &statement.actions {
        Scope::Only(patterns) if patterns.iter().any(|pattern| pattern.includes(&EVERY_ACTION)) => Some(None),
        Scope::Only(patterns) => patterns.iter().find_map(|pattern| {
            let service = pattern.as_str().split_once(':')?.0.to_ascii_lowercase();
            let every = Pattern::new(&format!("{service}:?*"));
            (!service.is_empty() && pattern.includes(&every)).then_some(Some(service))
        }),
        Scope::AllBut(patterns) => {
            let services = denial::services(statement);
            let (service, []) = services.split_first()? else { return None };
            let every = Pattern::new(&format!("{}:?*", service.to_ascii_lowercase()));
            let leaves_none_out = !patterns.iter().any(|pattern| pattern.intersects(&every));
            leaves_none_out.then(|| Some(service.to_ascii_lowercase()))
        }
    }
}

#[cfg(test)]
mod tests;
