//! What is read out of policy documents, in all their shapes.

use plangate_iam::{Document, Effect, Kind, Pattern, Principal, Principals, Scope, Statement};

fn parse(json: &str, kind: Kind) -> Document {
    Document::parse(json, kind)
}

/// The only statement of a document without faults.
#[track_caller]
fn statement(json: &str, kind: Kind) -> Statement {
    let mut document = parse(&format!(r#"{{"Version":"2012-10-17","Statement":{json}}}"#), kind);
    assert_eq!(document.faults, []);
    assert_eq!(document.statements.len(), 1);
    document.statements.remove(0)
}

fn actions(texts: &[&str]) -> Vec<Pattern> {
    texts.iter().map(|text| Pattern::ignoring_case(text)).collect()
}

#[test]
fn one_is_as_good_as_a_list() {
    let one = statement(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, Kind::Identity);
    let list = statement(r#"[{"Effect":"Allow","Action":["s3:*"],"Resource":["*"]}]"#, Kind::Identity);
    assert_eq!(one, list);
    assert_eq!((one.index, one.effect, one.label()), (0, Effect::Allow, "Statement[0]".to_owned()));
    assert_eq!(one.actions, Scope::Only(actions(&["s3:*"])));
    assert_eq!(one.resources, Some(Scope::Only(vec![Pattern::new("*")])));
    assert_eq!((one.principals, one.conditions.len()), (None, 0));
}

#[test]
fn the_not_forms_leave_out() {
    let read = statement(
        r#"{"Sid":"A","Effect":"Deny","NotAction":["IAM:*","s3:Get?bject"],"NotResource":"arn:aws:s3:::a","NotPrincipal":{"AWS":"123456789012"}}"#,
        Kind::Resource,
    );
    assert_eq!(read.label(), "statement `A`");
    assert_eq!(read.actions, Scope::AllBut(actions(&["IAM:*", "s3:Get?bject"])));
    assert!(read.actions.matches("ec2:runinstances") && !read.actions.matches("iam:passrole"));
    assert_eq!(read.resources, Some(Scope::AllBut(vec![Pattern::new("arn:aws:s3:::a")])));
    assert_eq!(read.principals, Some(Principals::AllBut(vec![Principal::Account("123456789012".to_owned())])));
}

#[test]
fn principals_are_told_apart() {
    let named = |json: &str| {
        let text = format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Principal":{json}}}"#);
        statement(&text, Kind::Resource).principals.unwrap().named().to_vec()
    };
    assert_eq!(named(r#""*""#), [Principal::Everyone]);
    assert_eq!(named(r#"{"AWS":["*"]}"#), [Principal::Everyone]);
    let account = || Principal::Account("123456789012".to_owned());
    assert_eq!(named(r#"{"AWS":["123456789012","arn:aws-cn:iam::123456789012:root"]}"#), [account(), account()]);
    let role = "arn:aws:iam::123456789012:role/root";
    assert_eq!(named(&format!(r#"{{"AWS":"{role}"}}"#)), [Principal::Arn(role.to_owned())]);
    assert_eq!(named(r#"{"AWS":"AROAEXAMPLE"}"#), [Principal::Other("AROAEXAMPLE".to_owned())]);
    assert_eq!(
        named(
            r#"{"Service":["a.amazonaws.com","b.amazonaws.com"],"Federated":"accounts.google.com","CanonicalUser":"79a5"}"#
        ),
        [
            Principal::Service("a.amazonaws.com".to_owned()),
            Principal::Service("b.amazonaws.com".to_owned()),
            Principal::Federated("accounts.google.com".to_owned()),
            Principal::CanonicalUser("79a5".to_owned()),
        ]
    );
}

#[test]
fn values_of_conditions_are_texts() {
    let read = statement(
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{
            "Bool":{"aws:SecureTransport":false},"NumericLessThan":{"aws:MultiFactorAuthAge":[3600,"60"]}}}"#,
        Kind::Identity,
    );
    let shown: Vec<String> = read.conditions.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["aws:SecureTransport Bool false", "aws:MultiFactorAuthAge NumericLessThan 3600, 60"]);
    assert!(read.conditions[0].is_about("AWS:securetransport"));
}

#[test]
fn escapes_in_the_text_are_read() {
    let read = statement(r#"{"Effect":"Allow","\u0041ction":"s3:\u002a","Resource":"*"}"#, Kind::Identity);
    assert_eq!(read.actions, Scope::Only(actions(&["s3:*"])));
}

/// The faults of a document, with their positions.
#[track_caller]
fn expect_faults(json: &str, kind: Kind, faults: &[&str]) {
    let found: Vec<String> = parse(json, kind).faults.iter().map(ToString::to_string).collect();
    assert_eq!(found, faults, "{json}");
}

#[test]
fn what_is_wrong_has_its_position() {
    expect_faults("{", Kind::Identity, &["the policy: is no JSON: EOF while parsing an object (line 1, column 1)"]);
    expect_faults("[]", Kind::Identity, &["the policy: it must be an object (line 1, column 1)"]);
    expect_faults("{}", Kind::Identity, &["the policy: there is no statement (line 1, column 1)"]);
    expect_faults(
        "{\n  \"Version\": \"2012-10-18\",\n  \"Statement\": [\n    {\"Sid\": \"A\", \"Effect\": \"allow\", \"Action\": \"s3\", \"Resource\": []}\n  ]\n}",
        Kind::Identity,
        &[
            "the policy: `Version` is `2012-10-18`, which is neither 2012-10-17 nor 2008-10-17 (line 1, column 1)",
            "statement `A`: `Effect` is `allow`, which is neither `Allow` nor `Deny` (line 4, column 28)",
            "statement `A`: `Resource` is empty (line 4, column 65)",
            "statement `A`: `s3` is no action (line 4, column 47)",
        ],
    );
}

#[test]
fn a_key_that_stands_twice_counts_twice() {
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Action":"iam:*","Resource":"*"}]}"#;
    expect_faults(text, Kind::Identity, &["Statement[0]: `Action` stands twice in one object (line 1, column 89)"]);
    let document = parse(text, Kind::Identity);
    assert_eq!(document.statements[0].actions, Scope::Only(actions(&["s3:GetObject", "iam:*"])));
}

#[test]
fn each_kind_has_its_elements() {
    let policy = |statement: &str| format!(r#"{{"Version":"2012-10-17","Statement":{{{statement}}}}}"#);
    let both = policy(r#""Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*""#);
    expect_faults(
        &both,
        Kind::Identity,
        &["Statement[0]: `Principal` does not belong into a policy of this kind (line 1, column 37)"],
    );
    expect_faults(
        &both,
        Kind::Trust,
        &["Statement[0]: `Resource` does not belong into a policy of this kind (line 1, column 37)"],
    );
    for kind in [Kind::Resource, Kind::Endpoint, Kind::Organization] {
        expect_faults(&both, kind, &[]);
    }
    let neither = policy(r#""Effect":"Allow","Action":"s3:*""#);
    expect_faults(&neither, Kind::Identity, &["Statement[0]: `Resource` is missing (line 1, column 37)"]);
    for kind in [Kind::Trust, Kind::Resource] {
        expect_faults(&neither, kind, &["Statement[0]: `Principal` is missing (line 1, column 37)"]);
    }
}

#[test]
fn old_versions_replace_no_variables() {
    let text = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*"}}"#;
    let taken = "Statement[0]: `${aws:username}` is taken as it stands, because `Version` is not 2012-10-17 (line 1, column 59)";
    expect_faults(text, Kind::Identity, &[taken]);
    let new = text.replacen('{', r#"{"Version":"2012-10-17","#, 1);
    expect_faults(&new, Kind::Identity, &[]);
}

/// What a document with unknown parts certainly says.
fn known(json: &str, kind: Kind) -> Vec<Statement> {
    let document = Document::parse_least(&format!(r#"{{"Version":"2012-10-17","Statement":[{json}]}}"#), kind);
    assert!(document.is_partial);
    assert_eq!(document.faults, []);
    document.statements
}

#[test]
fn what_is_not_known_allows_nothing() {
    let allows = known(r#"{"Effect":"Allow","Action":["s3:*",null],"Resource":["*",null]}"#, Kind::Identity);
    assert_eq!(allows[0].actions, Scope::Only(actions(&["s3:*"])));
    assert_eq!(allows[0].resources, Some(Scope::Only(vec![Pattern::new("*")])));
    let nobody =
        known(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":{"AWS":[null]}}"#, Kind::Resource);
    assert_eq!(nobody[0].principals, Some(Principals::Only(Vec::new())));
    for statement in [
        r#"{"Effect":"Allow","NotAction":["iam:*",null],"Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":"*","NotResource":null}"#,
        r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":null}}}"#,
        r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":null}"#,
        "null",
    ] {
        assert_eq!(known(statement, Kind::Identity), [], "{statement}");
    }
}

#[test]
fn what_is_not_known_denies_everything() {
    let denies = |json: &str| known(json, Kind::Resource).remove(0);
    let read = denies(
        r#"{"Effect":"Deny","Action":["s3:*",null],"NotResource":["a",null],"Principal":null,
        "Condition":{"Bool":{"aws:SecureTransport":null},"Null":{"aws:PrincipalArn":"true"}}}"#,
    );
    assert!(read.actions.is_everything());
    assert_eq!(read.resources, Some(Scope::AllBut(vec![Pattern::new("a")])));
    assert_eq!(read.principals, Some(Principals::Only(vec![Principal::Everyone])));
    assert_eq!(read.conditions.len(), 1);
    let effect = denies(r#"{"Effect":null,"Action":"*","Resource":"*","Principal":"*"}"#);
    assert_eq!(effect.effect, Effect::Deny);
}

/// The most that a document with unknown parts may say.
fn possible(json: &str) -> Vec<Statement> {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{json}]}}"#);
    let document = Document::parse_most(&text, Kind::Resource);
    assert!(document.is_partial);
    document.statements
}

#[test]
fn at_most_what_is_not_known_allows_everything() {
    let allows = &possible(
        r#"{"Effect":"Allow","Action":["s3:GetObject",null],"NotResource":["a",null],"Principal":{"AWS":[null]},
        "Condition":{"StringEquals":{"aws:PrincipalOrgID":null},"Bool":{"aws:SecureTransport":"true"}}}"#,
    )[0];
    assert!(allows.actions.is_everything());
    assert_eq!(allows.resources, Some(Scope::AllBut(vec![Pattern::new("a")])));
    assert!(allows.principals.as_ref().unwrap().is_everyone());
    assert_eq!(allows.conditions.len(), 1);
    for whole in ["null", r#"{"Effect":null,"Action":"*","Resource":"*","Principal":"*"}"#] {
        let statement = &possible(whole)[0];
        assert!(statement.allows() && statement.actions.is_everything() && statement.is_on_every_resource(), "{whole}");
    }
}

#[test]
fn at_most_what_is_not_known_denies_nothing() {
    let denies = &possible(r#"{"Effect":"Deny","Action":["s3:GetObject",null],"Resource":[null],"Principal":"*"}"#)[0];
    assert_eq!(denies.actions, Scope::Only(actions(&["s3:GetObject"])));
    assert_eq!(denies.resources, Some(Scope::Only(Vec::new())));
    for gone in [
        r#"{"Effect":"Deny","NotAction":["s3:*",null],"Resource":"*","Principal":"*"}"#,
        r#"{"Effect":"Deny","Action":"*","Resource":"*","Principal":"*","Condition":{"Bool":{"aws:SecureTransport":null}}}"#,
    ] {
        assert_eq!(possible(gone), [], "{gone}");
    }
}
