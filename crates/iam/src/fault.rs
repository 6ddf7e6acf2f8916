//! What is wrong with a document as such: AWS refuses it, or reads it otherwise than it looks.

use std::fmt;

use crate::json::Position;

/// A fault of a document and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// What messages call the statement; none for what is wrong outside of all statements.
    pub label: Option<String>,
    /// The position in the document.
    pub position: Position,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// No JSON, in the parser's words.
    NotJson(String),
    /// Another type of value than this one.
    Type {
        /// The element; empty for the policy or the statement itself.
        element: String,
        /// What it has to be.
        expected: &'static str,
    },
    /// A key that stands twice in one object.
    Repeated(String),
    /// An element that the policy language does not have; names of elements tell cases apart.
    UnknownElement(String),
    /// A version other than `2012-10-17` and `2008-10-17`.
    Version(String),
    /// No statement at all.
    NoStatement,
    /// An element that is missing; of two either.
    Missing(&'static str),
    /// Two elements that exclude each other.
    Both(&'static str, &'static str),
    /// A list with nothing in it.
    Empty(String),
    /// An element that this kind of policy does not have.
    Misplaced(&'static str),
    /// Neither `Allow` nor `Deny`, which are written like this.
    Effect(String),
    /// No `service:name`.
    Action(String),
    /// Neither an ARN nor `*`.
    Resource(String),
    /// A condition operator that does not exist.
    Operator(String),
    /// A type of principal that does not exist.
    PrincipalType(String),
    /// A `Sid` of other characters than letters and digits.
    Sid(String),
    /// A `Sid` that two statements have.
    RepeatedSid(String),
    /// A variable in a version that does not replace any.
    Variable(String),
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(message) => write!(f, "is no JSON: {message}"),
            Self::Type { element, expected } if element.is_empty() => write!(f, "it must be {expected}"),
            Self::Type { element, expected } => write!(f, "`{element}` must be {expected}"),
            Self::Repeated(key) => write!(f, "`{key}` stands twice in one object"),
            Self::UnknownElement(name) => write!(f, "`{name}` is no element of a policy"),
            Self::Version(version) => write!(f, "`Version` is `{version}`, which is neither 2012-10-17 nor 2008-10-17"),
            Self::NoStatement => f.write_str("there is no statement"),
            Self::Missing(element) => write!(f, "`{element}` is missing"),
            Self::Both(one, other) => write!(f, "`{one}` and `{other}` exclude each other"),
            Self::Empty(element) => write!(f, "`{element}` is empty"),
            Self::Misplaced(element) => write!(f, "`{element}` does not belong into a policy of this kind"),
            Self::Effect(effect) => write!(f, "`Effect` is `{effect}`, which is neither `Allow` nor `Deny`"),
            Self::Action(action) => write!(f, "`{action}` is no action"),
            Self::Resource(resource) => write!(f, "`{resource}` is no ARN"),
            Self::Operator(operator) => write!(f, "`{operator}` is no condition operator"),
            Self::PrincipalType(name) => write!(f, "`{name}` is no type of principal"),
            Self::Sid(sid) => write!(f, "`Sid` is `{sid}`, which has more than letters and digits"),
            Self::RepeatedSid(sid) => write!(f, "`Sid` is `{sid}`, as in another statement"),
            Self::Variable(variable) => {
                write!(f, "`{variable}` is taken as it stands, because `Version` is not 2012-10-17")
            }
        }
    }
}

impl Fault {
    /// The statement and what is wrong with it.
    #[must_use]
    pub fn without_position(&self) -> String {
        match &self.label {
            Some(label) => format!("{label}: {}", self.kind),
            None => format!("the policy: {}", self.kind),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(f, "{} (line {line}, column {column})", self.without_position())
    }
}
