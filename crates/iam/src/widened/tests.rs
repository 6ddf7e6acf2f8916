use super::*;

pub(super) fn document(kind: Kind, statements: &str) -> Document {
    let document = Document::parse(&format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#), kind);
    assert_eq!(document.faults, [], "{statements}");
    document
}

fn identity(statements: &str) -> Document {
    document(Kind::Identity, statements)
}

/// `Effect` and the rest of a statement.
fn statement(effect: &str, action: &str, resource: &str) -> String {
    format!(r#"{{"Effect": "{effect}", "Action": {action}, "Resource": {resource}}}"#)
}

fn allow(action: &str, resource: &str) -> String {
    statement("Allow", action, resource)
}

pub(super) fn said(widened: Vec<Widened>) -> Vec<String> {
    widened.into_iter().map(|w| format!("{} {} ({})", w.label, w.reason, w.level.as_str())).collect()
}

/// What is said of a change of identity policies; `[]` of what is no more than before.
fn change(before: &[&str], after: &[&str]) -> Vec<String> {
    let [before, after] = [before, after].map(|all| all.iter().map(|text| identity(text)).collect::<Vec<_>>());
    let grants = |documents: &[Document]| -> Vec<Widened> {
        let before = Grants { documents: before.iter().collect(), boundary: None };
        widened(&before, &Grants { documents: documents.iter().collect(), boundary: None })
    };
    said(grants(&after))
}

fn one(before: &str, after: &str) -> Vec<String> {
    change(&[before], &[after])
}

pub(super) const NONE: [&str; 0] = [];

#[test]
fn what_is_new_is_said_with_its_statement() {
    let (get, put) = (r#""s3:GetObject""#, r#""s3:PutObject""#);
    let (logs, data) = (r#""arn:aws:s3:::logs/*""#, r#""arn:aws:s3:::data/*""#);
    let before = allow(get, logs);
    assert_eq!(
        one(&before, &format!("{before}, {}", allow(put, data))),
        ["Statement[1] newly allows `s3:PutObject` on `arn:aws:s3:::data/*` (write)"]
    );
    assert_eq!(
        one(&before, &allow(get, &format!("[{logs}, {data}]"))),
        ["Statement[0] newly allows `s3:GetObject` on `arn:aws:s3:::data/*` (read)"]
    );
    assert_eq!(
        one(&before, &allow(get, r#""arn:aws:s3:::logs*""#)),
        ["Statement[0] newly allows `s3:GetObject` on `arn:aws:s3:::logs*` (read)"]
    );
    let named = r#"{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    assert_eq!(one(&before, named), ["statement `All` newly allows `*` on `*` (permissions management)"]);
    assert_eq!(change(&[], &[&before]), ["Statement[0] newly allows `s3:GetObject` on `arn:aws:s3:::logs/*` (read)"]);
}

#[test]
fn what_is_less_or_written_otherwise_is_not_said() {
    let wide =
        allow(r#"["s3:*", "sqs:SendMessage"]"#, r#"["arn:aws:s3:::a*", "arn:aws:sqs:eu-west-1:111111111111:*"]"#);
    for narrow in [
        wide.as_str(),
        &wide.replace("s3:*", "S3:*").replace("sqs:Send", "SQS:send"),
        &allow(r#""s3:GetObject""#, r#""arn:aws:s3:::a/b""#),
        &allow(r#"["s3:Get?bject", "s3:Put*"]"#, r#""arn:aws:s3:::a*""#),
        // Split, in another order, with names.
        r#"{"Sid": "B", "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["arn:aws:sqs:eu-west-1:111111111111:*"]},
           {"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a*"}"#,
        r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#,
    ] {
        assert_eq!(one(&wide, narrow), NONE, "{narrow}");
    }
    // In several documents.
    let halves = [allow(r#""s3:*""#, r#""arn:aws:s3:::a*""#), allow(r#""sqs:SendMessage""#, r#""*""#)];
    let together = format!("{}, {}", halves[1], halves[0]);
    assert_eq!(change(&[&halves[0], &halves[1]], &[&together]), NONE);
    assert_eq!(change(&[&together], &[&halves[0], &halves[1]]), NONE);
}

#[test]
fn actions_are_on_resources_of_their_own() {
    let [object, queue] = [r#""arn:aws:s3:::b/*""#, r#""arn:aws:sqs:eu-west-1:111111111111:q""#];
    let apart = format!("{}, {}", allow(r#""s3:GetObject""#, object), allow(r#""sqs:*""#, queue));
    let together = allow(r#"["s3:GetObject", "sqs:*"]"#, &format!("[{object}, {queue}]"));
    assert_eq!(one(&apart, &together), NONE);
    // Of a bucket and of what is in it.
    let bucket = r#""arn:aws:s3:::b""#;
    let apart = format!("{}, {}", allow(r#""s3:GetObject""#, object), allow(r#""s3:ListBucket""#, bucket));
    let together = allow(r#"["s3:GetObject", "s3:ListBucket"]"#, &format!("[{object}, {bucket}]"));
    assert_eq!(one(&apart, &together), NONE);
    let wide = together.replace(r#""arn:aws:s3:::b""#, r#""arn:aws:s3:::b*""#);
    let expected = "Statement[0] newly allows `s3:GetObject` and `s3:ListBucket` on `arn:aws:s3:::b*` (read)";
    assert_eq!(one(&apart, &wide), [expected]);
    let deny = format!("{together}, {}", statement("Deny", r#""s3:*""#, queue));
    assert_eq!(one(&deny, &together), NONE);
}

#[test]
fn a_wildcard_is_covered_by_all_actions_that_it_stands_for() {
    let all = r#"["s3express:CreateSession", "s3:*"]"#;
    let split = r#"["s3:A*", "s3:B*", "s3:C*", "s3:D*", "s3:E*", "s3:G*", "s3:I*", "s3:L*", "s3:O*", "s3:P*", "s3:R*", "s3:S*", "s3:T*", "s3:U*"]"#;
    assert_eq!(one(&allow(split, r#""*""#), &allow(all, r#""*""#)).len(), 1);
    assert_eq!(one(&allow(split, r#""*""#), &allow(r#""s3:*""#, r#""*""#)), NONE);
    let without = split.replace(r#""s3:D*", "#, "");
    assert_eq!(
        one(&allow(&without, r#""*""#), &allow(r#""s3:*""#, r#""*""#)),
        ["Statement[0] newly allows `s3:*` on `*` (permissions management)"]
    );
    // The level is that of what is new, not of all that the pattern stands for.
    assert_eq!(
        one(&allow(&split.replace(r#""s3:G*", "#, ""), r#""*""#), &allow(r#""s3:*""#, r#""*""#)),
        ["Statement[0] newly allows `s3:*` on `*` (read)"]
    );
    assert_eq!(one(&allow(r#""s3:GetObject""#, r#""*""#), &allow(r#""s3:GetObj?ct""#, r#""*""#)), NONE);
    // What the catalogue does not know is what it is written as.
    assert_eq!(
        one(&allow(r#""none:Get""#, r#""*""#), &allow(r#""none:Get*""#, r#""*""#)),
        ["Statement[0] newly allows `none:Get*` on `*` (write)"]
    );
}

#[test]
fn all_but_some_is_compared_by_what_is_left_out() {
    let not_action = |actions: &str| format!(r#"{{"Effect": "Allow", "NotAction": {actions}, "Resource": "*"}}"#);
    let not_resource =
        |resources: &str| format!(r#"{{"Effect": "Allow", "Action": "sqs:*", "NotResource": {resources}}}"#);
    assert_eq!(one(&not_action(r#""iam:*""#), &not_action(r#"["iam:*", "sts:*"]"#)), NONE);
    assert_eq!(
        one(&not_action(r#"["iam:*", "sqs:*"]"#), &not_action(r#""iam:*""#)),
        ["Statement[0] newly allows `sqs:*` on `*` (permissions management)"]
    );
    assert_eq!(
        one(&not_action(r#"["iam:*", "sqs:SendMessage"]"#), &not_action(r#""iam:*""#)),
        ["Statement[0] newly allows `sqs:SendMessage` on `*` (write)"]
    );
    assert_eq!(
        one(&allow(r#""sqs:*""#, r#""arn:aws:sqs:*:*:a""#), &not_action(r#""iam:*""#)),
        ["Statement[0] newly allows all but `iam:*` on `*` (permissions management)"]
    );
    assert_eq!(one(&allow(r#""*""#, r#""*""#), &not_action(r#""iam:*""#)), NONE);
    assert_eq!(
        one(&not_action(r#""iam:*""#), &allow(r#""*""#, r#""*""#)),
        ["Statement[0] newly allows `iam:*` on `*` (permissions management)"]
    );
    // Both together are everything.
    let both = format!("{}, {}", not_action(r#""iam:*""#), allow(r#""iam:*""#, r#""*""#));
    assert_eq!(one(&both, &allow(r#""*""#, r#""*""#)), NONE);
    assert_eq!(one(&not_resource(r#""arn:aws:sqs:*:*:a""#), &not_resource(r#""arn:aws:sqs:*:*:*""#)), NONE);
    assert_eq!(
        one(&not_resource(r#""arn:aws:sqs:*:*:a*""#), &not_resource(r#""arn:aws:sqs:*:*:ab""#)),
        ["Statement[0] newly allows `sqs:*` on all but `arn:aws:sqs:*:*:ab` (permissions management)"]
    );
    assert_eq!(
        one(
            &not_resource(r#""arn:aws:sqs:*:*:a*""#),
            &allow(r#""sqs:*""#, r#""arn:aws:sqs:eu-west-1:111111111111:b""#)
        ),
        NONE
    );
}

#[test]
fn what_is_denied_is_not_given() {
    let deny = |action: &str| statement("Deny", action, r#""*""#);
    let queues = allow(r#""sqs:*""#, r#""*""#);
    let all = allow(r#""*""#, r#""*""#);
    assert_eq!(one(&queues, &format!("{all}, {}", deny(r#""*""#))), NONE);
    assert_eq!(
        one(&queues, &format!("{queues}, {}, {}", allow(r#""s3:GetObject""#, r#""*""#), deny(r#""s3:Get*""#))),
        NONE
    );
    let but_queues = r#"{"Effect": "Deny", "NotAction": "sqs:*", "Resource": "*"}"#;
    assert_eq!(one(&queues, &format!("{all}, {but_queues}")), NONE);
    // Denied on some resources only, or under conditions.
    let some = statement("Deny", r#""s3:*""#, r#""arn:aws:s3:::a/*""#);
    let get = allow(r#""s3:GetObject""#, r#""*""#);
    assert_eq!(one(&queues, &format!("{get}, {some}")), ["Statement[0] newly allows `s3:GetObject` on `*` (read)"]);
}

#[test]
fn a_denial_that_is_gone_or_narrower_widens() {
    let all = allow(r#""s3:*""#, r#""*""#);
    let deny = |action: &str, resource: &str| {
        format!(r#"{{"Sid": "Stop", "Effect": "Deny", "Action": {action}, "Resource": {resource}}}"#)
    };
    let before = format!("{all}, {}", deny(r#"["s3:Delete*", "iam:*"]"#, r#""*""#));
    assert_eq!(one(&before, &all), ["statement `Stop` no longer denies `s3:Delete*` on `*` (permissions management)"]);
    assert_eq!(
        one(&before, &format!("{all}, {}", deny(r#""s3:DeleteBucket*""#, r#""*""#))),
        ["statement `Stop` no longer denies `s3:Delete*` on `*` (permissions management)"]
    );
    assert_eq!(
        one(&before, &format!("{all}, {}", deny(r#""s3:Delete*""#, r#""arn:aws:s3:::a/*""#))),
        ["statement `Stop` no longer denies `s3:Delete*` on `*` (permissions management)"]
    );
    // What is not allowed need not be denied.
    assert_eq!(one(&before, &format!("{all}, {}", deny(r#""s3:*""#, r#""*""#))), NONE);
    assert_eq!(one(&before, &allow(r#""s3:GetObject""#, r#""*""#)), NONE);
    let other = allow(r#""s3:DeleteObject""#, r#""arn:aws:s3:::a/*""#);
    assert_eq!(
        one(&before, &other),
        ["statement `Stop` no longer denies `s3:DeleteObject` on `arn:aws:s3:::a/*` (write)"]
    );
    let unnamed = format!("{all}, {}", statement("Deny", r#""s3:PutObject""#, r#""*""#));
    assert_eq!(one(&unnamed, &all), ["the policy no longer denies `s3:PutObject` on `*` (write)"]);
}

const MFA: &str = r#""Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#;

fn allow_if(condition: &str) -> String {
    format!(r#"{{"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {condition}}}"#)
}

#[test]
fn conditions_that_are_gone_or_ask_for_less_widen() {
    let all = allow(r#""sqs:*""#, r#""*""#);
    let mfa = allow_if(r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#);
    assert!(mfa.contains(MFA));
    assert_eq!(
        one(&mfa, &all),
        ["Statement[0] no longer asks for `aws:MultiFactorAuthPresent` for `sqs:*` on `*` (permissions management)"]
    );
    assert_eq!(one(&all, &mfa), NONE);
    let network = |networks: &str| allow_if(&format!(r#"{{"IpAddress": {{"aws:SourceIp": {networks}}}}}"#));
    assert_eq!(
        one(&network(r#""10.0.0.0/16""#), &network(r#"["10.0.0.0/16", "192.0.2.0/24"]"#)),
        ["Statement[0] asks less of `aws:SourceIp` for `sqs:*` on `*` (permissions management)"]
    );
    assert_eq!(one(&network(r#""10.0.0.0/8""#), &network(r#"["10.1.0.0/16", "10.2.0.1"]"#)), NONE);
    assert_eq!(
        one(&mfa, &allow_if(r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}"#)),
        ["Statement[0] asks less of `aws:MultiFactorAuthPresent` for `sqs:*` on `*` (permissions management)"]
    );
    // A condition that was a denial for those who do not meet it.
    let unless = |test: &str| {
        format!(r#"{all}, {{"Sid": "Mfa", "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {test}}}"#)
    };
    let deny = unless(r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#);
    assert_eq!(one(&mfa, &deny), NONE);
    assert_eq!(one(&deny, &mfa), NONE);
    let weak = unless(r#"{"Bool": {"aws:MultiFactorAuthPresent": "false"}}"#);
    // Without MFA in the request nothing denies.
    assert_eq!(
        one(&mfa, &weak),
        ["Statement[0] asks less of `aws:MultiFactorAuthPresent` for `sqs:*` on `*` (permissions management)"]
    );
    assert_eq!(one(&deny, &weak), ["statement `Mfa` denies `sqs:*` on `*` in fewer cases (permissions management)"]);
    assert_eq!(one(&weak, &deny), NONE);
}

#[test]
fn a_boundary_cuts_and_one_that_is_gone_widens() {
    let all = identity(&allow(r#""*""#, r#""*""#));
    let queues = identity(&allow(r#""sqs:*""#, r#""*""#));
    let both = identity(&allow(r#"["sqs:*", "sns:Publish"]"#, r#""*""#));
    fn with<'d>(document: &'d Document, boundary: Option<&'d Document>) -> Grants<'d> {
        Grants { documents: vec![document], boundary }
    }
    let change = |before: &Grants<'_>, after: &Grants<'_>| said(widened(before, after));
    assert_eq!(change(&with(&queues, None), &with(&all, Some(&queues))), NONE);
    assert_eq!(change(&with(&all, None), &with(&all, Some(&queues))), NONE);
    assert_eq!(change(&with(&all, Some(&queues)), &with(&queues, None)), NONE);
    assert_eq!(
        change(&with(&all, Some(&queues)), &with(&all, Some(&both))),
        ["the permissions boundary no longer stops `sns:Publish` on `*` (write)"]
    );
    assert_eq!(
        change(&with(&both, Some(&queues)), &with(&both, None)),
        ["the permissions boundary no longer stops `sns:Publish` on `*` (write)"]
    );
    assert_eq!(
        change(&with(&queues, Some(&both)), &with(&all, Some(&both))),
        ["Statement[0] newly allows `sns:Publish` on `*` (write)"]
    );
    let denies = identity(
        r#"{"Effect": "Deny", "Action": "sns:*", "Resource": "*"}, {"Effect": "Allow", "Action": "*", "Resource": "*"}"#,
    );
    assert_eq!(
        change(&with(&both, Some(&denies)), &with(&both, Some(&all))),
        ["the permissions boundary no longer denies `sns:Publish` on `*` (write)"]
    );
}

#[test]
fn lists_are_sorted_and_what_is_long_is_cut_in_words_alone() {
    let before = identity(&allow(r#""sqs:SendMessage""#, r#""*""#));
    let after = identity(&allow(
        r#"["sns:Publish", "ec2:RunInstances", "s3:GetObject", "s3:PutObject", "sqs:SendMessage"]"#,
        r#""*""#,
    ));
    let found = widened(&Grants::of(&before), &Grants::of(&after));
    let expected = Widened {
        place: Some(Place { document: 0, statement: 0 }),
        label: "Statement[0]".to_owned(),
        reason: "newly allows `ec2:RunInstances`, `s3:GetObject`, `s3:PutObject` and 1 more on `*`".to_owned(),
        level: AccessLevel::Write,
        actions: ["ec2:RunInstances", "s3:GetObject", "s3:PutObject", "sns:Publish"].map(str::to_owned).to_vec(),
        resources: vec!["*".to_owned()],
        principals: Vec::new(),
    };
    assert_eq!(found, [expected]);
}

#[test]
fn nothing_is_said_against_a_document_that_is_not_known() {
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": null, "Resource": "*"}]}"#;
    let before = Document::parse_least(text, Kind::Identity);
    assert!(before.is_partial);
    let after = identity(&allow(r#""sqs:*""#, r#""*""#));
    assert_eq!(widened(&Grants::of(&before), &Grants::of(&after)), []);
    assert_eq!(widened_document(Some(&before), &after), []);
}
