//! Condition keys that pin a caller, and the values of them that do.

use std::ops::BitOr;

use crate::access::network;
use crate::condition::Comparison;

/// What callers are pinned to: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Pins(u16);

impl Pins {
    pub(crate) const NONE: Self = Self(0);
    /// All of an account.
    pub(crate) const ACCOUNT: Self = Self(1);
    pub(crate) const ORGANIZATION: Self = Self(1 << 1);
    /// Roles, users or sessions of an account.
    pub(crate) const PRINCIPAL: Self = Self(1 << 2);
    /// Addresses, VPCs and endpoints.
    pub(crate) const NETWORK: Self = Self(1 << 3);
    /// The resource, account or organization that a service acts for.
    pub(crate) const SOURCE: Self = Self(1 << 4);
    /// What AWS services call by themselves.
    pub(crate) const SERVICE: Self = Self(1 << 5);
    /// An external id or a token.
    pub(crate) const SECRET: Self = Self(1 << 6);
    pub(crate) const MFA: Self = Self(1 << 7);
    /// Tags and names, which mean something only within a known account.
    pub(crate) const ATTRIBUTE: Self = Self(1 << 8);
    /// Whom a notification goes to.
    pub(crate) const RECIPIENT: Self = Self(1 << 9);
    /// The encryption context, which a service sets from the resource it acts for and anybody else as they like.
    pub(crate) const CONTEXT: Self = Self(1 << 10);
    /// The subject of a token of an identity provider.
    pub(crate) const SUBJECT: Self = Self(1 << 11);

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const ALL: Self = Self((1 << 12) - 1);

    /// Whether all of them are among others.
    pub(crate) fn are_among(self, others: Self) -> bool {
        self.without(others) == Self::NONE
    }
}

impl BitOr for Pins {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// How the values of a key are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A name or number that has to stand there whole.
    Whole,
    /// Something of it has to stand there.
    Part,
    /// `o-abc/r-1/*`
    OrganizationPath,
    /// An ARN with an account.
    Arn,
    /// An ARN with an account, or of something whose name is unique among all accounts.
    Source,
    /// An ARN of a principal.
    Principal,
    /// `AROA...:session`
    UserId,
    Address,
    Recipient,
    /// `true`
    True,
    /// A number of seconds.
    Age,
}

#[rustfmt::skip]
const KEYS: [(&str, Pins, Shape); 37] = [
    ("aws:chatbotsourcearn", Pins::PRINCIPAL, Shape::Arn),
    ("aws:ec2instancesourcevpc", Pins::NETWORK, Shape::Whole),
    ("aws:federatedprovider", Pins::PRINCIPAL, Shape::Arn),
    ("aws:multifactorauthage", Pins::MFA, Shape::Age),
    ("aws:multifactorauthpresent", Pins::MFA, Shape::True),
    ("aws:principalaccount", Pins::ACCOUNT, Shape::Whole),
    ("aws:principalarn", Pins::PRINCIPAL, Shape::Principal),
    ("aws:principalisawsservice", Pins::SERVICE, Shape::True),
    ("aws:principalorgid", Pins::ORGANIZATION, Shape::Whole),
    ("aws:principalorgpaths", Pins::ORGANIZATION, Shape::OrganizationPath),
    ("aws:principalservicename", Pins::SERVICE, Shape::Whole),
    ("aws:principalservicenameslist", Pins::SERVICE, Shape::Whole),
    ("aws:sourceaccount", Pins::SOURCE, Shape::Whole),
    ("aws:sourcearn", Pins::SOURCE, Shape::Source),
    ("aws:sourceidentity", Pins::ATTRIBUTE, Shape::Part),
    ("aws:sourceip", Pins::NETWORK, Shape::Address),
    ("aws:sourceorgid", Pins::SOURCE, Shape::Whole),
    ("aws:sourceorgpaths", Pins::SOURCE, Shape::OrganizationPath),
    ("aws:sourceowner", Pins::SOURCE, Shape::Whole),
    ("aws:sourcevpc", Pins::NETWORK, Shape::Whole),
    ("aws:sourcevpcarn", Pins::NETWORK, Shape::Arn),
    ("aws:sourcevpce", Pins::NETWORK, Shape::Whole),
    ("aws:userid", Pins::PRINCIPAL, Shape::UserId),
    ("aws:username", Pins::ATTRIBUTE, Shape::Part),
    ("aws:vpceaccount", Pins::NETWORK, Shape::Whole),
    ("aws:vpceorgid", Pins::NETWORK, Shape::Whole),
    ("aws:vpceorgpaths", Pins::NETWORK, Shape::OrganizationPath),
    ("ec2:sourceinstancearn", Pins::PRINCIPAL, Shape::Arn),
    ("elasticfilesystem:accessedviamounttarget", Pins::NETWORK, Shape::True),
    ("elasticfilesystem:accesspointarn", Pins::NETWORK, Shape::Arn),
    ("identitystore:userid", Pins::ATTRIBUTE, Shape::Part),
    ("kms:calleraccount", Pins::ACCOUNT, Shape::Whole),
    ("lambda:eventsourcetoken", Pins::SECRET, Shape::Part),
    ("lambda:sourcefunctionarn", Pins::PRINCIPAL, Shape::Arn),
    ("s3:dataaccesspointaccount", Pins::ACCOUNT, Shape::Whole),
    ("s3:dataaccesspointarn", Pins::ACCOUNT, Shape::Arn),
    ("sts:externalid", Pins::SECRET, Shape::Part),
];

/// A key that pins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) pins: Pins,
    shape: Shape,
}

impl Key {
    /// The key with a name in lower case.
    pub(crate) fn named(lower: &str) -> Option<Self> {
        if let Ok(at) = KEYS.binary_search_by(|(name, ..)| (*name).cmp(lower)) {
            return KEYS.get(at).map(|(_, pins, shape)| Self { pins: *pins, shape: *shape });
        }
        if lower == "sns:endpoint" {
            return Some(Self { pins: Pins::RECIPIENT, shape: Shape::Recipient });
        }
        if lower.starts_with("aws:principaltag/") {
            return Some(Self { pins: Pins::ATTRIBUTE, shape: Shape::Part });
        }
        let is_context = lower.starts_with("kms:encryptioncontext:");
        is_context.then_some(Self { pins: Pins::CONTEXT, shape: Shape::Arn })
    }

    /// What the values pin a caller to, one of which has to fit; `None` where one of them lets strangers in.
    pub(crate) fn weigh(self, comparison: Comparison, values: &[String]) -> Option<Pins> {
        let has_wildcards = comparison.has_wildcards();
        match self.shape {
            Shape::True => {
                let is_true = |value: &String| value.eq_ignore_ascii_case("true");
                (comparison == Comparison::Bool && values.iter().all(is_true)).then_some(self.pins)
            }
            Shape::Age => {
                let is_limit = matches!(comparison, Comparison::NumericLessThan | Comparison::NumericLessThanEquals);
                is_limit.then_some(self.pins)
            }
            Shape::Address if is_of_addresses(comparison) => {
                network::is_narrow(values.iter().map(String::as_str)).then_some(self.pins)
            }
            _ if !is_of_texts(comparison) => None,
            _ => values.iter().try_fold(Pins::NONE, |pins, value| Some(pins | self.of_text(value, has_wildcards)?)),
        }
    }

    fn of_text(self, value: &str, has_wildcards: bool) -> Option<Pins> {
        let value = own(value);
        let text = Text { text: &value, has_wildcards };
        let pins = match self.shape {
            Shape::Whole => text.is_whole(),
            Shape::Part => !text.is_anything(),
            Shape::OrganizationPath => text.is_whole() || text.has_whole_beginning('/'),
            Shape::UserId => text.is_whole() || text.has_whole_beginning(':'),
            Shape::Arn => text.is_whole() || text.account().is_some(),
            Shape::Source => text.is_whole() || text.account().is_some() || text.is_unique(),
            Shape::Address => !has_wildcards || network::is_narrow_pattern(&value),
            Shape::Recipient => text.is_whole() || text.account().is_some() || text.has_whole_host(),
            Shape::Principal => {
                let all_of_account = text.account().is_some_and(is_all_of_account);
                if all_of_account && (has_wildcards || !value.contains('*')) {
                    return Some(Pins::ACCOUNT);
                }
                text.is_whole() || text.account().is_some()
            }
            Shape::True | Shape::Age => false,
        };
        pins.then_some(self.pins)
    }
}

fn is_of_texts(comparison: Comparison) -> bool {
    use Comparison as C;
    matches!(
        comparison,
        C::StringEquals
            | C::StringNotEquals
            | C::StringEqualsIgnoreCase
            | C::StringNotEqualsIgnoreCase
            | C::StringLike
            | C::StringNotLike
            | C::NumericEquals
            | C::NumericNotEquals
            | C::ArnEquals
            | C::ArnNotEquals
            | C::ArnLike
            | C::ArnNotLike
    )
}

fn is_of_addresses(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::IpAddress | Comparison::NotIpAddress)
}

/// Variables that stand for the owner of the resource are as good as the number itself.
fn own(value: &str) -> std::borrow::Cow<'_, str> {
    if !value.contains("${") {
        return value.into();
    }
    let lower = value.to_ascii_lowercase();
    for (variable, literal) in [("${aws:resourceaccount}", "000000000000"), ("${aws:resourceorgid}", "o-own")] {
        if let Some(start) = lower.find(variable) {
            let (before, rest) = (value.get(..start), value.get(start + variable.len()..));
            return [before.unwrap_or_default(), literal, rest.unwrap_or_default()].concat().into();
        }
    }
    value.into()
}

/// The rest of a principal's ARN says nothing more than its account.
fn is_all_of_account(resource: &str) -> bool {
    let types = ["role/", "user/", "assumed-role/", "federated-user/"];
    let rest = types.iter().find_map(|kind| resource.strip_prefix(kind)).unwrap_or(resource);
    rest.bytes().all(|byte| matches!(byte, b'*' | b'?' | b'/'))
}

/// A value, with or without wildcards.
#[derive(Clone, Copy)]
pub(crate) struct Text<'t> {
    pub(crate) text: &'t str,
    pub(crate) has_wildcards: bool,
}

impl<'t> Text<'t> {
    fn part(self, text: &'t str) -> Self {
        Self { text, ..self }
    }

    /// It matches one text only. Variables stand for what the caller brings along.
    pub(crate) fn is_whole(self) -> bool {
        !(self.text.contains("${") || self.has_wildcards && self.text.contains(['*', '?']))
    }

    /// It matches nearly every text.
    pub(crate) fn is_anything(self) -> bool {
        self.has_wildcards && self.text.bytes().all(|byte| matches!(byte, b'*' | b'?'))
    }

    /// What stands before a separator is one text.
    pub(crate) fn has_whole_beginning(self, separator: char) -> bool {
        let beginning = self.text.split_once(separator).map(|(beginning, _)| beginning);
        beginning.is_some_and(|beginning| !beginning.is_empty() && self.part(beginning).is_whole())
    }

    /// The resource of an ARN whose account is one.
    fn account(self) -> Option<&'t str> {
        let mut parts = self.text.strip_prefix("arn:")?.splitn(5, ':');
        let account = parts.nth(3)?;
        let is_number = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| parts.next()).flatten()
    }

    /// The ARN of something that only one account can have: a bucket, or what has an id behind its type.
    fn is_unique(self) -> bool {
        let mut parts = self.text.splitn(6, ':');
        let (Some("arn"), _, Some(service)) = (parts.next(), parts.next(), parts.next()) else { return false };
        let (_, account, Some(resource)) = (parts.next(), parts.next(), parts.next()) else { return false };
        let mut names = resource.split('/').filter(|name| !name.is_empty());
        let mut is_named = |count: usize| {
            let named: Vec<&str> = names.by_ref().take(count).collect();
            named.len() == count && named.into_iter().all(|name| self.part(name).is_whole())
        };
        match service {
            "s3" => is_named(1),
            _ => account == Some("") && is_named(2),
        }
    }

    /// The host of a URL, with the slash behind it.
    fn has_whole_host(self) -> bool {
        let rest = self.text.strip_prefix("https://").or_else(|| self.text.strip_prefix("http://"));
        rest.is_some_and(|rest| self.part(rest).has_whole_beginning('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted() {
        assert!(KEYS.is_sorted_by(|(one, ..), (other, ..)| one < other));
    }

    fn weigh(key: &str, comparison: Comparison, value: &str) -> Option<Pins> {
        Key::named(key).unwrap().weigh(comparison, &[value.to_owned()])
    }

    #[test]
    fn values_that_pin() {
        use Comparison::{ArnLike, Bool, IpAddress, NumericLessThan, StringEquals, StringLike};
        for (key, comparison, value, pins) in [
            ("aws:principalarn", ArnLike, "arn:aws:iam::111122223333:role/deploy-*", Pins::PRINCIPAL),
            ("aws:principalarn", ArnLike, "arn:aws:iam::111122223333:root", Pins::PRINCIPAL),
            ("aws:principalarn", ArnLike, "arn:aws:iam::111122223333:role/*", Pins::ACCOUNT),
            ("aws:principalarn", StringLike, "arn:aws:iam::111122223333:*", Pins::ACCOUNT),
            ("aws:principalarn", StringEquals, "arn:aws:iam::111122223333:role/*", Pins::PRINCIPAL),
            ("aws:principalaccount", StringEquals, "${aws:ResourceAccount}", Pins::ACCOUNT),
            // Matches nobody.
            ("aws:principalorgid", StringEquals, "*", Pins::ORGANIZATION),
            ("aws:principalorgpaths", StringLike, "o-abc/*", Pins::ORGANIZATION),
            ("aws:sourcearn", ArnLike, "arn:aws:s3:::bucket", Pins::SOURCE),
            ("aws:sourcearn", ArnLike, "arn:aws:s3:*:*:bucket", Pins::SOURCE),
            ("aws:sourcearn", ArnLike, "arn:aws:sns:*:111122223333:*", Pins::SOURCE),
            ("aws:sourcearn", ArnLike, "arn:aws:apigateway:eu-west-1::/restapis/a1/*", Pins::SOURCE),
            ("aws:sourceip", IpAddress, "203.0.113.0/24", Pins::NETWORK),
            ("aws:sourceip", StringLike, "203.0.113.*", Pins::NETWORK),
            ("aws:userid", StringLike, "AROAEXAMPLE:*", Pins::PRINCIPAL),
            ("aws:principalisawsservice", Bool, "true", Pins::SERVICE),
            ("aws:multifactorauthage", NumericLessThan, "3600", Pins::MFA),
            ("aws:principaltag/team", StringLike, "a*", Pins::ATTRIBUTE),
            ("sns:endpoint", StringLike, "arn:aws:sqs:eu-west-1:111122223333:*", Pins::RECIPIENT),
            ("sns:endpoint", StringLike, "https://example.com/*", Pins::RECIPIENT),
            ("kms:encryptioncontext:aws:logs:arn", ArnLike, "arn:aws:logs:*:111122223333:*", Pins::CONTEXT),
        ] {
            assert_eq!(weigh(key, comparison, value), Some(pins), "{key} {comparison:?} {value}");
        }
    }

    #[test]
    fn values_that_do_not() {
        use Comparison::{ArnEquals, ArnLike, Bool, IpAddress, NumericGreaterThan, StringEquals, StringLike};
        for (key, comparison, value) in [
            ("aws:principalarn", ArnLike, "arn:aws:iam::*:role/deploy"),
            ("aws:principalarn", ArnLike, "*"),
            ("aws:principalarn", StringLike, "*:111122223333:role/x"),
            ("aws:principalarn", ArnLike, "arn:aws:iam::11112222333?:role/deploy"),
            ("aws:principalaccount", StringLike, "1111*"),
            ("aws:principalaccount", StringEquals, "${aws:PrincipalAccount}"),
            ("aws:principalorgid", StringLike, "o-*"),
            ("aws:principalorgpaths", StringLike, "*/r-1/*"),
            ("aws:principalorgpaths", StringLike, "o-abc*"),
            ("aws:sourcearn", ArnLike, "arn:aws:s3:::*"),
            // Buckets with such names are anybody's to make.
            ("aws:sourcearn", ArnLike, "arn:aws:s3:::logs-*"),
            ("aws:sourcearn", ArnEquals, "arn:aws:cloudfront::*:distribution/*"),
            ("aws:sourcearn", ArnLike, "arn:aws:sns:*:*:topic"),
            ("aws:sourcearn", ArnLike, "arn:aws:route53:::hostedzone/*"),
            ("aws:sourceip", IpAddress, "0.0.0.0/0"),
            ("aws:sourceip", StringLike, "*"),
            ("aws:sourcevpce", StringLike, "vpce-*"),
            ("aws:userid", StringLike, "*:deploy"),
            ("aws:userid", StringLike, "AROA*"),
            ("aws:principalisawsservice", Bool, "false"),
            ("aws:multifactorauthage", NumericGreaterThan, "3600"),
            ("aws:principaltag/team", StringLike, "*"),
            ("sns:endpoint", StringLike, "*@example.com"),
            ("sns:endpoint", StringLike, "https://example.com*"),
        ] {
            assert_eq!(weigh(key, comparison, value), None, "{key} {comparison:?} {value}");
        }
    }
}
