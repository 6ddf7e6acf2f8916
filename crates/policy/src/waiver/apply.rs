//! What users decided, applied to the findings of a plan.

use std::collections::BTreeMap;

use plangate_plan::{Date, Secrets};

use crate::report::{Counts, Finding, PlanReport, Regraded, RuleCounts, Verdict};
use crate::waiver::baseline::Rest;
use crate::waiver::{Decisions, Lapsed, Origin, Uses, Waived, Waiver};

impl Decisions {
    /// Grades and waives findings, and counts the verdicts of which nothing is left as waived. What is fixed is left alone.
    pub(crate) fn apply(
        &self,
        findings: &mut [Finding<'_>],
        counts: &mut Counts,
        rules: &mut [RuleCounts<'_>],
        secrets: &Secrets,
    ) -> Uses {
        let entries = self.baseline.as_ref().map_or(&[][..], |baseline| &baseline.entries);
        let mut uses = Uses { waivers: vec![0; self.waivers.len()], entries: vec![0; entries.len()] };
        let mut rest = self.baseline.as_ref().map(Rest::of);
        if self.severities.is_empty() && uses == Uses::default() {
            return uses;
        }
        let before = verdicts(findings);
        for finding in findings.iter_mut().filter(|finding| !finding.is_fixed()) {
            self.grade(finding);
            self.waive(finding, secrets, &mut uses);
            if let Some(rest) = &mut rest {
                accept(rest, finding, &mut uses);
            }
            finding.value = None;
        }
        recount(&before, findings, counts, rules);
        uses
    }

    fn grade(&self, finding: &mut Finding<'_>) {
        let own = self.severities.iter().rev().find(|(part, ..)| part.fits(finding.rule, &finding.address));
        if let Some((_, severity, place)) = own.filter(|(_, severity, _)| *severity != finding.severity) {
            finding.regraded = Some(Regraded { from: finding.severity, place: place.clone() });
            finding.severity = *severity;
        }
    }

    fn waive(&self, finding: &mut Finding<'_>, secrets: &Secrets, uses: &mut Uses) {
        for (waiver, used) in self.waivers.iter().zip(&mut uses.waivers) {
            if !waiver.covers(finding) {
                continue;
            }
            *used += 1;
            waiver.accept(finding, self.today, secrets);
        }
    }
}

impl Waiver {
    /// Accepts a finding, or says at it that it would have. What is accepted already stays as it is.
    pub fn accept(&self, finding: &mut Finding<'_>, today: Date, secrets: &Secrets) {
        match self.expires.filter(|_| self.has_expired(today)) {
            Some(expired) => {
                finding.lapsed.get_or_insert_with(|| Lapsed { expired, place: self.place.clone() });
            }
            None => {
                let scrubbed = |text: &Option<String>| text.as_ref().map(|text| secrets.scrub(text).into_owned());
                finding.waived.get_or_insert_with(|| Waived {
                    origin: self.origin,
                    reason: scrubbed(&self.reason),
                    owner: scrubbed(&self.owner),
                    expires: self.expires,
                    place: self.place.clone(),
                });
            }
        }
    }
}

impl<'b> PlanReport<'b> {
    /// Lets somebody accept findings, and counts the verdicts of which nothing is left as waived.
    pub fn waive(&mut self, accept: impl FnOnce(&mut [Finding<'b>])) {
        let before = verdicts(&self.findings);
        accept(&mut self.findings);
        recount(&before, &self.findings, &mut self.counts, &mut self.rules);
    }
}

/// Counts the verdicts that have become others as that, and those of which nothing is left as waived.
fn recount(
    before: &BTreeMap<(&str, usize), Verdict>,
    findings: &[Finding<'_>],
    counts: &mut Counts,
    rules: &mut [RuleCounts<'_>],
) {
    let after = verdicts(findings);
    for ((rule, number), was) in before {
        let now = after.get(&(*rule, *number)).copied();
        if now == Some(*was) {
            continue;
        }
        let own = rules.iter_mut().find(|counted| counted.rule.id() == *rule);
        let own = own.map(|own| (&mut own.fail, &mut own.undecided, &mut own.waived));
        let whole = (&mut counts.fail, &mut counts.undecided, &mut counts.waived);
        for (fail, undecided, waived) in own.into_iter().chain([whole]) {
            match was {
                Verdict::Fail => *fail = fail.saturating_sub(1),
                Verdict::Undecided => *undecided = undecided.saturating_sub(1),
            }
            match now {
                Some(Verdict::Fail) => *fail += 1,
                Some(Verdict::Undecided) => *undecided += 1,
                None => *waived += 1,
            }
        }
    }
}

/// Also of what a waiver accepts already: the entry still occurs.
fn accept(rest: &mut Rest<'_>, finding: &mut Finding<'_>, uses: &mut Uses) {
    let Some((position, entry)) = rest.take(finding) else { return };
    if let Some(used) = uses.entries.get_mut(position) {
        *used += 1;
    }
    finding.waived.get_or_insert_with(|| Waived {
        origin: Origin::Baseline,
        reason: None,
        owner: None,
        expires: None,
        place: entry.place.clone(),
    });
}

/// The verdicts that open findings come to, by rule and number.
fn verdicts<'b>(findings: &[Finding<'b>]) -> BTreeMap<(&'b str, usize), Verdict> {
    let mut verdicts = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.is_fixed() && finding.waived.is_none()) {
        let verdict = verdicts.entry((finding.rule.id(), finding.verdict_number)).or_insert(finding.verdict);
        *verdict = finding.verdict.min(*verdict);
    }
    verdicts
}
