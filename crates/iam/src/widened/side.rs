//! The statements that hold for somebody, as sets that can be compared.

use crate::conclusion::{Grants, Place};
use crate::document::Document;
use crate::statement::{Scope, Statement};
use crate::widened::implies::Test;
use crate::widened::region::{Part, Who};

/// A statement as sets.
#[derive(Debug)]
pub(crate) struct Rule<'d> {
    /// None for statements of a boundary.
    pub(crate) place: Option<Place>,
    pub(crate) statement: &'d Statement,
    pub(crate) actions: Vec<Part>,
    pub(crate) resources: Vec<Part>,
    pub(crate) who: Vec<Who>,
    pub(crate) tests: Vec<Test>,
    has_variables: bool,
}

impl<'d> Rule<'d> {
    fn all(document: &'d Document, number: Option<usize>) -> impl Iterator<Item = Self> {
        let is_current = document.version.as_deref() == Some("2012-10-17");
        let is_variable = |scope: &Scope| scope.patterns().iter().any(|pattern| pattern.as_str().contains("${"));
        document.statements.iter().map(move |statement| Self {
            place: number.map(|document| Place { document, statement: statement.index }),
            statement,
            actions: Part::actions(&statement.actions),
            resources: Part::resources(statement.resources.as_ref(), is_current),
            who: Who::of(statement.principals.as_ref()),
            tests: statement.conditions.iter().map(|condition| Test::of(condition, is_current)).collect(),
            has_variables: is_current && statement.resources.as_ref().is_some_and(is_variable),
        })
    }

    pub(crate) fn has_actions(&self, actions: &[&Part]) -> bool {
        self.actions.iter().any(|own| own.includes(actions))
    }

    pub(crate) fn has_resources(&self, resources: &[&Part]) -> bool {
        self.resources.iter().any(|own| own.includes(resources))
    }

    /// Whether it says the same, whatever its name and place.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (own, others) = (self.statement, other.statement);
        own.effect == others.effect
            && own.actions == others.actions
            && own.resources == others.resources
            && own.principals == others.principals
            && self.has_variables == other.has_variables
            && self.tests == other.tests
    }
}

/// All that holds for a principal or a resource.
#[derive(Debug)]
pub(crate) struct Side<'d> {
    pub(crate) allows: Vec<Rule<'d>>,
    /// Those of the boundary as well.
    pub(crate) denies: Vec<Rule<'d>>,
    /// What the boundary lets through.
    pub(crate) boundary: Option<Vec<Rule<'d>>>,
}

impl<'d> Side<'d> {
    pub(crate) fn of(grants: &Grants<'d>) -> Self {
        let numbered = grants.documents.iter().enumerate();
        let rules = numbered.flat_map(|(number, document)| Rule::all(document, Some(number)));
        let (allows, mut denies): (Vec<_>, Vec<_>) = rules.partition(|rule| rule.statement.allows());
        let boundary = grants.boundary.map(|boundary| {
            let (allows, others): (Vec<_>, Vec<_>) =
                Rule::all(boundary, None).partition(|rule| rule.statement.allows());
            denies.extend(others);
            allows
        });
        Self { allows, denies, boundary }
    }
}
