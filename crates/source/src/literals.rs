//! Where the literals of some attributes are written, that they may be hidden.

use crate::files::File;
use crate::syntax::{Body, Node, Span, Value};

/// The bytes between the first and the last quote of the attributes, or from a heredoc to its end; `is_meant` gets the type of a
/// resource or data source, and the name of an attribute or key anywhere in it.
pub(crate) fn of(file: &File, is_meant: &impl Fn(&str, &str) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    for block in &file.body.blocks {
        if let ("resource" | "data" | "ephemeral", [kind, _]) = (block.kind.as_str(), block.labels.as_slice()) {
            in_body(file, &block.body, &|name| is_meant(kind, name), &mut found);
        }
    }
    found
}

fn in_body(file: &File, body: &Body, is_meant: &impl Fn(&str) -> bool, found: &mut Vec<Span>) {
    for attribute in &body.attributes {
        in_value(file, &attribute.value, is_meant(&attribute.name), is_meant, found);
    }
    for block in &body.blocks {
        in_body(file, &block.body, is_meant, found);
    }
}

fn in_value(file: &File, node: &Node, is_it: bool, is_meant: &impl Fn(&str) -> bool, found: &mut Vec<Span>) {
    if is_it {
        found.extend(quoted(file.text.text(), &node.span));
        return;
    }
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| in_value(file, item, false, is_meant, found)),
        Value::Object(entries) => entries.iter().for_each(|entry| {
            let is_it = entry.key.as_deref().is_some_and(is_meant);
            in_value(file, &entry.value, is_it, is_meant, found);
        }),
        Value::Literal(_) | Value::Reference(_) | Value::Other => {}
    }
}

fn quoted(text: &str, span: &Span) -> Option<Span> {
    let expression = text.get(span.clone())?;
    let heredoc = expression.find("<<").and_then(|at| Some(at + expression.get(at..)?.find('\n')? + 1));
    let quote = expression.find('"').map(|at| at + 1);
    let start = quote.into_iter().chain(heredoc).min()?;
    let end = if heredoc.is_some() { expression.len() } else { expression.rfind('"')? };
    (start < end).then(|| span.start + start..span.start + end)
}
