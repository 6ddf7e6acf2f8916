//! Actions that patterns stand for, by the catalogue, and how they are shown.

use std::collections::BTreeMap;

use crate::action::{AccessLevel, Action};
use crate::catalog::{Service, catalog};
use crate::statement::SOME_ARN;
use crate::widened::region::Part;

/// An action of the catalogue, or all those of a service where nothing tells them apart.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// `s3:getobject` or `s3:*`
    pub(crate) full: String,
    service: &'static str,
    action: Option<&'static Action>,
}

impl Named {
    /// Whether it is what another one is, or more.
    pub(crate) fn holds(&self, full: &str) -> bool {
        let is_of_service = || full.split_once(':').is_some_and(|(service, _)| service == self.service);
        self.full == full || (self.action.is_none() && is_of_service())
    }

    /// Whether it can be done to resources that are in all of some sets.
    pub(crate) fn is_on(&self, resources: &[&Part]) -> bool {
        match self.action {
            Some(action) => is_on(self.service, action, resources),
            None => catalog()
                .service(self.service)
                .is_none_or(|service| service.actions.iter().any(|action| is_on(service.prefix, action, resources))),
        }
    }

    fn singly(&self) -> Vec<Self> {
        match (self.action, catalog().service(self.service)) {
            (None, Some(service)) => singly(service, &[]).collect(),
            _ => vec![self.clone()],
        }
    }

    fn level(&self) -> AccessLevel {
        let of_service = || {
            catalog().service(self.service).and_then(|service| service.actions.iter().map(|action| action.level).max())
        };
        self.action.map(|action| action.level).or_else(of_service).unwrap_or(AccessLevel::Write)
    }
}

fn is_on(service: &str, action: &Action, resources: &[&Part]) -> bool {
    let is_of_objects = |part: &&Part| matches!(part, Part::Only(text) if text.written().contains('/'));
    let meets = |arn: &str| {
        // The name of a bucket has no slash.
        let is_bucket = arn.ends_with(":::${BucketName}");
        resources.iter().all(|part| part.meets(arn)) && !(is_bucket && resources.iter().any(is_of_objects))
    };
    let is_unknown = |part: &&Part| matches!(part, Part::Only(text) if text.written() == SOME_ARN);
    if resources.iter().all(|part| part.is_everything()) || resources.iter().any(is_unknown) {
        return true;
    }
    // Such as `s3:ListAllMyBuckets` on every bucket.
    let is_of_service = || meets(&format!("arn:${{Partition}}:{service}:*:*:*"));
    if action.is_restrictable() { action.arns().any(meets) } else { is_of_service() }
}

/// Whether an action that the catalogue knows can be done to resources that are in all of some sets.
pub(crate) fn can_be_on(action: &str, resources: &[&Part]) -> bool {
    let service = action.split(':').next().unwrap_or_default();
    catalog().action(action).is_none_or(|action| is_on(service, action, resources))
}

/// So many names may stand for a pattern that is partly new.
const MANY_NAMES: usize = 20;

/// The service that a set of actions is of, if it is of one.
fn service(actions: &[&Part]) -> Option<String> {
    actions.iter().find_map(|part| match part {
        Part::Only(text) => text.exact().literal_prefix().split_once(':').map(|(service, _)| service.to_owned()),
        Part::AllBut(_) => None,
    })
}

/// All actions of the catalogue that are in all of the sets; a whole service as one where neither these nor other sets tell its actions
/// apart.
pub(crate) fn expanded(actions: &[&Part], others: &[&Part]) -> Vec<Named> {
    let mut named = Vec::new();
    let one = service(actions).and_then(|prefix| catalog().service(&prefix));
    let prefixes: Vec<&'static str> = match one {
        Some(service) => vec![service.prefix],
        None if service(actions).is_some() => Vec::new(),
        None => catalog().prefixes().collect(),
    };
    for prefix in prefixes {
        let full = format!("{prefix}:*");
        let all = Part::action(&full);
        if actions.iter().any(|part| part.is_apart(&all)) {
            continue;
        }
        let is_told_apart = |part: &&Part| !part.includes(&[&all]) && !part.is_apart(&all);
        if !actions.iter().chain(others).any(is_told_apart) {
            named.push(Named { full, service: prefix, action: None });
        } else if let Some(service) = catalog().service(prefix) {
            named.extend(singly(service, actions));
        }
    }
    named
}

fn singly(service: &'static Service, actions: &[&Part]) -> impl Iterator<Item = Named> {
    service.actions.iter().filter_map(|action| {
        let full = format!("{}:{}", service.prefix, action.lower);
        let one = Part::action(&full);
        let is_in = actions.iter().all(|part| part.includes(&[&one]));
        is_in.then_some(Named { full, service: service.prefix, action: Some(action) })
    })
}

/// The highest level of the actions in all of the sets on resources in all of the others. What the catalogue does not know may write.
pub(crate) fn level(actions: &[&Part], resources: &[&Part]) -> AccessLevel {
    let mut named = expanded(actions, &[]);
    if !resources.iter().all(|part| part.is_everything()) {
        // A service as a whole has actions that are not on these resources.
        named = named.iter().flat_map(Named::singly).filter(|name| name.is_on(resources)).collect();
    }
    highest(&named)
}

/// The highest level of some actions.
pub(crate) fn highest(named: &[Named]) -> AccessLevel {
    let mut highest = None;
    for level in named.iter().map(Named::level) {
        highest = highest.max(Some(level));
        if level == AccessLevel::PermissionsManagement {
            break;
        }
    }
    highest.unwrap_or(AccessLevel::Write)
}

/// How a set of actions is shown of which only those that are named are meant.
pub(crate) fn shown(part: &Part, named: Option<&[Named]>) -> Vec<String> {
    let whole = vec![part.to_string()];
    let Some(named) = named.filter(|_| service(&[part]).is_none()) else { return whole };
    let mut by_service: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
    for name in named {
        by_service.entry(name.service).or_default().push(name);
    }
    let mut shown = Vec::new();
    for (prefix, names) in by_service {
        let singly: Vec<&Action> = names.iter().filter_map(|name| name.action).collect();
        let is_all = |service: &Service| service.actions.len() == singly.len();
        if singly.is_empty() || catalog().service(prefix).is_some_and(is_all) {
            shown.push(format!("{prefix}:*"));
        } else {
            shown.extend(singly.iter().map(|action| format!("{prefix}:{}", action.name)));
        }
    }
    if shown.len() > MANY_NAMES { whole } else { shown }
}
