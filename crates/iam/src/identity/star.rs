//! Statements whose actions are all there are, or all of a service that is not narrowed to some resources: everything on one bucket is
//! what its owner has.

use crate::catalog::catalog;
use crate::conclusion::{Conclusion, ConclusionKind, Grants};
use crate::identity::breadth::{Breadth, service_of};
use crate::identity::reach::Reach;
use crate::identity::wording::listed;
use crate::pattern::Pattern;
use crate::statement::{EVERY_ACTION, Scope, Statement};

/// One conclusion for each statement that has such an action.
pub(crate) fn conclude(grants: &Grants<'_>, breadth: &Breadth<'_>) -> Vec<Conclusion> {
    let allowing = grants.statements().filter(|(_, statement)| statement.allows());
    let concluded = allowing.filter_map(|(place, statement)| {
        let conclusion = of_statement(statement, breadth)?;
        Some(Conclusion { places: vec![place], ..conclusion })
    });
    concluded.collect()
}

fn of_statement(statement: &Statement, breadth: &Breadth<'_>) -> Option<Conclusion> {
    let of = |reason| Conclusion::of(ConclusionKind::StarAction, statement, reason);
    match &statement.actions {
        Scope::AllBut(patterns) => {
            let left_out: Vec<&str> = patterns.iter().map(Pattern::as_str).collect();
            let reason = format!("allows all actions but {}", listed(&left_out));
            let is_nothing =
                patterns.iter().any(Pattern::is_everything) || is_on_nothing(statement) || !is_wide(statement, None);
            (!is_nothing && !breadth.takes_star(statement, None)).then(|| of(reason))
        }
        Scope::Only(patterns) => {
            let stars: Vec<(&Pattern, Star)> = patterns
                .iter()
                .filter_map(|pattern| Some((pattern, star(pattern)?)))
                .filter(|(_, star)| star.service().is_none_or(|prefix| is_wide(statement, Some(&prefix))))
                .filter(|(_, star)| !breadth.takes_star(statement, star.pattern().as_ref()))
                .collect();
            let written: Vec<&str> = stars.iter().map(|(pattern, _)| pattern.as_str()).collect();
            let is_all = stars.iter().any(|(_, star)| *star == Star::All);
            let words = if is_all { "every action" } else { "every action of a service" };
            let mut services: Vec<String> = stars.iter().filter_map(|(_, star)| star.service()).collect();
            services.sort_unstable();
            services.dedup();
            let reason = format!("allows {words}: {}", listed(&written));
            if stars.is_empty() || is_on_nothing(statement) {
                return None;
            }
            let conclusion = of(reason);
            Some(if is_all { conclusion } else { conclusion.with("services", services.join(", ")) })
        }
    }
}

/// Whether a statement may be on every resource of some type, of one service or of any.
fn is_wide(statement: &Statement, service: Option<&str>) -> bool {
    Reach::of(statement.resources.as_ref()).may_cover_some_type(service)
}

fn is_on_nothing(statement: &Statement) -> bool {
    matches!(&statement.resources, Some(Scope::Only(patterns)) if patterns.is_empty())
}

#[derive(PartialEq, Eq)]
enum Star {
    All,
    Service(String),
}

impl Star {
    fn service(&self) -> Option<String> {
        if let Self::Service(prefix) = self { Some(prefix.clone()) } else { None }
    }

    fn pattern(&self) -> Option<Pattern> {
        self.service().map(|prefix| of_service(&prefix))
    }
}

fn of_service(prefix: &str) -> Pattern {
    Pattern::ignoring_case(&format!("{prefix}:?*"))
}

/// Whether a pattern has all actions, or all of a service.
pub(crate) fn is_star(pattern: &Pattern) -> bool {
    star(pattern).is_some()
}

/// Of which service a pattern has all actions.
fn star(pattern: &Pattern) -> Option<Star> {
    let text = pattern.as_str();
    if !text.contains('*') {
        return None;
    }
    if pattern.is_everything() {
        return Some(Star::All);
    }
    match service_of(pattern) {
        Some(prefix) => {
            let prefix = prefix.to_ascii_lowercase();
            let all = of_service(&prefix);
            pattern.includes(&all).then_some(Star::Service(prefix))
        }
        None if pattern.includes(&EVERY_ACTION) => Some(Star::All),
        // Of `ec*` or `*:*`: the first service counts.
        None if text.ends_with('*') => {
            let mut services = catalog().services().map(|service| service.prefix);
            let found = services.find(|prefix| pattern.includes(&of_service(prefix)));
            found.map(|prefix| Star::Service(prefix.to_owned()))
        }
        None => None,
    }
}
