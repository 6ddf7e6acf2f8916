//! Large plans, made of copies of the showcase: what a `for_each` over the whole configuration would give.

use serde_json::{Value, json};

/// The plan that is copied: one resource in five has a fault.
pub const SHOWCASE: &str = include_str!("../../../../fixtures/plans/showcase-aws-web/plan.json");

/// The JSON of a plan with this many resource changes, with planned values and configuration of their own.
pub fn plan(showcase: &str, resources: usize) -> Vec<u8> {
    let showcase: Value = serde_json::from_str(showcase).expect("the plan to copy is JSON");
    let entries = showcase["resource_changes"].as_array().expect("the showcase has changes");
    let mut changes = Vec::with_capacity(resources);
    let mut modules = Vec::new();
    for copy in 0..resources.div_ceil(entries.len()) {
        let prefix = format!("module.copy[\"{copy:05}\"]");
        let entries = entries.iter().take(resources - changes.len());
        changes.extend(entries.map(|entry| renamed(moved(entry, &prefix), copy)));
        modules.push(renamed(moved_module(&showcase["planned_values"]["root_module"], &prefix), copy));
    }
    let mut plan = showcase.clone();
    plan["resource_changes"] = changes.into();
    plan["planned_values"] = json!({ "root_module": { "child_modules": modules } });
    let root = plan["configuration"]["root_module"].take();
    plan["configuration"]["root_module"] =
        json!({ "module_calls": { "copy": { "source": "./copy", "module": root } } });
    serde_json::to_vec(&plan).expect("a plan is JSON")
}

/// With names of its own: no account has two buckets of one name.
fn renamed(value: Value, copy: usize) -> Value {
    let text = value.to_string().replace("webshop-prod", &format!("webshop-{copy:04}"));
    serde_json::from_str(&text).expect("a name is no JSON")
}

/// A resource below another module.
fn moved(resource: &Value, prefix: &str) -> Value {
    let mut moved = resource.clone();
    let below = |inner: &Value| inner.as_str().map_or_else(|| prefix.to_owned(), |inner| format!("{prefix}.{inner}"));
    if resource["change"].is_object() {
        moved["module_address"] = below(&resource["module_address"]).into();
    }
    moved["address"] = below(&resource["address"]).into();
    moved
}

fn moved_module(module: &Value, prefix: &str) -> Value {
    let list = |key: &str| module[key].as_array().cloned().unwrap_or_default();
    let address = module["address"].as_str().map_or_else(|| prefix.to_owned(), |inner| format!("{prefix}.{inner}"));
    json!({
        "address": address,
        "resources": list("resources").iter().map(|resource| moved(resource, prefix)).collect::<Vec<_>>(),
        "child_modules": list("child_modules").iter().map(|child| moved_module(child, prefix)).collect::<Vec<_>>(),
    })
}
