//! Links: which resources of a plan refer to which others.
//!
//! Two things tell: the expressions of the configuration, followed to instances by their keys, and known values that are
//! equal, such as a bucket's name. Where neither is enough, a link is a doubt and not a fact.

mod identity;
mod index;
mod leaves;
mod resolve;

pub use identity::fits as is_named_for;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::value::RawValue;

use crate::address::ConfigAddress;
use crate::change::ResourceChange;
use crate::configuration::Configuration;
use crate::links::identity::Kinds;
use crate::links::index::{Index, Reach, Reference};
use crate::links::resolve::Found;
use crate::marks::Marks;

/// More instances than these behind one reference are not told apart: the link is a doubt about all of them.
const MANY: usize = 256;

/// So many open references to one endpoint are shown.
const FEW: usize = 8;

/// A resource that can be linked.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint<'e> {
    /// The resource.
    pub change: &'e ResourceChange<'e>,
    /// Its values, before or after.
    pub values: Option<&'e RawValue>,
    /// What of them only apply can know.
    pub deferred: &'e Marks,
    /// The configuration of the provider that it goes through, and so its account; none where nothing tells.
    pub account: Option<&'e str>,
    /// Whether the change is put off to a later plan, so that it may not come at all: all its links are doubts.
    pub is_later: bool,
}

/// A link as one of its ends sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The position of the other end.
    pub other: usize,
    /// Whether the attribute is the other's, and refers to this one.
    pub inbound: bool,
    attribute: u32,
    /// Whether it is known that the two are linked, and not just possible.
    pub certain: bool,
}

/// A resource that may refer to another one, for all that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The position of the resource that may refer.
    pub from: usize,
    /// The attribute in which it would, keys joined by dots.
    pub attribute: String,
}

/// The links between the resources of a plan.
#[derive(Debug, Default)]
pub struct Links {
    links: Vec<Vec<Link>>,
    attributes: Vec<String>,
    groups: Vec<u32>,
    kinds: Vec<u32>,
    kind_names: Kinds,
    /// By type of the resource that refers: who may refer to any instance of a group, or to anybody at all.
    doubts: HashMap<u32, Vec<Open>>,
    /// Of each group, the resource block, and what a local in its module can lead to.
    blocks: Vec<ConfigAddress>,
    reaches: Vec<Option<Arc<Reach>>>,
}

/// A reference that can't be resolved to an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    from: usize,
    attribute: u32,
    /// The group that it leads to; none where nothing is known.
    group: Option<u32>,
}

impl Links {
    /// Links the endpoints. Linear in their number, their values and the links between them. Without a configuration, known
    /// values alone tell: the one in a plan is of the state after.
    #[must_use]
    pub fn new(
        changes: &[ResourceChange<'_>],
        configuration: Option<&Configuration<'_>>,
        ends: &[Endpoint<'_>],
    ) -> Self {
        let index = Index::new(changes, ends);
        let references: Vec<Vec<Reference>> = match configuration {
            Some(configuration) => {
                index.groups.par_iter().map(|group| index.references(configuration, group)).collect()
            }
            None => index.groups.iter().map(|_| Vec::new()).collect(),
        };
        let reaches = configuration.map(|configuration| index.reaches(configuration)).unwrap_or_default();
        let found: Vec<Found> = (0..ends.len())
            .into_par_iter()
            .with_min_len(64)
            .map(|position| index.find(position, ends, &references, configuration.is_some()))
            .collect();
        Self::collect(index, reaches, found)
    }

    fn collect(index: Index, reaches: Vec<Option<Arc<Reach>>>, found: Vec<Found>) -> Self {
        let mut links: Vec<Vec<Link>> = found.iter().map(|_| Vec::new()).collect();
        let mut attributes: HashMap<String, u32> = HashMap::new();
        let mut number = |attribute: String| {
            let next = attributes.len() as u32;
            *attributes.entry(attribute).or_insert(next)
        };
        let mut doubts: HashMap<u32, Vec<Open>> = HashMap::new();
        for (from, found) in found.into_iter().enumerate() {
            for (to, attribute, certain) in found.links {
                let attribute = number(attribute);
                let mut add = |this: usize, link: Link| {
                    if let Some(links) = links.get_mut(this) {
                        links.push(link);
                    }
                };
                add(from, Link { other: to, inbound: false, attribute, certain });
                add(to, Link { other: from, inbound: true, attribute, certain });
            }
            let Some(&kind) = index.kinds_of.get(from) else { continue };
            for (attribute, group) in found.open {
                doubts.entry(kind).or_default().push(Open { from, attribute: number(attribute), group });
            }
        }
        let mut names: Vec<(String, u32)> = attributes.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        Self {
            links,
            attributes: names.into_iter().map(|(name, _)| name).collect(),
            groups: index.instances.iter().map(|instance| instance.group).collect(),
            kinds: index.kinds_of,
            kind_names: index.kinds,
            doubts,
            blocks: index.groups,
            reaches,
        }
    }

    /// The links of an endpoint, in both directions.
    #[must_use]
    pub fn of(&self, position: usize) -> &[Link] {
        self.links.get(position).map_or(&[], Vec::as_slice)
    }

    /// The attribute that refers, keys joined by dots.
    #[must_use]
    pub fn attribute(&self, link: &Link) -> &str {
        self.name(link.attribute)
    }

    fn name(&self, attribute: u32) -> &str {
        self.attributes.get(attribute as usize).map_or("", String::as_str)
    }

    /// The attributes that refer to something which nothing tells, with the position of their endpoint.
    pub fn unresolved(&self) -> impl Iterator<Item = (usize, &str)> {
        let open = self.doubts.values().flatten().filter(|open| open.group.is_none());
        open.map(|open| (open.from, self.name(open.attribute)))
    }

    /// The resources of a type with a reference that can't be resolved and may lead to an endpoint, with the attribute. Not more
    /// than a few: one is enough for a doubt.
    pub fn open_to(&self, position: usize, kind: &str) -> impl Iterator<Item = (usize, &str)> {
        let of_kind = self.kind_names.number(kind).and_then(|kind| self.doubts.get(&kind));
        let open = of_kind.into_iter().flatten().filter(move |open| self.may_lead(open, position));
        open.take(FEW).map(|open| (open.from, self.name(open.attribute)))
    }

    fn may_lead(&self, open: &Open, position: usize) -> bool {
        let group_of = |position: usize| self.groups.get(position).copied();
        let group = group_of(position);
        let reaches = || {
            let reach = group_of(open.from).and_then(|from| self.reaches.get(from as usize)?.as_ref());
            let block = group.and_then(|group| Some((group, self.blocks.get(group as usize)?)));
            match (reach, block) {
                (Some(reach), Some((group, block))) => {
                    block.modules.starts_with(&reach.inside) || reach.groups.contains(&group)
                }
                _ => true,
            }
        };
        open.from != position && (open.group == group || open.group.is_none() && reaches())
    }

    /// The first resource of a type that may refer to an endpoint with an attribute, although nothing shows that it does.
    #[must_use]
    pub fn doubt(&self, position: usize, kind: &str, attribute: &str) -> Option<Doubt> {
        let kind = self.kind_names.number(kind)?;
        let of_kind = |from: usize| self.kinds.get(from) == Some(&kind);
        let possible = |link: &&Link| !link.certain && link.inbound && of_kind(link.other);
        let linked = self.of(position).iter().filter(possible).map(|link| (link.other, link.attribute));
        let open = self.doubts.get(&kind).into_iter().flatten().filter(|open| self.may_lead(open, position));
        let mut all = linked.chain(open.map(|open| (open.from, open.attribute)));
        let (from, found) = all.find(|(_, found)| is_within(self.name(*found), attribute))?;
        Some(Doubt { from, attribute: self.name(found).to_owned() })
    }
}

/// Whether an attribute is the other one, or stands inside it.
#[must_use]
pub fn is_within(attribute: &str, outer: &str) -> bool {
    attribute.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
