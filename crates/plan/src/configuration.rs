//! The `configuration` section: which attributes the user set, and what they refer to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::address::{ConfigAddress, to_config_address, tokenize};
use crate::expression::{Body, Constant, Expression, longest};
use crate::marks::Marks;
use crate::overlay::deferred;

/// The modules of the plan by the names of their calls from the root; every module call once, whatever its instances.
#[derive(Debug, Default)]
pub struct Configuration<'a> {
    modules: HashMap<Vec<String>, Module<'a>>,
}

#[derive(Debug, Default)]
struct Module<'a> {
    resources: HashMap<Cow<'a, str>, Resource<'a>>,
    calls: BTreeMap<Cow<'a, str>, Lazy<'a, Body>>,
    outputs: BTreeMap<Cow<'a, str>, Lazy<'a, Expression>>,
}

#[derive(Debug)]
struct Resource<'a> {
    expressions: Lazy<'a, Body>,
    provider_config: Option<Cow<'a, str>>,
}

/// A part of the section that is read when it is first asked for, and once however many instances ask.
#[derive(Debug)]
struct Lazy<'a, T> {
    json: &'a str,
    read: OnceLock<Option<T>>,
}

impl<'a, T: DeserializeOwned> Lazy<'a, T> {
    fn new(json: &'a str) -> Self {
        Self { json, read: OnceLock::new() }
    }

    /// `None` for JSON of another form than the documented one.
    fn get(&self) -> Option<&T> {
        self.read.get_or_init(|| serde_json::from_str(self.json).ok()).as_ref()
    }
}

/// The JSON of a block in which nothing is written.
const NO_BODY: &str = "{}";

/// What the section says of a resource.
#[derive(Debug, Clone)]
pub struct Written<'c> {
    /// The resource without instance keys.
    pub address: ConfigAddress,
    /// What the user wrote; `None` where it is not of the documented form.
    pub body: Option<&'c Body>,
    /// The key of the provider configuration that the resource belongs to, such as `aws` or `aws.west`: those of two accounts
    /// or subscriptions differ.
    pub provider_config: Option<&'c str>,
}

#[derive(Deserialize)]
struct RawConfiguration<'a> {
    #[serde(borrow)]
    root_module: Option<RawModule<'a>>,
}

#[derive(Deserialize)]
struct RawModule<'a> {
    #[serde(borrow, default)]
    resources: Vec<RawResource<'a>>,
    #[serde(borrow, default)]
    module_calls: BTreeMap<Cow<'a, str>, RawCall<'a>>,
    #[serde(borrow, default)]
    outputs: BTreeMap<Cow<'a, str>, RawOutput<'a>>,
}

#[derive(Deserialize)]
struct RawResource<'a> {
    #[serde(borrow)]
    address: Cow<'a, str>,
    #[serde(borrow)]
    expressions: Option<&'a RawValue>,
    #[serde(borrow)]
    provider_config_key: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct RawCall<'a> {
    #[serde(borrow)]
    expressions: Option<&'a RawValue>,
    #[serde(borrow)]
    module: Option<RawModule<'a>>,
}

#[derive(Deserialize)]
struct RawOutput<'a> {
    #[serde(borrow)]
    expression: Option<&'a RawValue>,
}

/// A resource or data source that an expression refers to, directly or through modules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Referent {
    /// Names of the module calls from the root.
    pub modules: Vec<String>,
    /// The resource type, `aws_kms_key`, of resources and data sources alike.
    pub r#type: String,
    /// The name in the configuration.
    pub name: String,
}

/// What references lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The resources and data sources.
    pub referents: BTreeSet<Referent>,
    /// Whether there is more that the plan does not tell: locals, `each.value`.
    pub opaque: bool,
}

impl<'a> Configuration<'a> {
    /// Indexes the section. Expressions are read when they are asked for.
    ///
    /// # Errors
    /// What serde_json says of a section that is not as documented.
    pub fn from_raw(raw: &'a RawValue) -> Result<Self, serde_json::Error> {
        let parsed: RawConfiguration<'a> = serde_json::from_str(raw.get())?;
        let mut configuration = Self::default();
        if let Some(root) = parsed.root_module {
            configuration.add(Vec::new(), root);
        }
        Ok(configuration)
    }

    fn add(&mut self, path: Vec<String>, raw: RawModule<'a>) {
        let mut module = Module::default();
        for resource in raw.resources {
            let expressions = Lazy::new(resource.expressions.map_or(NO_BODY, RawValue::get));
            let provider_config = resource.provider_config_key;
            module.resources.insert(resource.address, Resource { expressions, provider_config });
        }
        for (name, output) in raw.outputs {
            module.outputs.extend(output.expression.map(|expression| (name, Lazy::new(expression.get()))));
        }
        for (name, call) in raw.module_calls {
            if let Some(inner) = call.module {
                let mut path = path.clone();
                path.push(name.clone().into_owned());
                self.add(path, inner);
            }
            module.calls.insert(name, Lazy::new(call.expressions.map_or(NO_BODY, RawValue::get)));
        }
        self.modules.insert(path, module);
    }

    /// What the section says of a resource; `None` where it does not know it.
    #[must_use]
    pub fn written(&self, address: &str) -> Option<Written<'_>> {
        let address = to_config_address(address).ok()?;
        let resource = self.modules.get(&address.modules)?.resources.get(address.resource.as_str())?;
        let (body, provider_config) = (resource.expressions.get(), resource.provider_config.as_deref());
        Some(Written { address, body, provider_config })
    }

    /// What references lead to, through module inputs and outputs at any depth. `modules` is where they stand.
    #[must_use]
    pub fn resolve(&self, modules: &[String], references: &[String]) -> Resolved {
        let mut resolved = Resolved::default();
        let mut seen = BTreeSet::new();
        let mut open = in_module(modules, references);
        while let Some((modules, reference)) = open.pop() {
            if !seen.insert((modules.clone(), reference.clone())) {
                continue;
            }
            let Ok(parts) = tokenize(&reference) else {
                resolved.opaque = true;
                continue;
            };
            let names: Vec<&str> = parts.iter().map(|part| part.name.as_ref()).collect();
            match names.as_slice() {
                ["var", ..] if modules.is_empty() => {}
                ["path" | "terraform", ..] | ["count", "index"] | ["each", "key"] => {}
                ["var", name, ..] => match self.input(&modules, name) {
                    Some(references) => open.extend(references),
                    None => resolved.opaque = true,
                },
                ["module", call, output, ..] => match self.output(&modules, call, output) {
                    Some(references) => open.extend(references),
                    None => resolved.opaque = true,
                },
                ["module" | "local" | "each" | "count" | "self", ..] => resolved.opaque = true,
                ["data", kind, name, ..] | [kind, name, ..] => {
                    resolved.referents.insert(Referent {
                        modules,
                        r#type: (*kind).to_owned(),
                        name: (*name).to_owned(),
                    });
                }
                _ => resolved.opaque = true,
            }
        }
        resolved
    }

    /// Of the unknown leaves of a resource, those that the user set to something only apply can know: all of them where the
    /// section does not tell. `never_computed` names attributes and nested blocks that providers never fill in, keys joined
    /// by dots.
    #[must_use]
    pub fn deferred(&self, written: Option<&Written<'_>>, unknown: &Marks, never_computed: &[&str]) -> Marks {
        let Some((address, body)) = written.and_then(|written| Some((&written.address, written.body?))) else {
            return unknown.clone();
        };
        let late = |references: &[String]| {
            let resolved = self.resolve(&address.modules, references);
            resolved.opaque || !resolved.referents.is_empty()
        };
        deferred(unknown, body, never_computed, &late)
    }

    /// The references that a module's variable gets from its caller; `None` where the section does not tell.
    fn input(&self, modules: &[String], variable: &str) -> Option<Vec<(Vec<String>, String)>> {
        let (call, parent) = modules.split_last()?;
        match self.modules.get(parent)?.calls.get(call.as_str())?.get()?.get(variable) {
            Some(expression) => Some(in_module(parent, &all_references(expression)?)),
            // The variable's default, which is a constant.
            None => Some(Vec::new()),
        }
    }

    /// The references of a module's output; `None` where the section does not tell.
    fn output(&self, modules: &[String], call: &str, output: &str) -> Option<Vec<(Vec<String>, String)>> {
        let mut inner = modules.to_vec();
        inner.push(call.to_owned());
        let expression = self.modules.get(&inner)?.outputs.get(output)?.get()?;
        Some(in_module(&inner, &all_references(expression)?))
    }
}

/// References with the module that they stand in.
fn in_module(modules: &[String], references: &[String]) -> Vec<(Vec<String>, String)> {
    longest(references).into_iter().map(|reference| (modules.to_vec(), reference)).collect()
}

/// The references in an expression, if they are all that it depends on.
fn all_references(expression: &Expression) -> Option<Vec<String>> {
    let mut references = Vec::new();
    collect_references(expression, &mut references).then_some(references)
}

/// Adds the references in an expression and the blocks below it. Says whether they are all that it depends on: of one that is
/// neither constant nor refers to anything, such as `uuid()`, the section does not tell.
fn collect_references(expression: &Expression, into: &mut Vec<String>) -> bool {
    match expression {
        Expression::Attribute { constant, references } => {
            into.extend(references.iter().cloned());
            *constant != Constant::No || !references.is_empty()
        }
        Expression::Blocks(blocks) => {
            let mut told = true;
            for inner in blocks.iter().flat_map(BTreeMap::values) {
                told &= collect_references(inner, into);
            }
            told
        }
    }
}

/// The references in an attribute given by keys alone, or in the nearest attribute above it.
///
/// Blocks are not matched by position: sets have none.
#[must_use]
pub fn references_at(body: &Body, keys: &[&str]) -> Vec<String> {
    let mut references = Vec::new();
    gather(body, keys, &mut references);
    references
}

fn gather(body: &Body, keys: &[&str], into: &mut Vec<String>) {
    let Some((key, rest)) = keys.split_first() else {
        for expression in body.values() {
            collect_references(expression, into);
        }
        return;
    };
    match body.get(*key) {
        Some(Expression::Blocks(blocks)) => blocks.iter().for_each(|block| gather(block, rest, into)),
        Some(attribute) => {
            collect_references(attribute, into);
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NESTED: &str = r#"{"root_module":{
        "resources":[{"address":"aws_kms_key.k","expressions":{}}],
        "module_calls":{
            "sec":{"module":{
                "resources":[{"address":"aws_kms_key.main"}],
                "outputs":{"key":{"expression":{"references":["aws_kms_key.main.arn","aws_kms_key.main"]}}}}},
            "store":{"expressions":{"key":{"references":["module.sec.key","module.sec"]}},"module":{
                "module_calls":{"inner":{"expressions":{"kms":{"references":["var.key"]}},"module":{
                    "resources":[{"address":"aws_sqs_queue.q","expressions":{
                        "kms_master_key_id":{"references":["var.kms"]},
                        "block":[{"a":{"references":["local.x"]}},{"a":{"references":["data.aws_eip.e.id","data.aws_eip.e"]}}]}}]}}}}}}}}"#;

    #[test]
    fn references_are_followed_through_inputs_and_outputs() {
        let raw: &RawValue = serde_json::from_str(NESTED).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        let written = configuration.written(r#"module.store["a.b"].module.inner.aws_sqs_queue.q[0]"#).unwrap();
        let (address, body) = (written.address, written.body.unwrap());
        let references = references_at(body, &["kms_master_key_id"]);
        let found = configuration.resolve(&address.modules, &references);
        assert!(!found.opaque);
        let key = Referent { modules: vec!["sec".into()], r#type: "aws_kms_key".into(), name: "main".into() };
        assert_eq!(found.referents, BTreeSet::from([key]));
        let in_blocks = configuration.resolve(&address.modules, &references_at(body, &["block", "a"]));
        let eip = Referent { modules: address.modules.clone(), r#type: "aws_eip".into(), name: "e".into() };
        assert_eq!(in_blocks, Resolved { referents: BTreeSet::from([eip]), opaque: true });
    }

    #[test]
    fn what_it_does_not_know_is_not_made_up() {
        let raw: &RawValue = serde_json::from_str(NESTED).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        assert!(configuration.written("aws_kms_key.other").is_none());
        assert!(configuration.written("module.nowhere.aws_kms_key.k").is_none());
        assert_eq!(configuration.written("aws_kms_key.k[0]").unwrap().body, Some(&Body::new()));
        for opaque in
            ["local.x", "module.sec.nothing", "module.nowhere.x", "module.sec", "each.value", "self.id", "a..b"]
        {
            let expected = Resolved { opaque: true, ..Resolved::default() };
            assert_eq!(configuration.resolve(&[], &[opaque.to_owned()]), expected, "{opaque}");
        }
        for known in ["var.x", "path.module", "terraform.workspace", "count.index", "each.key"] {
            assert_eq!(configuration.resolve(&[], &[known.to_owned()]), Resolved::default(), "{known}");
        }
    }

    #[test]
    fn null_through_known_variables_is_unset_and_not_deferred() {
        let json = r#"{"root_module":{"module_calls":{"m":{"expressions":{"known":{"references":["var.root"]},
            "late":{"references":["aws_kms_key.k.arn","aws_kms_key.k"]},"now":{}},"module":{"resources":[{"address":"a.b","expressions":{
                "one":{"references":["var.known"]},"two":{"references":["var.late"]},"three":{"references":["var.default"]},
                "four":{"references":["local.x"]},"five":{"references":["var.now"]}}}]}}}}}"#;
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        let unknown = serde_json::from_str(r#"{"one":true,"two":true,"three":true,"four":true,"five":true}"#).unwrap();
        let expected: Marks = serde_json::from_str(r#"{"two":true,"four":true,"five":true}"#).unwrap();
        let deferred = |address| configuration.deferred(configuration.written(address).as_ref(), &unknown, &[]);
        assert_eq!(deferred("module.m.a.b"), expected);
        assert_eq!(deferred("module.m.a.other"), unknown);
    }

    #[test]
    fn a_circle_of_references_ends() {
        let json = r#"{"root_module":{"module_calls":{"m":{"expressions":{"x":{"references":["module.m.y"]}},
            "module":{"outputs":{"y":{"expression":{"references":["var.x"]}}}}}}}}"#;
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        assert_eq!(configuration.resolve(&[], &["module.m.y".to_owned()]), Resolved::default());
    }
}
