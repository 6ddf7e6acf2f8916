//! Plans and rules written by a test, so that what it asserts does not move with the policies and fixtures.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{Plangate, plangate};

/// A directory of a test's own, where its commands run: paths in messages are short and the same every time.
#[derive(Debug)]
pub struct Place(TempDir);

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a plan of these changes in `plan.json`.
    pub fn with_plan(changes: &[Value]) -> Self {
        Self::new().file("plan.json", plan(changes).to_string())
    }

    /// With one more file; directories are made on the way.
    pub fn file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
        self
    }

    /// With one more rule in `rules/`.
    pub fn rule(self, rule: &Rule) -> Self {
        let path = format!("rules/{}.rego", rule.name);
        self.file(&path, rule.text())
    }

    /// With an executable script that first records its name, its working directory and its arguments.
    #[cfg(unix)]
    pub fn script(self, path: &str, body: &str) -> Self {
        let head = format!(
            "#!/bin/sh\nPATH=/bin:/usr/bin\necho \"${{0##*/}} in $(pwd -P): $*\" >> '{}'\n",
            self.path().join("calls").display()
        );
        let draft = format!("{path}.sh");
        let place = self.file(&draft, head + body);
        // Copied by a process of its own: what this one has open for writing may be so in a child of another test, and
        // can't be run then.
        let mut copy = std::process::Command::new("install");
        assert!(copy.args(["-m", "755", &draft, path]).current_dir(place.path()).status().unwrap().success());
        place
    }

    /// The lines that scripts have recorded, without the way to this directory.
    #[cfg(unix)]
    pub fn calls(&self) -> Vec<String> {
        let calls = std::fs::read_to_string(self.path().join("calls")).unwrap_or_default();
        calls.lines().map(|line| self.without_place(line)).collect()
    }

    /// A text with `TOP` for the way to this directory.
    #[cfg(unix)]
    pub fn without_place(&self, text: &str) -> String {
        text.replace(self.path().canonicalize().unwrap().to_str().unwrap(), "TOP")
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// `check` in this directory with the rules of `rules/`, and of these only what `selector` chooses.
    pub fn check(&self, selector: &str) -> Plangate {
        plangate(["check", "plan.json", "--policy", "rules", "--select", selector]).at(self.path())
    }
}

/// A plan of these changes, with nothing in `configuration`.
pub fn plan(changes: &[Value]) -> Value {
    json!({
        "format_version": "1.2", "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}}, "resource_changes": changes,
        "configuration": {"root_module": {}}, "complete": true, "errored": false,
    })
}

/// A plan that says more than which resources change.
#[derive(Debug)]
pub struct Whole(Value);

impl Whole {
    /// A plan of these changes.
    pub fn of(changes: &[Value]) -> Self {
        Self(plan(changes))
    }

    /// With a top-level member, such as `resource_drift` or `complete`.
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.0[member] = value.into();
        self
    }

    /// Without a top-level member.
    pub fn without(mut self, member: &str) -> Self {
        self.0.as_object_mut().unwrap().remove(member).unwrap();
        self
    }

    /// With what the user wrote for a resource of the root module: `{"door": refers(&["x_door.front.id", "x_door.front"])}`.
    pub fn written(mut self, address: &str, expressions: &Value) -> Self {
        let (kind, name) = address.split_once('.').unwrap();
        self.declare(&json!({"address": address, "mode": "managed", "type": kind, "name": name}), expressions);
        self
    }

    /// The same for a data source, named without `data.`.
    pub fn written_data(mut self, name: &str, expressions: &Value) -> Self {
        let (kind, rest) = name.split_once('.').unwrap();
        let address = format!("data.{name}");
        self.declare(&json!({"address": address, "mode": "data", "type": kind, "name": rest}), expressions);
        self
    }

    fn declare(&mut self, head: &Value, expressions: &Value) {
        let mut resource = head.clone();
        resource["provider_config_key"] = json!("x");
        resource["expressions"] = expressions.clone();
        resource["schema_version"] = json!(0);
        let root = self.0["configuration"]["root_module"].as_object_mut().unwrap();
        root.entry("resources").or_insert_with(|| json!([])).as_array_mut().unwrap().push(resource);
    }

    /// In `plan.json` of a place.
    pub fn place(&self) -> Place {
        Place::new().file("plan.json", self.text())
    }

    /// The JSON.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

/// An expression of `configuration` that refers to something.
pub fn refers(references: &[&str]) -> Value {
    json!({"references": references})
}

/// The creation of a resource; `address` is `type.name` with any instance key.
pub fn create(address: &str, after: &Value) -> Value {
    change(address, "create", &Value::Null, after)
}

/// A change of a resource by one action.
pub fn change(address: &str, action: &str, before: &Value, after: &Value) -> Value {
    let (kind, rest) = address.split_once('.').unwrap();
    let name = rest.split('[').next().unwrap();
    json!({
        "address": address, "mode": "managed", "type": kind, "name": name,
        "provider_name": "registry.terraform.io/example/x",
        "change": {
            "actions": [action], "before": before, "after": after, "after_unknown": {},
            "before_sensitive": false, "after_sensitive": {},
        },
    })
}

/// A change in place.
pub fn update(address: &str, before: &Value, after: &Value) -> Value {
    change(address, "update", before, after)
}

/// A resource that stays as it is.
pub fn no_op(address: &str, values: &Value) -> Value {
    change(address, "no-op", values, values)
}

/// The deletion of a resource.
pub fn delete(address: &str, before: &Value) -> Value {
    change(address, "delete", before, &Value::Null)
}

/// The same change in a module: `module.net["k"]`.
pub fn inside(module: &str, change: Value) -> Value {
    let address = format!("{module}.{}", change["address"].as_str().unwrap());
    marked(change, &json!({"address": address, "module_address": module}))
}

/// The same change with members of `change` set: `actions`, `after_unknown`, `after_sensitive`, ...
pub fn but(mut change: Value, members: &Value) -> Value {
    for (key, value) in members.as_object().unwrap() {
        change["change"][key] = value.clone();
    }
    change
}

/// The same change with members beside `change` set: `previous_address`, `deposed`, `action_reason`, ...
pub fn marked(mut change: Value, members: &Value) -> Value {
    for (key, value) in members.as_object().unwrap() {
        change[key] = value.clone();
    }
    change
}

/// A rule to write to a file.
#[derive(Debug)]
pub struct Rule {
    /// The last part of its package, and its id behind `x-`.
    pub name: &'static str,
    /// `resources` of METADATA.
    pub resources: &'static str,
    /// More members of `custom`, one a line, such as `attributes: [open]`.
    pub custom: &'static [&'static str],
    /// The Rego below the imports.
    pub body: &'static str,
}

/// Finds every door that is open.
pub const DOOR: Rule = Rule {
    name: "door",
    resources: "[x_door]",
    custom: &["attributes: [open]"],
    body: "deny contains finding.at(door, [\"open\"], \"the door is open\") if {\n\tsome door in input.resources.x_door\n\tdoor.values.open\n}\n",
};

impl Rule {
    /// Another body for the same rule.
    pub const fn saying(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    /// Another name for the same rule.
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The file. The body begins in line [`Rule::BODY`] where `custom` has one line.
    pub fn text(&self) -> String {
        let Self { name, resources, body, .. } = self;
        let custom: String = self.custom.iter().map(|line| format!("#   {line}\n")).collect();
        format!(
            "# METADATA\n\
             # title: Door is open\n\
             # description: Anyone walks in.\n\
             # custom:\n\
             #   id: x-{name}\n\
             #   severity: medium\n\
             #   domain: exposure\n\
             #   resources: {resources}\n\
             {custom}\
             #   remediation: Close the door.\n\
             #   example: door {{}}\n\
             #   controls: {{}}\n\
             #   aliases: [X_{name}]\n\
             package rules.custom.{name}\n\n\
             import rego.v1\n\n\
             import data.lib.finding\n\n\
             {body}"
        )
    }

    /// The first line of the body.
    pub const BODY: usize = 20;
}
