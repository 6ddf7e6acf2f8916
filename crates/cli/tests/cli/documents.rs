//! Policy documents: what rules see of them, what principals are given, and what a change grants.

use serde_json::{Value, json};

use crate::common::{facts, plangate};
use crate::making::{DOOR, Rule, Whole, but, change, create, no_op, refers, update};
use crate::schema::expect_described;

const TYPES: &str = "[aws_iam_policy, aws_iam_role, aws_iam_role_policy, aws_s3_bucket_policy, aws_iam_user, aws_organizations_policy, \
                     data.aws_iam_policy_document]";

/// Finds every conclusion, and every one that a principal alone has.
const EVERY: Rule = Rule {
    name: "every",
    resources: TYPES,
    custom: &["attributes: [policy]", "documents: [statements]"],
    ..DOOR.saying(
        "deny contains finding.stated(resource, document, conclusion) if {\n\
         \tsome resource in input.resources[_]\n\tsome document in resource.documents\n\
         \tsome conclusion in document.conclusions[_]\n}\n\n\
         deny contains finding.whole(resource, sprintf(\"%s: %s %s, by %s\", [kind, one.label, one.reason, concat(\" and \", one.sources)])) if {\n\
         \tsome resource in input.resources[_]\n\tsome kind, all in resource.principal.conclusions\n\tsome one in all\n\tone.split\n}\n",
    )
};

/// Finds every fault.
const FAULTS: Rule = Rule {
    name: "faults",
    ..EVERY.saying(
        "deny contains finding.known(finding.at(resource, document.path, fault)) if {\n\
         \tsome resource in input.resources[_]\n\tsome document in resource.documents\n\tsome fault in document.faults\n}\n",
    )
};

/// Finds everything that is granted.
const GRANTS: Rule = Rule {
    name: "grants",
    resources: "[]",
    custom: &["attributes: []", "sections: [grants]"],
    ..DOOR.saying(
        "deny contains finding.graded(found, \"critical\") if {\n\tsome grant in input.grants\n\
         \tfound := finding.known(finding.at(grant, grant.path, sprintf(\"%s %s (%s)\", [grant.label, grant.reason, grant.level])))\n}\n",
    )
};

fn report(plan: &Whole, rule: &Rule) -> Value {
    let selector = format!("x-{}", rule.name);
    let report = plan.place().rule(rule).check(&selector).args(["--format", "json"]).run().json();
    expect_described(&report, "a report about documents");
    assert_eq!(report["plans"][0]["errors"], json!([]));
    report
}

fn told(plan: &Whole, rule: &Rule) -> Vec<String> {
    facts(&report(plan, rule))
}

/// A policy of one statement.
fn policy(statement: &Value) -> String {
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

fn allow(action: &str) -> String {
    policy(&json!({"Effect": "Allow", "Action": action, "Resource": "*"}))
}

fn deny(action: &str) -> String {
    policy(&json!({"Effect": "Deny", "Action": action, "Resource": "*"}))
}

const ADMIN: &str = "Statement[0] allows every action on every resource";

#[test]
fn a_document_is_found_where_it_stands() {
    let role = json!({"name": "r", "assume_role_policy": "{}", "inline_policy": [
        {"name": "a", "policy": ""}, {"name": "b", "policy": allow("*")}]});
    let plan = Whole::of(&[
        create("aws_iam_policy.p", &json!({"name": "p", "policy": allow("*")})),
        create("aws_iam_role.r", &role),
        // Not a policy of IAM.
        create("aws_organizations_policy.tags", &json!({"type": "TAG_POLICY", "content": "{\"tags\":{}}"})),
    ]);
    let found: Vec<String> = told(&plan, &EVERY).into_iter().filter(|fact| fact.contains(ADMIN)).collect();
    assert_eq!(
        found,
        [
            format!("fail introduced aws_iam_policy.p [\"policy\"]: {ADMIN}"),
            format!("fail introduced aws_iam_role.r [\"inline_policy\",1,\"policy\"]: {ADMIN}"),
        ]
    );
    assert_eq!(
        told(&plan, &FAULTS),
        [
            "fail introduced aws_iam_role.r [\"assume_role_policy\"]: the policy: there is no statement (line 1, column 1)"
        ]
    );
}

/// A data source that is read during apply, and a policy made of it.
fn deferred(statements: &Value, unknown: &Value) -> Whole {
    let source = but(
        create("x.y", &json!({"statement": statements})),
        &json!({"actions": ["read"], "after_unknown": {"json": true, "statement": unknown}}),
    );
    let mut source = source;
    for (key, value) in [
        ("address", "data.aws_iam_policy_document.d"),
        ("mode", "data"),
        ("type", "aws_iam_policy_document"),
        ("name", "d"),
    ] {
        source[key] = json!(value);
    }
    let made = but(create("aws_iam_policy.p", &json!({"name": "p"})), &json!({"after_unknown": {"policy": true}}));
    let references = ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"];
    let plan = Whole::of(&[source, made]).written("aws_iam_policy.p", &json!({"policy": refers(&references)}));
    let late = json!({"statement": [{"resources": refers(&["aws_s3_bucket.b.arn", "aws_s3_bucket.b"])}]});
    plan.written_data("aws_iam_policy_document.d", &late)
}

#[test]
fn what_is_known_of_a_deferred_document_is_judged() {
    let late = json!({"actions": ["s3:GetObject"], "resources": [null]});
    let wide = json!({"actions": ["*"], "resources": ["*"]});
    let plan = deferred(&json!([late, wide]), &json!([{"resources": [true]}, {}]));
    let found: Vec<String> = told(&plan, &EVERY).into_iter().filter(|fact| fact.contains("every action on")).collect();
    assert_eq!(
        found,
        ["fail introduced aws_iam_policy.p [\"policy\"]: Statement[1] allows every action on every resource"]
    );
    let harmless = deferred(&json!([late]), &json!([{"resources": [true]}]));
    assert_eq!(
        told(&harmless, &EVERY),
        [
            "undecided introduced aws_iam_policy.p [\"policy\"]: `policy` is known only after apply <- data.aws_iam_policy_document.d.json"
        ]
    );
}

#[test]
fn a_document_that_lacks_only_the_name_of_a_resource_passes() {
    let statement = json!({"actions": ["s3:GetObject"], "resources": [null]});
    let unknown = json!([{"resources": [true]}]);
    let asking = |words| Rule { custom: words, ..EVERY };
    let wide = asking(&["attributes: [policy]", "documents: [full_admin, data_exfiltration]"]);
    assert_eq!(told(&deferred(&json!([statement]), &unknown), &wide), Vec::<String>::new());
    // Which action it is nobody knows: it may be any, on that resource.
    let open = json!({"actions": [null], "resources": [null]});
    let open = deferred(&json!([open]), &json!([{"actions": [true], "resources": [true]}]));
    let star = asking(&["attributes: [policy]", "documents: [star_action]"]);
    assert_eq!(told(&open, &star).len(), 1);
}

#[test]
fn of_a_sensitive_document_only_the_kind_of_conclusion_is_shown() {
    let text = policy(&json!({"Sid": "ZqSecretName", "Effect": "Allow", "Action": "*", "Resource": "*"}));
    let marks = json!({"after_sensitive": {"policy": true}, "before_sensitive": {"policy": true}});
    let secret = |change: Value| but(change, &marks);
    let plan = Whole::of(&[secret(create("aws_iam_policy.p", &json!({"name": "p", "policy": text})))]);
    let found = told(&plan, &EVERY);
    let hidden =
        "fail introduced aws_iam_policy.p [\"policy\"]: a statement is at fault (full_admin), and is sensitive";
    assert!(found.contains(&hidden.to_owned()), "{found:?}");
    assert!(!format!("{found:?}").contains("ZqSecret"));
    let place = plan.place().rule(&EVERY);
    let shown = plangate(["input", "aws_iam_policy.p", "plan.json", "--policy", "rules", "--select", "x-every"]);
    let shown = shown.at(place.path()).run().code(0).json();
    assert_eq!(shown["resources"]["aws_iam_policy"][0]["documents"], json!({"policy": "(sensitive)"}));

    let values = |policy: String| json!({"name": "p", "policy": policy});
    let widened = Whole::of(&[secret(update("aws_iam_policy.p", &values(allow("s3:GetObject")), &values(text)))]);
    let report = report(&widened, &GRANTS);
    assert_eq!(facts(&report).len(), 1, "{report}");
    assert!(!report.to_string().contains("ZqSecret") && !report.to_string().contains("s3:GetObject"), "{report}");
}

/// A role that has policies by attachments, and a boundary.
fn role(documents: &[&str], boundary: Option<&str>) -> Whole {
    let mut values = json!({"name": "r"});
    let mut changes = Vec::new();
    if let Some(boundary) = boundary {
        values["permissions_boundary"] = json!("arn:aws:iam::111122223333:policy/boundary");
        let arn = values["permissions_boundary"].clone();
        changes.push(no_op("aws_iam_policy.boundary", &json!({"name": "boundary", "arn": arn, "policy": boundary})));
    }
    changes.push(create("aws_iam_role.r", &values));
    for (number, document) in documents.iter().enumerate() {
        let policy = json!({"name": format!("p{number}"), "role": "r", "policy": document});
        changes.push(create(&format!("aws_iam_role_policy.p{number}"), &policy));
    }
    Whole::of(&changes)
}

#[test]
fn a_principal_is_given_what_all_its_policies_say() {
    let rest = policy(&json!({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}));
    let split = told(&role(&[&rest, &allow("iam:*")], None), &EVERY);
    let whole = split.iter().filter(|fact| fact.contains(" aws_iam_role.r []: full_admin")).collect::<Vec<_>>();
    assert_eq!(whole.len(), 1, "{split:?}");
    assert!(whole[0].ends_with("by aws_iam_role_policy.p0 and aws_iam_role_policy.p1"), "{whole:?}");
    let alone = told(&role(&[&allow("*"), &allow("s3:ListAllMyBuckets")], None), &EVERY);
    assert!(alone.contains(&format!("fail introduced aws_iam_role_policy.p0 [\"policy\"]: {ADMIN}")), "{alone:?}");
    assert!(!alone.iter().any(|fact| fact.contains(" aws_iam_role.r []: full_admin")), "{alone:?}");
}

#[test]
fn a_boundary_and_a_denial_take_away_what_a_document_says() {
    let wide = allow("iam:*");
    let has = |plan: &Whole| told(plan, &EVERY).iter().any(|fact| fact.contains("escalat") || fact.contains("IAM"));
    assert!(has(&role(&[&wide], None)));
    assert!(!has(&role(&[&wide], Some(&allow("s3:GetObjectTagging")))));
    assert!(!has(&role(&[&wide, &deny("iam:*")], None)));
    assert!(has(&role(&[&wide, &deny("s3:*")], None)));
}

#[test]
fn what_a_change_grants_is_in_the_report() {
    let bucket = |action: &str| {
        json!({"bucket": "b", "policy": policy(&json!({"Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::b/*",
            "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}))})
    };
    let plan = Whole::of(&[update("aws_s3_bucket_policy.b", &bucket("s3:GetObject"), &bucket("s3:*Object"))]);
    let report = report(&plan, &GRANTS);
    let grants = report["plans"][0]["grants"].as_array().unwrap();
    assert_eq!(grants.len(), 1, "{grants:?}");
    let grant = &grants[0];
    assert_eq!(
        json!([grant["address"], grant["path"], grant["to"], grant["level"]]),
        json!(["aws_s3_bucket_policy.b", ["policy"], [], "write"])
    );
    let finding = &report["plans"][0]["findings"][0];
    assert_eq!(json!([finding["severity"], finding["provenance"]]), json!(["critical", "introduced"]));
    let same = Whole::of(&[no_op("aws_s3_bucket_policy.b", &bucket("s3:*"))]);
    assert_eq!(told(&same, &GRANTS), Vec::<String>::new());
    let new = Whole::of(&[create("aws_s3_bucket_policy.b", &bucket("s3:*"))]);
    assert_eq!(told(&new, &GRANTS), Vec::<String>::new());
}

#[test]
fn an_attachment_to_a_role_that_exists_grants() {
    let attach = |arn: &str| create("aws_iam_role_policy_attachment.a", &json!({"role": "r", "policy_arn": arn}));
    let role = no_op("aws_iam_role.r", &json!({"name": "r", "id": "r"}));
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    let report = report(&Whole::of(&[role, attach(admin)]), &GRANTS);
    let grant = &report["plans"][0]["grants"][0];
    assert_eq!(
        json!([grant["address"], grant["path"], grant["to"], grant["level"]]),
        json!(["aws_iam_role_policy_attachment.a", ["policy_arn"], ["aws_iam_role.r"], "permissions management"])
    );
    let fresh = Whole::of(&[create("aws_iam_role.r", &json!({"name": "r"})), attach(admin)]);
    assert_eq!(told(&fresh, &GRANTS), Vec::<String>::new());
}

#[test]
fn a_boundary_that_goes_grants() {
    let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let with = |boundary: Value| json!({"name": "r", "id": "r", "permissions_boundary": boundary});
    let plan = Whole::of(&[
        change("aws_iam_role.r", "update", &with(json!(arn)), &with(Value::Null)),
        no_op("aws_iam_role_policy.p", &json!({"role": "r", "name": "p", "policy": allow("s3:PutObject")})),
    ]);
    let report = report(&plan, &GRANTS);
    let grants = report["plans"][0]["grants"].as_array().unwrap();
    assert_eq!(grants.len(), 1, "{grants:?}");
    assert_eq!(json!([grants[0]["to"], grants[0]["level"]]), json!([["aws_iam_role.r"], "write"]));
}

/// What the rule about grants says of a plan.
fn granted(plan: &Whole) -> Vec<String> {
    let place = plan.place();
    let check = plangate(["check", "plan.json", "--select", "aws-iam-grant-widened", "--format", "json"]);
    let report = check.at(place.path()).run().json();
    assert_eq!(report["plans"][0]["errors"], json!([]));
    facts(&report)
}

#[test]
fn a_boundary_gives_nothing() {
    let arn = "arn:aws:iam::111122223333:policy/boundary";
    let boundary = |document: String| json!({"name": "boundary", "arn": arn, "policy": document});
    let role = no_op("aws_iam_role.r", &json!({"name": "r", "permissions_boundary": arn}));
    let plan = Whole::of(&[update("aws_iam_policy.b", &boundary(allow("s3:*")), &boundary(allow("*"))), role]);
    assert_eq!(told(&plan, &EVERY), Vec::<String>::new());
    assert_eq!(granted(&plan), Vec::<String>::new());
}

#[test]
fn what_a_sensitive_boundary_says_is_not_shown() {
    let arn = "arn:aws:iam::111122223333:policy/boundary";
    let secret = |action: &str| {
        let resource = "arn:aws:s3:::zq-secret/*";
        policy(&json!({"Effect": "Allow", "Action": action, "Resource": resource}))
    };
    let boundary = |document: String| json!({"name": "boundary", "arn": arn, "policy": document});
    let marks = json!({"before_sensitive": {"policy": true}, "after_sensitive": {"policy": true}});
    let change = update("aws_iam_policy.b", &boundary(secret("s3:GetObject")), &boundary(secret("s3:*")));
    let plan = Whole::of(&[
        but(change, &marks),
        no_op("aws_iam_role.r", &json!({"name": "r", "permissions_boundary": arn})),
        no_op("aws_iam_role_policy.p", &json!({"name": "p", "role": "r", "policy": allow("s3:*")})),
    ]);
    let found = report(&plan, &GRANTS);
    assert_eq!(facts(&found).len(), 1, "{found}");
    assert!(!found.to_string().contains("zq-secret"), "{found}");
}

#[test]
fn who_may_assume_a_role_is_looked_at_beside_its_own_policies() {
    let trust =
        |account: &str| policy(&json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": account}}));
    let role = |account: &str| json!({"name": "r", "assume_role_policy": trust(account), "inline_policy": [{"name": "i", "policy": allow("s3:GetObject")}]});
    let plan = Whole::of(&[update("aws_iam_role.r", &role("111122223333"), &role("444455556666"))]);
    assert_eq!(
        granted(&plan),
        [
            r#"fail introduced aws_iam_role.r ["assume_role_policy"]: Statement[0] newly lets account 444455556666 do `sts:AssumeRole`"#
        ]
    );
}

#[test]
fn a_denial_that_goes_grants_even_where_nothing_else_is_allowed() {
    let bucket = |document: String| json!({"bucket": "b", "policy": document});
    let deny = |key: &str| {
        policy(
            &json!({"Sid": "Only", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*",
            "Condition": {"StringNotEquals": {key: "vpce-1"}}}),
        )
    };
    let empty = policy(&json!({"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}));
    let plan = Whole::of(&[update("aws_s3_bucket_policy.b", &bucket(deny("aws:SourceVpce")), &bucket(empty.clone()))]);
    let expected = r#"fail introduced aws_s3_bucket_policy.b ["policy"]: statement `Only` no longer denies `s3:*` on `arn:aws:s3:::b/*`"#;
    assert_eq!(granted(&plan), [expected]);
    // Strangers are let in by nobody.
    let plan = Whole::of(&[update("aws_s3_bucket_policy.b", &bucket(deny("aws:PrincipalOrgID")), &bucket(empty))]);
    assert_eq!(granted(&plan), Vec::<String>::new());
}

#[test]
fn what_a_policy_grants_that_is_not_known_is_undecided() {
    let change =
        update("aws_s3_bucket_policy.b", &json!({"bucket": "b", "policy": deny("s3:*")}), &json!({"bucket": "b"}));
    let plan = Whole::of(&[but(change, &json!({"after_unknown": {"policy": true}}))]);
    let references = ["aws_s3_bucket.new.arn", "aws_s3_bucket.new"];
    let plan = plan.written("aws_s3_bucket_policy.b", &json!({"policy": refers(&references)}));
    assert_eq!(
        granted(&plan),
        [
            r#"undecided introduced aws_s3_bucket_policy.b ["policy"]: `policy` is known only after apply, and so is what it grants <- aws_s3_bucket.new.arn"#
        ]
    );
}

#[test]
fn what_a_new_policy_makes_of_a_role_that_stays_is_introduced() {
    let rest = policy(&json!({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}));
    let given = |name: &str, document: &str| json!({"name": name, "role": "r", "policy": document});
    let role = no_op("aws_iam_role.r", &json!({"name": "r", "id": "r"}));
    let old = no_op("aws_iam_role_policy.rest", &given("rest", &rest));
    let new = create("aws_iam_role_policy.iam", &given("iam", &allow("iam:*")));
    let found = told(&Whole::of(&[role.clone(), old.clone(), new]), &EVERY);
    let at_role = |facts: &[String]| {
        facts.iter().filter(|fact| fact.contains(" aws_iam_role.r []: full_admin")).cloned().collect::<Vec<_>>()
    };
    assert!(at_role(&found)[0].starts_with("fail introduced"), "{found:?}");
    let both = [role, old, no_op("aws_iam_role_policy.iam", &given("iam", &allow("iam:*")))];
    let found = told(&Whole::of(&both), &EVERY);
    assert!(at_role(&found)[0].starts_with("fail preexisting"), "{found:?}");
}
