//! Trees of marks, as Terraform writes beside values: `after_unknown`, `after_sensitive`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::path::{AttributePath, Step};

/// Which leaves of a value are marked.
///
/// In the JSON `true` marks, `false` does not, and neither does an empty `[]` or `{}`: a known empty list stands
/// in `after_unknown` too. Unmarked members and empty trees are dropped when read; array positions are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Marks {
    /// Nothing here or below is marked.
    #[default]
    None,
    /// The value as a whole is marked.
    All,
    /// Marks of the elements, by position.
    Array(Vec<Marks>),
    /// Marks of the members that have any.
    Object(BTreeMap<String, Marks>),
}

const NONE: &Marks = &Marks::None;

/// How a path relates to marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// Nothing at, above or below the path is marked.
    No,
    /// The value at the path, or one that holds it, is marked.
    Whole,
    /// Something inside the value at the path is marked.
    Within,
}

impl Marks {
    /// Whether nothing is marked.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// The marks one step further down; a mark of the whole marks its parts.
    #[must_use]
    pub fn step(&self, step: &Step) -> &Self {
        match (self, step) {
            (Self::All, _) => self,
            (Self::Array(items), Step::Index(index)) => items.get(*index).unwrap_or(NONE),
            (_, Step::Key(key)) => self.member(key),
            _ => NONE,
        }
    }

    /// The marks of a member of an object.
    #[must_use]
    pub fn member(&self, key: &str) -> &Self {
        match self {
            Self::All => self,
            Self::Object(members) => members.get(key).unwrap_or(NONE),
            _ => NONE,
        }
    }

    /// The members that have marks.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let members = match self {
            Self::Object(members) => Some(members),
            _ => None,
        };
        members.into_iter().flatten().map(|(key, _)| key.as_str())
    }

    /// How the value at `path` is marked.
    #[must_use]
    pub fn at(&self, path: &AttributePath) -> Marked {
        match path.steps().iter().fold(self, |marks, step| marks.step(step)) {
            Self::None => Marked::No,
            Self::All => Marked::Whole,
            Self::Array(_) | Self::Object(_) => Marked::Within,
        }
    }

    /// Where something is marked at, above or below an attribute given by keys alone: the first such place, in any
    /// element of the lists on the way, and no deeper than the attribute.
    #[must_use]
    pub fn find(&self, keys: &[&str]) -> Option<AttributePath> {
        let mut steps = Vec::new();
        self.search(keys, &mut steps).then_some(AttributePath(steps))
    }

    /// The attributes at or below one that are marked as a whole, all keys joined by dots, without positions.
    pub(crate) fn leaves(&self, attribute: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let keys: Vec<&str> = attribute.split('.').collect();
        self.collect_leaves(&keys, attribute, &mut found);
        found
    }

    /// The attributes that are marked as a whole, keys joined by dots.
    pub(crate) fn all_leaves(&self) -> BTreeSet<String> {
        let Self::Object(members) = self else { return BTreeSet::new() };
        members.keys().flat_map(|key| self.leaves(key)).collect()
    }

    fn collect_leaves(&self, keys: &[&str], at: &str, found: &mut BTreeSet<String>) {
        match (self, keys) {
            (Self::None, _) => {}
            (Self::All, _) => {
                found.insert(at.to_owned());
            }
            (Self::Array(items), _) => items.iter().for_each(|item| item.collect_leaves(keys, at, found)),
            (Self::Object(members), [key, rest @ ..]) => {
                if let Some(inner) = members.get(*key) {
                    inner.collect_leaves(rest, at, found);
                }
            }
            (Self::Object(members), []) => {
                for (key, inner) in members {
                    inner.collect_leaves(keys, &format!("{at}.{key}"), found);
                }
            }
        }
    }

    fn search(&self, keys: &[&str], at: &mut Vec<Step>) -> bool {
        match (self, keys) {
            (Self::None, _) => false,
            (Self::All, _) | (_, []) => true,
            (Self::Array(items), _) => items.iter().enumerate().any(|(index, item)| {
                at.push(Step::Index(index));
                item.search(keys, at) || at.pop().is_none()
            }),
            (Self::Object(members), [key, rest @ ..]) => members.get(*key).is_some_and(|inner| {
                at.push(Step::Key((*key).to_owned()));
                inner.search(rest, at) || at.pop().is_none()
            }),
        }
    }

    fn array(items: Vec<Self>) -> Self {
        if items.iter().all(Self::is_none) { Self::None } else { Self::Array(items) }
    }

    /// An object of marks; members that mark nothing are dropped.
    pub(crate) fn object(members: impl IntoIterator<Item = (String, Self)>) -> Self {
        let members: BTreeMap<_, _> = members.into_iter().filter(|(_, marks)| !marks.is_none()).collect();
        if members.is_empty() { Self::None } else { Self::Object(members) }
    }

    /// The same positions, each mapped.
    pub(crate) fn map_items(items: &[Self], map: impl FnMut(&Self) -> Self) -> Self {
        Self::array(items.iter().map(map).collect())
    }
}

impl<'de> Deserialize<'de> for Marks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MarksVisitor)
    }
}

struct MarksVisitor;

impl<'de> Visitor<'de> for MarksVisitor {
    type Value = Marks;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tree of `true` and `false`")
    }

    fn visit_bool<E>(self, marked: bool) -> Result<Marks, E> {
        Ok(if marked { Marks::All } else { Marks::None })
    }

    fn visit_unit<E>(self) -> Result<Marks, E> {
        Ok(Marks::None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Marks, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = elements.next_element()? {
            items.push(item);
        }
        Ok(Marks::array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Marks, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = entries.next_entry()? {
            members.push(member);
        }
        Ok(Marks::object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(json: &str) -> Marks {
        serde_json::from_str(json).unwrap()
    }

    fn path(steps: &[Step]) -> AttributePath {
        AttributePath(steps.to_vec())
    }

    fn key(text: &str) -> Step {
        Step::Key(text.to_owned())
    }

    #[test]
    fn empty_collections_mark_nothing() {
        assert_eq!(marks(r#"{"a":[],"b":{},"c":[false,{}],"d":false,"e":null}"#), Marks::None);
    }

    #[test]
    fn positions_of_lists_are_kept() {
        let unknown = marks(r#"{"ingress":[{},{"cidr_blocks":true}],"l":[false,true]}"#);
        let at = |steps: &[Step]| unknown.at(&path(steps));
        assert_eq!(at(&[key("ingress"), Step::Index(0)]), Marked::No);
        assert_eq!(at(&[key("ingress"), Step::Index(1)]), Marked::Within);
        assert_eq!(at(&[key("ingress"), Step::Index(1), key("cidr_blocks"), Step::Index(7)]), Marked::Whole);
        assert_eq!(at(&[key("l"), Step::Index(1)]), Marked::Whole);
        assert_eq!(at(&[]), Marked::Within);
    }

    #[test]
    fn keys_alone_match_in_any_element() {
        let unknown = marks(r#"{"settings":[{},{"ip":[{"mode":true}]}]}"#);
        let found = |keys: &[&str]| unknown.find(keys).map(|path| path.to_string());
        assert_eq!(found(&["settings", "ip", "mode"]).unwrap(), "settings[1].ip[0].mode");
        assert_eq!(found(&["settings", "ip", "mode", "below"]).unwrap(), "settings[1].ip[0].mode");
        assert_eq!(found(&["settings"]).unwrap(), "settings");
        assert_eq!(found(&["settings", "ip", "other"]), None);
        assert_eq!(found(&["other"]), None);
    }

    #[test]
    fn what_is_no_tree_of_marks_is_refused() {
        let error = serde_json::from_str::<Marks>(r#"{"a":"x"}"#).unwrap_err();
        assert!(error.to_string().contains("a tree of `true` and `false`"), "{error}");
    }
}
