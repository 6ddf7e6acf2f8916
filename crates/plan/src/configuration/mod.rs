//! The `configuration` section: which attributes the user set, and what they refer to.

mod trace;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

pub use trace::{KeySource, Target, Trace};

use crate::address::{ConfigAddress, to_config_address};
use crate::change::ResourceChange;
use crate::expression::{Body, Expression};
use crate::marks::Marks;
use crate::overlay::deferred;

/// The modules of the plan by the names of their calls from the root; every module call once, whatever its instances.
#[derive(Debug, Default)]
pub struct Configuration<'a> {
    modules: HashMap<Vec<String>, Module<'a>>,
    providers: BTreeMap<Cow<'a, str>, ProviderConfig<'a>>,
}

#[derive(Debug, Default)]
struct Module<'a> {
    resources: HashMap<Cow<'a, str>, Resource<'a>>,
    calls: BTreeMap<Cow<'a, str>, Call<'a>>,
    outputs: BTreeMap<Cow<'a, str>, Lazy<'a, Expression>>,
}

#[derive(Debug)]
struct Resource<'a> {
    expressions: Lazy<'a, Body>,
    for_each: Option<Lazy<'a, Expression>>,
    provider_config: Option<Cow<'a, str>>,
}

#[derive(Debug)]
struct Call<'a> {
    expressions: Lazy<'a, Body>,
    for_each: Option<Lazy<'a, Expression>>,
    source: Cow<'a, str>,
    version_constraint: Option<Cow<'a, str>>,
}

/// A module call of the configuration.
#[derive(Debug, Clone, Copy)]
pub struct ModuleCall<'c> {
    /// Names of the module calls from the root, its own last.
    pub path: &'c [String],
    /// Where the module comes from, as the user wrote it.
    pub source: &'c str,
    /// The version that the user asks for, of a module from a registry.
    pub version_constraint: Option<&'c str>,
}

/// A configuration of a provider.
#[derive(Debug, Deserialize)]
pub struct ProviderConfig<'a> {
    /// The local name, such as `aws`.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// The source address, such as `registry.terraform.io/hashicorp/aws`.
    #[serde(borrow, default)]
    pub full_name: Cow<'a, str>,
    /// The alias, of all but the default configuration.
    #[serde(borrow, default)]
    pub alias: Option<Cow<'a, str>>,
    /// The module that it stands in; empty for the root.
    #[serde(borrow, default, rename = "module_address")]
    pub module: Cow<'a, str>,
    /// The versions that the configuration allows.
    #[serde(borrow, default)]
    pub version_constraint: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    expressions: Option<&'a RawValue>,
}

impl ProviderConfig<'_> {
    /// The arguments that the block gives a constant, without those of nested blocks. They may be secrets.
    #[must_use]
    pub fn constants(&self) -> serde_json::Map<String, serde_json::Value> {
        let read = |raw: &RawValue| serde_json::from_str::<BTreeMap<String, serde_json::Value>>(raw.get()).ok();
        let arguments = self.expressions.and_then(read).unwrap_or_default().into_iter();
        arguments.filter_map(|(name, mut written)| Some((name, written.get_mut("constant_value")?.take()))).collect()
    }
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
    #[serde(borrow, default)]
    provider_config: BTreeMap<Cow<'a, str>, ProviderConfig<'a>>,
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
    for_each_expression: Option<&'a RawValue>,
    #[serde(borrow)]
    provider_config_key: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct RawCall<'a> {
    #[serde(borrow)]
    expressions: Option<&'a RawValue>,
    #[serde(borrow)]
    for_each_expression: Option<&'a RawValue>,
    #[serde(borrow, default)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    version_constraint: Option<Cow<'a, str>>,
    #[serde(borrow)]
    module: Option<RawModule<'a>>,
}

#[derive(Deserialize)]
struct RawOutput<'a> {
    #[serde(borrow)]
    expression: Option<&'a RawValue>,
}

impl<'a> Configuration<'a> {
    /// Indexes the section. Expressions are read when they are asked for.
    ///
    /// # Errors
    /// What serde_json says of a section that is not as documented.
    pub fn from_raw(raw: &'a RawValue) -> Result<Self, serde_json::Error> {
        let parsed: RawConfiguration<'a> = serde_json::from_str(raw.get())?;
        let mut configuration = Self { providers: parsed.provider_config, ..Self::default() };
        if let Some(root) = parsed.root_module {
            configuration.add(Vec::new(), root);
        }
        Ok(configuration)
    }

    fn add(&mut self, path: Vec<String>, raw: RawModule<'a>) {
        let mut module = Module::default();
        for resource in raw.resources {
            let expressions = Lazy::new(resource.expressions.map_or(NO_BODY, RawValue::get));
            let for_each = resource.for_each_expression.map(|raw| Lazy::new(raw.get()));
            let provider_config = resource.provider_config_key;
            module.resources.insert(resource.address, Resource { expressions, for_each, provider_config });
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
            let call = Call {
                expressions: Lazy::new(call.expressions.map_or(NO_BODY, RawValue::get)),
                for_each: call.for_each_expression.map(|raw| Lazy::new(raw.get())),
                source: call.source,
                version_constraint: call.version_constraint,
            };
            module.calls.insert(name, call);
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

    /// What the user wrote for a resource; `None` where the section does not know it.
    #[must_use]
    pub fn body(&self, address: &ConfigAddress) -> Option<&Body> {
        self.modules.get(&address.modules)?.resources.get(address.resource.as_str())?.expressions.get()
    }

    /// The module calls, callers before what they call, in the order of their names.
    #[must_use]
    pub fn module_calls(&self) -> Vec<ModuleCall<'_>> {
        let mut calls: Vec<ModuleCall<'_>> = self
            .modules
            .keys()
            .filter_map(|path| {
                let (name, parent) = path.split_last()?;
                let call = self.modules.get(parent)?.calls.get(name.as_str())?;
                let version_constraint = call.version_constraint.as_deref();
                Some(ModuleCall { path, source: &call.source, version_constraint })
            })
            .collect();
        calls.sort_by_key(|call| call.path);
        calls
    }

    /// The configurations of providers, by their keys.
    pub fn providers(&self) -> impl Iterator<Item = &ProviderConfig<'a>> {
        self.providers.values()
    }

    /// The key of the configuration of a provider, if it has no other one.
    #[must_use]
    pub fn only_provider(&self, full_name: &str) -> Option<&str> {
        let mut of_it = self.providers.iter().filter(|(_, provider)| provider.full_name == full_name);
        let (key, _) = of_it.next()?;
        of_it.next().is_none().then_some(key)
    }

    /// The key of the configuration of the provider that a resource goes through, and so its account. Of a resource that is no longer in the
    /// section nothing tells, unless there is just one to go through.
    #[must_use]
    pub fn provider_of(&self, change: &ResourceChange<'_>) -> Option<&str> {
        let written = self.written(&change.address).and_then(|written| written.provider_config);
        written.or_else(|| self.only_provider(&change.provider))
    }

    /// Resources of a type that the section declares, whether the plan has an instance of them or not.
    pub fn declared(&self, kind: &str) -> impl Iterator<Item = ConfigAddress> + use<'_, 'a> {
        let prefix = format!("{kind}.");
        self.modules.iter().flat_map(move |(modules, module)| {
            let named: Vec<_> = module.resources.keys().filter(|address| address.starts_with(&prefix)).collect();
            named.into_iter().map(|name| ConfigAddress { modules: modules.clone(), resource: name.to_string() })
        })
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
            let trace = self.trace(address, references);
            trace.opaque || !trace.targets.is_empty()
        };
        deferred(unknown, body, never_computed, &late)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::expression::references_at;

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

    fn target(modules: &[(&str, KeySource)], resource: &str, key: KeySource, vague: bool) -> Target {
        let (names, keys) = modules.iter().map(|(name, key)| ((*name).to_owned(), key.clone())).unzip();
        Target { address: ConfigAddress { modules: names, resource: resource.to_owned() }, modules: keys, key, vague }
    }

    fn text(key: &str) -> KeySource {
        KeySource::Constant(crate::address::InstanceKey::Text(key.to_owned()))
    }

    fn root(resource: &str) -> ConfigAddress {
        ConfigAddress { modules: Vec::new(), resource: resource.to_owned() }
    }

    #[test]
    fn references_are_followed_through_inputs_and_outputs() {
        let raw: &RawValue = serde_json::from_str(NESTED).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        let written = configuration.written(r#"module.store["a.b"].module.inner.aws_sqs_queue.q[0]"#).unwrap();
        let (address, body) = (written.address, written.body.unwrap());
        let found = configuration.trace(&address, &references_at(body, &["kms_master_key_id"]));
        assert!(!found.opaque);
        let key = target(&[("sec", KeySource::Any)], "aws_kms_key.main", KeySource::Any, false);
        assert_eq!(found.targets, BTreeSet::from([key]));
        let in_blocks = configuration.trace(&address, &references_at(body, &["block", "a"]));
        let here = [("store", KeySource::Module(0)), ("inner", KeySource::Module(1))];
        let eip = target(&here, "data.aws_eip.e", KeySource::Any, false);
        assert_eq!(in_blocks, Trace { targets: BTreeSet::from([eip]), opaque: true, mixed: true });
    }

    #[test]
    fn keys_are_followed_too() {
        let json = r#"{"root_module":{
            "resources":[
                {"address":"a.chained","expressions":{"x":{"references":["each.value.id","each.value"]}},
                    "for_each_expression":{"references":["b.many"]}},
                {"address":"a.set","expressions":{}}],
            "module_calls":{
                "m":{"expressions":{"x":{"references":["each.value.id","each.value"]},"y":{"references":["b.many","each.key"]}},
                    "for_each_expression":{"references":["b.many"]},
                    "module":{"resources":[{"address":"c.d","expressions":{}}],
                        "outputs":{"one":{"expression":{"references":["c.d.id","c.d"]}},"two":{"expression":{"references":["var.y"]}}}}}}}}"#;
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        let trace = |from: &ConfigAddress, references: &[&str]| {
            let references: Vec<String> = references.iter().map(|&reference| reference.to_owned()).collect();
            let trace = configuration.trace(from, &references);
            assert!(!trace.opaque, "{references:?}");
            trace.targets.into_iter().collect::<Vec<_>>()
        };
        let (set, inner) = (root("a.set"), ConfigAddress { modules: vec!["m".into()], resource: "c.d".into() });
        assert_eq!(trace(&set, &["b.many"]), [target(&[], "b.many", KeySource::Any, false)]);
        assert_eq!(trace(&set, &["b.many", "each.key"]), [target(&[], "b.many", KeySource::Own, false)]);
        assert_eq!(
            trace(&set, &["b.many[\"k\"].id", "b.many[\"k\"]", "b.many"]),
            [target(&[], "b.many", text("k"), false)]
        );
        assert_eq!(
            trace(&root("a.chained"), &["each.value.id", "each.value"]),
            [target(&[], "b.many", KeySource::Own, true)]
        );
        assert_eq!(trace(&inner, &["var.x"]), [target(&[], "b.many", KeySource::Module(0), true)]);
        assert_eq!(trace(&inner, &["var.y"]), [target(&[], "b.many", KeySource::Module(0), false)]);
        let one = ["module.m[\"k\"].one", "module.m[\"k\"]"];
        assert_eq!(trace(&set, &one), [target(&[("m", text("k"))], "c.d", KeySource::Any, false)]);
        let two = ["module.m[\"k\"].two", "module.m[\"k\"]"];
        assert_eq!(trace(&set, &two), [target(&[], "b.many", text("k"), false)]);
        let lost = [
            target(&[], "b.many", KeySource::Own, true),
            target(&[("m", KeySource::Own)], "c.d", KeySource::Own, true),
        ];
        assert_eq!(trace(&set, &["module.m", "each.key"]), lost);
    }

    #[test]
    fn what_it_does_not_know_is_not_made_up() {
        let raw: &RawValue = serde_json::from_str(NESTED).unwrap();
        let configuration = Configuration::from_raw(raw).unwrap();
        assert!(configuration.written("aws_kms_key.other").is_none());
        assert!(configuration.written("module.nowhere.aws_kms_key.k").is_none());
        assert_eq!(configuration.written("aws_kms_key.k[0]").unwrap().body, Some(&Body::new()));
        let trace = |reference: &str| configuration.trace(&root("aws_kms_key.k"), &[reference.to_owned()]);
        for opaque in
            ["local.x", "module.sec.nothing", "module.nowhere.x", "module.nowhere", "each.value", "self.id", "a..b"]
        {
            assert_eq!((trace(opaque).targets.len(), trace(opaque).opaque), (0, true), "{opaque}");
        }
        for known in ["var.x", "path.module", "terraform.workspace", "count.index", "each.key"] {
            assert_eq!((trace(known).targets.len(), trace(known).opaque), (0, false), "{known}");
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
        assert_eq!(configuration.trace(&root("a.b"), &["module.m.y".to_owned()]), Trace::default());
    }
}
