//! What a change grants: for each principal and policy that is there before, what it gives afterwards and did not before.

use std::collections::{BTreeSet, HashMap};

use plangate_iam::{Grants, Kind, Widened, widened, widened_document};
use plangate_plan::{Action, AttributePath, SENSITIVE, Secrets};

use crate::documents::principals::{Boundary, Granted};
use crate::documents::{Held, SOURCE, attributes, is_there};
use crate::subject::{Subject, Subjects};

/// Something that a change grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The resource that gives it.
    pub address: String,
    /// The attribute; empty where something else was taken away that kept it from the principal.
    pub path: AttributePath,
    /// The roles, users, groups and permission sets of the plan that get it; none for policies of resources.
    pub to: Vec<String>,
    /// What messages call the statement.
    pub label: String,
    /// What it does.
    pub reason: String,
    /// The highest access level: `list`, `read`, `tagging`, `write` or `permissions management`.
    pub level: &'static str,
    /// Patterns of actions.
    pub actions: Vec<String>,
    /// Patterns of resources.
    pub resources: Vec<String>,
    /// Who gets it, where the policy names principals.
    pub principals: Vec<String>,
    /// Whether nobody knows before apply what it is.
    pub(crate) is_open: bool,
}

impl Grant {
    fn nothing() -> Self {
        Self {
            address: String::new(),
            path: AttributePath::default(),
            to: Vec::new(),
            label: String::new(),
            reason: String::new(),
            level: "permissions management",
            actions: Vec::new(),
            resources: Vec::new(),
            principals: Vec::new(),
            is_open: false,
        }
    }

    /// Without secrets.
    pub(crate) fn scrubbed(mut self, secrets: &Secrets) -> Self {
        let lists = [&mut self.actions, &mut self.resources, &mut self.principals];
        let texts = lists.into_iter().flatten().chain([&mut self.label, &mut self.reason]);
        texts.for_each(|text| *text = secrets.scrub(text).into_owned());
        self
    }
}

/// What the change from one state to the other grants, in the order of the plan.
pub(crate) fn grants(before: &Subjects<'_>, after: &Subjects<'_>) -> Vec<Grant> {
    let mut changes = Changes { before, after, found: Vec::new(), with_principals: BTreeSet::new() };
    changes.of_principals();
    changes.of_documents();
    let mut found = changes.found;
    found.sort_by_key(|(position, _)| *position);
    merged(found.into_iter().map(|(_, grant)| grant))
}

struct Changes<'c, 'p> {
    before: &'c Subjects<'p>,
    after: &'c Subjects<'p>,
    found: Vec<(usize, Grant)>,
    /// Holders of identity policies that are looked at with their principals.
    with_principals: BTreeSet<usize>,
}

impl Changes<'_, '_> {
    fn of_principals(&mut self) {
        for (position, subject) in self.after.all.iter().enumerate() {
            let Some(given) = self.after.documents.given(position) else { continue };
            let was = before_of(self.before, subject).and_then(|was| self.before.documents.given(was));
            let Some(was) = was else { continue };
            self.with_principals.extend(given.grants.iter().filter_map(|grant| grant.holder));
            let is_sensitive = was.is_sensitive() || given.is_sensitive();
            let mut add = |mut grant: Grant| {
                grant.to.push(subject.head.address.to_string());
                self.found.push((position, grant));
            };
            for widened in widened(&was.as_grants(), &given.as_grants()) {
                let by = widened.place.and_then(|place| given.grants.get(place.document));
                add(match by {
                    Some(by) => of_principal(self.after, subject, by, widened, is_sensitive),
                    None => grant(subject, AttributePath::default(), widened, is_sensitive),
                });
            }
            if matches!(was.boundary, Some(Boundary::Elsewhere)) && given.boundary.is_none() {
                add(boundary_gone(subject));
            }
        }
    }

    fn of_documents(&mut self) {
        for (position, subject) in self.after.all.iter().enumerate().filter(|(_, subject)| is_there(subject)) {
            // Nobody has what a data source makes but by a resource that is looked at, and a boundary gives nothing.
            if subject.head.kind == SOURCE || self.after.documents.boundaries.contains(&position) {
                continue;
            }
            let own = before_of(self.before, subject);
            let Some(was) = own.map(Some).or_else(|| self.of_what_existed(position, subject)) else { continue };
            for held in self.after.documents.of(position) {
                let is_identity = held.read.document.kind == Kind::Identity;
                if is_identity && (self.with_principals.contains(&position) || own.is_none()) {
                    continue;
                }
                let same = |other: &&Held| other.attribute == held.attribute;
                let was = was.and_then(|was| self.before.documents.of(was).iter().find(same));
                let all = compared(was, held);
                let is_sensitive = held.is_sensitive || was.is_some_and(|held| held.is_sensitive);
                let grants = all.into_iter().map(|one| grant(subject, held.path.clone(), one, is_sensitive));
                self.found.extend(grants.map(|grant| (position, grant)));
            }
            if own.is_some() {
                self.found.extend(unknown(self.after, position, subject).map(|grant| (position, grant)));
            }
        }
    }

    /// Whether it is the new policy of a resource that was there before: then the policy of that type that the resource had, if any.
    fn of_what_existed(&self, position: usize, subject: &Subject<'_>) -> Option<Option<usize>> {
        let old = |position: usize| before_of(self.before, self.after.get(position)?);
        let mut out = self.after.linked(position).filter(|linked| !linked.inbound && linked.certain);
        let guarded = out.find_map(|linked| old(linked.position).filter(|_| GUARDED.contains(&linked.attribute)))?;
        let inbound = self.before.linked(guarded).filter(|linked| linked.inbound).map(|linked| linked.position);
        let is_same_type = |at: &usize| self.before.get(*at).is_some_and(|other| other.head.kind == subject.head.kind);
        Some(inbound.into_iter().find(is_same_type))
    }
}

/// Attributes by which policies name the resource that they guard.
const GUARDED: [&str; 13] = [
    "bucket",
    "queue_url",
    "arn",
    "key_id",
    "repository",
    "secret_arn",
    "domain_name",
    "file_system_id",
    "backup_vault_name",
    "rest_api_id",
    "event_bus_name",
    "resource_arn",
    "access_point_arn",
];

fn compared(was: Option<&Held>, held: &Held) -> Vec<Widened> {
    let (old, new) = (was.map(|held| &held.read.document), &held.read.document);
    match new.kind {
        Kind::Identity => widened(&old.map(Grants::of).unwrap_or_default(), &Grants::of(new)),
        Kind::Trust | Kind::Resource | Kind::Organization => widened_document(old, new),
        // It gives nothing by itself.
        Kind::Endpoint => Vec::new(),
    }
}

/// The policies of which nothing is known but that they change.
fn unknown(after: &Subjects<'_>, position: usize, subject: &Subject<'_>) -> impl Iterator<Item = Grant> {
    let kinds = attributes(subject.head.kind).iter().filter(|(_, kind)| *kind != Kind::Endpoint);
    let places = kinds.flat_map(|(attribute, _)| subject.input.documents_in(attribute));
    let is_read = |path: &AttributePath| after.documents.of(position).iter().any(|held| held.path == *path);
    let paths: Vec<AttributePath> =
        places.filter(|place| place.text.is_none() && !is_read(&place.path)).map(|place| place.path).collect();
    let address = subject.head.address.to_string();
    paths.into_iter().map(move |path| Grant {
        address: address.clone(),
        label: format!("`{path}`"),
        path,
        reason: "is known only after apply, and so is what it grants".to_owned(),
        is_open: true,
        ..Grant::nothing()
    })
}

fn boundary_gone(subject: &Subject<'_>) -> Grant {
    Grant {
        address: subject.head.address.to_string(),
        label: "the permissions boundary".to_owned(),
        reason: "is gone".to_owned(),
        level: "write",
        ..Grant::nothing()
    }
}

/// Several principals may get the same from one policy.
fn merged(grants: impl Iterator<Item = Grant>) -> Vec<Grant> {
    let mut all: Vec<Grant> = Vec::new();
    let mut known: HashMap<(String, String, String, String), usize> = HashMap::new();
    for grant in grants {
        let path = grant.path.to_string();
        let next = all.len();
        let key = (grant.address.clone(), path, grant.label.clone(), grant.reason.clone());
        let same = *known.entry(key).or_insert(next);
        match all.get_mut(same) {
            Some(same) => same.to.extend(grant.to),
            None => all.push(grant),
        }
    }
    all
}

/// The same resource before the change, if it was there.
fn before_of(before: &Subjects<'_>, subject: &Subject<'_>) -> Option<usize> {
    let change = subject.change.filter(|change| change.existed() && is_there(subject))?;
    before.find((&change.address, change.deposed.as_deref())).map(|(position, _)| position)
}

/// What a principal gets: found where it comes from, which is the attachment if that is new.
fn of_principal(
    after: &Subjects<'_>,
    principal: &Subject<'_>,
    by: &Granted,
    widened: Widened,
    is_sensitive: bool,
) -> Grant {
    let is_new = |position: usize| {
        let change = after.get(position).and_then(|subject| subject.change);
        change.is_some_and(|change| change.does(Action::Create))
    };
    let (at, path) = match by.holder {
        Some(holder) if holder != by.by && !is_new(by.by) => {
            let held = after.documents.of(holder).first();
            (after.get(holder), held.map(|held| held.path.clone()).unwrap_or_default())
        }
        _ => (after.get(by.by), by.at.clone()),
    };
    grant(at.unwrap_or(principal), path, widened, is_sensitive)
}

fn grant(subject: &Subject<'_>, path: AttributePath, widened: Widened, is_sensitive: bool) -> Grant {
    let Widened { label, reason, level, actions, resources, principals, .. } = widened;
    let hidden = |texts: Vec<String>| if is_sensitive { vec![SENSITIVE.to_owned()] } else { texts };
    let (label, reason) = match is_sensitive {
        true => ("a statement".to_owned(), "newly allows something that is sensitive".to_owned()),
        false => (label, reason),
    };
    Grant {
        address: subject.head.address.to_string(),
        path,
        label,
        reason,
        level: level.as_str(),
        actions: hidden(actions),
        resources: hidden(resources),
        principals: hidden(principals),
        ..Grant::nothing()
    }
}
