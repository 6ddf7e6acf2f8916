//! References followed to the resources that they lead to: through module inputs and outputs, and through `for_each`.

use std::collections::BTreeSet;

use crate::address::{ConfigAddress, InstanceKey, tokenize};
use crate::configuration::Configuration;
use crate::expression::{Expression, longest};

/// Where the instance key of a module or resource on the way comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeySource {
    /// Nothing tells: there is one instance, or all of them are meant, or one of them.
    Any,
    /// It is written in the reference.
    Constant(InstanceKey),
    /// It is written behind a module's output, which may be a map by the keys of the instances.
    Likely(InstanceKey),
    /// It is that of the module call at this depth, from zero, in the address of the resource that refers.
    Module(usize),
    /// It is that of the resource that refers.
    Own,
}

/// A resource or data source that references lead to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The resource without instance keys.
    pub address: ConfigAddress,
    /// The instance keys of the module calls, from the root.
    pub modules: Vec<KeySource>,
    /// The instance key of the resource.
    pub key: KeySource,
    /// Whether it is one of several that the value may come from: through `each.value`, or a module output that nothing
    /// names.
    pub vague: bool,
}

/// What references lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// The resources and data sources.
    pub targets: BTreeSet<Target>,
    /// Whether there is more that the plan does not tell: locals.
    pub opaque: bool,
    /// Whether there is more than the resources: a variable may decide which of them is meant.
    pub mixed: bool,
}

/// A module with the keys of its instances.
type Place = Vec<(String, KeySource)>;

/// Whose expression references stand in: it decides what `each` and `count` mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Resource(String),
    Call(String),
    /// Outputs are not repeated.
    Output,
}

/// One expression to follow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Frame {
    place: Place,
    owner: Owner,
    /// What `each.key` and `count.index` are in it.
    each: KeySource,
    vague: bool,
}

impl Configuration<'_> {
    /// What references lead to that stand in an expression of a resource.
    #[must_use]
    pub fn trace(&self, resource: &ConfigAddress, references: &[String]) -> Trace {
        let place = resource.modules.iter().cloned().enumerate();
        let frame = Frame {
            place: place.map(|(depth, name)| (name, KeySource::Module(depth))).collect(),
            owner: Owner::Resource(resource.resource.clone()),
            each: KeySource::Own,
            vague: false,
        };
        let mut tracer =
            Tracer { configuration: self, trace: Trace::default(), seen: BTreeSet::new(), open: Vec::new() };
        tracer.add(&frame, references);
        while let Some((frame, reference, repeated)) = tracer.open.pop() {
            if tracer.follow(&frame, &reference, repeated).is_none() {
                tracer.trace.opaque = true;
            }
        }
        tracer.trace
    }
}

impl Configuration<'_> {
    /// What the inputs of a module lead to, all together.
    #[must_use]
    pub fn given(&self, modules: &[String]) -> Trace {
        let unknown = Trace { opaque: true, ..Trace::default() };
        let Some((call, parent)) = modules.split_last() else { return Trace::default() };
        let body = self.modules.get(parent).and_then(|module| module.calls.get(call.as_str())?.expressions.get());
        let Some(body) = body else { return unknown };
        let mut references = Vec::new();
        let mut told = true;
        for input in body.values() {
            told &= input.collect_references(&mut references);
        }
        // The resource only says which module the references stand in.
        let trace = self.trace(&ConfigAddress { modules: parent.to_vec(), resource: String::new() }, &references);
        Trace { opaque: trace.opaque || !told, ..trace }
    }
}

/// What may decide which of several resources beside it is meant.
const DECIDING: &[&str] = &["var.", "local.", "each.", "count.", "terraform."];

struct Tracer<'c> {
    configuration: &'c Configuration<'c>,
    trace: Trace,
    seen: BTreeSet<(Frame, String)>,
    /// Frame, reference, and whether the expression names `each` or `count` too.
    open: Vec<(Frame, String, bool)>,
}

impl Tracer<'_> {
    fn add(&mut self, frame: &Frame, references: &[String]) {
        let named = |repeat: &str| references.iter().any(|reference| reference == repeat);
        // `each.value` may be the key of anything.
        let repeated = (named("each.key") || named("count.index")) && !named("each.value");
        self.push(frame, references, repeated);
    }

    /// Leaves out what was followed before: references may lead in a circle.
    fn push(&mut self, frame: &Frame, references: &[String], repeated: bool) {
        let references = longest(references);
        let decides = |name: &String| DECIDING.iter().any(|word| name.starts_with(word));
        self.trace.mixed |= references.len() > 1 && references.iter().any(decides);
        for reference in references {
            if self.seen.insert((frame.clone(), reference.clone())) {
                self.open.push((frame.clone(), reference, repeated));
            }
        }
    }

    /// Follows one reference; `None` where the plan does not tell where it leads.
    fn follow(&mut self, frame: &Frame, reference: &str, repeated: bool) -> Option<()> {
        let parts = tokenize(reference).ok()?;
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_ref()).collect();
        let key_at = |position: usize| match parts.get(position).and_then(|part| part.keys.first()) {
            Some(key) => KeySource::Constant(key.clone()),
            None if repeated => frame.each.clone(),
            None => KeySource::Any,
        };
        match names.as_slice() {
            ["var", ..] if frame.place.is_empty() => Some(()),
            ["path" | "terraform", ..] | ["count", "index"] | ["each", "key"] => Some(()),
            ["each", "value", ..] => self.through_for_each(frame),
            ["var", name, ..] => self.through_input(frame, name),
            ["module", call, rest @ ..] => {
                let behind = parts.get(2).and_then(|output| output.keys.first()).cloned().map(KeySource::Likely);
                let behind = behind.or_else(|| repeated.then(|| frame.each.clone()));
                self.through_outputs(frame, call, key_at(1), rest.first().copied(), behind)
            }
            ["local" | "each" | "count" | "self", ..] => None,
            ["data", kind, name, ..] => {
                self.reached(frame, format!("data.{kind}.{name}"), key_at(2));
                Some(())
            }
            [kind, name, ..] => {
                self.reached(frame, format!("{kind}.{name}"), key_at(1));
                if let Some(attribute) = names.get(2) {
                    self.through_attribute(frame, format!("{kind}.{name}"), key_at(1), attribute);
                }
                Some(())
            }
            _ => None,
        }
    }

    fn reached(&mut self, frame: &Frame, resource: String, key: KeySource) {
        let (modules, keys) = frame.place.iter().cloned().unzip();
        let address = ConfigAddress { modules, resource };
        self.trace.targets.insert(Target { address, modules: keys, key, vague: frame.vague });
    }

    /// An attribute of another resource may itself refer to a third one: `aws_s3_bucket_policy.p.bucket`. What belongs to something
    /// has its id: that of `aws_s3_bucket_policy` is the bucket's.
    fn through_attribute(&mut self, frame: &Frame, resource: String, key: KeySource, attribute: &str) {
        let configuration = self.configuration;
        let module = configuration.modules.get(&names(&frame.place));
        let body = module.and_then(|module| module.resources.get(resource.as_str())?.expressions.get());
        let Some(body) = body else { return };
        let kind = resource.split('.').next().unwrap_or_default();
        let is_meant = |name: &str| match attribute {
            "output" if kind == "terraform_data" => name == "input",
            "id" => kind.contains(&format!("_{name}_")),
            _ => name == attribute,
        };
        // An index may have been calculated with on the way there.
        let each = if matches!(key, KeySource::Constant(InstanceKey::Number(_))) { KeySource::Any } else { key };
        let frame = Frame { owner: Owner::Resource(resource.clone()), each, ..frame.clone() };
        for (_, expression) in body.iter().filter(|(name, _)| is_meant(name)) {
            if let Expression::Attribute { references, .. } = expression {
                self.add(&frame, references);
            }
        }
    }

    /// A variable has what the caller of the module gives it, or its default, which is a constant.
    fn through_input(&mut self, frame: &Frame, variable: &str) -> Option<()> {
        let ((call, key), parent) = frame.place.split_last()?;
        let configuration = self.configuration;
        let caller = configuration.modules.get(&names(parent))?;
        let Some(expression) = caller.calls.get(call.as_str())?.expressions.get()?.get(variable) else {
            return Some(());
        };
        let each = key.clone();
        let frame = Frame { place: parent.to_vec(), owner: Owner::Call(call.clone()), each, vague: frame.vague };
        self.add(&frame, &expression.all_references()?);
        Some(())
    }

    /// A module has the outputs that it declares. Of an output behind an index that is no constant the name is lost.
    fn through_outputs(
        &mut self,
        frame: &Frame,
        call: &str,
        key: KeySource,
        output: Option<&str>,
        behind: Option<KeySource>,
    ) -> Option<()> {
        let mut place = frame.place.clone();
        place.push((call.to_owned(), key));
        let configuration = self.configuration;
        let module = configuration.modules.get(&names(&place))?;
        let vague = frame.vague || output.is_none() || behind.is_some();
        let element = behind.is_some();
        let mut inner = Frame { place, owner: Owner::Output, each: behind.unwrap_or(KeySource::Any), vague };
        if let Some(output) = output {
            let references = module.outputs.get(output)?.get()?.all_references()?;
            // With something else in it the map may have keys of its own.
            if references.iter().any(|name| DECIDING.iter().any(|word| name.starts_with(word))) {
                inner.each = KeySource::Any;
            }
            self.push(&inner, &references, element);
        } else {
            for output in module.outputs.values() {
                self.push(&inner, &output.get()?.all_references()?, element);
            }
        }
        Some(())
    }

    /// `each.value` is some element of what is repeated over. The elements of a resource have the key of their instance.
    fn through_for_each(&mut self, frame: &Frame) -> Option<()> {
        let configuration = self.configuration;
        let module = configuration.modules.get(&names(&frame.place))?;
        let for_each = match &frame.owner {
            Owner::Resource(name) => &module.resources.get(name.as_str())?.for_each,
            Owner::Call(name) => &module.calls.get(name.as_str())?.for_each,
            Owner::Output => return None,
        };
        let references = for_each.as_ref()?.get()?.all_references()?;
        // A resource that is named as a whole has its instances for elements, each with its key.
        self.push(&Frame { vague: true, ..frame.clone() }, &references, true);
        Some(())
    }
}

fn names(place: &[(String, KeySource)]) -> Vec<String> {
    place.iter().map(|(name, _)| name.clone()).collect()
}
