//! What the plan marks sensitive is shown from no file of the configuration.

use serde_json::json;

use crate::formats::reports;
use crate::making::{DOOR, Place, Rule, but, create, plan};

/// Neither the whole nor a line of it may be shown.
const SECRET: &str = "zq-secret-literal";

/// A literal with everything that a configuration writes otherwise than it is.
const WILD: &str = "zq\"wild\\and ${brace} %{percent}\tend";

/// Several lines, as of a key.
const LINES: &str = "-----BEGIN KEY-----\nzqzqAAAABBBBCCCC\nzqzqDDDDEEEEFFFF\n-----END KEY-----\n";

/// A door that is open, and a safe with secrets that its marks tell.
fn place(main: &str) -> Place {
    let safe = but(
        create("x_safe.main", &json!({"code": SECRET, "wild": WILD, "key": LINES})),
        &json!({"after_sensitive": {"code": true, "wild": true, "key": true}}),
    );
    Place::with_plan(&[create("x_door.front", &json!({"open": true})), safe]).rule(&DOOR).file("main.tf", main)
}

/// Asserts that none of the secrets is shown in any form, and that the finding is.
#[track_caller]
fn expect_hidden(place: &Place) {
    for options in [
        &[] as &[&str],
        &["--verbose"],
        &["--format", "json"],
        &["--color", "always"],
        &["--no-inline", "--verbose"],
        &["--today", "2000-01-01", "--verbose", "--deny-unused-waivers"],
    ] {
        let answer = place.check("x-*").args(options).run();
        assert!(answer.code < 2, "{}", answer.both());
        for part in ["secret-literal", "wild", "percent", "zqzq", "BEGIN KEY"] {
            assert!(!answer.both().contains(part), "{options:?} shows `{part}`:\n{}", answer.both());
        }
        answer.says("x_door.front");
    }
    for (format, report) in reports(place.check("x-*"), place.path()).1 {
        for part in ["secret-literal", "wild", "percent", "zqzq", "BEGIN KEY"] {
            assert!(!report.contains(part), "{format} shows `{part}`:\n{report}");
        }
    }
}

/// A door with something above the line at fault.
fn above(text: &str) -> String {
    format!("resource \"x_door\" \"front\" {{\n  {text}\n  open = true\n}}\n")
}

/// Asserts that a secret is hidden above and below the line at fault.
#[track_caller]
fn expect_hidden_near(text: &str) {
    let below = format!("resource \"x_door\" \"front\" {{\n  open = true\n  {text}\n}}\n");
    for main in [above(text), below] {
        expect_hidden(&place(&main));
        expect_hidden(&place(&main.replace('\n', "\r\n")));
    }
}

#[test]
fn a_literal_near_a_finding_is_masked() {
    let place = place(&above(&format!("name = \"{SECRET}\"")));
    let shown = place.check("x-*").run().code(1).quiet();
    insta::assert_snapshot!(shown.stdout, @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:3:3]
     1 │ resource "x_door" "front" {
     2 │   name = "*****************"
     3 │   open = true
       ·   ─────┬─────
       ·        ╰── x_door.front
     4 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      2 resources: 1 judged, 1 of types that no rule looks at
    "#);
    for text in [
        format!("name = \"{SECRET}\""),
        format!("# it was {SECRET}!"),
        format!("name = \"a${{var.b}}{SECRET}c\""),
        // A mistake in the block: its header is shown, and what is below.
        format!("name = = \"{SECRET}\""),
    ] {
        expect_hidden_near(&text);
    }
}

#[test]
fn a_literal_with_escapes_is_masked() {
    for written in [
        r#"name = "zq\"wild\\and $${brace} %%{percent}\tend""#,
        r#"name = jsonencode({ a = "zq\"wild\\and $${brace} %%{percent}\tend" })"#,
        "name = <<-E\n    zq\"wild\\and $${brace} %%{percent}\tend\n  E",
    ] {
        expect_hidden_near(written);
    }
}

#[test]
fn the_lines_of_a_heredoc_are_masked() {
    for written in [
        format!("key = <<E\n{LINES}E"),
        format!("key = <<-E\n    {}\n  E", LINES.trim_end().replace('\n', "\n    ")),
        format!("key = \"{}\"", LINES.replace('\n', "\\n")),
        format!("key = join(\"\\n\", [\"{}\"])", LINES.trim_end().replace('\n', "\", \"")),
        format!("key = \"{}\"", LINES.replace('\n', "\\r\\n")),
    ] {
        expect_hidden_near(&written);
    }
}

#[test]
fn a_literal_in_a_file_of_variables_is_masked() {
    let main = "variable \"open\" {}\nvariable \"code\" {}\n\nresource \"x_door\" \"front\" {\n  open = var.open\n}\n";
    let place =
        place(main).file("terraform.tfvars", format!("code = \"{SECRET}\"\nopen = true\nkey = <<E\n{LINES}E\n"));
    let shown = place.check("x-*").run().code(1).quiet();
    insta::assert_snapshot!(shown.stdout, @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:5:3]
     3 │ 
     4 │ resource "x_door" "front" {
     5 │   open = var.open
       ·   ───────┬───────
       ·          ╰── x_door.front
     6 │ }
       ╰────
      help: Close the door.
            variable `open`: main.tf:1:1

    Advice: 
      ☞ value of variable `open`
       ╭─[terraform.tfvars:2:1]
     1 │ code = "*****************"
     2 │ open = true
       · ───────────
     3 │ key = <<E
     4 │ *******************
       ╰────

    plan.json: violations, 1 finding (1 medium)
      2 resources: 1 judged, 1 of types that no rule looks at
    "#);
    expect_hidden(&place);
}

#[test]
fn a_value_with_a_mark_that_is_at_fault_itself_is_masked() {
    let rule = Rule { resources: "[x_safe]", custom: &["attributes: [code]"], ..DOOR }.saying(
        "deny contains finding.at(safe, [\"code\"], sprintf(\"the code is %s\", [safe.values.code])) if some safe in input.resources.x_safe\n",
    );
    let main = format!(
        "variable \"code\" {{\n  default = \"{SECRET}\"\n}}\n\nresource \"x_safe\" \"main\" {{\n  code = var.code\n}}\n{}",
        above("")
    );
    let place = place(&main).rule(&rule.named("safe"));
    expect_hidden(&place);
    place.check("x-safe").run().code(1).quiet().says("the code is (sensitive)").says("default = \"*****************\"");
}

#[test]
fn a_literal_in_a_comment_is_hidden() {
    for comment in [
        format!("plangate:ignore x-door reason=\"the code is {SECRET}\""),
        format!("plangate:ignore x-door reason={SECRET}"),
        format!("plangate:ignore x-door reason=the code is {SECRET}"),
        format!("plangate:ignore x-door until={SECRET}"),
        format!("plangate:ignore x-door {SECRET}=1"),
        format!("plangate:ignore x-door {SECRET}"),
        format!("plangate:ignore {SECRET}"),
        format!("plangate:{SECRET}"),
        format!("checkov:skip=X_door:the code is {SECRET}"),
        format!("plangate:ignore x-door reason=\"the code is {SECRET}\" until=1999-01-01"),
        format!("trivy:ignore:X_door:{SECRET}:exp:1999-01-01"),
        format!("plangate:ignore {SECRET} until=1999-01-01"),
        format!("trivy:ignore:X_door,{SECRET}:exp:1999-01-01"),
    ] {
        expect_hidden_near(&format!("# {comment}"));
        expect_hidden(&place(&above("").replace("true", &format!("true # {comment}"))));
    }
}

#[test]
fn a_secret_that_is_put_together_is_masked() {
    let document = json!({"user": "caretaker", "password": "zq-secret-literal"}).to_string();
    let values = json!({"document": document, "url": "https://caretaker:zq-wild-one@host", "pin": 31_337_421});
    let marks = json!({"after_sensitive": {"document": true, "url": true, "pin": true}});
    for text in [
        "document = jsonencode({ user = \"caretaker\", password = \"zq-secret-literal\" })",
        "document = jsonencode({\n    password = \"zq-secret-literal\"\n  })",
        "url = \"https://${var.user}:zq-wild-one@${var.host}\"",
        "url = format(\"https://%s:%s@host\", var.user, \"zq-wild-one\")",
        "pin = 31337421",
    ] {
        let safe = but(create("x_safe.main", &values), &marks);
        let place = Place::with_plan(&[create("x_door.front", &json!({"open": true})), safe])
            .rule(&DOOR)
            .file("main.tf", above(text));
        for options in [&[] as &[&str], &["--verbose"], &["--color", "always"], &["--format", "json"]] {
            let answer = place.check("x-*").args(options).run().code(1);
            for part in ["secret-literal", "wild", "31337421"] {
                assert!(!answer.both().contains(part), "{options:?} shows `{part}`:\n{}", answer.both());
            }
        }
    }
}

#[test]
fn the_value_of_a_sensitive_variable_is_masked() {
    let mut plan = plan(&[create("x_door.front", &json!({"open": true}))]);
    plan["variables"] = json!({"code": {"value": SECRET}});
    plan["configuration"]["root_module"]["variables"] = json!({"code": {"sensitive": true}});
    let main = "variable \"open\" {}\n\nresource \"x_door\" \"front\" {\n  open = var.open\n}\n";
    let place = Place::new()
        .file("plan.json", plan.to_string())
        .rule(&DOOR)
        .file("main.tf", main)
        .file("terraform.tfvars", format!("code = \"{SECRET}\"\nopen = true\n"));
    expect_hidden(&place);
    place.check("x-*").run().code(1).says("terraform.tfvars:2:1").says("code = \"*****************\"");
}
