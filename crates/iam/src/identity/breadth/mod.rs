//! How broad grants are: what statements allow on every resource, after denies and the boundary.

use std::borrow::Borrow;

use crate::action::{AccessLevel, Action, SupportedResource};
use crate::catalog::{Service, catalog};
use crate::conclusion::{Grants, Place};
use crate::document::Document;
use crate::identity::limits::{Request, is_inescapable, narrows};
use crate::identity::reach::Reach;
use crate::identity::star::is_star;
use crate::pattern::Pattern;
use crate::statement::{EVERY_ACTION, Scope, Statement};

/// The statements of some grants that may be about every resource of a type.
pub(crate) struct Breadth<'d> {
    /// Those that allow.
    pub(crate) grants: Vec<Grant<'d>>,
    denials: Vec<Grant<'d>>,
    boundary: Option<Box<Self>>,
}

/// A statement and where it reaches.
pub(crate) struct Grant<'d> {
    /// Where it stands.
    pub(crate) place: Place,
    /// The statement.
    pub(crate) statement: &'d Statement,
    /// Its resources.
    pub(crate) reach: Reach<'d>,
}

impl<'d> Breadth<'d> {
    pub(crate) fn of(grants: &Grants<'d>) -> Self {
        let mut breadth = Self { grants: Vec::new(), denials: Vec::new(), boundary: None };
        for (place, statement) in grants.statements() {
            let reach = Reach::of(statement.resources.as_ref());
            if !reach.is_narrow() || statement.allows() && reach.has_own_user() {
                let of = if statement.allows() { &mut breadth.grants } else { &mut breadth.denials };
                of.push(Grant { place, statement, reach });
            }
        }
        let boundary = |document: &'d Document| Box::new(Self::of(&Grants::of(document)));
        breadth.boundary = grants.boundary.map(boundary);
        breadth
    }

    /// Whether a grant, whose actions have the one of the request, allows it on all resources of one of the action's types.
    /// Where an action needs resources of several types, on all of these.
    pub(crate) fn allows(&self, grant: &Grant<'d>, request: Request<'_>, action: &Action) -> bool {
        if !grant.reaches(action) || grant.is_limited(request) {
            return false;
        }
        let on =
            |of: &SupportedResource| of.resource.arns().any(|template| self.is_open(grant, request, Some(template)));
        let mut needed = action.resources.iter().filter(|of| of.required && !is_of_aws(of)).peekable();
        if !action.is_restrictable() {
            return self.is_open(grant, request, None);
        }
        if needed.peek().is_some() {
            return needed.all(on);
        }
        // An access point is another way to a bucket.
        let is_way = |of: &SupportedResource| of.resource.name.contains("accesspoint");
        let has_ways_alone = action.resources.iter().all(is_way);
        action.resources.iter().filter(|of| has_ways_alone || !is_way(of)).any(on)
    }

    /// The same for all resources with an ARN by a template, or for no resource.
    pub(crate) fn allows_on(&self, grant: &Grant<'d>, request: Request<'_>, template: Option<&str>) -> bool {
        grant.reach.covers(template) && !grant.is_limited(request) && self.is_open(grant, request, template)
    }

    /// The same for a grant that names the user who makes the request.
    pub(crate) fn allows_on_own_user(&self, grant: &Grant<'d>, request: Request<'_>, template: Option<&str>) -> bool {
        grant.reach.has_own_user() && !grant.is_limited(request) && self.passes(grant, request, template)
    }

    /// Whether neither a denial nor the boundary takes away what a grant allows.
    fn passes(&self, grant: &Grant<'d>, request: Request<'_>, template: Option<&str>) -> bool {
        !self.denials.iter().any(|denial| denial.takes(grant, request, template))
            && self.boundary.as_ref().is_none_or(|boundary| boundary.lets(request, template))
    }

    fn is_open(&self, grant: &Grant<'d>, request: Request<'_>, template: Option<&str>) -> bool {
        grant.reach.covers(template) && self.passes(grant, request, template)
    }

    fn lets(&self, request: Request<'_>, template: Option<&str>) -> bool {
        let has = |grant: &&Grant<'d>| grant.statement.actions.matches(request.action);
        self.grants.iter().filter(has).any(|grant| self.allows_on(grant, request, template))
    }

    /// Whether there is a boundary.
    pub(crate) fn is_bounded(&self) -> bool {
        self.boundary.is_some()
    }

    /// Whether an Allow of all that a pattern of actions matches is denied as a whole, or cut by the boundary.
    pub(crate) fn takes_star(&self, statement: &Statement, star: Option<&Pattern>) -> bool {
        let is_denied = |denial: &Grant<'d>| {
            let resources = statement.resources.as_ref().map_or(&[][..], Scope::patterns);
            let is_spared = |pattern: &Pattern| star.map_or_else(|| is_star(pattern), |star| pattern.includes(star));
            let is_of_all = match (&denial.statement.actions, star) {
                (Scope::AllBut(patterns), _) => !patterns.iter().any(is_spared),
                (scope, Some(star)) => scope.includes(star),
                (scope, None) => scope.is_everything(),
            };
            is_of_all
                && denial.is_inescapable(Request::default())
                && (denial.reach.is_total() || denial.includes_all(resources))
        };
        let is_within = |boundary: &Self| {
            boundary.grants.iter().any(|grant| match star {
                Some(star) => {
                    let is_of_service = |services: Vec<&str>| service_of(star).is_some_and(|of| services.contains(&of));
                    grant.statement.actions.includes(star) && grant.reach.services().is_none_or(is_of_service)
                }
                None => grant.statement.actions.is_everything() || matches!(grant.statement.actions, Scope::AllBut(_)),
            })
        };
        self.denials.iter().any(is_denied) || self.boundary.as_ref().is_some_and(|boundary| !is_within(boundary))
    }

    /// The grants that together allow every action on every resource.
    pub(crate) fn administration(&self) -> Option<Vec<&Grant<'d>>> {
        let is_total = |grant: &&Grant<'d>| grant.is_unlimited() && grant.reach.is_total();
        let total: Vec<&Grant<'d>> = self.grants.iter().filter(is_total).collect();
        let granting = alone(&total).or_else(|| complemented(&total)).or_else(|| service_by_service(&total))?;
        let is_cut = self.denials.iter().any(Grant::takes_something);
        let is_bounded = self.boundary.as_ref().is_some_and(|boundary| boundary.administration().is_none());
        (!is_cut && !is_bounded).then_some(granting)
    }

    /// The grants that together meet all needs: the first one that does so alone, or the first ones for each need.
    pub(crate) fn jointly<N>(
        &self,
        needs: impl IntoIterator<Item = N>,
        meets: impl Fn(&Grant<'d>, &N) -> bool,
    ) -> Option<Vec<&Grant<'d>>> {
        let mut alone: Vec<&Grant<'d>> = self.grants.iter().collect();
        let mut together: Vec<&Grant<'d>> = Vec::new();
        for need in needs {
            let meeting: Vec<&Grant<'d>> = self.grants.iter().filter(|grant| meets(grant, &need)).collect();
            let has = |of: &&Grant<'d>| meeting.iter().any(|grant| grant.place == of.place);
            alone.retain(has);
            if !together.iter().any(has) {
                together.push(meeting.first()?);
            }
        }
        together.sort_by_key(|grant| grant.place);
        match alone.first() {
            Some(first) if !together.is_empty() => Some(vec![*first]),
            _ => (!together.is_empty()).then_some(together),
        }
    }
}

impl<'d> Grant<'d> {
    fn is_limited(&self, request: Request<'_>) -> bool {
        self.statement.conditions.iter().any(|condition| narrows(condition, request))
    }

    fn is_unlimited(&self) -> bool {
        !self.is_limited(Request::default())
    }

    /// Whether the resources may be every one of a type that actions of a service, or of any service, are on.
    pub(crate) fn may_cover_type(&self, service: Option<&str>) -> bool {
        self.reach.may_cover_some_type(service)
    }

    fn reaches(&self, action: &Action) -> bool {
        match self.reach {
            Reach::Everything | Reach::AllBut(_) => true,
            Reach::Only(_) => action.is_restrictable(),
        }
    }

    fn is_inescapable(&self, request: Request<'_>) -> bool {
        self.statement.conditions.iter().all(|condition| is_inescapable(condition, request))
    }

    /// Whether this denial takes a request on every resource by a template away from a grant.
    fn takes(&self, grant: &Self, request: Request<'_>, template: Option<&str>) -> bool {
        self.statement.actions.matches(request.action)
            && self.is_inescapable(request)
            && (self.reach.takes(template) || self.includes_all(&grant.reach.covering(template)))
    }

    fn includes_all<P: Borrow<Pattern>>(&self, patterns: &[P]) -> bool {
        let scope = self.statement.resources.as_ref();
        !patterns.is_empty()
            && scope.is_none_or(|scope| patterns.iter().all(|pattern| scope.includes(pattern.borrow())))
    }

    /// Whether this denial takes an action that exists away from all resources of a type.
    fn takes_something(&self) -> bool {
        if !self.is_inescapable(Request::default()) {
            return false;
        }
        each_action(&self.statement.actions, AccessLevel::List, &mut |_, action, _| match action.is_restrictable() {
            false => self.reach.takes(None),
            true => action.arns().any(|template| self.reach.takes(Some(template))),
        })
    }
}

/// Whether the resources are those that AWS has for everybody.
fn is_of_aws(of: &SupportedResource) -> bool {
    of.resource.arns().all(|template| template.contains(":aws:"))
}

fn alone<'g, 'd>(total: &[&'g Grant<'d>]) -> Option<Vec<&'g Grant<'d>>> {
    let is_all = |grant: &&&Grant<'_>| match &grant.statement.actions {
        Scope::Only(patterns) => patterns
            .iter()
            .any(|pattern| pattern.is_everything() || is_wild(pattern) && pattern.includes(&EVERY_ACTION)),
        scope @ Scope::AllBut(_) => !leaves_out(scope, |_| true),
    };
    total.iter().find(is_all).map(|grant| vec![*grant])
}

/// What one leaves out others give.
fn complemented<'g, 'd>(total: &[&'g Grant<'d>]) -> Option<Vec<&'g Grant<'d>>> {
    let broad = total.iter().filter(|grant| matches!(grant.statement.actions, Scope::AllBut(_)));
    broad.into_iter().find_map(|broad| {
        let mut granting = vec![*broad];
        let is_missing = leaves_out(&broad.statement.actions, |name| {
            let first = total.iter().find(|grant| grant.statement.actions.matches(name));
            granting.extend(first);
            first.is_none()
        });
        granting.sort_by_key(|grant| grant.place);
        granting.dedup_by_key(|grant| grant.place);
        (!is_missing).then_some(granting)
    })
}

/// All services one by one, such as by `a*`, `b*` and so on.
fn service_by_service<'g, 'd>(total: &[&'g Grant<'d>]) -> Option<Vec<&'g Grant<'d>>> {
    let mut granting: Vec<&Grant<'d>> = Vec::new();
    total.iter().find(|grant| grant.statement.actions.patterns().iter().any(is_wild))?;
    for service in catalog().services() {
        let all = Pattern::ignoring_case(&format!("{}:?*", service.prefix));
        let first = total.iter().find(|grant| grant.statement.actions.includes(&all))?;
        granting.push(first);
    }
    granting.sort_by_key(|grant| grant.place);
    granting.dedup_by_key(|grant| grant.place);
    Some(granting)
}

/// Whether there is an action that `NotAction` names and that fits.
fn leaves_out(scope: &Scope, mut fits: impl FnMut(&str) -> bool) -> bool {
    let Scope::AllBut(patterns) = scope else { return false };
    patterns.iter().any(|pattern| of_pattern(pattern, AccessLevel::List, &mut |_, _, name| fits(name)))
}

/// Whether the service is not named.
pub(crate) fn is_wild(pattern: &Pattern) -> bool {
    service_of(pattern).is_none()
}

/// The service that a pattern of actions names.
pub(crate) fn service_of(pattern: &Pattern) -> Option<&str> {
    let (service, _) = pattern.as_str().split_once(':')?;
    (!service.contains(['*', '?'])).then_some(service)
}

/// What is called for an action, with its service and its whole name in lower case; says whether that is enough.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(&'static Service, &'static Action, &str) -> bool;

/// Goes through the actions of at least a level that are in a scope; says whether a visit said that it is enough.
pub(crate) fn each_action(scope: &Scope, least: AccessLevel, visit: Visit<'_>) -> bool {
    match scope {
        Scope::Only(patterns) => patterns.iter().any(|pattern| of_pattern(pattern, least, visit)),
        Scope::AllBut(patterns) => catalog().services().any(|service| {
            of_service(service, "", least, &mut |service, action, name| {
                !patterns.iter().any(|pattern| pattern.matches(name)) && visit(service, action, name)
            })
        }),
    }
}

/// The same for what one pattern matches.
pub(crate) fn of_pattern(pattern: &Pattern, least: AccessLevel, visit: Visit<'_>) -> bool {
    let text = pattern.as_str();
    let fixed = text.split(['*', '?']).next().unwrap_or_default();
    let mut matched = |service: &'static Service, action: &'static Action, name: &str| {
        (pattern.is_everything() || pattern.matches(name)) && visit(service, action, name)
    };
    match (service_of(pattern), fixed.split_once(':')) {
        (Some(prefix), Some((_, fixed))) => catalog().service(prefix).is_some_and(|service| {
            let fixed = fixed.to_ascii_lowercase();
            of_service(service, &fixed, least, &mut matched)
        }),
        _ => catalog().services().any(|service| of_service(service, "", least, &mut matched)),
    }
}

/// The same for actions of a service whose names begin with a text in lower case.
fn of_service(service: &'static Service, fixed: &str, least: AccessLevel, visit: Visit<'_>) -> bool {
    let start = service.actions.partition_point(|action| *action.lower < *fixed);
    let actions = service.actions.get(start..).unwrap_or_default();
    let mut name = format!("{}:", service.prefix);
    let length = name.len();
    actions.iter().take_while(|action| action.lower.starts_with(fixed)).filter(|action| action.level >= least).any(
        |action| {
            name.truncate(length);
            name.push_str(&action.lower);
            visit(service, action, &name)
        },
    )
}

#[cfg(test)]
mod tests;
