use super::*;
use crate::identity::testing::{allow, deny, policy, when};

const ROLE: &str = "arn:${Partition}:iam::${Account}:role/${Name}";

#[track_caller]
fn expect_pass_role(statements: &[&str], expected: bool) {
    let document = policy(statements);
    let breadth = Breadth::of(&Grants::of(&document));
    let request = Request { action: "iam:passrole", known: None };
    let has = |grant: &&Grant<'_>| grant.statement.actions.matches(request.action);
    let found = breadth.grants.iter().filter(has).any(|grant| breadth.allows_on(grant, request, Some(ROLE)));
    assert_eq!(found, expected, "{statements:?}");
}

#[test]
fn an_action_on_every_resource() {
    expect_pass_role(&[&allow("iam:PassRole", "*")], true);
    expect_pass_role(&[&allow("iam:PassRole", "arn:aws:iam::*:role/app arn:aws:iam::*:role/*")], true);
    expect_pass_role(&[&allow("iam:PassRole", "arn:aws:iam::*:role/app-*")], false);
    expect_pass_role(&[&allow("iam:PassRole", "*"), &deny("iam:Pass*", "arn:aws:iam::*:role/*")], false);
    expect_pass_role(&[&allow("iam:PassRole", "*"), &deny("iam:Pass*", "arn:aws:iam::*:role/admin")], true);
    expect_pass_role(&[&when(&allow("iam:PassRole", "*"), "StringEquals", "aws:ResourceTag/a", "b")], false);
}

#[test]
fn what_is_narrow_is_not_looked_at() {
    let document = policy(&[&allow("iam:PassRole", "arn:aws:iam::111122223333:role/app")]);
    assert!(Breadth::of(&Grants::of(&document)).grants.is_empty());
}

#[test]
fn actions_of_a_pattern() {
    let names = |text: &str, least| {
        let mut names = Vec::new();
        of_pattern(&Pattern::ignoring_case(text), least, &mut |service, action, name| {
            assert_eq!(name, format!("{}:{}", service.prefix, action.lower));
            names.push(format!("{}:{}", service.prefix, action.name));
            false
        });
        names
    };
    assert_eq!(names("SQS:*message", AccessLevel::Write), ["sqs:DeleteMessage", "sqs:SendMessage"]);
    assert_eq!(names("SQS:R*Message", AccessLevel::Write), Vec::<String>::new());
    assert_eq!(names("SQS:R*Message", AccessLevel::Read), ["sqs:ReceiveMessage"]);
    assert_eq!(names("iam:passrole", AccessLevel::List), ["iam:PassRole"]);
    assert_eq!(names("iam:PassRole", AccessLevel::PermissionsManagement), Vec::<String>::new());
    assert_eq!(names("*:PassRole", AccessLevel::List), ["iam:PassRole"]);
    assert_eq!(names("nosuchservice:*", AccessLevel::List), Vec::<String>::new());
}
