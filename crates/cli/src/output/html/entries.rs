//! What is listed on the page: groups of findings by what they mean for the run.

use std::collections::HashMap;

use plangate_policy::{Finding, Origin};

use crate::output::groups::{Found, Group, findings, groups, open};
use crate::output::standing::Standing;
use crate::output::words::together;
use crate::output::{Frame, Run};

/// What a finding means for the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum State {
    Fails,
    Below,
    Undecided,
    Waived,
    Fixed,
}

impl State {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Fails, Self::Below, Self::Undecided, Self::Waived, Self::Fixed];

    pub fn of(frame: &Frame<'_>, finding: &Finding<'_>) -> Self {
        match Standing::of(frame, finding) {
            Standing::Fails => Self::Fails,
            Standing::Preexisting | Standing::Below(_) => Self::Below,
            Standing::Undecided => Self::Undecided,
            Standing::Waived(_) => Self::Waived,
            Standing::Fixed => Self::Fixed,
        }
    }

    /// The word in attributes and in the address of the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Below => "below",
            Self::Undecided => "undecided",
            Self::Waived => "waived",
            Self::Fixed => "fixed",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fails => "Fails the run",
            Self::Below => "Does not fail the run",
            Self::Undecided => "Undecided until apply",
            Self::Waived => "Waived",
            Self::Fixed => "Fixed by the change",
        }
    }
}

/// A group of findings on the page.
#[derive(Debug)]
pub(super) struct Entry<'f> {
    pub group: Group<'f>,
    pub state: State,
    /// Of the element. A finding keeps it from one report to the next.
    pub id: String,
}

impl<'f> Entry<'f> {
    pub fn finding(&self) -> &'f Finding<'f> {
        self.group.first.finding
    }

    /// How many findings it stands for.
    pub fn number(&self) -> usize {
        self.group.all.len()
    }
}

/// All that is shown, in the order of the page.
pub(super) fn entries<'f>(run: &Run<'f>) -> Vec<Entry<'f>> {
    let mut all = groups(run, open(run, run.plans));
    all.extend(waived(run));
    all.extend(groups(run, findings(run.plans).filter(|found| found.finding.is_fixed())));
    let mut entries: Vec<Entry<'_>> = all
        .into_iter()
        .map(|group| Entry { state: State::of(run, group.first.finding), id: String::new(), group })
        .collect();
    entries.sort_by_key(|entry| State::ALL.iter().position(|state| *state == entry.state));
    let mut used: HashMap<&str, usize> = HashMap::new();
    for entry in &mut entries {
        let fingerprint = entry.finding().fingerprint.as_str();
        let times = used.entry(fingerprint).or_default();
        *times += 1;
        entry.id = if *times == 1 { format!("f-{fingerprint}") } else { format!("f-{fingerprint}-{times}") };
    }
    entries
}

/// Waived findings that are alike and accepted by the same waiver; entries of a baseline are not told apart.
fn waived<'f>(run: &Run<'f>) -> Vec<Group<'f>> {
    let shown = |found: &Found<'_>| !found.finding.is_fixed() && run.gate.shows(found.finding);
    let waived = findings(run.plans).filter(shown).filter_map(|found| {
        let waived = found.finding.waived.as_ref()?;
        Some(((waived.origin, (waived.origin != Origin::Baseline).then_some(waived)), found))
    });
    together(waived).into_iter().flat_map(|(_, found)| groups(run, found.into_iter())).collect()
}
