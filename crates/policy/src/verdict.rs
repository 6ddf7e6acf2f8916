//! Verdicts: three-valued logic is decided here and not by rules.

use std::collections::{HashMap, HashSet};

use plangate_plan::address::without_keys;
use plangate_plan::{
    AttributePath, Configuration, Marked, Marks, Overlay, ReadError, Referent, SENSITIVE, Secrets, excerpt, lookup,
    references_at,
};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::bundle::Rule;
use crate::error::RuleError;
use crate::input::RawFinding;
use crate::judge::{Subject, Subjects};
use crate::report::{Finding, Problem, Verdict};

/// Characters of a message that are shown.
const LONGEST_MESSAGE: usize = 400;

/// Turns what rules say of a plan into verdicts.
pub(crate) struct Judge<'j> {
    configuration: &'j Configuration<'j>,
    subjects: &'j Subjects<'j>,
    by_identity: HashMap<(&'j str, Option<&'j str>), usize>,
    secrets: &'j Secrets,
    excerpts: bool,
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
        configuration: &'j Configuration<'j>,
        subjects: &'j Subjects<'j>,
        secrets: &'j Secrets,
        excerpts: bool,
    ) -> Self {
        let identities = subjects.all.iter().enumerate().map(|(position, subject)| {
            let change = subject.change;
            ((change.address.as_ref(), change.deposed.as_deref()), position)
        });
        Self { configuration, subjects, by_identity: identities.collect(), secrets, excerpts }
    }

    /// The verdicts of one rule on all subjects of its types. With an error no resource passes the rule, but what it
    /// found is still reported.
    pub(crate) fn rule<'b>(&self, rule: &'b Rule, raw: Vec<RawFinding>, mut error: Option<RuleError>) -> Judged<'b> {
        let mut by_subject: HashMap<usize, Vec<RawFinding>> = HashMap::new();
        for finding in raw {
            match self.check(rule, &finding) {
                Ok(position) => by_subject.entry(position).or_default().push(finding),
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
            match self.subject(rule, position, subject, raw, &mut shown) {
                Ok(findings) => {
                    match findings.iter().map(|finding| finding.verdict).min() {
                        None if error.is_some() => {}
                        None => judged.pass += 1,
                        Some(Verdict::Fail) => judged.fail += 1,
                        Some(Verdict::Undecided) => judged.undecided += 1,
                    }
                    judged.findings.extend(findings);
                }
                Err(error) => judged.problems.push(Problem::Resource { message: error.to_string() }),
            }
        }
        judged.problems.extend(error.map(|error| Problem::Rule(error.of(rule.id()))));
        judged
    }

    /// A finding must speak of a resource that the rule judges, and of a path that leads somewhere.
    fn check(&self, rule: &Rule, finding: &RawFinding) -> Result<usize, RuleError> {
        let wrong = |message: String| RuleError::at(&rule.module.file, 0, message);
        let identity = (finding.address.as_str(), finding.deposed.as_deref());
        let position = self.by_identity.get(&identity).copied();
        let Some((position, subject)) = position.and_then(|position| Some((position, self.subjects.get(position)?)))
        else {
            return Err(wrong("a finding has an `address` that is not in the plan".to_owned()));
        };
        let kind = subject.change.r#type.as_ref();
        if !rule.metadata.custom.resources.iter().any(|judged| judged == kind) {
            return Err(wrong(format!("a finding is about a `{kind}`, which METADATA does not list in `resources`")));
        }
        if !subject.input.has_path(&finding.path) {
            let path = finding.path.clone().map_keys(|key| self.secrets.scrub(&key).into_owned());
            return Err(wrong(format!("a finding's path `{path}` leads nowhere in {}", finding.address)));
        }
        Ok(position)
    }

    fn subject<'b>(
        &self,
        rule: &'b Rule,
        position: usize,
        subject: &Subject<'_>,
        raw: Vec<RawFinding>,
        seen: &mut HashSet<String>,
    ) -> Result<Vec<Finding<'b>>, ReadError> {
        let deferred = &subject.input.deferred;
        let mut found: Vec<(Verdict, AttributePath, String, Vec<String>)> = Vec::new();
        let any = !raw.is_empty();
        for finding in raw {
            let at_deferred = !finding.path.is_empty() && deferred.at(&finding.path) != Marked::No;
            if !at_deferred {
                found.push((Verdict::Fail, finding.path, finding.message, Vec::new()));
            } else if let Some(dependency) = self.dependency(rule, subject, finding.path) {
                found.push((Verdict::Undecided, dependency.path, finding.message, dependency.references));
            }
        }
        if !any && let Some(dependency) = self.undecided_by_attribute(rule, subject) {
            let message = format!("`{}` is known only after apply", dependency.path);
            found.push((Verdict::Undecided, dependency.path, message, dependency.references));
        }
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let shown = Shown::new(subject)?;
        let resource = without_keys(&subject.change.address);
        let mut findings = Vec::new();
        for (verdict, path, message, depends_on) in found {
            let message = shown.scrub(self.secrets, &path, message)?;
            let pattern = [&resource, &path.keys().join("."), message.as_str()].join("\u{1f}");
            let excerpt = if self.excerpts && seen.insert(pattern.clone()) {
                Some(excerpt(subject.change, &shown.values()?, &shown.overlay, &path, self.secrets))
            } else {
                None
            };
            let path = path.map_keys(|key| self.secrets.scrub(&key).into_owned());
            findings.push(Finding {
                rule,
                verdict,
                address: subject.change.address.to_string(),
                deposed: subject.change.deposed.as_deref().map(str::to_owned),
                module: subject.change.module.to_string(),
                r#type: subject.change.r#type.to_string(),
                actions: subject.change.change.actions.clone(),
                fingerprint: fingerprint(rule, subject, &path, &message),
                pattern,
                position,
                excerpt,
                path,
                message,
                depends_on,
            });
        }
        Ok(findings)
    }

    /// The first of the rule's `attributes` that is deferred and not satisfied.
    fn undecided_by_attribute(&self, rule: &Rule, subject: &Subject<'_>) -> Option<Dependency> {
        let attributes = &rule.metadata.custom.attributes;
        attributes.iter().find_map(|attribute| {
            let keys: Vec<&str> = attribute.split('.').collect();
            let path = subject.input.deferred.find(&keys)?;
            self.dependency(rule, subject, path)
        })
    }

    /// What a deferred path depends on; `None` if all that it refers to satisfies the rule.
    fn dependency(&self, rule: &Rule, subject: &Subject<'_>, path: AttributePath) -> Option<Dependency> {
        let keys = path.keys();
        let written = self.configuration.written(&subject.change.address);
        let Some((address, body)) = written.and_then(|written| Some((written.address, written.body?))) else {
            return Some(Dependency { path, references: Vec::new() });
        };
        let references = references_at(body, &keys);
        let satisfying = rule.metadata.custom.satisfied_by.get(&keys.join("."));
        let satisfied = satisfying.is_some_and(|types| {
            let resolved = self.configuration.resolve(&address.modules, &references);
            let good = |referent: &Referent| types.contains(&referent.r#type) && self.subjects.has_instance(referent);
            let all = resolved.referents.iter().all(good);
            !resolved.opaque && !resolved.referents.is_empty() && all
        });
        (!satisfied).then(|| Dependency { references: plangate_plan::longest(&references), path })
    }
}

/// What may be shown of a resource: read only where there is a finding, the values only where they are shown.
struct Shown<'s> {
    values: Option<&'s RawValue>,
    address: &'s str,
    overlay: Overlay,
}

impl<'s> Shown<'s> {
    fn new(subject: &'s Subject<'_>) -> Result<Self, ReadError> {
        let change = &subject.change.change;
        let address = subject.change.address.as_ref();
        let marks = |raw: Option<&RawValue>| match raw {
            Some(raw) => read(address, raw),
            None => Ok(Marks::None),
        };
        let (values, sensitive) = if subject.input.deleted {
            (change.before, change.before_sensitive)
        } else {
            (change.after, change.after_sensitive)
        };
        let overlay = Overlay {
            unknown: marks(change.after_unknown)?,
            deferred: subject.input.deferred.clone(),
            sensitive: marks(sensitive)?,
        };
        Ok(Self { values, address, overlay })
    }

    fn values(&self) -> Result<serde_json::Value, ReadError> {
        self.values.map_or(Ok(serde_json::Value::Null), |raw| read(self.address, raw))
    }

    /// The message without secrets; the very value that the finding points at is none of its words, however short it is.
    fn scrub(&self, secrets: &Secrets, path: &AttributePath, message: String) -> Result<String, ReadError> {
        let message = secrets.scrub(&message).into_owned();
        if !self.overlay.is_sensitive(path) {
            return Ok(cut(message));
        }
        Ok(cut(match lookup(&self.values()?, path) {
            Some(serde_json::Value::String(text)) if !text.is_empty() => message.replace(text, SENSITIVE),
            Some(serde_json::Value::Number(number)) => message.replace(&number.to_string(), SENSITIVE),
            _ => message,
        }))
    }
}

/// Messages quote values of any length. They are cut when secrets are out of them, and not before: half a secret would
/// not be recognised.
fn cut(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
    message
}

fn read<'r, T: serde::Deserialize<'r>>(address: &str, raw: &'r RawValue) -> Result<T, ReadError> {
    serde_json::from_str(raw.get()).map_err(|error| ReadError::shape(&format!("a value or mark of {address}"), &error))
}

fn fingerprint(rule: &Rule, subject: &Subject<'_>, path: &AttributePath, message: &str) -> String {
    let mut hasher = Sha256::new();
    let deposed = subject.change.deposed.as_deref().unwrap_or_default();
    let keys = path.keys().join("\u{1f}");
    for part in [rule.id(), &subject.change.address, deposed, &keys, message] {
        hasher.update(part.as_bytes());
        hasher.update([0x1e]);
    }
    let digest = hasher.finalize();
    crate::hex(digest.get(..16).unwrap_or_default())
}

/// Worst first; below that by rule and in the order of the plan, so that the order is the same every time.
pub(crate) fn sort(findings: &mut [Finding<'_>]) {
    fn key<'f>(finding: &'f Finding<'_>) -> impl Ord + use<'f> {
        let severity = std::cmp::Reverse(finding.rule.metadata.custom.severity);
        (finding.verdict, severity, finding.rule.id(), finding.position, &finding.path, &finding.message)
    }
    findings.sort_by(|left, right| key(left).cmp(&key(right)));
}
