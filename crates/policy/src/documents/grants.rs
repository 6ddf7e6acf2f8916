//! What a change grants: for each principal and policy that is there before, what it gives afterwards and did not before.

use std::collections::{BTreeSet, HashMap};

use plangate_iam::{Grants, Kind, Widened, widened, widened_document};
use plangate_plan::{Action, AttributePath, SENSITIVE, Secrets};

use crate::documents::principals::Granted;
use crate::documents::{Held, SOURCE, is_there};
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
}

impl Grant {
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
    let mut found = Vec::new();
    let mut with_principals = BTreeSet::new();
    for (position, subject) in after.all.iter().enumerate() {
        let Some(given) = after.documents.given(position) else { continue };
        with_principals.extend(given.grants.iter().filter_map(|grant| grant.holder));
        let Some(was) = before_of(before, subject).and_then(|was| before.documents.given(was)) else { continue };
        for widened in widened(&was.as_grants(), &given.as_grants()) {
            let by = widened.place.and_then(|place| given.grants.get(place.document));
            let mut grant = match by {
                Some(by) => of_principal(after, subject, by, widened),
                None => {
                    let is_sensitive = [was, given].iter().any(|given| given.grants.iter().any(|by| by.is_sensitive));
                    grant(subject, AttributePath::default(), widened, is_sensitive)
                }
            };
            grant.to.push(subject.head.address.to_string());
            found.push((position, grant));
        }
    }
    for (position, subject) in after.all.iter().enumerate() {
        if !is_there(subject) || with_principals.contains(&position) {
            continue;
        }
        // A data source existed for nobody: what has its document is looked at.
        let Some(was) = before_of(before, subject).filter(|_| subject.head.kind != SOURCE) else { continue };
        for held in after.documents.of(position) {
            let same = |other: &&Held| other.attribute == held.attribute;
            let was = before.documents.of(was).iter().find(same);
            let old = was.map(|held| &held.read.document);
            let is_sensitive = held.is_sensitive || was.is_some_and(|held| held.is_sensitive);
            let new = &held.read.document;
            let all = match new.kind {
                Kind::Identity => widened(&old.map(Grants::of).unwrap_or_default(), &Grants::of(new)),
                Kind::Trust | Kind::Resource => widened_document(old, new),
                Kind::Endpoint | Kind::Organization => Vec::new(),
            };
            found.extend(all.into_iter().map(|one| (position, grant(subject, held.path.clone(), one, is_sensitive))));
        }
    }
    found.sort_by_key(|(position, _)| *position);
    merged(found.into_iter().map(|(_, grant)| grant))
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
fn of_principal(after: &Subjects<'_>, principal: &Subject<'_>, by: &Granted, widened: Widened) -> Grant {
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
    grant(at.unwrap_or(principal), path, widened, by.is_sensitive)
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
        to: Vec::new(),
        label,
        reason,
        level: level.as_str(),
        actions: hidden(actions),
        resources: hidden(resources),
        principals: hidden(principals),
    }
}
