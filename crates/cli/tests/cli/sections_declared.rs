//! Checks, modules and providers as rules see them, and findings about them.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::facts;
use crate::making::{Whole, but, create, marked, no_op, refers};
use crate::sections::{CHECKS, MODULES, PROVIDERS, about, input, report, told};

fn check(kind: &str, address: &str, status: &str, instances: &Value) -> Value {
    json!({"address": {"kind": kind, "to_display": address}, "status": status, "instances": instances})
}

/// A check of every kind.
fn checks() -> Whole {
    let instance = |address: &str, status: &str, problems: &[&str]| {
        let problems: Vec<Value> = problems.iter().map(|message| json!({"message": message})).collect();
        json!({"address": {"to_display": address, "module": ""}, "status": status, "problems": problems})
    };
    let side =
        [instance("x_door.side[0]", "pass", &[]), instance("x_door.side[1]", "fail", &["it is shut", "it is dark"])];
    let inner = json!([{"address": {"to_display": "module.m[\"k\"].check.up", "module": "module.m[\"k\"]"}, "status": "error"}]);
    Whole::of(&[create("x_door.new", &json!({}))]).with(
        "checks",
        json!([
            check("resource", "x_door.side", "fail", &json!(side)),
            check("check", "module.m.check.up", "error", &inner),
            check("output_value", "output.o", "unknown", &json!([instance("output.o", "unknown", &[])])),
            check("var", "var.v", "pass", &json!([instance("var.v", "pass", &[])])),
            // Nobody knows yet how many instances there will be.
            {"address": {"kind": "check", "to_display": "check.later"}, "status": "unknown"},
        ]),
    )
}

#[test]
fn checks_are_shown_by_instance() {
    let known = |address: &str, kind: &str, status: &str, problems: &Value| json!({"section": "checks", "address": address, "kind": kind, "status": status, "problems": problems, "unknown": {}});
    let unknown = |address: &str, kind: &str| json!({"section": "checks", "address": address, "kind": kind, "status": "unknown", "problems": [], "unknown": {"status": true}});
    assert_eq!(
        input(&checks(), CHECKS)["checks"],
        json!([
            known("x_door.side[0]", "resource", "pass", &json!([])),
            known("x_door.side[1]", "resource", "fail", &json!(["it is shut", "it is dark"])),
            known("module.m[\"k\"].check.up", "check", "error", &json!([])),
            unknown("output.o", "output_value"),
            known("var.v", "var", "pass", &json!([])),
            unknown("check.later", "check"),
        ])
    );
}

/// Finds every check that does not pass.
const FAILING: &str = "deny contains finding.at(check, [\"status\"], concat(\"; \", array.concat([check.status], check.problems))) if {\n\
    \tsome check in input.checks\n\tcheck.status != \"pass\"\n}\n";

#[test]
fn a_check_that_is_not_known_yet_is_undecided() {
    let report = report(&checks(), &about(CHECKS, FAILING));
    let mut told = facts(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "fail introduced module.m[\"k\"].check.up [\"status\"]: error",
            "fail introduced x_door.side[1] [\"status\"]: fail; it is shut; it is dark",
            "undecided introduced check.later [\"status\"]: unknown",
            "undecided introduced output.o [\"status\"]: unknown",
        ]
    );
    let findings = report["plans"][0]["findings"].as_array().unwrap();
    let up = findings.iter().find(|finding| finding["address"] == "module.m[\"k\"].check.up").unwrap();
    assert_eq!((&up["type"], &up["module"], &up["actions"]), (&json!("check"), &json!("module.m[\"k\"]"), &json!([])));
}

#[test]
fn people_are_told_of_checks() {
    let failed =
        json!([{"address": {"to_display": "check.up"}, "status": "fail", "problems": [{"message": "it is down"}]}]);
    let plan = Whole::of(&[no_op("x_door.front", &json!({}))])
        .with("checks", json!([check("check", "check.up", "fail", &failed)]));
    let answer = plan.place().rule(&about(CHECKS, FAILING)).check("x-section").run().code(1).quiet();
    // Nothing changes, so the check failed before as well.
    assert_snapshot!(answer.stdout, @r"
    x-section (medium, preexisting)

      ⚠ fail; it is down
      help: it is at check.up
            Close the door.

    plan.json: violations, 1 finding (1 medium), 0 introduced and 1 preexisting
      1 resource: 1 of types that no rule looks at
      note: no rule looks at any resource type of this plan
    ");
}

#[test]
fn messages_of_checks_show_no_secret() {
    let secret = "zq-secret-literal";
    let message = format!("{secret} is wrong");
    let failed = json!([{"address": {"to_display": "check.up"}, "status": "fail", "problems": [{"message": message}]}]);
    let safe = but(create("x_safe.main", &json!({"code": secret})), &json!({"after_sensitive": {"code": true}}));
    let plan = Whole::of(&[safe]).with("checks", json!([check("check", "check.up", "fail", &failed)]));
    assert_eq!(
        told(&plan, &about(CHECKS, FAILING)),
        ["fail introduced check.up [\"status\"]: fail; (sensitive) is wrong"]
    );
    assert_eq!(input(&plan, CHECKS)["checks"][0]["problems"], json!(["(sensitive) is wrong"]));
    for arguments in [&[] as &[&str], &["--format", "json"], &["--verbose"]] {
        let answer = plan.place().rule(&about(CHECKS, FAILING)).check("x-section").args(arguments).run().code(1);
        assert!(!answer.both().contains(secret), "{}", answer.both());
    }
}

/// Modules, three of them one inside the other, and providers of every form.
fn calls() -> Whole {
    let deep = json!({"module_calls": {"deep": {"source": "./deep", "module": {}}}});
    let inner = json!({"module_calls": {"sub": {"source": "./sub", "module": deep}}});
    let providers = json!({
        "aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "version_constraint": "~> 6.0"},
        "aws.west": {
            "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "alias": "west",
            "expressions": {
                "region": {"constant_value": "eu-west-1"}, "max_retries": {"constant_value": 3},
                "secret_key": {"constant_value": "canary-of-a-provider"}, "token": refers(&["var.token"]),
                "assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::111122223333:role/deploy"}}],
            },
        },
        "module.net:x": {"name": "x", "full_name": "registry.terraform.io/example/x", "module_address": "module.net"},
    });
    let root = json!({"module_calls": {
        "net": {"source": "example/net/x", "version_constraint": ">= 1.0", "module": inner, "for_each_expression": {}},
        "git": {"source": "git::https://example.com/git.git", "module": {}},
    }});
    let inside = marked(
        no_op("module.net[\"k\"].x_door.front", &json!({})),
        &json!({"type": "x_door", "name": "front", "module_address": "module.net[\"k\"]"}),
    );
    Whole::of(&[inside]).with("configuration", json!({"provider_config": providers, "root_module": root}))
}

#[test]
fn modules_are_shown_by_call() {
    assert_eq!(
        input(&calls(), MODULES)["modules"],
        json!([
            {"section": "modules", "address": "module.git", "source": "git::https://example.com/git.git"},
            {"section": "modules", "address": "module.net", "source": "example/net/x", "version_constraint": ">= 1.0"},
            {"section": "modules", "address": "module.net.module.sub", "source": "./sub"},
            {"section": "modules", "address": "module.net.module.sub.module.deep", "source": "./deep"},
        ])
    );
}

#[test]
fn a_finding_about_a_module_stands_in_its_caller() {
    let body = "deny contains finding.at(call, [\"source\"], call.source) if some call in input.modules\n";
    let report = report(&calls(), &about(MODULES, body));
    let mut told: Vec<(String, &Value, &Value)> = facts(&report)
        .into_iter()
        .zip(report["plans"][0]["findings"].as_array().unwrap())
        .map(|(fact, finding)| (fact, &finding["type"], &finding["module"]))
        .collect();
    told.sort_by(|left, right| left.0.cmp(&right.0));
    let kind = json!("module");
    assert_eq!(
        told,
        [
            // `module.git` has nothing that exists, and neither have `sub` and `deep`.
            ("fail introduced module.git [\"source\"]: git::https://example.com/git.git".into(), &kind, &json!("")),
            ("fail introduced module.net.module.sub [\"source\"]: ./sub".into(), &kind, &json!("module.net")),
            (
                "fail introduced module.net.module.sub.module.deep [\"source\"]: ./deep".into(),
                &kind,
                &json!("module.net.module.sub")
            ),
            ("fail preexisting module.net [\"source\"]: example/net/x".into(), &kind, &json!("")),
        ]
    );
}

#[test]
fn providers_are_shown_by_configuration() {
    assert_eq!(
        input(&calls(), PROVIDERS)["providers"],
        json!([
            {"section": "providers", "address": "provider.aws", "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "version_constraint": "~> 6.0", "constants": {}},
            {"section": "providers", "address": "provider.aws.west", "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "alias": "west",
             "constants": {"region": "eu-west-1", "max_retries": 3, "secret_key": "(sensitive)"}},
            {"section": "providers", "address": "module.net.provider.x", "name": "x", "full_name": "registry.terraform.io/example/x", "module": "module.net", "constants": {}},
        ])
    );
    let body = "deny contains finding.at(provider, [\"version_constraint\"], \"no version\") if {\n\tsome provider in input.providers\n\tnot provider.version_constraint\n}\n";
    let report = report(&calls(), &about(PROVIDERS, body));
    let mut told = facts(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "fail introduced provider.aws.west [\"version_constraint\"]: no version",
            "fail preexisting module.net.provider.x [\"version_constraint\"]: no version",
        ]
    );
    let findings = report["plans"][0]["findings"].as_array().unwrap();
    let inner = findings.iter().find(|finding| finding["address"] == "module.net.provider.x").unwrap();
    assert_eq!((&inner["type"], &inner["module"]), (&json!("provider"), &json!("module.net")));
}
