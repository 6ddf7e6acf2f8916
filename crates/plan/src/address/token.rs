//! Addresses and references in their parts, with the keys that Terraform quotes.

use std::borrow::Cow;
use std::fmt::{self, Write};

use unicode_general_category::{GeneralCategory, get_general_category};

/// The instance key of a resource or module: `[0]` or `["eu"]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceKey {
    /// An index of `count`.
    Number(u64),
    /// A key of `for_each`, without quotes and escapes.
    Text(String),
    /// `[*]`: an instance whose key is not known yet.
    Unknown,
}

impl InstanceKey {
    /// The key as the other of number and text: HCL takes `["0"]` for `[0]`. None where there is no other form.
    pub(crate) fn other_form(&self) -> Option<Self> {
        match self {
            Self::Number(number) => Some(Self::Text(number.to_string())),
            Self::Text(text) => text.parse().ok().map(Self::Number),
            Self::Unknown => None,
        }
    }
}

/// A dot-separated part of an address or a reference, with the keys behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The name before any bracket.
    pub name: Cow<'a, str>,
    /// The keys behind the name; one at most in an address, any number in a reference.
    pub keys: Vec<InstanceKey>,
}

/// What was wrong with an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} at byte {offset}")]
pub struct AddressError {
    /// Byte offset in the text.
    pub offset: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// Splits an address or a reference into its parts.
///
/// # Errors
/// An unclosed bracket or quote, an empty name, an unknown escape.
pub fn tokenize(text: &str) -> Result<Vec<Part<'_>>, AddressError> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return Err(error_at(text, rest, "a name is missing"));
        }
        let mut part = Part { name: Cow::Borrowed(name), keys: Vec::new() };
        rest = after;
        while let Some(inside) = rest.strip_prefix('[') {
            let (key, after) = instance_key(text, inside)?;
            part.keys.push(key);
            rest = after;
        }
        parts.push(part);
        if rest.is_empty() {
            return Ok(parts);
        }
        rest = rest.strip_prefix('.').ok_or_else(|| error_at(text, rest, "`.` or `[` was expected"))?;
    }
}

pub(super) fn error_at(text: &str, rest: &str, what: &'static str) -> AddressError {
    AddressError { offset: text.len() - rest.len(), what }
}

/// Reads what stands behind an opening bracket, and returns it with the text behind the closing one.
fn instance_key<'a>(text: &str, inside: &'a str) -> Result<(InstanceKey, &'a str), AddressError> {
    if let Some(quoted) = inside.strip_prefix('"') {
        let (key, after) = unquote(text, quoted)?;
        let after =
            after.strip_prefix(']').ok_or_else(|| error_at(text, after, "`]` is missing behind a quoted key"))?;
        return Ok((InstanceKey::Text(key), after));
    }
    let (bare, after) = inside.split_once(']').ok_or_else(|| error_at(text, inside, "`]` is missing"))?;
    if bare == "*" {
        return Ok((InstanceKey::Unknown, after));
    }
    // A sign is a number to Rust and none to Terraform.
    let number = Some(bare).filter(|bare| bare.bytes().all(|byte| byte.is_ascii_digit()));
    let number = number.and_then(|digits| digits.parse().ok());
    let number = number.ok_or_else(|| error_at(text, inside, "a key must be a number or quoted"))?;
    Ok((InstanceKey::Number(number), after))
}

/// Reads a string up to its closing quote, and returns it with the text behind that.
fn unquote<'a>(text: &str, quoted: &'a str) -> Result<(String, &'a str), AddressError> {
    let mut key = String::new();
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok((key, chars.as_str())),
            '\\' => {
                let at = chars.as_str();
                let escaped = match chars.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some(c @ ('"' | '\\')) => c,
                    Some('u') => code_point(&mut chars, 4).ok_or_else(|| error_at(text, at, "bad \\u escape"))?,
                    Some('U') => code_point(&mut chars, 8).ok_or_else(|| error_at(text, at, "bad \\U escape"))?,
                    _ => return Err(error_at(text, at, "unknown escape")),
                };
                key.push(escaped);
            }
            // Terraform doubles the character directly before `{`, however many stand before it: `$$${` is `$${`.
            '$' | '%' if chars.as_str().starts_with([c]) && chars.as_str().get(1..2) == Some("{") => {
                chars.next();
                key.push(c);
            }
            c => key.push(c),
        }
    }
    Err(error_at(text, "", "a quote is not closed"))
}

fn code_point(chars: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let hex = chars.as_str().get(..digits)?;
    *chars = chars.as_str().get(digits..)?.chars();
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

impl fmt::Display for InstanceKey {
    /// With its brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "[{number}]"),
            Self::Unknown => f.write_str("[*]"),
            Self::Text(key) => {
                f.write_str("[\"")?;
                let mut chars = key.chars();
                while let Some(c) = chars.next() {
                    escape(c, chars.as_str(), f)?;
                }
                f.write_str("\"]")
            }
        }
    }
}

/// Writes a character of a key; `rest` is what follows it.
fn escape(c: char, rest: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '"' => f.write_str("\\\""),
        '\\' => f.write_str("\\\\"),
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        '$' | '%' if rest.starts_with('{') => write!(f, "{c}{c}"),
        c if is_printable(c) => f.write_char(c),
        c if c <= '\u{ffff}' => write!(f, "\\u{:04x}", u32::from(c)),
        c => write!(f, "\\U{:08x}", u32::from(c)),
    }
}

/// What Go's `unicode.IsPrint` takes for printable: letters, marks, numbers, punctuation, symbols, and of all blanks that
/// of ASCII.
fn is_printable(c: char) -> bool {
    use GeneralCategory::{
        Control, Format, LineSeparator, ParagraphSeparator, PrivateUse, SpaceSeparator, Surrogate, Unassigned,
    };
    matches!(c, ' '..='~')
        || !matches!(
            get_general_category(c),
            Control
                | Format
                | LineSeparator
                | ParagraphSeparator
                | PrivateUse
                | SpaceSeparator
                | Surrogate
                | Unassigned
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(key: &str) -> InstanceKey {
        InstanceKey::Text(key.to_owned())
    }

    #[test]
    fn keys_may_hold_dots_brackets_quotes_and_escapes() {
        let parts = tokenize(r#"module.m["a.b"].aws_s3_bucket.b["x[0].\"y\"\n\u001b$${z}"]"#).unwrap();
        let names: Vec<_> = parts.iter().map(|part| part.name.as_ref()).collect();
        assert_eq!(names, ["module", "m", "aws_s3_bucket", "b"]);
        assert_eq!(parts[1].keys, [text("a.b")]);
        assert_eq!(parts[3].keys, [text("x[0].\"y\"\n\u{1b}${z}")]);
    }

    #[test]
    fn references_have_keys_in_the_middle() {
        let parts = tokenize(r#"aws_instance.web[0].network_interface[1].id"#).unwrap();
        assert_eq!(parts[1].keys, [InstanceKey::Number(0)]);
        assert_eq!(parts[2].keys, [InstanceKey::Number(1)]);
        assert_eq!(parts[3].name, "id");
    }

    #[test]
    fn says_where_it_is_wrong() {
        let error = |text| tokenize(text).unwrap_err().to_string();
        assert_eq!(error("a.b[\"x"), "a quote is not closed at byte 6");
        assert_eq!(error("a.b[0"), "`]` is missing at byte 4");
        assert_eq!(error("a..b"), "a name is missing at byte 2");
        assert_eq!(error("a.b[x]"), "a key must be a number or quoted at byte 4");
        assert_eq!(error("a.b[\"x\"]c"), "`.` or `[` was expected at byte 8");
        assert_eq!(error(""), "a name is missing at byte 0");
    }

    /// Keys as Terraform 1.11 writes them.
    #[test]
    fn keys_are_written_as_terraform_writes_them() {
        let written = [
            ("", r#"[""]"#),
            ("$", r#"["$"]"#),
            ("$$", r#"["$$"]"#),
            ("$ {", r#"["$ {"]"#),
            ("${", r#"["$${"]"#),
            ("$${", r#"["$$${"]"#),
            ("$$${", r#"["$$$${"]"#),
            ("$${$${", r#"["$$${$$${"]"#),
            ("%{", r#"["%%{"]"#),
            ("%%%{", r#"["%%%%{"]"#),
            ("$%{", r#"["$%%{"]"#),
            ("%${", r#"["%$${"]"#),
            ("$\\{", r#"["$\\{"]"#),
            ("$\"{", r#"["$\"{"]"#),
            ("a\tb\nc\rd", r#"["a\tb\nc\rd"]"#),
            ("\u{1b}\u{7f}\u{85}", r#"["\u001b\u007f\u0085"]"#),
            ("\u{a0}\u{3000}\u{2028}", r#"["\u00a0\u3000\u2028"]"#),
            ("\u{ad}\u{200b}\u{202e}\u{feff}", r#"["\u00ad\u200b\u202e\ufeff"]"#),
            ("\u{378}\u{e000}\u{e0001}\u{10ffff}", r#"["\u0378\ue000\U000e0001\U0010ffff"]"#),
            ("é😀", r#"["é😀"]"#),
        ];
        for (key, expected) in written {
            assert_eq!(text(key).to_string(), expected);
            assert_eq!(tokenize(&format!("a.b{expected}")).unwrap()[1].keys, [text(key)]);
        }
    }
}
