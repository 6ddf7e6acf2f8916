use super::*;
use crate::access::testing::{document, told};
use crate::document::Kind;

#[track_caller]
fn expect(statements: &[&str], expected: &[&str]) {
    assert_eq!(told(&conclude_trust(&document(Kind::Trust, statements))), expected, "{statements:?}");
}

fn allow(principal: &str, rest: &str) -> String {
    format!(r#""Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"{rest}"#)
}

fn under(principal: &str, condition: &str) -> String {
    allow(principal, &format!(r#","Condition":{condition}"#))
}

const ANYBODY: &str = "trust_anyone: Statement[0] lets anybody assume the role (guard=)";
const ROOT: &str = r#"{"AWS":"arn:aws:iam::111122223333:root"}"#;
const ROLE: &str = r#"{"AWS":"arn:aws:iam::111122223333:role/ci"}"#;
const ACCOUNT: &str =
    "trust_account: Statement[0] lets every principal of account `111122223333` assume the role (account=111122223333)";
const USER: &str = r#"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#;
const UNGUARDED: &str = "trust_unguarded: Statement[0] lets `arn:aws:iam::111122223333:user/bob` assume the role without an external id or MFA (account=111122223333)";

#[test]
fn anybody() {
    for principal in [r#""*""#, r#"{"AWS":"*"}"#, r#"{"AWS":["111122223333","*"]}"#, r#"{"AWS":"arn:aws:iam::*:root"}"#]
    {
        expect(&[&allow(principal, "")], &[ANYBODY]);
    }
    for action in [r#""sts:*""#, r#""*""#, r#"["sts:TagSession","STS:assume*"]"#, r#""sts:AssumeRoleWithWebIdentity""#]
    {
        expect(&[&format!(r#""Effect":"Allow","Principal":"*","Action":{action}"#)], &[ANYBODY]);
    }
    expect(&[r#""Effect":"Allow","Principal":"*","NotAction":"s3:*""#], &[ANYBODY]);
    expect(
        &[r#""Sid":"A","Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#],
        &["trust_anyone: statement `A` lets everybody but those of `NotPrincipal` assume the role (guard=)"],
    );
    expect(&[r#""Effect":"Allow","Principal":{"Federated":"*"},"Action":"sts:AssumeRoleWithWebIdentity""#], &[ANYBODY]);
}

#[test]
fn nobody_by_other_actions() {
    expect(&[r#""Effect":"Allow","Principal":"*","Action":["sts:TagSession","sts:Get*"]"#], &[]);
    expect(&[r#""Effect":"Allow","Principal":"*","NotAction":"sts:*""#], &[]);
    expect(&[r#""Effect":"Deny","Principal":"*","Action":"sts:AssumeRole""#], &[]);
}

#[test]
fn anybody_who_knows_something() {
    for (condition, guard) in [
        (r#"{"StringEquals":{"sts:ExternalId":"abc"}}"#, "an external id"),
        (r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#, "MFA"),
        (r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, "`aws:SourceIp`"),
        (
            r#"{"StringEquals":{"aws:PrincipalTag/team":"a","sts:ExternalId":"x"}}"#,
            "`aws:PrincipalTag/team` and an external id",
        ),
        (
            r#"{"StringEquals":{"sts:ExternalId":"abc"},"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}"#,
            "an external id",
        ),
    ] {
        let expected =
            format!("trust_anyone: Statement[0] lets anybody assume the role, guarded only by {guard} (guard={guard})");
        expect(&[&under(r#""*""#, condition)], &[&expected]);
    }
}

#[test]
fn anybody_under_conditions_that_keep_nobody_out() {
    for condition in [
        r#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"ForAllValues:StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
        r#"{"StringLike":{"aws:PrincipalOrgID":"o-*"}}"#,
        r#"{"StringLike":{"aws:PrincipalAccount":["111122223333","*"]}}"#,
        r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}}"#,
        r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#,
        r#"{"Null":{"aws:PrincipalOrgID":"false"}}"#,
        r#"{"StringLike":{"sts:ExternalId":"*"}}"#,
        r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#"{"StringNotEquals":{"aws:PrincipalType":"Anonymous"}}"#,
        r#"{"Bool":{"aws:SecureTransport":"true"}}"#,
        r#"{"StringLike":{"aws:userid":"*:deploy"}}"#,
        r#"{"StringEquals":{"sts:RoleSessionName":"deploy"}}"#,
    ] {
        expect(
            &[&under(r#""*""#, condition)],
            &[
                "trust_anyone: Statement[0] lets anybody assume the role, under conditions that keep nobody out (guard=)",
            ],
        );
    }
}

#[test]
fn everybody_who_is_pinned() {
    for condition in [
        r#"{"StringEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}}"#,
        r#"{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-1/r-1/*"}}"#,
        r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
        r#"{"ArnLike":{"AWS:principalarn":"arn:aws:iam::111122223333:role/*"}}"#,
        r#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"},"Null":{"aws:PrincipalOrgID":"false"}}"#,
        r#"{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}"#,
        r#"{"StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}}"#,
    ] {
        expect(&[&under(r#""*""#, condition)], &[]);
    }
    let web = r#""Effect":"Allow","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/*"}}"#;
    expect(&[web], &[]);
    let any = web.replace("repo:acme/*", "repo:*");
    expect(
        &[&any],
        &["trust_anyone: Statement[0] lets anybody assume the role, under conditions that keep nobody out (guard=)"],
    );
}

fn deny(rest: &str) -> String {
    format!(r#""Effect":"Deny",{rest}"#)
}

#[test]
fn denials_for_all_but_the_pinned() {
    for rest in [
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#""Principal":"*","Action":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalAccount":["111122223333"]}}"#,
        r#""Principal":{"AWS":"*"},"Action":"sts:*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#,
        r#""Principal":"*","Action":"sts:*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},"Bool":{"aws:PrincipalIsAWSService":"false"}}"#,
        r#""NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/ci"},"Action":"sts:AssumeRole""#,
        r#""Principal":"*","Action":"*""#,
    ] {
        expect(&[&allow(r#""*""#, ""), &deny(rest)], &[]);
    }
    for rest in [
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"sts:ExternalId":"abc"}}"#,
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotLike":{"aws:PrincipalOrgID":"o-*"}}"#,
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1","sts:ExternalId":"abc"}}"#,
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"ForAnyValue:StringNotLike":{"aws:PrincipalOrgPaths":"o-1/*"}}"#,
        r#""Principal":"*","Action":"sts:TagSession""#,
        r#""Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#,
        r#""NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole""#,
    ] {
        expect(&[&allow(r#""*""#, ""), &deny(rest)], &[ANYBODY]);
    }
}

#[test]
fn accounts_and_what_narrows_them() {
    for principal in [ROOT, r#"{"AWS":"111122223333"}"#] {
        expect(&[&allow(principal, "")], &[ACCOUNT]);
    }
    for condition in [
        r#"{"StringEquals":{"sts:ExternalId":"abc"}}"#,
        r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#,
        r#"{"Null":{"aws:MultiFactorAuthAge":"false"}}"#,
        r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
    ] {
        expect(&[&under(ROOT, condition)], &[]);
        expect(&[&under(USER, condition)], &[]);
    }
    for condition in [
        r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ci-*"}}"#,
        r#"{"StringEquals":{"aws:PrincipalTag/team":"platform"}}"#,
        r#"{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}"#,
        r#"{"StringEquals":{"aws:username":"bob"}}"#,
    ] {
        expect(&[&under(ROOT, condition)], &[]);
    }
    for condition in [
        r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#,
        r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
        r#"{"StringLike":{"aws:PrincipalTag/team":"*"}}"#,
        r#"{"StringLike":{"sts:ExternalId":"*"}}"#,
        r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#,
        r#"{"Bool":{"aws:SecureTransport":"true"}}"#,
    ] {
        expect(&[&under(ROOT, condition)], &[ACCOUNT]);
        expect(&[&under(USER, condition)], &[UNGUARDED]);
    }
}

#[test]
fn roles_and_users_of_accounts() {
    expect(&[&allow(ROLE, "")], &[]);
    expect(&[&allow(USER, "")], &[UNGUARDED]);
    expect(
        &[&allow(r#"{"AWS":"arn:aws:iam::111122223333:role/*"}"#, "")],
        &[
            "trust_unguarded: Statement[0] lets `arn:aws:iam::111122223333:role/*` assume the role without an external id or MFA (account=111122223333)",
        ],
    );
    let many = r#"{"AWS":["arn:aws:iam::111122223333:role/a","arn:aws:iam::111122223333:user/b","444455556666","111122223333"]}"#;
    expect(
        &[&allow(many, "")],
        &[
            "trust_account: Statement[0] lets every principal of account `111122223333` assume the role (account=111122223333)",
            "trust_account: Statement[0] lets every principal of account `444455556666` assume the role (account=444455556666)",
        ],
    );
    // What is left of a role that is gone.
    expect(&[&allow(r#"{"AWS":"AROAEXAMPLEEXAMPLE"}"#, "")], &[]);
    expect(&[r#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:TagSession""#], &[]);
}

#[test]
fn accounts_beside_denials() {
    let account = allow(ROOT, "");
    let without =
        |condition: &str| deny(&format!(r#""Principal":"*","Action":"sts:AssumeRole","Condition":{condition}"#));
    expect(&[&account, &without(r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#)], &[]);
    expect(&[&account, &without(r#"{"StringNotEquals":{"sts:ExternalId":"abc"}}"#)], &[]);
    expect(&[&account, &without(r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#)], &[ACCOUNT]);
    expect(&[&account, &without(r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ci"}}"#)], &[]);
    let of_account = deny(r#""Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#);
    expect(&[&account, &of_account], &[]);
    expect(&[&allow(USER, ""), &of_account], &[]);
    let of_role = deny(r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/ci"},"Action":"sts:AssumeRole""#);
    expect(&[&account, &of_role], &[ACCOUNT]);
}

#[test]
fn services_that_act_for_others() {
    let service = |name: &str| format!(r#"{{"Service":"{name}"}}"#);
    for name in ["ec2", "lambda", "ecs-tasks", "eks", "rds", "codebuild"] {
        expect(&[&allow(&service(&format!("{name}.amazonaws.com")), "")], &[]);
    }
    let events = service("events.amazonaws.com");
    let confused = "trust_confused_deputy: Statement[0] lets `events.amazonaws.com` assume the role on behalf of anybody (service=events.amazonaws.com)";
    expect(&[&allow(&events, "")], &[confused]);
    for condition in [
        r#"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#,
        r#"{"ArnLike":{"aws:SourceArn":"arn:aws:events:eu-west-1:111122223333:rule/*"}}"#,
        r#"{"StringEquals":{"aws:SourceOrgID":"o-1"}}"#,
        r#"{"ForAnyValue:StringLike":{"aws:SourceOrgPaths":"o-1/*"}}"#,
    ] {
        expect(&[&under(&events, condition)], &[]);
    }
    for condition in [
        r#"{"StringEqualsIfExists":{"aws:SourceAccount":"111122223333"}}"#,
        r#"{"ArnLike":{"aws:SourceArn":"arn:aws:events:*:*:rule/*"}}"#,
        r#"{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}"#,
        r#"{"Bool":{"aws:SecureTransport":"true"}}"#,
    ] {
        expect(&[&under(&events, condition)], &[confused]);
    }
    let denial = deny(
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}"#,
    );
    expect(&[&allow(&events, ""), &denial], &[]);
    let people = deny(
        r#""Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#,
    );
    expect(&[&allow(&events, ""), &people], &[confused]);
    expect(&[&under(r#""*""#, r#"{"StringEquals":{"aws:PrincipalServiceName":"events.amazonaws.com"}}"#)], &[confused]);
    expect(
        &[&under(r#""*""#, r#"{"Bool":{"aws:PrincipalIsAWSService":"true"}}"#)],
        &["trust_confused_deputy: Statement[0] lets any AWS service assume the role on behalf of anybody (service=*)"],
    );
}
