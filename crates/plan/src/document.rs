//! JSON documents that attributes hold as strings, such as IAM policies, written as HCL.

use serde_json::Value;

use crate::path::{Quoted, is_identifier};

/// Characters of an array that may stand in one line.
const LONGEST_LINE: usize = 96;

/// The lines of a string that holds a JSON object or array.
pub(crate) fn lines(text: &str) -> Option<Vec<String>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let mut lines = vec![String::new()];
    write(&value, 0, &mut lines);
    Some(lines)
}

/// Writes JSON as the argument of `jsonencode`; what fits into a line stays in one.
fn write(value: &Value, depth: usize, lines: &mut Vec<String>) {
    let compact = value.to_string();
    let nested = |inner: &Value| matches!(inner, Value::Array(_) | Value::Object(_));
    let (open, close, entries): (_, _, Vec<(String, &Value)>) = match value {
        Value::Object(members) if !members.is_empty() => {
            ("{", "}", members.iter().map(|(key, inner)| (format!("{} = ", name(key)), inner)).collect())
        }
        Value::Array(items) if compact.len() > LONGEST_LINE || items.iter().any(nested) => {
            ("[", "]", items.iter().map(|item| (String::new(), item)).collect())
        }
        // A blank behind each comma, as people write it.
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            return append(lines, &format!("[{}]", items.join(", ")));
        }
        _ => return append(lines, &compact),
    };
    append(lines, open);
    for (key, inner) in entries {
        lines.push("  ".repeat(depth + 1));
        append(lines, &key);
        write(inner, depth + 1, lines);
        if open == "[" {
            append(lines, ",");
        }
    }
    lines.push("  ".repeat(depth));
    append(lines, close);
}

fn append(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

/// A key as HCL writes it.
pub(crate) fn name(key: &str) -> String {
    if is_identifier(key) { key.to_owned() } else { Quoted(key).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_arrays_stand_in_one_line_and_objects_do_not() {
        let policy = r#"{"Statement":[{"Action":["s3:Get*","s3:List*"],"Effect":"Allow"}],"a.b":{}}"#;
        let expected = [
            "{",
            "  Statement = [",
            "    {",
            "      Action = [\"s3:Get*\", \"s3:List*\"]",
            "      Effect = \"Allow\"",
            "    },",
            "  ]",
            "  \"a.b\" = {}",
            "}",
        ];
        assert_eq!(lines(policy).unwrap(), expected);
    }

    #[test]
    fn other_strings_are_no_documents() {
        assert!(lines("allow").is_none());
        assert!(lines("{not json").is_none());
        assert!(lines("7").is_none());
    }
}
