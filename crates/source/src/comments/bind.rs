//! What a comment stands at.

use std::collections::{BTreeMap, BTreeSet};

use super::dialect::{Directive, Reach};
use super::{Binding, Bound, Suppression};
use crate::files::File;
use crate::locate::BlockId;
use crate::module::Module;
use crate::syntax::{Attribute, Block, Body, Node, Span, Value};
use crate::text::{BYTE_ORDER_MARK, Place};

/// What comments of a file can be bound to.
pub(super) struct Items<'m> {
    module: &'m Module,
    file: &'m File,
    /// In the order of the file, what is around before what is in it.
    items: Vec<Item<'m>>,
    /// Positions of the blocks of the top level among the items.
    tops: Vec<usize>,
    /// The outermost item that begins on a line.
    beginnings: BTreeMap<usize, usize>,
    /// Lines that hold comments and nothing else.
    comment_lines: BTreeSet<usize>,
}

#[derive(Clone)]
struct Item<'m> {
    span: Span,
    lines: (usize, usize),
    bound: Bound,
    /// The block of the top level that it is or is in.
    top: &'m Block,
    /// The body of a block.
    body: Option<&'m Body>,
}

impl<'m> Items<'m> {
    pub fn of(module: &'m Module, file: &'m File) -> Self {
        let mut items = Self {
            module,
            file,
            items: Vec::new(),
            tops: Vec::new(),
            beginnings: BTreeMap::new(),
            comment_lines: BTreeSet::new(),
        };
        for block in &file.body.blocks {
            items.block(block, block, Bound::Block);
        }
        items.items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
        for (position, item) in items.items.iter().enumerate() {
            items.beginnings.entry(item.lines.0).or_insert(position);
            if item.bound == Bound::Block {
                items.tops.push(position);
            }
        }
        for comment in &file.comments {
            if !items.has_code_before(&comment.span) && !items.has_code_behind(&comment.span) {
                let (first, last) = items.lines(&comment.span);
                items.comment_lines.extend(first..=last);
            }
        }
        items
    }

    fn lines(&self, span: &Span) -> (usize, usize) {
        let last = span.end.saturating_sub(1).max(span.start);
        (self.file.text.line_at(span.start), self.file.text.line_at(last))
    }

    fn push(&mut self, span: &Span, bound: Bound, top: &'m Block, body: Option<&'m Body>) {
        let lines = self.lines(span);
        self.items.push(Item { span: span.clone(), lines, bound, top, body });
    }

    fn block(&mut self, block: &'m Block, top: &'m Block, bound: Bound) {
        self.push(&block.span, bound, top, Some(&block.body));
        for Attribute { span, value, .. } in &block.body.attributes {
            self.push(span, Bound::Attribute, top, None);
            self.node(value, top);
        }
        for nested in &block.body.blocks {
            self.block(nested, top, Bound::NestedBlock);
        }
    }

    fn node(&mut self, node: &'m Node, top: &'m Block) {
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.push(&item.span, Bound::Attribute, top, None);
                    self.node(item, top);
                }
            }
            Value::Object(entries) => {
                for entry in entries {
                    self.push(&entry.span, Bound::Attribute, top, None);
                    self.node(&entry.value, top);
                }
            }
            Value::Literal(_) | Value::Reference(_) | Value::Other => {}
        }
    }

    fn has_code_before(&self, span: &Span) -> bool {
        let line = self.file.text.line(self.file.text.line_at(span.start));
        let before = self.file.text.text().get(line.start..span.start).unwrap_or_default();
        !before.trim_start_matches(BYTE_ORDER_MARK).trim().is_empty()
    }

    fn has_code_behind(&self, span: &Span) -> bool {
        let line = self.file.text.line(self.lines(span).1);
        let behind = self.file.text.text().get(span.end..line.end).unwrap_or_default().trim();
        !behind.is_empty() && !behind.starts_with(['#', '/'])
    }

    /// The outermost item that begins on a line.
    fn beginning(&self, line: usize) -> Option<&Item<'m>> {
        self.beginnings.get(&line).and_then(|position| self.items.get(*position))
    }

    /// The items of the last block of the top level that fulfils a condition which it shares with all before it: first it, then
    /// what is in it.
    fn last_top(&self, is_before: impl Fn(&Item<'m>) -> bool) -> &[Item<'m>] {
        let before = self.tops.partition_point(|top| self.items.get(*top).is_some_and(&is_before));
        let Some(from) = before.checked_sub(1).and_then(|last| self.tops.get(last)) else { return &[] };
        let to = self.tops.get(before).copied().unwrap_or(self.items.len());
        self.items.get(*from..to).unwrap_or_default()
    }

    /// The item that a comment stands above, or on a line with.
    fn at(&self, comment: &Span) -> Option<&Item<'m>> {
        let (first, last) = self.lines(comment);
        if self.has_code_before(comment) {
            // Behind a brace or bracket that closes, it is about what that closes.
            let ending = || {
                let mut items = self.last_top(|top| top.span.start < comment.start).iter();
                items.find(|item| item.lines.1 == first && item.span.end <= comment.start)
            };
            return self.beginning(first).filter(|item| item.span.start < comment.start).or_else(ending);
        }
        if self.has_code_behind(comment) {
            return self.beginning(last);
        }
        self.beginning(self.below(last))
    }

    /// The line below a comment and those that follow it.
    fn below(&self, line: usize) -> usize {
        (line + 1..).find(|line| !self.comment_lines.contains(line)).unwrap_or(line + 1)
    }

    /// The innermost block or attribute around.
    fn around(&self, span: &Span) -> Option<&Item<'m>> {
        let mut items = self.last_top(|top| top.span.start <= span.start).iter().filter(|item| !item.top.is_header);
        items.rfind(|item| item.span.start <= span.start && span.end <= item.span.end)
    }

    /// Binds a directive of a comment.
    pub fn bind(&self, directive: Directive, comment: &Span) -> Suppression {
        let line = self.lines(comment);
        let item = match directive.reach {
            Reach::Nearest => self.at(comment).or_else(|| self.around(comment)),
            Reach::Here | Reach::Next => self.at(comment),
            // By lines: what stands behind the brace that closes a block is still in it.
            Reach::Around => self.last_top(|top| top.lines.0 <= line.0).first().filter(|top| line.1 <= top.lines.1),
            Reach::NextLine => {
                let at = if self.has_code_before(comment) { line.0 } else { self.below(line.1) };
                let item = self.beginning(at).cloned();
                let item = item.map(|item| Item { span: self.file.text.line(at), bound: Bound::Line, ..item });
                return self.suppression(directive, item.as_ref());
            }
            Reach::File => return self.for_file(directive, comment),
        };
        self.suppression(directive, item)
    }

    /// Binds a directive of a JSON comment to the block or attribute that it stands in.
    pub fn bind_within(&self, directive: Directive, span: &Span) -> Suppression {
        self.suppression(directive, self.around(span))
    }

    /// What is about a whole file stands before all else.
    fn for_file(&self, directive: Directive, comment: &Span) -> Suppression {
        let mut found = self.suppression(directive, None);
        let before = self.file.text.text().get(..comment.start).unwrap_or_default();
        let lines = before.trim_start_matches(BYTE_ORDER_MARK).lines();
        if lines.map(str::trim).all(|line| line.is_empty() || line.starts_with('#')) {
            let place = Place::new(&self.file.text, 0..self.file.text.text().len());
            found.binding = Some(Binding { place, bound: Bound::File, block: None, id: None });
            found.problem = None;
        }
        found
    }

    fn suppression(&self, directive: Directive, item: Option<&Item<'m>>) -> Suppression {
        let binding = item.map(|item| {
            let block = item.top.address();
            // A second block of the same address, as in `x.tf` beside `x.tofu`, does not speak for the one that counts.
            let counts =
                |address: &String| self.module.find(address).iter().any(|found| std::ptr::eq(found.block, item.top));
            let id = block.clone().filter(|address| item.bound == Bound::Block && counts(address));
            let id = id.map(|address| BlockId { directory: self.module.directory.clone(), address });
            Binding { place: Place::new(&self.file.text, item.span.clone()), bound: item.bound, block, id }
        });
        let unbound = || binding.is_none().then(|| "stands at nothing that it could cover".to_owned());
        let unmet = || item.and_then(|item| unmet(&directive.parameters, item.body.unwrap_or(&item.top.body)));
        let problem = directive.problem.clone().or_else(unbound).or_else(unmet);
        Suppression {
            place: Place::new(&self.file.text, directive.span),
            dialect: directive.dialect,
            ids: directive.ids,
            reason: directive.reason,
            until: directive.until,
            workspace: directive.workspace,
            binding,
            problem,
        }
    }
}

/// Why the parameters don't hold for a block. Only what is written out can be compared.
fn unmet(parameters: &[(String, String)], body: &Body) -> Option<String> {
    parameters.iter().find_map(|(key, pattern)| {
        let mut body = body;
        let (path, name) = key.rsplit_once('.').unwrap_or(("", key));
        for step in path.split('.').filter(|step| !step.is_empty()) {
            match body.blocks.iter().find(|block| block.kind == step) {
                Some(block) => body = &block.body,
                None => return Some(format!("`{key}` is not written in the block")),
            }
        }
        let value = match body.attribute(name).map(|attribute| &attribute.value.value) {
            Some(Value::Literal(serde_json::Value::String(text))) => text.clone(),
            Some(Value::Literal(value)) => value.to_string(),
            _ => return Some(format!("`{key}` is not written in the block")),
        };
        (!matches(pattern, &value)).then(|| format!("`{key}` is not `{pattern}` in the block"))
    })
}

/// Whether a text is like a pattern in which `*` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("a*c*", "abcd", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
