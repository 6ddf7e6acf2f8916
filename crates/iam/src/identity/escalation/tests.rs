use crate::conclusion::{Conclusion, ConclusionKind, Grants};
use crate::identity::conclude_identity;
use crate::identity::paths::{Only, Path, paths as all};
use crate::identity::testing::{allow, concluded, deny, paths, policy, when};

const ACCOUNT: &str = "111122223333";

fn actions(path: &Path) -> Vec<&'static str> {
    path.needs.iter().map(|(action, _)| *action).collect()
}

fn escalation(conclusions: &[Conclusion]) -> &Conclusion {
    conclusions.iter().find(|of| of.kind == ConclusionKind::PrivilegeEscalation).unwrap()
}

fn open(statements: &[&str]) -> Vec<String> {
    paths(&concluded(statements)).into_iter().map(str::to_owned).collect()
}

#[test]
fn each_path_is_open_with_its_actions_on_everything() {
    for path in all().filter(|path| path.condition != Only::Bounded) {
        let found = open(&[&allow(&actions(path).join(" "), "*")]);
        assert!(found.contains(&path.id.to_owned()), "{}: {found:?}", path.id);
    }
}

#[test]
fn no_path_is_open_without_one_of_its_actions() {
    for path in all() {
        for missing in actions(path) {
            let others: Vec<&str> = actions(path).into_iter().filter(|action| *action != missing).collect();
            let found = if others.is_empty() { Vec::new() } else { open(&[&allow(&others.join(" "), "*")]) };
            assert!(!found.contains(&path.id.to_owned()), "{} without {missing}", path.id);
        }
    }
}

/// An ARN of one resource, and a pattern of all in an account.
fn resources(template: &str) -> (String, String) {
    let fill = |with: &str| {
        let mut text = template.to_owned();
        for (name, value) in [("Partition", "aws"), ("Region", "eu-west-1"), ("Account", ACCOUNT)] {
            text = text.replace(&format!("${{{name}}}"), value);
        }
        let mut parts = text.split("${");
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |filled, part| filled + with + part.split_once('}').unwrap().1)
    };
    (fill("one"), fill("*"))
}

#[test]
fn paths_are_open_on_all_of_their_kind_and_not_on_one() {
    for path in all().filter(|path| path.condition != Only::Bounded) {
        let statement = |one: bool| {
            path.needs.iter().map(move |(action, template)| match template.is_empty() {
                true => allow(action, "*"),
                false => allow(action, &if one { resources(template).0 } else { resources(template).1 }),
            })
        };
        let (all, one): (Vec<String>, Vec<String>) = (statement(false).collect(), statement(true).collect());
        let texts = |of: &[String]| open(&of.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(texts(&all).contains(&path.id.to_owned()), "{}", path.id);
        let has_resources = path.needs.iter().any(|(_, template)| !template.is_empty());
        assert!(!has_resources || !texts(&one).contains(&path.id.to_owned()), "{} of one resource", path.id);
    }
}

#[test]
fn roles_that_are_passed_to_another_service() {
    for path in all().filter(|path| !path.services.is_empty()) {
        let others: Vec<&str> = actions(path).into_iter().filter(|action| *action != "iam:PassRole").collect();
        let pass = |service: &str| when(&allow("iam:PassRole", "*"), "StringEquals", "iam:PassedToService", service);
        for service in path.services {
            assert!(
                open(&[&pass(service), &allow(&others.join(" "), "*")]).contains(&path.id.to_owned()),
                "{}",
                path.id
            );
        }
        assert_eq!(open(&[&pass("backup.amazonaws.com")]), Vec::<String>::new());
        let elsewhere = open(&[&pass("backup.amazonaws.com"), &allow(&others.join(" "), "*")]);
        assert!(!elsewhere.contains(&path.id.to_owned()), "{}", path.id);
    }
}

#[test]
fn conditions_on_the_service() {
    let run = allow("ec2:RunInstances", "*");
    let pass = |operator: &str, value: &str| when(&allow("iam:PassRole", "*"), operator, "iam:PassedToService", value);
    let path = vec!["passrole-ec2-run-instances".to_owned()];
    for (statement, expected) in [
        (pass("StringLike", "ec2.amazonaws.com*"), &path),
        (pass("StringLike", "*"), &path),
        (pass("StringEqualsIgnoreCase", "EC2.amazonaws.com"), &path),
        (pass("StringEquals", "ec2.amazonaws.com.cn"), &path),
        (pass("StringNotEquals", "lambda.amazonaws.com"), &path),
        (pass("StringNotEquals", "ec2.amazonaws.com.cn"), &path),
        (pass("StringNotLike", "ec2.*"), &Vec::new()),
        (pass("StringEquals", "lambda.amazonaws.com"), &Vec::new()),
    ] {
        assert_eq!(&open(&[&statement, &run]), expected, "{statement}");
    }
    let only_lambda =
        when(&deny("iam:PassRole", "*"), "StringNotEquals", "iam:PassedToService", "lambda.amazonaws.com");
    assert_eq!(open(&[&allow("iam:PassRole", "*"), &run, &only_lambda]), Vec::<String>::new());
    let not_ec2 = when(&deny("iam:PassRole", "*"), "StringLike", "iam:PassedToService", "ec2.*");
    assert_eq!(open(&[&allow("iam:PassRole", "*"), &run, &not_ec2]), Vec::<String>::new());
    let not_lambda = when(&deny("iam:PassRole", "*"), "StringLike", "iam:PassedToService", "lambda.*");
    assert_eq!(open(&[&allow("iam:PassRole", "*"), &run, &not_lambda]), path);
}

#[test]
fn policies_that_may_be_attached() {
    let attach =
        |operator: &str, value: &str| when(&allow("iam:AttachRolePolicy", "*"), operator, "iam:PolicyARN", value);
    let path = vec!["attach-role-policy".to_owned()];
    for (statement, expected) in [
        (attach("ArnLike", "arn:aws:iam::aws:policy/*"), &path),
        (attach("ArnEquals", "arn:aws:iam::aws:policy/AdministratorAccess"), &path),
        (attach("ArnNotEquals", "arn:aws:iam::aws:policy/AdministratorAccess"), &path),
        (attach("ArnEquals", "arn:aws:iam::aws:policy/ReadOnlyAccess"), &Vec::new()),
        (attach("ArnLike", "arn:aws:iam::111122223333:policy/app-*"), &Vec::new()),
    ] {
        assert_eq!(&open(&[&statement]), expected, "{statement}");
    }
    let bounded = when(
        &allow("iam:AttachRolePolicy", "*"),
        "StringEquals",
        "iam:PermissionsBoundary",
        "arn:aws:iam::111122223333:policy/b",
    );
    assert_eq!(open(&[&bounded]), Vec::<String>::new());
    let unless = when(
        &deny("iam:Attach*", "*"),
        "StringNotEquals",
        "iam:PermissionsBoundary",
        "arn:aws:iam::111122223333:policy/b",
    );
    assert_eq!(open(&[&allow("iam:AttachRolePolicy", "*"), &unless]), Vec::<String>::new());
}

#[test]
fn ones_own_user() {
    let found = concluded(&[&allow("iam:PutUserPolicy iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}")]);
    assert_eq!(paths(&found), ["put-user-policy"]);
    assert_eq!(found[0].reason, "lets the holder write policies of its own user: `iam:PutUserPolicy`");
    let all = concluded(&[&allow("iam:PutUserPolicy", "arn:aws:iam::*:user/*")]);
    let reason = &all.iter().find(|of| of.facts.contains_key("path")).unwrap().reason;
    assert_eq!(reason, "lets the holder write policies of any user: `iam:PutUserPolicy`");
}

#[test]
fn boundaries_that_can_be_taken_off() {
    let document = policy(&[&allow("iam:DeleteRolePermissionsBoundary s3:GetObject", "*")]);
    let boundary = policy(&[&allow("iam:*", "*")]);
    let within = |boundary| paths(&conclude_identity(&Grants { documents: vec![&document], boundary })).len();
    assert_eq!(within(None), 0);
    assert_eq!(within(Some(&boundary)), 1);
    assert_eq!(within(Some(&policy(&[&allow("s3:*", "*")]))), 0);
}

#[test]
fn statements_and_documents_together() {
    let found = concluded(&[&allow("s3:GetObject", "*"), &allow("ec2:RunInstances", "*"), &allow("iam:PassRole", "*")]);
    let of = escalation(&found);
    assert_eq!(of.label, "Statement[1] and Statement[2]");
    assert_eq!(of.reason, "let the holder start an instance with any role: `iam:PassRole` and `ec2:RunInstances`");
    assert_eq!(of.facts["actions"], "iam:PassRole, ec2:RunInstances");
    let (one, other) = (policy(&[&allow("iam:PassRole", "*")]), policy(&[&allow("ec2:RunInstances", "*")]));
    let found = conclude_identity(&Grants { documents: vec![&one, &other], boundary: None });
    assert_eq!(paths(&found), ["passrole-ec2-run-instances"]);
    assert_eq!(escalation(&found).label, "its policies together");
    assert_eq!(paths(&conclude_identity(&Grants::of(&one))), Vec::<&str>::new());
}

#[test]
fn one_statement_that_does_it_alone_is_named_alone() {
    let found = concluded(&[&allow("iam:PassRole", "*"), &allow("iam:PassRole ec2:RunInstances", "*")]);
    assert_eq!(escalation(&found).label, "Statement[1]");
}

#[test]
fn commands_by_the_document_of_aws() {
    let instances = "arn:aws:ec2:*:*:instance/*";
    assert_eq!(
        open(&[&allow("ssm:SendCommand", &format!("{instances} arn:aws:ssm:*:*:document/*"))]),
        ["ssm-send-command"]
    );
    assert_eq!(
        open(&[&allow("ssm:SendCommand", &format!("{instances} arn:aws:ssm:*::document/AWS-RunShellScript"))]),
        ["ssm-send-command"]
    );
    assert_eq!(
        open(&[&allow("ssm:SendCommand", &format!("{instances} arn:aws:ssm:*:*:document/restart"))]),
        Vec::<String>::new()
    );
}

#[test]
fn all_but_some_services() {
    let found = open(&[&allow("iam:* organizations:* account:*", "*").replace("'Action'", "'NotAction'")]);
    assert!(found.contains(&"lambda-update-function-code".to_owned()));
    assert!(!found.iter().any(|path| path.starts_with("passrole") || path.starts_with("put")), "{found:?}");
    assert_eq!(open(&[&allow("*", "*")]), Vec::<String>::new(), "an administrator has no need to");
    assert_eq!(open(&[&allow("iam:*", "*"), &deny("iam:*", "*")]), Vec::<String>::new());
}
