//! Which conditions limit what a statement allows, rather than who may do it and when, and which ones nobody can evade.

use crate::condition::{Comparison, Condition};
use crate::pattern::Pattern;

/// What is asked for: an action, and what the request says for sure.
#[derive(Clone, Copy, Default)]
pub(crate) struct Request<'r> {
    /// In lower case; empty for no action in particular.
    pub(crate) action: &'r str,
    /// A condition key in lower case and its value.
    pub(crate) known: Option<(&'static str, &'r str)>,
}

/// Keys that speak of the caller, the time or the way of a request: who, when and how, and not on what.
const WHO_OR_WHEN: [&str; 47] = [
    "aws:assumedroot",
    "aws:chatbotsourcearn",
    "aws:currenttime",
    "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc",
    "aws:epochtime",
    "aws:federatedprovider",
    "aws:referer",
    "aws:requestedregion",
    "aws:securetransport",
    "aws:sourceidentity",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:tokenissuetime",
    "aws:useragent",
    "aws:userid",
    "aws:username",
    "ec2:encrypted",
    "ec2:instancetype",
    "ec2:metadatahttpendpoint",
    "ec2:metadatahttpputresponsehoplimit",
    "ec2:metadatahttptokens",
    "ec2:osuser",
    "ec2:region",
    "ec2:sourceinstancearn",
    "ec2:tenancy",
    "kms:encryptionalgorithm",
    "kms:messagetype",
    "kms:signingalgorithm",
    "lambda:codesigningconfigarn",
    "lambda:securitygroupids",
    "lambda:subnetids",
    "lambda:vpcids",
    "s3:authtype",
    "s3:signatureage",
    "s3:signatureversion",
    "s3:tlsversion",
    "s3:x-amz-content-sha256",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-storage-class",
    "secretsmanager:versionid",
    "secretsmanager:versionstage",
    "sts:externalid",
    "sts:rolesessionname",
    "sts:sourceidentity",
    "sts:transitivetagkeys",
];

/// What the names of more such keys begin with.
const WHO_OR_WHEN_PREFIXES: [&str; 7] =
    ["aws:multifactorauth", "aws:principal", "aws:sourcevpc", "aws:vpc", "aws:signin", "ec2:roledelivery", "saml:"];

/// Keys of the account that owns a resource: all of the own account's resources have the same.
const OWNER: [&str; 4] = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount"];

/// Keys that each request of some actions has; actions by what their names begin with.
const ALWAYS_THERE: [(&str, &str); 8] = [
    ("iam:passedtoservice", "iam:passrole"),
    ("iam:policyarn", "iam:attach"),
    ("iam:policyarn", "iam:detach"),
    ("dynamodb:leadingkeys", "dynamodb:"),
    ("ec2:instancetype", "ec2:runinstances"),
    ("kms:grantoperations", "kms:creategrant"),
    ("lambda:functionarn", "lambda:createeventsourcemapping"),
    ("aws:tagkeys", "ec2:createtags"),
];

/// Keys that each request of whomsoever has.
const IN_EVERY_REQUEST: [&str; 6] =
    ["aws:currenttime", "aws:epochtime", "aws:principalaccount", "aws:principalarn", "aws:principaltype", "aws:userid"];

/// Services that roles are passed to: what fits all of these limits nothing.
const SERVICES: [&str; 4] =
    ["cloudformation.amazonaws.com", "ec2.amazonaws.com", "glue.amazonaws.com", "lambda.amazonaws.com"];

/// Whether a condition of what allows leaves so little that it is no longer on every resource.
pub(crate) fn narrows(condition: &Condition, request: Request<'_>) -> bool {
    let (key, operator) = (condition.key.to_ascii_lowercase(), condition.operator);
    if let Some((_, value)) = request.known.filter(|(known, _)| *known == key) {
        return !holds(condition, value);
    }
    if is_who_or_when(&key) {
        return condition.values.iter().any(|value| is_of_resource(value));
    }
    match operator.comparison {
        _ if OWNER.contains(&key.as_str()) => false,
        Comparison::Bool if key == "aws:viaawsservice" => !operator.if_exists && is(condition, "true"),
        Comparison::Null => is_resource_tag(&key) && is(condition, "false"),
        comparison if comparison.is_negated() => false,
        _ if operator.holds_without_key() && !is_always_there(&key, request.action) => false,
        _ => !fits_all(condition, &key),
    }
}

/// Whether a condition of what denies holds whatever one does, or lets pass only so little that this is no longer on
/// every resource.
pub(crate) fn is_inescapable(condition: &Condition, request: Request<'_>) -> bool {
    let (key, comparison) = (condition.key.to_ascii_lowercase(), condition.operator.comparison);
    if let Some((_, value)) = request.known.filter(|(known, _)| *known == key) {
        return holds(condition, value);
    }
    let is_in_every_request = IN_EVERY_REQUEST.contains(&key.as_str());
    match comparison {
        Comparison::Null if is_in_every_request => is(condition, "false"),
        Comparison::Null => is_resource_tag(&key) && is(condition, "true"),
        Comparison::Bool => {
            matches!(key.as_str(), "aws:principalisawsservice" | "aws:viaawsservice") && is(condition, "false")
        }
        _ if comparison.is_negated() => {
            let is_what = !is_who_or_when(&key) && !OWNER.contains(&key.as_str());
            is_what && !fits_all(condition, &key)
        }
        _ => is_in_every_request && comparison.has_wildcards() && fits_all(condition, &key),
    }
}

fn is_who_or_when(key: &str) -> bool {
    WHO_OR_WHEN.contains(&key) || WHO_OR_WHEN_PREFIXES.iter().any(|prefix| key.starts_with(prefix))
}

fn is_resource_tag(key: &str) -> bool {
    key.contains("resourcetag/") || key.starts_with("s3:existingobjecttag/")
}

fn is_always_there(key: &str, action: &str) -> bool {
    ALWAYS_THERE.iter().any(|(known, of)| *known == key && action.starts_with(of))
}

/// Whether a value compares the caller with the resource.
fn is_of_resource(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.contains("${") && (value.contains("resourcetag/") || value.contains("requesttag/"))
}

fn is(condition: &Condition, value: &str) -> bool {
    condition.values.iter().any(|own| own.eq_ignore_ascii_case(value))
}

/// Whether any value fits.
fn fits_all(condition: &Condition, key: &str) -> bool {
    if !condition.operator.comparison.has_wildcards() {
        return false;
    }
    let patterns: Vec<Pattern> = condition.values.iter().map(|value| Pattern::new(value)).collect();
    let fits = |value: &str| patterns.iter().any(|pattern| pattern.matches(value));
    match key {
        "iam:passedtoservice" => SERVICES.iter().all(|service| fits(service)),
        _ => patterns.iter().any(Pattern::is_everything),
    }
}

/// Whether a condition holds for a value that is known. A variable may be anything, and so fits nothing.
fn holds(condition: &Condition, value: &str) -> bool {
    use Comparison as C;
    let any = |fits: fn(&str, &str) -> bool| condition.values.iter().any(|own| fits(own, value));
    let equals = |own: &str, value: &str| own == value;
    let like = |own: &str, value: &str| Pattern::new(own).matches(value);
    match condition.operator.comparison {
        C::StringEquals => any(equals),
        C::StringNotEquals => !any(equals),
        C::StringEqualsIgnoreCase => any(str::eq_ignore_ascii_case),
        C::StringNotEqualsIgnoreCase => !any(str::eq_ignore_ascii_case),
        C::StringLike | C::ArnEquals | C::ArnLike => any(like),
        C::StringNotLike | C::ArnNotEquals | C::ArnNotLike => !any(like),
        C::Null => is(condition, "false"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::Operator;

    fn condition(text: &str) -> Condition {
        let mut words = text.split(' ');
        let mut next = || words.next().unwrap().to_owned();
        let (written, key) = (next(), next());
        let operator = Operator::parse(&written).unwrap();
        Condition { operator, written, key, values: words.map(str::to_owned).collect() }
    }

    const PASS: Request<'_> = Request { action: "iam:passrole", known: None };

    #[test]
    fn conditions_on_what() {
        for text in [
            "StringEquals iam:PassedToService ec2.amazonaws.com",
            "StringEqualsIfExists iam:PassedToService ec2.amazonaws.com",
            "StringLike iam:PassedToService *.eks.amazonaws.com",
            "StringEquals iam:PermissionsBoundary arn:aws:iam::111122223333:policy/b",
            "StringEquals aws:ResourceTag/team a",
            "StringEquals aws:RequestTag/team a",
            "StringEquals aws:PrincipalTag/team ${aws:ResourceTag/team}",
            "Null aws:ResourceTag/team false",
            "Bool aws:ViaAWSService true",
            "ForAnyValue:StringEquals aws:CalledVia cloudformation.amazonaws.com",
            "StringEquals kms:ViaService s3.eu-west-1.amazonaws.com",
            "StringLike s3:prefix home/*",
        ] {
            assert!(narrows(&condition(text), PASS), "{text}");
        }
    }

    #[test]
    fn conditions_on_who_and_when_or_on_nothing() {
        for text in [
            "Bool aws:MultiFactorAuthPresent true",
            "NumericLessThan aws:MultiFactorAuthAge 3600",
            "IpAddress aws:SourceIp 192.0.2.0/24",
            "StringEquals aws:SourceVpce vpce-1",
            "StringEquals aws:PrincipalOrgID o-1",
            "StringEquals aws:PrincipalTag/team a",
            "DateLessThan aws:CurrentTime 2030-01-01T00:00:00Z",
            "Bool aws:SecureTransport true",
            "StringEquals aws:RequestedRegion eu-west-1",
            "StringEquals aws:ResourceAccount ${aws:PrincipalAccount}",
            "StringLike iam:PassedToService *",
            "StringLike iam:PassedToService *.amazonaws.com",
            "StringNotEquals iam:PassedToService ec2.amazonaws.com",
            "StringEqualsIfExists iam:PermissionsBoundary arn:aws:iam::111122223333:policy/b",
            "ForAllValues:StringEquals aws:CalledVia cloudformation.amazonaws.com",
            "StringEqualsIfExists aws:ResourceTag/team a",
            "Bool aws:ViaAWSService false",
        ] {
            assert!(!narrows(&condition(text), PASS), "{text}");
        }
    }

    #[test]
    fn what_is_known_is_compared() {
        let to_ec2 = Request { known: Some(("iam:passedtoservice", "ec2.amazonaws.com")), ..PASS };
        for (text, expected) in [
            ("StringEquals iam:PassedToService ec2.amazonaws.com lambda.amazonaws.com", false),
            ("StringLike iam:passedtoservice ec2.*", false),
            ("StringEquals iam:PassedToService lambda.amazonaws.com", true),
            ("StringNotEquals iam:PassedToService ec2.amazonaws.com", true),
            ("StringNotEquals iam:PassedToService lambda.amazonaws.com", false),
            ("StringEquals iam:PassedToService ${aws:PrincipalTag/service}", true),
        ] {
            assert_eq!(narrows(&condition(text), to_ec2), expected, "{text}");
        }
        assert!(is_inescapable(&condition("StringEquals iam:PassedToService ec2.amazonaws.com"), to_ec2));
        assert!(is_inescapable(&condition("StringNotEquals iam:PassedToService lambda.amazonaws.com"), to_ec2));
        assert!(!is_inescapable(&condition("StringNotEquals iam:PassedToService ec2.amazonaws.com"), to_ec2));
    }

    #[test]
    fn denials_that_nobody_evades() {
        for text in [
            "StringLike aws:PrincipalArn *",
            "Null aws:PrincipalArn false",
            "StringNotEquals aws:ResourceTag/team a",
            "StringNotEqualsIfExists iam:PermissionsBoundary arn:aws:iam::111122223333:policy/b",
            "Null aws:ResourceTag/team true",
            "BoolIfExists aws:ViaAWSService false",
        ] {
            assert!(is_inescapable(&condition(text), PASS), "{text}");
        }
        for text in [
            "BoolIfExists aws:MultiFactorAuthPresent false",
            "NotIpAddress aws:SourceIp 192.0.2.0/24",
            "StringNotEquals aws:RequestedRegion eu-west-1",
            "ArnNotLike aws:PrincipalArn arn:aws:iam::*:role/admin",
            "StringEquals aws:ResourceTag/env prod",
            "Null iam:PermissionsBoundary true",
            "StringNotEquals aws:ResourceAccount ${aws:PrincipalAccount}",
            "Bool aws:SecureTransport false",
        ] {
            assert!(!is_inescapable(&condition(text), PASS), "{text}");
        }
    }
}
