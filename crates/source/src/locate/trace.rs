//! Where a value comes from: the definitions that its references lead to.

use plangate_plan::Step;
use serde_json::Value as Json;

use super::descend::descend;
use super::scope::{DEPTH, Scope};
use super::{Kind, Related, agree};
use crate::files::File;
use crate::syntax::{Hop, Node, Reference, Span, Value};
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
        let Value::Reference(reference) = &node.value else { return };
        if self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        if !self.iterator(scope, reference, rest, leaf) {
            self.definitions(scope, reference, rest, leaf);
        }
        self.depth -= 1;
    }

    fn definitions<'t>(&mut self, scope: &Scope<'t>, reference: &Reference, rest: &[Step], leaf: Option<&Json>) {
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
                Kind::ForEach | Kind::ForEachKey if descent.used == 0 && refers => {}
                kind => {
                    let span = if descent.used == 0 { definition.span } else { descent.span };
                    self.add(kind, &definition.name, definition.file, span);
                }
            }
            self.follow(&definition.scope, descent.node, left, leaf);
            if definition.kind == Kind::TfVars {
                // The default does not count.
                if let Some((file, span)) = header(&definition.scope, &definition.name) {
                    self.add(Kind::Variable, &definition.name, file, span);
                }
                return;
            }
        }
    }

    /// Follows `ingress.value` into the collection of the `dynamic` block.
    fn iterator<'t>(&mut self, scope: &Scope<'t>, reference: &Reference, rest: &[Step], leaf: Option<&Json>) -> bool {
        let mut iterators = scope.iterators.iter().rev();
        let Some((dynamic, file)) = iterators.find(|(dynamic, _)| dynamic.iterator == reference.root) else {
            return false;
        };
        let (Some(for_each), [Hop::Key(which), hops @ ..]) = (dynamic.for_each, reference.hops.as_slice()) else {
            return true;
        };
        let mut outer = scope.clone();
        outer.iterators.clear();
        let steps = scope.steps(hops).map(|hops| hops.iter().chain(rest).cloned().collect::<Vec<Step>>());
        let element = steps
            .as_ref()
            .zip(leaf)
            .filter(|_| which == "value")
            .and_then(|(steps, leaf)| outer.element(&for_each.value, steps, leaf));
        // Without the element, only the collection can be shown.
        let path: Vec<Step> = match (element, steps) {
            (Some(element), Some(steps)) => std::iter::once(element).chain(steps).collect(),
            _ => Vec::new(),
        };
        self.collection(&outer, file, dynamic.of, &for_each.value, &path, leaf);
        true
    }

    fn collection<'t>(
        &mut self,
        scope: &Scope<'t>,
        file: &File,
        name: &str,
        node: &'t Node,
        path: &[Step],
        leaf: Option<&Json>,
    ) {
        let descent = descend(scope, node, path, None);
        if descent.used > 0 {
            self.add(Kind::DynamicElement, name, file, descent.span);
        }
        let left = path.get(descent.used..).unwrap_or_default();
        self.follow(scope, descent.node, left, leaf.filter(|_| !path.is_empty()));
    }
}

/// Where a variable is declared.
fn header<'t>(scope: &Scope<'t>, name: &str) -> Option<(&'t File, Span)> {
    let found = scope.module()?.find(&format!("var.{name}")).into_iter().next()?;
    Some((found.file, found.block.header.clone()))
}
