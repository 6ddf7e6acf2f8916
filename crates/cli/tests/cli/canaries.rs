//! A canary in every place where a plan can hold a secret: none reaches any output, in no form and on no error path.
//!
//! Every canary holds [`MARK`]. The echo of [`full`] repeats them all where nothing marks them, so that one that is not known to be
//! a secret is shown.

use std::collections::BTreeSet;
use std::fs;

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
const FORMS: [&str; 6] = [
    "plan.json",
    "plan.json --verbose",
    "plan.json --color always",
    "plan.json --format json",
    "plan.json --undecided deny --gate introduced",
    "plan.json plan.json again.json --format json --undecided deny",
];

#[test]
fn no_report_shows_a_canary() {
    let plan = full();
    let place = ruled(plan.place().file("again.json", plan.text()));
    for form in FORMS {
        let answer = run(&place, form).with_color().run();
        expect_silent(form, &answer);
        answer.code(1).quiet().says("(sensitive)").says("x_echo.new");
    }
    for form in ["plan.json -o report.out", "plan.json -o report.out --format json"] {
        expect_silent(form, &run(&place, form).run().code(1).quiet());
        let report = fs::read_to_string(place.path().join("report.out")).unwrap();
        assert!(report.contains("(sensitive)"), "{report}");
        expect_no_leak(form, &report);
    }
}

#[test]
fn the_echo_alone_would_show_them_all() {
    let all = canaries(&guarded().text());
    let place = ruled(Place::with_plan(&[create("x_echo.new", &echo(&all))]));
    for form in &FORMS[..5] {
        let answer = run(&place, form).run().code(1).quiet();
        let shown = canaries(&answer.stdout);
        assert_eq!(all.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new(), "{form}");
        assert!(NUMBERS.iter().all(|number| answer.stdout.contains(number)), "{form}");
        assert!(answer.stdout.contains("ünïcode"), "{form}");
    }
}

#[test]
fn no_input_shows_a_canary() {
    let plan = full();
    let place = ruled(plan.place());
    let json: Value = serde_json::from_str(&plan.text()).unwrap();
    let managed = json["resource_changes"].as_array().unwrap().iter().filter(|change| change["mode"] == "managed");
    let addresses: BTreeSet<&str> = managed.map(|change| change["address"].as_str().unwrap()).chain(["plan"]).collect();
    for address in addresses {
        let answer =
            plangate(["input", address, "plan.json", "--policy", "rules", "--select", "x-*"]).at(place.path()).run();
        expect_silent(&format!("the input of {address}"), &answer);
        answer.code(0).quiet();
    }
    for (near, plan) in [("x_echo.knew", "plan.json"), ("plan", "nowhere.json")] {
        let answer = plangate(["input", near, plan, "--policy", "rules"]).at(place.path()).run();
        expect_silent("no input", &answer.code(2));
    }
}

/// A plan whose secrets the broken rules quote.
fn small() -> Whole {
    Whole::of(&[safe("create", &["create"], None, Some("create")), nested()])
}

#[test]
fn no_broken_rule_shows_a_canary() {
    let broken = [
        // Findings that are none.
        "deny contains code",
        "deny contains {code: code}",
        "deny contains {\"address\": code, \"path\": [], \"msg\": \"x\"}",
        "deny contains {\"address\": r.address, \"path\": code, \"msg\": \"x\"}",
        "deny contains {\"address\": r.address, \"path\": [{code: 1}], \"msg\": \"x\"}",
        "deny contains {\"address\": r.address, \"path\": [], \"msg\": {code}}",
        "deny contains {\"address\": r.address, \"path\": [], \"msg\": \"x\", \"section\": code}",
        "deny contains {\"address\": r.address, \"path\": [], \"msg\": \"x\", \"deposed\": code}",
        "deny contains {\"address\": r.address, \"path\": [], \"msg\": \"x\", \"without\": code}",
        "deny contains {\"address\": r.address, \"path\": [], \"msg\": \"x\", \"beside\": code}",
        "deny contains finding.at(r, [code, 1, code], \"x\")",
        "deny contains finding.at(r, [\"code\", code], \"x\")",
        "deny contains finding.at(r, [r.values.pin], \"x\")",
        "deny contains finding.without(r, [\"code\"], {code}, \"x\")",
        "deny contains finding.beside(r, [\"code\"], {\"address\": code}, [code], \"x\")",
        "deny contains finding.beside(r, [\"code\"], r, [code, code], \"x\")",
        // Rules that fail, and functions that do not like a value.
        "deny[code] := code",
        "deny := code",
        "deny contains x if x := -code",
        "deny contains x if x := code + 1",
        "deny contains x if x := input[code][code]",
        "deny contains finding.whole(r, code) if to_number(code) > json.unmarshal(code)",
        "deny contains finding.whole(r, code) if regex.match(code, concat(code, code))",
        "deny contains finding.whole(r, code) if time.parse_rfc3339_ns(code) > units.parse(code)",
        "deny contains finding.whole(r, code) if some x in code",
        "deny contains finding.whole(r, code) if every x in code { x == code }",
        "deny contains finding.whole(r, code) if net.cidr_contains(code, code)",
        "deny contains finding.whole(r, sprintf(code, [code]))",
        "deny contains finding.whole(r, sprintf(\"%d %s %q %x\", [code, code, code]))",
    ];
    let mut refused = 0;
    for attribute in ["code", "odd", "everywhere"] {
        for head in broken {
            let (head, condition) = head.split_once(" if ").unwrap_or((head, "true"));
            let body = format!(
                "{head} if {{\n\tsome r in input.resources.x_safe\n\tcode := r.values.{attribute}\n\t{condition}\n}}\n"
            );
            let place = small().place().rule(&Rule { body: body.leak(), ..TELL });
            for form in ["plan.json", "plan.json --format json"] {
                let answer = run(&place, form).run();
                expect_silent(&body_of(&place), &answer);
                refused += usize::from(answer.code == 2);
            }
        }
    }
    assert!(refused > 60, "only {refused} are refused");
}

#[test]
fn what_a_finding_depends_on_shows_no_canary() {
    let late = but(create("x_safe.late", &json!({"open": true})), &json!({"after_unknown": {"late": true}}));
    let plan = Whole::of(&[safe("create", &["create"], None, Some("create")), late])
        .written("x_safe.late", &json!({"late": refers(&["x_smith.s.code", "x_smith.s"])}));
    let body = "deny contains finding.beside(r, [\"open\"], other, [\"late\", code], \"x\") if {\n\
        \tsome r in input.resources.x_safe\n\tcode := r.values.code\n\tsome other in input.resources.x_safe\n\tother.name == \"late\"\n}\n";
    let place = plan.place().rule(&Rule { resources: "[x_safe]", body, ..TELL });
    for form in &FORMS[..4] {
        let answer = run(&place, form).run();
        expect_silent(form, &answer);
        answer.quiet().says("x_safe.late.late").says("(sensitive)");
    }
}

fn body_of(place: &Place) -> String {
    let text = fs::read_to_string(place.path().join("rules/tell.rego")).unwrap();
    text.split("deny").skip(1).collect()
}

/// Values that stay: of what is marked, only texts and numbers of five bytes or more that are no common words, and keys that
/// could be no names. True, false and null say nothing where they re-appear.
#[test]
fn what_is_too_short_or_too_common_stays() {
    let stays = ["abcd", "1234", "default", "postgres", "false"];
    let goes = ["abcde", "defaults", "12345"];
    let all: Vec<&str> = stays.into_iter().chain(goes).collect();
    let values = json!({"all": all, "number": 1234, "on": true, "map": {"a_name": "x", "no-name": "y"}});
    let marks = json!({"all": true, "number": true, "on": true, "map": true});
    let open = json!({"number": 1234, "on": true, "texts": all, "keys": ["a_name", "no-name"]});
    let place = Place::with_plan(&[
        but(create("x_safe.all", &values), &json!({"after_sensitive": marks})),
        create("x_echo.all", &open),
    ]);
    let place = place.rule(&Rule { resources: "[x_echo]", ..TELL });
    let answer = run(&place, "plan.json --format json").run().code(1).quiet();
    for word in stays.into_iter().chain(["a_name", "true"]) {
        answer.says_alone(word);
    }
    for word in goes.into_iter().chain(["no-name"]) {
        assert!(!answer.stdout.contains(word), "{word}");
    }
    // In their own places they are hidden all the same.
    let code = "deny contains finding.at(safe, [key], key) if {\n\tsome safe in input.resources.x_safe\n\tsome key, _ in safe.values\n}\n";
    let place = place.rule(&Rule { resources: "[x_safe]", body: code, ..TELL });
    let mut answer = run(&place, "plan.json").run().code(1).quiet();
    for key in ["all", "number", "on", "map"] {
        answer = answer.says(&format!(" {key} = (sensitive)\n"));
    }
    let shown = place.shown("x_safe.all", "x-tell")["resources"]["x_safe"][0]["values"].clone();
    assert_eq!(
        shown,
        json!({"all": "(sensitive)", "number": "(sensitive)", "on": "(sensitive)", "map": "(sensitive)"})
    );
}

impl Answer {
    #[track_caller]
    fn says_alone(&self, word: &str) {
        assert!(
            self.stdout.contains(&format!("or {word}\"")) || self.stdout.contains(&format!("is {word} or")),
            "{word}: {}",
            self.stdout
        );
    }
}

/// Addresses stay: Terraform takes no sensitive value for a key, and a finding without its address is of no use. Whatever else
/// quotes them is scrubbed.
#[test]
fn an_address_stays_where_it_says_what_a_finding_is_about() {
    let key = canary("key");
    let address = |kind: &str| format!("module.m[\"{key}\"].{kind}.all[\"{key}\"]");
    let keyed = |kind: &str, mode: &str| {
        let made =
            but(create(&format!("{kind}.all"), &json!({"name": key})), &json!({"after_sensitive": {"name": true}}));
        marked(
            made,
            &json!({"address": address(kind), "module_address": format!("module.m[\"{key}\"]"), "index": key, "mode": mode}),
        )
    };
    let failed = json!([{"address": {"to_display": address("check.x")}, "status": "fail", "problems": [{"message": address("x_safe")}]}]);
    let plan = Whole::of(&[keyed("x_safe", "managed"), keyed("x_echo", "managed")])
        .with("deferred_changes", json!([{"reason": "excluded", "resource_change": keyed("x_keyed", "managed")}]))
        .with("resource_drift", json!([marked(update("x_safe.all", &json!({"name": "a"}), &json!({"name": key})), &json!({"address": address("x_safe")}))]))
        .with("action_invocations", json!([{"address": address("action.x_call"), "type": "x_call", "name": "all"}]))
        .with("checks", json!([{"address": {"kind": "check", "to_display": address("check.x")}, "status": "fail", "instances": failed}]));
    let place = ruled(plan.place());
    let mut report = run(&place, "plan.json --format json").run().code(1).quiet().json();
    let of_plan = report["plans"][0].as_object_mut().unwrap();
    of_plan.remove("notes").unwrap();
    for finding in of_plan["findings"].as_array_mut().unwrap() {
        let finding = finding.as_object_mut().unwrap();
        for member in ["address", "module"] {
            finding.remove(member).unwrap();
        }
    }
    expect_no_leak("a report without addresses", &report.to_string());
    let answer = run(&place, "plan.json").run().code(1).quiet();
    let is_address = |line: &&str| line.contains("─[") || line.contains("note: ") || line.contains("at module.m[");
    let rest: Vec<&str> = answer.stdout.lines().filter(|line| !is_address(line)).collect();
    expect_no_leak("a report without addresses", &rest.join("\n"));
    for address in [address("x_safe"), "plan".to_owned()] {
        let answer =
            plangate(["input", &address, "plan.json", "--policy", "rules", "--select", "x-*"]).at(place.path()).run();
        expect_silent("the input", &answer.code(0).quiet());
    }
}

/// A plan that shows canaries that many places mark, so that one that can't be read leaves them secrets.
fn stable() -> Value {
    let text = guarded().without("checks").text();
    let all = canaries(&text);
    let text = all.iter().fold(text, |text, one| text.replace(one.as_str(), "zq-canary-everywhere"));
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    for name in ["one", "two"] {
        plan["variables"][name]["value"] =
            json!(["zq-canary-everywhere", EVERYWHERE, ODD, 7_316_451_890_u64, 90817.25]);
        plan["configuration"]["root_module"]["variables"][name]["sensitive"] = json!(true);
    }
    plan
}

/// Texts in which one value each is of another kind, a canary in it.
fn mutants(plan: &Value) -> Vec<String> {
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        let below: Vec<(String, &Value)> = match value {
            Value::Object(members) => {
                members.iter().map(|(key, inner)| (key.replace('~', "~0").replace('/', "~1"), inner)).collect()
            }
            Value::Array(items) => items.iter().enumerate().map(|(index, inner)| (index.to_string(), inner)).collect(),
            _ => Vec::new(),
        };
        for (key, inner) in below {
            let at = format!("{at}/{key}");
            pointers(inner, &at, found);
            found.push(at);
        }
    }
    let mut all = Vec::new();
    pointers(plan, "", &mut all);
    let others = [
        json!(EVERYWHERE),
        json!(["zq-canary-everywhere"]),
        json!({"zq-canary-everywhere": EVERYWHERE}),
        json!(7_316_451_890_u64),
    ];
    let mutant = |(number, pointer): (usize, &String)| {
        let mut plan = plan.clone();
        let place = plan.pointer_mut(pointer).unwrap();
        let other = match place {
            Value::Object(_) => &others[[0, 1, 3][number % 3]],
            Value::Array(_) => &others[[0, 2, 3][number % 3]],
            _ => &others[[1, 2][number % 2]],
        };
        *place = other.clone();
        plan.to_string()
    };
    all.iter().enumerate().map(mutant).collect()
}

/// Asserts that none of some files, each in a form that can't be judged or not as a whole, shows a canary.
#[track_caller]
fn expect_silent_files(files: Vec<(String, Vec<u8>)>, refused: usize) {
    let count = files.len();
    let place =
        files.into_iter().fold(ruled(Place::new()), |place, (name, bytes)| place.file(&format!("plans/{name}"), bytes));
    for form in ["plans", "plans --verbose --undecided deny", "plans --format json"] {
        let answer = run(&place, form).run();
        expect_silent(form, &answer);
        let answer = answer.code(2);
        if form.ends_with("json") {
            let report = answer.json();
            let plans = report["plans"].as_array().unwrap();
            let bad =
                plans.iter().filter(|plan| plan["errors"].as_array().is_none_or(|errors| !errors.is_empty())).count();
            assert_eq!(plans.len(), count);
            assert!(bad >= refused, "{bad} of {count} are refused");
        }
    }
}

#[test]
fn no_wrong_kind_of_value_shows_a_canary() {
    let mutants = mutants(&stable());
    let count = mutants.len();
    let named = mutants.into_iter().enumerate().map(|(number, text)| (format!("{number:04}.json"), text.into_bytes()));
    let files: Vec<(String, Vec<u8>)> = named.collect();
    expect_silent_files(files, count / 3);
}

/// The text with something behind a canary in its middle.
fn broken_at_canary(text: &str, nth: usize, what: &[u8]) -> Vec<u8> {
    let (at, _) = text.match_indices("zq-canary-").nth(nth).unwrap();
    let (head, tail) = text.as_bytes().split_at(at + 10);
    [head, what, tail].concat()
}

/// A gzip stream whose one block is stored as it is, and whose sum is wrong.
fn bad_gzip(text: &str) -> Vec<u8> {
    let part = &text.as_bytes()[..text.len().min(60_000)];
    let length = u16::try_from(part.len()).unwrap();
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
    [&head[..], &length.to_le_bytes(), &(!length).to_le_bytes(), part, &[0; 8]].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn no_broken_file_shows_a_canary() {
    let plan = guarded();
    let text = plan.text();
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| files.push((format!("{:03}-{name}", files.len()), bytes));
    for part in 1..40 {
        add("cut.json", text.as_bytes()[..text.len() * part / 40].to_vec());
    }
    for nth in [0, 7, 20, 40] {
        for what in [&b"\xff\xfe"[..], b"\"", b"\n", b"\\q", b"\"}", b"\0", b"\": \"", b"\\ud800"] {
            add("bytes.json", broken_at_canary(&text, nth, what));
            add("lines.json", broken_at_canary(&pretty, nth, what));
        }
    }
    let once = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1).into_bytes()
    };
    let quoted = format!("\"{}\"", canary("create"));
    let deep = format!("{}{quoted}{}", "[".repeat(200), "]".repeat(200));
    add("deep.json", once(&quoted, &deep));
    add(
        "deep-marks.json",
        once("\"after_sensitive\":{\"code\":true}", &format!("\"after_sensitive\":{{\"code\":{deep}}}")),
    );
    add(
        "mark.json",
        once("\"after_sensitive\":{\"code\":true}", &format!("\"after_sensitive\":{{\"code\":{quoted}}}")),
    );
    add("mark-all.json", once("\"after_sensitive\":{\"code\":true}", &format!("\"after_sensitive\":{quoted}")));
    for member in ["address", "change", "type", "deposed", "mode"] {
        add(
            "twice.json",
            once(
                "\"address\":\"x_safe.create\"",
                &format!("\"address\":\"x_safe.create\",\"{member}\":{quoted},\"{member}\":{quoted}"),
            ),
        );
    }
    for member in ["resource_changes", "configuration", "variables", "format_version"] {
        add("twice-top.json", format!("{{\"{member}\":{quoted},{}", &text[1..]).into_bytes());
    }
    add("version.json", once("\"format_version\":\"1.2\"", "\"format_version\":\"2.0\""));
    add("trailing.json", format!("{text}\n{quoted}").into_bytes());
    add("two.json", format!("{text}\n{text}").into_bytes());
    add("words.json", format!("{} {} words\n", canary("create"), text.len()).into_bytes());
    add("prefix.json", format!("{}\n{}", canary("create"), &text[..text.len() - 9]).into_bytes());
    add("string.json", quoted.clone().into_bytes());
    add("list.json", format!("[{text}]").into_bytes());
    add("output.json", format!("Terraform will perform the following actions:\n  + code = {quoted}\n").into_bytes());
    let event = json!({"@level": "info", "@message": canary("create"), "type": "planned_change", "change": {"after": canary("create")}});
    add("events.json", format!("{event}\n{event}\n").into_bytes());
    add("state-file.json", json!({"version": 4, "terraform_version": "1.11.4", "resources": [{"instances": [{"attributes": {"code": canary("create")}}]}]}).to_string().into_bytes());
    add(
        "redacted.json",
        json!({"plan_format_version": "1.2", "provider_schemas": {}, "resource_changes": changes()})
            .to_string()
            .into_bytes(),
    );
    add("errored.json", plan.with("errored", true).text().into_bytes());
    add("gzip.json.gz", bad_gzip(&text));
    add("gzip-cut.json.gz", bad_gzip(&text)[..2000].to_vec());
    add("gzip-inside.json", bad_gzip(&text));
    let wide = utf16(&text);
    add("utf16-odd.json", wide[..wide.len() - 1].to_vec());
    add("utf16-cut.json", wide[..wide.len() / 4 * 2].to_vec());
    add("utf16-broken.json", [&wide[..2000], &[0x00, 0xd8, 0x41, 0x00], &wide[2000..]].concat());
    add("state-broken.json", json!({"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {"resources": [canary("create")]}}}).to_string().into_bytes());
    let count = files.len();
    expect_silent_files(files, count);
}

#[test]
fn no_state_shows_a_canary() {
    let mut values = prior();
    let open = echo(&canaries(&values.to_string()));
    let resources = values["root_module"]["resources"].as_array_mut().unwrap();
    resources.push(
        json!({"address": "x_echo.new", "mode": "managed", "type": "x_echo", "name": "new", "schema_version": 0,
        "provider_name": "registry.terraform.io/example/x", "values": open, "sensitive_values": {"odd": true, "pin": true, "ratio": true}}),
    );
    let state = json!({"format_version": "1.0", "terraform_version": "1.11.4", "values": values});
    let place = ruled(Place::new().file("plan.json", state.to_string()));
    for form in &FORMS[..5] {
        let answer = run(&place, form).run();
        expect_silent(form, &answer);
        answer.code(1).quiet().says("(sensitive)");
    }
    let answer = plangate(["input", "x_safe.z", "plan.json", "--policy", "rules"]).at(place.path()).run();
    expect_silent("the input of a state", &answer.code(0).quiet());
}

#[cfg(unix)]
#[test]
fn no_binary_plan_shows_a_canary() {
    use std::process::Command;
    let bytes = fs::read(crate::common::root().join("fixtures/invalid/plan.bin")).unwrap();
    let text = full().text();
    for (body, code) in [
        ("cat plan.json; echo 'Error: no provider' >&2; exit 3", 2),
        ("head -c 3000 plan.json", 2),
        ("cat plan.json; cat plan.json", 2),
        ("echo \"it is zq-canary-create-17\"", 2),
        ("cat plan.json; kill -9 $$", 2),
        ("cat plan.json", 1),
    ] {
        let script = format!("#!/bin/sh\nPATH=/bin:/usr/bin\n{body}\n");
        let place = ruled(Place::new()).file("tfplan", &bytes).file("plan.json", &text).file("draft", script);
        // Copied by a process of its own: what this one has open for writing can't be run.
        let copied = Command::new("install").args(["-m", "755", "draft", "shows"]).current_dir(place.path()).status();
        assert!(copied.unwrap().success());
        for form in ["tfplan --terraform ./shows", "tfplan --terraform ./shows --format json"] {
            let answer = run(&place, form).run();
            expect_silent(body, &answer);
            answer.code(code);
        }
    }
}
