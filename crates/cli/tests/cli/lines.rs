//! Findings at the lines of the configuration that the plan was made from.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::Answer;
use crate::making::{DOOR, Place, Rule, create, inside};
use crate::schema::expect_described;

/// Finds what a list of blocks lets in.
pub const GATE: Rule = Rule { name: "gate", resources: "[x_gate]", custom: &["attributes: [pass]"], ..DOOR }.saying(
    "deny contains finding.at(gate, [\"pass\", i, \"from\", j], sprintf(\"%s may pass\", [from])) if {\n\
        \tsome gate in input.resources.x_gate\n\tsome i, pass in gate.values.pass\n\tsome j, from in pass.from\n\tfrom == \"anyone\"\n}\n",
);

/// A plan with an open door, and a rule that finds it.
pub fn door(address: &str) -> Place {
    doors(&[create(address, &json!({"open": true}))])
}

/// A plan of these changes, and a rule that finds open doors.
pub fn doors(changes: &[Value]) -> Place {
    Place::with_plan(changes).rule(&DOOR)
}

/// The places of a JSON report, which is as the schema says.
pub fn places(answer: &Answer) -> String {
    let report = answer.json();
    expect_described(&report, "a report with places");
    let at = |place: &Value| format!("{}:{}:{}", place["file"].as_str().unwrap(), place["line"], place["column"]);
    let mut text = String::new();
    for plan in report["plans"].as_array().unwrap() {
        for finding in plan["findings"].as_array().unwrap() {
            let address = finding["address"].as_str().unwrap();
            let source = &finding["source"];
            if source.is_null() {
                text += &format!("{address}: no place\n");
                continue;
            }
            let missing = source["missing"].as_str().map(|missing| format!(", without `{missing}`"));
            let end = format!("{}:{}", source["end_line"], source["end_column"]);
            text += &format!("{address}: {} to {end}{}\n", at(source), missing.unwrap_or_default());
            for related in source["related"].as_array().unwrap() {
                text += &format!("  {}: {}\n", related["label"].as_str().unwrap(), at(related));
            }
        }
    }
    text
}

/// The places of what is found, by all rules of `rules/`.
pub fn located(place: &Place) -> String {
    places(&place.check("x-*").args(["--format", "json"]).run().code(1).quiet())
}

/// What is said to people.
pub fn shown(place: &Place) -> String {
    place.check("x-*").run().code(1).quiet().stdout
}

#[test]
fn a_literal_is_underlined() {
    let place = door("x_door.front").file("main.tf", "# doors\nresource \"x_door\" \"front\" {\n  open = true\n}\n");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:3:3]
     1 │ # doors
     2 │ resource "x_door" "front" {
     3 │   open = true
       ·   ─────┬─────
       ·        ╰── x_door.front
     4 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @"x_door.front: main.tf:3:3 to 3:14");
}

#[test]
fn a_value_comes_from_the_default_of_a_variable() {
    let place = door("x_door.front")
        .file("main.tf", "resource \"x_door\" \"front\" {\n  open = var.open\n}\n")
        .file("variables.tf", "variable \"open\" {\n  type    = bool\n  default = true\n}\n");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:2:3]
     1 │ resource "x_door" "front" {
     2 │   open = var.open
       ·   ───────┬───────
       ·          ╰── x_door.front
     3 │ }
       ╰────
      help: Close the door.

    Advice: 
      ☞ default of variable `open`
       ╭─[variables.tf:3:3]
     1 │ variable "open" {
     2 │   type    = bool
     3 │   default = true
       ·   ──────────────
     4 │ }
       ╰────

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @"
    x_door.front: main.tf:2:3 to 2:18
      default of variable `open`: variables.tf:3:3
    ");
}

#[test]
fn a_value_comes_from_a_file_of_variables() {
    let place = door("x_door.front")
        .file(
            "main.tf",
            "variable \"open\" {\n  default = false\n}\n\nresource \"x_door\" \"front\" {\n  open = var.open\n}\n",
        )
        .file("terraform.tfvars", "name = \"x\"\nopen = true\n");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:6:3]
     4 │ 
     5 │ resource "x_door" "front" {
     6 │   open = var.open
       ·   ───────┬───────
       ·          ╰── x_door.front
     7 │ }
       ╰────
      help: Close the door.
            variable `open`: main.tf:1:1

    Advice: 
      ☞ value of variable `open`
       ╭─[terraform.tfvars:2:1]
     1 │ name = "x"
     2 │ open = true
       · ───────────
       ╰────

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @"
    x_door.front: main.tf:6:3 to 6:18
      value of variable `open`: terraform.tfvars:2:1
      variable `open`: main.tf:1:1
    ");
}

#[test]
fn a_value_that_no_file_has_came_with_the_command() {
    let place = door("x_door.front").file(
        "main.tf",
        "variable \"open\" {\n  default = false\n}\n\nresource \"x_door\" \"front\" {\n  open = var.open\n}\n",
    );
    assert_snapshot!(located(&place), @"
    x_door.front: main.tf:6:3 to 6:18
      variable `open`: main.tf:1:1
    ");
}

#[test]
fn a_value_comes_from_a_local() {
    let place = door("x_door.front").file(
        "main.tf",
        "locals {\n  doors = { front = { open = true } }\n}\n\nresource \"x_door\" \"front\" {\n  open = local.doors.front.open\n}\n",
    );
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:6:3]
     4 │ 
     5 │ resource "x_door" "front" {
     6 │   open = local.doors.front.open
       ·   ──────────────┬──────────────
       ·                 ╰── x_door.front
     7 │ }
       ╰────
      help: Close the door.

    Advice: 
      ☞ local `doors`
       ╭─[main.tf:2:23]
     1 │ locals {
     2 │   doors = { front = { open = true } }
       ·                       ───────────
     3 │ }
     4 │ 
       ╰────

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @"
    x_door.front: main.tf:6:3 to 6:32
      local `doors`: main.tf:2:23
    ");
}

#[test]
fn a_value_comes_from_the_elements_of_for_each() {
    let open = json!({"open": true});
    let place = doors(&[create("x_door.side[\"a\"]", &open), create("x_door.side[\"b\"]", &open)]).file(
        "main.tf",
        "resource \"x_door\" \"side\" {\n  for_each = {\n    a = true\n    b = true\n  }\n\n  open = each.value\n}\n",
    );
    // Of instances that differ in nothing else the first is shown.
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:7:3]
     5 │   }
     6 │ 
     7 │   open = each.value
       ·   ────────┬────────
       ·           ╰── x_door.side["a"]
     8 │ }
       ╰────
      help: Close the door.
            also: x_door.side["b"]

    Advice: 
      ☞ instance `["a"]`
       ╭─[main.tf:3:5]
     1 │ resource "x_door" "side" {
     2 │   for_each = {
     3 │     a = true
       ·     ────────
     4 │     b = true
     5 │   }
       ╰────

    plan.json: violations, 2 findings (2 medium)
      2 resources: 2 judged
    "#);
    assert_snapshot!(located(&place), @r#"
    x_door.side["a"]: main.tf:7:3 to 7:20
      instance `["a"]`: main.tf:3:5
    x_door.side["b"]: main.tf:7:3 to 7:20
      instance `["b"]`: main.tf:4:5
    "#);
}

#[test]
fn a_value_is_given_to_a_module() {
    let place = doors(&[inside("module.house[\"k\"].module.hall", create("x_door.front", &json!({"open": true})))])
        .file(
            "main.tf",
            "module \"house\" {\n  source   = \"./house\"\n  for_each = toset([\"k\"])\n  is_open  = true\n}\n",
        )
        .file(
            "house/main.tf",
            "variable \"is_open\" {}\n\nmodule \"hall\" {\n  source = \"../hall\"\n  open   = var.is_open\n}\n",
        )
        .file("hall/main.tf", "variable \"open\" {}\n\nresource \"x_door\" \"front\" {\n  open = var.open\n}\n");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[hall/main.tf:4:3]
     2 │ 
     3 │ resource "x_door" "front" {
     4 │   open = var.open
       ·   ───────┬───────
       ·          ╰── module.house["k"].module.hall.x_door.front
     5 │ }
       ╰────
      help: Close the door.
            given to the module as `open`: house/main.tf:5:3
            module `hall` is called here: house/main.tf:3:1
            module `house` is called here: main.tf:1:1

    Advice: 
      ☞ given to the module as `is_open`
       ╭─[main.tf:4:3]
     2 │   source   = "./house"
     3 │   for_each = toset(["k"])
     4 │   is_open  = true
       ·   ───────────────
     5 │ }
       ╰────

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @r#"
    module.house["k"].module.hall.x_door.front: hall/main.tf:4:3 to 4:18
      given to the module as `open`: house/main.tf:5:3
      given to the module as `is_open`: main.tf:4:3
      module `hall` is called here: house/main.tf:3:1
      module `house` is called here: main.tf:1:1
    "#);
}

/// A gate whose second block lets anyone in.
fn gate(main: &str) -> Place {
    let values = json!({"pass": [{"from": ["staff"]}, {"from": ["guests", "anyone"]}]});
    Place::with_plan(&[create("x_gate.main", &values)]).rule(&GATE).file("main.tf", main)
}

#[test]
fn an_element_of_a_nested_block_is_underlined() {
    let place = gate(
        "resource \"x_gate\" \"main\" {\n  pass {\n    from = [\"guests\", \"anyone\"]\n  }\n  pass {\n    from = [\"staff\"]\n  }\n}\n",
    );
    // Providers reorder blocks: it is the one with these values.
    assert_snapshot!(located(&place), @"x_gate.main: main.tf:3:23 to 3:31");
    assert_snapshot!(shown(&place), @r#"
    x-gate (medium)

      ⚠ anyone may pass
       ╭─[main.tf:3:23]
     1 │ resource "x_gate" "main" {
     2 │   pass {
     3 │     from = ["guests", "anyone"]
       ·                       ────┬───
       ·                           ╰── x_gate.main
     4 │   }
     5 │   pass {
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
}

#[test]
fn a_dynamic_block_leads_to_its_content_and_to_what_it_is_made_for() {
    let place = gate(
        "locals {\n  passes = [\n    { from = [\"staff\"] },\n    { from = [\"guests\", \"anyone\"] },\n  ]\n}\n\n\
         resource \"x_gate\" \"main\" {\n  dynamic \"pass\" {\n    for_each = local.passes\n    content {\n      from = pass.value.from\n    }\n  }\n}\n",
    );
    assert_snapshot!(shown(&place), @r#"
    x-gate (medium)

      ⚠ anyone may pass
        ╭─[main.tf:12:7]
     10 │     for_each = local.passes
     11 │     content {
     12 │       from = pass.value.from
        ·       ───────────┬──────────
        ·                  ╰── x_gate.main
     13 │     }
     14 │   }
        ╰────
      help: Close the door.
            a block `pass` for each of these: main.tf:10:5

    Advice: 
      ☞ local `passes`
       ╭─[main.tf:4:25]
     2 │   passes = [
     3 │     { from = ["staff"] },
     4 │     { from = ["guests", "anyone"] },
       ·                         ────────
     5 │   ]
     6 │ }
       ╰────

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @"
    x_gate.main: main.tf:12:7 to 12:29
      local `passes`: main.tf:4:25
      a block `pass` for each of these: main.tf:10:5
    ");
}
