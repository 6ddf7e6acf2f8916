//! Denials of requests without TLS in policies of buckets.

use std::sync::LazyLock;

use crate::access::weigh;
use crate::condition::{Comparison, Condition};
use crate::document::Document;
use crate::pattern::Pattern;
use crate::statement::{Principals, Scope, Statement};

static EVERY_ACTION_OF_S3: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("s3:?*"));

/// Whether a policy of a bucket denies everybody every action on every object when the request comes without TLS.
#[must_use]
pub fn denies_plaintext(document: &Document) -> bool {
    document.statements.iter().any(|statement| {
        !statement.allows()
            && is_for_plaintext(&statement.conditions)
            && statement.principals.as_ref().is_none_or(is_all)
            && statement.actions.includes(&EVERY_ACTION_OF_S3)
            && is_on_every_object(statement)
    })
}

/// Those whom `NotPrincipal` names may come without TLS.
fn is_all(principals: &Principals) -> bool {
    matches!(principals, Principals::Only(_)) && principals.is_everyone()
}

fn is_on_every_object(statement: &Statement) -> bool {
    match &statement.resources {
        None => true,
        Some(Scope::Only(patterns)) => patterns.iter().any(|pattern| {
            let objects = pattern.as_str().split_once(":::").filter(|(start, _)| start.starts_with("arn:"));
            let holds_all = |name: &str| match name.split_once('/') {
                None => name.ends_with('*'),
                Some((bucket, keys)) => !bucket.is_empty() && keys == "*",
            };
            pattern.is_everything() || objects.is_some_and(|(start, name)| start.ends_with(":s3") && holds_all(name))
        }),
        Some(Scope::AllBut(patterns)) => patterns.is_empty(),
    }
}

fn is_for_plaintext(conditions: &[Condition]) -> bool {
    conditions.iter().any(is_without_tls)
        && conditions.iter().all(|condition| is_without_tls(condition) || leaves_callers(condition))
}

fn is_without_tls(condition: &Condition) -> bool {
    let (operator, values) = (condition.operator, &condition.values);
    match operator.comparison {
        Comparison::Bool => condition.is_about("aws:SecureTransport") && weigh::is_all(values, "false"),
        // The key is absent from requests without TLS.
        Comparison::NumericLessThan | Comparison::NumericLessThanEquals => {
            condition.is_about("s3:TlsVersion") && operator.if_exists
        }
        Comparison::Null => condition.is_about("s3:TlsVersion") && weigh::is_all(values, "true"),
        _ => false,
    }
}

/// Services always use TLS, so that it does not matter whether they are left out.
fn leaves_callers(condition: &Condition) -> bool {
    let is_about_services = condition.is_about("aws:PrincipalIsAWSService") || condition.is_about("aws:ViaAWSService");
    is_about_services && condition.operator.comparison == Comparison::Bool && weigh::is_all(&condition.values, "false")
}

#[cfg(test)]
mod tests {
    use crate::document::Kind;

    use super::*;

    const PLAIN: &str = r#"{"Bool":{"aws:SecureTransport":"false"}}"#;
    const BOTH: &str = r#"["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#;

    fn denies(who: &str, what: &str, resource: &str, condition: &str) -> bool {
        let text = format!(
            r#"{{"Statement":{{"Effect":"Deny",{who},{what},"Resource":{resource},"Condition":{condition}}}}}"#
        );
        let document = Document::parse(&text, Kind::Resource);
        assert!(document.faults.is_empty(), "{text}: {:?}", document.faults);
        denies_plaintext(&document)
    }

    const ALL: &str = r#""Principal":"*""#;
    const S3: &str = r#""Action":"s3:*""#;

    #[test]
    fn plaintext_is_denied() {
        for (who, what, resource, condition) in [
            (ALL, S3, BOTH, PLAIN),
            (r#""Principal":{"AWS":"*"}"#, S3, BOTH, PLAIN),
            (ALL, r#""Action":"*""#, BOTH, PLAIN),
            (ALL, r#""Action":["S3:*"]"#, BOTH, PLAIN),
            (ALL, r#""NotAction":"iam:*""#, BOTH, PLAIN),
            (ALL, S3, r#""*""#, PLAIN),
            (ALL, S3, r#""arn:aws-cn:s3:::b/*""#, PLAIN),
            (ALL, S3, r#"["arn:aws:s3:::b*"]"#, PLAIN),
            (ALL, S3, BOTH, r#"{"BoolIfExists":{"AWS:SecureTransport":[false]}}"#),
            (ALL, S3, BOTH, r#"{"NumericLessThanIfExists":{"s3:TlsVersion":1.2}}"#),
            (ALL, S3, BOTH, r#"{"Null":{"s3:TlsVersion":"true"}}"#),
            (ALL, S3, BOTH, r#"{"Bool":{"aws:SecureTransport":"false","aws:PrincipalIsAWSService":"false"}}"#),
        ] {
            assert!(denies(who, what, resource, condition), "{who} {what} {resource} {condition}");
        }
    }

    #[test]
    fn plaintext_is_denied_in_part_only() {
        for (who, what, resource, condition) in [
            (r#""Principal":{"AWS":"111122223333"}"#, S3, BOTH, PLAIN),
            (r#""NotPrincipal":{"AWS":"111122223333"}"#, S3, BOTH, PLAIN),
            (ALL, r#""Action":"s3:GetObject""#, BOTH, PLAIN),
            (ALL, r#""Action":"s3:Get*""#, BOTH, PLAIN),
            (ALL, r#""NotAction":"s3:PutObject""#, BOTH, PLAIN),
            (ALL, S3, r#""arn:aws:s3:::b""#, PLAIN),
            (ALL, S3, r#""arn:aws:s3:::b/private/*""#, PLAIN),
            (ALL, S3, r#""arn:aws:s3:::b/*.html""#, PLAIN),
            (ALL, S3, BOTH, r#"{"Bool":{"aws:SecureTransport":"true"}}"#),
            (ALL, S3, BOTH, r#"{"NumericLessThan":{"s3:TlsVersion":"1.2"}}"#),
            (ALL, S3, BOTH, r#"{"Bool":{"aws:SecureTransport":"false"},"NumericLessThan":{"s3:TlsVersion":"1.2"}}"#),
            (ALL, S3, BOTH, r#"{"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:PrincipalAccount":"1"}}"#),
        ] {
            assert!(!denies(who, what, resource, condition), "{who} {what} {resource} {condition}");
        }
        let allows = r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}"#;
        assert!(!denies_plaintext(&Document::parse(allows, Kind::Resource)));
        assert!(!denies_plaintext(&Document::parse("{}", Kind::Resource)));
    }
}
