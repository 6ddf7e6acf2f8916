//! Where the JSON starts in the text, and what the text is if it holds none.

use crate::error::ReadError;

/// How many bytes of a wrapper's own lines are looked through before the plan.
const WRAPPER: usize = 64 * 1024;

/// The member that every plan has.
pub(super) const PLAN_WORD: &str = "\"format_version\"";

/// How Terraform begins every plan.
const FIRST_MEMBER: &str = "{\"format_version\"";

/// Words that only the output for people holds.
const HUMAN: &[&str] = &[
    "Terraform will perform",
    "OpenTofu will perform",
    "execution plan",
    "No changes. Your infrastructure",
    "Terraform used the selected providers",
];

/// The byte where the plan's opening brace stands: behind a byte order mark and the lines of a wrapper.
pub(super) fn start_of_json(text: &str) -> Result<usize, ReadError> {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    let skipped = text.len() - body.len();
    if body.is_empty() {
        return Err(ReadError::Empty);
    }
    if body.starts_with('{') {
        return Ok(skipped);
    }
    // Both may hold a plan inside that is not meant to be read.
    let array = body.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '[', '"', ']']));
    if array || body.starts_with('<') {
        return Err(refuse(body));
    }
    match behind_wrapper(body) {
        Some(offset) => Ok(skipped + offset),
        None => Err(refuse(body)),
    }
}

/// setup-terraform writes its command line above the plan, terragrunt a log prefix above it or before it in the line.
fn behind_wrapper(body: &str) -> Option<usize> {
    let head = head(body);
    if let Some(found) = head.find(FIRST_MEMBER) {
        return Some(found);
    }
    head.match_indices("\n{").next().map(|(newline, _)| newline + 1)
}

fn head(body: &str) -> &str {
    let mut end = WRAPPER.min(body.len());
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    body.get(..end).unwrap_or(body)
}

fn refuse(body: &str) -> ReadError {
    let head = head(body);
    if HUMAN.iter().any(|words| head.contains(words)) {
        return ReadError::HumanOutput;
    }
    let what = match body.chars().next() {
        Some('<') => "it looks like HTML or XML",
        Some('[') => "a JSON array",
        Some('"' | '-' | '0'..='9') => "a single JSON value",
        _ if matches!(body.trim_end(), "null" | "true" | "false") => "a single JSON value",
        _ if body.contains('\0') => "it holds NUL bytes",
        _ => "no JSON object was found in it",
    };
    ReadError::NotAPlan { what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_before_the_plan_are_skipped() {
        let plan = r#"{"format_version":"1.2"}"#;
        for wrapper in
            ["", "\u{feff}", "[command]/opt/terraform-bin show -json tfplan\n", "10:00:00.123 STDOUT terraform: "]
        {
            let text = format!("{wrapper}{plan}");
            assert_eq!(start_of_json(&text).unwrap(), wrapper.len(), "{wrapper}");
        }
    }

    #[test]
    fn other_texts_are_named() {
        let message = |text| start_of_json(text).unwrap_err().to_string();
        assert_eq!(message(" \n"), "the file is empty");
        assert_eq!(message("<!doctype html>"), "this is not a plan: it looks like HTML or XML");
        assert_eq!(message("[1]"), "this is not a plan: a JSON array");
        assert_eq!(message("[\n{\"format_version\":\"1.2\"}]"), "this is not a plan: a JSON array");
        assert_eq!(message("<p>\n{}"), "this is not a plan: it looks like HTML or XML");
        assert_eq!(message("null\n"), "this is not a plan: a single JSON value");
        assert_eq!(message("a: b"), "this is not a plan: no JSON object was found in it");
        assert_eq!(
            message("\nTerraform will perform the following actions:\n"),
            "this is the text that `terraform plan` prints, not the plan's JSON"
        );
    }
}
