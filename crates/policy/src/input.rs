//! What rules see: values of the plan in the engine's own types, straight from JSON text, and findings read back.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use plangate_plan::{Action, AttributePath, Configuration, Marked, Marks, Mode, Plan, ReadError, ResourceChange, Step};
use regorus::Value;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A resource as rules see it.
#[derive(Debug)]
pub(crate) struct ResourceInput {
    /// The element of `input.resources[type]`, or of `input.deleted[type]`.
    value: Value,
    /// What the user set to something that only apply can know.
    pub deferred: Marks,
    /// Whether it stands under `input.deleted`.
    pub deleted: bool,
}

/// Object keys that were seen before: a thousand buckets share one string for `force_destroy`.
#[derive(Debug, Default)]
pub(crate) struct Keys(RefCell<HashMap<Box<str>, Value>>);

impl Keys {
    fn get(&self, key: &str) -> Value {
        let mut known = self.0.borrow_mut();
        if let Some(value) = known.get(key) {
            return value.clone();
        }
        let value = Value::from(key);
        known.insert(key.into(), value.clone());
        value
    }
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
    keys: &Keys,
) -> Result<ResourceInput, ReadError> {
    let unreadable =
        |what: &str, error: &serde_json::Error| ReadError::shape(&format!("`{what}` of {}", change.address), error);
    let deleted = change.is_deleted();
    let (member, raw) = if deleted { ("before", change.change.before) } else { ("after", change.change.after) };
    let values = match raw {
        Some(raw) => read_value(raw, keys).map_err(|error| unreadable(member, &error))?,
        // A resource that is there after apply has values; without them nothing could be at fault.
        None => Value::Null,
    };
    if values.as_object().is_err() {
        let message = "the values of a resource must be an object".to_owned();
        return Err(ReadError::Shape { place: format!("`{member}` of {}", change.address), message });
    }
    let unknown: Marks = match change.change.after_unknown {
        Some(raw) if !deleted => {
            serde_json::from_str(raw.get()).map_err(|error| unreadable("after_unknown", &error))?
        }
        _ => Marks::None,
    };
    let written = configuration.written(&change.address);
    let deferred = if unknown.is_none() {
        Marks::None
    } else {
        configuration.deferred(written.as_ref(), &unknown, never_computed)
    };
    let mut members = BTreeMap::new();
    let mut set = |key: &str, value: Value| members.insert(keys.get(key), value);
    set("address", Value::from(change.address.as_ref()));
    set("module", Value::from(change.module.as_ref()));
    set("mode", Value::from(mode(change.mode)));
    set("type", keys.get(&change.r#type));
    set("name", Value::from(change.name.as_ref()));
    if let Some(index) = change.index {
        set("index", read_value(index, keys).map_err(|error| unreadable("index", &error))?);
    }
    if let Some(deposed) = &change.deposed {
        set("deposed", Value::from(deposed.as_ref()));
    }
    set("provider", keys.get(&change.provider));
    if let Some(key) = written.and_then(|written| written.provider_config) {
        set("provider_config", keys.get(key));
    }
    let actions = change.change.actions.iter().map(|action: &Action| keys.get(action.as_str()));
    set("actions", Value::from(actions.collect::<Vec<_>>()));
    set("values", values);
    set("unknown", marks_value(&deferred, keys));
    Ok(ResourceInput { value: Value::from(members), deferred, deleted })
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

/// The `input` document over some resources, grouped by type.
pub(crate) fn document<'r>(plan: &Plan<'_>, resources: impl Iterator<Item = (&'r str, &'r ResourceInput)>) -> Value {
    let mut present: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut deleted: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (kind, resource) in resources {
        let group = if resource.deleted { &mut deleted } else { &mut present };
        group.entry(kind).or_default().push(resource.value.clone());
    }
    let grouped = |groups: BTreeMap<&str, Vec<Value>>| {
        object(groups.into_iter().map(|(kind, resources)| (kind, Value::from(resources))))
    };
    let version = plan.terraform_version.as_deref().map(|version| ("terraform_version", Value::from(version)));
    let complete = plan.complete.map(|complete| ("complete", Value::from(complete)));
    object([
        ("resources", grouped(present)),
        ("deleted", grouped(deleted)),
        ("plan", object(version.into_iter().chain(complete))),
    ])
}

fn object<'k>(members: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    Value::from(members.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<BTreeMap<_, _>>())
}

/// A finding as a rule makes it, not yet checked against the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawFinding {
    pub address: String,
    pub deposed: Option<String>,
    pub path: AttributePath,
    pub message: String,
}

/// Reads what a rule's `deny` holds.
///
/// # Errors
/// What a finding lacks.
pub(crate) fn findings(deny: &Value) -> Result<Vec<RawFinding>, String> {
    match deny {
        Value::Undefined => Ok(Vec::new()),
        Value::Set(elements) => elements.iter().map(finding).collect(),
        _ => Err("`deny` must be a set: `deny contains ...`".to_owned()),
    }
}

fn finding(element: &Value) -> Result<RawFinding, String> {
    const FORM: &str = "a finding must be made by `finding.at` or `finding.whole`";
    let members = element.as_object().map_err(|_| FORM.to_owned())?;
    let text = |key: &str| {
        members.get(&Value::from(key)).and_then(|value| value.as_string().ok()).map(|text| text.to_string())
    };
    let address = text("address").ok_or_else(|| format!("{FORM}: it has no `address`"))?;
    let message =
        text("msg").filter(|message| !message.is_empty()).ok_or_else(|| format!("{FORM}: it has no `msg`"))?;
    let steps = members.get(&Value::from("path")).and_then(|path| path.as_array().ok());
    let steps = steps.ok_or_else(|| format!("{FORM}: its `path` is no array"))?;
    let path = steps.iter().map(step).collect::<Option<Vec<_>>>();
    let path = path.ok_or_else(|| "a finding's `path` may hold only keys and positions".to_owned())?;
    Ok(RawFinding { address, deposed: text("deposed"), path: AttributePath(path), message })
}

fn step(value: &Value) -> Option<Step> {
    match value {
        Value::String(key) => Some(Step::Key(key.to_string())),
        Value::Number(_) => value.as_u64().ok().and_then(|index| usize::try_from(index).ok()).map(Step::Index),
        _ => None,
    }
}

impl ResourceInput {
    /// Whether a path leads somewhere: each step but the last to something that is there, the last perhaps to a key
    /// that is missing; from a deferred value on, anywhere.
    pub(crate) fn has_path(&self, path: &AttributePath) -> bool {
        if self.deferred.at(path) == Marked::Whole {
            return true;
        }
        let Some((last, way)) = path.steps().split_last() else { return true };
        let values = member(&self.value, &Step::Key("values".to_owned()));
        let Some(parent) = way.iter().try_fold(values, |value, step| Some(member(value?, step))).flatten() else {
            return false;
        };
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

/// Reads JSON text into the engine's value. Null members of objects are dropped: Terraform's null means "not set".
/// Null elements of arrays stay, because positions are part of paths.
pub(crate) fn read_value(raw: &RawValue, keys: &Keys) -> Result<Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    ValueSeed(keys).deserialize(&mut deserializer)
}

#[derive(Clone, Copy)]
struct ValueSeed<'k>(&'k Keys);

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = elements.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::from(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some(key) = entries.next_key_seed(KeySeed(self.0))? {
            let value = entries.next_value_seed(self)?;
            if members.insert(key, value).is_some() {
                return Err(A::Error::custom("an object has the same key twice"));
            }
        }
        members.retain(|_, value| *value != Value::Null);
        Ok(Value::from(members))
    }
}

struct KeySeed<'k>(&'k Keys);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Value, E> {
        Ok(self.0.get(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<String, String> {
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        read_value(raw, &Keys::default()).map(|value| value.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn null_members_go_and_null_elements_stay() {
        assert_eq!(
            read(r#"{"a":null,"b":[null,{"c":null}],"d":1.5,"e":"x"}"#).unwrap(),
            r#"{"b":[null,{}],"d":1.5,"e":"x"}"#
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        assert!(read(r#"{"a":null,"a":1}"#).unwrap_err().starts_with("an object has the same key twice"));
    }

    #[test]
    fn findings_are_checked_for_form() {
        let error = |rego: &str| findings(&regorus_set(rego)).unwrap_err();
        assert_eq!(error("[1]"), "a finding must be made by `finding.at` or `finding.whole`");
        assert!(error(r#"[{"path":[],"msg":"x"}]"#).ends_with("it has no `address`"));
        assert!(error(r#"[{"address":"a.b","path":[],"msg":""}]"#).ends_with("it has no `msg`"));
        assert!(error(r#"[{"address":"a.b","path":"x","msg":"x"}]"#).ends_with("its `path` is no array"));
        assert!(error(r#"[{"address":"a.b","path":[-1],"msg":"x"}]"#).ends_with("only keys and positions"));
        assert_eq!(findings(&Value::from(true)).unwrap_err(), "`deny` must be a set: `deny contains ...`");
    }

    fn regorus_set(elements: &str) -> Value {
        let array = Value::from_json_str(elements).unwrap();
        Value::from(array.as_array().unwrap().iter().cloned().collect::<std::collections::BTreeSet<_>>())
    }
}
