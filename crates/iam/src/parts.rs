//! The elements of a statement as they are read, and the statement that they make.

use crate::condition::Condition;
use crate::document::Kind;
use crate::json::Node;
use crate::pattern::Pattern;
use crate::statement::{Effect, Principal, Principals, Scope, Statement};

/// A part of a list that may be unknown.
pub(crate) type Known<T> = Option<T>;

/// What to take for parts of a document that are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The least that it gives: an unknown part allows nothing and denies everything.
    Least,
    /// The most that it gives: an unknown part allows everything and denies nothing.
    Most,
}

impl Bound {
    /// Whether an unknown part of a statement is everything.
    fn is_wide(self, effect: Effect) -> bool {
        (effect == Effect::Deny) == (self == Self::Least)
    }
}

/// The elements of a statement as they are read.
#[derive(Default)]
pub(crate) struct Parts<'t> {
    pub(crate) seen: Vec<String>,
    pub(crate) sid: Option<String>,
    pub(crate) effect: Option<Effect>,
    pub(crate) actions: Vec<(Known<String>, Node<'t>)>,
    pub(crate) not_actions: Vec<(Known<String>, Node<'t>)>,
    pub(crate) resources: Vec<(Known<String>, Node<'t>)>,
    pub(crate) not_resources: Vec<(Known<String>, Node<'t>)>,
    pub(crate) principals: Option<Vec<Known<Principal>>>,
    pub(crate) not_principals: Option<Vec<Known<Principal>>>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) unknown_condition: bool,
}

impl<'t> Parts<'t> {
    pub(crate) fn note(&mut self, element: &str) {
        self.seen.push(element.to_owned());
    }

    pub(crate) fn has(&self, element: &str) -> bool {
        self.seen.iter().any(|seen| seen == element)
    }

    /// The texts of an element that has patterns.
    pub(crate) fn list(&mut self, element: &str) -> &mut Vec<(Known<String>, Node<'t>)> {
        match element {
            "Action" => &mut self.actions,
            "NotAction" => &mut self.not_actions,
            "Resource" => &mut self.resources,
            _ => &mut self.not_resources,
        }
    }

    pub(crate) fn principals(&mut self, element: &str) -> &mut Option<Vec<Known<Principal>>> {
        if element == "Principal" { &mut self.principals } else { &mut self.not_principals }
    }

    /// The statement; `None` where what is not known may take all of it away.
    pub(crate) fn finish(self, index: usize, kind: Kind, bound: Bound) -> Option<Statement> {
        let effect = self.effect?;
        let is_wide = bound.is_wide(effect);
        if self.unknown_condition && !is_wide {
            return None;
        }
        let (has_action, has_resource) = (self.has("Action"), self.has("Resource"));
        let has_resources = has_resource || self.has("NotResource");
        let texts = |of: Vec<(Known<String>, Node<'_>)>| of.into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        let (actions, not_actions) = (texts(self.actions), texts(self.not_actions));
        let (resources, not_resources) = (texts(self.resources), texts(self.not_resources));
        let actions = scope(is_wide, has_action, actions, not_actions, Pattern::ignoring_case)?;
        let resources = match has_resources {
            true => Some(scope(is_wide, has_resource, resources, not_resources, Pattern::new)?),
            false => None,
        };
        // An identity policy without any is malformed; that it is on everything nobody said.
        let resources = if kind == Kind::Identity { resources.or(Some(Scope::Only(Vec::new()))) } else { resources };
        let principals = match (self.principals, self.not_principals) {
            (None, None) => None,
            (Some(named), _) => {
                let everyone = || Principal::Everyone;
                Some(Principals::Only(known(is_wide, named, everyone)))
            }
            (None, Some(named)) => {
                if !is_wide && named.contains(&None) {
                    return None;
                }
                Some(Principals::AllBut(named.into_iter().flatten().collect()))
            }
        };
        let conditions = self.conditions;
        Some(Statement { index, sid: self.sid, effect, actions, resources, principals, conditions })
    }
}

/// What a list holds, with everything or nothing for its unknown parts.
fn known<T>(is_wide: bool, parts: Vec<Known<T>>, everything: impl Fn() -> T) -> Vec<T> {
    parts.into_iter().filter_map(|part| part.or_else(|| is_wide.then(&everything))).collect()
}

fn scope(
    is_wide: bool,
    is_positive: bool,
    only: Vec<Known<String>>,
    all_but: Vec<Known<String>>,
    pattern: fn(&str) -> Pattern,
) -> Option<Scope> {
    let patterns = |texts: Vec<String>| texts.iter().map(|text| pattern(text)).collect();
    if is_positive {
        return Some(Scope::Only(patterns(known(is_wide, only, || "*".to_owned()))));
    }
    if !is_wide && all_but.contains(&None) {
        return None;
    }
    if all_but.is_empty() {
        return Some(Scope::Only(Vec::new()));
    }
    Some(Scope::AllBut(patterns(all_but.into_iter().flatten().collect())))
}
