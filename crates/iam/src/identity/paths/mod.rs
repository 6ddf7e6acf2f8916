//! The known paths by which a principal gets more rights than it has.

mod arns;
mod direct;
mod passing;

/// A path.
pub(crate) struct Path {
    /// Its id, which stays.
    pub(crate) id: &'static str,
    /// What the holder does, after "lets the holder".
    pub(crate) words: &'static str,
    /// Actions, each with the ARN template of the resources that it must be allowed on; empty for those on no resource.
    pub(crate) needs: &'static [(&'static str, &'static str)],
    /// The services to one of which the role must be passed. Not empty where `iam:PassRole` is needed.
    pub(crate) services: &'static [&'static str],
    /// What makes it one.
    pub(crate) condition: Only,
}

/// What makes it a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    /// Its actions alone.
    Actions,
    /// Its actions, also on the user that makes the request alone.
    OwnUser,
    /// Its actions of somebody who has a boundary.
    Bounded,
}

const PASS: (&str, &str) = ("iam:PassRole", arns::ROLE);

type Needs = &'static [(&'static str, &'static str)];

const fn path(id: &'static str, words: &'static str, needs: Needs) -> Path {
    Path { id, words, needs, services: &[], condition: Only::Actions }
}

const fn passing(id: &'static str, words: &'static str, needs: Needs, services: &'static [&'static str]) -> Path {
    Path { id, words, needs, services, condition: Only::Actions }
}

const fn under(condition: Only, path: Path) -> Path {
    Path { condition, ..path }
}

/// All paths.
pub(crate) fn paths() -> impl Iterator<Item = &'static Path> {
    direct::DIRECT.iter().chain(passing::PASSING)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalog::catalog;
    use crate::pattern::Pattern;

    #[test]
    fn ids_are_sorted_and_unique() {
        let ids: Vec<&str> = paths().map(|path| path.id).collect();
        for ids in [&ids[..direct::DIRECT.len()], &ids[direct::DIRECT.len()..]] {
            assert!(ids.is_sorted_by(|one, other| one < other));
        }
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn roles_are_passed_to_a_service() {
        for path in paths() {
            assert_eq!(path.needs.contains(&PASS), !path.services.is_empty(), "{}", path.id);
        }
    }

    /// A name of a placeholder does not matter.
    fn shape(template: &str) -> String {
        let mut parts = template.split("${");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |shape, part| shape + "*" + part.split_once('}').unwrap().1)
    }

    #[test]
    fn resources_are_those_of_the_actions() {
        for path in paths() {
            for (name, template) in path.needs {
                let action = catalog().action(name).unwrap();
                let is_known = action.arns().any(|arn| Pattern::new(&shape(arn)).matches(&shape(template)));
                let is_none = !action.is_restrictable() && template.is_empty();
                assert!(is_known || is_none, "{}: {name} on {template}", path.id);
            }
        }
    }
}
