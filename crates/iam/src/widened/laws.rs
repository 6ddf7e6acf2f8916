//! What must hold for whatever policies, in worlds small enough to ask for every request.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::pattern::Pattern;
use crate::request::Request;
use crate::request::{Decision, decide};
use crate::widened::expand::can_be_on;

const ACTIONS: [&str; 9] =
    ["s3:GetObject", "s3:PutObject", "s3:*", "S3:Get*", "s3:?etObject*", "sqs:SendMessage", "sqs:*", "*", "*:*Object"];
const RESOURCES: [&str; 9] = [
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::a/ann",
    "arn:aws:s3:::a/?nn",
    "arn:aws:s3:::a/${aws:username}",
    "arn:aws:s3:::a/${aws:username, 'ann'}",
    "arn:aws:s3:::b/*",
    "arn:aws:sqs:eu-west-1:111111111111:q",
];
const CONDITIONS: [&str; 24] = [
    r#""Bool": {"mfa": "true"}"#,
    r#""Bool": {"mfa": "false"}"#,
    r#""BoolIfExists": {"mfa": "false"}"#,
    r#""BoolIfExists": {"MFA": "true"}"#,
    r#""Null": {"mfa": "true"}"#,
    r#""Null": {"mfa": "false"}"#,
    r#""StringEquals": {"org": "o-1"}"#,
    r#""StringEquals": {"org": ["o-1", "o-2"]}"#,
    r#""StringNotEquals": {"org": "o-1"}"#,
    r#""StringNotEquals": {"org": ["o-1", "o-2"]}"#,
    r#""StringLike": {"org": "o-*"}"#,
    r#""StringLikeIfExists": {"org": "o-1"}"#,
    r#""StringNotLike": {"org": "o-?"}"#,
    r#""StringEqualsIgnoreCase": {"org": "O-1"}"#,
    r#""StringEquals": {"org": "${aws:username}"}"#,
    r#""IpAddress": {"ip": "10.0.0.0/8"}"#,
    r#""IpAddress": {"ip": ["10.1.0.0/16", "192.0.2.1"]}"#,
    r#""NotIpAddress": {"ip": "10.0.0.0/8"}"#,
    r#""ForAnyValue:StringEquals": {"tags": "x"}"#,
    r#""ForAllValues:StringEquals": {"tags": ["x", "y"]}"#,
    r#""ForAllValues:StringNotEquals": {"tags": "x"}"#,
    r#""NumericLessThan": {"age": "10"}"#,
    r#""NumericLessThanEquals": {"age": "9"}"#,
    r#""NumericGreaterThanEquals": {"age": "10"}"#,
];
const PRINCIPALS: [&str; 8] = [
    r#""*""#,
    r#"{"AWS": "111111111111"}"#,
    r#"{"AWS": "222222222222"}"#,
    r#"{"AWS": "arn:aws:iam::111111111111:user/ann"}"#,
    r#"{"AWS": "arn:aws:iam::222222222222:user/bob"}"#,
    r#"{"AWS": ["arn:aws:iam::111111111111:user/ann", "111111111111"]}"#,
    r#"{"AWS": ["222222222222", "arn:aws:iam::111111111111:user/ann"]}"#,
    r#"{"Service": "sns.amazonaws.com"}"#,
];

fn list(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(select(of), 1..3).prop_map(|all| format!("{all:?}"))
}

fn statement(principals: bool) -> impl Strategy<Value = String> {
    let names = (select(&["Allow", "Allow", "Deny"][..]), 0..5, 0..5, 0..8);
    let conditions = prop::collection::btree_set(select(&CONDITIONS[..]), 0..3);
    (names, list(&ACTIONS), list(&RESOURCES), conditions, select(&PRINCIPALS[..])).prop_map(
        move |((effect, action, resource, principal), actions, resources, conditions, who)| {
            let not = |number: i32| if number == 0 { "Not" } else { "" };
            // Of two tests with one operator the later would be a repetition.
            let mut operators = BTreeSet::new();
            let conditions: Vec<&str> =
                conditions.into_iter().filter(|test| operators.insert(test.split(':').next())).collect();
            let who = if principals { format!(r#""{}Principal": {who},"#, not(principal)) } else { String::new() };
            format!(
                r#"{{"Effect": "{effect}", {who} "{}Action": {actions}, "{}Resource": {resources}, "Condition": {{{}}}}}"#,
                not(action),
                not(resource),
                conditions.join(", ")
            )
        },
    )
}

fn document(kind: Kind) -> impl Strategy<Value = Document> {
    let version = select(&["2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"][..]);
    let statements = prop::collection::vec(statement(kind == Kind::Resource), 1..4);
    (version, statements).prop_map(move |(version, statements)| {
        let text = format!(r#"{{"Version": "{version}", "Statement": [{}]}}"#, statements.join(", "));
        Document::parse(&text, kind)
    })
}

/// All that a principal is given: one or two documents, perhaps with a boundary.
fn given() -> impl Strategy<Value = (Vec<Document>, Option<Document>)> {
    let boundary = prop::option::weighted(0.3, document(Kind::Identity));
    (prop::collection::vec(document(Kind::Identity), 1..3), boundary)
}

/// A change is a small step as often as something else altogether.
fn change<T: std::fmt::Debug + Clone + 'static>(
    one: impl Fn() -> BoxedStrategy<T>,
    mixed: fn(&T, &T) -> T,
) -> impl Strategy<Value = (T, T)> {
    (one(), one(), any::<bool>()).prop_map(move |(before, other, is_step)| {
        let after = if is_step { mixed(&before, &other) } else { other };
        (before, after)
    })
}

/// A document with its first statement from another one.
fn stepped(one: &Document, other: &Document) -> Document {
    let mut stepped = one.clone();
    let statements = stepped.statements.iter_mut().zip(&other.statements).take(1);
    statements.for_each(|(own, other)| *own = other.clone());
    stepped
}

fn of(resource: &str) -> Part {
    Part::resources(Some(&Scope::Only(vec![Pattern::new(resource)])), true).remove(0)
}

fn requests(principals: &[&str]) -> Vec<Request> {
    let mut requests = Vec::new();
    let resources = ["a/ann", "a/bob", "b/ann"].map(|key| format!("arn:aws:s3:::{key}"));
    let [queue, star] = ["arn:aws:sqs:eu-west-1:111111111111:q", "*"].map(str::to_owned);
    for action in ["s3:GetObject", "s3:PutObject", "s3:DeleteBucket", "sqs:SendMessage", "sqs:ListQueues"] {
        for resource in resources.iter().chain([&queue, &star]) {
            if !can_be_on(&action.to_lowercase(), &[&of(resource)]) {
                continue;
            }
            for principal in principals {
                for context in 0..24 {
                    let pick = |values: &[&str], number: usize| {
                        values
                            .get(number % (values.len() + 1))
                            .map(|value| vec![(*value).to_owned()])
                            .unwrap_or_default()
                    };
                    let tags = [vec![], vec!["x"], vec!["x", "y"], vec!["y", "z"]][context % 4].clone();
                    let request = Request::new(action, resource, principal)
                        .with("mfa", pick(&["true", "false"], context))
                        .with("org", pick(&["o-1", "o-2", "O-1", "x", "ann"], context / 2))
                        .with("ip", pick(&["10.1.2.3", "192.0.2.1", "10.9.9.9"], context / 3))
                        .with("aws:username", pick(&["ann", "bob"], context / 5))
                        .with("age", pick(&["9", "10", "9.5"], context / 4))
                        .with("tags", tags);
                    requests.push(request);
                }
            }
        }
    }
    requests
}

fn grants(given: &(Vec<Document>, Option<Document>)) -> Grants<'_> {
    Grants { documents: given.0.iter().collect(), boundary: given.1.as_ref() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_the_same_is_no_wider(given in given(), resource in document(Kind::Resource)) {
        prop_assert_eq!(widened(&grants(&given), &grants(&given)), []);
        prop_assert_eq!(widened_document(Some(&resource), &resource), []);
        // In another order, and once more.
        let mut turned = given.clone();
        turned.0.reverse();
        turned.0.extend(given.0.iter().cloned());
        turned.0.iter_mut().for_each(|document| document.statements.reverse());
        prop_assert_eq!(widened(&grants(&given), &grants(&turned)), []);
    }

    #[test]
    fn whatever_is_allowed_now_and_was_not_is_wider(
        (before, after) in change(|| given().boxed(), |one, other| {
            (vec![stepped(&one.0[0], &other.0[0])], one.1.clone())
        })
    ) {
        let (before, after) = (grants(&before), grants(&after));
        let allowed = |grants: &Grants<'_>, request: &Request| decide(grants, None, request) == Decision::Allow;
        let requests = requests(&["arn:aws:iam::111111111111:user/ann"]);
        let new = requests.iter().find(|request| allowed(&after, request) && !allowed(&before, request));
        let found = widened(&before, &after);
        prop_assert!(new.is_none() || !found.is_empty(), "{new:?}");
        for one in found {
            prop_assert!(!one.actions.is_empty() && one.actions.is_sorted() && one.resources.is_sorted());
        }
    }

    /// For callers of other accounts, who are allowed everything there.
    #[test]
    fn whoever_is_let_in_now_and_was_not_is_wider(
        (before, after) in change(|| document(Kind::Resource).boxed(), stepped)
    ) {
        let all = Document::parse(
            r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#, Kind::Identity,
        );
        let callers = [
            "arn:aws:iam::111111111111:user/ann", "arn:aws:iam::222222222222:user/bob",
            "arn:aws:iam::222222222222:user/ann", "sns.amazonaws.com", "*",
        ];
        let allowed = |document: &Document, request: &Request, account: &str| {
            let request = request.clone().of_account(account);
            decide(&Grants::of(&all), Some(document), &request) == Decision::Allow
        };
        let requests = requests(&callers);
        let new = requests.iter().find(|request| {
            allowed(&after, request, "333333333333") && !allowed(&before, request, "333333333333")
        });
        prop_assert!(new.is_none() || !widened_document(Some(&before), &after).is_empty(), "{new:?}");
    }

    /// In the account of the resource, without any other rights.
    #[test]
    fn whoever_is_named_now_and_was_not_is_wider(
        (before, after) in change(|| document(Kind::Resource).boxed(), stepped)
    ) {
        let requests = requests(&["arn:aws:iam::111111111111:user/ann", "arn:aws:iam::222222222222:user/bob"]);
        let allowed = |document: &Document, request: &Request| {
            let request = request.clone().of_account("111111111111");
            decide(&Grants::default(), Some(document), &request) == Decision::Allow
        };
        let is_new = |request: &&Request| allowed(&after, request) && !allowed(&before, request);
        let new = requests.iter().find(is_new).filter(|_| own_account([&before, &after].into_iter()).is_some());
        prop_assert!(new.is_none() || !widened_document(Some(&before), &after).is_empty(), "{new:?}");
    }
}
