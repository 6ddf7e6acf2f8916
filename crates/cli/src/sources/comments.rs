//! Comments in configurations that waive findings.

use plangate_plan::{Date, Secrets};
use plangate_policy::{Origin, PlanReport, Rule, Selector, Target, Waiver};
use plangate_source::{Dialect, Located, Place, Sources, Suppression};

/// A comment, and what it comes to.
#[derive(Debug, Clone)]
pub(crate) struct Comment {
    /// As a waiver; its target is known here alone.
    pub waiver: Waiver,
    /// Whether it is in the words of plangate. Those of others may be about rules that only they have.
    pub is_own: bool,
    /// Why it does not count, if it is malformed or stands at nothing.
    pub problem: Option<String>,
    /// How many findings it is about.
    pub used: usize,
}

/// What comments are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'r> {
    /// All rules that there are.
    pub all: &'r [&'r Rule],
    /// The day.
    pub today: Date,
    /// Of the plan. What a comment says is shown without them.
    pub secrets: &'r Secrets,
}

/// Waives findings of a plan, by their positions and places.
pub(super) fn apply(
    sources: &Sources,
    located: &[(usize, Located)],
    reading: Reading<'_>,
    report: &mut PlanReport<'_>,
) -> Vec<Comment> {
    let workspace = sources.workspace();
    let mut comments = Vec::new();
    report.waive(|findings| {
        for suppression in sources.suppressions() {
            let Some(mut comment) = comment(suppression, reading) else { continue };
            let counts = comment.problem.is_none() && suppression.is_of_workspace(Some(&workspace));
            for (position, located) in located.iter().filter(|_| counts) {
                let Some(finding) = findings.get_mut(*position) else { continue };
                if comment.waiver.is_about(finding.rule) && suppression.covers(located) {
                    comment.used += 1;
                    comment.waiver.accept(finding, reading.today, reading.secrets);
                }
            }
            comments.push(comment);
        }
    });
    comments
}

/// None where it is in the words of another tool and names no rule that there is.
fn comment(suppression: &Suppression, reading: Reading<'_>) -> Option<Comment> {
    let is_own = suppression.dialect == Dialect::Plangate;
    let exists = |selector: &Selector| reading.all.iter().any(|rule| selector.matches(rule));
    let mut rules: Vec<Selector> = if suppression.ids.is_empty() {
        vec![Selector::All]
    } else {
        suppression.ids.iter().map(|id| selector(id, is_own)).collect()
    };
    let unknown = rules.iter().find(|rule| !exists(rule)).map(|rule| format!("there is no rule `{rule}`"));
    if !is_own {
        rules.retain(exists);
    }
    if rules.is_empty() {
        return None;
    }
    let to = suppression.binding.as_ref().and_then(|binding| binding.block.clone());
    let nowhere = || suppression.binding.is_none().then(|| "it stands at nothing that it could be about".to_owned());
    let problem = suppression.problem.clone().or_else(nowhere).or(unknown.filter(|_| is_own));
    let waiver = Waiver {
        origin: Origin::Comment,
        rules,
        target: Target::Bound { to: to.unwrap_or_else(|| suppression.place.file.shown().to_owned()) },
        reason: suppression.reason.clone(),
        owner: None,
        expires: suppression.until.as_ref().and_then(|until| until.date),
        place: place(&suppression.place),
    };
    let problem = problem.map(|problem| reading.secrets.scrub(&problem).into_owned());
    Some(Comment { waiver, is_own, problem, used: 0 })
}

/// Ids of other tools are whole ids, whatever is in them.
fn selector(id: &str, is_own: bool) -> Selector {
    match id.strip_suffix('*').filter(|prefix| is_own && !prefix.is_empty()) {
        Some(prefix) => Selector::Prefix(prefix.to_owned()),
        None => Selector::Rule(id.to_owned()),
    }
}

fn place(place: &Place) -> plangate_policy::Place {
    plangate_policy::Place { file: place.file.shown().to_owned(), line: place.start.line, column: place.start.column }
}

/// The comments of several plans, each once.
pub(crate) fn together<'c>(plans: impl Iterator<Item = &'c [Comment]>) -> Vec<Comment> {
    let mut comments: Vec<Comment> = Vec::new();
    for comment in plans.flatten() {
        match comments.iter_mut().find(|known| known.waiver.place == comment.waiver.place) {
            Some(known) => known.used += comment.used,
            None => comments.push(comment.clone()),
        }
    }
    comments.sort_by(|one, other| one.waiver.place.cmp(&other.waiver.place));
    comments
}
