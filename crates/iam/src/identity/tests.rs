use super::*;
use crate::document::{Document, Kind};
use crate::identity::testing::{allow, concluded, deny, kinds, policy, when, worded};

fn not_action(actions: &str, resources: &str) -> String {
    allow(actions, resources).replace("'Action'", "'NotAction'")
}

fn not_resource(actions: &str, resources: &str) -> String {
    allow(actions, resources).replace("'Resource'", "'NotResource'")
}

#[test]
fn an_administrator_is_reported_once() {
    assert_eq!(
        worded(&concluded(&["'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'"])),
        ["full_admin: statement `A` allows every action on every resource"]
    );
    for actions in ["*:*", "?*", "?*:*", "**", "*:?*"] {
        assert_eq!(kinds(&[&allow(actions, "*")]), ["full_admin"], "{actions}");
    }
    for resources in ["?*", "arn:aws:*", "arn:*", "arn:aws:s3:::a *"] {
        assert_eq!(kinds(&[&allow("*", resources)]), ["full_admin"], "{resources}");
    }
    assert_eq!(kinds(&[&not_resource("*", "arn:aws:s3:::logs/*")]), ["full_admin"]);
    assert_eq!(kinds(&[&not_action("nosuchservice:*", "*")]), ["full_admin"]);
    let with_mfa = when(&allow("*", "*"), "Bool", "aws:MultiFactorAuthPresent", "true");
    assert_eq!(kinds(&[&with_mfa]), ["full_admin"]);
}

#[test]
fn an_administrator_by_several_statements() {
    let (most, rest) = (not_action("iam:* sts:*", "*"), allow("iam:*", "*"));
    let of = concluded(&[&most, &rest, &allow("sts:*", "*"), &allow("s3:*", "*")]);
    assert_eq!(
        worded(&of)[0],
        "full_admin: Statement[0], Statement[1] and Statement[2] allow every action on every resource"
    );
    assert_eq!(of[0].places.len(), 3);
    assert_ne!(kinds(&[&most, &rest])[0], "full_admin", "STS is missing");
    let letters: Vec<String> = ('a'..='z').map(|letter| format!("{letter}*")).collect();
    assert_eq!(kinds(&[&allow(&letters.join(" "), "*")])[0], "full_admin");
    assert_ne!(kinds(&[&allow(&letters[1..].join(" "), "*")])[0], "full_admin");
}

#[test]
fn not_quite_an_administrator() {
    for (statements, why) in [
        (vec![allow("*", "arn:aws:s3:::logs/*")], "one bucket"),
        (vec![allow("*", "arn:aws:iam::*:*")], "one service"),
        (vec![when(&allow("*", "*"), "StringEquals", "aws:ResourceTag/team", "a")], "some resources"),
        (vec![allow("*", "*"), deny("iam:*", "*")], "no IAM"),
        (vec![allow("*", "*"), deny("*", "*")], "nothing"),
        (vec![not_action("iam:*", "*")], "no IAM"),
        (vec![not_resource("*", "arn:aws:iam::*:role/*")], "no roles"),
    ] {
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        assert!(!kinds(&statements).contains(&"full_admin"), "{why}");
    }
    for denial in [
        when(&deny("*", "*"), "BoolIfExists", "aws:MultiFactorAuthPresent", "false"),
        when(&deny("*", "*"), "NotIpAddress", "aws:SourceIp", "192.0.2.0/24"),
        deny("s3:*", "arn:aws:s3:::logs/*"),
        deny("nosuchservice:*", "*"),
    ] {
        assert_eq!(kinds(&[&allow("*", "*"), &denial]), ["full_admin"], "{denial}");
    }
}

#[test]
fn all_of_iam() {
    let of = |actions: &str, resources: &str| kinds(&[&allow(actions, resources)]).contains(&"full_iam");
    assert!(of("iam:*", "*"));
    assert!(of("IAM:?*", "*"));
    assert!(of("iam:*", "arn:aws:iam::111122223333:*"));
    assert!(of("iam:A* iam:B* iam:C* iam:D* iam:E* iam:G* iam:L* iam:P* iam:R* iam:S* iam:T* iam:U*", "*"));
    assert!(!of("iam:A* iam:B* iam:C* iam:D* iam:E* iam:G* iam:L* iam:R* iam:S* iam:T* iam:U*", "*"), "no PassRole");
    assert!(!of("iam:*", "arn:aws:iam::*:role/*"));
    let (one, other) =
        (allow("iam:A* iam:C* iam:D* iam:E* iam:G* iam:L*", "*"), allow("iam:P* iam:R* iam:S* iam:T* iam:U*", "*"));
    let together = concluded(&[&one, &other]);
    assert_eq!(
        worded(&together)[0],
        "full_iam: Statement[0] and Statement[1] allow every action of IAM on every resource"
    );
    assert!(!kinds(&[&allow("iam:*", "*"), &deny("iam:PassRole", "*")]).contains(&"full_iam"));
}

#[test]
fn star_actions() {
    let of = |statement: &str| {
        let found = concluded(&[statement]);
        found
            .into_iter()
            .find(|of| of.kind == ConclusionKind::StarAction)
            .map(|of| (of.reason, of.facts.get("services").cloned()))
    };
    let reason = |statement: &str| of(statement).map(|(reason, _)| reason);
    let bucket = "arn:aws:s3:::logs/*";
    assert_eq!(of(&allow("S3:*", "*")), Some(("allows every action of a service: `S3:*`".into(), Some("s3".into()))));
    assert_eq!(
        of(&allow("s3:* sqs:* s3:GetObject", "*")),
        Some(("allows every action of a service: `s3:*` and `sqs:*`".into(), Some("s3, sqs".into())))
    );
    assert_eq!(
        reason(&allow("s3:* sqs:* sns:* ec2:* kms:*", "*")).as_deref(),
        Some("allows every action of a service: `s3:*`, `sqs:*`, `sns:*` and 2 more")
    );
    assert_eq!(reason(&allow("*", bucket)).as_deref(), Some("allows every action: `*`"));
    assert_eq!(reason(&not_action("s3:Delete*", "*")).as_deref(), Some("allows all actions but `s3:Delete*`"));
    assert_eq!(reason(&not_action("s3:Delete*", bucket)), None, "all but deletion is what the owner of a bucket has");
    assert_eq!(reason(&allow("s3:*", bucket)), None, "everything on one bucket, too");
    assert_eq!(
        reason(&allow("dynamo*", "arn:aws:dynamodb:*:*:table/*")).as_deref(),
        Some("allows every action of a service: `dynamo*`")
    );
    for none in ["s3:Get*", "s3:*Object", "*:Get*", "s3:GetObject"] {
        assert_eq!(of(&allow(none, bucket)), None, "{none}");
    }
    assert_eq!(of(&deny("*", "*")), None);
    assert_eq!(of(&not_action("*", "*")), None);
    for denial in [deny("s3:*", "*"), deny("s3:GetObject", "*").replace("'Action'", "'NotAction'")] {
        assert_eq!(kinds(&[&allow("s3:*", bucket), &denial]), Vec::<&str>::new(), "{denial}");
    }
    let spared = deny("s3:*", "*").replace("'Action'", "'NotAction'");
    assert_eq!(kinds(&[&allow("*", bucket), &spared]), ["star_action"]);
}

#[test]
fn writing_on_every_resource() {
    let star = "sqs:DeleteQueue sqs:SendMessage SQS:Purge* sqs:ChangeMessageVisibility sqs:ListQueues";
    assert_eq!(
        worded(&concluded(&[&allow(star, "*")])),
        ["unconstrained_write: Statement[0] allows writing on every resource, without a condition: \
         `sqs:DeleteQueue`, `sqs:SendMessage`, `SQS:Purge*` and 1 more",]
    );
    assert_eq!(concluded(&[&allow(star, "*")])[0].facts["actions"], "sqs:DeleteQueue, sqs:SendMessage, SQS:Purge*");
    for (statement, expected) in [
        (allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:*"), vec!["unconstrained_write"]),
        (allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:orders*"), vec![]),
        (not_resource("sqs:SendMessage", "arn:aws:sqs:*:*:orders"), vec!["unconstrained_write"]),
        (allow("sqs:TagQueue", "*"), vec!["star_resource"]),
        (allow("sqs:Get* sqs:List* ec2:Describe*", "*"), vec![]),
        (allow("kms:CreateKey", "*"), vec![]),
        (
            allow("cloudwatch:PutMetricData xray:PutTraceSegments iam:CreateVirtualMFADevice ssmmessages:*", "*"),
            vec!["star_action"],
        ),
        (when(&allow("sqs:SendMessage", "*"), "Bool", "aws:SecureTransport", "true"), vec!["star_resource"]),
        (when(&allow("sqs:SendMessage", "*"), "StringEquals", "aws:ResourceTag/team", "a"), vec![]),
        (allow("iot:List* quicksight:Describe*", "*"), vec![]),
        (allow("nosuchservice:Delete", "*"), vec![]),
    ] {
        assert_eq!(kinds(&[&statement]), expected, "{statement}");
    }
}

#[test]
fn all_resource_types_that_an_action_needs() {
    let own = "arn:aws:ec2:*:*:instance/* arn:aws:ec2:*:*:volume/* arn:aws:ec2:*:*:network-interface/*";
    let used = "arn:aws:ec2:*:*:subnet/subnet-1 arn:aws:ec2:*:*:security-group/sg-1 arn:aws:ec2:*::image/ami-1";
    assert_eq!(kinds(&[&allow("ec2:RunInstances", &format!("{own} {used}"))]), Vec::<&str>::new());
    assert_eq!(kinds(&[&allow("ec2:TerminateInstances", own)]), ["unconstrained_write"]);
}

#[test]
fn managing_permissions() {
    let reasons = |statements: &[&str]| {
        let found = concluded(statements);
        found
            .iter()
            .filter(|of| of.kind == ConclusionKind::PermissionsManagement)
            .map(|of| of.reason.clone())
            .collect::<Vec<_>>()
    };
    let managing = "allows managing permissions on every resource: `sqs:AddPermission`, `sqs:RemovePermission` and `sqs:SetQueueAttributes`";
    assert_eq!(reasons(&[&allow("sqs:A* sqs:R* sqs:S*", "*")]), [managing]);
    assert_eq!(reasons(&[&allow("sqs:*", "*")]), Vec::<String>::new(), "all of a service says it");
    assert_eq!(
        reasons(&[&allow("s3:PutBucketP*", "arn:aws:s3:::*")]),
        ["allows managing permissions on every resource: `s3:PutBucketPolicy` and `s3:PutBucketPublicAccessBlock`"]
    );
    assert_eq!(reasons(&[&allow("kms:CreateGrant", "arn:aws:kms:*:*:key/1")]), Vec::<String>::new());
    let for_services =
        when(&allow("kms:CreateGrant", "*"), "StringEquals", "kms:ViaService", "rds.eu-west-1.amazonaws.com");
    assert_eq!(reasons(&[&for_services]), Vec::<String>::new());
}

#[test]
fn credentials_and_data() {
    let all = |statement: &str| {
        let found = concluded(&[statement]);
        let is_one = |of: &&Conclusion| {
            matches!(of.kind, ConclusionKind::CredentialsExposure | ConclusionKind::DataExfiltration)
        };
        found.iter().filter(is_one).map(|of| of.reason.clone()).collect::<Vec<_>>()
    };
    for (statement, expected) in [
        (
            allow("redshift:GetClusterCred* ecr:GetAuthorizationToken sts:GetCallerIdentity", "*"),
            vec![
                "allows getting credentials for every resource: `redshift:GetClusterCredentials` and `redshift:GetClusterCredentialsWithIAM`",
            ],
        ),
        (
            allow("sts:AssumeRole", "arn:aws:iam::*:role/*"),
            vec!["allows getting credentials for every resource: `sts:AssumeRole`"],
        ),
        (allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy"), vec![]),
        (
            allow("rds-db:connect", "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/*"),
            vec!["allows getting credentials for every resource: `rds-db:connect`"],
        ),
        (allow("rds-db:connect", "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/app"), vec![]),
        (allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}"), vec![]),
        (
            allow("s3:GetObject ssm:GetParameter", "*"),
            vec!["allows reading the data of every resource: `s3:GetObject` and `ssm:GetParameter`"],
        ),
        (allow("s3:GetObject", "arn:aws:s3:::*/*"), vec!["allows reading the data of every resource: `s3:GetObject`"]),
        (allow("s3:GetObject", "arn:aws:s3:::logs-*/*"), vec![]),
        (
            allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*"),
            vec!["allows reading the data of every resource: `secretsmanager:GetSecretValue`"],
        ),
        (
            when(&allow("secretsmanager:GetSecretValue", "*"), "StringEquals", "secretsmanager:ResourceTag/team", "a"),
            vec![],
        ),
        (
            when(&allow("s3:GetObject", "*"), "IpAddress", "aws:SourceIp", "192.0.2.0/24"),
            vec!["allows reading the data of every resource: `s3:GetObject`"],
        ),
    ] {
        assert_eq!(all(&statement), expected, "{statement}");
    }
}

#[test]
fn s3() {
    let of = |statements: &[&str]| {
        let found = concluded(statements);
        let is_one = |of: &&Conclusion| matches!(of.kind, ConclusionKind::S3Full | ConclusionKind::S3BroadList);
        found.iter().filter(is_one).map(|of| of.reason.clone()).collect::<Vec<_>>()
    };
    let list =
        "allows listing every bucket: `s3:ListBucket`, `s3:ListBucketMultipartUploads` and `s3:ListBucketVersions`";
    for (statement, expected) in [
        (allow("s3:*", "*"), vec!["allows every action of S3 on every bucket and object"]),
        (allow("s3:*", "arn:aws:s3:::*"), vec!["allows every action of S3 on every bucket and object"]),
        (allow("s3:*", "arn:aws:s3:::*/*"), vec!["allows every action of S3 on every object"]),
        (allow("s3:*Object*", "arn:aws:s3:::*/*"), vec!["allows every action of S3 on every object"]),
        (allow("s3:*", "arn:aws:s3:::logs arn:aws:s3:::logs/*"), vec![]),
        (allow("s3:Get* s3:List*", "*"), vec![list]),
        (allow("s3:ListAllMyBuckets s3:GetBucketLocation", "*"), vec![]),
        (allow("s3:ListBucket", "arn:aws:s3:::*"), vec!["allows listing every bucket: `s3:ListBucket`"]),
        (when(&allow("s3:ListBucket", "*"), "StringLike", "s3:prefix", "home/*"), vec![]),
    ] {
        assert_eq!(of(&[&statement]), expected, "{statement}");
    }
    let two = [allow("s3:*", "*"), deny("s3:DeleteObject*", "*")];
    assert_eq!(of(&[&two[0], &two[1]]), ["allows every action of S3 on every bucket"]);
}

#[test]
fn passing_any_role() {
    let role = "arn:aws:iam::111122223333:role";
    let is_star = |statements: &[&str]| kinds(statements).contains(&"passrole_star");
    let pass = allow("iam:PassRole", "*");
    assert!(is_star(&[&pass]));
    assert!(is_star(&[&allow("iam:Pass*", &format!("{role}/*"))]));
    assert!(!is_star(&[&allow("iam:PassRole", &format!("{role}/app-*"))]));
    let to = |operator: &str, service: &str| when(&pass, operator, "iam:PassedToService", service);
    assert!(!is_star(&[&to("StringEquals", "ec2.amazonaws.com")]));
    assert!(!is_star(&[&to("StringEqualsIfExists", "ec2.amazonaws.com")]));
    assert!(is_star(&[&to("StringLike", "*")]));
    assert!(is_star(&[&to("StringNotEquals", "ec2.amazonaws.com")]));
    assert!(!is_star(&[&when(&pass, "StringLike", "iam:AssociatedResourceArn", "arn:aws:ec2:*:*:instance/*")]));
    let not_to = when(&deny("iam:PassRole", "*"), "StringNotEquals", "iam:PassedToService", "ec2.amazonaws.com");
    assert!(!is_star(&[&pass, &not_to]));
    assert_eq!(kinds(&[&pass]), ["unconstrained_write", "passrole_star"]);
}

#[test]
fn what_is_denied_is_not_concluded() {
    let allowed = allow("sqs:DeleteQueue s3:GetObject", "*");
    for denial in [
        deny("*", "*"),
        deny("sqs:* s3:Get*", "*"),
        deny("sqs:* s3:Get*", "arn:aws:sqs:*:*:* arn:aws:s3:::*"),
        deny("*", "arn:aws:sqs:*:*:orders arn:aws:s3:::logs/*").replace("'Resource'", "'NotResource'"),
        deny("ec2:*", "*").replace("'Action'", "'NotAction'"),
        when(&deny("*", "*"), "StringNotEquals", "aws:ResourceTag/team", "a"),
        when(&deny("*", "*"), "StringLike", "aws:PrincipalArn", "*"),
    ] {
        assert_eq!(kinds(&[&allowed, &denial]), Vec::<&str>::new(), "{denial}");
    }
    for denial in [
        deny("sqs:SendMessage", "*"),
        deny("*", "arn:aws:s3:::logs/* arn:aws:sqs:eu-west-1:*:*"),
        when(&deny("*", "*"), "StringNotEquals", "aws:RequestedRegion", "eu-west-1"),
    ] {
        assert_eq!(kinds(&[&allowed, &denial]), ["unconstrained_write", "data_exfiltration"], "{denial}");
    }
    let regional = allow("sqs:DeleteQueue", "arn:aws:sqs:eu-west-1:*:*");
    assert_eq!(kinds(&[&regional, &deny("sqs:*", "arn:aws:sqs:eu-*:*:*")]), Vec::<&str>::new());
}

#[test]
fn a_boundary_cuts() {
    let (all, some) = (policy(&[&allow("*", "*")]), policy(&[&allow("s3:Get* sqs:*", "*")]));
    let within =
        |document, boundary| conclude_identity(&Grants { documents: vec![document], boundary: Some(boundary) });
    assert_eq!(worded(&within(&all, &all)).len(), 1);
    let kinds = |conclusions: &[Conclusion]| conclusions.iter().map(|of| of.kind.as_str()).collect::<Vec<_>>();
    assert_eq!(kinds(&within(&all, &some)), ["unconstrained_write", "permissions_management", "data_exfiltration"]);
    assert_eq!(kinds(&within(&some, &all)), kinds(&conclude_identity(&Grants::of(&some))));
    let narrow = policy(&[&allow("*", "arn:aws:s3:::logs/*")]);
    assert_eq!(kinds(&within(&some, &narrow)), Vec::<&str>::new());
    let denying = policy(&[&allow("*", "*"), &deny("iam:*", "*")]);
    assert!(!kinds(&within(&all, &denying)).contains(&"full_admin"));
}

#[test]
fn documents_together() {
    let (one, other) = (policy(&[&not_action("iam:*", "*")]), policy(&[&allow("iam:*", "*")]));
    let of = conclude_identity(&Grants { documents: vec![&one, &other], boundary: None });
    assert_eq!(worded(&of)[0], "full_admin: its policies together allow every action on every resource");
    let place = |document| Place { document, statement: 0 };
    assert_eq!(of[0].places, [place(0), place(1)]);
    let denying = policy(&[&deny("*", "*")]);
    assert_eq!(conclude_identity(&Grants { documents: vec![&one, &denying], boundary: None }), []);
}

#[test]
fn what_is_not_known_gives_nothing() {
    let text = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["sqs:DeleteQueue",null],"Resource":["*",null]},
        {"Effect":"Allow","Action":"*","Resource":null},
        {"Effect":"Allow","Action":"*","Resource":"*","Condition":null},
        {"Effect":"Deny","Action":"sqs:SendMessage","Resource":null}]}"#;
    let document = Document::parse_least(text, Kind::Identity);
    assert!(document.is_partial);
    assert_eq!(
        worded(&conclude_identity(&Grants::of(&document))),
        ["unconstrained_write: Statement[0] allows writing on every resource, without a condition: `sqs:DeleteQueue`",]
    );
    let denying = text.replace(r#""Action":"sqs:SendMessage""#, r#""Action":null"#);
    assert_eq!(conclude_identity(&Grants::of(&Document::parse_least(&denying, Kind::Identity))), []);
}

#[test]
fn malformed_documents_give_what_can_be_read() {
    let document = Document::parse(r#"{"Statement":{"Effect":"Allow","Action":"*"}}"#, Kind::Identity);
    assert_eq!(conclude_identity(&Grants::of(&document)), []);
    assert_eq!(conclude_identity(&Grants::default()), []);
}
