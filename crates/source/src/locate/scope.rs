//! Where an expression stands: what `var.x`, `local.x` and `each.value` mean there.

use plangate_plan::Step;
use plangate_plan::address::{InstanceKey, ModuleStep};
use serde_json::Value as Json;

use super::Kind;
use super::descend::descend;
use crate::files::File;
use crate::module::{Given, Module};
use crate::syntax::{Dynamic, Hop, Node, Reference, Span, Value};
use crate::tree::Tree;

/// The surroundings of an expression.
#[derive(Clone)]
pub(super) struct Scope<'t> {
    tree: &'t Tree,
    /// The calls that lead to the module.
    pub calls: Vec<ModuleStep>,
    /// The modules on the way, the root first and the own one last.
    pub modules: Vec<&'t Module>,
    /// `for_each` of the block, and the key of the instance.
    pub for_each: Option<Given<'t>>,
    pub key: Option<InstanceKey>,
    /// The `dynamic` blocks around.
    pub iterators: Vec<Iterator<'t>>,
    /// How many more expressions in brackets may stand in expressions in brackets.
    fuel: usize,
}

/// A `dynamic` block that an expression stands in.
#[derive(Clone)]
pub(super) struct Iterator<'t> {
    pub dynamic: Dynamic<'t>,
    pub file: &'t File,
    /// The step to the element of the collection that made the block, if that is known.
    pub element: Option<Step>,
}

/// What a reference leads to.
pub(super) struct Definition<'t> {
    pub kind: Kind,
    pub name: String,
    pub scope: Scope<'t>,
    pub file: &'t File,
    /// The attribute, or the header of a block that has none.
    pub span: Span,
    /// The expression, if the reference can be followed into it.
    pub node: Option<&'t Node>,
    /// What leads on from there.
    pub steps: Vec<Step>,
    /// Whether the value is not what the steps lead to, but the key there.
    pub is_key: bool,
}

/// References that lead to references end after this many.
pub(super) const DEPTH: usize = 24;

impl<'t> Scope<'t> {
    /// The surroundings of a block; None where a module on the way is not there.
    pub fn new(tree: &'t Tree, calls: &[ModuleStep]) -> Option<Self> {
        let modules = tree.walk(calls.iter().map(|call| call.name.as_str()));
        (modules.len() == calls.len() + 1).then(|| Self {
            tree,
            calls: calls.to_vec(),
            modules,
            for_each: None,
            key: None,
            iterators: Vec::new(),
            fuel: 4,
        })
    }

    /// With the instance of a block.
    pub fn of_instance(mut self, block: &str, key: Option<InstanceKey>) -> Self {
        self.for_each = self.module().and_then(|module| module.attribute(block, "for_each"));
        self.key = key;
        self
    }

    pub fn module(&self) -> Option<&'t Module> {
        self.modules.last().copied()
    }

    /// The surroundings of the arguments of the call of this module.
    fn caller(&self) -> Option<Self> {
        let (call, calls) = self.calls.split_last()?;
        let scope = Self { fuel: self.fuel, ..Self::new(self.tree, calls)? };
        Some(scope.of_instance(&format!("module.{}", call.name), call.key.clone()))
    }

    /// Where no `each` and no iterator is known.
    fn plain(&self) -> Self {
        Self { for_each: None, key: None, iterators: Vec::new(), ..self.clone() }
    }

    /// What a reference leads to; what counts is first.
    pub fn definitions(&self, reference: &Reference) -> Vec<Definition<'t>> {
        let one = |definition: Option<Definition<'t>>| definition.into_iter().collect();
        let (name, hops) = match reference.hops.split_first() {
            Some((Hop::Key(name), hops)) => (name.as_str(), hops),
            _ => return Vec::new(),
        };
        let define = |kind, name: &str, scope: Self, given: Given<'t>, steps: Option<Vec<Step>>| Definition {
            kind,
            name: name.to_owned(),
            scope,
            file: given.file,
            span: given.attribute.span.clone(),
            node: steps.is_some().then_some(&given.attribute.value),
            steps: steps.unwrap_or_default(),
            is_key: false,
        };
        match reference.root.as_str() {
            "local" => {
                let given = self.module().and_then(|module| module.local(name));
                one(given.map(|given| define(Kind::Local, name, self.plain(), given, self.steps(hops))))
            }
            "var" => self.variable(name, hops),
            "each" => one(self.for_each.zip(self.key_step()).map(|(given, key)| {
                let more = self.steps(hops).map(|more| std::iter::once(key).chain(more).collect());
                let shown = self.key.as_ref().map(ToString::to_string).unwrap_or_default();
                let scope = Self { for_each: None, ..self.clone() };
                Definition { is_key: name == "key", ..define(Kind::ForEach, &shown, scope, given, more) }
            })),
            "module" => one(self.output(name, hops)),
            root if self.iterator(root).is_none() => one(self.resource(reference)),
            root => one(self.iterator(root).and_then(|iterator| {
                let (file, attribute) = (iterator.file, iterator.dynamic.for_each?);
                let element = iterator.element.clone()?;
                let more = self.steps(hops).map(|more| std::iter::once(element).chain(more).collect());
                let given = Given { file, attribute };
                let definition = define(Kind::DynamicElement, iterator.dynamic.of, self.around(root), given, more);
                Some(Definition { is_key: name == "key", ..definition })
            })),
        }
    }

    /// The `dynamic` block that an iterator belongs to.
    pub fn iterator(&self, name: &str) -> Option<&Iterator<'t>> {
        self.iterators.iter().rev().find(|iterator| iterator.dynamic.iterator == name)
    }

    /// The surroundings of the `dynamic` block that an iterator belongs to.
    pub fn around(&self, name: &str) -> Self {
        let mut scope = self.clone();
        while scope.iterators.pop().is_some_and(|iterator| iterator.dynamic.iterator != name) {}
        scope
    }

    /// A variable: what the call gives, or the variable files, and the default.
    fn variable(&self, name: &str, hops: &[Hop]) -> Vec<Definition<'t>> {
        let Some(module) = self.module() else { return Vec::new() };
        let steps = self.steps(hops);
        let define = |kind, scope, file, span: &Span, node: Option<&'t Node>| Definition {
            kind,
            name: name.to_owned(),
            scope,
            file,
            span: span.clone(),
            node: node.filter(|_| steps.is_some()),
            steps: steps.clone().unwrap_or_default(),
            is_key: false,
        };
        let argument = self.calls.last().zip(self.caller()).and_then(|(call, caller)| {
            let given = caller.module()?.attribute(&format!("module.{}", call.name), name)?;
            let attribute = given.attribute;
            Some(define(Kind::Argument, caller, given.file, &attribute.span, Some(&attribute.value)))
        });
        if let Some(argument) = argument {
            return vec![argument];
        }
        let given = if self.calls.is_empty() { module.variable_file(name) } else { None };
        let given = given.map(|given| {
            let attribute = given.attribute;
            define(Kind::TfVars, self.plain(), given.file, &attribute.span, Some(&attribute.value))
        });
        let address = format!("var.{name}");
        let block = module.find(&address).into_iter().next().map(|found| match module.attribute(&address, "default") {
            Some(given) => {
                let attribute = given.attribute;
                define(Kind::Default, self.plain(), given.file, &attribute.span, Some(&attribute.value))
            }
            None => define(Kind::Variable, self.plain(), found.file, &found.block.header, None),
        });
        given.into_iter().chain(block).collect()
    }

    /// A resource of the same module: the attribute that is taken from it, or its header where that is not written.
    fn resource(&self, reference: &Reference) -> Option<Definition<'t>> {
        let mut hops = reference.hops.as_slice();
        let mut next = || match hops.split_first()? {
            (Hop::Key(name), rest) => {
                hops = rest;
                Some(name.as_str())
            }
            _ => None,
        };
        let address = match reference.root.as_str() {
            root @ ("data" | "ephemeral") => format!("{root}.{}.{}", next()?, next()?),
            root => format!("{root}.{}", next()?),
        };
        let found = self.module()?.find(&address).into_iter().next()?;
        let instances = ["count", "for_each"].iter().any(|name| found.block.body.attribute(name).is_some());
        let hops = if instances { hops.get(1..).unwrap_or_default() } else { hops };
        let given = match hops.first() {
            Some(Hop::Key(name)) => self.module()?.attribute(&address, name),
            _ => None,
        };
        let steps = self.steps(hops.get(1..).unwrap_or_default());
        Some(Definition {
            kind: Kind::Resource,
            name: address,
            scope: self.plain(),
            file: given.map_or(found.file, |given| given.file),
            span: given.map_or_else(|| found.block.header.clone(), |given| given.attribute.span.clone()),
            node: given.filter(|_| steps.is_some()).map(|given| &given.attribute.value),
            steps: steps.unwrap_or_default(),
            is_key: false,
        })
    }

    /// The value of an output of a module that is called here.
    fn output(&self, call: &str, hops: &[Hop]) -> Option<Definition<'t>> {
        let (key, rest) = match hops {
            [Hop::Key(key), rest @ ..] if self.instances(call) => (Some(InstanceKey::Text(key.clone())), rest),
            [Hop::Index(index), rest @ ..] => (u64::try_from(*index).ok().map(InstanceKey::Number), rest),
            [Hop::By(_) | Hop::Splat, rest @ ..] => (Some(InstanceKey::Unknown), rest),
            rest => (None, rest),
        };
        let (Hop::Key(name), rest) = rest.split_first()? else { return None };
        let mut calls = self.calls.clone();
        calls.push(ModuleStep { name: call.to_owned(), key });
        let scope = Self { fuel: self.fuel, ..Self::new(self.tree, &calls)? };
        let given = scope.module()?.attribute(&format!("output.{name}"), "value")?;
        let steps = self.steps(rest);
        Some(Definition {
            kind: Kind::Output,
            name: name.clone(),
            scope,
            file: given.file,
            span: given.attribute.span.clone(),
            node: steps.is_some().then_some(&given.attribute.value),
            steps: steps.unwrap_or_default(),
            is_key: false,
        })
    }

    /// Whether a call has `for_each`.
    fn instances(&self, call: &str) -> bool {
        self.module().is_some_and(|module| module.attribute(&format!("module.{call}"), "for_each").is_some())
    }

    /// The key of the instance as a step.
    fn key_step(&self) -> Option<Step> {
        match self.key.as_ref()? {
            InstanceKey::Text(text) => Some(Step::Key(text.clone())),
            InstanceKey::Number(number) => usize::try_from(*number).ok().map(Step::Index),
            InstanceKey::Unknown => None,
        }
    }

    /// Hops as steps, where all are known.
    pub fn steps(&self, hops: &[Hop]) -> Option<Vec<Step>> {
        let step = |hop: &Hop| match hop {
            Hop::Key(key) => Some(Step::Key(key.clone())),
            Hop::Index(index) => Some(Step::Index(*index)),
            Hop::Splat => None,
            Hop::By(node) => self.index(node),
        };
        hops.iter().map(step).collect()
    }

    /// What stands in brackets, as a step: `each.key`, `count.index`, or a variable that is one of them.
    fn index(&self, node: &Node) -> Option<Step> {
        let reference = match &node.value {
            Value::Reference(reference) => reference,
            Value::Literal(Json::String(key)) => return Some(Step::Key(key.clone())),
            Value::Literal(number) => return number.as_u64().and_then(|at| usize::try_from(at).ok()).map(Step::Index),
            Value::List(_) | Value::Object(_) | Value::Other => return None,
        };
        match (reference.root.as_str(), reference.hops.as_slice()) {
            ("each", [Hop::Key(key)]) if key == "key" => return self.key_step(),
            ("count", [Hop::Key(index)]) if index == "index" => return self.key_step(),
            _ => {}
        }
        let inner = Self { fuel: self.fuel.checked_sub(1)?, ..self.clone() };
        let definition = inner.definitions(reference).into_iter().next()?;
        let descent = descend(&definition.scope, definition.node?, &definition.steps, None);
        if definition.is_key {
            return definition.steps.last().cloned();
        }
        (descent.used == definition.steps.len()).then(|| definition.scope.index(descent.node)).flatten()
    }

    /// The expression that a path into an expression ends at, through references, with its surroundings.
    pub fn resolve(&self, node: &'t Node, steps: &[Step]) -> Option<(Self, &'t Node)> {
        let (mut scope, mut node, mut steps) = (self.clone(), node, steps.to_vec());
        for _ in 0..DEPTH {
            let descent = descend(&scope, node, &steps, None);
            let rest = steps.split_off(descent.used);
            let Value::Reference(reference) = &descent.node.value else {
                return rest.is_empty().then_some((scope, descent.node));
            };
            let definition = scope.definitions(reference).into_iter().next()?;
            if definition.is_key {
                return None;
            }
            node = definition.node?;
            steps = definition.steps.into_iter().chain(rest).collect();
            scope = definition.scope;
        }
        None
    }

    /// The steps to the elements of a collection.
    pub fn elements(&self, collection: &'t Node) -> Vec<Step> {
        match self.resolve(collection, &[]).map(|(_, node)| &node.value) {
            Some(Value::List(items)) => (0..items.len()).map(Step::Index).collect(),
            Some(Value::Object(entries)) => {
                entries.iter().filter_map(|entry| entry.key.clone()).map(Step::Key).collect()
            }
            _ => Vec::new(),
        }
    }
}
