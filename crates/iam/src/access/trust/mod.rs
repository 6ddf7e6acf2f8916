//! Trust policies: who may assume a role.

use crate::access::denial::Denials;
use crate::access::deputies;
use crate::access::oidc;
use crate::access::pin::Pins;
use crate::access::weigh;
use crate::access::who;
use crate::conclusion::{Conclusion, ConclusionKind};
use crate::condition::Condition;
use crate::document::Document;
use crate::statement::{Principal, Principals, Statement};
use crate::words;

const ASSUME: &str = "sts:assumerole";
const ASSUMING: [&str; 3] = [ASSUME, "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

/// What keeps strangers from a role for anybody. Addresses and external ids are no account.
const KNOWN: Pins =
    Pins::ACCOUNT.and(Pins::ORGANIZATION).and(Pins::PRINCIPAL).and(Pins::SOURCE).and(Pins::SERVICE).and(Pins::SUBJECT);

/// What else than the account guards a role.
const GUARDS: Pins = Pins::ALL.without(Pins::ACCOUNT);

/// What pins a service to those it acts for. The keys of callers are absent from its requests.
const FOR_WHOM: Pins = Pins::ALL.without(Pins::SERVICE);

/// What is concluded of a trust policy.
#[must_use]
pub fn conclude_trust(document: &Document) -> Vec<Conclusion> {
    let denials = Denials::of(document);
    let mut conclusions = Vec::new();
    for statement in document.statements.iter().filter(|statement| statement.allows()) {
        if let Some(anyone) = anyone(statement, &denials) {
            conclusions.push(anyone);
            continue;
        }
        if statement.actions.matches(ASSUME) {
            conclusions.extend(accounts(statement, &denials));
            conclusions.extend(services(statement, &denials));
        }
        conclusions.extend(oidc::conclude(document, statement));
    }
    who::sort(&mut conclusions);
    conclusions
}

fn anyone(statement: &Statement, denials: &Denials<'_>) -> Option<Conclusion> {
    let principals = statement.principals.as_ref()?;
    let any_provider = Principal::Federated("*".to_owned());
    let first = match who::is_everyone(principals) {
        true => 0,
        false if matches!(principals, Principals::Only(named) if named.contains(&any_provider)) => 1,
        false => return None,
    };
    let is_left = |action: &&str| {
        statement.actions.matches(action) && !denials.take(action, statement, &Principal::Everyone, KNOWN)
    };
    let conditions = &statement.conditions;
    let is_open = ASSUMING.iter().skip(first).any(is_left)
        && !weigh::is_pinned(conditions, KNOWN)
        && !oidc::names_subject(conditions);
    if !is_open {
        return None;
    }
    let mut reason = format!("lets {} assume the role", who::everyone(principals));
    let guard = guard(statement);
    if !guard.is_empty() {
        reason = format!("{reason}, guarded only by {guard}");
    } else if !conditions.is_empty() {
        reason = format!("{reason}, under conditions that keep nobody out");
    }
    Some(Conclusion::of(ConclusionKind::TrustAnyone, statement, reason).with("guard", guard))
}

/// The conditions that keep some out, though not all strangers.
fn guard(statement: &Statement) -> String {
    let conditions = &statement.conditions;
    let guards = conditions.iter().filter(|condition| weigh::pins(condition, conditions).is_some());
    weigh::asked_for(guards)
}

fn accounts(statement: &Statement, denials: &Denials<'_>) -> Vec<Conclusion> {
    if weigh::is_pinned(&statement.conditions, GUARDS) || names_principals(&statement.conditions) {
        return Vec::new();
    }
    let mut conclusions = Vec::new();
    for (account, principals) in who::accounts(statement) {
        let is_left = |who: &&&Principal| !denials.take(ASSUME, statement, who, GUARDS);
        let left: Vec<&Principal> = principals.iter().filter(is_left).copied().collect();
        if left.iter().any(|who| matches!(who, Principal::Account(_))) {
            let reason = format!("lets every principal of account `{account}` assume the role");
            conclusions.push(Conclusion::of(ConclusionKind::TrustAccount, statement, reason).with("account", account));
            continue;
        }
        let people: Vec<&Principal> = left.into_iter().filter(|who| !is_role(who)).collect();
        if !people.is_empty() {
            let names = who::named(&people, account);
            let reason = format!("lets {names} assume the role without an external id or MFA");
            conclusions
                .push(Conclusion::of(ConclusionKind::TrustUnguarded, statement, reason).with("account", account));
        }
    }
    conclusions
}

/// Whether a condition names principals by ARN, of whatever account: `Principal` says which account it is.
fn names_principals(conditions: &[Condition]) -> bool {
    let is_named = |value: &String| {
        let resource = value.splitn(6, ':').nth(5).unwrap_or_default();
        resource.starts_with("role/") && resource.trim_start_matches("role/").contains(|c: char| c.is_alphanumeric())
    };
    conditions.iter().any(|condition| {
        let asks = condition.is_about("aws:PrincipalArn") && weigh::asks_for_key(condition, conditions);
        asks && condition.values.iter().all(is_named)
    })
}

/// A role that is named has no second factor to show, and whoever may use it is the matter of its own trust policy.
fn is_role(principal: &Principal) -> bool {
    match principal {
        Principal::Arn(arn) => {
            let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
            let is_one = resource.starts_with("role/") || resource.starts_with("assumed-role/");
            is_one && !resource.contains(['*', '?'])
        }
        _ => false,
    }
}

fn services(statement: &Statement, denials: &Denials<'_>) -> Vec<Conclusion> {
    if weigh::is_pinned(&statement.conditions, FOR_WHOM) {
        return Vec::new();
    }
    let of_others = who::services(statement).into_iter().filter(|service| deputies::assumes_for_others(service));
    let left = of_others.filter(|service| {
        let service = Principal::Service((*service).to_owned());
        !denials.take(ASSUME, statement, &service, FOR_WHOM)
    });
    left.map(|service| {
        let name = if service == "*" { "any AWS service".to_owned() } else { words::quoted([service]) };
        let reason = format!("lets {name} assume the role on behalf of anybody");
        Conclusion::of(ConclusionKind::TrustConfusedDeputy, statement, reason).with("service", service)
    })
    .collect()
}

#[cfg(test)]
mod tests;
