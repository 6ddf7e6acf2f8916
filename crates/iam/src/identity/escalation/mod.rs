//! Privilege escalation: which of the known paths are open.

use std::sync::LazyLock;

use crate::conclusion::{Conclusion, ConclusionKind};
use crate::identity::breadth::{Breadth, Grant};
use crate::identity::limits::Request;
use crate::identity::paths::{Only, Path, paths};
use crate::identity::watched::{WATCHED, position};
use crate::identity::wording::{conclusion, each, listed};

/// A path and the positions of its actions among all that are watched.
struct Compiled {
    path: &'static Path,
    needs: Vec<(usize, Option<&'static str>)>,
}

static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
    let template = |template: &'static str| (!template.is_empty()).then_some(template);
    let needs =
        |path: &Path| path.needs.iter().filter_map(|(action, on)| Some((position(action)?, template(on)))).collect();
    paths().map(|path| Compiled { path, needs: needs(path) }).collect()
});

/// Policies of AWS that make an administrator of whoever has them.
const STRONG: [&str; 2] = ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"];

/// The paths that are open; for each grant, which of the watched actions it has.
pub(crate) fn conclude<'d>(breadth: &Breadth<'d>, watched: &[Vec<usize>]) -> Vec<Conclusion> {
    let has_any = |at: usize| watched.iter().any(|of| of.binary_search(&at).is_ok());
    let has = |grant: &Grant<'d>, at: usize| {
        let number = breadth.grants.iter().position(|other| other.place == grant.place);
        number.and_then(|number| watched.get(number)).is_some_and(|of| of.binary_search(&at).is_ok())
    };
    let mut conclusions = Vec::new();
    for Compiled { path, needs } in COMPILED.iter() {
        if path.condition == Only::Bounded && !breadth.is_bounded() || !needs.iter().all(|(at, _)| has_any(*at)) {
            continue;
        }
        let meets = |grant: &Grant<'d>, (at, on): &(usize, Option<&'static str>)| {
            has(grant, *at) && is_open(breadth, grant, path, *at, *on)
        };
        if let Some(granting) = breadth.jointly(needs.iter().copied(), meets) {
            conclusions.push(worded(path, &granting));
        }
    }
    conclusions
}

fn is_open<'d>(breadth: &Breadth<'d>, grant: &Grant<'d>, path: &Path, at: usize, on: Option<&str>) -> bool {
    let Some(action) = WATCHED.get(at).map(|watched| watched.name.as_str()) else { return false };
    let is_open = |known: Option<(&'static str, &str)>| {
        let request = Request { action, known };
        let may_be_own = path.condition == Only::OwnUser;
        breadth.allows_on(grant, request, on) || may_be_own && breadth.allows_on_own_user(grant, request, on)
    };
    match action {
        "iam:passrole" => path.services.iter().any(|service| {
            let in_china = format!("{service}.cn");
            [service, in_china.as_str()].into_iter().any(|service| is_open(Some(("iam:passedtoservice", service))))
        }),
        "iam:attachuserpolicy" | "iam:attachgrouppolicy" | "iam:attachrolepolicy" => {
            STRONG.into_iter().any(|policy| is_open(Some(("iam:policyarn", policy))))
        }
        _ => is_open(None),
    }
}

fn worded(path: &Path, granting: &[&Grant<'_>]) -> Conclusion {
    let mut actions: Vec<&str> = path.needs.iter().map(|(action, _)| *action).collect();
    actions.dedup();
    let user = path.needs.first().and_then(|(_, template)| template.contains(":user/").then_some(*template));
    let is_own = path.condition == Only::OwnUser && !granting.iter().any(|grant| grant.reach.covers(user));
    let words = if is_own { path.words.replace("any user", "its own user") } else { path.words.to_owned() };
    let reason = format!("{} the holder {words}: {}", each(granting, "lets", "let"), listed(&actions));
    conclusion(ConclusionKind::PrivilegeEscalation, granting, reason)
        .with("path", path.id)
        .with("actions", actions.join(", "))
}

#[cfg(test)]
mod tests;
