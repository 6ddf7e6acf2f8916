//! The texts in a value, with the attributes that they stand in.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Calls `visit` with each text below a value and the keys that lead to it, joined by dots. What can't be read has none: the
/// judging of the resource says so.
pub(super) fn each(values: Option<&RawValue>, visit: &mut dyn FnMut(&str, &str)) {
    read(values, visit, true);
}

/// As [`each`], of the top level alone.
pub(super) fn each_at_top(values: Option<&RawValue>, visit: &mut dyn FnMut(&str, &str)) {
    read(values, visit, false);
}

fn read(values: Option<&RawValue>, visit: &mut dyn FnMut(&str, &str), deep: bool) {
    let Some(values) = values else { return };
    let mut deserializer = serde_json::Deserializer::from_str(values.get());
    let _ = Leaves { path: &mut String::new(), visit, deep }.deserialize(&mut deserializer);
}

struct Leaves<'v> {
    path: &'v mut String,
    visit: &'v mut dyn FnMut(&str, &str),
    deep: bool,
}

impl Leaves<'_> {
    fn inner(&mut self) -> Leaves<'_> {
        Leaves { path: self.path, visit: self.visit, deep: self.deep }
    }
}

impl<'de> DeserializeSeed<'de> for Leaves<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Leaves<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if !text.is_empty() {
            (self.visit)(self.path, text);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        if !self.deep {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        while items.next_element_seed(self.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let length = self.path.len();
        if !self.deep && length > 0 {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            if length > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key);
            members.next_value_seed(self.inner())?;
            self.path.truncate(length);
        }
        Ok(())
    }
}
