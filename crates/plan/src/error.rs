//! Why a document could not be read as a plan.

use miette::Diagnostic;
use thiserror::Error;

const SHOW: &str =
    "make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`";

/// Why a document could not be read as a plan. Each is the fault of the file unless its doc says otherwise.
#[derive(Debug, Error, Diagnostic)]
pub enum ReadError {
    /// The file system said no; the fault of the path or its permissions.
    #[error("the file can't be read: {0}")]
    Io(#[from] std::io::Error),
    /// No bytes, or white space alone: usually a step before that failed without anyone looking.
    #[error("the file is empty")]
    #[diagnostic(help("look at the output of the step that writes it; {SHOW}"))]
    Empty,
    /// The JSON ends before its last bracket.
    #[error("the plan is cut off at line {line}, column {column}")]
    #[diagnostic(help("the step that wrote it did not finish; write it again"))]
    Truncated {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Text that starts like JSON and is none.
    #[error("not valid JSON at line {line}, column {column}: {message}")]
    #[diagnostic(help("{SHOW}"))]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser met.
        message: String,
    },
    /// JSON whose members are not of the documented form.
    #[error("{place} is not as a plan has it: {message}")]
    #[diagnostic(help("{SHOW}"))]
    Shape {
        /// The member, such as `resource_changes[3]`.
        place: String,
        /// What was found there.
        message: String,
    },
    /// Bytes that are no text.
    #[error("the file is not UTF-8: byte {offset} starts no character")]
    #[diagnostic(help("{SHOW}"))]
    NotUtf8 {
        /// Byte offset.
        offset: usize,
    },
    /// UTF-16 that does not decode.
    #[error("the file starts as UTF-16 and has a broken character or an odd number of bytes")]
    #[diagnostic(help(
        "write the file again; in PowerShell use `terraform show -json tfplan | Out-File -Encoding utf8 plan.json`"
    ))]
    NotUtf16,
    /// A gzip stream that does not unpack.
    #[error("the gzip stream can't be unpacked: {0}")]
    #[diagnostic(help("compress the plan again, or hand it over uncompressed"))]
    Gzip(std::io::Error),
    /// The file that `terraform plan -out` writes.
    #[error("this is a binary plan file, not its JSON")]
    #[diagnostic(help(
        "turn it into JSON where it was made: `terraform show -json tfplan > plan.json` (or `tofu show -json`)"
    ))]
    BinaryPlan,
    /// A `terraform.tfstate` file.
    #[error("this is a state file, not a plan")]
    #[diagnostic(help("`terraform show -json` without a plan file shows what exists, which can be judged; {SHOW}"))]
    StateFile,
    /// The output of `terraform plan -json`.
    #[error("these are the event lines of `terraform plan -json`, not a plan")]
    #[diagnostic(help("event lines hold no planned values; {SHOW}"))]
    EventLines,
    /// The redacted plan of HCP Terraform's API.
    #[error("this is a redacted plan of HCP Terraform: its values are taken out, so nothing can be judged")]
    #[diagnostic(help("fetch the unredacted JSON output of the plan (`/plans/:id/json-output`), or {SHOW}"))]
    RedactedPlan,
    /// What `terraform plan` prints for people.
    #[error("this is the text that `terraform plan` prints, not the plan's JSON")]
    #[diagnostic(help("{SHOW}"))]
    HumanOutput,
    /// Some other document.
    #[error("this is not a plan: {what}")]
    #[diagnostic(help("{SHOW}"))]
    NotAPlan {
        /// What it looks like.
        what: &'static str,
    },
    /// A second document behind the first.
    #[error("something else follows the plan at line {line}")]
    #[diagnostic(help("hand over one plan a file"))]
    Trailing {
        /// Line, from 1.
        line: usize,
    },
    /// A format that came after this program.
    #[error("the plan has format version `{version}`; 0.1 to 1.x can be read")]
    #[diagnostic(help("update plangate, or make the plan with a Terraform or OpenTofu of major version 1"))]
    FormatVersion {
        /// `format_version` as written.
        version: String,
    },
}

impl ReadError {
    /// Tells truncation, syntax and shape apart.
    pub(crate) fn from_json(error: &serde_json::Error, place: &str) -> Self {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Eof => Self::Truncated { line, column },
            serde_json::error::Category::Data => Self::shape(place, error),
            _ if plain_words(error) == TOO_DEEP => Self::shape(place, error),
            _ => Self::Syntax { line, column, message: plain_words(error) },
        }
    }

    /// A member of another form than the documented one.
    #[must_use]
    pub fn shape(place: &str, error: &serde_json::Error) -> Self {
        Self::Shape { place: place.to_owned(), message: plain_words(error) }
    }
}

const TOO_DEEP: &str = "it is nested deeper than 128 levels";

/// The parser's words as a user would say them: no Rust names, no value of the plan, and no "at line 1 column 2", which
/// would be counted from an inner value.
fn plain_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(&text);
    if text.starts_with("recursion limit") {
        return TOO_DEEP.to_owned();
    }
    for kind in ["invalid type: ", "invalid value: "] {
        if let Some((found, expected)) = text.strip_prefix(kind).and_then(|rest| rest.rsplit_once(", expected ")) {
            return format!("{} where {} was expected", found_words(found), expected_words(expected));
        }
    }
    match text.strip_prefix("unknown variant `").and_then(|rest| rest.rsplit_once("`, expected ")) {
        // A word of a version to come is named, and nothing that could be a value.
        Some((word, words)) if !word.chars().all(|c| c.is_ascii_lowercase()) => {
            format!("a word other than {}", words.trim_start_matches("one of "))
        }
        _ => text.to_owned(),
    }
}

/// What was found: the kind alone, for behind it stands the value.
fn found_words(found: &str) -> &'static str {
    match found.split([' ', '`', '"']).next().unwrap_or_default() {
        "null" => "null",
        "string" => "a string",
        "map" => "an object",
        "sequence" => "a list",
        "boolean" => "true or false",
        "integer" | "floating" | "number" => "a number",
        _ => "something else",
    }
}

fn expected_words(expected: &str) -> &str {
    match expected {
        "a sequence" => "a list",
        "a map" | "a value" => "an object",
        "a boolean" => "true or false",
        _ if expected.starts_with("struct ") => "an object",
        _ if expected.starts_with("variant ") || expected.starts_with("enum ") => "a word",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Inner {
        #[serde(rename = "list")]
        _list: Option<Vec<u8>>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        On,
        Off,
        Auto,
    }

    #[test]
    fn no_value_and_no_rust_name_is_in_the_words() {
        let words = |json: &str| plain_words(&serde_json::from_str::<Inner>(json).unwrap_err());
        assert_eq!(words("\"secret\""), "a string where an object was expected");
        assert_eq!(words("{\"list\":\"secret\"}"), "a string where a list was expected");
        assert_eq!(words("{\"list\":\"x, expected y\"}"), "a string where a list was expected");
        assert_eq!(words("{\"list\":[[7]]}"), "a list where u8 was expected");
        assert_eq!(words("{\"list\":[1],\"list\":[1]}"), "duplicate field `list`");
        let word = |json: &str| plain_words(&serde_json::from_str::<Word>(json).unwrap_err());
        assert_eq!(word("\"x, expected secret\""), "a word other than `on`, `off`, `auto`");
        assert_eq!(word("\"perhaps\""), "unknown variant `perhaps`, expected one of `on`, `off`, `auto`");
        let deep = "[".repeat(200);
        assert_eq!(plain_words(&serde_json::from_str::<serde_json::Value>(&deep).unwrap_err()), TOO_DEEP);
    }
}
