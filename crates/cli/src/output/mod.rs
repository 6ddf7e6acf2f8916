//! Forms of the report, one file each; `details` is what `--verbose` adds to the one for people, `waivers` what it says of waivers.

mod csv;
mod details;
mod github;
mod gitlab;
mod groups;
mod html;
mod human;
mod json;
mod junit;
mod markdown;
mod ndjson;
mod obstacles;
mod sarif;
mod spot;
mod standing;
mod target;
mod waivers;
mod words;

use std::ops::Deref;

use clap::ValueEnum;
use plangate_policy::{Bundle, Decisions, Entry, Gate, Note, Outcome, Problem, Rule, Undecided, Uses, Waiver};

use crate::check::Judged;
use crate::config::{Config, Key};
use crate::sources::{Comment, Lines};
use crate::terminal::Terminal;
pub(crate) use target::Outputs;
pub(crate) use words::plural;

/// Forms of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs; versioned, see its JSON Schema.
    Json,
    /// The same as lines, written as plans are judged.
    Ndjson,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Test results, for CI servers.
    Junit,
    /// Code Quality of GitLab.
    Gitlab,
    /// A security report of GitLab.
    GitlabSast,
    /// Annotations of GitHub Actions.
    Github,
    /// A comment on a pull or merge request.
    Markdown,
    /// A table for spreadsheets, written as plans are judged.
    Csv,
    /// A page for a browser, in one file.
    Html,
}

/// How a report gets its form.
pub(crate) enum Form {
    /// When all is judged.
    Whole(fn(&Run<'_>, Look<'_>) -> String),
    /// While plans are judged. It keeps none of their findings.
    Lines(LineForm),
}

/// A form of lines, each of one plan or of the whole run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineForm {
    /// What comes before the first plan.
    pub head: fn(&Frame<'_>) -> String,
    /// What is said of a plan.
    pub plan: fn(&Frame<'_>, &Judged<'_>) -> String,
    /// What comes after the last.
    pub foot: fn(&Run<'_>) -> String,
}

impl Format {
    /// All of them by name.
    pub(crate) fn words() -> Vec<(String, Self)> {
        Self::value_variants().iter().map(|format| (format.name(), *format)).collect()
    }

    /// As it is typed.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    pub(crate) fn form(self) -> Form {
        match self {
            Self::Human => Form::Whole(human::render),
            Self::Json => Form::Whole(|run, _| json::render(run)),
            Self::Sarif => Form::Whole(|run, _| sarif::render(run)),
            Self::Junit => Form::Whole(|run, _| junit::render(run)),
            Self::Gitlab => Form::Whole(|run, _| gitlab::quality::render(run)),
            Self::GitlabSast => Form::Whole(|run, _| gitlab::sast::render(run)),
            Self::Github => Form::Whole(|run, _| github::render(run)),
            Self::Markdown => Form::Whole(|run, _| markdown::render(run)),
            Self::Html => Form::Whole(|run, _| html::render(run)),
            Self::Ndjson => Form::Lines(ndjson::FORM),
            Self::Csv => Form::Lines(csv::FORM),
        }
    }

    /// Whether it shows the planned values, of alike findings that of the first.
    pub(crate) fn has_excerpts(self) -> bool {
        matches!(self, Self::Human | Self::Markdown | Self::Html)
    }

    /// Which findings it needs the lines of.
    pub(crate) fn lines(self) -> Lines {
        if self == Self::Human { Lines::First } else { Lines::All }
    }

    /// Whether it says the digests of plans.
    pub(crate) fn has_digests(self) -> bool {
        matches!(self, Self::Json | Self::Ndjson | Self::Sarif | Self::Html)
    }
}

/// How a report for people looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'t> {
    /// Whether all is said that there is to say.
    pub verbose: bool,
    /// Whether it has colors.
    pub color: bool,
    /// What shows it.
    pub terminal: &'t Terminal,
}

/// What is known before the first plan is judged.
pub(crate) struct Frame<'r> {
    /// All that was loaded.
    pub bundle: &'r Bundle,
    /// The rules that were chosen.
    pub rules: &'r [&'r Rule],
    /// The bar.
    pub gate: Gate,
    /// The configuration, without what is in `decisions`.
    pub config: &'r Config,
    /// What the user decided about findings.
    pub decisions: &'r Decisions,
    /// Whether waivers that accept nothing fail the run.
    pub deny_unused: bool,
    /// The option that outranks the configuration in something.
    pub outranked: &'r (dyn Fn(Key) -> Option<&'static str> + Sync),
}

impl Frame<'_> {
    /// The answer for one plan.
    pub(crate) fn plan_outcome(&self, plan: &Judged<'_>) -> Outcome {
        plan.result.as_ref().map_or(Outcome::CouldNotJudge, |report| self.gate.outcome(report))
    }

    /// Whether a note fails the run.
    pub(crate) fn fails(&self, note: &Note) -> bool {
        note.is_undecided() && self.gate.undecided.usual == Undecided::Deny
    }
}

/// What a report is made of.
pub(crate) struct Run<'r> {
    /// What was known before.
    pub frame: &'r Frame<'r>,
    /// The plans in the order they were named, with their answers.
    pub plans: &'r [Judged<'r>],
    /// The comments in the configurations that waive findings, or would.
    pub comments: &'r [Comment],
}

impl<'r> Deref for Run<'r> {
    type Target = Frame<'r>;

    fn deref(&self) -> &Frame<'r> {
        self.frame
    }
}

impl Run<'_> {
    /// The answer of the whole run: the worst of the plans, and could-not-judge where a rule did not load.
    pub(crate) fn outcome(&self) -> Outcome {
        let bundle = if self.bundle.errors().is_empty() { Outcome::Pass } else { Outcome::CouldNotJudge };
        let waivers = if !self.denied().is_empty() { Outcome::Violations } else { Outcome::Pass };
        self.plans.iter().map(|plan| plan.outcome).fold(bundle.max(waivers), Outcome::max)
    }

    /// What waivers and the baseline came to in all plans together. None where not all could be judged: what was not found may be there.
    pub(crate) fn uses(&self) -> Option<Uses> {
        let mut sum: Option<Uses> = None;
        for plan in self.plans {
            let uses = uses_in(plan)?;
            match &mut sum {
                None => sum = Some(uses.clone()),
                Some(sum) => {
                    sum.waivers.iter_mut().zip(&uses.waivers).for_each(|(sum, number)| *sum += number);
                    // Each plan is held against the whole baseline.
                    sum.entries.iter_mut().zip(&uses.entries).for_each(|(most, number)| *most = *number.max(most));
                }
            }
        }
        sum
    }

    /// Waivers that hold and accept nothing. Those of rules that did not run are not meant.
    pub(crate) fn unused(&self, uses: &Option<Uses>) -> Vec<&Waiver> {
        let waivers = uses.iter().flat_map(|uses| self.decisions.waivers.iter().zip(&uses.waivers));
        let unused = waivers.filter(|(waiver, used)| **used == 0 && !waiver.has_expired(self.decisions.today));
        let concerned = |waiver: &&Waiver| self.rules.iter().any(|rule| waiver.is_about(rule));
        let idle = |comment: &&Comment| comment.is_own && comment.problem.is_none() && comment.used == 0;
        let comments =
            self.comments.iter().filter(|comment| uses.is_some() && idle(comment)).map(|comment| &comment.waiver);
        let comments = comments.filter(|waiver| !waiver.has_expired(self.decisions.today));
        unused.map(|(waiver, _)| waiver).chain(comments).filter(concerned).collect()
    }

    /// Of these, those that fail the run.
    pub(crate) fn denied(&self) -> Vec<&Waiver> {
        if self.deny_unused { self.unused(&self.uses()) } else { Vec::new() }
    }

    /// Waivers that have expired.
    pub(crate) fn expired(&self) -> Vec<&Waiver> {
        let comments = self.comments.iter().filter(|comment| comment.problem.is_none()).map(|comment| &comment.waiver);
        let all = self.decisions.waivers.iter().chain(comments);
        all.filter(|waiver| waiver.has_expired(self.decisions.today)).collect()
    }

    /// Comments that are meant for plangate and do not count.
    pub(crate) fn malformed(&self) -> impl Iterator<Item = (&Waiver, &str)> {
        let own = self.comments.iter().filter(|comment| comment.is_own);
        own.filter_map(|comment| Some((&comment.waiver, comment.problem.as_deref()?)))
    }

    /// Entries of the baseline that no longer occur as often as it has them. Those of rules that did not run are not meant, but those of
    /// rules that are no longer there are.
    pub(crate) fn gone(&self, uses: &Option<Uses>) -> Vec<&Entry> {
        let entries = self.decisions.baseline.iter().flat_map(|baseline| &baseline.entries);
        let used = uses.iter().flat_map(|uses| &uses.entries);
        let all = self.bundle.rules();
        let may_tell = |entry: &Entry| {
            let is_it = |rule: &&Rule| rule.id() == entry.rule;
            self.rules.iter().any(is_it) || !all.iter().any(is_it)
        };
        let gone = entries.zip(used).filter(|(entry, used)| **used < entry.count && may_tell(entry));
        gone.map(|(entry, _)| entry).collect()
    }
}

/// What waivers came to in a plan, if all of it could be judged.
pub(crate) fn uses_in<'r>(plan: &'r Judged<'_>) -> Option<&'r Uses> {
    let report = plan.result.as_ref().ok()?;
    report.problems.is_empty().then_some(&report.uses)
}

/// What to do about a problem.
pub(crate) fn help(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::ErroredPlan => Some("mend what `terraform plan` reported and plan again"),
        Problem::Resource { .. } => None,
        Problem::Rule(_) => {
            Some("the rule is at fault, not the plan; `--skip` leaves it out, the others were still evaluated")
        }
    }
}
