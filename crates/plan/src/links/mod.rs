//! Links: which resources of a plan refer to which others.
//!
//! Two things tell: the expressions of the configuration, followed to instances by their keys, and known values that are
//! equal, such as a bucket's name. Where neither is enough, a link is a doubt and not a fact.

mod identity;
mod leaves;

pub use identity::fits as is_named_for;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::value::RawValue;

use crate::address::{Address, ConfigAddress, InstanceKey, to_config_address};
use crate::change::{Mode, ResourceChange};
use crate::configuration::{Configuration, KeySource, Target};
use crate::expression::each_reference;
use crate::links::identity::{Identities, Kinds, Owners, fits, is_unique};
use crate::marks::Marks;
use crate::path::AttributePath;

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
    /// The modules that each endpoint stands in, and what a local there can lead to.
    places: Vec<Vec<String>>,
    reaches: Vec<Option<Arc<Reach>>>,
}

/// What the expressions of a module can lead to at most: what stands in it and below, and what it is given.
#[derive(Debug, Default)]
struct Reach {
    inside: Vec<String>,
    groups: HashSet<u32>,
}

/// A reference that can't be resolved to an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    from: usize,
    attribute: u32,
    /// The group that it leads to; none where nothing is known.
    group: Option<u32>,
}

/// What one attribute of a configured resource refers to.
struct Reference {
    attribute: String,
    targets: Vec<(Target, u32)>,
    opaque: bool,
    mixed: bool,
}

/// What is found for one endpoint.
#[derive(Default)]
struct Found {
    links: BTreeSet<(usize, String, bool)>,
    open: Vec<(String, Option<u32>)>,
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
        let reaches = index.reaches(configuration);
        let found: Vec<Found> = (0..ends.len())
            .into_par_iter()
            .with_min_len(64)
            .map(|position| index.find(position, ends, &references, configuration))
            .collect();
        Self { reaches, ..Self::collect(index, found) }
    }

    fn collect(index: Index, found: Vec<Found>) -> Self {
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
            places: index.places(),
            kinds: index.kinds_of,
            kind_names: index.kinds,
            doubts,
            reaches: Vec::new(),
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
        let group = self.groups.get(position).copied();
        let reaches = || match (self.reaches.get(open.from), self.places.get(position), group) {
            (Some(Some(reach)), Some(place), Some(group)) => {
                place.starts_with(&reach.inside) || reach.groups.contains(&group)
            }
            _ => true,
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

/// An endpoint's place in the configuration, and the keys that single it out.
#[derive(Debug)]
struct Instance {
    group: u32,
    modules: Vec<Option<InstanceKey>>,
    key: Option<InstanceKey>,
}

struct Index {
    /// The resource blocks.
    groups: Vec<ConfigAddress>,
    by_address: HashMap<ConfigAddress, u32>,
    instances: Vec<Instance>,
    /// By group, keys of the modules and key of the resource.
    exact: HashMap<(u32, Vec<Option<InstanceKey>>), usize>,
    /// By group and the keys of the modules, or of the outer ones.
    siblings: HashMap<(u32, Vec<Option<InstanceKey>>), Vec<usize>>,
    /// Data sources that are read during apply, whose values nobody knows before.
    late_data: HashSet<ConfigAddress>,
    kinds: Kinds,
    kinds_of: Vec<u32>,
    identities: Identities,
}

impl Index {
    fn new(changes: &[ResourceChange<'_>], ends: &[Endpoint<'_>]) -> Self {
        let mut index = Self {
            groups: Vec::new(),
            by_address: HashMap::new(),
            instances: Vec::with_capacity(ends.len()),
            exact: HashMap::new(),
            siblings: HashMap::new(),
            late_data: changes
                .iter()
                .filter(|change| change.mode == Mode::Data)
                .filter_map(|change| to_config_address(&change.address).ok())
                .collect(),
            kinds: Kinds::default(),
            kinds_of: Vec::with_capacity(ends.len()),
            identities: Identities::default(),
        };
        let read: Vec<(Place, Vec<String>)> =
            ends.par_iter().with_min_len(64).map(|end| (place(&end.change.address), identity::of(end))).collect();
        for (position, (end, (place, values))) in ends.iter().zip(read).enumerate() {
            let group = index.add(position, place);
            index.kinds_of.push(index.kinds.add(&end.change.r#type));
            index.identities.add(position, group, values);
        }
        index
    }

    fn add(&mut self, position: usize, (config, mut keys): Place) -> u32 {
        let next = self.groups.len() as u32;
        let group = *self.by_address.entry(config).or_insert_with_key(|config| {
            self.groups.push(config.clone());
            next
        });
        let key = keys.pop().flatten();
        for depth in 0..=keys.len() {
            let outer = keys.iter().take(depth).cloned().collect();
            self.siblings.entry((group, outer)).or_default().push(position);
        }
        self.instances.push(Instance { group, modules: keys.clone(), key: key.clone() });
        keys.push(key);
        self.exact.insert((group, keys), position);
        group
    }

    /// The modules that each endpoint stands in.
    fn places(&self) -> Vec<Vec<String>> {
        let address = |instance: &Instance| self.groups.get(instance.group as usize);
        self.instances.iter().map(|instance| address(instance).map(|a| a.modules.clone()).unwrap_or_default()).collect()
    }

    /// What the locals of each endpoint's module can lead to; one reach a module.
    fn reaches(&self, configuration: Option<&Configuration<'_>>) -> Vec<Option<Arc<Reach>>> {
        let Some(configuration) = configuration else { return Vec::new() };
        let mut known: HashMap<Vec<String>, Option<Arc<Reach>>> = HashMap::new();
        let mut reach = |modules: Vec<String>| {
            known.entry(modules).or_insert_with_key(|modules| self.reach(configuration, modules).map(Arc::new)).clone()
        };
        self.places().into_iter().map(&mut reach).collect()
    }

    /// `None` where it can lead anywhere.
    fn reach(&self, configuration: &Configuration<'_>, modules: &[String]) -> Option<Reach> {
        let mut reach = Reach { inside: modules.to_vec(), groups: HashSet::new() };
        // An input that nothing tells may be anything that the caller has.
        while !reach.inside.is_empty() {
            let given = configuration.given(&reach.inside);
            let groups = given.targets.iter().filter_map(|target| self.by_address.get(&target.address));
            reach.groups.extend(groups);
            if !given.opaque {
                return Some(reach);
            }
            reach.inside.pop();
        }
        None
    }

    /// What the attributes of a configured resource refer to, as far as it is among the endpoints.
    fn references(&self, configuration: &Configuration<'_>, address: &ConfigAddress) -> Vec<Reference> {
        let mut references = Vec::new();
        let Some(body) = configuration.body(address) else { return references };
        each_reference(body, &mut |attribute, names| {
            let trace = configuration.trace(address, names);
            let late = |target: &&Target| self.late_data.contains(&target.address);
            let opaque = trace.opaque || trace.targets.iter().any(|target| late(&target));
            let known = |target: Target| self.by_address.get(&target.address).copied().map(|group| (target, group));
            let targets: Vec<(Target, u32)> = trace.targets.into_iter().filter_map(known).collect();
            references.push(Reference { attribute: attribute.to_owned(), targets, opaque, mixed: trace.mixed });
        });
        references
    }

    fn find(
        &self,
        position: usize,
        ends: &[Endpoint<'_>],
        references: &[Vec<Reference>],
        configuration: Option<&Configuration<'_>>,
    ) -> Found {
        let mut found = Found::default();
        let (Some(end), Some(instance)) = (ends.get(position), self.instances.get(position)) else { return found };
        let references = references.get(instance.group as usize).map_or(&[][..], Vec::as_slice);
        let account = |position: usize| {
            let address = &ends.get(position)?.change.address;
            configuration?.written(address)?.provider_config
        };
        leaves::each(end.values, &mut |attribute, value| {
            let mut told = false;
            for reference in references.iter().filter(|reference| is_within(attribute, &reference.attribute)) {
                for (target, group) in &reference.targets {
                    let named = self.identities.in_group(*group, value);
                    // Of blocks that the configuration shows as one attribute any part may be the one that refers.
                    let last = attribute.rsplit('.').next().unwrap_or(attribute);
                    let fits = self.kind_of(*group).is_some_and(|kind| fits(last, kind));
                    if attribute != reference.attribute && !fits && !is_unique(value) {
                        continue;
                    }
                    told |= !named.is_empty();
                    match (named, self.expand(instance, target, *group)) {
                        // Instances of the same name: the keys tell which one it is.
                        ([_, _, ..], Expanded::One { other, .. }) if named.contains(&other) => {
                            found.add(position, other, attribute, true);
                        }
                        _ => named.iter().for_each(|&other| found.add(position, other, attribute, named.len() == 1)),
                    }
                }
            }
            // Where the configuration names the one that is meant, others of the same name are not.
            if !told {
                let kind = |group: u32| self.kind_of(group);
                let Owners { found: mut others, crowds } =
                    self.identities.anywhere(position, &end.change.r#type, attribute, value, kind);
                found.open.extend(crowds.into_iter().map(|group| (attribute.to_owned(), Some(group))));
                let own_account = |other: &(usize, bool)| !other.1 || account(position) == account(other.0);
                let one_has_it = others.iter().any(own_account);
                others.retain(|other| !one_has_it || own_account(other));
                // Of several that have the name any may be the one.
                let certain = one_has_it && (others.len() == 1 || others.iter().all(|other| !other.1));
                others.into_iter().for_each(|(other, _)| found.add(position, other, attribute, certain));
            }
        });
        for reference in references {
            let linked = found.links.iter().any(|(_, attribute, _)| is_within(attribute, &reference.attribute));
            for attribute in end.deferred.leaves(&reference.attribute).iter().filter(|_| !linked) {
                self.resolve(position, instance, reference, attribute, &mut found);
            }
        }
        // A `dynamic` block is not in the configuration: what is deferred in it may refer to anything.
        let shown = |leaf: &str| references.iter().any(|reference| is_within(leaf, &reference.attribute));
        if configuration.is_some() {
            let hidden = end.deferred.all_leaves().into_iter().filter(|leaf| !shown(leaf));
            found.open.extend(hidden.map(|leaf| (leaf, None)));
        }
        if end.is_later {
            found.links = found.links.into_iter().map(|(other, attribute, _)| (other, attribute, false)).collect();
        }
        found
    }

    /// The resource type of a resource block.
    fn kind_of(&self, group: u32) -> Option<&str> {
        self.groups.get(group as usize)?.resource.split('.').next()
    }

    /// Resolves the references of a deferred attribute to instances, by their keys.
    fn resolve(&self, position: usize, instance: &Instance, reference: &Reference, attribute: &str, found: &mut Found) {
        let last = attribute.rsplit('.').next().unwrap_or(attribute);
        let plural = last.ends_with('s') && !last.ends_with("ss");
        let kind_of = |group: u32| self.kind_of(group);
        // Of an output that nothing names, the resource that the attribute is named for is meant.
        let named: Vec<&(Target, u32)> = reference
            .targets
            .iter()
            .filter(|(target, group)| target.vague && kind_of(*group).is_some_and(|kind| fits(last, kind)))
            .collect();
        let only = (named.len() == 1).then(|| named.first().map(|(_, group)| *group)).flatten();
        for (target, group) in &reference.targets {
            if target.vague && only.is_some_and(|only| only != *group) {
                continue;
            }
            let same_kind = |other: &&(Target, u32)| kind_of(other.1) == kind_of(*group);
            let alone = only == Some(*group) || reference.targets.iter().filter(same_kind).count() == 1;
            match self.expand(instance, target, *group) {
                Expanded::One { other, by_key } => {
                    let meant = !target.vague || by_key || only == Some(*group);
                    let certain = meant && (alone || plural && !reference.mixed) && !reference.opaque;
                    found.add(position, other, attribute, certain);
                }
                Expanded::Several(others) if others.len() <= MANY => {
                    let certain = plural && !target.vague && !reference.opaque && !reference.mixed;
                    others.iter().for_each(|&other| found.add(position, other, attribute, certain));
                }
                Expanded::Several(_) => found.open.push((attribute.to_owned(), Some(*group))),
                Expanded::Nothing => {}
            }
        }
        if reference.opaque {
            found.open.push((attribute.to_owned(), None));
        }
    }

    /// The instances that a reference of an instance leads to.
    fn expand(&self, from: &Instance, target: &Target, group: u32) -> Expanded<'_> {
        let key = |source: &KeySource| match source {
            KeySource::Any => None,
            KeySource::Constant(key) | KeySource::Likely(key) => Some(key.clone()),
            KeySource::Module(depth) => from.modules.get(*depth).cloned().flatten(),
            KeySource::Own => from.key.clone(),
        };
        let modules: Vec<Option<InstanceKey>> = target.modules.iter().map(key).collect();
        let own = key(&target.key);
        // `each.key` may be the key of what is behind a module, and not of the module: what has no key is found by none.
        let sure = sure(target);
        let bare: Vec<_> =
            modules.iter().enumerate().map(|(depth, key)| key.clone().filter(|_| depth < sure)).collect();
        let written = match &target.key {
            KeySource::Constant(key) => Some(key),
            _ => None,
        };
        for modules in [&modules, &bare] {
            let Some(siblings) = self.siblings.get(&(group, modules.clone())) else { continue };
            // A number may be written for a key that is a text.
            let other_form = written.and_then(InstanceKey::other_form);
            let owns = [own.clone(), if written.is_some() { other_form } else { None }];
            let found = owns.into_iter().find_map(|own| {
                let mut keys = modules.clone();
                keys.push(own);
                let by_key = keys.iter().any(Option::is_some);
                self.exact.get(&(group, keys)).map(|&other| Expanded::One { other, by_key })
            });
            return match found {
                // `count.index` is the same index only where there are as many.
                Some(Expanded::One { by_key: true, .. }) if self.differs(from, target, siblings.len()) => {
                    Expanded::Several(siblings)
                }
                Some(one) => one,
                None if written.is_some() => Expanded::Nothing,
                None => Expanded::of(siblings),
            };
        }
        Expanded::of(self.within(target, group, &modules))
    }

    /// Whether a reference by `count.index` goes to a resource with another count.
    fn differs(&self, from: &Instance, target: &Target, count: usize) -> bool {
        let own = self.siblings.get(&(from.group, from.modules.clone())).map_or(0, Vec::len);
        target.key == KeySource::Own && matches!(from.key, Some(InstanceKey::Number(_))) && own != count
    }

    /// The instances of a group in the modules whose keys are sure: written, or those of the modules that the reference stands in.
    /// `each.key` may be the key of something else.
    fn within(&self, target: &Target, group: u32, keys: &[Option<InstanceKey>]) -> &[usize] {
        let keys = keys.iter().take(sure(target)).cloned().collect();
        self.siblings.get(&(group, keys)).map_or(&[], Vec::as_slice)
    }
}

/// How many of the modules on the way have keys that are sure, from the root.
fn sure(target: &Target) -> usize {
    let is_sure = |(depth, source): &(usize, &KeySource)| match source {
        KeySource::Constant(_) => true,
        KeySource::Module(other) => other == depth,
        _ => false,
    };
    target.modules.iter().enumerate().take_while(is_sure).count()
}

enum Expanded<'i> {
    Nothing,
    One { other: usize, by_key: bool },
    Several(&'i [usize]),
}

impl<'i> Expanded<'i> {
    fn of(others: &'i [usize]) -> Self {
        match others {
            [] => Self::Nothing,
            [only] => Self::One { other: *only, by_key: false },
            several => Self::Several(several),
        }
    }
}

impl Found {
    /// A fact outranks a doubt.
    fn add(&mut self, from: usize, to: usize, attribute: &str, certain: bool) {
        if from == to {
            return;
        }
        let mut key = (to, attribute.to_owned(), !certain);
        if certain {
            self.links.remove(&key);
        } else if self.links.contains(&key) {
            return;
        }
        key.2 = certain;
        self.links.insert(key);
    }
}

/// The resource block, and the keys of the modules and of the resource itself.
type Place = (ConfigAddress, Vec<Option<InstanceKey>>);

/// An address taken apart; one that can't be is a resource of its own.
fn place(address: &str) -> Place {
    match address.parse::<Address>() {
        Ok(address) => {
            let keys = address.modules.iter().map(|module| module.key.clone()).chain([address.key.clone()]).collect();
            (address.into(), keys)
        }
        Err(_) => (ConfigAddress { modules: Vec::new(), resource: address.to_owned() }, vec![None]),
    }
}

/// The path of a link's attribute, for showing it.
impl Doubt {
    /// The attribute as a path without positions.
    #[must_use]
    pub fn path(&self) -> AttributePath {
        AttributePath(self.attribute.split('.').map(|key| crate::path::Step::Key(key.to_owned())).collect())
    }
}
