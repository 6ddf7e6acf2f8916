//! `plangate input` shows no secret.

use serde_json::{Value, json};

use crate::common::{fixture, plangate};
use crate::input_command::HOUSE;
use crate::making::{DOOR, Place, Rule, Whole, but, create, delete, update};

const SECRET: &str = "zq-secret-literal";

/// A door whose secrets are marked at any depth, and re-appear in a lock without a mark.
fn secretive() -> Whole {
    let door = json!({
        "name": "front", "code": SECRET, "pin": 123_456, "armed": true, "list": ["a", "bcdefg"],
        "users": [{"name": "ann", "password": "hunter2-hunter2"}, {"name": "bob", "password": "pa\"ss\nword"}],
        "map": {"a": "in-the-map", "b": "shown"},
    });
    let marks = json!({
        "code": true, "pin": true, "armed": true, "list": true, "users": [{"password": true}, {"password": true}], "map": {"a": true},
    });
    let lock = json!({
        "door": "front", "note": format!("the code is {SECRET}"), SECRET: "a key", "document": json!({"p": "pa\"ss\nword"}).to_string(),
        "number": 123_456, "other": 123, "deep": [{"x": ["hunter2-hunter2"]}], "pin": "123456",
    });
    Whole::of(&[but(create("x_door.front", &door), &json!({"after_sensitive": marks})), create("x_lock.main", &lock)])
}

#[test]
fn secrets_are_taken_out_wherever_they_stand() {
    let place = secretive().place().rule(&HOUSE);
    let shown = place.shown("x_door.front", "x-house");
    let door = &shown["resources"]["x_door"][0];
    let hidden = "(sensitive)";
    assert_eq!(
        door["values"],
        json!({
            "name": "front", "code": hidden, "pin": hidden, "armed": hidden, "list": hidden,
            "users": [{"name": "ann", "password": hidden}, {"name": "bob", "password": hidden}],
            "map": {"a": hidden, "b": "shown"},
        })
    );
    let lock = door["linked"]["x_lock"].get(0).unwrap_or(&door["maybe_linked"]["x_lock"][0]);
    assert_eq!(
        lock["values"],
        json!({
            "door": "front", "note": "the code is (sensitive)", hidden: "a key", "document": "{\"p\":\"(sensitive)\"}",
            "number": hidden, "other": 123, "deep": [{"x": [hidden]}], "pin": hidden,
        })
    );
}

#[test]
fn secrets_from_all_over_the_plan_are_taken_out() {
    let note = |text: &str| create("x_door.front", &json!({"note": format!("it is {text}")}));
    let gone = but(delete("x_safe.gone", &json!({"code": SECRET})), &json!({"before_sensitive": {"code": true}}));
    let output = json!({"o": {
        "actions": ["create"], "before": null, "after": SECRET, "after_unknown": false, "before_sensitive": true, "after_sensitive": true,
    }});
    let configuration = json!({"root_module": {"variables": {"v": {"sensitive": true}}}});
    let plans = [
        Whole::of(&[note(SECRET), gone.clone()]),
        Whole::of(&[note(SECRET)]).with("output_changes", output),
        Whole::of(&[note(SECRET)])
            .with("configuration", configuration)
            .with("variables", json!({"v": {"value": SECRET}})),
        Whole::of(&[note(SECRET)]).with("resource_drift", json!([gone])),
    ];
    for plan in plans {
        let shown = plan.place().rule(&DOOR).shown("x_door.front", "x-door");
        assert_eq!(shown["resources"]["x_door"][0]["values"], json!({"note": "it is (sensitive)"}));
    }
}

/// All changes and all drift, as a rule about them sees them.
const MOVES: Rule = Rule {
    name: "moves",
    resources: "[]",
    custom: &["attributes: []", "sections: [changes, drift]"],
    ..DOOR.saying("deny contains finding.whole(input.plan, \"x\") if false\n")
};

#[test]
fn both_states_of_a_change_lose_their_secrets() {
    // Too short to be looked for elsewhere.
    let changed =
        update("x_door.front", &json!({"code": "1111", "old": "2222"}), &json!({"code": "3333", "new": "4444"}));
    let marks =
        json!({"before_sensitive": {"code": true, "old": true}, "after_sensitive": {"code": true, "new": true}});
    let shown = Place::with_plan(&[but(changed, &marks)]).rule(&MOVES).shown("plan", "x-moves");
    let change = &shown["changes"][0];
    assert_eq!(
        (&change["before"], &change["after"]),
        (&json!({"code": "(sensitive)", "old": "(sensitive)"}), &json!({"code": "(sensitive)", "new": "(sensitive)"}))
    );
}

#[test]
fn drift_and_change_of_one_resource_have_marks_of_their_own() {
    let drifted = update("x_door.front", &json!({"code": "1111"}), &json!({"code": "2222"}));
    let marks = json!({"before_sensitive": {"code": true}, "after_sensitive": {"code": true}});
    let gone = delete("x_door.front", &json!({"code": "2222"}));
    let gone = but(gone, &json!({"before_sensitive": {"code": true}}));
    let plan = Whole::of(&[gone]).with("resource_drift", json!([but(drifted, &marks)]));
    let shown = plan.place().rule(&MOVES).shown("plan", "x-moves");
    let hidden = json!({"code": "(sensitive)"});
    let states = [&shown["changes"][0]["before"], &shown["drift"][0]["before"], &shown["drift"][0]["after"]];
    assert_eq!(states, [&hidden; 3]);
}

#[test]
fn the_secrets_of_a_real_plan_are_taken_out_of_all_its_resources() {
    let path = "plans/sensitive-values/plan.json";
    let plan: Value = serde_json::from_str(&fixture(path)).unwrap();
    let literals = ["tok-4f1c9e77b2", "hunter2-hunter2"];
    assert!(literals.iter().all(|literal| fixture(path).contains(literal)));
    for change in plan["resource_changes"].as_array().unwrap() {
        let address = change["address"].as_str().unwrap();
        let answer = plangate(["input", address, &format!("fixtures/{path}")]).run().code(0).quiet();
        assert!(answer.json()["resources"].is_object());
        for literal in literals {
            assert!(!answer.both().contains(literal), "{address}: {}", answer.both());
        }
    }
}
