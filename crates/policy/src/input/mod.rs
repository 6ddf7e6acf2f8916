//! What rules see: values of the plan in the engine's own types, straight from JSON text, and findings read back.

mod documents;
mod findings;
mod sections;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use plangate_plan::{
    Action, AttributePath, Configuration, Marked, Marks, Mode, ReadError, ResourceChange, Step, attributes,
};
use regorus::Value;
use serde_json::value::RawValue;

use crate::metadata::Section;

pub(crate) use documents::grant_value;
pub(crate) use findings::{Beside, RawFinding, findings};
pub(crate) use sections::{PLAN, Sections};
pub(crate) use value::{Keys, read_value};

/// The document that a rule is evaluated over.
pub(crate) type Input = Value;

/// The state of a plan: before the change, or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

impl Side {
    /// The values of a resource on this side; of one that is deleted, those that it had.
    pub(crate) fn values<'a>(self, change: &ResourceChange<'a>) -> Option<&'a RawValue> {
        let before = self == Self::Before || change.is_deleted();
        if before { change.change.before } else { change.change.after }
    }

    /// The marks of what is sensitive among them.
    pub(crate) fn sensitive<'a>(self, change: &ResourceChange<'a>) -> Option<&'a RawValue> {
        let before = self == Self::Before || change.is_deleted();
        if before { change.change.before_sensitive } else { change.change.after_sensitive }
    }

    fn member(self, change: &ResourceChange<'_>) -> &'static str {
        if self == Self::Before || change.is_deleted() { "before" } else { "after" }
    }
}

/// A resource as rules see it.
#[derive(Debug)]
pub(crate) struct ResourceInput {
    /// The element of `input.resources[type]`, or of `input.deleted[type]`.
    value: Value,
    /// What paths lead into.
    values: Value,
    /// The state that the values are of.
    pub side: Side,
    /// What the user set to something that only apply can know.
    pub deferred: Marks,
    /// Whether it stands under `input.deleted`.
    pub deleted: bool,
}

/// Turns one resource change into what rules see. `never_computed` names the attributes and nested blocks that providers
/// never fill in.
///
/// # Errors
/// Values that can't be read, such as ones nested too deep.
pub(crate) fn resource_input(
    change: &ResourceChange<'_>,
    configuration: &Configuration<'_>,
    never_computed: &[&str],
    side: Side,
    keys: &Keys,
) -> Result<ResourceInput, ReadError> {
    let unreadable =
        |what: &str, error: &serde_json::Error| ReadError::shape(&format!("`{what}` of {}", change.address), error);
    let deleted = side == Side::After && change.is_deleted();
    let member = side.member(change);
    let values = match side.values(change) {
        Some(raw) => read_value(raw, keys).map_err(|error| unreadable(member, &error))?,
        // A resource that is there has values; without them nothing could be at fault.
        None => Value::Null,
    };
    if values.as_object().is_err() {
        let message = "the values of a resource must be an object".to_owned();
        return Err(ReadError::Shape { place: format!("`{member}` of {}", change.address), message });
    }
    let unknown: Marks = match change.change.after_unknown {
        Some(raw) if side == Side::After && !deleted => {
            serde_json::from_str(raw.get()).map_err(|error| unreadable("after_unknown", &error))?
        }
        _ => Marks::None,
    };
    let deferred = deferred_of(change, configuration, &unknown, never_computed);
    let mut members = head(change, keys).map_err(|error| unreadable("index", &error))?;
    let mut set = |key: &str, value: Value| members.insert(keys.get(key), value);
    if let Some(key) = configuration.provider_of(change) {
        set("provider_config", keys.get(key));
    }
    set("values", values.clone());
    set("unknown", marks_value(&deferred, keys));
    Ok(ResourceInput { value: Value::from(members), values, side, deferred, deleted })
}

/// What of the unknown the user set to something that only apply can know.
fn deferred_of(
    change: &ResourceChange<'_>,
    configuration: &Configuration<'_>,
    unknown: &Marks,
    never_computed: &[&str],
) -> Marks {
    if unknown.is_none() {
        return Marks::None;
    }
    let written = configuration.written(&change.address);
    with_blocks_that_were_there(change, unknown, configuration.deferred(written.as_ref(), unknown, never_computed))
}

/// A nested block that exists and that nobody knows afterwards was written: by a `dynamic` block over what is not known yet. The
/// provider would keep what it has computed itself.
fn with_blocks_that_were_there(change: &ResourceChange<'_>, unknown: &Marks, deferred: Marks) -> Marks {
    let computed = |key: &&str| *unknown.member(key) == Marks::All && deferred.member(key).is_none();
    let candidates: BTreeSet<&str> = unknown.keys().filter(computed).collect();
    if candidates.is_empty() || !change.existed() || change.does(Action::Delete) {
        return deferred;
    }
    let Ok(before) = attributes(change.change.before) else { return deferred };
    let is_block = |key: &&str| before.get(*key).is_some_and(|raw| raw.get().starts_with("[{"));
    let blocks: Vec<&str> = candidates.into_iter().filter(is_block).collect();
    match deferred {
        _ if blocks.is_empty() => deferred,
        Marks::Object(mut members) => {
            members.extend(blocks.into_iter().map(|key| (key.to_owned(), Marks::All)));
            Marks::Object(members)
        }
        _ => Marks::Object(blocks.into_iter().map(|key| (key.to_owned(), Marks::All)).collect()),
    }
}

/// The members that name a resource and what is done to it.
fn head(change: &ResourceChange<'_>, keys: &Keys) -> Result<BTreeMap<Value, Value>, serde_json::Error> {
    let mut members = BTreeMap::new();
    let mut set = |key: &str, value: Value| members.insert(keys.get(key), value);
    set("address", Value::from(change.address.as_ref()));
    set("module", Value::from(change.module.as_ref()));
    set("mode", Value::from(mode(change.mode)));
    set("type", keys.get(&change.r#type));
    set("name", Value::from(change.name.as_ref()));
    if let Some(index) = change.index {
        set("index", read_value(index, keys)?);
    }
    if let Some(deposed) = &change.deposed {
        set("deposed", Value::from(deposed.as_ref()));
    }
    set("provider", keys.get(&change.provider));
    let actions = change.change.actions.iter().map(|action: &Action| keys.get(action.as_str()));
    set("actions", Value::from(actions.collect::<Vec<_>>()));
    Ok(members)
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Managed => "managed",
        Mode::Data => "data",
        Mode::Ephemeral => "ephemeral",
    }
}

/// Marks in the shape of `after_unknown`; unmarked elements of lists are empty objects.
fn marks_value(marks: &Marks, keys: &Keys) -> Value {
    match marks {
        Marks::None => Value::new_object(),
        Marks::All => Value::from(true),
        Marks::Array(items) => Value::from(items.iter().map(|item| marks_value(item, keys)).collect::<Vec<_>>()),
        Marks::Object(members) => {
            let entries = members.iter().map(|(key, inner)| (keys.get(key), marks_value(inner, keys)));
            Value::from(entries.collect::<BTreeMap<_, _>>())
        }
    }
}

/// The resources that are linked to another one, by type.
#[derive(Debug, Default)]
pub(crate) struct Neighbours<'s> {
    /// Known to be linked.
    pub certain: BTreeMap<&'s str, Vec<Neighbour<'s>>>,
    /// Linked for all that is known.
    pub possible: BTreeMap<&'s str, Vec<Neighbour<'s>>>,
}

/// A resource that is linked to another one, and the attributes by which it is.
#[derive(Debug)]
pub(crate) struct Neighbour<'s> {
    pub input: &'s ResourceInput,
    /// Of the other one, which refer to it.
    pub here: BTreeSet<&'s str>,
    /// Its own, which refer to the other one.
    pub there: BTreeSet<&'s str>,
}

impl Neighbour<'_> {
    fn value(&self) -> Value {
        let mut value = self.input.value.clone();
        let names =
            |names: &BTreeSet<&str>| Value::from(names.iter().map(|name| Value::from(*name)).collect::<Vec<_>>());
        if let Ok(members) = value.as_object_mut() {
            let via = object([("here", names(&self.here)), ("there", names(&self.there))]);
            members.insert(Value::from("via"), via);
        }
        value
    }
}

impl Neighbours<'_> {
    fn by_type(group: &BTreeMap<&str, Vec<Neighbour<'_>>>) -> Value {
        let values = |neighbours: &Vec<Neighbour<'_>>| neighbours.iter().map(Neighbour::value).collect::<Vec<_>>();
        object(group.iter().map(|(kind, neighbours)| (*kind, Value::from(values(neighbours)))))
    }
}

/// What one evaluation looks at.
#[derive(Debug, Default)]
pub(crate) struct Document {
    present: BTreeMap<String, Vec<Value>>,
    deleted: BTreeMap<String, Vec<Value>>,
}

impl Document {
    /// Adds a resource, with its neighbours where the rule asks for them.
    pub(crate) fn add(&mut self, kind: &str, resource: &ResourceInput, neighbours: Option<&Neighbours<'_>>) {
        let mut value = resource.value.clone();
        if let (Some(neighbours), Ok(members)) = (neighbours, value.as_object_mut()) {
            members.insert(Value::from("linked"), Neighbours::by_type(&neighbours.certain));
            members.insert(Value::from("maybe_linked"), Neighbours::by_type(&neighbours.possible));
        }
        let group = if resource.deleted { &mut self.deleted } else { &mut self.present };
        match group.get_mut(kind) {
            Some(resources) => resources.push(value),
            None => {
                group.insert(kind.to_owned(), vec![value]);
            }
        }
    }

    /// The `input` of an evaluation.
    pub(crate) fn finish(self, sections: &Sections<'_>, wanted: &[Section]) -> Value {
        let grouped = |groups: BTreeMap<String, Vec<Value>>| {
            let members = groups.into_iter().map(|(kind, resources)| (Value::from(kind), Value::from(resources)));
            Value::from(members.collect::<BTreeMap<_, _>>())
        };
        let resources = [("resources", grouped(self.present)), ("deleted", grouped(self.deleted))];
        object(resources.into_iter().chain(sections.members(wanted)))
    }
}

fn object<'k>(members: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    Value::from(members.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<BTreeMap<_, _>>())
}

impl ResourceInput {
    /// Of a thing that is no resource: paths lead into the thing itself.
    fn of_thing(value: Value, deferred: Marks) -> Self {
        Self { values: value.clone(), value, side: Side::After, deferred, deleted: false }
    }

    /// Whether a path leads somewhere: each step but the last to something that is there, the last perhaps to a key
    /// that is missing; from a deferred value on, anywhere.
    pub(crate) fn has_path(&self, path: &AttributePath) -> bool {
        if self.deferred.at(path) == Marked::Whole {
            return true;
        }
        let Some((last, way)) = path.steps().split_last() else { return true };
        let Some(parent) = way.iter().try_fold(&self.values, |value, step| member(value, step)) else { return false };
        matches!((parent, last), (Value::Object(_), Step::Key(_))) || member(parent, last).is_some()
    }
}

fn member<'v>(value: &'v Value, step: &Step) -> Option<&'v Value> {
    match (value, step) {
        (Value::Object(members), Step::Key(key)) => members.get(&Value::from(key.as_str())),
        (Value::Array(items), Step::Index(index)) => items.get(*index),
        _ => None,
    }
}
