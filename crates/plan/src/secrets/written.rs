//! Secrets that the configuration holds as literals: of sensitive variables and outputs, of write-only attributes, of
//! providers, and in the sources of modules.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::marked::{of_value, read};
use super::{providers, sources};
use crate::address::{ConfigAddress, to_config_address};
use crate::change::{Mode, ResourceChange};
use crate::error::ReadError;
use crate::marks::Marks;
use crate::overlay::marked_literals;
use crate::plan::Plan;

#[derive(Deserialize)]
struct Configuration<'a> {
    #[serde(borrow, default)]
    provider_config: BTreeMap<Cow<'a, str>, Provider<'a>>,
    #[serde(borrow, default)]
    root_module: Module<'a>,
}

#[derive(Deserialize)]
struct Provider<'a> {
    #[serde(borrow, default)]
    module_address: Option<Cow<'a, str>>,
    #[serde(default)]
    expressions: Value,
}

#[derive(Deserialize, Default)]
struct Module<'a> {
    #[serde(borrow, default)]
    resources: Vec<Resource<'a>>,
    #[serde(borrow, default)]
    module_calls: BTreeMap<Cow<'a, str>, Call<'a>>,
    #[serde(borrow, default)]
    outputs: BTreeMap<Cow<'a, str>, Output<'a>>,
    #[serde(borrow, default)]
    variables: BTreeMap<Cow<'a, str>, Variable<'a>>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(borrow)]
    address: Cow<'a, str>,
    #[serde(default)]
    mode: Mode,
    #[serde(borrow, default)]
    r#type: Cow<'a, str>,
    #[serde(borrow, default)]
    expressions: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Call<'a> {
    #[serde(borrow, default)]
    source: Cow<'a, str>,
    #[serde(borrow, default)]
    expressions: Option<&'a RawValue>,
    #[serde(borrow, default)]
    module: Option<Module<'a>>,
}

#[derive(Deserialize)]
struct Output<'a> {
    #[serde(default)]
    sensitive: bool,
    #[serde(borrow, default)]
    expression: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Variable<'a> {
    #[serde(default)]
    sensitive: bool,
    #[serde(borrow, default)]
    default: Option<&'a RawValue>,
}

/// The attributes of a block, each unread.
type Expressions<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// A module with the names of the calls that lead to it.
type Placed<'m, 'a> = (Vec<String>, &'m Module<'a>);

pub(super) fn literals(plan: &Plan<'_>) -> Result<Vec<String>, ReadError> {
    let Some(raw) = plan.configuration else { return Ok(Vec::new()) };
    let configuration: Configuration<'_> = read(raw, "`configuration`")?;
    let mut found = Vec::new();
    for (name, variable) in &configuration.root_module.variables {
        if variable.sensitive {
            let value = plan.variables.get(name).and_then(|variable| variable.value);
            found.extend(of_value(&format!("`variables.{name}`"), value, &Marks::All)?);
        }
    }
    let modules = modules(&configuration.root_module);
    for (_, module) in &modules {
        of_variables_and_outputs(module, &mut found)?;
        module.module_calls.values().for_each(|call| sources::literals(&call.source, &mut found));
    }
    of_write_only(plan, &modules, &mut found)?;
    for provider in configuration.provider_config.values() {
        let in_root = provider.module_address.is_none();
        providers::literals(plan, &provider.expressions, in_root, &mut found)?;
    }
    Ok(found)
}

fn modules<'m, 'a>(root: &'m Module<'a>) -> Vec<Placed<'m, 'a>> {
    let mut all = Vec::new();
    let mut open = vec![(Vec::new(), root)];
    while let Some((path, module)) = open.pop() {
        for (name, call) in &module.module_calls {
            let mut inner = path.clone();
            inner.push(name.as_ref().to_owned());
            open.extend(call.module.as_ref().map(|module| (inner, module)));
        }
        all.push((path, module));
    }
    all
}

/// Defaults of sensitive variables, constants that calls give for those of a module, constants of sensitive outputs.
fn of_variables_and_outputs(module: &Module<'_>, found: &mut Vec<String>) -> Result<(), ReadError> {
    for (name, variable) in module.variables.iter().filter(|(_, variable)| variable.sensitive) {
        found.extend(of_value(&format!("the default of `{name}`"), variable.default, &Marks::All)?);
    }
    for (name, output) in module.outputs.iter().filter(|(_, output)| output.sensitive) {
        if let Some(expression) = output.expression {
            constants(&read(expression, &format!("the output `{name}`"))?, found);
        }
    }
    for (name, call) in &module.module_calls {
        let (Some(raw), Some(inner)) = (call.expressions, &call.module) else { continue };
        if !inner.variables.values().any(|variable| variable.sensitive) {
            continue;
        }
        let place = format!("the call of module `{name}`");
        let given: Expressions<'_> = read(raw, &place)?;
        for (variable, _) in inner.variables.iter().filter(|(_, variable)| variable.sensitive) {
            if let Some(expression) = given.get(variable) {
                constants(&read(expression, &place)?, found);
            }
        }
    }
    Ok(())
}

/// All literals of the constants in an expression or the blocks below it.
fn constants(expression: &Value, found: &mut Vec<String>) {
    match expression {
        Value::Array(blocks) => blocks.iter().for_each(|block| constants(block, found)),
        Value::Object(members) => {
            for (key, inner) in members {
                if key == "constant_value" {
                    marked_literals(inner, &Marks::All, found)
                } else {
                    constants(inner, found)
                }
            }
        }
        _ => {}
    }
}

/// How providers name attributes that reach no plan and no state.
const WRITE_ONLY: &str = "_wo";

/// Literals for write-only attributes. Plans hold null for these, and what the user wrote only in the configuration. They are
/// told by their names at any depth, and at the top of a resource by a literal that became null.
fn of_write_only(plan: &Plan<'_>, modules: &[Placed<'_, '_>], found: &mut Vec<String>) -> Result<(), ReadError> {
    let resources = || {
        let all =
            modules.iter().flat_map(|(path, module)| module.resources.iter().map(move |resource| (path, resource)));
        let managed = all.filter(|(_, resource)| resource.mode == Mode::Managed);
        managed.filter_map(|(path, resource)| Some((path, resource, resource.expressions?)))
    };
    let mut names: Names<'_> = HashMap::new();
    for (_, resource, raw) in resources() {
        if raw.get().contains("_wo\"") {
            by_name(&read(raw, &resource.address)?, found);
        }
        let written: Expressions<'_> = read(raw, &resource.address)?;
        let literals = written.into_iter().filter(|(_, expression)| is_literal(expression.get()));
        names.entry(resource.r#type.as_ref()).or_default().extend(literals.map(|(name, _)| name));
    }
    let instances = never_known(plan, &mut names)?;
    for (path, resource, raw) in resources() {
        let Some(names) = names.get(resource.r#type.as_ref()).filter(|names| !names.is_empty()) else { continue };
        let address = ConfigAddress { modules: path.clone(), resource: resource.address.as_ref().to_owned() };
        let Some(instance) = instances.get(&address) else { continue };
        let written: Expressions<'_> = read(raw, &resource.address)?;
        // Null and not absent: what is absent is unknown.
        let null = |name: &&Cow<'_, str>| instance.get(*name).is_some_and(Option::is_none);
        for expression in names.iter().filter(null).filter_map(|name| written.get(name)) {
            constants(&read(expression, &resource.address)?, found);
        }
    }
    Ok(())
}

/// Names of attributes by the type of resource.
type Names<'a> = HashMap<&'a str, BTreeSet<Cow<'a, str>>>;

/// Whether an expression is a constant with a string in it.
fn is_literal(expression: &str) -> bool {
    let constant = expression.strip_prefix('{').map(str::trim_start);
    let value = constant.and_then(|text| text.strip_prefix("\"constant_value\""));
    value.is_some_and(|value| value.contains('"'))
}

/// The attributes of one instance; those that are null have none.
type After<'a> = BTreeMap<Cow<'a, str>, Option<&'a RawValue>>;

/// Takes off the attributes of each type that some instance has a value for: whether one is write-only is the same for all,
/// so that most types are done after a few. Returns instances of the types that have some left.
fn never_known<'p>(plan: &'p Plan<'_>, all: &mut Names<'_>) -> Result<HashMap<ConfigAddress, After<'p>>, ReadError> {
    let mut seen: HashMap<&str, Vec<(&ResourceChange<'_>, After<'p>)>> = HashMap::new();
    for change in plan.changes.iter().filter(|change| change.mode == Mode::Managed && !change.is_deleted()) {
        let Some(names) = all.get_mut(change.r#type.as_ref()).filter(|names| !names.is_empty()) else { continue };
        let Some(after) = change.change.after else { continue };
        let after: After<'_> = read(after, &format!("`after` of {}", change.address))?;
        names.retain(|name| after.get(name).is_none_or(Option::is_none));
        seen.entry(change.r#type.as_ref()).or_default().push((change, after));
    }
    let left = |kind: &str| all.get(kind).is_some_and(|names| !names.is_empty());
    let instances = seen.into_iter().filter(|(kind, _)| left(kind)).flat_map(|(_, instances)| instances);
    Ok(instances.filter_map(|(change, after)| Some((to_config_address(&change.address).ok()?, after))).collect())
}

/// Constants of attributes that are write-only by their names.
fn by_name(expressions: &Value, found: &mut Vec<String>) {
    match expressions {
        Value::Array(blocks) => blocks.iter().for_each(|block| by_name(block, found)),
        Value::Object(members) => {
            for (key, inner) in members {
                if key.ends_with(WRITE_ONLY) { constants(inner, found) } else { by_name(inner, found) }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::secrets::tests::expect_canaries;

    #[test]
    fn of_variables_of_the_root_module() {
        expect_canaries(json!({
            "variables": {"a": {"value": {"k": "canary-value"}}, "b": {"value": "public-value"}},
            "configuration": {"root_module": {"variables": {
                "a": {"sensitive": true, "default": ["canary-default"]}, "b": {"default": "public-default"}}}}}));
    }

    #[test]
    fn of_variables_and_outputs_of_modules() {
        let inner = json!({
            "variables": {"a": {"sensitive": true, "default": "canary-default"}, "b": {"default": "public-default"}},
            "outputs": {
                "o": {"sensitive": true, "expression": {"constant_value": "canary-output"}},
                "p": {"expression": {"constant_value": "public-output"}}}});
        expect_canaries(
            json!({"configuration": {"root_module": {"module_calls": {"m": {"module": {"module_calls": {"n": {
            "expressions": {"a": {"constant_value": "canary-given"}, "b": {"constant_value": "public-given"}},
            "module": inner}}}}}}}}),
        );
    }

    /// A resource of the type `x_y` with these expressions.
    fn written(address: &str, expressions: &Value) -> Value {
        json!({"address": address, "mode": "managed", "type": "x_y", "name": "z", "expressions": expressions})
    }

    fn created(address: &str, after: &Value) -> Value {
        json!({"address": address, "mode": "managed", "type": "x_y", "name": "z", "change": {"actions": ["create"], "after": after}})
    }

    #[test]
    fn of_attributes_that_are_write_only_by_name() {
        let expressions = json!({
            "password_wo": {"constant_value": "canary-literal"},
            "password_wo_version": {"constant_value": "public-version"},
            "block": [{"token_wo": {"constant_value": "canary-inside"}, "name": {"constant_value": "public-inside"}}]});
        expect_canaries(json!({"configuration": {"root_module": {"resources": [written("x_y.z", &expressions)]}}}));
    }

    #[test]
    fn of_attributes_whose_literal_became_null() {
        let expressions = json!({
            "sensitive_body": {"constant_value": {"properties": {"password": "canary-literal"}}},
            "name": {"constant_value": "public-name"},
            "computed": {"constant_value": "public-computed"}});
        expect_canaries(json!({
            "resource_changes": [created("module.m[0].x_y.z[\"k\"]", &json!({"sensitive_body": null, "name": "public-name"}))],
            "configuration": {"root_module": {"module_calls": {"m": {"module": {
                "resources": [written("x_y.z", &expressions)]}}}}}}));
    }

    #[test]
    fn a_literal_is_no_secret_for_an_attribute_that_others_show() {
        let name =
            |name: &str| json!({"name": {"constant_value": name}, "password_wo": {"constant_value": "canary-literal"}});
        expect_canaries(json!({
            "resource_changes": [
                created("x_y.a", &json!({"name": null, "password_wo": null})),
                created("x_y.b", &json!({"name": "public-b", "password_wo": null}))],
            "configuration": {"root_module": {"resources": [
                // As providers of old may leave it out after all.
                written("x_y.a", &name("public-a")), written("x_y.b", &name("public-b")),
                // Without an instance nothing is known of it.
                written("x_y.none", &json!({"other": {"constant_value": "public-other"}}))]}}}));
    }
}
