//! What a file says, in one shape for HCL and JSON: blocks, attributes and expressions with their bytes.

pub(crate) mod hcl;
pub(crate) mod json;

use std::ops::Range;

/// Bytes of a file.
pub(crate) type Span = Range<usize>;

/// What stands between braces, or in a file.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub attributes: Vec<Attribute>,
    pub blocks: Vec<Block>,
}

/// `name = value`
#[derive(Debug)]
pub(crate) struct Attribute {
    pub name: String,
    /// Name and value.
    pub span: Span,
    pub value: Node,
}

/// `kind "label" { ... }`
#[derive(Debug)]
pub(crate) struct Block {
    pub kind: String,
    pub labels: Vec<String>,
    /// Kind and labels; of JSON the last key.
    pub header: Span,
    /// All of it.
    pub span: Span,
    pub body: Body,
    /// Whether only the header could be read.
    pub is_header: bool,
}

/// An expression.
#[derive(Debug)]
pub(crate) struct Node {
    pub span: Span,
    pub value: Value,
}

/// What an expression is, as far as values can be followed through it.
#[derive(Debug)]
pub(crate) enum Value {
    /// A string, number, bool or null.
    Literal(serde_json::Value),
    List(Vec<Node>),
    Object(Vec<Entry>),
    Reference(Reference),
    /// What only the program that made the plan can evaluate.
    Other,
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Entry {
    /// None where the key is an expression.
    pub key: Option<String>,
    /// Key and value.
    pub span: Span,
    pub value: Node,
}

/// `local.rules["ssh"].cidr`: a name, and what leads on from it.
#[derive(Debug)]
pub(crate) struct Reference {
    pub root: String,
    pub hops: Vec<Hop>,
}

/// A step of a reference.
#[derive(Debug)]
pub(crate) enum Hop {
    Key(String),
    Index(usize),
    /// `[each.key]`, or another expression in brackets.
    By(Box<Node>),
    /// `[*]`
    Splat,
}

impl Body {
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The text of an attribute that is a literal string.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.attribute(name)?.value.value {
            Value::Literal(serde_json::Value::String(text)) => Some(text),
            _ => None,
        }
    }
}

impl Block {
    /// The address of a block of a module, within the module: `aws_vpc.main`, `module.net`, `provider.aws.west`.
    pub fn address(&self) -> Option<String> {
        let labels = self.labels.as_slice();
        Some(match (self.kind.as_str(), labels) {
            ("resource", [kind, name]) => format!("{kind}.{name}"),
            ("data" | "ephemeral", [kind, name]) => format!("{}.{kind}.{name}", self.kind),
            ("module" | "output" | "check", [name]) => format!("{}.{name}", self.kind),
            ("variable", [name]) => format!("var.{name}"),
            ("provider", [name]) => match self.body.text("alias") {
                Some(alias) => format!("provider.{name}.{alias}"),
                None => format!("provider.{name}"),
            },
            _ => return None,
        })
    }

    /// The block that `dynamic` repeats, with the name of its iterator.
    pub fn dynamic(&self) -> Option<Dynamic<'_>> {
        let [label] = self.labels.as_slice() else { return None };
        let content = self.body.blocks.iter().find(|block| block.kind == "content")?;
        let iterator = self.body.attribute("iterator").and_then(|attribute| match &attribute.value.value {
            Value::Reference(reference) if reference.hops.is_empty() => Some(reference.root.as_str()),
            Value::Literal(serde_json::Value::String(name)) => Some(name.as_str()),
            _ => None,
        });
        (self.kind == "dynamic").then(|| Dynamic {
            of: label,
            content,
            iterator: iterator.unwrap_or(label),
            for_each: self.body.attribute("for_each"),
        })
    }
}

/// A `dynamic` block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dynamic<'t> {
    pub of: &'t str,
    pub content: &'t Block,
    pub iterator: &'t str,
    pub for_each: Option<&'t Attribute>,
}
