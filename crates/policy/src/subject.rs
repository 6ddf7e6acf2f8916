//! Subjects: what rules look at and findings are about, in the state before or after the change.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use plangate_plan::address::{ConfigAddress, to_config_address};
use plangate_plan::{
    Action, Configuration, Endpoint, Links, Mode, Plan, ReadError, ResourceChange, attributes, is_within,
};
use rayon::prelude::*;
use serde_json::value::RawValue;

use crate::bundle::Rule;
use crate::documents::{self, Documents, SOURCE};
use crate::input::{self, Keys, Neighbour, Neighbours, ResourceInput, Side};
use crate::metadata::{Neighbour as Wish, Section};
use crate::report::Problem;

/// Something that a finding can be about: a resource, or a thing of one of the plan's sections.
pub(crate) struct Subject<'p> {
    pub head: Head<'p>,
    /// The resource change; none for a check, a module, a provider, or the plan itself.
    pub change: Option<&'p ResourceChange<'p>>,
    pub input: ResourceInput,
    /// Whether the change leaves it as it is.
    pub unchanged: bool,
    /// Whether this plan puts the change off to a later one.
    pub is_later: bool,
}

/// What a report says of a subject.
#[derive(Debug, Clone)]
pub(crate) struct Head<'p> {
    pub address: Cow<'p, str>,
    pub deposed: Option<&'p str>,
    pub module: Cow<'p, str>,
    pub kind: &'p str,
    pub actions: &'p [Action],
    /// Where it stands in the plan.
    pub position: usize,
}

impl<'p> Head<'p> {
    /// `kind` is the type as rules name it.
    pub(crate) fn of(change: &'p ResourceChange<'p>, kind: &'p str, position: usize) -> Self {
        Self {
            address: Cow::Borrowed(&change.address),
            deposed: change.deposed.as_deref(),
            module: Cow::Borrowed(&change.module),
            kind,
            actions: &change.change.actions,
            position,
        }
    }
}

/// What the types of data sources begin with, as rules name them.
pub(crate) const DATA: &str = "data.";

/// Address and `deposed`: the address alone is not unique.
pub(crate) type Identity<'i> = (&'i str, Option<&'i str>);

/// A link as a subject sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linked<'s> {
    /// The other end.
    pub position: usize,
    /// The attribute that refers, keys joined by dots.
    pub attribute: &'s str,
    /// Whether it is the other one's.
    pub inbound: bool,
    /// Whether it is known that the two are linked.
    pub certain: bool,
}

/// What stands in a plan beside its changes: data sources that were read while planning.
#[derive(Debug, Default)]
pub(crate) struct Beside<'p> {
    sources: Vec<ResourceChange<'p>>,
    /// The accounts of those who plan.
    callers: BTreeSet<String>,
}

impl<'p> Beside<'p> {
    /// What rules want of it.
    ///
    /// # Errors
    /// Sections that are not as documented.
    pub(crate) fn read(plan: &Plan<'p>, wanted: &Wanted<'_>) -> Result<Self, ReadError> {
        const CALLER: &str = "aws_caller_identity";
        let mut kinds: Vec<&str> = wanted.types.keys().filter_map(|kind| kind.strip_prefix(DATA)).collect();
        kinds.extend(wanted.has_documents().then_some(CALLER));
        if kinds.is_empty() {
            return Ok(Self::default());
        }
        let sources = plan.data_sources(&kinds)?;
        let account = |change: &ResourceChange<'_>| {
            let values = attributes(change.change.after).ok()?;
            serde_json::from_str::<String>(values.get("account_id")?.get()).ok()
        };
        let callers = sources.iter().filter(|change| change.r#type == CALLER).filter_map(account).collect();
        Ok(Self { sources, callers })
    }
}

/// The resource types and other parts of a plan that rules look at.
#[derive(Debug, Default)]
pub(crate) struct Wanted<'b> {
    /// With what providers never fill in of them.
    types: BTreeMap<&'b str, BTreeSet<&'b str>>,
    /// Those that stand beside others, or have others beside them.
    together: BTreeSet<&'b str>,
    /// Those of rules that look at linked resources.
    linked: BTreeSet<&'b str>,
    /// Those that rules judge.
    pub judged: BTreeSet<&'b str>,
    /// The other parts of the plan.
    pub sections: BTreeSet<Section>,
    /// Those of rules that look at policy documents.
    documents: BTreeSet<&'b str>,
}

impl<'b> Wanted<'b> {
    pub(crate) fn new(rules: &[&'b Rule]) -> Self {
        let mut wanted = Self::default();
        for rule in rules {
            let custom = &rule.metadata.custom;
            let judged = || custom.resources.iter().map(String::as_str);
            for kind in custom.types() {
                let never_computed = custom.never_computed.iter().map(String::as_str);
                wanted.types.entry(kind).or_default().extend(never_computed);
            }
            if !custom.linked.is_empty() {
                wanted.linked.extend(judged().chain(custom.linked.iter().map(|wish| wish.kind.as_str())));
            }
            if custom.sees_others() {
                wanted.together.extend(custom.types());
            }
            wanted.judged.extend(judged());
            wanted.sections.extend(&custom.sections);
            if !custom.documents.is_empty() {
                wanted.documents.extend(custom.types());
            }
        }
        wanted.add_documents();
        wanted
    }

    /// Adds the types without which nobody could tell what documents say, and what they amount to.
    fn add_documents(&mut self) {
        let grants = self.sections.contains(&Section::Grants);
        if grants {
            for kind in documents::types() {
                self.documents.insert(kind);
            }
        }
        if self.documents.is_empty() {
            return;
        }
        let principals: Vec<&str> = documents::principal_types().collect();
        if principals.iter().any(|kind| self.documents.contains(kind)) {
            for kind in principals {
                self.documents.insert(kind);
                self.together.insert(kind);
            }
        }
        self.documents.insert(SOURCE);
        for kind in &self.documents {
            self.types.entry(kind).or_default();
        }
        self.linked.extend(&self.documents);
        if grants {
            self.together.extend(&self.documents);
        }
    }

    /// The type of a resource or data source as rules name it, if one looks at it.
    fn kind(&self, change: &ResourceChange<'_>) -> Option<&'b str> {
        let found = match change.mode {
            Mode::Managed => self.types.get_key_value(change.r#type.as_ref()),
            Mode::Data => self.types.get_key_value(format!("{DATA}{}", change.r#type).as_str()),
            Mode::Ephemeral => None,
        };
        found.map(|(kind, _)| *kind)
    }

    /// Whether policy documents are looked at.
    pub(crate) fn has_documents(&self) -> bool {
        !self.documents.is_empty()
    }

    /// Wants a type that perhaps no rule looks at.
    pub(crate) fn add(&mut self, kind: &'b str) {
        self.types.entry(kind).or_default();
    }
}

/// A resource to build: where it stands, its type as rules name it, whether a later plan changes it, and what of it providers never
/// fill in.
type Concerned<'p, 'w> = (usize, &'p ResourceChange<'p>, &'p str, bool, Vec<&'w str>);

/// The resources of a plan that rules look at, in one of its two states.
pub(crate) struct Subjects<'p> {
    pub all: Vec<Subject<'p>>,
    by_type: HashMap<&'p str, Vec<usize>>,
    by_identity: HashMap<Identity<'p>, usize>,
    links: Links,
    /// Positions of the linked subjects: from subject to link, and back.
    linked: HashMap<usize, usize>,
    ends: Vec<usize>,
    /// Resources and data sources of the configuration that have an instance in the plan, and whether instances have keys.
    instances: OnceLock<HashMap<ConfigAddress, bool>>,
    plan: &'p Plan<'p>,
    pub documents: Documents,
}

impl<'p> Subjects<'p> {
    /// Builds the values of the wanted resources in parallel; those that can't be read become problems. Of the state before,
    /// only what differs afterwards or stands beside other resources is wanted: for all else the two say the same.
    pub(crate) fn build(
        plan: &'p Plan<'p>,
        beside: &'p Beside<'p>,
        configuration: &Configuration<'_>,
        wanted: &Wanted<'p>,
        side: Side,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let later = plan.deferred.iter().map(|deferred| (&deferred.resource_change, true));
        let all = plan.changes.iter().chain(&beside.sources).map(|change| (change, false)).chain(later);
        let concerned: Vec<Concerned<'p, '_>> = all
            .enumerate()
            .filter_map(|(position, (change, is_later))| {
                let kind = wanted.kind(change)?;
                let never_computed = wanted.types.get(kind)?;
                let together = wanted.together.contains(kind);
                let differs = || !is_later && change.existed() && (together || !is_unchanged(change));
                let is_concerned = side == Side::After || differs();
                is_concerned.then(|| (position, change, kind, is_later, never_computed.iter().copied().collect()))
            })
            .collect();
        let build = |keys: &mut Keys, (position, change, kind, is_later, never_computed): &Concerned<'p, '_>| {
            let head = Head::of(change, kind, *position);
            let subject = resource(change, head, configuration, never_computed, side, keys)?;
            Ok(Subject { is_later: *is_later, ..subject })
        };
        let built: Vec<Result<Subject<'_>, ReadError>> =
            concerned.par_iter().with_min_len(16).map_init(Keys::default, build).collect();
        let mut all = Vec::with_capacity(built.len());
        let mut by_type: HashMap<&str, Vec<usize>> = HashMap::new();
        for subject in built {
            match subject {
                Ok(subject) => {
                    by_type.entry(subject.head.kind).or_default().push(all.len());
                    all.push(subject);
                }
                Err(error) => problems.push(Problem::Resource { message: error.to_string() }),
            }
        }
        let identity = |subject: &Subject<'p>| {
            let change = subject.change?;
            Some((change.address.as_ref(), change.deposed.as_deref()))
        };
        let by_identity =
            all.iter().enumerate().filter_map(|(position, subject)| Some((identity(subject)?, position))).collect();
        let mut subjects = Self {
            all,
            by_type,
            by_identity,
            links: Links::default(),
            linked: HashMap::new(),
            ends: Vec::new(),
            instances: OnceLock::new(),
            plan,
            documents: Documents::default(),
        };
        subjects.link(plan, configuration, wanted, side);
        if wanted.has_documents() {
            documents::attach(&mut subjects, configuration, |kind| wanted.documents.contains(kind), &beside.callers);
        }
        subjects
    }

    /// Links the subjects whose types are linked by some rule.
    fn link(&mut self, plan: &Plan<'_>, configuration: &Configuration<'_>, wanted: &Wanted<'_>, side: Side) {
        let linkable = |subject: &Subject<'_>| {
            // What is only forgotten goes on existing.
            let gone = subject.input.deleted && subject.change.is_some_and(|change| change.does(Action::Delete));
            wanted.linked.contains(subject.head.kind) && subject.head.deposed.is_none() && !gone
        };
        let ends = self.all.iter().enumerate().filter(|(_, subject)| linkable(subject));
        self.ends = ends.map(|(position, _)| position).collect();
        if self.ends.is_empty() {
            return;
        }
        self.linked = self.ends.iter().enumerate().map(|(end, &position)| (position, end)).collect();
        let accounts = configuration;
        let endpoints: Vec<Endpoint<'_>> = self
            .ends
            .iter()
            .filter_map(|&position| {
                let subject = self.all.get(position)?;
                let change = subject.change?;
                let values = side.values(change);
                let account = accounts.provider_of(change);
                let deferred = &subject.input.deferred;
                Some(Endpoint { change, values, deferred, account, is_later: subject.is_later })
            })
            .collect();
        // The configuration is that of the state after; the accounts stay the same.
        let configuration = (side == Side::After).then_some(configuration);
        self.links = Links::new(&plan.changes, configuration, &endpoints);
    }

    /// Whether a resource of a type that the rule judges is there.
    pub(crate) fn concern(&self, rule: &Rule) -> bool {
        rule.metadata.custom.resources.iter().any(|kind| self.by_type.contains_key(kind.as_str()))
    }

    /// Positions of all subjects of some types.
    pub(crate) fn of<'t>(&self, types: impl IntoIterator<Item = &'t String>) -> Vec<usize> {
        types.into_iter().filter_map(|kind| self.by_type.get(kind.as_str())).flatten().copied().collect()
    }

    pub(crate) fn get(&self, position: usize) -> Option<&Subject<'p>> {
        self.all.get(position)
    }

    pub(crate) fn find(&self, identity: Identity<'_>) -> Option<(usize, &Subject<'p>)> {
        let position = *self.by_identity.get(&identity)?;
        Some((position, self.all.get(position)?))
    }

    /// Whether a resource or data source has an instance: `count` may be zero.
    pub(crate) fn has_instance(&self, address: &ConfigAddress) -> bool {
        self.instances().contains_key(address)
    }

    /// Whether a resource of the configuration may have instances that the plan does not hold.
    pub(crate) fn may_have_more(&self, address: &ConfigAddress) -> bool {
        self.instances().get(address).copied().unwrap_or(true)
    }

    fn instances(&self) -> &HashMap<ConfigAddress, bool> {
        self.instances.get_or_init(|| {
            let there = self.plan.changes.iter().filter(|change| !change.is_deleted());
            let has_key = |change: &ResourceChange<'_>| change.address.contains('[');
            let instance =
                |change: &ResourceChange<'_>| Some((to_config_address(&change.address).ok()?, has_key(change)));
            there.filter_map(instance).collect()
        })
    }

    /// A text in the values of the only instance of a resource, of whatever type.
    pub(crate) fn text_of(&self, address: &ConfigAddress, attribute: &str) -> Option<String> {
        let is_it = |change: &&ResourceChange<'_>| to_config_address(&change.address).is_ok_and(|own| own == *address);
        let mut instances = self.plan.changes.iter().filter(is_it);
        let change = instances
            .next()
            .filter(|change| change.r#type == address.resource.split('.').next().unwrap_or_default())?;
        let values = attributes(change.change.after).ok().filter(|_| instances.next().is_none())?;
        serde_json::from_str(values.get(attribute)?.get()).ok()
    }

    /// The resources that are linked to a subject, as a rule asks for them.
    pub(crate) fn neighbours(&self, position: usize, wanted: &[Wish]) -> Neighbours<'_> {
        let mut neighbours = Neighbours::default();
        let Some(&end) = self.linked.get(&position) else { return neighbours };
        let mut found: BTreeMap<usize, (bool, BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
        let asks = |kind: &str, attribute: &str, inbound: bool| {
            let by = |wish: &Wish| wish.attribute.as_ref().is_none_or(|asked| inbound && is_within(attribute, asked));
            wanted.iter().any(|wish| wish.kind == kind && by(wish))
        };
        let subject = |end: usize| self.ends.get(end).and_then(|&position| self.all.get(position));
        let links = self.links.of(end);
        // A neighbour that is linked for certain by one attribute is not among those that are perhaps.
        for link in links.iter().filter(|link| link.certain).chain(links.iter().filter(|link| !link.certain)) {
            let Some(other) = subject(link.other) else { continue };
            let attribute = self.links.attribute(link);
            if asks(other.head.kind, attribute, link.inbound) {
                let entry = found.entry(link.other).or_insert_with(|| (link.certain, BTreeSet::new(), BTreeSet::new()));
                let via = if link.inbound { &mut entry.2 } else { &mut entry.1 };
                via.extend((entry.0 == link.certain).then_some(attribute));
            }
        }
        let kinds: BTreeSet<&str> = wanted.iter().map(|wish| wish.kind.as_str()).collect();
        for kind in kinds {
            for (other, attribute) in self.links.open_to(end, kind).filter(|(_, attribute)| asks(kind, attribute, true))
            {
                let entry = found.entry(other).or_insert_with(|| (false, BTreeSet::new(), BTreeSet::new()));
                entry.2.extend((!entry.0).then_some(attribute));
            }
        }
        for (other, (certain, here, there)) in found {
            let Some(other) = subject(other) else { continue };
            let group = if certain { &mut neighbours.certain } else { &mut neighbours.possible };
            group.entry(other.head.kind).or_default().push(Neighbour { input: &other.input, here, there });
        }
        neighbours
    }

    /// All links of a subject, in both directions.
    pub(crate) fn linked(&self, position: usize) -> impl Iterator<Item = Linked<'_>> {
        let links = self.linked.get(&position).map_or(&[][..], |end| self.links.of(*end));
        links.iter().filter_map(|link| {
            let position = *self.ends.get(link.other)?;
            let attribute = self.links.attribute(link);
            Some(Linked { position, attribute, inbound: link.inbound, certain: link.certain })
        })
    }

    /// The address and attribute of a resource of a type that may refer to a subject, although nothing shows that it does.
    pub(crate) fn doubt(&self, position: usize, kind: &str, attribute: &str) -> Option<String> {
        let doubt = self.links.doubt(*self.linked.get(&position)?, kind, attribute)?;
        let from = self.ends.get(doubt.from).and_then(|&position| self.all.get(position))?;
        Some(format!("{}.{}", from.head.address, doubt.attribute))
    }
}

/// A resource as a subject.
///
/// # Errors
/// Values that can't be read.
pub(crate) fn resource<'p>(
    change: &'p ResourceChange<'p>,
    head: Head<'p>,
    configuration: &Configuration<'_>,
    never_computed: &[&str],
    side: Side,
    keys: &Keys,
) -> Result<Subject<'p>, ReadError> {
    let input = input::resource_input(change, configuration, never_computed, side, keys)?;
    Ok(Subject { head, change: Some(change), input, unchanged: is_unchanged(change), is_later: false })
}

/// Whether the two states are the same.
fn is_unchanged(change: &ResourceChange<'_>) -> bool {
    let (before, after) = (change.change.before, change.change.after);
    change.change.actions == [Action::NoOp] || before.map(RawValue::get) == after.map(RawValue::get)
}
