//! JSON text into the engine's values.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use regorus::Value;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Object keys that were seen before: a thousand buckets share one string for `force_destroy`.
#[derive(Debug, Default)]
pub(crate) struct Keys(RefCell<HashMap<Box<str>, Value>>);

impl Keys {
    pub(crate) fn get(&self, key: &str) -> Value {
        let mut known = self.0.borrow_mut();
        if let Some(value) = known.get(key) {
            return value.clone();
        }
        let value = Value::from(key);
        known.insert(key.into(), value.clone());
        value
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
}
