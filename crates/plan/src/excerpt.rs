//! The planned value around a path, written as HCL, with the place of the leaf: what a report shows where it has no
//! `.tf` file to point at.

use serde_json::{Map, Value};

use crate::change::{Mode, ResourceChange};
use crate::document::{self, name};
use crate::overlay::{Overlay, State};
use crate::path::{AttributePath, Quoted, Step};
use crate::secrets::{SENSITIVE, Secrets};

/// Neighbours of the leaf that are shown, at the top of the resource and inside a block.
const NEIGHBOURS_AT_TOP: usize = 2;
const NEIGHBOURS_IN_BLOCK: usize = 6;
/// Characters of a value that are shown.
const LONGEST_VALUE: usize = 96;
/// Elements of a list that are shown on each side of the leaf.
const ELEMENTS_AROUND: usize = 4;
/// Lines of a JSON document that are shown.
const DOCUMENT_LINES: usize = 40;

/// A piece of HCL and the bytes of it that are at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, lines ending in `\n`.
    pub text: String,
    /// Byte offset of the leaf.
    pub offset: usize,
    /// Length of the leaf in bytes.
    pub length: usize,
}

/// Writes the planned value around `path`. Sensitive values are replaced, and so are `secrets` wherever they stand.
#[must_use]
pub fn excerpt(
    change: &ResourceChange<'_>,
    values: &Value,
    overlay: &Overlay,
    path: &AttributePath,
    secrets: &Secrets,
) -> Excerpt {
    let mut writer = Writer { text: String::new(), mark: (0, 0), overlay, root: values, secrets };
    let keyword = if change.mode == Mode::Data { "data" } else { "resource" };
    let header = format!("{keyword} {} {}", Quoted(&change.r#type), Quoted(&change.name));
    writer.text.push_str(&header);
    writer.mark = (0, header.len());
    writer.text.push_str(" {\n");
    writer.object(values.as_object(), path.steps(), &mut AttributePath::default(), 1);
    writer.text.push_str("}\n");
    let (offset, length) = writer.mark;
    Excerpt { text: writer.text, offset, length }
}

struct Writer<'v> {
    text: String,
    mark: (usize, usize),
    overlay: &'v Overlay,
    root: &'v Value,
    secrets: &'v Secrets,
}

impl Writer<'_> {
    /// The member on the way to the leaf, between some of its scalar neighbours.
    fn object(&mut self, members: Option<&Map<String, Value>>, steps: &[Step], at: &mut AttributePath, depth: usize) {
        let empty = Map::new();
        let members = members.unwrap_or(&empty);
        let wanted = match steps.first() {
            Some(Step::Key(key)) => Some(key.as_str()),
            _ => None,
        };
        let limit = if depth == 1 { NEIGHBOURS_AT_TOP } else { NEIGHBOURS_IN_BLOCK };
        let neighbours = nearest(members, wanted, limit);
        let mut written = wanted.is_none();
        for (key, value) in members {
            if !written && wanted.is_some_and(|wanted| wanted <= key.as_str()) {
                self.on_the_way(members, steps, at, depth);
                written = true;
            }
            if neighbours.contains(&key.as_str()) {
                at.0.push(Step::Key(key.clone()));
                let shown = self.shown(value, at);
                self.line(depth, &format!("{} = {shown}", self.name(key)));
                at.0.pop();
            }
        }
        if !written {
            self.on_the_way(members, steps, at, depth);
        }
    }

    fn on_the_way(&mut self, members: &Map<String, Value>, steps: &[Step], at: &mut AttributePath, depth: usize) {
        let Some((Step::Key(key), below)) = steps.split_first() else { return };
        at.0.push(Step::Key(key.clone()));
        let value = members.get(key).unwrap_or(&Value::Null);
        if below.is_empty() || self.hides(at) {
            self.leaf(key, value, at, depth);
        } else {
            self.inside(key, value, below, at, depth);
        }
        at.0.pop();
    }

    /// Whether nothing below can be shown, because it is unknown or sensitive from here on.
    fn hides(&self, at: &AttributePath) -> bool {
        self.overlay.is_sensitive(at) || matches!(self.overlay.state(self.root, at), State::Deferred | State::Unset)
    }

    fn leaf(&mut self, key: &str, value: &Value, at: &AttributePath, depth: usize) {
        let state = self.overlay.state(self.root, at);
        if matches!(state, State::Absent | State::Null | State::Unset) {
            self.indent(depth);
            self.text.push_str("# ");
            self.marked(&format!("{} is not set", self.name(key)));
            self.text.push('\n');
            return;
        }
        let open = state == State::Known && !self.overlay.is_sensitive(at);
        if let Some(lines) = value.as_str().filter(|_| open).and_then(document::lines) {
            return self.document(key, &lines, depth);
        }
        self.indent(depth);
        self.text.push_str(&self.name(key));
        self.text.push_str(" = ");
        let shown = self.shown(value, at);
        self.marked(&shown);
        self.text.push('\n');
    }

    /// A JSON document that an attribute holds as a string; its name is marked.
    fn document(&mut self, key: &str, lines: &[String], depth: usize) {
        self.indent(depth);
        self.marked(&self.name(key));
        self.text.push_str(" = jsonencode(");
        for (position, line) in lines.iter().take(DOCUMENT_LINES).enumerate() {
            if position > 0 {
                self.indent(depth);
            }
            let safe = printable(&self.secrets.scrub(line));
            self.text.push_str(&safe);
            self.text.push_str(if position + 1 == lines.len() { ")\n" } else { "\n" });
        }
        if lines.len() > DOCUMENT_LINES {
            self.line(depth, &format!("# {} more lines", lines.len() - DOCUMENT_LINES));
        }
    }

    fn inside(&mut self, key: &str, value: &Value, below: &[Step], at: &mut AttributePath, depth: usize) {
        match (value, below) {
            (Value::Array(items), [Step::Index(index), rest @ ..]) => {
                at.0.push(Step::Index(*index));
                match items.get(*index) {
                    Some(Value::Object(inner)) => {
                        let position = if items.len() > 1 { format!(" # {key}[{index}]") } else { String::new() };
                        self.line(depth, &format!("{} {{{position}", self.name(key)));
                        self.object(Some(inner), rest, at, depth + 1);
                        self.line(depth, "}");
                    }
                    _ => self.list(key, items, *index, at, depth),
                }
                at.0.pop();
            }
            (Value::Object(inner), _) => {
                self.line(depth, &format!("{} = {{", self.name(key)));
                self.object(Some(inner), below, at, depth + 1);
                self.line(depth, "}");
            }
            _ => self.leaf(key, value, at, depth),
        }
    }

    /// A list of scalars in one line, one of them marked.
    fn list(&mut self, key: &str, items: &[Value], marked: usize, at: &mut AttributePath, depth: usize) {
        let first = marked.saturating_sub(ELEMENTS_AROUND);
        let end = items.len().min(marked + ELEMENTS_AROUND + 1);
        self.indent(depth);
        self.text.push_str(&self.name(key));
        self.text.push_str(" = [");
        if first > 0 {
            self.text.push_str("..., ");
        }
        for (index, item) in items.iter().enumerate().take(end).skip(first) {
            if index > first {
                self.text.push_str(", ");
            }
            at.0.pop();
            at.0.push(Step::Index(index));
            let shown = self.shown(item, at);
            if index == marked { self.marked(&shown) } else { self.text.push_str(&shown) }
        }
        self.text.push_str(if end < items.len() { ", ...]\n" } else { "]\n" });
        at.0.pop();
        at.0.push(Step::Index(marked));
    }

    /// A value in one line.
    fn shown(&self, value: &Value, at: &AttributePath) -> String {
        if self.overlay.is_sensitive(at) {
            return SENSITIVE.to_owned();
        }
        match self.overlay.state(self.root, at) {
            State::Deferred | State::Unset => return "(known after apply)".to_owned(),
            _ => {}
        }
        match value {
            Value::String(text) => Quoted(&cut(&self.secrets.scrub(text))).to_string(),
            Value::Array(items) if items.iter().all(|item| item.is_string()) => {
                let shown: Vec<String> =
                    items.iter().take(2 * ELEMENTS_AROUND).map(|item| self.shown_inner(item)).collect();
                let more = if items.len() > shown.len() { ", ..." } else { "" };
                format!("[{}{more}]", shown.join(", "))
            }
            // Marks inside a collection would have to be followed; its size says enough.
            Value::Array(items) => format!("[ # {} ]", counted(items.len(), "element")),
            Value::Object(members) => format!("{{ # {} }}", counted(members.len(), "member")),
            other => match self.secrets.scrub(&other.to_string()) {
                whole if whole == SENSITIVE => SENSITIVE.to_owned(),
                _ => other.to_string(),
            },
        }
    }

    fn shown_inner(&self, item: &Value) -> String {
        let text = item.as_str().unwrap_or_default();
        Quoted(&cut(&self.secrets.scrub(text))).to_string()
    }

    /// A key may come from a value.
    fn name(&self, key: &str) -> String {
        name(&self.secrets.scrub(key))
    }

    fn marked(&mut self, text: &str) {
        self.mark = (self.text.len(), text.len());
        self.text.push_str(text);
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.indent(depth);
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn indent(&mut self, depth: usize) {
        self.text.push_str(&"  ".repeat(depth));
    }
}

/// The scalar members that stand nearest to `wanted`.
fn nearest<'m>(members: &'m Map<String, Value>, wanted: Option<&str>, limit: usize) -> Vec<&'m str> {
    let scalars = |(key, value): (&'m String, &'m Value)| {
        let scalar = matches!(value, Value::Bool(_) | Value::Number(_))
            || value.as_str().is_some_and(|text| !text.is_empty() && document::lines(text).is_none());
        (scalar && Some(key.as_str()) != wanted).then_some(key.as_str())
    };
    let all: Vec<&str> = members.iter().filter_map(scalars).collect();
    let position = all.iter().take_while(|key| wanted.is_some_and(|wanted| **key < wanted)).count();
    let first = position.saturating_sub(limit.div_ceil(2)).min(all.len().saturating_sub(limit));
    all.into_iter().skip(first).take(limit).collect()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// JSON escapes control characters, but not the marks that reorder text.
fn printable(line: &str) -> String {
    line.chars().map(|c| if crate::path::is_unprintable(c) { '\u{fffd}' } else { c }).collect()
}

fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::marks::Marks;

    fn key(text: &str) -> Step {
        Step::Key(text.to_owned())
    }

    /// The excerpt with the marked bytes in `<<` and `>>`.
    fn shown(values: &Value, overlay: &Overlay, steps: &[Step]) -> String {
        let json = r#"{"address":"aws_x.y","type":"aws_x","name":"y","change":{"actions":["create"]}}"#;
        let change: ResourceChange<'_> = serde_json::from_str(json).unwrap();
        let secrets = Secrets::new(["s3cr3t-value".to_owned()]);
        let excerpt = excerpt(&change, values, overlay, &AttributePath(steps.to_vec()), &secrets);
        let (before, rest) = excerpt.text.split_at(excerpt.offset);
        let (leaf, after) = rest.split_at(excerpt.length);
        format!("{before}<<{leaf}>>{after}")
    }

    #[test]
    fn marks_one_element_of_a_list_inside_a_block() {
        let values = json!({"ingress": [{"a": 1}, {"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], "from_port": 22}], "name": "web"});
        let text =
            shown(&values, &Overlay::default(), &[key("ingress"), Step::Index(1), key("cidr_blocks"), Step::Index(1)]);
        assert_eq!(
            text,
            "resource \"aws_x\" \"y\" {\n  ingress { # ingress[1]\n    cidr_blocks = [\"10.0.0.0/8\", <<\"0.0.0.0/0\">>]\n    \
             from_port = 22\n  }\n  name = \"web\"\n}\n"
        );
    }

    #[test]
    fn says_what_is_not_set_and_what_only_apply_knows() {
        let deferred: Marks = serde_json::from_value(json!({"key": true})).unwrap();
        let overlay = Overlay { unknown: deferred.clone(), deferred, sensitive: Marks::None };
        let values = json!({"size": 10});
        assert_eq!(
            shown(&values, &overlay, &[key("encrypted")]),
            "resource \"aws_x\" \"y\" {\n  # <<encrypted is not set>>\n  size = 10\n}\n"
        );
        assert_eq!(
            shown(&values, &overlay, &[key("key")]),
            "resource \"aws_x\" \"y\" {\n  key = <<(known after apply)>>\n  size = 10\n}\n"
        );
        assert_eq!(shown(&values, &overlay, &[]), "<<resource \"aws_x\" \"y\">> {\n  size = 10\n}\n");
    }

    #[test]
    fn no_secret_is_shown_marked_or_repeated() {
        let sensitive: Marks = serde_json::from_value(json!({"password": true})).unwrap();
        let overlay = Overlay { sensitive, ..Overlay::default() };
        let values =
            json!({"name": "x-s3cr3t-value", "password": "s3cr3t-value", "policy": "{\"a\":[\"s3cr3t-value\"]}"});
        assert_eq!(
            shown(&values, &overlay, &[key("password")]),
            "resource \"aws_x\" \"y\" {\n  name = \"x-(sensitive)\"\n  password = <<(sensitive)>>\n}\n"
        );
        let policy = shown(&values, &overlay, &[key("policy")]);
        assert!(policy.contains("<<policy>> = jsonencode({\n"), "{policy}");
        assert!(!policy.contains("s3cr3t"), "{policy}");
    }

    #[test]
    fn odd_strings_are_escaped_and_long_ones_cut() {
        let values = json!({"a": "\u{1b}[2J\u{202e}", "b": "x".repeat(500)});
        let text = shown(&values, &Overlay::default(), &[key("b")]);
        assert!(text.contains(r#"a = "\u001b[2J\u202e""#), "{text}");
        assert!(text.contains(&format!("<<\"{}…\">>", "x".repeat(96))), "{text}");
    }
}
