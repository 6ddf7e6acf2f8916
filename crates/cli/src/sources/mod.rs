//! The configurations that plans were made from: lines of findings, and comments that waive them.

mod comments;
mod lines;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use plangate_plan::{Date, Plan, ResourceChange, Secrets};
use plangate_policy::{Finding, PlanReport};
use plangate_source::{Located, Sources, find_root};
use serde_json::Value;

use crate::inputs::Input;
pub(crate) use comments::{Comment, together};
pub use lines::{Line, Related, Shown};

/// The configurations of a run, each read once and only if something asks for it.
pub struct Configurations {
    /// The root module that the user names.
    named: Option<PathBuf>,
    /// Which comments count.
    comments: Comments,
    /// Which lines are wanted.
    lines: Lines,
    known: Mutex<HashMap<PathBuf, Arc<Sources>>>,
}

/// Which findings are wanted with their lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// None.
    None,
    /// Those with an excerpt: of alike ones the first.
    Excerpts,
    /// All.
    All,
}

/// Which comments count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// None.
    None,
    /// Those about what is found, on a day.
    OfFindings(Date),
    /// Those that are about nothing, too, which takes reading them even where nothing is found.
    All(Date),
}

impl Comments {
    fn day(self) -> Option<Date> {
        match self {
            Self::None => None,
            Self::OfFindings(day) | Self::All(day) => Some(day),
        }
    }
}

/// What the configuration of a plan tells of its findings.
#[derive(Debug, Default)]
pub struct Seen {
    /// Lines, by the positions of findings in the report.
    pub lines: HashMap<usize, Line>,
    /// The comments that are there, and whether they waive something.
    pub(crate) comments: Vec<Comment>,
}

impl fmt::Debug for Configurations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Configurations").field("named", &self.named).finish_non_exhaustive()
    }
}

impl Configurations {
    /// Those of plans whose root module is named, or found beside the plan or in the working directory.
    #[must_use]
    pub fn new(named: Option<&Path>, lines: Lines, comments: Comments) -> Self {
        Self { named: named.map(Path::to_owned), comments, lines, known: Mutex::default() }
    }

    fn of(&self, input: &Input) -> Option<Arc<Sources>> {
        let beside = match input {
            Input::File(plan) => plan.parent().map(|it| if it == Path::new("") { Path::new(".") } else { it }),
            Input::Stdin => None,
        };
        let root = match &self.named {
            Some(named) => named.as_path(),
            None => find_root(beside.into_iter().chain([Path::new(".")]))?,
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let sources = known.entry(root.to_owned()).or_insert_with(|| Arc::new(Sources::open(root)));
        Some(Arc::clone(sources))
    }

    /// Finds the lines of findings, and waives those that comments are about.
    pub(crate) fn look(&self, input: &Input, plan: &Plan<'_>, report: &mut PlanReport<'_>) -> Seen {
        let mut seen = Seen::default();
        let is_found = report.findings.iter().any(|finding| !finding.is_fixed());
        // Files are read only where something is to be said of them.
        let wanted = match self.comments {
            Comments::None => is_found && self.lines != Lines::None,
            Comments::OfFindings(_) => is_found,
            Comments::All(_) => true,
        };
        let Some(sources) = wanted.then(|| self.of(input)).flatten() else { return seen };
        let has_comments = self.comments != Comments::None && !sources.suppressions().is_empty();
        let is_shown = |finding: &Finding<'_>| match self.lines {
            Lines::None => false,
            Lines::Excerpts => finding.excerpt.is_some(),
            Lines::All => true,
        };
        let values = Values::of(plan);
        let wanted = report.findings.iter().enumerate().filter(|(_, finding)| !finding.is_fixed());
        let located: Vec<(usize, Located)> = wanted
            .filter(|(_, finding)| has_comments || is_shown(finding))
            .filter_map(|(position, finding)| {
                let values = values.get(finding);
                Some((position, sources.locate_named(&finding.address, &finding.path, values.as_ref())?))
            })
            .collect();
        // Where they can't be read, all of a text is one.
        let secrets = plan.secrets().unwrap_or_else(|_| Secrets::everything());
        if let Some(today) = self.comments.day() {
            seen.comments = comments::apply(&sources, &located, today, &secrets, report);
        }
        let texts = lines::Texts::new(&secrets);
        let shown = located.iter().filter(|(position, _)| report.findings.get(*position).is_some_and(is_shown));
        seen.lines = shown.map(|(position, located)| (*position, texts.line(located))).collect();
        seen
    }
}

/// The planned values of resources.
struct Values<'p>(HashMap<&'p str, &'p ResourceChange<'p>>);

impl<'p> Values<'p> {
    fn of(plan: &'p Plan<'p>) -> Self {
        let current = plan.changes.iter().filter(|change| change.deposed.is_none());
        Self(current.map(|change| (change.address.as_ref(), change)).collect())
    }

    fn get(&self, finding: &Finding<'_>) -> Option<Value> {
        let change = self.0.get(finding.address.as_str())?;
        serde_json::from_str(change.change.after?.get()).ok()
    }
}
