//! What a resource is known by: its ARN, its id, its name.

use std::collections::{BTreeMap, HashMap};

use crate::links::leaves;
use crate::links::{Endpoint, FEW, MANY};

/// Attributes that hold what a resource of any type is known by.
const NAMES: &[&str] = &["id", "arn", "name", "self_link", "url", "identifier"];

/// Attributes of a resource that say what it is itself, and never refer to another one.
const OWN: &[&str] = &["id", "arn", "self_link"];

/// Endings of an attribute's name that say which of a resource's identities it holds.
const ENDINGS: &[&str] =
    &["_id", "_ids", "_name", "_names", "_arn", "_arns", "_identifier", "_url", "_self_link", "_key"];

/// Words before the name of a type that say what the resource is there for: `target_bucket`.
const PARTS_PLAYED: &[&str] =
    &["source", "target", "destination", "log", "logs", "logging", "access_log", "access_logs", "artifact", "origin"];

/// Resource types as numbers.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Kinds {
    pub(super) fn add(&mut self, kind: &str) -> u32 {
        if let Some(&number) = self.numbers.get(kind) {
            return number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(kind.to_owned(), number);
        self.names.push(kind.to_owned());
        number
    }

    pub(super) fn number(&self, kind: &str) -> Option<u32> {
        self.numbers.get(kind).copied()
    }
}

/// What the endpoints are known by.
#[derive(Debug, Default)]
pub(super) struct Identities {
    /// By value, then by resource block.
    by_value: HashMap<String, BTreeMap<u32, Vec<usize>>>,
}

impl Identities {
    /// Adds the values that an endpoint is known by.
    pub(super) fn add(&mut self, position: usize, group: u32, values: Vec<String>) {
        for value in values {
            self.by_value.entry(value).or_default().entry(group).or_default().push(position);
        }
    }

    /// The instances of a resource block that a value belongs to.
    pub(super) fn in_group(&self, group: u32, value: &str) -> &[usize] {
        self.by_value.get(value).and_then(|groups| groups.get(&group)).map_or(&[], Vec::as_slice)
    }

    /// What the value of an attribute belongs to. A name counts only in an attribute that is named for the type, which `kind`
    /// gives of a resource block, and within a provider.
    pub(super) fn anywhere<'k>(
        &self,
        position: usize,
        own_kind: &str,
        attribute: &str,
        value: &str,
        kind: impl Fn(u32) -> Option<&'k str>,
    ) -> Owners {
        let mut found: Vec<(usize, bool)> = Vec::new();
        let mut crowds = Vec::new();
        if OWN.contains(&attribute) {
            return Owners { found, crowds };
        }
        let mut unique = |value: &str| {
            let others =
                || self.by_value.get(value).into_iter().flatten().flat_map(|(_, others)| others.iter().copied());
            // What is known by the value itself does not refer to another one.
            if others().all(|other| other != position) {
                found.extend(others().map(|other| (other, false)));
            }
        };
        if is_unique(value) {
            unique(value);
        }
        if value.contains("arn:") {
            inner_arns(value).for_each(&mut unique);
        }
        let Some(groups) = self.by_value.get(value).filter(|groups| groups.len() <= MANY) else {
            return Owners { found, crowds };
        };
        let last = attribute.rsplit('.').next().unwrap_or(attribute);
        for (group, named) in groups {
            let meant = |kind: &str| provider(kind) == provider(own_kind) && fits(last, kind);
            if !kind(*group).is_some_and(meant) {
                continue;
            }
            if named.len() > FEW {
                crowds.push(*group);
            } else {
                for &other in named.iter().filter(|&&other| other != position) {
                    // What nothing else has outranks the name that it is as well.
                    if !found.iter().any(|(known, _)| *known == other) {
                        found.push((other, true));
                    }
                }
            }
        }
        Owners { found, crowds }
    }
}

/// What a value belongs to.
pub(super) struct Owners {
    /// The endpoints, and whether a name is all that they have in common.
    pub found: Vec<(usize, bool)>,
    /// Resource blocks of which too many instances have the name to tell which one is meant.
    pub crowds: Vec<u32>,
}

/// The values that an endpoint is known by. An id that stands in an attribute about another resource as well is borrowed from
/// that: the id of a bucket's versioning is the bucket's name.
pub(super) fn of(end: &Endpoint<'_>) -> Vec<String> {
    let kind = end.change.r#type.as_ref();
    let mut own: Vec<(bool, String)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    leaves::each_at_top(end.values, &mut |attribute, value| {
        // The document of a policy is in an attribute that is named for the type, and is no name.
        if NAMES.contains(&attribute) || fits(attribute, kind) && !value.contains('{') {
            own.push((attribute == "id", value.to_owned()));
        } else {
            others.push(value.to_owned());
        }
    });
    let mut values: Vec<String> =
        own.into_iter().filter(|(id, value)| !(*id && others.contains(value))).map(|(_, value)| value).collect();
    values.sort();
    values.dedup();
    values
}

/// Whether a value tells what it belongs to wherever it stands: an ARN, a URL, a path of Azure or Google, `sg-0a1b2c3d4e5f`, a
/// UUID.
pub(super) fn is_unique(value: &str) -> bool {
    if value.starts_with("arn:") || value.contains("://") || value.starts_with('/') && value.matches('/').count() > 3 {
        return true;
    }
    if value.starts_with("projects/") {
        return true;
    }
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let uuid = value.len() == 36 && value.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let prefixed = value.rsplit_once('-').is_some_and(|(prefix, id)| {
        let id_of_old_or_new = matches!(id.len(), 8 | 17);
        // A date has eight digits, too.
        let is_date = id.bytes().all(|byte| byte.is_ascii_digit());
        !prefix.is_empty() && prefix.len() <= 12 && id_of_old_or_new && hexadecimal(id) && !is_date
    });
    uuid && value.split('-').all(hexadecimal) || prefixed
}

/// The ARNs inside a text such as a policy, without what follows them there: `/*`.
fn inner_arns(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("arn:").flat_map(|(start, _)| {
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(['"', '\\', ' ', ',', '\n', '\'', ')']).unwrap_or(rest.len());
        let arn = rest.get(..end).unwrap_or_default();
        let shorter = arn.split_once("/*").or_else(|| arn.split_once(":*")).or_else(|| arn.split_once('/'));
        std::iter::once(arn).chain(shorter.map(|(arn, _)| arn))
    })
}

/// The word before the first `_`: `aws` of `aws_s3_bucket`.
fn provider(kind: &str) -> &str {
    kind.split('_').next().unwrap_or(kind)
}

/// Whether an attribute is named for a resource type: `bucket`, `target_bucket`, `bucket_name` for `aws_s3_bucket`.
#[must_use]
pub fn fits(attribute: &str, kind: &str) -> bool {
    let named = ENDINGS.iter().find_map(|ending| attribute.strip_suffix(ending)).unwrap_or(attribute);
    let kind = kind.split_once('_').map_or(kind, |(_provider, kind)| kind);
    let ends_with = |kind: &str, word: &str| {
        !word.is_empty() && kind.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
    };
    let part = |word: &str| {
        ends_with(kind, word)
            || PARTS_PLAYED.iter().any(|part| {
                word.strip_prefix(part)
                    .and_then(|rest| rest.strip_prefix('_'))
                    .is_some_and(|rest| ends_with(kind, rest))
            })
    };
    part(named) || named.strip_suffix('s').is_some_and(part)
}
