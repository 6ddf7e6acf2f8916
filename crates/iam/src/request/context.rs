//! Requests: who wants to do what with which resource, and what AWS knows of the circumstances.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A request that is to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is to be done: `s3:GetObject`, in any case.
    pub action: String,
    /// With what: an ARN, or `*` for actions that have no resource.
    pub resource: String,
    /// The account of the resource, where its ARN does not name it. If nobody knows, it is taken to be that of the principal.
    pub account: Option<String>,
    /// Who: the ARN of a user, role, session or identity provider, the name of a service, or `*` for a request that nobody signed.
    pub principal: String,
    context: BTreeMap<String, Vec<String>>,
}

impl Request {
    /// A request without context.
    #[must_use]
    pub fn new(action: &str, resource: &str, principal: &str) -> Self {
        let [action, resource, principal] = [action, resource, principal].map(str::to_owned);
        Self { action, resource, account: None, principal, context: BTreeMap::new() }
    }

    /// Names the account of the resource.
    #[must_use]
    pub fn of_account(mut self, account: &str) -> Self {
        self.account = Some(account.to_owned());
        self
    }

    /// Adds a key of the context with one or several values. Without any value it is as if the key were absent.
    #[must_use]
    pub fn with<T: Into<String>>(mut self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        self.context.insert(key.to_lowercase(), values.into_iter().map(Into::into).collect());
        self
    }

    /// The values of a key, whose name ignores case.
    pub(crate) fn values(&self, key: &str) -> &[String] {
        self.context.get(&key.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The only value of a key. Nothing else replaces a variable.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        match self.values(key) {
            [value] => Some(value),
            _ => None,
        }
    }

    /// The account of the resource.
    pub(crate) fn resource_account(&self) -> Option<&str> {
        let of_arn = || self.resource.split(':').nth(4).filter(|account| !account.is_empty());
        self.account.as_deref().or_else(of_arn)
    }

    /// A text with the variables replaced, as a pattern is to be written; `None` if the request has no value for one.
    ///
    /// `is_current` is whether the policy's version is 2012-10-17; the older one has no variables.
    pub(crate) fn filled<'t>(&self, text: &'t str, is_current: bool) -> Option<Cow<'t, str>> {
        if !text.contains("${") {
            return Some(Cow::Borrowed(text));
        }
        if !is_current {
            return Some(Cow::Owned(text.replace('$', "${$}")));
        }
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, variable)) = rest.split_once("${") {
            filled.push_str(before);
            let Some((name, after)) = variable.split_once('}') else {
                filled.push_str("${$}{");
                rest = variable;
                continue;
            };
            match name {
                "*" | "?" | "$" => filled.push_str(&escaped(name)),
                _ => filled.push_str(&escaped(&self.variable(name)?)),
            }
            rest = after;
        }
        filled.push_str(rest);
        Some(Cow::Owned(filled))
    }

    fn variable<'r>(&'r self, name: &'r str) -> Option<Cow<'r, str>> {
        let (key, default) = match name.split_once(',') {
            Some((key, default)) => (key.trim(), Some(default.trim())),
            None => (name.trim(), None),
        };
        let default = || default?.strip_prefix('\'')?.strip_suffix('\'');
        self.value(key).or_else(default).map(Cow::Borrowed)
    }
}

/// A text such that a pattern of it matches the text and nothing else.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['*', '?', '$']) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 9);
    for c in text.chars() {
        match c {
            '*' | '?' | '$' => written.extend(['$', '{', c, '}']),
            _ => written.push(c),
        }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Pattern;

    fn request() -> Request {
        let request = Request::new("s3:GetObject", "arn:aws:s3:::b/k", "arn:aws:iam::111111111111:user/ann");
        request.with("AWS:UserName", ["ann"]).with("aws:TagKeys", ["a", "b"]).with("k", ["a*$?"]).with("none", [""; 0])
    }

    #[test]
    fn variables_are_replaced_in_the_current_version() {
        let filled = |text: &str| request().filled(text, true).map(Cow::into_owned);
        for (text, expected) in [
            ("home/*", Some("home/*")),
            ("home/${aws:username}/*", Some("home/ann/*")),
            ("${aws:UserName}${aws:username}", Some("annann")),
            ("${aws:other, 'nobody'}", Some("nobody")),
            ("${aws:username, 'nobody'}", Some("ann")),
            ("${aws:other, ''}", Some("")),
            ("${aws:other}", None),
            ("${aws:other, nobody}", None),
            // More than one value, and none.
            ("${aws:TagKeys}", None),
            ("${none}", None),
            ("${*}${?}${$}", Some("${*}${?}${$}")),
            ("a${b", Some("a${$}{b")),
            ("${k}", Some("a${*}${$}${?}")),
        ] {
            assert_eq!(filled(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_a_variable_brings_is_no_wildcard() {
        let pattern = |text: &str| Pattern::new(&request().filled(text, true).unwrap());
        assert!(pattern("${k}").matches("a*$?"));
        assert!(!pattern("${k}").matches("abc$x"));
        assert!(pattern("${aws:x, '*'}").matches("*"));
        assert!(!pattern("${aws:x, '*'}").matches("any"));
    }

    #[test]
    fn the_older_version_has_no_variables() {
        let pattern = |text: &str| Pattern::new(&request().filled(text, false).unwrap());
        assert!(pattern("${aws:username}/*").matches("${aws:username}/k"));
        assert!(!pattern("${aws:username}/*").matches("ann/k"));
        assert!(pattern("${*}").matches("${any}"));
    }

    #[test]
    fn the_account_of_the_resource() {
        let of = |resource: &str| Request::new("a:b", resource, "*");
        assert_eq!(of("arn:aws:sqs:eu-west-1:111111111111:q").resource_account(), Some("111111111111"));
        assert_eq!(of("arn:aws:s3:::b").resource_account(), None);
        assert_eq!(of("arn:aws:s3:::b").of_account("222222222222").resource_account(), Some("222222222222"));
        assert_eq!(of("*").resource_account(), None);
    }
}
