//! Whom statements with principals speak of.

use crate::access::pin::Pins;
use crate::access::weigh;
use crate::conclusion::Conclusion;
use crate::statement::{Principal, Principals, Statement};
use crate::words;

/// The fixed order: by kind, then first place, then reason.
pub(crate) fn sort(conclusions: &mut [Conclusion]) {
    conclusions.sort_by(|one, other| {
        (one.kind, one.places.first(), &one.reason).cmp(&(other.kind, other.places.first(), &other.reason))
    });
}

/// Whether it is anybody; an account that is a wildcard is every account.
pub(crate) fn is_everyone(principals: &Principals) -> bool {
    let is_any_account = |principal: &Principal| match principal {
        Principal::Arn(_) => principal.account().is_some_and(|account| account.contains('*')),
        _ => false,
    };
    principals.is_everyone() || matches!(principals, Principals::Only(named) if named.iter().any(is_any_account))
}

/// Everybody, in words.
pub(crate) fn everyone(principals: &Principals) -> &'static str {
    match principals {
        Principals::Only(_) => "anybody",
        Principals::AllBut(_) => "everybody but those of `NotPrincipal`",
    }
}

/// The accounts that a statement names, each with its principals in the order of the statement.
pub(crate) fn accounts(statement: &Statement) -> Vec<(&str, Vec<&Principal>)> {
    let Some(Principals::Only(named)) = &statement.principals else { return Vec::new() };
    let mut accounts: Vec<(&str, Vec<&Principal>)> = Vec::new();
    for principal in named {
        let Some(account) = principal.account().filter(|account| is_number(account)) else { continue };
        match accounts.iter_mut().find(|(known, _)| *known == account) {
            Some((_, principals)) => principals.push(principal),
            None => accounts.push((account, vec![principal])),
        }
    }
    accounts
}

fn is_number(account: &str) -> bool {
    account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())
}

/// Principals of one account, in words.
pub(crate) fn named(principals: &[&Principal], account: &str) -> String {
    words::listed(principals.iter().map(|principal| match principal {
        Principal::Account(_) => format!("account `{account}`"),
        other => format!("`{other}`"),
    }))
}

/// The services that a statement speaks of, `*` for all: by name, or as everybody who is a service.
pub(crate) fn services(statement: &Statement) -> Vec<&str> {
    let Some(principals) = &statement.principals else { return Vec::new() };
    let mut services: Vec<&str> = Vec::new();
    if let Principals::Only(named) = principals {
        services.extend(named.iter().filter_map(|principal| match principal {
            Principal::Service(name) => Some(name.as_str()),
            _ => None,
        }));
    }
    let conditions = &statement.conditions;
    if is_everyone(principals) && weigh::is_pinned(conditions, Pins::SERVICE) {
        let of_service = |key: &str| {
            let lower = key.to_ascii_lowercase();
            lower.starts_with("aws:principalservicename")
        };
        let by_name = conditions.iter().filter(|condition| {
            of_service(&condition.key) && weigh::pins(condition, conditions) == Some(Pins::SERVICE)
        });
        let by_name: Vec<&str> = by_name.flat_map(|condition| condition.values.iter().map(String::as_str)).collect();
        if by_name.is_empty() { services.push("*") } else { services.extend(by_name) }
    }
    let mut seen: Vec<&str> = Vec::with_capacity(services.len());
    services.retain(|service| {
        let is_new = !seen.contains(service);
        seen.push(service);
        is_new
    });
    services
}
