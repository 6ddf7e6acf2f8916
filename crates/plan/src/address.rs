//! Resource addresses: `module.net["eu"].data.aws_subnet.private[0]`, taken apart with the quoting of HCL.
//!
//! Keys may hold dots, brackets and escaped quotes, so an address can't be split at its dots.

use std::borrow::Cow;

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

fn error_at(text: &str, rest: &str, what: &'static str) -> AddressError {
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
    let number = bare.parse().map_err(|_| error_at(text, inside, "a key must be a number or quoted"))?;
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
            // HCL doubles the first character of a template opening to make it literal.
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

/// The address with `[*]` for every instance key: what the instances of a resource have in common.
#[must_use]
pub fn without_keys(address: &str) -> String {
    let Ok(parts) = tokenize(address) else { return address.to_owned() };
    let mut text = String::with_capacity(address.len());
    for part in &parts {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&part.name);
        for _key in &part.keys {
            text.push_str("[*]");
        }
    }
    text
}

/// A resource in the terms of `configuration`, where modules are calls and nothing has instance keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConfigAddress {
    /// Names of the module calls from the root.
    pub modules: Vec<String>,
    /// `aws_subnet.private`, or `data.aws_subnet.private`.
    pub resource: String,
}

/// Takes the instance keys off a resource address.
///
/// # Errors
/// What [`tokenize`] refuses, and text that does not end in a resource's type and name.
pub fn to_config_address(address: &str) -> Result<ConfigAddress, AddressError> {
    let parts = tokenize(address)?;
    let mut names = parts.iter().map(|part| part.name.as_ref());
    let mut modules = Vec::new();
    let mut resource = Vec::new();
    while let Some(name) = names.next() {
        if name == "module" && resource.is_empty() {
            let call = names.next().ok_or_else(|| error_at(address, "", "a module name is missing"))?;
            modules.push(call.to_owned());
        } else {
            resource.push(name);
        }
    }
    let wanted = if resource.first() == Some(&"data") { 3 } else { 2 };
    if resource.len() != wanted {
        return Err(error_at(address, "", "a resource is written `type.name`"));
    }
    Ok(ConfigAddress { modules, resource: resource.join(".") })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    #[test]
    fn a_config_address_has_no_instance_keys() {
        let address = to_config_address(r#"module.net["eu"].module.sub[0].data.aws_ami.a[0]"#).unwrap();
        assert_eq!(address.modules, ["net", "sub"]);
        assert_eq!(address.resource, "data.aws_ami.a");
        assert!(to_config_address("module.net").is_err());
        assert!(to_config_address("aws_ami").is_err());
    }

    #[test]
    fn instances_have_their_address_without_keys_in_common() {
        assert_eq!(without_keys(r#"module.m["a.b"].x_y.z[0]"#), "module.m[*].x_y.z[*]");
        assert_eq!(without_keys("x_y.z"), "x_y.z");
        assert_eq!(without_keys("x_y.z[\"open"), "x_y.z[\"open");
    }

    /// Quotes a key as Terraform writes it into an address.
    fn quote(key: &str) -> String {
        let mut quoted = crate::path::Quoted(key).to_string();
        for opening in ["${", "%{"] {
            let escaped = format!("{}{opening}", &opening[..1]);
            quoted = quoted.replace(opening, &escaped);
        }
        quoted
    }

    proptest! {
        #[test]
        fn any_key_comes_back_as_it_went_in(key in "[ -~\\n\\t\u{1b}é\u{202e}]{0,20}", number in 0u64..1000) {
            // `$${` is ambiguous in the escaped form of `$${`; Terraform has the same one-way street.
            prop_assume!(!key.contains("$${") && !key.contains("%%{"));
            let address = format!("module.m[{}].aws_vpc.v[{number}]", quote(&key));
            let parts = tokenize(&address).unwrap();
            prop_assert_eq!(parts.len(), 4);
            prop_assert_eq!(&parts[1].keys, &vec![InstanceKey::Text(key)]);
            prop_assert_eq!(&parts[3].keys, &vec![InstanceKey::Number(number)]);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = tokenize(&text);
            let _ = to_config_address(&text);
        }
    }
}
