//! The configurations that plans were made from: lines of findings, and comments that waive them.

mod comments;
mod lines;

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use plangate_plan::{Date, Plan, ResourceChange, Secrets};
use plangate_policy::{Finding, PlanReport, Rule, first_of_alike};
use plangate_source::{Located, ProblemKind, Sources, find_root, has_configuration};
use serde_json::Value;

use crate::args::JudgeArgs;
use crate::config::Config;
use crate::diagnostic::CliError;
use crate::inputs::Input;
pub(crate) use comments::{Comment, together};
pub use lines::{Line, Related, Shown};

/// The configurations of a run, read only if something asks for them.
pub struct Configurations {
    /// The root module that the user names.
    named: Option<PathBuf>,
    /// Whether comments waive findings, on that day.
    comments: Option<Date>,
    /// Which lines are wanted.
    lines: Lines,
    /// Whether code is shown, and not only where it is.
    code: bool,
    /// Those that were asked for last. Of thousands of plans each may have its own, and all of them fill the memory.
    known: Mutex<VecDeque<(PathBuf, Arc<Sources>)>>,
}

/// How many configurations are kept: more than are looked at at a time.
const KEPT: usize = 32;

/// Which findings are wanted with their lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lines {
    /// None.
    None,
    /// Of open ones that are alike the first.
    First,
    /// All.
    All,
}

/// What the configuration of a plan tells of its findings.
#[derive(Debug, Default)]
pub struct Seen {
    /// Lines, by the positions of findings in the report.
    pub lines: HashMap<usize, Line>,
    /// The comments that are there, and whether they waive something.
    pub(crate) comments: Vec<Comment>,
    /// Files, or parts of them, that can't be read: their lines and comments are lost.
    pub problems: Vec<String>,
    /// How many comments there are that the user does not want to count.
    pub unheeded: usize,
}

impl fmt::Debug for Configurations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Configurations").field("named", &self.named).finish_non_exhaustive()
    }
}

impl Configurations {
    /// Those of plans whose root module is named on the command line or by the user's configuration, or found beside the plan or in the
    /// working directory.
    ///
    /// # Errors
    /// If there is no module in the directory that is named.
    pub(crate) fn new(
        arguments: &JudgeArgs,
        config: &Config,
        (lines, code): (Lines, bool),
        today: Date,
    ) -> Result<Self, CliError> {
        let named = arguments.source.as_ref().or(config.source.as_ref()).cloned();
        if let Some(path) = named.as_ref().filter(|path| !has_configuration(path)) {
            return Err(CliError::NoSource { path: path.clone() });
        }
        let comments = (!arguments.by.no_inline).then_some(today);
        Ok(Self { named, comments, lines, code, known: Mutex::default() })
    }

    fn of(&self, input: &Input, plan: &Plan<'_>) -> Option<Arc<Sources>> {
        let beside = input.directory().and_then(|beside| find_root([beside]));
        let (root, is_likely) = match (&self.named, beside) {
            (Some(named), _) => (named.as_path(), true),
            (None, Some(beside)) => (beside, true),
            (None, None) => (find_root([Path::new(".")])?, false),
        };
        let sources = self.open(root);
        // In the working directory may be anything: one that lacks what is planned is another one.
        (is_likely || fits(&sources, plan)).then_some(sources)
    }

    fn open(&self, root: &Path) -> Arc<Sources> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let place = known.iter().position(|(path, _)| path == root);
        let (path, sources) = place
            .and_then(|place| known.remove(place))
            .unwrap_or_else(|| (root.to_owned(), Arc::new(Sources::open(root))));
        known.push_front((path, Arc::clone(&sources)));
        known.truncate(KEPT);
        sources
    }

    /// Finds the lines of findings, and waives those that comments are about.
    pub(crate) fn look(&self, input: &Input, plan: &Plan<'_>, all: &[&Rule], report: &mut PlanReport<'_>) -> Seen {
        let mut seen = Seen::default();
        let open = || report.findings.iter().enumerate().filter(|(_, finding)| !finding.is_fixed());
        // Files are read only where something is to be said of them. That a comment waives nothing may always be.
        let wanted = self.comments.is_some() || self.lines != Lines::None && open().next().is_some();
        let Some(sources) = wanted.then(|| self.of(input, plan)).flatten() else { return seen };
        let has_comments = self.comments.is_some() && !sources.suppressions().is_empty();
        let shown = |findings: &[Finding<'_>]| -> HashSet<usize> {
            match self.lines {
                Lines::None => HashSet::new(),
                Lines::First => first_of_alike(findings).into_iter().collect(),
                Lines::All => (0..findings.len()).collect(),
            }
        };
        let wanted = shown(&report.findings);
        let values = Values::of(plan);
        let located: Vec<(usize, Located)> = open()
            .filter(|(position, _)| has_comments || wanted.contains(position))
            .filter_map(|(position, finding)| {
                let values = values.get(finding);
                Some((position, sources.locate_named(&finding.address, &finding.path, values.as_ref())?))
            })
            .collect();
        if self.comments.is_none() {
            seen.unheeded = sources.suppressions().len();
        }
        if located.is_empty() && !has_comments && sources.problems().is_empty() {
            return seen;
        }
        // Looking for them takes reading most of the plan. Where they can't be read, all of a text is one.
        let secrets = plan.secrets().unwrap_or_else(|_| Secrets::everything());
        // A module that was not fetched is located at its call, and most have no comments of ours.
        let lost = sources.problems().iter().filter(|it| !matches!(it.kind, ProblemKind::ModuleMissing(_)));
        seen.problems = lost.map(|problem| secrets.scrub(&problem.to_string()).into_owned()).collect();
        if let Some(today) = self.comments {
            let reading = comments::Reading { all, today, secrets: &secrets };
            seen.comments = comments::apply(&sources, &located, reading, report);
        }
        let texts = lines::Texts::new(&secrets, &sources, plan, self.code);
        // Comments waive some, so that others are the first.
        let wanted = shown(&report.findings);
        let shown = located.iter().filter(|(position, _)| wanted.contains(position));
        seen.lines = shown.map(|(position, located)| (*position, texts.line(located))).collect();
        seen
    }
}

/// Whether a configuration has all that a plan has.
fn fits(sources: &Sources, plan: &Plan<'_>) -> bool {
    let mut kept = plan.changes.iter().filter(|change| !change.is_deleted() && change.deposed.is_none());
    kept.all(|change| change.address.parse().is_ok_and(|address| sources.has(&address)))
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
