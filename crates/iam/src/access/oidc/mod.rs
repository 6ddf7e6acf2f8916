//! Roles for tokens of identity providers: whose tokens are let in.

use crate::access::pin::{Pins, Text};
use crate::access::subject::Provider;
use crate::access::{weigh, who};
use crate::conclusion::{Conclusion, ConclusionKind};
use crate::condition::Condition;
use crate::document::Document;
use crate::statement::{Principal, Principals, Statement};

/// Networks narrow who may bring a token; keys of callers are absent, since there is no caller yet.
const AROUND: Pins = Pins::NETWORK;

/// An identity provider as policies name it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Issuer {
    /// In lower case, without the scheme.
    name: String,
    provider: Provider,
}

impl Issuer {
    /// The provider of a principal; `None` for one of SAML.
    fn of(federated: &str) -> Option<Self> {
        let name = match federated.split_once(":oidc-provider/") {
            Some((_, name)) => name,
            None if federated.starts_with("arn:") || !federated.contains('.') => return None,
            None => federated,
        };
        let name = name.trim_end_matches('/').to_ascii_lowercase();
        let provider = Provider::of(&name);
        Some(Self { name, provider })
    }

    /// The issuer and the claim of a condition key such as `gitlab.com:sub`.
    fn of_key(key: &str) -> Option<(Self, String)> {
        let (issuer, claim) = key.rsplit_once(':')?;
        let host = issuer.split([':', '/']).next()?;
        host.contains('.').then(|| Some((Self::of(issuer)?, claim.to_ascii_lowercase()))).flatten()
    }

    /// Whether the values of a condition, of which one has to fit, leave no stranger in.
    fn is_pinned_by(&self, condition: &Condition, claim: &str) -> bool {
        let has_wildcards = condition.operator.comparison.has_wildcards();
        let is_pinned = |text: &String| self.provider.is_pinned_by(claim, Text { text, has_wildcards });
        condition.values.iter().all(is_pinned)
    }

    /// Whether the conditions of an Allow leave no stranger in. Keys of another provider are absent from its tokens.
    fn is_pinned(&self, conditions: &[Condition]) -> bool {
        conditions.iter().any(|condition| {
            let Some((issuer, claim)) = Self::of_key(&condition.key) else { return false };
            weigh::asks_for_key(condition, conditions)
                && (issuer.name != self.name || self.is_pinned_by(condition, &claim))
        }) || weigh::is_pinned(conditions, AROUND)
    }

    /// Whether a Deny spares nobody but known subjects.
    fn is_denied_to_strangers(&self, denial: &Statement) -> bool {
        let speaks_of = |named: &Principal| match named {
            Principal::Everyone => true,
            Principal::Federated(named) => Self::of(named).as_ref() == Some(self),
            _ => false,
        };
        let is_for_all = match &denial.principals {
            None => true,
            Some(Principals::Only(named)) => named.iter().any(speaks_of),
            Some(Principals::AllBut(spared)) => !spared.iter().any(speaks_of),
        };
        let spares_known = |condition: &Condition| match Self::of_key(&condition.key) {
            Some((issuer, claim)) => {
                let operator = condition.operator;
                operator.comparison.is_negated()
                    && operator.holds_without_key()
                    && (issuer.name != self.name || self.is_pinned_by(condition, &claim))
            }
            None => weigh::spared(condition, false).is_some_and(|pins| pins.are_among(AROUND)),
        };
        is_for_all && denial.conditions.iter().all(spares_known)
    }
}

/// Whether a condition asks for a known subject of some identity provider.
pub(crate) fn names_subject(conditions: &[Condition]) -> bool {
    conditions.iter().any(|condition| {
        let asks = || weigh::asks_for_key(condition, conditions);
        match Issuer::of_key(&condition.key) {
            Some((issuer, claim)) => asks() && issuer.is_pinned_by(condition, &claim),
            None => is_saml_subject(condition) && asks(),
        }
    })
}

const WEB: &str = "sts:assumerolewithwebidentity";
const SAML: &str = "sts:assumerolewithsaml";

fn denials<'d>(document: &'d Document, action: &'d str) -> impl Iterator<Item = &'d Statement> {
    document.statements.iter().filter(move |statement| !statement.allows() && statement.actions.matches(action))
}

/// What is concluded of the identity providers that a statement names.
pub(crate) fn conclude(document: &Document, statement: &Statement) -> Vec<Conclusion> {
    let Some(Principals::Only(named)) = &statement.principals else { return Vec::new() };
    let federated = |principal: &Principal| match principal {
        Principal::Federated(name) => Some(name.clone()),
        _ => None,
    };
    let names: Vec<String> = named.iter().filter_map(federated).collect();
    let mut conclusions = Vec::new();
    if statement.actions.matches(WEB) {
        let mut issuers: Vec<Issuer> = Vec::new();
        for issuer in names.iter().filter_map(|name| Issuer::of(name)) {
            if !issuers.contains(&issuer) {
                issuers.push(issuer);
            }
        }
        for issuer in issuers {
            let is_denied = || denials(document, WEB).any(|denial| issuer.is_denied_to_strangers(denial));
            if !issuer.is_pinned(&statement.conditions) && !is_denied() {
                conclusions.push(loose(&issuer, statement));
            }
        }
    }
    let is_saml = |name: &String| name.contains(":saml-provider/");
    if statement.actions.matches(SAML)
        && names.iter().any(is_saml)
        && !statement.conditions.iter().any(|condition| pins_assertion(condition, &statement.conditions))
        && !denials(document, SAML).any(|denial| {
            let named = denial.principals.as_ref().map(Principals::named).unwrap_or_default();
            let is_for_all = denial.principals.as_ref().is_none_or(who::is_everyone);
            let is_for_these = || names.iter().all(|name| named.contains(&Principal::Federated(name.clone())));
            (is_for_all || is_for_these()) && denial.conditions.iter().all(spares_assertion)
        })
    {
        let reason = "lets SAML assertions for any audience assume the role".to_owned();
        conclusions.push(Conclusion::of(ConclusionKind::TrustSamlAudience, statement, reason));
    }
    conclusions
}

fn loose(issuer: &Issuer, statement: &Statement) -> Conclusion {
    let provider = issuer.provider;
    let about = statement.conditions.iter().filter_map(|condition| {
        let (of, claim) = Issuer::of_key(&condition.key)?;
        (of == *issuer && claim == provider.subject()).then_some(condition)
    });
    let mut reason = match provider {
        Provider::Other => format!("lets any token of `{}`", issuer.name),
        _ => format!("lets {}", provider.anybody()),
    };
    let mut why = String::new();
    for condition in about {
        let operator = condition.operator;
        if operator.comparison.is_negated() || !weigh::asks_for_key(condition, &statement.conditions) {
            why = format!(", for `{}` pins no subject", condition.written);
            continue;
        }
        let has_wildcards = operator.comparison.has_wildcards();
        let is_open =
            |text: &&String| !provider.is_pinned_by(provider.subject(), Text { text: text.as_str(), has_wildcards });
        if let Some(value) = condition.values.iter().find(is_open) {
            reason = format!("{reason} whose `{}` matches `{value}`", provider.subject());
            break;
        }
    }
    let reason = format!("{reason} assume the role{why}");
    Conclusion::of(ConclusionKind::TrustOidcLoose, statement, reason).with("provider", provider.as_str())
}

/// Keys of assertions that are about this provider's users, not about every assertion.
fn is_saml_subject(condition: &Condition) -> bool {
    let lower = condition.key.to_ascii_lowercase();
    let claim = lower.strip_prefix("saml:");
    let has_wildcards = condition.operator.comparison.has_wildcards();
    let is_anything = |text: &String| Text { text, has_wildcards }.is_anything();
    claim.is_some_and(|claim| !matches!(claim, "sub_type" | "iss" | "doc")) && !condition.values.iter().any(is_anything)
}

fn pins_assertion(condition: &Condition, beside: &[Condition]) -> bool {
    is_saml_subject(condition) && weigh::asks_for_key(condition, beside)
}

fn spares_assertion(condition: &Condition) -> bool {
    let operator = condition.operator;
    is_saml_subject(condition) && operator.comparison.is_negated() && operator.holds_without_key()
}

#[cfg(test)]
mod tests;
