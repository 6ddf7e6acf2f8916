//! Conditions: whom those of an Allow pin the caller to, and whom those of a Deny spare.

use crate::access::pin::{Key, Pins};
use crate::condition::{Comparison, Condition, Quantifier};
use crate::words;

/// Whether one of the conditions, all of which must hold, lets in nobody but those who are pinned in a wanted way.
pub(crate) fn is_pinned(conditions: &[Condition], wanted: Pins) -> bool {
    conditions.iter().any(|condition| pins(condition, conditions).is_some_and(|pins| pins.are_among(wanted)))
}

/// What a condition of an Allow pins the caller to, beside other conditions of the same statement.
pub(crate) fn pins(condition: &Condition, beside: &[Condition]) -> Option<Pins> {
    let lower = condition.key.to_ascii_lowercase();
    let key = Key::named(&lower)?;
    let comparison = condition.operator.comparison;
    // The age is there in sessions with MFA alone; whether there was MFA is there in others too.
    if comparison == Comparison::Null {
        return (lower == "aws:multifactorauthage" && asks_for_presence(condition)).then_some(key.pins);
    }
    if !asks_for_key(condition, beside) {
        return None;
    }
    if let Some(pins) = key.weigh(comparison, &condition.values) {
        return Some(pins);
    }
    // `https://example.org/@example.com` ends like an address as well.
    let is_address = |value: &String| value.strip_prefix("*@").is_some_and(|domain| !domain.contains(['*', '?', '$']));
    let is_mail = key.pins == Pins::RECIPIENT && condition.values.iter().all(is_address);
    (is_mail && beside.iter().any(|other| is_mail_protocol(other, beside))).then_some(Pins::RECIPIENT)
}

fn is_mail_protocol(condition: &Condition, beside: &[Condition]) -> bool {
    let is_mail = |value: &String| matches!(value.as_str(), "email" | "email-json");
    condition.is_about("sns:Protocol") && asks_for_key(condition, beside) && condition.values.iter().all(is_mail)
}

/// Whether it names what the key must be, and fails where the key is absent.
pub(crate) fn asks_for_key(condition: &Condition, beside: &[Condition]) -> bool {
    let operator = condition.operator;
    if operator.comparison.is_negated() || operator.comparison == Comparison::Null {
        return false;
    }
    let is_present = |other: &Condition| other.key.eq_ignore_ascii_case(&condition.key) && asks_for_presence(other);
    !operator.holds_without_key() || beside.iter().any(is_present)
}

/// `Null: false`
fn asks_for_presence(condition: &Condition) -> bool {
    let operator = condition.operator;
    operator.comparison == Comparison::Null
        && operator.quantifier != Some(Quantifier::ForAllValues)
        && is_all(&condition.values, "false")
}

/// Whom a Deny with these conditions, all of which must hold, spares: `None` if that may be anybody. Requests of which some are not
/// signed have no caller at all, and so not the keys that tell of one.
pub(crate) fn spares(conditions: &[Condition], is_signed: bool) -> Option<Pins> {
    conditions.iter().try_fold(Pins::NONE, |pins, condition| Some(pins | spared(condition, is_signed)?))
}

/// Whom one condition of a Deny spares.
pub(crate) fn spared(condition: &Condition, is_signed: bool) -> Option<Pins> {
    let lower = condition.key.to_ascii_lowercase();
    let key = Key::named(&lower)?;
    let (operator, values) = (condition.operator, &condition.values);
    let holds_without = operator.holds_without_key();
    match operator.comparison {
        negated if negated.is_negated() => key.weigh(negated, values).filter(|_| holds_without),
        Comparison::Bool => {
            let is_there = is_signed && lower == "aws:principalisawsservice";
            let is_flag = key.weigh(Comparison::Bool, &[]).is_some();
            (is_flag && is_all(values, "false") && (holds_without || is_there)).then_some(key.pins)
        }
        Comparison::NumericGreaterThan | Comparison::NumericGreaterThanEquals => {
            (lower == "aws:multifactorauthage" && holds_without).then_some(key.pins)
        }
        Comparison::Null => (lower == "aws:multifactorauthage" && is_all(values, "true")).then_some(key.pins),
        _ => None,
    }
}

pub(crate) fn is_all(values: &[String], text: &str) -> bool {
    !values.is_empty() && values.iter().all(|value| value.eq_ignore_ascii_case(text))
}

/// What the conditions ask for, in words.
pub(crate) fn asked_for<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> String {
    words::listed(conditions.into_iter().map(|condition| match condition.key.to_ascii_lowercase().as_str() {
        "sts:externalid" => "an external id".to_owned(),
        "aws:multifactorauthpresent" | "aws:multifactorauthage" => "MFA".to_owned(),
        _ => format!("`{}`", condition.key),
    }))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Kind};

    use super::*;

    fn conditions(text: &str) -> Vec<Condition> {
        let document =
            format!(r#"{{"Statement":{{"Effect":"Deny","Action":"*","Principal":"*","Condition":{text}}}}}"#);
        let document = Document::parse(&document, Kind::Resource);
        document.statements.into_iter().next().unwrap().conditions
    }

    const KNOWN: Pins = Pins::ACCOUNT.and(Pins::ORGANIZATION).and(Pins::PRINCIPAL).and(Pins::NETWORK);

    #[test]
    fn conditions_that_pin() {
        for text in [
            r#"{"StringEquals":{"AWS:PrincipalOrgId":"o-1"}}"#,
            r#"{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":["o-1/*","o-2/r-1/"]}}"#,
            r#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"},"Null":{"aws:principalorgid":"false"}}"#,
            r#"{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"},"Null":{"aws:PrincipalOrgID":false}}"#,
            r#"{"StringLike":{"aws:Referer":"*"},"IpAddress":{"aws:SourceIp":["203.0.113.0/24"]}}"#,
            r#"{"StringEquals":{"aws:PrincipalAccount":111122223333}}"#,
        ] {
            assert!(is_pinned(&conditions(text), KNOWN), "{text}");
        }
        for text in [
            r#"{}"#,
            r#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}"#,
            r#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"},"Null":{"aws:PrincipalOrgID":"true"}}"#,
            r#"{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
            r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
            r#"{"Null":{"aws:PrincipalOrgID":"false"}}"#,
            r#"{"Null":{"aws:SourceVpce":"false"}}"#,
            r#"{"StringLike":{"aws:PrincipalOrgID":["o-1","*"]}}"#,
            r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}}"#,
            r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
            r#"{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}"#,
            r#"{"StringEquals":{"aws:PrincipalTag/team":"a"}}"#,
            r#"{"StringEquals":{"aws:username":"bob"}}"#,
            r#"{"Bool":{"aws:ViaAWSService":"true"}}"#,
        ] {
            assert!(!is_pinned(&conditions(text), KNOWN), "{text}");
        }
    }

    #[test]
    fn denials_that_spare_the_pinned_alone() {
        for (text, expected) in [
            (r#"{}"#, Pins::NONE),
            (r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#, Pins::ORGANIZATION),
            (r#"{"StringNotEqualsIfExists":{"aws:SourceVpce":["vpce-1"]}}"#, Pins::NETWORK),
            (r#"{"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-1/*"}}"#, Pins::ORGANIZATION),
            (r#"{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#, Pins::SERVICE),
            (r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#, Pins::MFA),
            (r#"{"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}"#, Pins::MFA),
            (r#"{"Null":{"aws:MultiFactorAuthAge":"true"}}"#, Pins::MFA),
        ] {
            assert_eq!(spares(&conditions(text), false), Some(expected), "{text}");
        }
        for text in [
            r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
            r#"{"ForAnyValue:StringNotLike":{"aws:PrincipalOrgPaths":"o-1/*"}}"#,
            r#"{"StringNotLike":{"aws:PrincipalOrgID":"o-*"}}"#,
            r#"{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#,
            r#"{"Bool":{"aws:PrincipalIsAWSService":"false"}}"#,
            r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#,
            r#"{"BoolIfExists":{"aws:ViaAWSService":"false"}}"#,
            r#"{"Null":{"aws:PrincipalOrgID":"true"}}"#,
            r#"{"Bool":{"aws:SecureTransport":"false"}}"#,
            r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},"Bool":{"aws:SecureTransport":"false"}}"#,
        ] {
            assert_eq!(spares(&conditions(text), false), None, "{text}");
        }
        assert_eq!(spares(&conditions(r#"{"Bool":{"aws:PrincipalIsAWSService":"false"}}"#), true), Some(Pins::SERVICE));
    }

    #[test]
    fn notifications_to_a_domain() {
        let mail = r#"{"StringLike":{"sns:Endpoint":"*@example.com"},"StringEquals":{"sns:Protocol":"email"}}"#;
        assert!(is_pinned(&conditions(mail), Pins::RECIPIENT));
        let any = r#"{"StringLike":{"sns:Endpoint":"*@example.com"}}"#;
        assert!(!is_pinned(&conditions(any), Pins::RECIPIENT));
        let web = r#"{"StringLike":{"sns:Endpoint":"*@example.com","sns:Protocol":["email","https"]}}"#;
        assert!(!is_pinned(&conditions(web), Pins::RECIPIENT));
    }
}
