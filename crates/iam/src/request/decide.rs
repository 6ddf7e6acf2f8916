//! Decisions: whether policies allow a request.

use crate::conclusion::Grants;
use crate::document::{Document, Kind};
use crate::pattern::Pattern;
use crate::request::caller::{Caller, Naming};
use crate::request::context::Request;
use crate::request::operators;
use crate::statement::{Effect, Scope, Statement};

/// What comes out of policies for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It may.
    Allow,
    /// A statement denies it.
    ExplicitDeny,
    /// No statement denies it, and what would have to allow it does not.
    ImplicitDeny,
}

/// Decides a request as AWS does, with what a principal is given and the policy of the resource.
///
/// Within an account one of the two is enough; between accounts both must allow. Without a policy of the resource that of the principal
/// decides alone. The grants of the principal do not matter for a service, a provider or one who does not sign.
/// The context of the request is all that is known: nothing is added to it, not the ARN of the principal either.
#[must_use]
pub fn decide(grants: &Grants<'_>, resource_policy: Option<&Document>, request: &Request) -> Decision {
    let caller = Caller::of(request);
    let has_grants = caller.account().is_some();
    let identity = verdict(if has_grants { &grants.documents } else { &[] }, &caller, request);
    let boundary = grants.boundary.filter(|_| has_grants).map(|boundary| verdict(&[boundary], &caller, request));
    let resource = verdict(resource_policy.as_slice(), &caller, request);
    if [Some(identity), boundary, Some(resource)].contains(&Some(Verdict::Denied)) {
        return Decision::ExplicitDeny;
    }
    let is_within_boundary = boundary.is_none_or(|boundary| boundary != Verdict::Silent);
    let is_given = (identity != Verdict::Silent || caller.is_root()) && is_within_boundary;
    let is_own = match (caller.account(), request.resource_account()) {
        (Some(own), Some(account)) => own == account,
        _ => true,
    };
    let is_allowed = match (resource, is_own) {
        (Verdict::Silent, false) => false,
        (_, false) => is_given,
        (Verdict::Allowed(Naming::Itself), true) => true,
        (Verdict::Allowed(Naming::Role), true) => is_within_boundary,
        (Verdict::Allowed(Naming::Account), true) => is_given,
        (_, true) => is_given && !resource_policy.is_some_and(|policy| must_allow(policy, request)),
    };
    if is_allowed { Decision::Allow } else { Decision::ImplicitDeny }
}

/// Whether nothing is allowed without the policy of the resource: roles and keys.
fn must_allow(policy: &Document, request: &Request) -> bool {
    let is_of_key = request.action.get(..4).is_some_and(|service| service.eq_ignore_ascii_case("kms:"));
    policy.kind == Kind::Trust || is_of_key
}

/// What documents of one kind say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Denied,
    /// By the strongest name that a statement has for the caller.
    Allowed(Naming),
    Silent,
}

fn verdict(documents: &[&Document], caller: &Caller<'_>, request: &Request) -> Verdict {
    let action = request.action.to_lowercase();
    let mut allowed: Option<Naming> = None;
    for document in documents {
        let is_current = document.version.as_deref() == Some("2012-10-17");
        for statement in &document.statements {
            let Some(naming) = applies(statement, is_current, &action, caller, request) else { continue };
            match statement.effect {
                Effect::Deny => return Verdict::Denied,
                Effect::Allow => allowed = allowed.max(Some(naming)),
            }
        }
    }
    allowed.map_or(Verdict::Silent, Verdict::Allowed)
}

/// Whether a statement is about a request, and by which name it has the caller.
fn applies(
    statement: &Statement,
    is_current: bool,
    action: &str,
    caller: &Caller<'_>,
    request: &Request,
) -> Option<Naming> {
    let naming = caller.named_in(statement.principals.as_ref(), statement.effect)?;
    let is_about = statement.actions.matches(action)
        && statement.resources.as_ref().is_none_or(|resources| has_resource(resources, is_current, request))
        && statement.conditions.iter().all(|condition| operators::holds(condition, request, is_current));
    is_about.then_some(naming)
}

fn has_resource(resources: &Scope, is_current: bool, request: &Request) -> bool {
    let is_one = resources.patterns().iter().any(|pattern| {
        if !pattern.as_str().contains("${") {
            return pattern.matches(&request.resource);
        }
        // A variable without a value: the pattern matches nothing.
        let filled = request.filled(pattern.as_str(), is_current);
        filled.is_some_and(|filled| Pattern::new(&filled).matches(&request.resource))
    });
    is_one == matches!(resources, Scope::Only(_))
}

#[cfg(test)]
mod tests {
    use super::Decision::{Allow, ExplicitDeny, ImplicitDeny};
    use super::*;

    const USER: &str = "arn:aws:iam::111111111111:user/ann";
    const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/app/run";
    const ROLE: &str = "arn:aws:iam::111111111111:role/app";
    const QUEUE: &str = "arn:aws:sqs:eu-west-1:111111111111:q";
    const THEIRS: &str = "arn:aws:sqs:eu-west-1:222222222222:q";

    fn policy(kind: Kind, statements: &str) -> Document {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
        let document = Document::parse(&text, kind);
        assert_eq!(document.faults, [], "{text}");
        document
    }

    fn identity(statements: &str) -> Document {
        policy(Kind::Identity, statements)
    }

    const SEND: &str = r#"{"Effect": "Allow", "Action": "SQS:Send*", "Resource": "arn:aws:sqs:*:*:q"}"#;

    fn resource(effect: &str, principal: &str) -> Document {
        let statement = format!(
            r#"{{"Effect": "{effect}", "Principal": {principal}, "Action": "sqs:SendMessage", "Resource": "*"}}"#
        );
        policy(Kind::Resource, &statement)
    }

    fn send(principal: &str, queue: &str) -> Request {
        Request::new("sqs:SendMessage", queue, principal)
    }

    fn nothing() -> Grants<'static> {
        Grants::default()
    }

    #[test]
    fn what_is_not_allowed_is_denied() {
        let given = identity(SEND);
        assert_eq!(decide(&nothing(), None, &send(USER, QUEUE)), ImplicitDeny);
        assert_eq!(decide(&Grants::of(&given), None, &send(USER, QUEUE)), Allow);
        assert_eq!(decide(&Grants::of(&given), None, &Request::new("sqs:Receive", QUEUE, USER)), ImplicitDeny);
        let other = "arn:aws:sqs:eu-west-1:111111111111:r";
        assert_eq!(decide(&Grants::of(&given), None, &send(USER, other)), ImplicitDeny);
    }

    #[test]
    fn a_denial_counts_wherever_it_stands() {
        let given = identity(SEND);
        let denied = identity(r#"{"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}"#);
        let both = Grants { documents: vec![&given, &denied], boundary: None };
        assert_eq!(decide(&both, None, &send(USER, QUEUE)), ExplicitDeny);
        let bounded = Grants { documents: vec![&given], boundary: Some(&denied) };
        assert_eq!(decide(&bounded, None, &send(USER, QUEUE)), ExplicitDeny);
        let policy = resource("Deny", r#"{"AWS": "111111111111"}"#);
        assert_eq!(decide(&Grants::of(&given), Some(&policy), &send(USER, QUEUE)), ExplicitDeny);
    }

    #[test]
    fn within_an_account_one_side_is_enough() {
        let given = identity(SEND);
        let to_user = resource("Allow", &format!(r#"{{"AWS": "{USER}"}}"#));
        let to_account = resource("Allow", r#"{"AWS": "111111111111"}"#);
        let to_other = resource("Allow", r#"{"AWS": "222222222222"}"#);
        assert_eq!(decide(&nothing(), Some(&to_user), &send(USER, QUEUE)), Allow);
        assert_eq!(decide(&nothing(), Some(&to_account), &send(USER, QUEUE)), ImplicitDeny);
        assert_eq!(decide(&Grants::of(&given), Some(&to_account), &send(USER, QUEUE)), Allow);
        assert_eq!(decide(&Grants::of(&given), Some(&to_other), &send(USER, QUEUE)), Allow);
        assert_eq!(decide(&nothing(), Some(&to_other), &send(USER, QUEUE)), ImplicitDeny);
    }

    #[test]
    fn between_accounts_both_sides_must_allow() {
        let given = identity(SEND);
        let to_user = resource("Allow", &format!(r#"{{"AWS": "{USER}"}}"#));
        let to_account = resource("Allow", r#"{"AWS": "111111111111"}"#);
        for policy in [&to_user, &to_account, &resource("Allow", r#""*""#)] {
            assert_eq!(decide(&Grants::of(&given), Some(policy), &send(USER, THEIRS)), Allow);
            assert_eq!(decide(&nothing(), Some(policy), &send(USER, THEIRS)), ImplicitDeny);
        }
        assert_eq!(decide(&Grants::of(&given), None, &send(USER, THEIRS)), ImplicitDeny);
        // The account of a bucket does not stand in its ARN.
        let all = identity(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#);
        let request = Request::new("s3:GetObject", "arn:aws:s3:::b/k", USER);
        assert_eq!(decide(&Grants::of(&all), None, &request), Allow);
        assert_eq!(decide(&Grants::of(&all), None, &request.of_account("222222222222")), ImplicitDeny);
    }

    #[test]
    fn a_boundary_cuts_what_is_given_to_an_identity_and_to_a_role() {
        let given = identity(SEND);
        let boundary = identity(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#);
        let bounded = Grants { documents: vec![&given], boundary: Some(&boundary) };
        assert_eq!(decide(&bounded, None, &send(USER, QUEUE)), ImplicitDeny);
        let decided = |principal: &str, caller: &str| {
            decide(&bounded, Some(&resource("Allow", &format!(r#"{{"AWS": "{principal}"}}"#))), &send(caller, QUEUE))
        };
        assert_eq!(decided(USER, USER), Allow);
        assert_eq!(decided(SESSION, SESSION), Allow);
        assert_eq!(decided("*", SESSION), Allow);
        assert_eq!(decided(ROLE, SESSION), ImplicitDeny);
        assert_eq!(decided("111111111111", SESSION), ImplicitDeny);
        let wide = Grants { documents: vec![&given], boundary: Some(&given) };
        assert_eq!(decide(&wide, None, &send(USER, QUEUE)), Allow);
    }

    #[test]
    fn roles_and_keys_need_their_own_policies() {
        let all = identity(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#);
        let trust = |principal: &str| {
            let text =
                format!(r#"{{"Effect": "Allow", "Principal": {{"AWS": "{principal}"}}, "Action": "sts:AssumeRole"}}"#);
            policy(Kind::Trust, &text)
        };
        let assume = Request::new("sts:AssumeRole", ROLE, USER);
        let with = |grants: &Grants<'_>, principal: &str| decide(grants, Some(&trust(principal)), &assume);
        assert_eq!(with(&Grants::of(&all), "222222222222"), ImplicitDeny);
        assert_eq!(with(&Grants::of(&all), "111111111111"), Allow);
        assert_eq!(with(&nothing(), "111111111111"), ImplicitDeny);
        assert_eq!(with(&nothing(), USER), Allow);
        let key = policy(
            Kind::Resource,
            r#"{"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "kms:*", "Resource": "*"}"#,
        );
        let decrypt = Request::new("kms:Decrypt", "arn:aws:kms:eu-west-1:111111111111:key/k", USER);
        assert_eq!(decide(&Grants::of(&all), Some(&key), &decrypt), ImplicitDeny);
        assert_eq!(decide(&Grants::of(&all), None, &decrypt), Allow);
    }

    #[test]
    fn those_without_an_account_need_the_policy_of_the_resource() {
        let all = identity(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#);
        for caller in ["*", "sns.amazonaws.com"] {
            assert_eq!(decide(&Grants::of(&all), None, &send(caller, QUEUE)), ImplicitDeny);
            assert_eq!(decide(&nothing(), Some(&resource("Allow", r#""*""#)), &send(caller, QUEUE)), Allow);
        }
        let to_service = resource("Allow", r#"{"Service": "sns.amazonaws.com"}"#);
        assert_eq!(decide(&nothing(), Some(&to_service), &send("sns.amazonaws.com", QUEUE)), Allow);
        assert_eq!(decide(&nothing(), Some(&to_service), &send("*", QUEUE)), ImplicitDeny);
        assert_eq!(decide(&nothing(), None, &send("arn:aws:iam::111111111111:root", QUEUE)), Allow);
    }

    #[test]
    fn variables_in_resources_have_the_values_of_the_request() {
        let home = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/*"}"#;
        let request = Request::new("s3:GetObject", "arn:aws:s3:::b/ann/k", USER);
        let given = identity(home);
        assert_eq!(decide(&Grants::of(&given), None, &request), ImplicitDeny);
        let request = request.with("aws:username", ["ann"]);
        assert_eq!(decide(&Grants::of(&given), None, &request), Allow);
        assert_eq!(decide(&Grants::of(&given), None, &request.clone().with("aws:username", ["bob"])), ImplicitDeny);
        let old = Document::parse(&format!(r#"{{"Statement": [{home}]}}"#), Kind::Identity);
        assert_eq!(decide(&Grants::of(&old), None, &request), ImplicitDeny);
    }

    #[test]
    fn conditions_must_all_hold() {
        let given = identity(
            r#"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
                "Bool": {"aws:MultiFactorAuthPresent": "true"},
                "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}}}"#,
        );
        let request = send(USER, QUEUE).with("aws:SourceIp", ["10.1.2.3"]);
        assert_eq!(decide(&Grants::of(&given), None, &request), ImplicitDeny);
        let request = request.with("AWS:multifactorauthpresent", ["true"]);
        assert_eq!(decide(&Grants::of(&given), None, &request), Allow);
        assert_eq!(decide(&Grants::of(&given), None, &request.with("aws:SourceIp", ["192.0.2.1"])), ImplicitDeny);
    }
}
