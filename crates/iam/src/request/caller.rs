//! Callers, and whether a statement speaks of one.

use crate::request::context::Request;
use crate::statement::{Effect, Principal, Principals};

/// Who makes a request.
pub(crate) struct Caller<'r> {
    name: &'r str,
    account: Option<&'r str>,
    /// The ARN of the role of a session.
    role: Option<String>,
}

/// How a policy names a caller, from the least that is given by it to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Naming {
    /// By its account, which decides on its own whether to let it.
    Account,
    /// By its role: whatever session of it, within the boundary of the role.
    Role,
    /// Itself, or as one of everybody.
    Itself,
}

impl<'r> Caller<'r> {
    pub(crate) fn of(request: &'r Request) -> Self {
        let name = request.principal.as_str();
        let is_provider = name.contains(":oidc-provider/") || name.contains(":saml-provider/");
        let mut parts = name.splitn(6, ':');
        let account = parts.nth(4).filter(|account| !account.is_empty() && !is_provider && name.starts_with("arn:"));
        let role = parts.next().and_then(|rest| rest.strip_prefix("assumed-role/")).and_then(|session| {
            // The ARN of a session lacks the path of its role, that of the context has it.
            let known = request.value("aws:PrincipalArn").filter(|arn| arn.contains(":role/"));
            let name = session.split('/').next()?;
            let partition = request.principal.split(':').nth(1)?;
            Some(known.map_or_else(
                || format!("arn:{partition}:iam::{}:role/{name}", account.unwrap_or_default()),
                str::to_owned,
            ))
        });
        Self { name, account, role }
    }

    /// The account of a user, role or session. Services, providers and those who do not sign have none, and no policies of theirs.
    pub(crate) fn account(&self) -> Option<&'r str> {
        self.account
    }

    /// Whether it is the root user of its account.
    pub(crate) fn is_root(&self) -> bool {
        self.account.is_some() && self.name.ends_with(":root")
    }

    fn is_role(&self) -> bool {
        self.role.is_none() && self.account.is_some() && self.name.contains(":role/")
    }

    /// How a principal names it, if it does.
    fn naming(&self, principal: &Principal) -> Option<Naming> {
        match principal {
            Principal::Everyone => Some(Naming::Itself),
            Principal::Account(account) if self.account == Some(account) => {
                Some(if self.is_root() { Naming::Itself } else { Naming::Account })
            }
            Principal::Account(_) => None,
            Principal::Arn(arn) if self.role.as_ref() == Some(arn) => Some(Naming::Role),
            Principal::Arn(arn) => {
                (arn == self.name).then_some(if self.is_role() { Naming::Role } else { Naming::Itself })
            }
            Principal::Service(text)
            | Principal::Federated(text)
            | Principal::CanonicalUser(text)
            | Principal::Other(text) => (text == self.name).then_some(Naming::Itself),
        }
    }

    /// Whether a statement speaks of it, and by which name.
    pub(crate) fn named_in(&self, principals: Option<&Principals>, effect: Effect) -> Option<Naming> {
        match principals {
            None => Some(Naming::Itself),
            Some(Principals::Only(named)) => named.iter().filter_map(|principal| self.naming(principal)).max(),
            Some(Principals::AllBut(named)) if named.contains(&Principal::Everyone) => None,
            Some(Principals::AllBut(named)) => {
                let named: Vec<Naming> = named.iter().filter_map(|principal| self.naming(principal)).collect();
                let is_spared = match effect {
                    Effect::Allow => !named.is_empty(),
                    Effect::Deny => self.is_spared(&named),
                };
                (!is_spared).then_some(Naming::Itself)
            }
        }
    }

    /// A denial for all but some spares only those of whom the account and the role are named as well.
    fn is_spared(&self, named: &[Naming]) -> bool {
        let is_layered = self.account.is_some() && !self.is_root();
        let needed = [
            Some(Naming::Itself).filter(|_| !self.is_role()),
            Some(Naming::Account).filter(|_| is_layered),
            Some(Naming::Role).filter(|_| self.is_role() || self.role.is_some()),
        ];
        needed.iter().flatten().all(|naming| named.contains(naming))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = "arn:aws:iam::111111111111:user/ann";
    const ROLE: &str = "arn:aws:iam::111111111111:role/app";
    const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/app/run";
    const ROOT: &str = "arn:aws:iam::111111111111:root";

    fn named(caller: &str, principals: &[&str]) -> Option<Naming> {
        let request = Request::new("a:b", "*", caller);
        let named = principals.iter().map(|text| Principal::aws(text)).collect();
        Caller::of(&request).named_in(Some(&Principals::Only(named)), Effect::Allow)
    }

    fn spared(caller: &str, principals: &[&str], effect: Effect) -> bool {
        let request = Request::new("a:b", "*", caller);
        let named = principals.iter().map(|text| Principal::aws(text)).collect();
        Caller::of(&request).named_in(Some(&Principals::AllBut(named)), effect).is_none()
    }

    #[test]
    fn callers_are_named_by_account_role_and_arn() {
        assert_eq!(named(USER, &["111111111111"]), Some(Naming::Account));
        assert_eq!(named(USER, &[ROOT, USER]), Some(Naming::Itself));
        assert_eq!(named(USER, &["222222222222", ROLE]), None);
        assert_eq!(named(USER, &["*"]), Some(Naming::Itself));
        assert_eq!(named(SESSION, &[ROLE]), Some(Naming::Role));
        assert_eq!(named(SESSION, &[SESSION]), Some(Naming::Itself));
        assert_eq!(named(SESSION, &["arn:aws:iam::111111111111:role/other"]), None);
        assert_eq!(named(ROLE, &[ROLE]), Some(Naming::Role));
        assert_eq!(named(ROOT, &["111111111111"]), Some(Naming::Itself));
        assert_eq!(named("*", &["*"]), Some(Naming::Itself));
        assert_eq!(named("*", &["111111111111", USER]), None);
    }

    #[test]
    fn the_path_of_a_role_is_in_the_context() {
        let path = "arn:aws:iam::111111111111:role/team/app";
        let request = Request::new("a:b", "*", SESSION).with("aws:PrincipalArn", [path]);
        let named = |arn: &str| {
            Caller::of(&request).named_in(Some(&Principals::Only(vec![Principal::aws(arn)])), Effect::Allow)
        };
        assert_eq!(named(path), Some(Naming::Role));
        assert_eq!(named(ROLE), None);
    }

    #[test]
    fn services_and_providers_go_by_their_names() {
        let named = |caller: &str, principal: Principal| {
            let request = Request::new("a:b", "*", caller);
            Caller::of(&request).named_in(Some(&Principals::Only(vec![principal])), Effect::Allow)
        };
        let provider = "arn:aws:iam::111111111111:oidc-provider/example.com";
        assert!(named("sns.amazonaws.com", Principal::Service("sns.amazonaws.com".to_owned())).is_some());
        assert!(named("sns.amazonaws.com", Principal::Service("sqs.amazonaws.com".to_owned())).is_none());
        assert!(named(provider, Principal::Federated(provider.to_owned())).is_some());
        assert!(named(provider, Principal::Account("111111111111".to_owned())).is_none());
    }

    #[test]
    fn a_denial_for_all_but_some_spares_those_of_whom_all_is_named() {
        assert!(spared(USER, &[USER, ROOT], Effect::Deny));
        assert!(!spared(USER, &[USER], Effect::Deny));
        assert!(!spared(USER, &[ROOT], Effect::Deny));
        assert!(spared(SESSION, &[SESSION, ROLE, ROOT], Effect::Deny));
        assert!(!spared(SESSION, &[ROLE, ROOT], Effect::Deny));
        assert!(spared(ROLE, &[ROLE, ROOT], Effect::Deny));
        assert!(spared(ROOT, &[ROOT], Effect::Deny));
        assert!(spared(USER, &["*"], Effect::Deny));
        // What is allowed for all but some is not for those who are named in any way.
        assert!(spared(USER, &[ROOT], Effect::Allow));
        assert!(!spared(USER, &["222222222222"], Effect::Allow));
    }
}
