use super::tests::{NONE, document, said};
use super::*;

fn resource_change(before: Option<&str>, after: &str) -> Vec<String> {
    let [before, after] = [before, Some(after)].map(|text| text.map(|text| document(Kind::Resource, text)));
    said(widened_document(before.as_ref(), &after.unwrap()))
}

fn to(principal: &str) -> String {
    format!(
        r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}}"#
    )
}

#[test]
fn principals_that_are_let_in() {
    let account = to(r#"{"AWS": "arn:aws:iam::111111111111:root"}"#);
    let role = to(r#"{"AWS": "arn:aws:iam::111111111111:role/app"}"#);
    let everyone = to(r#""*""#);
    let object = "do `s3:GetObject` on `arn:aws:s3:::b/*` (read)";
    assert_eq!(resource_change(None, &account), [format!("Statement[0] newly lets account 111111111111 {object}")]);
    assert_eq!(
        resource_change(Some(&role), &account),
        [format!("Statement[0] newly lets account 111111111111 {object}")]
    );
    assert_eq!(resource_change(Some(&account), &everyone), [format!("Statement[0] newly lets anybody {object}")]);
    for (before, after) in [(&account, &role), (&everyone, &account), (&everyone, &role), (&account, &account)] {
        assert_eq!(resource_change(Some(before), after), NONE, "{after}");
    }
    assert_eq!(resource_change(Some(&account), &to(r#"{"AWS": "111111111111"}"#)), NONE);
    let service = to(r#"{"Service": "logs.amazonaws.com"}"#);
    assert_eq!(
        resource_change(Some(&account), &format!("{account}, {service}")),
        [format!("Statement[1] newly lets `logs.amazonaws.com` {object}")]
    );
    let all_but = to("{\"AWS\": \"111111111111\"}").replace("Principal", "NotPrincipal");
    assert_eq!(
        resource_change(Some(&account), &all_but),
        [format!("Statement[0] newly lets all but account 111111111111 {object}")]
    );
    assert_eq!(resource_change(Some(&all_but), &to(r#"{"AWS": "222222222222"}"#)), NONE);
    assert_eq!(resource_change(Some(&everyone), &all_but), NONE);
}

#[test]
fn in_the_account_of_the_resource_a_name_is_more_than_the_account() {
    let key = |principal: &str, action: &str| {
        format!(
            r#"{{"Effect": "Allow", "Principal": {{"AWS": "{principal}"}}, "Action": "{action}", "Resource": "*"}}"#
        )
    };
    let root = key("arn:aws:iam::111111111111:root", "kms:*");
    let role = key("arn:aws:iam::111111111111:role/app", "kms:Decrypt");
    assert_eq!(
        resource_change(Some(&root), &format!("{root}, {role}")),
        ["Statement[1] newly lets `arn:aws:iam::111111111111:role/app` do `kms:Decrypt` on `*` (write)"]
    );
}

#[test]
fn trust_policies() {
    let trust = |principal: &str, condition: &str| {
        document(
            Kind::Trust,
            &format!(
                r#"{{"Effect": "Allow", "Principal": {{"AWS": "{principal}"}}, "Action": "sts:AssumeRole", "Condition": {condition}}}"#
            ),
        )
    };
    let with = r#"{"StringEquals": {"sts:ExternalId": "x"}}"#;
    let before = trust("111111111111", with);
    let change = |after: &Document| said(widened_document(Some(&before), after));
    assert_eq!(change(&trust("arn:aws:iam::111111111111:role/ci", with)), NONE);
    assert_eq!(
        change(&trust("222222222222", with)),
        [
            "Statement[0] newly lets account 222222222222 do `sts:AssumeRole` under a condition on `sts:ExternalId` (write)"
        ]
    );
    assert_eq!(
        change(&trust("111111111111", "{}")),
        ["Statement[0] no longer asks for `sts:ExternalId` for `sts:AssumeRole` (write)"]
    );
}

#[test]
fn denials_of_resource_policies() {
    let everyone = to(r#""*""#);
    let deny = |principal: &str, condition: &str| {
        format!(
            r#"{{"Sid": "Org", "Effect": "Deny", "Principal": {principal}, "Action": "s3:*", "Resource": "arn:aws:s3:::b/*", "Condition": {condition}}}"#
        )
    };
    let org = deny(r#""*""#, r#"{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#);
    let pinned = everyone
        .replace(r#""Resource""#, r#""Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "Resource""#);
    assert_eq!(
        resource_change(Some(&format!("{everyone}, {org}")), &everyone),
        ["statement `Org` no longer denies `s3:GetObject` on `arn:aws:s3:::b/*` (read)"]
    );
    // The organization is asked for as before.
    assert_eq!(resource_change(Some(&format!("{everyone}, {org}")), &pinned), NONE);
    assert_eq!(resource_change(Some(&pinned), &format!("{everyone}, {org}")), NONE);
    let some = deny(r#"{"AWS": "111111111111"}"#, "{}");
    assert_eq!(
        resource_change(Some(&format!("{everyone}, {some}")), &everyone),
        ["statement `Org` no longer denies account 111111111111 `s3:GetObject` on `arn:aws:s3:::b/*` (read)"]
    );
    assert_eq!(resource_change(Some(&format!("{everyone}, {some}")), &to(r#"{"AWS": "222222222222"}"#)), NONE);
}

#[test]
fn a_denial_alone_keeps_those_out_whom_their_own_policies_let_in() {
    let tls = r#"{"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#;
    let endpoint = r#"{"Sid": "Vpce", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}"#;
    let fewer = ["statement `Vpce` denies `s3:*` on `arn:aws:s3:::b/*` in fewer cases (permissions management)"];
    assert_eq!(resource_change(Some(&format!("{tls}, {endpoint}")), tls), fewer);
    assert_eq!(resource_change(Some(tls), &format!("{tls}, {endpoint}")), NONE);
    assert_eq!(resource_change(None, tls), NONE);
}
