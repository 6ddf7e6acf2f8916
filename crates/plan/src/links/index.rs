//! The endpoints by their place in the configuration, and what the configuration says of each.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::{Address, ConfigAddress, InstanceKey, to_config_address};
use crate::change::{Mode, ResourceChange};
use crate::configuration::{Configuration, Target};
use crate::expression::each_reference;
use crate::links::Endpoint;
use crate::links::identity::{self, Identities, Kinds};

/// What the expressions of a module can lead to at most: what stands in it and below, and what it is given.
#[derive(Debug, Default)]
pub(super) struct Reach {
    pub(super) inside: Vec<String>,
    pub(super) groups: HashSet<u32>,
}

/// What one attribute of a configured resource refers to.
pub(super) struct Reference {
    pub(super) attribute: String,
    pub(super) targets: Vec<(Target, u32)>,
    pub(super) opaque: bool,
    pub(super) mixed: bool,
}

/// An endpoint's place in the configuration, and the keys that single it out.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) group: u32,
    pub(super) modules: Vec<Option<InstanceKey>>,
    pub(super) key: Option<InstanceKey>,
}

pub(super) struct Index {
    /// The resource blocks.
    pub(super) groups: Vec<ConfigAddress>,
    pub(super) by_address: HashMap<ConfigAddress, u32>,
    pub(super) instances: Vec<Instance>,
    /// By group, keys of the modules and key of the resource.
    pub(super) exact: HashMap<(u32, Vec<Option<InstanceKey>>), usize>,
    /// By group and the keys of the modules, or of the outer ones.
    pub(super) siblings: HashMap<(u32, Vec<Option<InstanceKey>>), Vec<usize>>,
    /// Data sources that are read during apply, whose values nobody knows before.
    pub(super) late_data: HashSet<ConfigAddress>,
    pub(super) kinds: Kinds,
    pub(super) kinds_of: Vec<u32>,
    pub(super) identities: Identities,
}

impl Index {
    pub(super) fn new(changes: &[ResourceChange<'_>], ends: &[Endpoint<'_>]) -> Self {
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

    /// What the locals beside each resource block can lead to; one reach a module.
    pub(super) fn reaches(&self, configuration: &Configuration<'_>) -> Vec<Option<Arc<Reach>>> {
        let mut known: HashMap<&[String], Option<Arc<Reach>>> = HashMap::new();
        let of = self.groups.iter().map(|block| {
            let modules = block.modules.as_slice();
            known.entry(modules).or_insert_with(|| self.reach(configuration, modules).map(Arc::new)).clone()
        });
        of.collect()
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
    pub(super) fn references(&self, configuration: &Configuration<'_>, address: &ConfigAddress) -> Vec<Reference> {
        let mut references = Vec::new();
        let Some(body) = configuration.body(address) else { return references };
        each_reference(body, &mut |attribute, names| {
            let trace = configuration.trace(address, names);
            // A data source that is itself among the endpoints is somewhere to lead to.
            let late = |target: &&Target| {
                self.late_data.contains(&target.address) && !self.by_address.contains_key(&target.address)
            };
            let opaque = trace.opaque || trace.targets.iter().any(|target| late(&target));
            let known = |target: Target| self.by_address.get(&target.address).copied().map(|group| (target, group));
            let targets: Vec<(Target, u32)> = trace.targets.into_iter().filter_map(known).collect();
            references.push(Reference { attribute: attribute.to_owned(), targets, opaque, mixed: trace.mixed });
        });
        references
    }

    /// The resource type of a resource block.
    pub(super) fn kind_of(&self, group: u32) -> Option<&str> {
        self.groups.get(group as usize)?.resource.split('.').next()
    }
}

/// The resource block, and the keys of the modules and of the resource itself.
pub(super) type Place = (ConfigAddress, Vec<Option<InstanceKey>>);

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
