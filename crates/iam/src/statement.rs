//! Statements in one shape: lists everywhere, patterns read, principals told apart.

use std::fmt;
use std::sync::LazyLock;

use crate::condition::Condition;
use crate::document::Kind;
use crate::pattern::Pattern;

/// Whether a statement allows or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// `Allow`.
    Allow,
    /// `Deny`.
    Deny,
}

impl Effect {
    /// As policies write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// The actions or resources that a statement speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// What one of the patterns matches.
    Only(Vec<Pattern>),
    /// All that none of the patterns matches: `NotAction`, `NotResource`.
    AllBut(Vec<Pattern>),
}

impl Scope {
    /// The patterns, of either kind.
    #[must_use]
    pub fn patterns(&self) -> &[Pattern] {
        match self {
            Self::Only(patterns) | Self::AllBut(patterns) => patterns,
        }
    }

    /// Whether a text is in it; of actions it must be in lower case.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(|pattern| pattern.matches(text)),
            Self::AllBut(patterns) => !patterns.iter().any(|pattern| pattern.matches(text)),
        }
    }

    /// Whether all that a pattern matches is in it. A pattern that several together include, and none alone, is not shown to be.
    #[must_use]
    pub fn includes(&self, other: &Pattern) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(|pattern| pattern.includes(other)),
            Self::AllBut(patterns) => !patterns.iter().any(|pattern| pattern.intersects(other)),
        }
    }

    /// Whether something that a pattern matches is in it.
    #[must_use]
    pub fn intersects(&self, other: &Pattern) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(|pattern| pattern.intersects(other)),
            Self::AllBut(patterns) => !patterns.iter().any(|pattern| pattern.includes(other)),
        }
    }

    /// Whether it holds everything, as one pattern or because nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(Pattern::is_everything),
            Self::AllBut(patterns) => patterns.is_empty(),
        }
    }
}

/// Every action: `*`, `*:*` and their kin include it.
pub static EVERY_ACTION: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("?*:?*"));

/// What stands in a document for the ARN or id of a resource that nobody knows yet: one resource, and no pattern.
pub const SOME_ARN: &str = "arn:known-after-apply";

/// Whom a statement speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    /// `*` or `{"AWS": "*"}`: anybody, without an account too.
    Everyone,
    /// An account, by its number or its root ARN: all that the account lets act.
    Account(String),
    /// A role, user or session of an account, by ARN; with wildcards only in old policies and in conditions.
    Arn(String),
    /// A service, such as `lambda.amazonaws.com`.
    Service(String),
    /// An identity provider: its ARN or its domain.
    Federated(String),
    /// An account by the id that S3 knows it by.
    CanonicalUser(String),
    /// Something else, such as the unique id of a role that is gone.
    Other(String),
}

impl Principal {
    /// Reads one value of `Principal.AWS`.
    #[must_use]
    pub fn aws(text: &str) -> Self {
        let is_number = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        if text == "*" {
            return Self::Everyone;
        }
        if is_number(text) {
            return Self::Account(text.to_owned());
        }
        let mut parts = text.splitn(6, ':');
        let account = parts.nth(4);
        match (account, parts.next()) {
            (Some(account), Some("root")) if is_number(account) => Self::Account(account.to_owned()),
            (Some(_), Some(_)) if text.starts_with("arn:") => Self::Arn(text.to_owned()),
            _ => Self::Other(text.to_owned()),
        }
    }

    /// The account of a principal that has one.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Account(account) => Some(account),
            Self::Arn(arn) => arn.split(':').nth(4).filter(|account| !account.is_empty()),
            _ => None,
        }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Everyone => "*",
            Self::Account(text)
            | Self::Arn(text)
            | Self::Service(text)
            | Self::Federated(text)
            | Self::CanonicalUser(text)
            | Self::Other(text) => text,
        })
    }
}

/// `Principal` or `NotPrincipal` of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principals {
    /// Those that are named.
    Only(Vec<Principal>),
    /// Everybody but those that are named.
    AllBut(Vec<Principal>),
}

impl Principals {
    /// Those that are named, of either kind.
    #[must_use]
    pub fn named(&self) -> &[Principal] {
        match self {
            Self::Only(principals) | Self::AllBut(principals) => principals,
        }
    }

    /// Whether it speaks of anybody.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        match self {
            Self::Only(principals) => principals.contains(&Principal::Everyone),
            Self::AllBut(principals) => !principals.contains(&Principal::Everyone),
        }
    }
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its position among the statements of the document, from 0.
    pub index: usize,
    /// Its `Sid`, where that is not empty.
    pub sid: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// On which actions; patterns that ignore case.
    pub actions: Scope,
    /// On which resources; none in a document whose resource is what it is attached to.
    pub resources: Option<Scope>,
    /// For whom; none in a policy of an identity.
    pub principals: Option<Principals>,
    /// Under which conditions, all of which must hold.
    pub conditions: Vec<Condition>,
}

impl Statement {
    /// One that allows everything, for everybody where it names principals.
    pub(crate) fn of_everything(index: usize, kind: Kind) -> Self {
        let all = |pattern: Pattern| Scope::Only(vec![pattern]);
        Self {
            index,
            sid: None,
            effect: Effect::Allow,
            actions: all(Pattern::ignoring_case("*")),
            resources: (kind != Kind::Trust).then(|| all(Pattern::new("*"))),
            principals: (kind != Kind::Identity).then(|| Principals::Only(vec![Principal::Everyone])),
            conditions: Vec::new(),
        }
    }

    /// What messages call it.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.sid {
            Some(sid) => format!("statement `{sid}`"),
            None => format!("Statement[{}]", self.index),
        }
    }

    /// Whether it allows.
    #[must_use]
    pub fn allows(&self) -> bool {
        self.effect == Effect::Allow
    }

    /// Whether it speaks of every resource.
    #[must_use]
    pub fn is_on_every_resource(&self) -> bool {
        self.resources.as_ref().is_none_or(Scope::is_everything)
    }
}
