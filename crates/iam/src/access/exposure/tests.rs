use super::*;
use crate::access::testing::{document, told};

#[track_caller]
fn expect(statements: &[&str], expected: &[&str]) {
    assert_eq!(told(&conclude_resource(&document(Kind::Resource, statements))), expected, "{statements:?}");
}

fn get(principal: &str, condition: &str) -> String {
    format!(
        r#""Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{condition}"#
    )
}

const PUBLIC: &str = "public: Statement[0] lets anybody do `s3:GetObject` (access=read)";

#[test]
fn everybody() {
    for principal in [r#""*""#, r#"{"AWS":"*"}"#, r#"{"AWS":["111122223333","*"]}"#] {
        expect(&[&get(principal, "{}")], &[PUBLIC]);
    }
    for (rest, expected) in [
        (
            r#""Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"*""#,
            "public: Statement[0] lets anybody do `s3:GetObject` and `s3:PutObject` (access=write)",
        ),
        (
            r#""Principal":"*","Action":"s3:PutObjectAcl","Resource":"*""#,
            "public: Statement[0] lets anybody do `s3:PutObjectAcl` (access=permissions management)",
        ),
        (
            r#""Principal":"*","Action":"s3:ListBucket","Resource":"*""#,
            "public: Statement[0] lets anybody do `s3:ListBucket` (access=list)",
        ),
        (
            r#""Principal":"*","Action":"sqs:SendMessage""#,
            "public: Statement[0] lets anybody do `sqs:SendMessage` (access=write)",
        ),
        (
            r#""NotPrincipal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*""#,
            "public: Statement[0] lets everybody but those of `NotPrincipal` do `s3:GetObject` (access=read)",
        ),
        (
            r#""Principal":"*","NotAction":"s3:Put*","Resource":"arn:aws:s3:::b/*""#,
            "public: Statement[0] lets anybody do all but `s3:Put*` (access=permissions management)",
        ),
        (
            r#""Principal":"*","Action":["s3:GetObject","s3:GetObjectVersion","s3:GetObjectAcl","s3:ListBucket","s3:GetObject"],"Resource":"*""#,
            "public: Statement[0] lets anybody do `s3:GetObject`, `s3:GetObjectVersion`, `s3:GetObjectAcl` and 1 more (access=read)",
        ),
    ] {
        expect(&[&format!(r#""Effect":"Allow",{rest}"#)], &[expected]);
    }
}

#[test]
fn nobody_else() {
    for principal in [
        r#"{"CanonicalUser":"79a59d"}"#,
        r#"{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}"#,
        r#"{"AWS":"arn:aws:iam::127311923021:root"}"#,
        r#"{"Service":"ec2.amazonaws.com"}"#,
        r#"{"AWS":"AIDAEXAMPLE"}"#,
    ] {
        expect(&[&get(principal, "{}")], &[]);
    }
    expect(&[&get(r#""*""#, "{}").replace("Allow", "Deny")], &[]);
}

#[test]
fn conditions_that_keep_strangers_out() {
    for condition in [
        r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"StringEquals":{"AWS:SourceAccount":"111122223333"}}"#,
        r#"{"StringEquals":{"AWS:SourceOwner":"111122223333"}}"#,
        r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32","10.0.0.0/8"]}}"#,
        r#"{"StringEquals":{"aws:sourceVpce":"vpce-1"}}"#,
        r#"{"StringEquals":{"aws:SourceVpc":["vpc-1"]}}"#,
        r#"{"ArnLike":{"aws:SourceArn":"arn:aws:cloudfront::111122223333:distribution/*"}}"#,
        r#"{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:*:*:uploads"}}"#,
        r#"{"StringLike":{"aws:userid":["AROAEXAMPLE:*","111122223333"]}}"#,
        r#"{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}"#,
        r#"{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:eu-west-1:111122223333:accesspoint/*"}}"#,
        r#"{"StringEquals":{"kms:CallerAccount":"111122223333","kms:ViaService":"s3.eu-west-1.amazonaws.com"}}"#,
        r#"{"StringEquals":{"lambda:EventSourceToken":"amzn1.ask.skill.1"}}"#,
        r#"{"Bool":{"elasticfilesystem:AccessedViaMountTarget":"true"}}"#,
        r#"{"StringLike":{"aws:Referer":"x*"},"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
        r#"{"StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}}"#,
        // Matches nobody at all.
        r#"{"StringEquals":{"aws:PrincipalOrgID":"*"}}"#,
    ] {
        expect(&[&get(r#""*""#, condition)], &[]);
    }
}

#[test]
fn conditions_that_keep_nobody_out() {
    for (condition, asked) in [
        (r#"{"StringLike":{"aws:Referer":"https://example.org/*"}}"#, "`aws:Referer`"),
        (r#"{"StringEquals":{"aws:UserAgent":"secret"}}"#, "`aws:UserAgent`"),
        (r#"{"Bool":{"aws:SecureTransport":"true"}}"#, "`aws:SecureTransport`"),
        (r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","::/0"]}}"#, "`aws:SourceIp`"),
        (r#"{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}}"#, "`aws:SourceIp`"),
        (r#"{"IpAddress":{"aws:SourceIp":"52.0.0.0/8"}}"#, "`aws:SourceIp`"),
        (r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, "`aws:SourceIp`"),
        (r#"{"StringLike":{"aws:PrincipalOrgID":"*"}}"#, "`aws:PrincipalOrgID`"),
        (r#"{"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}}"#, "`aws:SourceVpce`"),
        (r#"{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, "`aws:PrincipalOrgID`"),
        (r#"{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}"#, "`aws:PrincipalAccount`"),
        (r#"{"Null":{"aws:SourceVpce":"false"}}"#, "`aws:SourceVpce`"),
        (r#"{"StringLike":{"aws:userid":"*"}}"#, "`aws:userid`"),
        (r#"{"ArnLike":{"aws:SourceArn":"arn:aws:cloudfront::*:distribution/*"}}"#, "`aws:SourceArn`"),
        (r#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}"#, "`aws:SourceArn`"),
        (r#"{"StringEquals":{"aws:PrincipalTag/team":"a"}}"#, "`aws:PrincipalTag/team`"),
        (r#"{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}"#, "`kms:ViaService`"),
        (r#"{"StringEquals":{"s3:ExistingObjectTag/public":"yes"}}"#, "`s3:ExistingObjectTag/public`"),
        (r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#, "MFA"),
    ] {
        let expected =
            format!("public: Statement[0] lets anybody do `s3:GetObject`, asking only for {asked} (access=read)");
        expect(&[&get(r#""*""#, condition)], &[&expected]);
    }
}

#[test]
fn denials() {
    let open = get(r#""*""#, "{}");
    let deny = |rest: &str| format!(r#""Effect":"Deny",{rest}"#);
    for rest in [
        r#""Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"#,
        r#""Principal":"*","Action":"s3:Get*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
        r#""Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-1"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#,
        r#""NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/a"]},"Action":"s3:*","Resource":"*""#,
        r#""Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:userId":["AROAEXAMPLE:*","111122223333"]}}"#,
    ] {
        expect(&[&open, &deny(rest)], &[]);
    }
    for rest in [
        r#""Principal":"*","Action":"s3:PutObject","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"#,
        r#""Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/private/*""#,
        r#""Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}"#,
        r#""Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Null":{"aws:SourceVpce":"true"}}"#,
        // Requests that are not signed do not have the key.
        r#""Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},"Bool":{"aws:PrincipalIsAWSService":"false"}}"#,
    ] {
        expect(&[&open, &deny(rest)], &[PUBLIC]);
    }
    let two =
        r#""Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b/*""#;
    expect(&[two, &deny(r#""Principal":"*","Action":"s3:Put*","Resource":"*""#)], &[PUBLIC]);
}

#[test]
fn a_private_api() {
    let open = r#""Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*""#;
    let closed = r#""Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"#;
    expect(&[open, closed], &[]);
    expect(&[open], &["public: Statement[0] lets anybody do `execute-api:Invoke` (access=write)"]);
}

#[test]
fn accounts_are_named_one_by_one() {
    let many = r#"{"AWS":["arn:aws:iam::111122223333:role/a","444455556666","arn:aws:iam::111122223333:root"],"Service":"ec2.amazonaws.com"}"#;
    let expected = [
        "cross_account: Statement[0] lets `arn:aws:iam::111122223333:role/a` and account `111122223333` do `s3:GetObject` (account=111122223333)",
        "cross_account: Statement[0] lets account `444455556666` do `s3:GetObject` (account=444455556666)",
    ];
    expect(&[&get(many, "{}")], &expected);
    expect(&[&get(many, r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#)], &expected);
    let other = r#""Effect":"Deny","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*""#;
    expect(&[&get(many, "{}"), other], &expected[..1]);
    // A denial for other organizations says nothing about this account.
    let strangers = r#""Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#;
    expect(&[&get(many, "{}"), strangers], &expected);
}

#[test]
fn services_without_a_source() {
    let send = |principal: &str, condition: &str| {
        format!(
            r#""Effect":"Allow","Principal":{principal},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:111122223333:q","Condition":{condition}"#
        )
    };
    let sns = r#"{"Service":"sns.amazonaws.com"}"#;
    let expected = "service_without_source: Statement[0] lets `sns.amazonaws.com` do `sqs:SendMessage` on behalf of anybody (service=sns.amazonaws.com)";
    for condition in [
        "{}",
        r#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}}"#,
        r#"{"StringEqualsIfExists":{"aws:SourceAccount":"111122223333"}}"#,
        r#"{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}"#,
        r#"{"Bool":{"aws:SecureTransport":"true"}}"#,
    ] {
        expect(&[&send(sns, condition)], &[expected]);
    }
    for condition in [
        r#"{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:eu-west-1:111122223333:t"}}"#,
        r#"{"StringEquals":{"aws:SourceAccount":["111122223333","444455556666"]}}"#,
        r#"{"StringEquals":{"aws:SourceOrgID":"o-1"}}"#,
        r#"{"StringEquals":{"aws:SourceOrgID":"${aws:ResourceOrgID}"}}"#,
    ] {
        expect(&[&send(sns, condition)], &[]);
    }
    expect(&[&send(r#"{"Service":"lambda.amazonaws.com"}"#, "{}")], &[]);
    expect(&[&send(r#""*""#, r#"{"StringEquals":{"aws:PrincipalServiceName":"sns.amazonaws.com"}}"#)], &[expected]);
    let denial = r#""Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}"#;
    expect(&[&send(sns, "{}"), denial], &[]);
    let key = r#""Effect":"Allow","Principal":{"Service":"logs.eu-west-1.amazonaws.com"},"Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:eu-west-1:111122223333:*"}}"#;
    expect(&[key], &[]);
    let anybody = key.replace(r#"{"Service":"logs.eu-west-1.amazonaws.com"}"#, r#""*""#);
    expect(
        &[&anybody],
        &[
            "public: Statement[0] lets anybody do `kms:Decrypt`, asking only for `kms:EncryptionContext:aws:logs:arn` (access=write)",
        ],
    );
}

#[test]
fn every_action() {
    let allow = |rest: &str| format!(r#""Effect":"Allow","Principal":{{"Service":"ec2.amazonaws.com"}},{rest}"#);
    for rest in [
        r#""Action":"SQS:*""#,
        r#""Action":["sqs:Get*","sqs:?*"]"#,
        r#""NotAction":"s3:*","Resource":"arn:aws:sqs:eu-west-1:111122223333:q""#,
    ] {
        expect(&[&allow(rest)], &["star_action: Statement[0] allows every action of `sqs` (service=sqs)"]);
    }
    for rest in [r#""Action":"*""#, r#""Action":"*:*""#] {
        expect(&[&allow(rest)], &["star_action: Statement[0] allows every action"]);
    }
    for rest in [
        r#""Action":"kms:*","Resource":"*""#,
        r#""Action":"sqs:Get*""#,
        r#""NotAction":"sqs:DeleteQueue","Resource":"arn:aws:sqs:eu-west-1:111122223333:q""#,
    ] {
        expect(&[&allow(rest)], &[]);
    }
    let root =
        r#""Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*""#;
    expect(&[root], &["cross_account: Statement[0] lets account `111122223333` do `kms:*` (account=111122223333)"]);
}

#[test]
fn endpoints_give_nothing() {
    let open = document(Kind::Endpoint, &[r#""Effect":"Allow","Principal":"*","Action":"*","Resource":"*""#]);
    assert_eq!(told(&conclude_resource(&open)), ["star_action: Statement[0] allows every action"]);
    let narrow =
        document(Kind::Endpoint, &[r#""Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*""#]);
    assert!(conclude_resource(&narrow).is_empty());
}

#[test]
fn what_is_not_known_gives_nothing() {
    let parse = |text: &str| Document::parse_least(text, Kind::Resource);
    let condition = r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Condition":{"StringEquals":{"aws:SourceAccount":null}}}}"#;
    assert!(conclude_resource(&parse(condition)).is_empty());
    let account = r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":[null,"*"]},"Action":"sqs:SendMessage"}]}"#;
    assert_eq!(
        told(&conclude_resource(&parse(account))),
        ["public: Statement[0] lets anybody do `sqs:SendMessage` (access=write)"]
    );
    let denial = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage"},{"Effect":"Deny","Principal":"*","Action":null}]}"#;
    assert!(conclude_resource(&parse(denial)).is_empty());
}
