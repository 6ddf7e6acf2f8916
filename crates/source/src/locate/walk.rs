//! Walks an attribute path through blocks.

use plangate_plan::{AttributePath, Step};
use serde_json::Value as Json;

use super::agree::{Choice, body_agrees, choose};
use super::descend::{descend, member};
use super::scope::{Iterator, Scope};
use super::trace::Trace;
use super::{BlockId, Kind, Located, Related, Subject, What, written};
use crate::files::File;
use crate::module::{Found, Module};
use crate::syntax::{Block, Body, Dynamic, Span};
use crate::text::Place;
use crate::tree::Tree;

/// Finds the line of an attribute. `values` are the planned values of the whole resource.
pub(crate) fn locate(tree: &Tree, subject: &Subject, path: &AttributePath, values: Option<&Json>) -> Option<Located> {
    let modules = tree.walk(subject.calls.iter().map(|call| call.name.as_str()));
    let (mut related, mut blocks) = (Vec::new(), Vec::new());
    for (call, module) in subject.calls.iter().zip(&modules) {
        let address = format!("module.{}", call.name);
        let Some(found) = module.find(&address).into_iter().next() else { break };
        let place = Place::new(&found.file.text, found.block.header.clone());
        related.insert(0, Related::new(Kind::ModuleCall, &call.name, place));
        blocks.insert(0, BlockId { directory: module.directory.clone(), address });
    }
    let inside = modules.get(subject.calls.len()).and_then(|module| {
        let steps = written(&subject.block, path);
        let scope = Scope::new(tree, &subject.calls)?.of_instance(&subject.block, subject.key.clone());
        Some((*module, in_module(&scope, module, &subject.block, &steps, values)?))
    });
    if let Some((module, End { place, what, rest, trace, sure })) = inside {
        blocks.insert(0, BlockId { directory: module.directory.clone(), address: subject.block.clone() });
        let related = trace.related.into_iter().chain(related).collect();
        return Some(Located { place, what, rest: AttributePath(rest), related, blocks, sure });
    }
    // The innermost call leads to sources that are not here, or to some that can't be read. Sources that are here as a
    // whole and don't have the block are not those of the plan.
    let is_missing = modules.len() == related.len() || modules.last().is_some_and(|module| module.is_broken);
    if related.is_empty() || !is_missing {
        return None;
    }
    let call = related.remove(0);
    Some(Located { place: call.place, what: What::ModuleCall, rest: path.clone(), related, blocks, sure: None })
}

/// Where a path ends.
struct End {
    place: Place,
    what: What,
    rest: Vec<Step>,
    trace: Trace,
    /// What is around a place that may be another one.
    sure: Option<Place>,
}

fn in_module(scope: &Scope<'_>, module: &Module, block: &str, steps: &[Step], values: Option<&Json>) -> Option<End> {
    let layers = module.find(block);
    let wants_version = matches!(steps, [Step::Key(key)] if key == "version");
    if (layers.is_empty() || wants_version && module.attribute(block, "version").is_none())
        && let Some(end) = required_provider(module, block, steps)
    {
        return Some(end);
    }
    let first = layers.first()?;
    let bodies: Vec<_> = layers.iter().map(|Found { file, block }| (*file, &block.body)).collect();
    let holder = Holder { file: first.file, span: first.block.header.clone(), what: What::Block };
    let end = Walk::default().walk(scope, &bodies, &holder, steps, values);
    // What is in a block that can't be read is not left out.
    let is_readable = layers.iter().all(|layer| !layer.block.is_header);
    let rest = if is_readable || end.what != What::Block { end.rest } else { Vec::new() };
    Some(End { rest, ..end })
}

/// The requirement of a provider: where its version is written, and all that is where it has no block.
fn required_provider(module: &Module, block: &str, steps: &[Step]) -> Option<End> {
    let name = block.strip_prefix("provider.")?.split('.').next()?;
    module.files.iter().find_map(|file| {
        let settings = file.body.blocks.iter().filter(|block| block.kind == "terraform");
        let requirement =
            settings.flat_map(|block| &block.body.blocks).filter(|block| block.kind == "required_providers");
        let attribute = requirement.filter_map(|block| block.body.attribute(name)).next()?;
        let member_span = match (&attribute.value.value, steps.first()) {
            (crate::syntax::Value::Object(entries), Some(Step::Key(key))) => {
                entries.iter().find(|entry| entry.key.as_ref() == Some(key)).map(|entry| entry.span.clone())
            }
            _ => None,
        };
        let what = if member_span.is_some() { What::Element } else { What::Attribute };
        let rest = if member_span.is_some() { Vec::new() } else { steps.to_vec() };
        let place = Place::new(&file.text, member_span.unwrap_or_else(|| attribute.span.clone()));
        Some(End { place, what, rest, trace: Trace::default(), sure: None })
    })
}

/// The block that is shown for what is not in it.
struct Holder<'t> {
    file: &'t File,
    span: Span,
    what: What,
}

/// A block of a name, written out or made by `dynamic`.
#[derive(Clone, Copy)]
enum Candidate<'t> {
    Block(&'t Block),
    Dynamic(&'t Block, Dynamic<'t>),
}

impl<'t> Candidate<'t> {
    fn body(self) -> &'t Body {
        match self {
            Self::Block(block) => &block.body,
            Self::Dynamic(_, dynamic) => &dynamic.content.body,
        }
    }

    fn header(self) -> Span {
        match self {
            Self::Block(block) | Self::Dynamic(block, _) => block.header.clone(),
        }
    }

    fn of_name(body: &'t Body, name: &str) -> Vec<Self> {
        let of = |block: &'t Block| match block.dynamic() {
            Some(dynamic) => (dynamic.of == name).then_some(Self::Dynamic(block, dynamic)),
            None => (block.kind == name).then_some(Self::Block(block)),
        };
        body.blocks.iter().filter_map(of).collect()
    }
}

#[derive(Default)]
struct Walk {
    trace: Trace,
    /// What is around the first place that may be another one.
    sure: Option<Place>,
}

impl Walk {
    fn walk<'t>(
        mut self,
        scope: &Scope<'t>,
        bodies: &[(&'t File, &'t Body)],
        holder: &Holder<'t>,
        steps: &[Step],
        values: Option<&Json>,
    ) -> End {
        let Some((Step::Key(name), rest)) = steps.split_first() else { return self.at(holder, steps) };
        let values = values.and_then(|values| values.get(name));
        // The last one counts: an override stands behind what it overrides.
        for (file, body) in bodies.iter().rev() {
            if let Some(attribute) = body.attribute(name) {
                let descent = descend(scope, &attribute.value, rest, values);
                let (span, what) = match descent.used {
                    0 => (attribute.span.clone(), What::Attribute),
                    _ => (descent.span, What::Element),
                };
                let rest = rest.get(descent.used..).unwrap_or_default();
                let leaf = steps.iter().skip(1).fold(values, |value, step| member(value?, step));
                self.trace.follow(scope, descent.node, rest, leaf);
                let refers = matches!(descent.node.value, crate::syntax::Value::Reference(_));
                let rest = if refers { Vec::new() } else { rest.to_vec() };
                if descent.is_guess {
                    self.guess(file, &attribute.span);
                }
                return End { place: Place::new(&file.text, span), what, rest, trace: self.trace, sure: self.sure };
            }
            let candidates = Candidate::of_name(body, name);
            if !candidates.is_empty() {
                return self.block(scope, file, name, &candidates, holder, steps, values);
            }
        }
        self.at(holder, steps)
    }

    fn at(self, holder: &Holder<'_>, rest: &[Step]) -> End {
        let place = Place::new(&holder.file.text, holder.span.clone());
        End { place, what: holder.what, rest: rest.to_vec(), trace: self.trace, sure: self.sure }
    }

    /// What is found from here on may be something else in this.
    fn guess(&mut self, file: &File, span: &Span) {
        self.sure.get_or_insert_with(|| Place::new(&file.text, span.clone()));
    }

    /// Goes on in one of the blocks of a name.
    #[expect(clippy::too_many_arguments, reason = "the state of one step of the walk")]
    fn block<'t>(
        mut self,
        scope: &Scope<'t>,
        file: &'t File,
        name: &str,
        candidates: &[Candidate<'t>],
        holder: &Holder<'t>,
        steps: &[Step],
        values: Option<&Json>,
    ) -> End {
        let (index, used) = match steps.get(1) {
            Some(Step::Index(index)) => (Some(*index), 2),
            _ => (None, 1),
        };
        let elements = values.and_then(Json::as_array).map(Vec::as_slice);
        let choice = match (candidates, index) {
            ([_], _) => Choice::One(0),
            // All of them are meant.
            ([first, others @ ..], None) if steps.len() == 1 => {
                self.guess(holder.file, &holder.span);
                for other in others {
                    self.trace.add(Kind::Sibling, name, file, other.header());
                }
                return self.at(&Holder { file, span: first.header(), what: What::NestedBlock }, &[]);
            }
            (_, None) => Choice::Several((0..candidates.len()).collect()),
            (_, Some(index)) => {
                let in_order = candidates.iter().all(|candidate| matches!(candidate, Candidate::Block(_)));
                let agrees = |at: usize, element: &Json| {
                    candidates
                        .get(at)
                        .and_then(|candidate| body_agrees(&inside(scope, *candidate, file), candidate.body(), element))
                };
                choose(candidates.len(), index, elements, in_order, agrees)
            }
        };
        let chosen = match choice {
            Choice::One(at) => candidates.get(at),
            Choice::Guess(at) => {
                self.guess(holder.file, &holder.span);
                candidates.get(at)
            }
            Choice::Several(those) => {
                for candidate in those.into_iter().filter_map(|at| candidates.get(at)) {
                    self.trace.add(Kind::Candidate, name, file, candidate.header());
                }
                None
            }
        };
        let Some(chosen) = chosen else { return self.at(holder, steps) };
        let holder = Holder { file, span: chosen.header(), what: What::NestedBlock };
        let element = match index {
            Some(index) => elements.and_then(|elements| elements.get(index)),
            None => values,
        };
        let mut inner = inside(scope, *chosen, file);
        let dynamic = match chosen {
            Candidate::Dynamic(_, dynamic) => dynamic.for_each,
            Candidate::Block(_) => None,
        };
        if let (Some(for_each), Some(element)) = (dynamic, element) {
            let made = |step: &Step| {
                let mut inner = inner.clone();
                if let Some(iterator) = inner.iterators.last_mut() {
                    iterator.element = Some(step.clone());
                }
                body_agrees(&inner, chosen.body(), element) != Some(false)
            };
            let mut steps: Vec<Step> = scope.elements(&for_each.value).into_iter().filter(made).collect();
            if let (Some(only), true, Some(iterator)) = (steps.pop(), steps.is_empty(), inner.iterators.last_mut()) {
                iterator.element = Some(only);
            }
        }
        let rest = steps.get(used..).unwrap_or_default();
        let mut end = self.walk(&inner, &[(file, chosen.body())], &holder, rest, element);
        if let Some(for_each) = dynamic {
            end.trace.add(Kind::Dynamic, name, file, for_each.span.clone());
        }
        end
    }
}

/// The surroundings within a block.
fn inside<'t>(scope: &Scope<'t>, candidate: Candidate<'t>, file: &'t File) -> Scope<'t> {
    let mut scope = scope.clone();
    if let Candidate::Dynamic(_, dynamic) = candidate {
        scope.iterators.push(Iterator { dynamic, file, element: None });
    }
    scope
}
