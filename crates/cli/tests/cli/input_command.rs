//! `plangate input`: what rules see, for those who write them.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, Plangate, invalid, plangate};
use crate::making::{DOOR, Place, Rule, Whole, but, create, delete, marked, no_op, plan, refers};

impl Place {
    /// `input` of an address in `plan.json`, with the rules of `rules/`.
    pub fn input(&self, address: &str) -> Plangate {
        plangate(["input", address, "plan.json", "--policy", "rules"]).at(self.path())
    }

    /// What it shows.
    #[track_caller]
    pub fn shown(&self, address: &str, selector: &str) -> Value {
        self.input(address).args(["--select", selector]).run().code(0).quiet().json()
    }
}

/// Looks at doors beside their locks, and at all alarms.
pub const HOUSE: Rule = Rule {
    name: "house",
    custom: &["attributes: []", "linked: [x_lock.door, x_wall]", "context: [x_alarm]"],
    ..DOOR.saying("deny contains finding.whole(door, json.marshal(input)) if some door in input.resources.x_door\n")
};

/// A door with one lock for certain, one perhaps, and an alarm; a second door and a window that nobody asks for.
fn house() -> Whole {
    let door =
        but(create("x_door.front", &json!({"name": "front"})), &json!({"after_unknown": {"id": true, "code": true}}));
    let late = but(create("x_lock.late", &json!({})), &json!({"after_unknown": {"door": true}}));
    let either = ["x_door.front.id", "x_door.front", "x_door.back.id", "x_door.back"];
    Whole::of(&[
        door,
        create("x_door.back", &json!({"name": "back"})),
        create("x_lock.main", &json!({"door": "front"})),
        late,
        create("x_alarm.a", &json!({"on": true})),
        create("x_window.w", &json!({"door": "front"})),
        delete("x_alarm.gone", &json!({"on": false})),
    ])
    .written("x_door.front", &json!({"code": refers(&["x_smith.s.code", "x_smith.s"])}))
    .written("x_lock.main", &json!({"door": refers(&["x_door.front.name", "x_door.front"])}))
    .written("x_lock.late", &json!({"door": refers(&either)}))
}

fn resource(address: &str, more: &Value) -> Value {
    let (kind, name) = address.split_once('.').unwrap();
    let mut resource = json!({
        "address": address, "module": "", "mode": "managed", "type": kind, "name": name, "actions": ["create"],
        "provider": "registry.terraform.io/example/x", "unknown": {},
    });
    resource.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    resource
}

fn about_the_plan(resources: usize) -> Value {
    json!({"address": "plan", "terraform_version": "1.11.4", "complete": true, "resources": resources})
}

#[test]
fn a_resource_stands_between_its_neighbours() {
    let via = json!({"here": [], "there": ["door"]});
    let main = resource("x_lock.main", &json!({"values": {"door": "front"}, "provider_config": "x", "via": via}));
    let late =
        resource("x_lock.late", &json!({"values": {}, "unknown": {"door": true}, "provider_config": "x", "via": via}));
    let door = json!({
        "values": {"name": "front"}, "unknown": {"code": true}, "provider_config": "x",
        "linked": {"x_lock": [main]}, "maybe_linked": {"x_lock": [late]},
    });
    let gone = json!({"values": {"on": false}, "actions": ["delete"]});
    assert_eq!(
        house().place().rule(&HOUSE).shown("x_door.front", "x-house"),
        json!({
            "resources": {"x_door": [resource("x_door.front", &door)], "x_alarm": [resource("x_alarm.a", &json!({"values": {"on": true}}))]},
            "deleted": {"x_alarm": [resource("x_alarm.gone", &gone)]},
            "plan": about_the_plan(1),
        })
    );
}

#[test]
fn what_is_shown_is_what_the_rule_sees() {
    let place = Whole::of(&[create("x_door.front", &json!({"name": "front", "width": 90}))]).place();
    let rule = Rule { custom: &["attributes: []", "linked: [x_lock.door]"], ..HOUSE.saying(HOUSE.body) };
    let place = place.rule(&rule);
    let report = place.check("x-house").args(["--format", "json"]).run().code(1).quiet().json();
    let seen: Value = serde_json::from_str(report["plans"][0]["findings"][0]["message"].as_str().unwrap()).unwrap();
    assert_eq!(place.shown("x_door.front", "x-house"), seen);
}

#[test]
fn rules_decide_what_is_shown_beside() {
    let place = house().place().rule(&HOUSE).rule(&DOOR);
    let members = |selector: &str| {
        let shown = place.shown("x_door.front", selector);
        let door = &shown["resources"]["x_door"][0];
        (door.get("linked").is_some(), door.get("maybe_linked").is_some(), shown["resources"].get("x_alarm").is_some())
    };
    assert_eq!(members("x-door"), (false, false, false));
    assert_eq!(members("x-house"), (true, true, true));
    assert_eq!(members("x-house,x-door"), (true, true, true));
    // Without `--select` all rules that judge the type count.
    let all = place.input("x_door.front").run().code(0).quiet().json();
    assert_eq!(all, place.shown("x_door.front", "x-house"));
    let skipped = place.input("x_door.front").args(["--skip", "x-house"]).run().code(0).quiet().json();
    assert_eq!(skipped, place.shown("x_door.front", "x-door"));
    // A type that no rule judges can be looked at all the same.
    let window = resource("x_window.w", &json!({"values": {"door": "front"}}));
    assert_eq!(
        place.shown("x_window.w", "x-house"),
        json!({"resources": {"x_window": [window]}, "deleted": {}, "plan": about_the_plan(1)})
    );
}

#[test]
fn the_policies_are_there_without_any_option() {
    let bucket = "aws_security_group.web";
    let run = plangate(["input", bucket, "fixtures/invalid/plain.json"]).run().code(0).quiet();
    assert_eq!(run.json()["resources"]["aws_security_group"][0]["address"], bucket);
    assert!(run.stdout.starts_with("{\n  \"") && run.stdout.ends_with("}\n"));
}

#[test]
fn the_plan_has_the_sections_that_rules_look_at() {
    let section = |name, sections| Rule {
        name,
        resources: "[]",
        custom: sections,
        ..DOOR.saying("deny contains finding.whole(input.plan, \"x\") if false\n")
    };
    let place = Place::with_plan(&[delete("x_door.front", &json!({"name": "front"}))])
        .rule(&section("a", &["attributes: []", "sections: [changes]"]))
        .rule(&section("b", &["attributes: []", "sections: [checks, modules]"]))
        .rule(&DOOR);
    let members = |selector: &str| {
        place.shown("plan", selector).as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(members("x-a"), "changes deleted plan resources");
    assert_eq!(members("x-a,x-b"), "changes checks deleted modules plan resources");
    assert_eq!(members("x-door"), "deleted plan resources");
}

#[test]
fn what_is_deleted_stands_apart() {
    let shown = Place::with_plan(&[delete("x_door.front", &json!({"name": "front", "note": null}))])
        .rule(&DOOR)
        .shown("x_door.front", "x-door");
    let front = resource("x_door.front", &json!({"values": {"name": "front"}, "actions": ["delete"]}));
    assert_eq!(shown, json!({"resources": {}, "deleted": {"x_door": [front]}, "plan": about_the_plan(1)}));
}

#[test]
fn a_deposed_object_is_shown_beside_the_current_one() {
    let deposed = marked(delete("x_door.front", &json!({"code": "1234"})), &json!({"deposed": "0123abcd"}));
    let deposed = but(deposed, &json!({"before_sensitive": {"code": true}}));
    let place = Place::with_plan(&[deposed, no_op("x_door.front", &json!({"code": "none"}))]).rule(&DOOR);
    let current = resource("x_door.front", &json!({"values": {"code": "none"}, "actions": ["no-op"]}));
    let old = json!({"values": {"code": "(sensitive)"}, "actions": ["delete"], "deposed": "0123abcd"});
    assert_eq!(
        place.shown("x_door.front", "x-door"),
        json!({
            "resources": {"x_door": [current]}, "deleted": {"x_door": [resource("x_door.front", &old)]}, "plan": about_the_plan(1),
        })
    );
}

#[test]
fn an_instance_is_named_as_the_plan_names_it() {
    let address = r#"module.m["a.b"].x_door.side["x\"y]"]"#;
    let door = marked(
        create("x_door.side", &json!({"name": "side"})),
        &json!({"address": address, "module_address": r#"module.m["a.b"]"#, "index": "x\"y]"}),
    );
    let shown = Place::with_plan(&[create("x_door.side", &json!({})), door]).rule(&DOOR).shown(address, "x-door");
    let expected =
        json!({"address": address, "module": r#"module.m["a.b"]"#, "index": "x\"y]", "values": {"name": "side"}});
    assert_eq!(shown["resources"], json!({"x_door": [resource("x_door.side", &expected)]}));
}

/// What is said of an address that is not there.
fn unknown(address: &str) -> Answer {
    let data = json!({
        "address": "data.x_door.read", "mode": "data", "type": "x_door", "name": "read", "provider_name": "registry.terraform.io/example/x",
        "change": {"actions": ["read"], "before": null, "after": {}, "after_unknown": {}, "before_sensitive": false, "after_sensitive": {}},
    });
    let place = Place::with_plan(&[create("x_door.front", &json!({})), data]).rule(&DOOR);
    let answer = place.input(address).run().code(2);
    assert_eq!(answer.stdout, "");
    answer
}

#[test]
fn an_address_that_is_not_there_is_refused() {
    assert_snapshot!(unknown("x_door.fornt").stderr, @r"
      × the plan has no managed resource `x_door.fornt`
      help: did you mean `x_door.front`?
    ");
    assert_snapshot!(unknown("aws_s3_bucket.logs").stderr, @r#"
      × the plan has no managed resource `aws_s3_bucket.logs`
      help: give the address as the plan has it, quoted for the shell: 'aws_s3_bucket.b["key"]'
    "#);
    unknown("data.x_door.read").complains("the plan has no managed resource `data.x_door.read`");
    unknown("").complains("the plan has no managed resource ``");
    unknown("x_door").complains("the plan has no managed resource `x_door`");
}

#[test]
fn one_plan_is_shown_and_not_several() {
    let door = plan(&[create("x_door.front", &json!({"name": "front"}))]).to_string();
    let place =
        Place::new().file("one/a.json", &door).file("two/a.json", &door).file("two/b.json", &door).file("none/x", "");
    let input = |plan: &str| plangate(["input", "x_door.front", plan]).at(place.path()).run();
    assert_eq!(input("one").code(0).quiet().stdout, input("one/a.json").code(0).quiet().stdout);
    for several in ["two", "two/*.json"] {
        let answer = input(several).code(2);
        assert_eq!(
            (answer.stdout.as_str(), answer.stderr),
            ("", format!("  × `{several}` names several plans\n  help: name one file\n"))
        );
    }
    for (nothing, complaint) in
        [("none", "no plan is in the directory `none`"), ("nowhere.json", "no plan matches `nowhere.json`")]
    {
        let answer = input(nothing).code(2);
        assert_eq!(answer.stdout, "");
        answer.complains(complaint);
    }
}

#[test]
fn a_plan_may_be_piped_in() {
    let place = house().place();
    let file = plangate(["input", "x_door.front", "plan.json"]).at(place.path()).run().code(0).quiet();
    let piped = plangate(["input", "x_door.front", "-"]).at(place.path()).stdin(house().text()).run().code(0).quiet();
    assert_eq!(piped.stdout, file.stdout);
    let empty = plangate(["input", "x_door.front", "-"]).at(place.path()).stdin("").run().code(2);
    assert_eq!(empty.stdout, "");
    empty.complains("`<stdin>` can't be read as a plan: ");
}

#[test]
fn what_is_no_plan_is_refused_with_its_reason() {
    for (file, reason) in [
        ("invalid/events.jsonl", "these are the event lines of `terraform plan -json`, not a plan"),
        ("invalid/empty.json", "the file is empty"),
    ] {
        let answer = plangate(["input", "aws_security_group.web", &format!("fixtures/{file}")]).run().code(2);
        answer.complains(&format!("`fixtures/{file}` can't be read as a plan: {reason}"));
    }
    let deep = plangate(["input", "aws_security_group.web", "fixtures/invalid/deep.json"]).run().code(2);
    deep.complains("`after` of aws_security_group.web is not as a plan has it: it is nested deeper than 128 levels");
    for (file, _, _) in invalid().into_iter().filter(|(file, read, _)| !read && file != "deep.json") {
        let file = format!("fixtures/invalid/{file}");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let shown = plangate(["input", "aws_security_group.web", &file]).run().code(2);
        let judged = plangate(["check", &file]).run().code(2);
        assert_eq!(shown.stdout, "", "{file}");
        // Word for word what `check` says of it.
        let (_, said) = judged.stderr.split_once(&format!("could not judge {file}: ")).unwrap();
        let (_, says) = shown.stderr.split_once(&format!("`{file}` can't be read as a plan: ")).unwrap();
        assert_eq!(words(says), words(said), "{file}");
    }
}

#[test]
fn a_resource_that_can_not_be_read_is_an_error() {
    let secret = "zq-secret-literal";
    let answer = Place::with_plan(&[create("x_door.front", &json!(secret)), create("x_door.back", &json!({}))])
        .rule(&DOOR)
        .input("x_door.front")
        .run()
        .code(2);
    assert_eq!(answer.stdout, "");
    assert!(!answer.stderr.contains(secret), "{}", answer.stderr);
    answer.complains("`after` of x_door.front").complains("the values of a resource must be an object");
}

#[test]
fn a_rule_that_does_not_load_is_said_and_shown_around() {
    let broken = DOOR.named("broken").text().replace("severity: medium", "severity: huge");
    let place = house().place().rule(&HOUSE).file("rules/broken.rego", broken);
    let answer = place.input("x_door.front").run().code(2);
    assert_eq!(answer.json()["resources"]["x_door"][0]["address"], "x_door.front");
    answer.complains(
        "rule `rules.custom.broken`, rules/broken.rego:6: METADATA: custom.severity: unknown variant `huge`",
    );
    let unknown = house().place().rule(&HOUSE).input("x_door.front").args(["--select", "x-huose"]).run().code(2);
    assert_eq!(unknown.stdout, "");
    unknown.complains("`x-huose` is no rule, domain or severity");
}
