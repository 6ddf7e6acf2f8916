//! Where a value comes from: the definitions that its references lead to.

use plangate_plan::Step;
use serde_json::Value as Json;

use super::descend::descend;
use super::scope::{DEPTH, Scope};
use super::{Kind, Related, agree};
use crate::files::File;
use crate::syntax::{Node, Reference, Span, Value};
use crate::text::Place;

/// Gathers the places that a value comes from, the nearest first.
#[derive(Default)]
pub(super) struct Trace {
    pub related: Vec<Related>,
    depth: usize,
}

impl Trace {
    pub fn add(&mut self, kind: Kind, name: &str, file: &File, span: Span) {
        let related = Related::new(kind, name, Place::new(&file.text, span));
        if !self.related.contains(&related) {
            self.related.push(related);
        }
    }

    /// Follows an expression if it is a reference; `rest` is what leads on from its value, `leaf` what was planned there.
    pub fn follow<'t>(&mut self, scope: &Scope<'t>, node: &'t Node, rest: &[Step], leaf: Option<&Json>) {
        self.go_on(scope, node, rest, leaf, false);
    }

    /// `wants_key` says that the key is wanted of what the path leads to, and not the value.
    fn go_on<'t>(&mut self, scope: &Scope<'t>, node: &'t Node, rest: &[Step], leaf: Option<&Json>, wants_key: bool) {
        let Value::Reference(reference) = &node.value else { return };
        if self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        if !self.iterator(scope, reference) {
            self.definitions(scope, reference, rest, leaf, wants_key);
        }
        self.depth -= 1;
    }

    fn definitions<'t>(
        &mut self,
        scope: &Scope<'t>,
        reference: &Reference,
        rest: &[Step],
        leaf: Option<&Json>,
        wants_key: bool,
    ) {
        for definition in scope.definitions(reference) {
            let Some(node) = definition.node else {
                self.add(definition.kind, &definition.name, definition.file, definition.span);
                continue;
            };
            let steps: Vec<Step> = definition.steps.iter().chain(rest).cloned().collect();
            let descent = descend(&definition.scope, node, &steps, None);
            let left = steps.get(descent.used..).unwrap_or_default();
            let refers = matches!(descent.node.value, Value::Reference(_));
            // A value from the command line or the environment outranks what is written.
            let contradicts = left.is_empty()
                && !wants_key
                && matches!(definition.kind, Kind::TfVars | Kind::Default)
                && leaf.is_some_and(|leaf| agree::compare(&definition.scope, descent.node, leaf) == Some(false));
            match definition.kind {
                Kind::TfVars if contradicts => continue,
                Kind::Default if contradicts => {
                    let header = header(&definition.scope, &definition.name);
                    if let Some((file, span)) = header {
                        self.add(Kind::Variable, &definition.name, file, span);
                    }
                    continue;
                }
                // What it goes through says more than `for_each = local.all`.
                Kind::ForEach | Kind::DynamicElement if descent.used == 0 && refers => {}
                kind => {
                    let span = if descent.used == 0 { definition.span } else { descent.span };
                    self.add(kind, &definition.name, definition.file, span);
                }
            }
            let wants_key = wants_key || definition.is_key;
            if !wants_key || !left.is_empty() {
                self.go_on(&definition.scope, descent.node, left, leaf, wants_key);
            }
            if definition.kind == Kind::TfVars {
                // The default does not count.
                if let Some((file, span)) = header(&definition.scope, &definition.name) {
                    self.add(Kind::Variable, &definition.name, file, span);
                }
                return;
            }
        }
    }

    /// Follows `ingress.value` into the collection of the `dynamic` block, where nothing tells which element it is.
    fn iterator<'t>(&mut self, scope: &Scope<'t>, reference: &Reference) -> bool {
        let Some(iterator) = scope.iterator(&reference.root).filter(|iterator| iterator.element.is_none()) else {
            return false;
        };
        if let Some(for_each) = iterator.dynamic.for_each {
            self.follow(&scope.around(&reference.root), &for_each.value, &[], None);
        }
        true
    }
}

/// Where a variable is declared.
fn header<'t>(scope: &Scope<'t>, name: &str) -> Option<(&'t File, Span)> {
    let found = scope.module()?.find(&format!("var.{name}")).into_iter().next()?;
    Some((found.file, found.block.header.clone()))
}
