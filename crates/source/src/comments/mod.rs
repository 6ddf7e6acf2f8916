//! Comments that say that a rule does not count for something.

mod bind;
mod dialect;
pub(crate) mod scan;

use plangate_plan::Date;

use crate::files::{File, Role};
use crate::locate::{BlockId, Located};
use crate::module::Module;
use crate::text::Place;
use bind::Items;

/// A comment that suppresses rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The directive in the comment.
    pub place: Place,
    /// Whose words it uses.
    pub dialect: Dialect,
    /// The rules, as they are written. Empty for all, which only KICS has.
    pub ids: Vec<String>,
    /// Why, if it says so.
    pub reason: Option<String>,
    /// The last day on which it counts.
    pub until: Option<Until>,
    /// The workspace that it is limited to.
    pub workspace: Option<String>,
    /// What it covers; None where it stands at nothing that it could cover.
    pub binding: Option<Binding>,
    /// Why it does not count, if it is malformed.
    pub problem: Option<String>,
}

/// Whose comment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// `plangate:ignore`
    Plangate,
    /// `checkov:skip`, and `bridgecrew:skip`
    Checkov,
    /// `trivy:ignore`
    Trivy,
    /// `tfsec:ignore`
    Tfsec,
    /// `kics-scan`
    Kics,
}

/// The date behind which a comment does not count any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Until {
    /// As it is written.
    pub text: String,
    /// None where that is no date.
    pub date: Option<Date>,
}

/// What a comment covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// All that it covers.
    pub place: Place,
    /// What that is.
    pub bound: Bound,
    /// The address of the block of the top level that it stands in or at, within its module: `aws_s3_bucket.logs`.
    pub block: Option<String>,
    pub(crate) id: Option<BlockId>,
}

/// What a comment is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The whole file.
    File,
    /// A block of the top level. Of a module call, all that is in the module.
    Block,
    /// A block within another.
    NestedBlock,
    /// An attribute, or an element of one.
    Attribute,
    /// One line.
    Line,
}

impl Suppression {
    /// Whether it counts on a day and in a workspace. Where the workspace is not known, one that names a workspace does not.
    #[must_use]
    pub fn is_in_force(&self, today: Date, workspace: Option<&str>) -> bool {
        let in_time = self.until.as_ref().is_none_or(|until| until.date.is_some_and(|date| today <= date));
        self.problem.is_none() && in_time && self.is_of_workspace(workspace)
    }

    /// Whether it is meant for a workspace. Where that is not known, only one that names none is.
    #[must_use]
    pub fn is_of_workspace(&self, workspace: Option<&str>) -> bool {
        self.workspace.as_deref().is_none_or(|only| workspace == Some(only))
    }

    /// Whether what it is bound to is or holds a located place. What is in a module is covered at the module's call, too.
    #[must_use]
    pub fn covers(&self, located: &Located) -> bool {
        let Some(binding) = &self.binding else { return false };
        // What may stand elsewhere is covered where all that it may be is.
        let sure = located.sure();
        match binding.bound {
            Bound::File => binding.place.file.path() == located.place.file.path(),
            Bound::Line => {
                located.sure.is_none()
                    && binding.place.file.path() == located.place.file.path()
                    && binding.place.start.line == located.place.start.line
            }
            Bound::Block if binding.id.is_some() => binding.id.as_ref().is_some_and(|id| located.blocks.contains(id)),
            Bound::Block | Bound::NestedBlock | Bound::Attribute => binding.place.contains(sure),
        }
    }
}

/// The suppressions in a file.
pub(crate) fn of(module: &Module, file: &File) -> Vec<Suppression> {
    if file.role == Role::Variables {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut items = None;
    for comment in &file.comments {
        for directive in dialect::directives(file.text.text(), comment.span.clone()) {
            let items = items.get_or_insert_with(|| Items::of(module, file));
            found.push(items.bind(directive, &comment.span));
        }
    }
    for (span, text) in &file.remarks {
        // Other programs don't read comments of JSON.
        for directive in dialect::in_text(text).into_iter().filter(|found| found.dialect == Dialect::Plangate) {
            let items = items.get_or_insert_with(|| Items::of(module, file));
            found.push(items.bind_within(dialect::Directive { span: span.clone(), ..directive }, span));
        }
    }
    found
}
