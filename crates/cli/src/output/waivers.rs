//! What is said of waivers: what they accept, and which of them do nothing.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use plangate_policy::{Entry, Finding, Origin, Place, PlanReport, Target, Waived, Waiver};

use crate::output::Run;
use crate::output::words::{self, plural};
use crate::terminal::safe;

/// The waived findings of a plan, a line for all that one waiver accepts of a rule; one by one with `--verbose`.
pub(super) fn waived(report: &PlanReport<'_>, verbose: bool, text: &mut String) {
    if verbose {
        for (finding, waived) in all(&report.findings) {
            let (rule, address) = (finding.rule.id(), words::address(finding));
            let _ = writeln!(text, "  waived: {rule} at {}: {}", safe(&address), safe(&finding.message));
            let _ = writeln!(text, "    {}", safe(why(waived)));
            let _ = writeln!(text, "    by {}", safe(&by(waived)));
        }
        return;
    }
    let alike = Alike::of(&report.findings);
    for (finding, waived, more) in alike.groups {
        let (rule, address, more) = (finding.rule.id(), words::address(finding), words::more(more));
        let _ = writeln!(text, "  waived: {rule} at {}{more}: {}", safe(&address), safe(why(waived)));
    }
    if alike.by_comments > 0 {
        let number = plural(alike.by_comments, "finding");
        let _ = writeln!(text, "  {number} waived by comments (`--no-inline` turns them off)");
    }
    if alike.frozen > 0 {
        let _ = writeln!(text, "  waived: {} by the baseline", plural(alike.frozen, "finding"));
    }
}

/// Waived findings, those as one that a waiver accepts of a rule.
pub(super) struct Alike<'f> {
    /// The first of each, what accepts it, and how many more there are. What a baseline accepts is in none.
    pub groups: Vec<(&'f Finding<'f>, &'f Waived, usize)>,
    /// How many comments accept.
    pub by_comments: usize,
    /// How many the baseline accepts.
    pub frozen: usize,
}

impl<'f> Alike<'f> {
    pub(super) fn of(findings: impl IntoIterator<Item = &'f Finding<'f>>) -> Self {
        let mut alike = Self { groups: Vec::new(), by_comments: 0, frozen: 0 };
        let mut known: HashMap<(&str, &Waived), usize> = HashMap::new();
        for (finding, waived) in all(findings) {
            match waived.origin {
                Origin::Baseline => {
                    alike.frozen += 1;
                    continue;
                }
                Origin::Comment => alike.by_comments += 1,
                Origin::Config => {}
            }
            let position = *known.entry((finding.rule.id(), waived)).or_insert(alike.groups.len());
            match alike.groups.get_mut(position) {
                Some((_, _, more)) => *more += 1,
                None => alike.groups.push((finding, waived, 0)),
            }
        }
        alike
    }
}

fn all<'f>(findings: impl IntoIterator<Item = &'f Finding<'f>>) -> impl Iterator<Item = (&'f Finding<'f>, &'f Waived)> {
    findings.into_iter().filter_map(|finding| Some((finding, finding.waived.as_ref()?)))
}

/// Why a finding is accepted.
pub(super) fn why(waived: &Waived) -> &str {
    match (&waived.reason, waived.origin) {
        (Some(reason), _) => reason.trim(),
        (None, Origin::Baseline) => "it is in the baseline",
        (None, _) => "no reason is given",
    }
}

/// What accepts it, who answers for it, and how long.
pub(super) fn by(waived: &Waived) -> String {
    let mut text = waived.place.to_string();
    if let Some(owner) = &waived.owner {
        let _ = write!(text, ", owner {owner}");
    }
    if let Some(day) = waived.expires {
        let _ = write!(text, ", until {day}");
    }
    text
}

/// Something to say of waivers, of comments, or of the baseline.
pub(super) struct Remark<'r> {
    pub about: About,
    /// Where it stands.
    pub place: Option<&'r Place>,
    pub text: String,
}

impl Remark<'_> {
    /// With its place.
    pub(super) fn line(&self) -> String {
        match (self.about, self.place) {
            (About::Gone, Some(place)) => format!("{}: {}", place.file, self.text),
            (_, Some(place)) => format!("{place}: {}", self.text),
            (_, None) => self.text.clone(),
        }
    }

    /// Whether it fails the run.
    pub(super) fn fails(&self, run: &Run<'_>) -> bool {
        self.about == About::Unused && run.deny_unused
    }
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A waiver that accepts nothing.
    Unused,
    /// A waiver that has expired.
    Expired,
    /// A comment that waives nothing.
    Malformed,
    /// Comments that are turned off.
    TurnedOff,
    /// What of the configuration is not seen.
    Unseen,
    /// Entries of the baseline; it stands at the first.
    Gone,
}

/// Waivers that accept nothing, what of the configuration is not seen, and what is gone from the baseline.
pub(super) fn remarks<'r>(run: &'r Run<'_>) -> Vec<Remark<'r>> {
    let mut remarks = Vec::new();
    let mut say = |about, place, text| remarks.push(Remark { about, place, text });
    let uses = run.uses();
    let fails = if run.deny_unused { " (fails the run: `--deny-unused-waivers`)" } else { "" };
    for waiver in run.unused(&uses) {
        let text = format!("unused waiver: nothing is found of {}{fails}", about(waiver));
        say(About::Unused, Some(&waiver.place), text);
    }
    for waiver in run.expired() {
        let day = waiver.expires.map(|day| format!(" on {day}")).unwrap_or_default();
        say(About::Expired, Some(&waiver.place), format!("the waiver of {} expired{day}", about(waiver)));
    }
    for (waiver, problem) in run.malformed() {
        say(About::Malformed, Some(&waiver.place), format!("the comment waives nothing: {problem}"));
    }
    let unheeded = run.plans.iter().map(|plan| plan.seen.unheeded).max().unwrap_or_default();
    if unheeded > 0 {
        say(About::TurnedOff, None, format!("`--no-inline` turns off {}", plural(unheeded, "comment")));
    }
    let problems: BTreeSet<&String> = run.plans.iter().flat_map(|plan| &plan.seen.problems).collect();
    for problem in problems {
        say(About::Unseen, None, format!("{problem}; lines and comments there are not seen"));
    }
    let gone = run.gone(&uses);
    if let Some(first) = gone.first() {
        let number = gone.len();
        let occur = if number == 1 { "entry no longer occurs" } else { "entries no longer occur" };
        say(About::Gone, Some(&first.place), format!("{number} {occur}; `plangate baseline` writes it anew"));
    }
    remarks
}

/// The same in lines.
pub(super) fn idle(run: &Run<'_>, verbose: bool) -> Vec<String> {
    let mut lines: Vec<String> = remarks(run).iter().map(Remark::line).collect();
    if verbose {
        let gone = run.gone(&run.uses());
        let entry = |entry: &&Entry| format!("  line {}: {} at {}", entry.place.line, entry.rule, entry.address);
        lines.extend(gone.iter().map(entry));
    }
    lines
}

/// The findings that a waiver is about.
pub(super) fn about(waiver: &Waiver) -> String {
    let at = match &waiver.target {
        Target::Pattern { address, path, .. } => {
            let path = path.as_ref().map(|path| format!(", `{path}`")).unwrap_or_default();
            format!("`{address}`{path}")
        }
        Target::Bound { to } => format!("`{to}`"),
    };
    format!("`{}` at {at}", waiver.rules())
}
