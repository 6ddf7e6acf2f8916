//! Configurations beside plans: which one is that of a plan, and what of it is never shown.

use serde_json::json;

use crate::making::{DOOR, Place, create, plan};

const IGNORING: &str =
    "# plangate:ignore x-door reason=\"never used\"\nresource \"x_door\" \"front\" {\n  open = true\n}\n";

#[test]
fn what_lies_in_the_working_directory_counts_if_it_has_all_that_is_planned() {
    let open = json!({"open": true});
    let changes = [create("x_door.front", &open), create("x_door.back", &open)];
    let place = Place::new().rule(&DOOR).file("plans/plan.json", plan(&changes).to_string()).file("main.tf", IGNORING);
    let run = || {
        let arguments = ["check", "plans/plan.json", "--policy", "rules", "--select", "x-door", "--format", "json"];
        crate::common::plangate(arguments).at(place.path()).run().json()["plans"][0]["counts"]["waived"].clone()
    };
    assert_eq!(run(), 0);
    std::fs::write(place.path().join("back.tf"), "resource \"x_door\" \"back\" {}\n").unwrap();
    assert_eq!(run(), 1);
}

#[test]
fn literals_of_sensitive_attributes_are_hidden_however_they_are_written() {
    let text = r#"resource "x_door" "front" {
  code  = var.old ? "canary-1" : "canary-2${f("canary-3")}"
  open  = true
  codes = [{ name = "plain-1", code = <<-E
    canary-4
    E
  }]
}
"#;
    let mut front = create("x_door.front", &json!({"open": true, "code": "canary-2", "name": "plain-1"}));
    front["change"]["after_sensitive"] = json!({"code": true});
    let place = Place::with_plan(&[front]).rule(&DOOR).file("main.tf", text);
    let shown = place.check("x-door").run().code(1).stdout;
    assert!(shown.contains("plain-1") && shown.contains("│ ************\n") && !shown.contains("canary"), "{shown}");
}
