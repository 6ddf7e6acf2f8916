//! Verdicts: three-valued logic is decided here and not by rules.

use std::collections::{BTreeMap, HashMap, HashSet};

use plangate_plan::address::{ConfigAddress, to_config_address, without_keys};
use plangate_plan::{
    AttributePath, Configuration, Excerpt, Marked, Plan, ReadError, Secrets, Target, excerpt, references_at,
};

use crate::belonging;
use crate::bundle::Rule;
use crate::error::RuleError;
use crate::fingerprint::fingerprint;
use crate::input::{Beside, Keys, PLAN, RawFinding, Sections, Side};
use crate::metadata::{Section, Severity};
use crate::report::{Finding, Problem, Provenance, Verdict, first_of_alike};
use crate::shown::Shown;
use crate::subject::{self, Head, Subject, Subjects};
use crate::waiver;

/// Turns what rules say of a plan into verdicts.
pub(crate) struct Judge<'j> {
    plan: &'j Plan<'j>,
    configuration: &'j Configuration<'j>,
    subjects: &'j Subjects<'j>,
    sections: &'j Sections<'j>,
    secrets: &'j Secrets,
    shows: Shows,
}

/// What findings carry besides words.
#[derive(Clone, Copy)]
pub(crate) struct Shows {
    /// The planned value as text.
    pub excerpts: bool,
    /// The value at fault, for waivers.
    pub values: bool,
}

/// What a rule says of all its resources.
#[derive(Default)]
pub(crate) struct Judged<'b> {
    pub findings: Vec<Finding<'b>>,
    pub pass: usize,
    pub fail: usize,
    pub undecided: usize,
    /// The first error of the rule, and resources that can't be shown.
    pub problems: Vec<Problem>,
}

/// Where a verdict depends on a value that only apply can know.
struct Dependency {
    /// The deferred attribute.
    path: AttributePath,
    /// What it refers to.
    references: Vec<String>,
}

impl<'j> Judge<'j> {
    pub(crate) fn new(
        plan: &'j Plan<'j>,
        configuration: &'j Configuration<'j>,
        subjects: &'j Subjects<'j>,
        sections: &'j Sections<'j>,
        secrets: &'j Secrets,
        shows: Shows,
    ) -> Self {
        Self { plan, configuration, subjects, sections, secrets, shows }
    }

    /// The verdicts of one rule on all subjects of its types, and on what it found in the plan's sections. With an error
    /// nothing passes the rule, but what it found is still reported.
    pub(crate) fn rule<'b>(&self, rule: &'b Rule, raw: Vec<RawFinding>, mut error: Option<RuleError>) -> Judged<'b> {
        let mut by_subject: HashMap<usize, Vec<RawFinding>> = HashMap::new();
        let mut elsewhere: BTreeMap<Place, Vec<RawFinding>> = BTreeMap::new();
        for finding in raw {
            match self.check(rule, &finding) {
                Ok(Some(position)) => by_subject.entry(position).or_default().push(finding),
                Ok(None) => {
                    let place = (finding.address.clone(), finding.deposed.clone(), finding.section.clone());
                    elsewhere.entry(place).or_default().push(finding);
                }
                Err(wrong) => error = error.or(Some(wrong)),
            }
        }
        let mut judged = Judged::default();
        let mut shown = HashSet::new();
        for position in self.subjects.of(&rule.metadata.custom.resources) {
            let Some(subject) = self.subjects.get(position) else { continue };
            let raw = by_subject.remove(&position).unwrap_or_default();
            if subject.input.deleted && raw.is_empty() {
                continue;
            }
            let found = self.subject(rule, Some(position), subject, raw, &mut shown);
            judged.add(found, error.is_some());
        }
        for (place, raw) in elsewhere {
            match self.elsewhere(rule, &place) {
                Ok(Some(subject)) => {
                    let fits = |finding: &RawFinding| subject.as_ref().input.has_path(&finding.path);
                    if let Some(wrong) = raw.iter().find(|finding| !fits(finding)) {
                        error = error.or(Some(self.leads_nowhere(rule, wrong)));
                    }
                    let raw = raw.into_iter().filter(fits).collect();
                    let found = self.subject(rule, None, subject.as_ref(), raw, &mut shown);
                    judged.add(found, true);
                }
                Ok(None) => error = error.or(Some(wrong(rule, NOT_THERE.to_owned()))),
                Err(unreadable) => judged.problems.push(Problem::Resource { message: unreadable.to_string() }),
            }
        }
        // A rule about the plan that finds nothing passes it.
        if rule.metadata.custom.resources.is_empty() && judged.findings.is_empty() && error.is_none() {
            judged.pass += 1;
        }
        judged.problems.extend(error.map(|error| Problem::Rule(error.of(rule.id()))));
        judged
    }

    /// A finding must speak of a resource that the rule judges and of a path that leads somewhere, or of something in a section
    /// that it looks at: `None`.
    fn check(&self, rule: &Rule, finding: &RawFinding) -> Result<Option<usize>, RuleError> {
        let custom = &rule.metadata.custom;
        let neighbour =
            |kind: &String| custom.linked.iter().any(|other| other.kind == *kind && other.attribute.is_some());
        if let Some(kind) = finding.without.iter().find(|kind| !neighbour(kind)) {
            let kind = self.secrets.scrub(kind);
            let message = format!(
                "a finding is `without` a `{kind}`, which METADATA does not list in `linked` with its attribute"
            );
            return Err(wrong(rule, message));
        }
        let there = |beside: &Beside| self.subjects.find((&beside.address, beside.deposed.as_deref())).is_some();
        if finding.beside.as_ref().is_some_and(|beside| !there(beside)) {
            return Err(wrong(rule, "a finding is `beside` an `address` that is not in the plan".to_owned()));
        }
        if finding.section.is_some() || finding.address == PLAN {
            return Ok(None);
        }
        let found = self.subjects.find((&finding.address, finding.deposed.as_deref()));
        let judged = found.filter(|(_, subject)| custom.resources.iter().any(|kind| kind == subject.head.kind));
        let Some((position, subject)) = judged else {
            return match found {
                None => Err(wrong(rule, NOT_THERE.to_owned())),
                Some((_, subject)) => {
                    let kind = subject.head.kind;
                    Err(wrong(
                        rule,
                        format!("a finding is about a `{kind}`, which METADATA does not list in `resources`"),
                    ))
                }
            };
        };
        if subject.input.has_path(&finding.path) { Ok(Some(position)) } else { Err(self.leads_nowhere(rule, finding)) }
    }

    fn leads_nowhere(&self, rule: &Rule, finding: &RawFinding) -> RuleError {
        let path = finding.path.clone().map_keys(|key| self.secrets.scrub(&key).into_owned());
        // A position may be a secret as well.
        let path = path.to_string();
        let path = self.secrets.scrub(&path);
        wrong(rule, format!("a finding's path `{path}` leads nowhere in {}", finding.address))
    }

    /// What a finding is about that is none of the subjects: a change, or a thing of a section.
    fn elsewhere(&self, rule: &Rule, place: &Place) -> Result<Option<Elsewhere<'_>>, ReadError> {
        let (address, deposed, section) = place;
        let wanted = rule.metadata.custom.sections.iter();
        let section = match section {
            None => None,
            Some(named) => match wanted.copied().find(|wanted| wanted.as_str() == named) {
                Some(section) => Some(section),
                None => return Ok(None),
            },
        };
        if let Some((position, change)) = self.sections.change((address, deposed.as_deref()), section) {
            let head = Head::of(change, &change.r#type, position);
            let mut subject = subject::resource(change, head, self.configuration, &[], Side::After, &Keys::default())?;
            // What a change grants is new, whether or not it touches what stands there.
            subject.unchanged = section == Some(Section::Drift);
            return Ok(Some(Elsewhere::Change(Box::new(subject))));
        }
        Ok(self.sections.get(address, section).map(Elsewhere::Thing))
    }

    fn subject<'b>(
        &self,
        rule: &'b Rule,
        position: Option<usize>,
        subject: &Subject<'_>,
        raw: Vec<RawFinding>,
        seen: &mut HashSet<String>,
    ) -> Result<Vec<Finding<'b>>, ReadError> {
        let mut found: Vec<(Verdict, AttributePath, String, Vec<String>, Severity)> = Vec::new();
        let any = !raw.is_empty();
        let usual = rule.metadata.custom.severity;
        for finding in raw {
            let severity = finding.severity.unwrap_or(usual);
            let is_open = !finding.path.is_empty() && !finding.is_known;
            let at_deferred = is_open && subject.input.deferred.at(&finding.path) != Marked::No;
            if at_deferred {
                if let Some(dependency) = self.dependency(rule, subject, finding.path) {
                    let references = dependency.references;
                    found.push((Verdict::Undecided, dependency.path, finding.message, references, severity));
                }
            } else if subject.is_later {
                let later = vec![LATER.to_owned()];
                found.push((Verdict::Undecided, finding.path, finding.message, later, severity));
            } else if let Some(on) = self.depends_on_others(rule, position, &finding) {
                found.push((Verdict::Undecided, finding.path, finding.message, vec![on], severity));
            } else {
                found.push((Verdict::Fail, finding.path, finding.message, Vec::new(), severity));
            }
        }
        if !any && let Some(dependency) = self.undecided_by_attribute(rule, position, subject) {
            let message = format!("`{}` is known only after apply", dependency.path);
            found.push((Verdict::Undecided, dependency.path, message, dependency.references, usual));
        }
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let shown = Shown::new(subject)?;
        let head = &subject.head;
        let resource = without_keys(&head.address);
        let alone = !rule.metadata.custom.sees_others();
        let provenance = if subject.unchanged && alone { Provenance::Preexisting } else { Provenance::Introduced };
        let belongs =
            |change| belonging::is_other(self.plan, self.configuration, change, &rule.metadata.custom.subject);
        let is_elsewhere = subject.change.is_some_and(belongs);
        let is_general = !any;
        let mut findings = Vec::new();
        for (verdict, path, message, depends_on, severity) in found {
            let message = shown.scrub(self.secrets, &path, message)?;
            let pattern = [&resource, &path.keys().join("."), message.as_str()].join("\u{1f}");
            let excerpt = match subject.change.filter(|_| self.shows.excerpts && seen.insert(pattern.clone())) {
                Some(change) => Some(excerpt(change, &shown.values()?, &shown.overlay, &path, self.secrets)),
                None => None,
            };
            let value = match self.shows.values && !shown.overlay.is_sensitive(&path) {
                true => waiver::leaf(&shown.values()?, &path),
                false => None,
            };
            let path = path.map_keys(|key| self.secrets.scrub(&key).into_owned());
            findings.push(Finding {
                rule,
                severity,
                regraded: None,
                waived: None,
                lapsed: None,
                verdict,
                provenance,
                address: head.address.to_string(),
                deposed: head.deposed.map(str::to_owned),
                module: head.module.to_string(),
                r#type: head.kind.to_owned(),
                actions: head.actions.to_vec(),
                fingerprint: fingerprint(rule, subject, &path, &message),
                pattern,
                position: head.position,
                is_elsewhere,
                is_general,
                verdict_number: 0,
                value,
                excerpt,
                path,
                message,
                depends_on,
            });
        }
        Ok(findings)
    }

    /// Shows the planned value of findings that are shown for others: the first of all that are alike may be waived, or was there before.
    pub(crate) fn explain(&self, findings: &mut [Finding<'_>]) {
        for position in first_of_alike(findings) {
            if let Some(finding) = findings.get_mut(position).filter(|finding| finding.excerpt.is_none()) {
                finding.excerpt = self.planned(finding);
            }
        }
    }

    /// The planned value; of what a section holds only who makes the finding knows which value is meant.
    fn planned(&self, finding: &Finding<'_>) -> Option<Excerpt> {
        if !finding.rule.metadata.custom.sections.is_empty() {
            return None;
        }
        let (_, subject) = self.subjects.find((&finding.address, finding.deposed.as_deref()))?;
        let shown = Shown::new(subject).ok()?;
        Some(excerpt(subject.change?, &shown.values().ok()?, &shown.overlay, &finding.path, self.secrets))
    }

    /// What of another resource a finding depends on, if that can be known only after apply: the value of one beside, or a
    /// neighbour that may be there.
    fn depends_on_others(&self, rule: &Rule, position: Option<usize>, finding: &RawFinding) -> Option<String> {
        if let Some(beside) = &finding.beside
            && let Some((_, other)) = self.subjects.find((&beside.address, beside.deposed.as_deref()))
            && other.input.deferred.at(&beside.path) != Marked::No
        {
            let path = beside.path.clone().map_keys(|key| self.secrets.scrub(&key).into_owned());
            return Some(format!("{}.{path}", beside.address));
        }
        let linked = &rule.metadata.custom.linked;
        let mut wanted = linked.iter().filter(|neighbour| finding.without.contains(&neighbour.kind));
        wanted.find_map(|neighbour| {
            let attribute = neighbour.attribute.as_deref()?;
            let possible = self.subjects.doubt(position?, &neighbour.kind, attribute);
            // Before the change, what this plan leaves out was not there.
            let after = self.subjects.get(position?)?.input.side == Side::After;
            possible.or_else(|| after.then(|| self.left_out(finding, &neighbour.kind, attribute)).flatten())
        })
    }

    /// A neighbour that the configuration declares and this plan leaves for a later one.
    fn left_out(&self, finding: &RawFinding, kind: &str, attribute: &str) -> Option<String> {
        if self.plan.complete != Some(false) {
            return None;
        }
        let judged = to_config_address(&finding.address).ok()?;
        let keys: Vec<&str> = attribute.split('.').collect();
        let refers = |declared: &ConfigAddress| {
            let Some(body) = self.configuration.body(declared) else { return true };
            let trace = self.configuration.trace(declared, &references_at(body, &keys));
            trace.opaque || trace.targets.iter().any(|target| target.address == judged)
        };
        let mut declared: Vec<ConfigAddress> = self.configuration.declared(kind).collect();
        declared.sort();
        let may_come = |declared: &ConfigAddress| self.subjects.may_have_more(declared) && refers(declared);
        declared.into_iter().find(may_come).map(|declared| declared.to_string())
    }

    /// The first of the rule's `attributes` that is deferred and not satisfied.
    fn undecided_by_attribute(
        &self,
        rule: &Rule,
        position: Option<usize>,
        subject: &Subject<'_>,
    ) -> Option<Dependency> {
        let attributes = &rule.metadata.custom.attributes;
        attributes.iter().find_map(|attribute| {
            let keys: Vec<&str> = attribute.split('.').collect();
            let path = subject.input.deferred.find(&keys)?;
            if self.is_told(rule, position, attribute) {
                return None;
            }
            self.dependency(rule, subject, path)
        })
    }

    /// Whether all policies in a deferred attribute are known well enough for a rule to find nothing, whatever the rest is.
    fn is_told(&self, rule: &Rule, position: Option<usize>, attribute: &str) -> bool {
        let wanted = &rule.metadata.custom.documents;
        let (Some(position), false) = (position, wanted.is_empty()) else { return false };
        let Some(subject) = self.subjects.get(position) else { return false };
        let held = self.subjects.documents.of(position).iter().filter(|held| held.attribute == attribute);
        let places = subject.input.documents_in(attribute).len();
        let mut told = held.filter(|held| !held.read.document.is_partial || !held.read.may_amount_to(wanted));
        places > 0 && told.by_ref().count() == places
    }

    /// What a deferred path depends on; `None` if all that it refers to satisfies the rule.
    fn dependency(&self, rule: &Rule, subject: &Subject<'_>, path: AttributePath) -> Option<Dependency> {
        let keys = path.keys();
        let written = self.configuration.written(&subject.head.address);
        let Some((address, body)) = written.and_then(|written| Some((written.address, written.body?))) else {
            return Some(Dependency { path, references: Vec::new() });
        };
        let references = references_at(body, &keys);
        let satisfying = rule.metadata.custom.satisfied_by.get(&keys.join("."));
        let satisfied = satisfying.is_some_and(|types| {
            let trace = self.configuration.trace(&address, &references);
            let good = |target: &Target| {
                // A data source of the type may be anything that exists, unless METADATA names it: `data.aws_vpc`.
                let kind = target.address.resource.rsplit_once('.').map(|(kind, _)| kind);
                kind.is_some_and(|kind| types.iter().any(|good| good == kind))
                    && self.subjects.has_instance(&target.address)
            };
            !trace.opaque && !trace.targets.is_empty() && trace.targets.iter().all(good)
        });
        (!satisfied).then(|| Dependency { references: plangate_plan::longest(&references), path })
    }
}

impl<'b> Judged<'b> {
    /// Counts a verdict. Where only what is found counts, nothing found is no pass.
    fn add(&mut self, found: Result<Vec<Finding<'b>>, ReadError>, only_found: bool) {
        match found {
            Ok(mut findings) => {
                let number = self.fail + self.undecided;
                findings.iter_mut().for_each(|finding| finding.verdict_number = number);
                match findings.iter().map(|finding| finding.verdict).min() {
                    None if only_found => {}
                    None => self.pass += 1,
                    Some(Verdict::Fail) => self.fail += 1,
                    Some(Verdict::Undecided) => self.undecided += 1,
                }
                self.findings.extend(findings);
            }
            Err(error) => self.problems.push(Problem::Resource { message: error.to_string() }),
        }
    }
}

/// Address, `deposed` and section of what a finding is about.
type Place = (String, Option<String>, Option<String>);

/// What a finding is about that is none of the subjects.
enum Elsewhere<'s> {
    Change(Box<Subject<'s>>),
    Thing(&'s Subject<'s>),
}

impl<'s> Elsewhere<'s> {
    fn as_ref(&self) -> &Subject<'s> {
        match self {
            Self::Change(subject) => subject,
            Self::Thing(subject) => subject,
        }
    }
}

/// What the verdict on a change depends on that this plan puts off.
const LATER: &str = "a later plan";

const NOT_THERE: &str = "a finding has an `address` that is not in the plan";

fn wrong(rule: &Rule, message: String) -> RuleError {
    RuleError::at(&rule.module.file, 0, message)
}

/// Worst first; below that by rule and in the order of the plan, so that the order is the same every time.
pub(crate) fn sort(findings: &mut [Finding<'_>]) {
    fn key<'f>(finding: &'f Finding<'_>) -> impl Ord + use<'f> {
        let severity = std::cmp::Reverse(finding.severity);
        (
            finding.is_fixed(),
            finding.verdict,
            severity,
            finding.rule.id(),
            finding.position,
            &finding.path,
            &finding.message,
        )
    }
    findings.sort_by(|left, right| key(left).cmp(&key(right)));
}
