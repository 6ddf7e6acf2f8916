//! The words with which each kind of look-alike is refused: message and help together. Wording is interface.

use insta::assert_snapshot;
use serde_json::json;

use crate::common::{SSH, check_by, invalid};
use crate::making::{DOOR, Place, create};

/// What is said of a file that is refused, without the place where all of them lie.
#[track_caller]
fn refusal(file: &str) -> String {
    let answer = check_by(SSH, &format!("fixtures/invalid/{file}")).code(2);
    assert!(answer.stdout.starts_with(&format!("fixtures/invalid/{file}: could not judge")), "{}", answer.stdout);
    answer.stderr
}

#[test]
fn nothing_in_it() {
    assert_snapshot!(refusal("empty.json"), @r"
      × could not judge fixtures/invalid/empty.json: the file is empty
      help: look at the output of the step that writes it; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("bom-only.json"), @r"
      × could not judge fixtures/invalid/bom-only.json: the file is empty
      help: look at the output of the step that writes it; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("whitespace.json"), @r"
      × could not judge fixtures/invalid/whitespace.json: the file is empty
      help: look at the output of the step that writes it; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
}

#[test]
fn cut_off_or_followed() {
    assert_snapshot!(refusal("truncated.json"), @r"
      × could not judge fixtures/invalid/truncated.json: the plan is cut off at line 1, column 1590
      help: the step that wrote it did not finish; write it again
    ");
    assert_snapshot!(refusal("truncated-late.json"), @r"
      × could not judge fixtures/invalid/truncated-late.json: the plan is cut off at line 1, column 2385
      help: the step that wrote it did not finish; write it again
    ");
    assert_snapshot!(refusal("two-plans.json"), @r"
      × could not judge fixtures/invalid/two-plans.json: something else follows the plan at line 1
      help: hand over one plan a file
    ");
    assert_snapshot!(refusal("nul-padded.json"), @r"
      × could not judge fixtures/invalid/nul-padded.json: something else follows the plan at line 1
      help: hand over one plan a file
    ");
}

#[test]
fn other_output_of_terraform() {
    assert_snapshot!(refusal("plan.bin"), @r"
      × could not judge fixtures/invalid/plan.bin: this is a binary plan file, and neither `terraform` nor `tofu` is on PATH to read it
      help: name the program with `--terraform PATH`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json` (or `tofu show -json`)
    ");
    assert_snapshot!(refusal("plan.txt"), @r"
      × could not judge fixtures/invalid/plan.txt: this is the text that `terraform plan` prints, not the plan's JSON
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("events.jsonl"), @r"
      × could not judge fixtures/invalid/events.jsonl: these are the event lines of `terraform plan -json`, not a plan
      help: event lines hold no planned values; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("terraform.tfstate"), @r"
      × could not judge fixtures/invalid/terraform.tfstate: this is a state file, not a plan
      help: `terraform show -json` without a plan file shows what exists, which can be judged; make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("state-empty.json"), @r"
      × could not judge fixtures/invalid/state-empty.json: this is not a plan: it has neither `resource_changes` nor `planned_values`, as the JSON of an empty state
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("validate.json"), @r"
      × could not judge fixtures/invalid/validate.json: this is not a plan: the output of `terraform validate -json`
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("hcp-redacted.json"), @r"
      × could not judge fixtures/invalid/hcp-redacted.json: this is a redacted plan of HCP Terraform: its values are taken out, so nothing can be judged
      help: fetch the unredacted JSON output of the plan (`/plans/:id/json-output`), or make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
}

#[test]
fn other_documents() {
    assert_snapshot!(refusal("array.json"), @r"
      × could not judge fixtures/invalid/array.json: this is not a plan: a JSON array
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("page.html"), @r"
      × could not judge fixtures/invalid/page.html: this is not a plan: it looks like HTML or XML
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("package.json"), @r"
      × could not judge fixtures/invalid/package.json: this is not a plan: a JSON object without `format_version`
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("manifest.yaml"), @r"
      × could not judge fixtures/invalid/manifest.yaml: this is not a plan: no JSON object was found in it
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("string.json"), @r"
      × could not judge fixtures/invalid/string.json: this is not a plan: a single JSON value
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("null.json"), @r"
      × could not judge fixtures/invalid/null.json: this is not a plan: a single JSON value
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
}

#[test]
fn broken_text() {
    assert_snapshot!(refusal("invalid-utf8.json"), @r"
      × could not judge fixtures/invalid/invalid-utf8.json: the file is not UTF-8: byte 302 starts no character
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("nul-in-string.json"), @r"
      × could not judge fixtures/invalid/nul-in-string.json: not valid JSON at line 1, column 301: control character (\u0000-\u001F) found while parsing a string
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
}

#[test]
fn members_that_are_not_as_documented() {
    assert_snapshot!(refusal("format-2.0.json"), @r"
      × could not judge fixtures/invalid/format-2.0.json: the plan has format version `2.0`; 0.1 to 1.x can be read
      help: update plangate, or make the plan with a Terraform or OpenTofu of major version 1
    ");
    assert_snapshot!(refusal("format-missing.json"), @r"
      × could not judge fixtures/invalid/format-missing.json: this is not a plan: a JSON object without `format_version`
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("change-missing.json"), @r"
      × could not judge fixtures/invalid/change-missing.json: `resource_changes[0]` is not as a plan has it: missing field `change`
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("duplicate-keys.json"), @r"
      × could not judge fixtures/invalid/duplicate-keys.json: `resource_changes[0]` is not as a plan has it: duplicate field `after`
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(refusal("planned-values-only.json"), @r"
      × could not judge fixtures/invalid/planned-values-only.json: this is not a plan: it has planned values and no `resource_changes`
      help: make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    ");
}

/// Words of the parser and of Rust that a user of Terraform has no use for.
const JARGON: &[&str] = &["struct ", "a sequence", "invalid type: map", "unit variant", "Option", "recursion limit"];

#[test]
fn no_refusal_speaks_the_language_of_the_parser() {
    for (file, ..) in invalid().into_iter().filter(|(_, read, _)| !read) {
        let answer = check_by(SSH, &format!("fixtures/invalid/{file}"));
        for word in JARGON {
            assert!(!answer.both().contains(word), "{file}: `{word}` in\n{}", answer.both());
        }
    }
}

#[test]
fn values_nested_too_deep_are_charged_to_their_resource() {
    let answer = check_by(SSH, "fixtures/invalid/deep.json").code(2);
    answer.complains(
        "could not judge all of fixtures/invalid/deep.json: `after` of aws_security_group.web is not as a plan has it",
    );
}

#[test]
fn a_resource_that_can_not_be_read_is_not_one_without_a_rule() {
    check_by(SSH, "fixtures/invalid/deep.json").code(2).omits("no rule looks at");
}

#[test]
fn a_resource_without_planned_values_or_actions_does_not_pass() {
    let mut empty = create("x_door.front", &json!({"open": true}));
    empty["change"]["after"] = json!(null);
    let answer = Place::with_plan(&[empty]).rule(&DOOR).check("x-door").run().code(2);
    answer.complains("`after` of x_door.front is not as a plan has it: the values of a resource must be an object");
    let mut idle = create("x_door.front", &json!({"open": true}));
    idle["change"]["actions"] = json!([]);
    let answer = Place::with_plan(&[idle]).rule(&DOOR).check("x-door").run().code(2);
    answer.complains("`resource_changes[0]` is not as a plan has it: it has no `actions`");
}
