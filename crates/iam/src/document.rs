//! Policy documents: read from JSON, with all that is wrong with them.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::condition::{Condition, Operator};
use crate::fault::{Fault, FaultKind};
use crate::json::{Node, Position, Value};
use crate::parts::{Bound, Known, Parts};
use crate::statement::{Effect, Principal, Statement};

/// What a policy is attached to, and so which elements it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What a user, group, role or permission set may do; also a permissions boundary.
    Identity,
    /// Who may assume a role.
    Trust,
    /// Who may do what with a resource.
    Resource,
    /// Who may do what through a VPC endpoint; it gives nothing by itself.
    Endpoint,
    /// What accounts of an organization may do at most.
    Organization,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Trust => "trust",
            Self::Resource => "resource",
            Self::Endpoint => "endpoint",
            Self::Organization => "organization",
        }
    }
}

/// A policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is attached to.
    pub kind: Kind,
    /// `Version`, where it is written. Without it AWS takes 2008-10-17.
    pub version: Option<String>,
    /// The statements, in one shape.
    pub statements: Vec<Statement>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Whether parts of it are not known. What stands here is then the least or the most that it gives.
    pub is_partial: bool,
}

impl Document {
    /// Reads a document. Whatever is wrong is a fault; what can be read stands in the statements all the same.
    #[must_use]
    pub fn parse(text: &str, kind: Kind) -> Self {
        Reader::new(text, kind, None).document()
    }

    /// Reads a document in which `null` stands for what is not known: the least that it gives. An unknown part allows nothing and
    /// denies everything.
    #[must_use]
    pub fn parse_least(text: &str, kind: Kind) -> Self {
        Reader::new(text, kind, Some(Bound::Least)).document()
    }

    /// The same for the most that it may give: an unknown part allows everything and denies nothing.
    #[must_use]
    pub fn parse_most(text: &str, kind: Kind) -> Self {
        Reader::new(text, kind, Some(Bound::Most)).document()
    }
}

struct Reader<'t> {
    text: &'t str,
    document: Document,
    /// What `null` stands for, where it means "not known".
    bound: Option<Bound>,
    sids: HashSet<String>,
    /// The statement that is being read.
    label: Option<String>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, kind: Kind, bound: Option<Bound>) -> Self {
        let document = Document { kind, version: None, statements: Vec::new(), faults: Vec::new(), is_partial: false };
        Self { text, document, bound, sids: HashSet::new(), label: None }
    }

    fn document(mut self) -> Document {
        match Node::of(self.text) {
            Ok(node) => self.top(node),
            Err(error) => {
                let text = error.to_string();
                let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
                let position = Position { line: error.line(), column: error.column() };
                self.document.faults.push(Fault { kind: FaultKind::NotJson(message), label: None, position });
            }
        }
        self.document
    }

    fn fault(&mut self, node: &Node<'_>, kind: FaultKind) {
        let fault = Fault { kind, label: self.label.clone(), position: node.position() };
        self.document.faults.push(fault);
    }

    /// A text that JSON takes and nobody can read, such as half of a surrogate pair, is a fault as well.
    fn value(&mut self, node: Node<'t>) -> Value<'t> {
        node.value().unwrap_or_else(|error| {
            self.fault(&node, FaultKind::NotJson(error.to_string()));
            Value::Null
        })
    }

    fn wrong_type(&mut self, node: &Node<'_>, element: &str, expected: &'static str) {
        self.fault(node, FaultKind::Type { element: element.to_owned(), expected });
    }

    /// The members of an object; those that are repeated are a fault, and count both.
    fn members(&mut self, node: Node<'t>, element: &str) -> Vec<(Cow<'t, str>, Node<'t>)> {
        let Value::Object(members) = self.value(node) else {
            self.wrong_type(&node, element, "an object");
            return Vec::new();
        };
        let mut seen = HashSet::new();
        for (key, value) in &members {
            if !seen.insert(key.as_ref()) {
                self.fault(value, FaultKind::Repeated(key.to_string()));
            }
        }
        members
    }

    fn top(&mut self, node: Node<'t>) {
        let mut statements = Vec::new();
        for (key, value) in self.members(node, "") {
            match key.as_ref() {
                "Version" => self.document.version = self.text(value, "Version"),
                "Id" => {
                    self.text(value, "Id");
                }
                "Statement" => match self.value(value) {
                    Value::List(nodes) => statements.extend(nodes),
                    Value::Object(_) => statements.push(value),
                    Value::Null if self.bound.is_some() => statements.push(value),
                    _ => self.wrong_type(&value, "Statement", "a statement or a list of statements"),
                },
                other => self.fault(&value, FaultKind::UnknownElement(other.to_owned())),
            }
        }
        if let Some(version) = self.document.version.clone().filter(|version| !is_version(version)) {
            self.fault(&node, FaultKind::Version(version));
        }
        if statements.is_empty() && self.document.faults.is_empty() && !self.document.is_partial {
            self.fault(&node, FaultKind::NoStatement);
        }
        for (index, node) in statements.into_iter().enumerate() {
            self.statement(index, node);
        }
    }

    fn text(&mut self, node: Node<'t>, element: &str) -> Option<String> {
        match self.value(node) {
            Value::Text(text) => Some(text.into_owned()),
            Value::Null if self.bound.is_some() => {
                self.document.is_partial = true;
                None
            }
            _ => {
                self.wrong_type(&node, element, "a text");
                None
            }
        }
    }

    /// The texts of an element that is one or a list of them.
    fn texts(&mut self, node: Node<'t>, element: &str, scalars: bool) -> Vec<Known<String>> {
        let nodes = match self.value(node) {
            Value::List(nodes) => {
                if nodes.is_empty() {
                    self.fault(&node, FaultKind::Empty(element.to_owned()));
                }
                nodes
            }
            _ => vec![node],
        };
        let mut texts = Vec::with_capacity(nodes.len());
        for node in nodes {
            match self.value(node) {
                Value::Text(text) => texts.push(Some(text.into_owned())),
                Value::Scalar(text) if scalars => texts.push(Some(text.to_owned())),
                Value::Null if self.bound.is_some() => {
                    self.document.is_partial = true;
                    texts.push(None);
                }
                _ => self.wrong_type(&node, element, "a text or a list of texts"),
            }
        }
        texts
    }

    fn statement(&mut self, index: usize, node: Node<'t>) {
        if self.bound.is_some() && matches!(self.value(node), Value::Null) {
            self.document.is_partial = true;
            if self.bound == Some(Bound::Most) {
                self.document.statements.push(Statement::of_everything(index, self.document.kind));
            }
            return;
        }
        self.label = Some(format!("Statement[{index}]"));
        let members = self.members(node, "");
        let mut parts = Parts::default();
        // The name first: all that is said of the statement goes by it.
        for (_, value) in members.iter().filter(|(key, _)| key == "Sid") {
            if let Some(sid) = self.text(*value, "Sid").filter(|sid| !sid.is_empty()) {
                self.label = Some(format!("statement `{sid}`"));
                self.sid(value, &sid);
                parts.sid = Some(sid);
            }
        }
        for (key, value) in members {
            match key.as_ref() {
                "Sid" => {}
                "Effect" => self.effect(value, &mut parts),
                "Action" | "NotAction" | "Resource" | "NotResource" => {
                    let texts = self.texts(value, &key, false);
                    parts.list(&key).extend(texts.into_iter().map(|text| (text, value)));
                }
                "Principal" | "NotPrincipal" => {
                    let principals = self.principals(value, &key);
                    parts.principals(&key).get_or_insert_default().extend(principals);
                }
                "Condition" => self.conditions(value, &mut parts),
                other => self.fault(&value, FaultKind::UnknownElement(other.to_owned())),
            }
            parts.note(&key);
        }
        self.check(&node, &parts);
        if let Some(statement) = parts.finish(index, self.document.kind, self.bound.unwrap_or(Bound::Least)) {
            self.document.statements.push(statement);
        }
        self.label = None;
    }

    fn sid(&mut self, node: &Node<'_>, sid: &str) {
        if !matches!(self.document.kind, Kind::Identity | Kind::Trust) {
            return;
        }
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.fault(node, FaultKind::Sid(sid.to_owned()));
        }
        if !self.sids.insert(sid.to_owned()) {
            self.fault(node, FaultKind::RepeatedSid(sid.to_owned()));
        }
    }

    fn effect(&mut self, node: Node<'t>, parts: &mut Parts<'t>) {
        let effect = match self.text(node, "Effect") {
            Some(text) => {
                if text != "Allow" && text != "Deny" {
                    self.fault(&node, FaultKind::Effect(text.clone()));
                }
                if text.eq_ignore_ascii_case("deny") { Effect::Deny } else { Effect::Allow }
            }
            None if self.bound == Some(Bound::Most) => Effect::Allow,
            None => Effect::Deny,
        };
        if parts.effect != Some(Effect::Allow) {
            parts.effect = Some(effect);
        }
    }

    fn principals(&mut self, node: Node<'t>, element: &str) -> Vec<Known<Principal>> {
        match self.value(node) {
            Value::Text(text) if text == "*" => return vec![Some(Principal::Everyone)],
            Value::Object(_) => {}
            Value::Null if self.bound.is_some() => {
                self.document.is_partial = true;
                return vec![None];
            }
            _ => {
                self.wrong_type(&node, element, "`*` or an object");
                return Vec::new();
            }
        }
        let mut principals = Vec::new();
        for (key, value) in self.members(node, element) {
            let read: fn(String) -> Principal = match key.as_ref() {
                "AWS" => |text| Principal::aws(&text),
                "Service" => Principal::Service,
                "Federated" => Principal::Federated,
                "CanonicalUser" => Principal::CanonicalUser,
                other => {
                    self.fault(&value, FaultKind::PrincipalType(other.to_owned()));
                    continue;
                }
            };
            principals.extend(self.texts(value, &key, false).into_iter().map(|text| text.map(read)));
        }
        principals
    }

    fn conditions(&mut self, node: Node<'t>, parts: &mut Parts<'t>) {
        if self.bound.is_some() && matches!(self.value(node), Value::Null) {
            self.document.is_partial = true;
            parts.unknown_condition = true;
            return;
        }
        for (written, tests) in self.members(node, "Condition") {
            let operator = Operator::parse(&written);
            if operator.is_none() {
                self.fault(&tests, FaultKind::Operator(written.to_string()));
            }
            for (key, values) in self.members(tests, &written) {
                let values = self.texts(values, &key, true);
                let Some(operator) = operator else { continue };
                if values.contains(&None) {
                    parts.unknown_condition = true;
                    continue;
                }
                let values = values.into_iter().flatten().collect();
                parts.conditions.push(Condition {
                    operator,
                    written: written.to_string(),
                    key: key.into_owned(),
                    values,
                });
            }
        }
    }

    /// Which elements there must be, and which not.
    fn check(&mut self, node: &Node<'t>, parts: &Parts<'t>) {
        let kind = self.document.kind;
        let mut faults = Vec::new();
        if parts.effect.is_none() {
            faults.push(FaultKind::Missing("Effect"));
        }
        let pairs = [
            ("Action", "NotAction", true, false),
            ("Resource", "NotResource", kind == Kind::Identity, kind == Kind::Trust),
            ("Principal", "NotPrincipal", matches!(kind, Kind::Trust | Kind::Resource), kind == Kind::Identity),
        ];
        for (one, other, is_needed, is_misplaced) in pairs {
            match (parts.has(one), parts.has(other)) {
                (true, true) => faults.push(FaultKind::Both(one, other)),
                (false, false) if is_needed => faults.push(FaultKind::Missing(one)),
                (true, false) if is_misplaced => faults.push(FaultKind::Misplaced(one)),
                (false, true) if is_misplaced => faults.push(FaultKind::Misplaced(other)),
                _ => {}
            }
        }
        for kind in faults {
            self.fault(node, kind);
        }
        for (text, node) in parts.actions.iter().chain(&parts.not_actions) {
            if let Some(text) = text.as_ref().filter(|text| !is_action(text)) {
                self.fault(node, FaultKind::Action(text.clone()));
            }
        }
        let is_old = self.document.version.as_deref() != Some("2012-10-17");
        for (text, node) in parts.resources.iter().chain(&parts.not_resources) {
            let Some(text) = text else { continue };
            if kind == Kind::Identity && text != "*" && !text.starts_with("arn:") && !text.starts_with("${") {
                self.fault(node, FaultKind::Resource(text.clone()));
            }
            if let Some(variable) = variable(text).filter(|_| is_old && !self.document.is_partial) {
                self.fault(node, FaultKind::Variable(variable.to_owned()));
            }
        }
    }
}

fn is_version(version: &str) -> bool {
    matches!(version, "2012-10-17" | "2008-10-17")
}

fn is_action(text: &str) -> bool {
    let is_name = |text: &str| !text.is_empty() && !text.contains([':', ' ']);
    let is_all = !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    is_all || text.split_once(':').is_some_and(|(service, name)| is_name(service) && is_name(name))
}

/// The first policy variable in a text.
fn variable(text: &str) -> Option<&str> {
    let start = text.find("${")?;
    let rest = text.get(start..)?;
    let variable = rest.get(..=rest.find('}')?)?;
    (!matches!(variable, "${*}" | "${?}" | "${$}")).then_some(variable)
}
