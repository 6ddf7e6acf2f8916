//! From references and values to instances.

use std::collections::BTreeSet;

use crate::address::InstanceKey;
use crate::configuration::{KeySource, Target};
use crate::links::identity::{Owners, fits, is_unique};
use crate::links::index::{Index, Instance, Reference};
use crate::links::{Endpoint, MANY, is_within, leaves};

/// What is found for one endpoint.
#[derive(Default)]
pub(super) struct Found {
    pub(super) links: BTreeSet<(usize, String, bool)>,
    pub(super) open: Vec<(String, Option<u32>)>,
}

/// One endpoint, and what is known of all.
struct Search<'s> {
    position: usize,
    instance: &'s Instance,
    ends: &'s [Endpoint<'s>],
    references: &'s [Reference],
}

impl Search<'_> {
    /// The configuration of the provider that an endpoint goes through, and so its account.
    fn account(&self, position: usize) -> Option<&str> {
        self.ends.get(position)?.account
    }
}

impl Index {
    /// What the attributes of an endpoint refer to: known ones by their values, deferred ones by their references.
    pub(super) fn find(
        &self,
        position: usize,
        ends: &[Endpoint<'_>],
        references: &[Vec<Reference>],
        has_configuration: bool,
    ) -> Found {
        let mut found = Found::default();
        let (Some(end), Some(instance)) = (ends.get(position), self.instances.get(position)) else { return found };
        let references = references.get(instance.group as usize).map_or(&[][..], Vec::as_slice);
        let search = Search { position, instance, ends, references };
        leaves::each(end.values, &mut |attribute, value| {
            // Where the configuration names the one that is meant, others of the same name are not.
            if !self.by_reference(&search, attribute, value, &mut found) {
                self.by_value(&search, end, attribute, value, &mut found);
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
        if has_configuration {
            let hidden = end.deferred.all_leaves().into_iter().filter(|leaf| !shown(leaf));
            found.open.extend(hidden.map(|leaf| (leaf, None)));
        }
        if end.is_later {
            found.links = found.links.into_iter().map(|(other, attribute, _)| (other, attribute, false)).collect();
        }
        found
    }

    /// Links a known value to those instances of what its attribute refers to that it belongs to; says whether there are any.
    fn by_reference(&self, search: &Search<'_>, attribute: &str, value: &str, found: &mut Found) -> bool {
        let mut told = false;
        for reference in search.references.iter().filter(|reference| is_within(attribute, &reference.attribute)) {
            for (target, group) in &reference.targets {
                let named = self.identities.in_group(*group, value);
                // Of blocks that the configuration shows as one attribute any part may be the one that refers.
                let last = attribute.rsplit('.').next().unwrap_or(attribute);
                let fits = self.kind_of(*group).is_some_and(|kind| fits(last, kind));
                if attribute != reference.attribute && !fits && !is_unique(value) {
                    continue;
                }
                told |= !named.is_empty();
                let mut add = |other, certain| found.add(search.position, other, attribute, certain);
                match (named, self.expand(search.instance, target, *group)) {
                    // Instances of the same name: the keys tell which one it is.
                    ([_, _, ..], Expanded::One { other, .. }) if named.contains(&other) => add(other, true),
                    _ => named.iter().for_each(|&other| add(other, named.len() == 1)),
                }
            }
        }
        told
    }

    /// Links a known value to whatever it belongs to.
    fn by_value(&self, search: &Search<'_>, end: &Endpoint<'_>, attribute: &str, value: &str, found: &mut Found) {
        let position = search.position;
        let kind = |group: u32| self.kind_of(group);
        let Owners { found: mut others, crowds } =
            self.identities.anywhere(position, &end.change.r#type, attribute, value, kind);
        found.open.extend(crowds.into_iter().map(|group| (attribute.to_owned(), Some(group))));
        // Of what is no longer in the configuration nobody knows the account: it may be the same.
        let own_account = |other: &(usize, bool)| match (search.account(position), search.account(other.0)) {
            (Some(own), Some(account)) if other.1 => own == account,
            _ => true,
        };
        let one_has_it = others.iter().any(own_account);
        others.retain(|other| !one_has_it || own_account(other));
        // Of several that have the name any may be the one.
        let certain = one_has_it && (others.len() == 1 || others.iter().all(|other| !other.1));
        others.into_iter().for_each(|(other, _)| found.add(position, other, attribute, certain));
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
                Some(Expanded::One { by_key: true, .. }) if self.differs(from, target, group) => {
                    Expanded::Several(siblings)
                }
                Some(one) => one,
                None if written.is_some() => Expanded::Nothing,
                None => Expanded::of(siblings),
            };
        }
        Expanded::of(self.within(target, group, &modules))
    }

    /// Whether a reference by an index goes to a resource of which there are more or fewer: `count.index` may be calculated with.
    fn differs(&self, from: &Instance, target: &Target, group: u32) -> bool {
        let sure = sure(target);
        let number = |source: &KeySource| match source {
            KeySource::Own => matches!(from.key, Some(InstanceKey::Number(_))),
            KeySource::Module(depth) => matches!(from.modules.get(*depth), Some(Some(InstanceKey::Number(_)))),
            _ => false,
        };
        let by_number = target.modules.iter().skip(sure).chain([&target.key]).any(number);
        let within = |group: u32| {
            let outer = from.modules.iter().take(sure).cloned().collect();
            self.siblings.get(&(group, outer)).map_or(0, Vec::len)
        };
        by_number && within(from.group) != within(group)
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
