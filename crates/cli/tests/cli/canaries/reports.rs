//! Reports, inputs and the words about broken rules; and what stays in them, each for a reason.

use std::fs;

use super::*;

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
