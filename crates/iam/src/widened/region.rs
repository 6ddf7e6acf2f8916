//! Parts of what policies speak of: sets of actions, resources and principals, and which lie in which.

use std::fmt;

use crate::pattern::Pattern;
use crate::request::compare::arn_parts;
use crate::statement::{Effect, Principal, Principals, Scope};

/// A pattern of a document, in which a variable may stand for any text.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// With a variable as characters that no other text has.
    exact: Pattern,
    /// With a variable as `*`; none where there is no variable.
    loose: Option<Pattern>,
    written: Box<str>,
}

impl Text {
    /// A pattern of resources. `is_current` is whether the version of the document has variables.
    pub(crate) fn resource(text: &str, is_current: bool) -> Self {
        let written = text.into();
        if !text.contains("${") {
            return Self { exact: Pattern::new(text), loose: None, written };
        }
        if !is_current {
            return Self { exact: Pattern::new(&text.replace('$', "${$}")), loose: None, written };
        }
        let exact = with_variables(text, |name| {
            format!("\u{e000}{}\u{e001}", name.to_lowercase().replace(['*', '?'], "\u{e002}"))
        });
        let loose = with_variables(text, |_| "*".to_owned());
        Self { exact: Pattern::new(&exact), loose: Some(Pattern::new(&loose)), written }
    }

    fn plain(pattern: &Pattern) -> Self {
        Self { exact: pattern.clone(), loose: None, written: pattern.as_str().into() }
    }

    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    pub(crate) fn exact(&self) -> &Pattern {
        &self.exact
    }

    fn loose(&self) -> &Pattern {
        self.loose.as_ref().unwrap_or(&self.exact)
    }

    pub(crate) fn includes(&self, other: &Self) -> bool {
        // A `?` could take a character of what stands for a variable.
        self.exact.includes(other.loose())
            || self.exact == other.exact
            || (other.loose.is_some() && !self.written.contains('?') && self.exact.includes(&other.exact))
    }

    fn intersects(&self, other: &Self) -> bool {
        self.loose().intersects(other.loose())
    }
}

/// A text with its variables replaced; `${*}` and its kin stay.
fn with_variables(text: &str, replaced: impl Fn(&str) -> String) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, variable)) = rest.split_once("${") {
        written.push_str(before);
        let Some((name, after)) = variable.split_once('}') else {
            written.push_str("${$}{");
            rest = variable;
            continue;
        };
        match name {
            "*" | "?" | "$" => written.extend(["${", name, "}"]),
            _ => written.push_str(&replaced(name)),
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

/// A set of actions or of resources.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// What a pattern matches.
    Only(Text),
    /// All that none of the patterns matches.
    AllBut(Vec<Text>),
}

impl Part {
    /// The sets whose union is the actions of a statement.
    pub(crate) fn actions(scope: &Scope) -> Vec<Self> {
        Self::of(scope, Text::plain)
    }

    /// The sets whose union is the resources of a statement. One that names none is about whatever it is attached to.
    pub(crate) fn resources(scope: Option<&Scope>, is_current: bool) -> Vec<Self> {
        match scope {
            Some(scope) => Self::of(scope, |pattern| Text::resource(pattern.as_str(), is_current)),
            None => vec![Self::AllBut(Vec::new())],
        }
    }

    /// One action, by its name in lower case.
    pub(crate) fn action(name: &str) -> Self {
        Self::Only(Text::plain(&Pattern::new(name)))
    }

    fn of(scope: &Scope, text: impl Fn(&Pattern) -> Text) -> Vec<Self> {
        match scope {
            Scope::Only(patterns) => patterns.iter().map(text).map(Self::Only).collect(),
            Scope::AllBut(patterns) => vec![Self::AllBut(patterns.iter().map(text).collect())],
        }
    }

    /// Whether the set that several have in common is shown to lie in this one.
    pub(crate) fn includes(&self, parts: &[&Self]) -> bool {
        let is_any = |fits: &dyn Fn(&Self) -> bool| parts.iter().any(|part| fits(part));
        match self {
            Self::Only(text) => is_any(&|part| match part {
                Self::Only(other) => text.includes(other),
                Self::AllBut(_) => text.exact.is_everything(),
            }),
            Self::AllBut(excluded) => excluded.iter().all(|text| is_any(&|part| part.excludes(text))),
        }
    }

    fn excludes(&self, text: &Text) -> bool {
        match self {
            Self::Only(own) => !own.intersects(text),
            Self::AllBut(excluded) => excluded.iter().any(|excluded| excluded.includes(text)),
        }
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::AllBut(excluded) if excluded.iter().any(|text| text.exact.is_everything()))
    }

    /// Whether there is nothing that is not in it.
    pub(crate) fn is_everything(&self) -> bool {
        match self {
            Self::Only(text) => text.exact.is_everything(),
            Self::AllBut(excluded) => excluded.is_empty(),
        }
    }

    /// Whether a resource with an ARN of a template such as `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}` may be in it.
    pub(crate) fn meets(&self, template: &str) -> bool {
        let template = with_variables(template, |_| "*".to_owned());
        let whole = Pattern::new(&template);
        match self {
            Self::AllBut(excluded) => !excluded.iter().any(|text| text.exact.includes(&whole)),
            Self::Only(text) => match (arn_parts(text.loose().as_str()), arn_parts(&template)) {
                // A wildcard that could reach over a colon is not meant to.
                (Some(own), Some(parts)) => {
                    own.iter().zip(parts).all(|(own, part)| Pattern::new(own).intersects(&Pattern::new(part)))
                }
                _ => text.loose().intersects(&whole),
            },
        }
    }

    /// Whether the two have certainly nothing in common.
    pub(crate) fn is_apart(&self, other: &Self) -> bool {
        match (self, other) {
            (part, Self::Only(text)) | (Self::Only(text), part) => part.excludes(text),
            (Self::AllBut(_), Self::AllBut(_)) => false,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Only(text) => f.write_str(text.written()),
            Self::AllBut(texts) if texts.is_empty() => f.write_str("*"),
            Self::AllBut(texts) => {
                f.write_str("all but ")?;
                for (at, text) in texts.iter().enumerate() {
                    write!(f, "{}`{}`", if at > 0 { ", " } else { "" }, text.written())?;
                }
                Ok(())
            }
        }
    }
}

/// A set of principals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// One that is named.
    One(Principal),
    /// Everybody but those that are named; in the policy of an identity there are no others.
    AllBut(Vec<Principal>),
}

impl Who {
    /// The sets whose union is the principals of a statement.
    pub(crate) fn of(principals: Option<&Principals>) -> Vec<Self> {
        match principals {
            None => vec![Self::AllBut(Vec::new())],
            Some(Principals::Only(named)) => named.iter().cloned().map(Self::One).collect(),
            Some(Principals::AllBut(named)) => vec![Self::AllBut(named.clone())],
        }
    }
}

/// How sets of principals compare where the account of the resource is known or not.
///
/// An account that is named decides on its own which of its principals may; so naming one of them gives nothing more, but in the account
/// of the resource, where it is enough by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    pub(crate) own_account: Option<&'a str>,
}

impl Naming<'_> {
    fn holds(&self, outer: &Principal, inner: &Principal, effect: Effect) -> bool {
        match (outer, inner) {
            (Principal::Everyone, _) => true,
            (Principal::Account(account), Principal::Arn(_)) => {
                inner.account() == Some(account) && (effect == Effect::Deny || self.own_account != Some(account))
            }
            _ => outer == inner,
        }
    }

    fn is_apart(one: &Principal, other: &Principal) -> bool {
        let inside = |one: &Principal, other: &Principal| match (one, other) {
            (Principal::Everyone, _) => true,
            (Principal::Account(account), Principal::Arn(_)) => other.account() == Some(account),
            _ => one == other,
        };
        !inside(one, other) && !inside(other, one)
    }

    /// Whether all principals of a set are shown to be in another one.
    pub(crate) fn includes(&self, outer: &Who, inner: &Who, effect: Effect) -> bool {
        match (outer, inner) {
            (Who::One(outer), Who::One(inner)) => self.holds(outer, inner, effect),
            (Who::One(outer), Who::AllBut(_)) => *outer == Principal::Everyone,
            (Who::AllBut(excluded), Who::One(inner)) => {
                excluded.iter().all(|principal| Self::is_apart(principal, inner))
            }
            (Who::AllBut(excluded), Who::AllBut(others)) => {
                excluded.iter().all(|one| others.iter().any(|other| self.holds(other, one, Effect::Deny)))
            }
        }
    }

    /// Whether a denial certainly does not reach somebody who is allowed.
    pub(crate) fn spares(&self, denied: &Who, allowed: &Who) -> bool {
        match (denied, allowed) {
            (Who::One(denied), Who::One(allowed)) => Self::is_apart(denied, allowed),
            (Who::One(denied), Who::AllBut(others)) => {
                others.iter().any(|other| self.holds(other, denied, Effect::Deny))
            }
            (Who::AllBut(spared), Who::One(allowed)) => {
                let is_named =
                    |principal: &Principal| spared.contains(&Principal::Everyone) || spared.contains(principal);
                let account = allowed.account().map(|account| Principal::Account(account.to_owned()));
                is_named(allowed) && account.is_none_or(|account| is_named(&account))
            }
            (Who::AllBut(_), Who::AllBut(_)) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Part {
        Part::Only(Text::resource(text, true))
    }

    fn all_but(texts: &[&str]) -> Part {
        Part::AllBut(texts.iter().map(|text| Text::resource(text, true)).collect())
    }

    #[test]
    fn sets_lie_in_sets() {
        assert!(only("a*").includes(&[&only("ab")]));
        assert!(!only("ab").includes(&[&only("a*")]));
        // What two have in common lies where one of them does.
        assert!(only("a*").includes(&[&only("*"), &only("ab")]));
        assert!(only("*").includes(&[&all_but(&["a"])]));
        assert!(!only("a*").includes(&[&all_but(&["b"])]));
        assert!(all_but(&["b*"]).includes(&[&only("a*")]));
        assert!(!all_but(&["ab"]).includes(&[&only("a*")]));
        assert!(all_but(&["ab"]).includes(&[&all_but(&["a*"])]));
        assert!(!all_but(&["a*"]).includes(&[&all_but(&["ab"])]));
        assert!(all_but(&[]).includes(&[&only("a")]));
        assert!(!only("a").includes(&[&all_but(&[])]));
    }

    #[test]
    fn sets_are_apart() {
        assert!(only("a*").is_apart(&only("b*")));
        assert!(!only("a*").is_apart(&only("*b")));
        assert!(only("ab").is_apart(&all_but(&["a*"])));
        assert!(!all_but(&["ab"]).is_apart(&only("a*")));
        assert!(!all_but(&["a"]).is_apart(&all_but(&["b"])));
    }

    #[test]
    fn a_variable_may_be_any_text_and_is_the_same_in_both() {
        assert!(only("home/*").includes(&[&only("home/${aws:username}/*")]));
        assert!(only("home/${aws:username}/*").includes(&[&only("home/${aws:UserName}/k")]));
        assert!(!only("home/${aws:username}/*").includes(&[&only("home/ann/k")]));
        assert!(!only("home/??????????????*").includes(&[&only("home/${aws:username}")]));
        assert!(!only("home/${aws:username}").is_apart(&only("home/ann")));
        assert!(!all_but(&["home/ann"]).includes(&[&only("home/${aws:username}")]));
        assert!(!only("${aws:x, '*'}").includes(&[&only("a")]));
        // The older version has none.
        let old = Part::Only(Text::resource("${aws:username}", false));
        assert!(!old.includes(&[&only("${aws:username}")]));
        assert!(!only("${aws:username}").includes(&[&old]));
        assert!(old.includes(&[&old]));
    }

    #[test]
    fn principals_lie_in_accounts_but_for_the_own_one() {
        let one = |text: &str| Who::One(Principal::aws(text));
        let [account, user] = ["111111111111", "arn:aws:iam::111111111111:user/ann"];
        let all_but = |texts: &[&str]| Who::AllBut(texts.iter().map(|text| Principal::aws(text)).collect());
        let (theirs, own) = (Naming { own_account: None }, Naming { own_account: Some(account) });
        let allow = |naming: &Naming<'_>, outer: &Who, inner: &Who| naming.includes(outer, inner, Effect::Allow);
        assert!(allow(&theirs, &one("*"), &one(user)));
        assert!(allow(&theirs, &one(account), &one(user)));
        assert!(!allow(&own, &one(account), &one(user)));
        assert!(own.includes(&one(account), &one(user), Effect::Deny));
        assert!(!allow(&theirs, &one(user), &one(account)));
        assert!(allow(&theirs, &all_but(&["222222222222"]), &one(user)));
        assert!(!allow(&theirs, &all_but(&[user]), &one(account)));
        assert!(allow(&theirs, &all_but(&[user]), &all_but(&[account])));
        assert!(!allow(&theirs, &all_but(&[account]), &all_but(&[user])));
        assert!(theirs.spares(&one(user), &one("222222222222")));
        assert!(!theirs.spares(&one(user), &one(account)));
        assert!(theirs.spares(&all_but(&[user, account]), &one(user)));
        assert!(!theirs.spares(&all_but(&[user]), &one(user)));
    }
}
