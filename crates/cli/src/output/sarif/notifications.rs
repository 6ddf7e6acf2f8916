//! What there is to say of a run besides its findings: what could not be judged, notes of plans, waivers that do nothing.

use plangate_policy::{Place, Problem, RuleError};

use crate::output::obstacles::obstacles;
use crate::output::sarif::log::{Level, Location, Notice, Notification, Reference, Text};
use crate::output::sarif::place;
use crate::output::waivers::{self, About};
use crate::output::{Run, words};

const NOT_JUDGED: &str = "could-not-judge";
const NOT_WHOLE: &str = "could-not-judge-all";
const RULE_FAILED: &str = "rule-failed";
const NOTE: &str = "plan-note";
const NOT_LOADED: &str = "rule-not-loaded";
const UNUSED: &str = "unused-waiver";
const EXPIRED: &str = "expired-waiver";
const MALFORMED: &str = "malformed-comment";
const GONE: &str = "baseline-entry-gone";
const TURNED_OFF: &str = "comments-turned-off";
const UNREADABLE: &str = "configuration-unreadable";

/// All kinds: what each is, and what to make of it.
const NOTICES: [(&str, &str, &str); 11] = [
    (NOT_JUDGED, "A plan could not be judged", "Nothing is known of this plan: that there is no finding is no pass."),
    (NOT_WHOLE, "Not all of a plan could be judged", "There may be more to find in this plan than what was found."),
    (
        RULE_FAILED,
        "A rule failed",
        "What it would find in this plan is not known. The rule is at fault and not the plan.",
    ),
    (NOTE, "Something to know of a plan", "It says what was judged, or what of the change is not in this plan."),
    (NOT_LOADED, "A rule did not load", "What it would find is not known. The others were evaluated."),
    (UNUSED, "A waiver accepts nothing", "It can be removed, or does not say what it means to."),
    (EXPIRED, "A waiver has expired", "What it accepted counts again. Mend it, or decide anew."),
    (MALFORMED, "A comment waives nothing", "It is written in another way than it must be, or stands at nothing."),
    (GONE, "Entries of the baseline no longer occur", "They can be removed, so that what is fixed stays fixed."),
    (TURNED_OFF, "Comments that waive findings are turned off", "What they are about counts like all else."),
    (
        UNREADABLE,
        "A part of the configuration could not be read",
        "Findings have no lines there, and comments no effect.",
    ),
];

/// The kinds that occur.
pub(super) fn notices(occurring: &[&[Notification<'_>]]) -> Vec<Notice> {
    let occurs = |id: &str| occurring.iter().copied().flatten().any(|it| it.descriptor.id == id);
    let occurring = NOTICES.iter().filter(|(id, _, _)| occurs(id));
    let notice = |(id, what, meaning): &(&'static str, &str, &str)| Notice {
        id,
        short_description: Text::new(*what),
        full_description: Text::new(*meaning),
        help: Text::new(*meaning),
    };
    occurring.map(notice).collect()
}

/// Of the plans.
pub(super) fn of_plans<'r>(run: &'r Run<'_>) -> Vec<Notification<'r>> {
    let mut notes = Vec::new();
    for plan in run.plans {
        let location = || Some(place::whole(place::plan(plan)));
        let report = plan.result.as_ref().ok();
        for (position, obstacle) in obstacles(plan).into_iter().enumerate() {
            let lines: Vec<String> = std::iter::once(obstacle.message).chain(obstacle.more).collect();
            let notification = |id| notification(id, Level::Error, &lines, location());
            notes.push(match report.map(|report| report.problems.get(position)) {
                None => notification(NOT_JUDGED),
                Some(Some(Problem::Rule(error))) => of_rule(notification(RULE_FAILED), error),
                Some(_) => notification(NOT_WHOLE),
            });
        }
        for note in report.into_iter().flat_map(|report| &report.notes) {
            let level = if run.fails(note) { Level::Error } else { Level::Note };
            notes.push(notification(NOTE, level, &[words::note(run, note)], location()));
        }
    }
    notes
}

/// Of the rules, the waivers and the baseline.
pub(super) fn of_configuration<'r>(run: &'r Run<'_>) -> Vec<Notification<'r>> {
    let loading = run.bundle.errors().iter().map(|error| {
        let place = Place { file: error.file.clone(), line: error.line, column: 1 };
        of_rule(notification(NOT_LOADED, Level::Error, &[error.to_string()], Some(place::of_place(&place))), error)
    });
    let remarks = waivers::remarks(run).into_iter().map(|remark| {
        let (id, level) = match remark.about {
            About::Unused if run.deny_unused => (UNUSED, Level::Error),
            About::Unused => (UNUSED, Level::Warning),
            About::Expired => (EXPIRED, Level::Warning),
            About::Malformed => (MALFORMED, Level::Warning),
            About::TurnedOff => (TURNED_OFF, Level::Note),
            About::Unseen => (UNREADABLE, Level::Warning),
            About::Gone => (GONE, Level::Note),
        };
        notification(id, level, &[remark.text], remark.place.map(place::of_place))
    });
    loading.chain(remarks).collect()
}

fn of_rule<'r>(notification: Notification<'r>, error: &'r RuleError) -> Notification<'r> {
    Notification { associated_rule: error.rule.as_deref().map(|id| Reference { id }), ..notification }
}

fn notification<'r>(id: &'r str, level: Level, lines: &[String], location: Option<Location<'r>>) -> Notification<'r> {
    let lines: Vec<String> = lines.iter().map(|line| Text::safe(line).text).collect();
    Notification {
        descriptor: Reference { id },
        associated_rule: None,
        level,
        message: Text::new(lines.join("\n")),
        locations: location.into_iter().collect(),
    }
}
