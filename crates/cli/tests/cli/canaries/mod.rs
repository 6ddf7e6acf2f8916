//! A canary in every place where a plan can hold a secret: none reaches any output, in no form and on no error path.
//!
//! Every canary holds [`MARK`]. The echo of [`full`] repeats them all where nothing marks them, so that one that is not known to be
//! a secret is shown.

mod files;
mod reports;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::common::{Answer, Plangate, plangate};
use crate::making::{Place, Rule, Whole, but, change, create, delete, marked, no_op, refers, update};

/// In every canary that is a text.
const MARK: &str = "zq-c";

/// Canaries that are numbers.
const NUMBERS: [&str; 2] = ["7316451890", "90817.25"];

/// A canary whose characters are escaped in JSON and in addresses.
const ODD: &str = "zq-canary \"quoted\"\n\ttabbed \\ ünïcode";

/// A canary that many places mark, in the words of a parser's error.
const EVERYWHERE: &str = "zq-canary, expected `zq-canary-everywhere` at line 3";

fn canary(place: &str) -> String {
    format!("zq-canary-{place}-17")
}

/// The canaries in a text.
fn canaries(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| word.starts_with("zq-canary-") && word.ends_with("-17")).map(str::to_owned).collect()
}

/// The change of a safe whose attribute `code` is marked.
fn safe(name: &str, actions: &[&str], before: Option<&str>, after: Option<&str>) -> Value {
    let values = |code: Option<&str>| code.map_or(Value::Null, |code| json!({"code": canary(code), "open": true}));
    let changed = change(&format!("x_safe.{name}"), "update", &values(before), &values(after));
    let marks = |code: Option<&str>| code.map_or(json!(false), |_| json!({"code": true}));
    but(changed, &json!({"actions": actions, "before_sensitive": marks(before), "after_sensitive": marks(after)}))
}

/// Marks inside a value, and of collections as a whole.
fn nested() -> Value {
    let values = json!({
        "object": {"inner": canary("in-object"), "open": "shown"},
        "blocks": [{"name": "a", "password": canary("in-block")}, {"name": "b"}],
        "list": ["shown", canary("in-list")],
        "set": [canary("in-set"), "zq-canary-in-set-2-17"],
        "map": {canary("map-key"): canary("map-value"), "plain": canary("below-map")},
        "deep": [[{"k": {canary("deep-key"): [canary("deep")]}}]],
        "pin": 7_316_451_890_u64, "ratio": 90817.25,
        "odd": ODD, "everywhere": EVERYWHERE,
    });
    let marks = json!({
        "object": {"inner": true}, "blocks": [{"password": true}, {}], "list": [false, true], "set": true, "map": true,
        "deep": true, "pin": true, "ratio": true, "odd": true, "everywhere": true,
    });
    but(create("x_safe.nested", &values), &json!({"after_sensitive": marks}))
}

fn changes() -> Vec<Value> {
    let data = but(
        create("x_safe.deferred_data", &json!({"code": canary("data-deferred")})),
        &json!({
            "actions": ["read"], "after_sensitive": {"code": true},
        }),
    );
    let written = json!({"password_wo": null, "body": null, "name": "w", "block": [{"token_wo": null}]});
    vec![
        safe("create", &["create"], None, Some("create")),
        safe("update", &["update"], Some("update-before"), Some("update-after")),
        safe("delete", &["delete"], Some("delete"), None),
        safe("forget", &["forget"], Some("forget"), None),
        safe("replace", &["delete", "create"], Some("replace-before"), Some("replace-after")),
        safe("same", &["no-op"], Some("no-op"), Some("no-op")),
        marked(safe("same", &["delete"], Some("deposed"), None), &json!({"deposed": "0123abcd"})),
        marked(
            safe("inner", &["create"], None, Some("in-module")),
            &json!({
                "address": "module.m[\"k\"].x_safe.inner", "module_address": "module.m[\"k\"]",
            }),
        ),
        nested(),
        marked(data, &json!({"address": "data.x_safe.deferred_data", "mode": "data"})),
        create("x_vault.w", &written),
    ]
}

/// Values before the plan, or of a state.
fn prior() -> Value {
    let resource = |address: &str, mode: &str, code: &str| {
        json!({"address": address, "mode": mode, "type": "x_safe", "name": "z", "provider_name": "registry.terraform.io/example/x",
            "schema_version": 0, "values": {"code": canary(code), "more": EVERYWHERE}, "sensitive_values": {"code": true, "more": true}})
    };
    json!({
        "outputs": {"o": {"sensitive": true, "value": {"k": canary("prior-output")}, "type": ["object", {"k": "string"}]}},
        "root_module": {
            "resources": [resource("data.x_safe.z", "data", "data-read"), resource("x_safe.z", "managed", "prior-managed")],
            "child_modules": [{"address": "module.m", "resources": [resource("module.m.data.x_safe.z", "data", "data-in-module")]}],
        },
    })
}

fn configuration() -> Value {
    let source = |text: &str| json!({"source": text, "module": {}});
    let inner = json!({
        "variables": {"secret": {"sensitive": true, "default": canary("module-default")}},
        "outputs": {"o": {"sensitive": true, "expression": {"constant_value": canary("module-output")}}},
        "resources": [],
    });
    let vault = json!({
        "password_wo": {"constant_value": canary("write-only")},
        "body": {"constant_value": {"properties": [canary("became-null")]}},
        "name": {"constant_value": "w"},
        "block": [{"token_wo": {"constant_value": canary("write-only-block")}}],
    });
    json!({
        "provider_config": {
            "x": {"name": "x", "full_name": "registry.terraform.io/example/x", "expressions": {
                "token": {"constant_value": canary("provider-token")},
                "password": refers(&["var.login.password", "var.login"]),
                "auth": [{"secret_key": {"constant_value": canary("provider-block")}}],
                "env": {"constant_value": {"API_KEY": canary("provider-map"), "REGION": "shown"}},
            }},
            "module.m:x": {"name": "x", "module_address": "module.m", "full_name": "registry.terraform.io/example/x",
                "expressions": {"api_key": {"constant_value": canary("provider-in-module")}}},
        },
        "root_module": {
            "variables": {
                "secret": {"sensitive": true, "default": {"k": [canary("variable-default")]}}, "login": {},
                "everywhere": {"sensitive": true, "default": EVERYWHERE},
            },
            "outputs": {"o": {"sensitive": true, "expression": {"constant_value": canary("output-constant")}}},
            "resources": [{"address": "x_vault.w", "mode": "managed", "type": "x_vault", "name": "w", "provider_config_key": "x",
                "expressions": vault, "schema_version": 0}],
            "module_calls": {
                "m": {"source": "./m", "module": inner, "expressions": {"secret": {"constant_value": canary("module-given")}}},
                "basic": source(&format!("git::https://user:{}@example.com/m.git?ref=v1", canary("source-password"))),
                "bare": source(&format!("https://{}@example.com/m.zip", canary("source-token"))),
                "asked": source(&format!("git::ssh://git@example.com/m.git?ref=v1&sshkey={}", canary("source-query"))),
                "bucket": source(&format!("s3::https://s3.example.com/b/m.zip?aws_access_key_secret={}&depth=1", canary("source-bucket"))),
            },
        },
    })
}

/// A plan with a canary in every place where something says that it is a secret.
fn guarded() -> Whole {
    let drifted = safe("update", &["update"], Some("drift-before"), Some("drift-after"));
    let later = safe("later", &["create"], None, Some("deferred-change"));
    let invocation = |name: &str, payload: &str| {
        json!({"address": format!("action.x_call.{name}"), "type": "x_call", "name": name,
            "config_values": {"payload": canary(payload), "more": [EVERYWHERE]}, "config_sensitive": {"payload": true, "more": [true]},
            "lifecycle_action_trigger": {"triggering_resource_address": "x_safe.create", "action_trigger_event": "AfterCreate"}})
    };
    let output = json!({
        "a": {"actions": ["update"], "before": canary("output-before"), "after": {"k": [canary("output-after")]}, "after_unknown": false,
            "before_sensitive": true, "after_sensitive": true},
        "b": {"actions": ["create"], "before": null, "after": {"k": [canary("output-inside")], "everywhere": EVERYWHERE}, "after_unknown": false,
            "before_sensitive": false, "after_sensitive": {"k": [true], "everywhere": true}},
    });
    let failed = json!([{"address": {"to_display": "check.up"}, "status": "fail",
        "problems": [{"message": format!("the code is {}", EVERYWHERE)}]}]);
    Whole::of(&changes())
        .with("resource_drift", json!([drifted]))
        .with("deferred_changes", json!([{"reason": "deferred_prereq", "resource_change": later}]))
        .with("action_invocations", json!([invocation("now", "action")]))
        .with(
            "deferred_action_invocations",
            json!([{"reason": "deferred_prereq", "action_invocation": invocation("later", "action-deferred")}]),
        )
        .with("output_changes", output)
        .with("prior_state", json!({"format_version": "1.0", "values": prior()}))
        .with("configuration", configuration())
        .with(
            "variables",
            json!({
                "secret": {"value": {"k": [canary("variable")]}},
                "login": {"value": {"user": "shown", "password": canary("provider-variable")}},
                "everywhere": {"value": EVERYWHERE},
            }),
        )
        .with(
            "checks",
            json!([{"address": {"kind": "check", "to_display": "check.up"}, "status": "fail", "instances": failed}]),
        )
}

/// A resource that nothing marks and that repeats canaries in every form: as values, keys, names, in texts and documents.
fn echo(all: &BTreeSet<String>) -> Value {
    let policy: Vec<Value> = all.iter().map(|one| json!({"Principal": one, one.as_str(): {"Bool": one}})).collect();
    let mut values = json!({
        "name": format!("of-{}", all.iter().cloned().collect::<Vec<_>>().join("-and-")),
        "list": all, "policy": json!({"Statement": policy, "odd": ODD}).to_string(),
        "pin": 7_316_451_890_u64, "pins": ["7316451890", "90817.25"], "ratio": 90817.25,
        "odd": ODD, "phrase": format!("a {ODD} b"), "everywhere": EVERYWHERE, "open": true,
        "blocks": [{"ratio": 90817.25, "list": [7_316_451_890_u64, 1]}],
    });
    for one in all {
        values[format!("key-{one}")] = json!("shown");
        values["tags"][one.as_str()] = json!(format!("a tag with {one}"));
    }
    values
}

/// All of it, echoed by what changes, what goes, and checks.
fn full() -> Whole {
    let all = canaries(&guarded().text());
    assert_eq!(all.len(), 51, "{all:#?}");
    let values = echo(&all);
    let mut changed = changes();
    changed.push(create("x_echo.new", &values));
    changed.push(delete("x_echo.gone", &values));
    changed.push(update(
        "x_echo.changed",
        &json!({"old": values, "open": false}),
        &json!({"new": values, "open": true}),
    ));
    changed.push(no_op("x_echo.same", &values));
    let problems: Vec<Value> = all.iter().map(|one| json!({"message": format!("it is {one}")})).collect();
    let failed = json!([{"address": {"to_display": "check.up"}, "status": "fail", "problems": problems}]);
    guarded().with("resource_changes", changed).with(
        "checks",
        json!([{"address": {"kind": "check", "to_display": "check.up"}, "status": "fail", "instances": failed}]),
    )
}

/// Tells everything of every resource, whole and leaf by leaf, and of what was deleted.
const TELL: Rule = Rule {
    name: "tell",
    resources: "[x_safe, x_echo, x_vault, x_keyed]",
    custom: &["attributes: []"],
    body: r#"subjects contains r if {
	some resources in [input.resources, input.deleted]
	some of_type in resources
	some r in of_type
}

deny contains finding.whole(r, sprintf("%s: %v", [r.address, r.values])) if some r in subjects
deny contains finding.whole(r, json.marshal(r)) if some r in subjects
deny contains finding.at(r, path, sprintf("%v is %v or %v", [path, value, json.marshal(value)])) if {
	some r in subjects
	walk(r.values, [path, value])
	count(path) > 0
}
deny contains finding.at(r, [value], "a path that is no path") if {
	some r in subjects
	walk(r.values, [_, value])
	is_string(value)
}
"#,
};

/// The same beside neighbours.
const LINKED: Rule = Rule {
    name: "linked",
    resources: "[x_safe]",
    custom: &["attributes: []", "linked: [x_echo]", "context: [x_echo]"],
    body: r#"deny contains finding.at(r, ["open"], sprintf("%v is beside %v", [r.address, value])) if {
	some r in input.resources.x_safe
	r.name == "create"
	some echo in input.resources.x_echo
	echo.name == "new"
	walk(echo, [_, value])
}
deny contains finding.whole(r, json.marshal(r)) if some r in input.resources.x_safe
"#,
};

/// The same of all sections.
const SECTIONS: Rule = Rule {
    name: "section",
    resources: "[]",
    custom: &["attributes: []", "sections: [changes, drift, checks, modules, providers]"],
    body: r#"things contains thing if {
	some name in ["changes", "drift", "checks", "modules", "providers"]
	some thing in input[name]
}

deny contains finding.whole(thing, json.marshal(thing)) if some thing in things
deny contains finding.whole(thing, sprintf("%v is %v", [path, value])) if {
	some thing in things
	walk(thing, [path, value])
}
deny contains finding.at(thing, path, sprintf("%v is %v", [path, value])) if {
	some thing in things
	some state in ["before", "after"]
	walk(thing[state], [path, value])
	count(path) > 0
	(state == "after") == (count(thing.after) > 0)
}
deny contains finding.whole(input.plan, json.marshal(input))
"#,
};

const RULES: [Rule; 3] = [TELL, LINKED, SECTIONS];

fn ruled(place: Place) -> Place {
    RULES.iter().fold(place, |place, rule| place.rule(rule))
}

/// `check` of some plans by the rules of the place and no others.
fn run(place: &Place, arguments: &str) -> Plangate {
    plangate(["check", "--policy", "rules", "--select", "x-*"].into_iter().chain(arguments.split(' '))).at(place.path())
}

/// What of the canaries is in a text, with what stands around it.
fn leaks(text: &str) -> Vec<String> {
    let marks = [MARK].into_iter().chain(NUMBERS).chain(["quoted\\", "quoted\"", "tabbed", "ünïcode"]);
    let around = |at: usize| {
        let start = (0..=at.saturating_sub(60)).rev().find(|start| text.is_char_boundary(*start)).unwrap_or(0);
        text[start..].chars().take(140).collect::<String>()
    };
    let all = marks.flat_map(|mark| text.match_indices(mark).map(|(at, _)| around(at)).take(5).collect::<Vec<_>>());
    all.collect()
}

#[track_caller]
fn expect_no_leak(what: &str, text: &str) {
    let leaks = leaks(text);
    assert!(leaks.is_empty(), "{what} shows {leaks:#?}");
}

#[track_caller]
fn expect_silent(what: &str, answer: &Answer) {
    expect_no_leak(what, &answer.stdout);
    expect_no_leak(&format!("standard error of {what}"), &answer.stderr);
}

/// Forms of a report.
const FORMS: [&str; 14] = [
    "plan.json",
    "plan.json --verbose",
    "plan.json --color always",
    "plan.json --format json",
    "plan.json --format sarif",
    "plan.json --undecided deny --gate introduced",
    "plan.json plan.json again.json --format json --undecided deny",
    "plan.json --format junit",
    "plan.json --format gitlab",
    "plan.json --format gitlab-sast",
    "plan.json --format markdown",
    "plan.json --format csv",
    "plan.json --format ndjson",
    "plan.json --format github",
];
