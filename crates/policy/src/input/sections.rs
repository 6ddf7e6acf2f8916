//! Parts of the plan beside its resources: changes, drift, checks, modules and providers.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use plangate_plan::{
    Action, CheckInstance, Configuration, Marks, Mode, Plan, ReadError, ResourceChange, Step, attributes,
};
use regorus::Value;
use serde_json::value::RawValue;

use crate::documents::Grant;
use crate::input::{Keys, ResourceInput, Side, deferred_of, grant_value, head, marks_value, object, read_value};
use crate::metadata::Section;
use crate::report::Problem;
use crate::subject::{Head, Subject, Wanted};

/// The address of findings about the plan as such.
pub(crate) const PLAN: &str = "plan";

/// The sections that some rule looks at.
pub(crate) struct Sections<'p> {
    /// `input.plan`, which all rules see.
    plan: Value,
    members: BTreeMap<Section, Vec<Value>>,
    /// What findings may be about beside resources, by section and address; the plan itself is in none.
    things: HashMap<(Option<Section>, String), Subject<'p>>,
    changes: HashMap<(&'p str, Option<&'p str>), (usize, &'p ResourceChange<'p>)>,
    drift: HashMap<(&'p str, Option<&'p str>), (usize, &'p ResourceChange<'p>)>,
    granting: HashMap<(&'p str, Option<&'p str>), (usize, &'p ResourceChange<'p>)>,
}

impl<'p> Sections<'p> {
    /// Builds the wanted sections; what can't be read becomes a problem.
    pub(crate) fn build(
        plan: &'p Plan<'p>,
        configuration: &Configuration<'_>,
        wanted: &Wanted<'_>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut sections = Self {
            plan: plan_value(plan),
            members: BTreeMap::new(),
            things: HashMap::new(),
            changes: HashMap::new(),
            drift: HashMap::new(),
            granting: HashMap::new(),
        };
        let keys = Keys::default();
        sections.thing(None, PLAN, "", sections.plan.clone(), Marks::None, false);
        for section in &wanted.sections {
            let values = match section {
                Section::Changes => {
                    sections.changes = index(&plan.changes, 0);
                    changes(&plan.changes, configuration, None, &keys, problems)
                }
                Section::Drift => {
                    sections.drift = index(&plan.drift, plan.changes.len());
                    changes(&plan.drift, configuration, Some(&wanted.judged), &keys, problems)
                }
                Section::Checks => sections.checks(plan),
                Section::Modules => sections.modules(plan, configuration),
                Section::Providers => sections.providers(plan, configuration),
                // It takes both states.
                Section::Grants => Vec::new(),
            };
            let named = |value: Value| with(value, "section", Value::from(section.as_str()));
            sections.members.insert(*section, values.into_iter().map(named).collect());
        }
        sections
    }

    /// Fills in what the change grants.
    pub(crate) fn set_grants(&mut self, plan: &'p Plan<'p>, grants: &[Grant]) {
        let Some(values) = self.members.get_mut(&Section::Grants).filter(|_| !grants.is_empty()) else { return };
        let section = || Value::from(Section::Grants.as_str());
        *values = grants.iter().map(|grant| with(grant_value(grant), "section", section())).collect();
        let identity = |change: &'p ResourceChange<'p>| (change.address.as_ref(), change.deposed.as_deref());
        let all = plan.changes.iter().enumerate();
        self.granting = all.map(|(position, change)| (identity(change), (position, change))).collect();
    }

    /// Whether any of some sections holds something.
    pub(crate) fn concern(&self, wanted: &[Section]) -> bool {
        wanted.iter().any(|section| self.members.get(section).is_some_and(|values| !values.is_empty()))
    }

    /// The members of `input` beside resources: the plan, and some sections.
    pub(super) fn members<'s>(&'s self, wanted: &'s [Section]) -> impl Iterator<Item = (&'static str, Value)> + 's {
        let values = |section: &Section| Value::from(self.members.get(section).cloned().unwrap_or_default());
        let sections = wanted.iter().map(move |section| (section.as_str(), values(section)));
        std::iter::once(("plan", self.plan.clone())).chain(sections)
    }

    /// What a finding about no resource is about: the plan, or a thing of a section.
    pub(crate) fn get(&self, address: &str, section: Option<Section>) -> Option<&Subject<'p>> {
        self.things.get(&(section, address.to_owned()))
    }

    /// The change that a finding is about.
    pub(crate) fn change(
        &self,
        identity: (&str, Option<&str>),
        section: Option<Section>,
    ) -> Option<(usize, &'p ResourceChange<'p>)> {
        let changes = match section? {
            Section::Changes => &self.changes,
            Section::Drift => &self.drift,
            Section::Grants => &self.granting,
            Section::Checks | Section::Modules | Section::Providers => return None,
        };
        changes.get(&identity).copied()
    }

    fn thing(
        &mut self,
        section: Option<Section>,
        address: &str,
        module: &str,
        value: Value,
        deferred: Marks,
        existed: bool,
    ) {
        let head = Head {
            address: Cow::Owned(address.to_owned()),
            deposed: None,
            module: Cow::Owned(module.to_owned()),
            // In the singular: `check` of `checks`.
            kind: section.map_or(PLAN, |section| section.as_str().trim_end_matches('s')),
            actions: &[],
            position: usize::MAX,
        };
        let input = ResourceInput::of_thing(value, deferred);
        let thing = Subject { head, change: None, input, unchanged: existed, is_later: false };
        self.things.insert((section, address.to_owned()), thing);
    }

    /// One for each instance of a check; a block whose instances are not known yet is one itself.
    fn checks(&mut self, plan: &'p Plan<'p>) -> Vec<Value> {
        let nothing_changes = plan.changes.iter().all(|change| !change.touches() && change.existed());
        let mut values = Vec::new();
        for check in &plan.checks {
            let mut add = |address: &str, module: &str, status: &str, instance: Option<&CheckInstance<'_>>| {
                let problems = instance.map(|instance| instance.problems.as_slice()).unwrap_or_default();
                let problems: Vec<Value> =
                    problems.iter().map(|problem| Value::from(problem.message.as_ref())).collect();
                let unknown = if status == "unknown" {
                    Marks::Object(BTreeMap::from([("status".to_owned(), Marks::All)]))
                } else {
                    Marks::None
                };
                let value = object([
                    ("address", Value::from(address)),
                    ("kind", Value::from(check.address.kind.as_ref())),
                    ("status", Value::from(status)),
                    ("problems", Value::from(problems)),
                    ("unknown", marks_value(&unknown, &Keys::default())),
                ]);
                self.thing(Some(Section::Checks), address, module, value.clone(), unknown, nothing_changes);
                values.push(value);
            };
            if check.instances.is_empty() {
                add(&check.address.to_display, &check.address.module, &check.status, None);
            }
            for instance in &check.instances {
                add(&instance.address.to_display, &instance.address.module, &instance.status, Some(instance));
            }
        }
        values
    }

    fn modules(&mut self, plan: &'p Plan<'p>, configuration: &Configuration<'_>) -> Vec<Value> {
        let existing: BTreeSet<Vec<String>> = plan
            .changes
            .iter()
            .filter(|change| change.existed())
            .filter_map(|change| plangate_plan::address::to_config_address(&change.address).ok())
            .map(|address| address.modules)
            .collect();
        let calls = configuration.module_calls().into_iter();
        let values = calls.map(|call| {
            let address = call.path.iter().map(|name| format!("module.{name}")).collect::<Vec<_>>().join(".");
            let version = call.version_constraint.map(|version| ("version_constraint", Value::from(version)));
            let members = [("address", Value::from(address.as_str())), ("source", Value::from(call.source))];
            let value = object(members.into_iter().chain(version));
            let existed = existing.iter().any(|modules| modules.starts_with(call.path));
            let (parent, _) = address.rsplit_once(".module.").unwrap_or_default();
            self.thing(Some(Section::Modules), &address, parent, value.clone(), Marks::None, existed);
            value
        });
        values.collect()
    }

    fn providers(&mut self, plan: &'p Plan<'p>, configuration: &Configuration<'_>) -> Vec<Value> {
        let existing: BTreeSet<&str> =
            plan.changes.iter().filter(|change| change.existed()).map(|change| change.provider.as_ref()).collect();
        let values = configuration.providers().map(|provider| {
            let module = if provider.module.is_empty() { String::new() } else { format!("{}.", provider.module) };
            let alias = provider.alias.as_ref().map(|alias| format!(".{alias}")).unwrap_or_default();
            let address = format!("{module}provider.{}{alias}", provider.name);
            let mut members = vec![
                ("address", Value::from(address.as_str())),
                ("name", Value::from(provider.name.as_ref())),
                ("full_name", Value::from(provider.full_name.as_ref())),
            ];
            let mut add = |key, text: &Option<Cow<'_, str>>| {
                members.extend(text.as_ref().map(|text| (key, Value::from(text.as_ref()))));
            };
            add("alias", &provider.alias);
            add("version_constraint", &provider.version_constraint);
            if !provider.module.is_empty() {
                members.push(("module", Value::from(provider.module.as_ref())));
            }
            members.push(("constants", Value::from(serde_json::Value::Object(provider.constants()))));
            let value = object(members);
            let existed = existing.contains(provider.full_name.as_ref());
            self.thing(Some(Section::Providers), &address, &provider.module, value.clone(), Marks::None, existed);
            value
        });
        values.collect()
    }
}

/// `input.plan`
fn plan_value(plan: &Plan<'_>) -> Value {
    let existing = plan.changes.iter().filter(|change| change.mode == Mode::Managed && change.deposed.is_none());
    let existing = existing.filter(|change| change.existed()).count();
    let version = plan.terraform_version.as_deref().map(|version| ("terraform_version", Value::from(version)));
    let complete = plan.complete.map(|complete| ("complete", Value::from(complete)));
    let members = [("address", Value::from(PLAN)), ("resources", Value::from(existing as u64))];
    object(members.into_iter().chain(version).chain(complete))
}

fn with(mut value: Value, key: &str, member: Value) -> Value {
    if let Ok(members) = value.as_object_mut() {
        members.insert(Value::from(key), member);
    }
    value
}

fn index<'p>(
    changes: &'p [ResourceChange<'p>],
    first: usize,
) -> HashMap<(&'p str, Option<&'p str>), (usize, &'p ResourceChange<'p>)> {
    let identity = |change: &'p ResourceChange<'p>| (change.address.as_ref(), change.deposed.as_deref());
    let shown = changes.iter().enumerate().filter(|(_, change)| is_shown(change));
    shown.map(|(position, change)| (identity(change), (first + position, change))).collect()
}

/// Whether a change is one of those that rules see.
fn is_shown(change: &ResourceChange<'_>) -> bool {
    change.mode == Mode::Managed && change.touches()
}

/// Changes of what exists, with what differs; of drift (`looked_at` is given) with whether rules look at the type.
fn changes(
    changes: &[ResourceChange<'_>],
    configuration: &Configuration<'_>,
    looked_at: Option<&BTreeSet<&str>>,
    keys: &Keys,
    problems: &mut Vec<Problem>,
) -> Vec<Value> {
    let mut values = Vec::new();
    for change in changes.iter().filter(|change| is_shown(change)) {
        match one_change(change, configuration, keys) {
            Ok(mut members) => {
                if let Some(looked_at) = looked_at {
                    members.insert(keys.get("looked_at"), Value::from(looked_at.contains(change.r#type.as_ref())));
                }
                values.push(Value::from(members));
            }
            Err(error) => problems.push(Problem::Resource { message: error.to_string() }),
        }
    }
    values
}

fn one_change(
    change: &ResourceChange<'_>,
    configuration: &Configuration<'_>,
    keys: &Keys,
) -> Result<BTreeMap<Value, Value>, ReadError> {
    let unreadable = |error: &serde_json::Error| ReadError::shape(&format!("the change of {}", change.address), error);
    let mut members = head(change, keys).map_err(|error| unreadable(&error))?;
    let mut set = |key: &str, value: Value| members.insert(keys.get(key), value);
    if let Some(address) = &change.previous_address {
        set("previous_address", Value::from(address.as_ref()));
    }
    if let Some(reason) = &change.action_reason {
        set("action_reason", keys.get(reason));
    }
    if let Some(paths) = change.change.replace_paths {
        set("replace_paths", read_value(paths, keys).map_err(|error| unreadable(&error))?);
    }
    let (before, after, deferred) = if change.is_deleted() {
        let whole = Side::Before.values(change).map_or(Ok(Value::new_object()), |raw| read_value(raw, keys));
        (whole.map_err(|error| unreadable(&error))?, Value::new_object(), Marks::None)
    } else {
        differences(change, configuration, keys).map_err(|error| unreadable(&error))?
    };
    set("before", before);
    set("after", after);
    set("unknown", marks_value(&deferred, keys));
    Ok(members)
}

/// The top-level attributes that differ before and after, of a replacement all of them, and which are deferred. What the provider
/// will compute is no difference that anybody could judge.
fn differences(
    change: &ResourceChange<'_>,
    configuration: &Configuration<'_>,
    keys: &Keys,
) -> Result<(Value, Value, Marks), serde_json::Error> {
    let (old, new) = (attributes(change.change.before)?, attributes(change.change.after)?);
    let unknown: Marks = change.change.after_unknown.map_or(Ok(Marks::None), |raw| serde_json::from_str(raw.get()))?;
    let deferred = deferred_of(change, configuration, &unknown, &[]);
    let (mut before, mut after, mut late) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).map(AsRef::as_ref).chain(unknown.keys()).collect();
    for name in names {
        let (was, is) = (old.get(name), new.get(name));
        let marks = deferred.member(name);
        let computed = *unknown.member(name) == Marks::All && marks.is_none();
        let whole = change.does(Action::Delete);
        if computed || !whole && marks.is_none() && was.map(|raw| raw.get()) == is.map(|raw| raw.get()) {
            continue;
        }
        let read = |raw: Option<&&RawValue>| raw.map_or(Ok(Value::Null), |raw| read_value(raw, keys));
        let (mut was, is) = (read(was)?, read(is)?);
        without_computed(&mut was, unknown.member(name), marks);
        if !whole && marks.is_none() && same(&was, &is) {
            continue;
        }
        let put = |into: &mut BTreeMap<Value, Value>, value: Value| {
            if value != Value::Null {
                into.insert(keys.get(name), value);
            }
        };
        put(&mut before, was);
        put(&mut after, is);
        late.insert(name.to_owned(), marks.clone());
    }
    let late = late.into_iter().filter(|(_, marks)| !marks.is_none()).collect::<BTreeMap<_, _>>();
    let late = if late.is_empty() { Marks::None } else { Marks::Object(late) };
    Ok((Value::from(before), Value::from(after), late))
}

/// Takes out what the provider will compute again: nobody can tell what it will be.
fn without_computed(was: &mut Value, unknown: &Marks, deferred: &Marks) {
    match unknown {
        Marks::Object(members) => {
            let Ok(values) = was.as_object_mut() else { return };
            for (key, inner) in members {
                let key_value = Value::from(key.as_str());
                if *inner == Marks::All && deferred.member(key).is_none() {
                    values.remove(&key_value);
                } else if let Some(value) = values.get_mut(&key_value) {
                    without_computed(value, inner, deferred.member(key));
                }
            }
        }
        Marks::Array(items) => {
            let Ok(values) = was.as_array_mut() else { return };
            for (index, (value, inner)) in values.iter_mut().zip(items).enumerate() {
                without_computed(value, inner, deferred.step(&Step::Index(index)));
            }
        }
        Marks::None | Marks::All => {}
    }
}

/// Whether two values are the same but for the order of lists: sets have none.
fn same(left: &Value, right: &Value) -> bool {
    fn ordered(value: &Value) -> Value {
        match value {
            Value::Array(items) => {
                let mut items: Vec<Value> = items.iter().map(ordered).collect();
                items.sort();
                Value::from(items)
            }
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| (key.clone(), ordered(value)));
                Value::from(members.collect::<BTreeMap<_, _>>())
            }
            other => other.clone(),
        }
    }
    left == right || ordered(left) == ordered(right)
}
