//! METADATA: the comment block above a rule's `package`, read and checked before any Rego is.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad the state is that a rule finds; ordered, `Low` first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A weakness that needs others to matter.
    Low,
    /// A weakness of its own.
    Medium,
    /// Open to attack, or data at risk.
    High,
    /// Open to anyone, now.
    Critical,
}

impl Severity {
    /// All of them, `Low` first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The word used in METADATA and in all outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The field that a rule belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Domain {
    /// Who may do what.
    Iam,
    /// Who may reach what.
    Network,
    /// At rest and in transit.
    Encryption,
    /// Data and services that are public.
    Exposure,
    /// Credentials where they don't belong.
    Secrets,
    /// What is recorded.
    Logging,
    /// Backups, versions, protection from deletion.
    Resilience,
    /// What the change itself does.
    Change,
}

impl Domain {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Iam,
        Self::Network,
        Self::Encryption,
        Self::Exposure,
        Self::Secrets,
        Self::Logging,
        Self::Resilience,
        Self::Change,
    ];

    /// The word used in METADATA and in all outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Iam => "iam",
            Self::Network => "network",
            Self::Encryption => "encryption",
            Self::Exposure => "exposure",
            Self::Secrets => "secrets",
            Self::Logging => "logging",
            Self::Resilience => "resilience",
            Self::Change => "change",
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A part of the plan beside its resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Changes to what exists already: update, replace, delete, forget.
    Changes,
    /// What was changed outside of Terraform.
    Drift,
    /// Conditions that the user declared.
    Checks,
    /// Module calls.
    Modules,
    /// Provider configurations.
    Providers,
    /// What the change grants that was not granted before.
    Grants,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Changes, Self::Drift, Self::Checks, Self::Modules, Self::Providers, Self::Grants];

    /// The member of `input`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Drift => "drift",
            Self::Checks => "checks",
            Self::Modules => "modules",
            Self::Providers => "providers",
            Self::Grants => "grants",
        }
    }
}

/// A type of neighbours: `aws_s3_bucket_versioning.bucket` for those whose `bucket` refers to the judged resource,
/// `aws_security_group` for those that are linked in any way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Neighbour {
    /// The resource type.
    pub kind: String,
    /// The attribute that refers, keys joined by dots.
    pub attribute: Option<String>,
}

impl From<String> for Neighbour {
    fn from(text: String) -> Self {
        // The first dot of `data.aws_ami` belongs to the type.
        let name = if text.starts_with("data.") { "data.".len() } else { 0 };
        match text.get(name..).and_then(|rest| rest.split_once('.')) {
            Some((kind, attribute)) => {
                let kind = text.get(..name + kind.len()).unwrap_or_default().to_owned();
                Self { kind, attribute: Some(attribute.to_owned()) }
            }
            None => Self { kind: text, attribute: None },
        }
    }
}

impl From<Neighbour> for String {
    fn from(neighbour: Neighbour) -> Self {
        match neighbour.attribute {
            Some(attribute) => format!("{}.{attribute}", neighbour.kind),
            None => neighbour.kind,
        }
    }
}

/// What a rule can look at of policy documents: parts of them, and what `plangate_iam` concludes.
const PARTS: [&str; 4] = ["denies_plaintext", "faults", "principal", "statements"];

const CONCLUSIONS: [&str; 21] = [
    "full_admin",
    "full_iam",
    "star_action",
    "star_resource",
    "unconstrained_write",
    "permissions_management",
    "credentials_exposure",
    "data_exfiltration",
    "privilege_escalation",
    "passrole_star",
    "s3_full",
    "s3_broad_list",
    "trust_anyone",
    "trust_account",
    "trust_unguarded",
    "trust_confused_deputy",
    "trust_oidc_loose",
    "trust_saml_audience",
    "public",
    "cross_account",
    "service_without_source",
];

/// Types of principals.
pub(crate) const PRINCIPALS: [&str; 4] =
    ["aws_iam_role", "aws_iam_user", "aws_iam_group", "aws_ssoadmin_permission_set"];

/// What a rule says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The bad state, in one line.
    pub title: String,
    /// Why it matters.
    pub description: String,
    /// Pages to read.
    #[serde(default)]
    pub related_resources: Vec<String>,
    /// What plangate needs beyond the annotations that Rego defines.
    pub custom: Custom,
}

/// The `custom` part of METADATA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custom {
    /// The rule's name for ever: lower-case words joined by `-`.
    pub id: String,
    /// How bad it is.
    pub severity: Severity,
    /// The field it belongs to.
    pub domain: Domain,
    /// Whether it is run only where somebody asks for it: what it asks for is a requirement of some organisations.
    #[serde(default)]
    pub opt_in: bool,
    /// Resource types that the rule judges; none where it looks at sections alone.
    pub resources: Vec<String>,
    /// Attributes whose deferral alone makes the verdict undecided: keys joined by dots, no positions.
    pub attributes: Vec<String>,
    /// Resource types whose resources it sees beside a judged one where they are linked to it.
    #[serde(default)]
    pub linked: Vec<Neighbour>,
    /// Resource types of which it sees all resources of the plan. Without any, resources are judged in shards.
    #[serde(default)]
    pub context: Vec<String>,
    /// Top-level attributes that say what a judged resource belongs to: with another one the same fault is a new one.
    #[serde(default)]
    pub subject: Vec<String>,
    /// Parts of the plan that it looks at beside resources.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// What it looks at of the policy documents of resources: names of conclusions, or one of [`PARTS`].
    #[serde(default)]
    pub documents: Vec<String>,
    /// For a deferred attribute: resource types that satisfy the rule if the attribute refers to one in the plan.
    #[serde(default)]
    pub satisfied_by: BTreeMap<String, Vec<String>>,
    /// Attributes and nested blocks that the rule reads and that no provider fills in, keys joined by dots: unknown as a
    /// whole they are deferred, whatever the configuration shows.
    #[serde(default)]
    pub never_computed: Vec<String>,
    /// What to do, in the imperative.
    pub remediation: String,
    /// Good HCL.
    pub example: String,
    /// Numbers of the controls that the rule serves, by framework.
    pub controls: BTreeMap<String, Vec<String>>,
    /// Ids of the same check in other tools.
    pub aliases: Vec<String>,
}

impl Custom {
    /// The resource types that the rule looks at: those that it judges, their neighbours, and its context.
    #[allow(dead_code, reason = "the build judges nothing")]
    pub(crate) fn types(&self) -> impl Iterator<Item = &str> {
        let neighbours = self.linked.iter().map(|neighbour| neighbour.kind.as_str());
        self.resources.iter().chain(&self.context).map(String::as_str).chain(neighbours)
    }

    /// Whether it sees other resources beside the one that it judges.
    #[allow(dead_code, reason = "the build judges nothing")]
    pub(crate) fn sees_others(&self) -> bool {
        !self.linked.is_empty() || !self.context.is_empty() || self.sees_principals()
    }

    /// Whether it sees what principals are given, which others decide.
    #[allow(dead_code, reason = "the build judges nothing")]
    pub(crate) fn sees_principals(&self) -> bool {
        let is_principal = |kind: &String| PRINCIPALS.contains(&kind.as_str());
        !self.documents.is_empty() && self.resources.iter().any(is_principal)
    }
}

/// What is wrong with METADATA, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MetadataError {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// Reads the METADATA block that stands directly above `package`.
pub(crate) fn parse(text: &str) -> Result<Metadata, MetadataError> {
    let package = text.lines().position(|line| line.starts_with("package ")).unwrap_or(0);
    let block: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .take(package)
        .skip_while(|(_, line)| line.trim_end() != "# METADATA")
        .skip(1)
        .collect();
    let Some(&(first, _)) = block.first() else {
        return Err(MetadataError { line: package + 1, message: "METADATA is missing above `package`".to_owned() });
    };
    let mut yaml = String::new();
    for &(position, line) in &block {
        let Some(comment) = line.strip_prefix('#') else {
            let message = "METADATA must stand directly above `package`".to_owned();
            return Err(MetadataError { line: position + 1, message });
        };
        yaml.push_str(comment.strip_prefix(' ').unwrap_or(comment));
        yaml.push('\n');
    }
    let mut metadata: Metadata = yaml_serde::from_str(&yaml).map_err(|error| from_yaml(&error, first))?;
    // Lines are broken for the source; outputs break their own.
    metadata.custom.remediation = metadata.custom.remediation.split_whitespace().collect::<Vec<_>>().join(" ");
    match check(&metadata) {
        Some(message) => Err(MetadataError { line: first + 1, message }),
        None => Ok(metadata),
    }
}

/// The parser counts from the first line of the block.
fn from_yaml(error: &yaml_serde::Error, first: usize) -> MetadataError {
    let line = error.location().map_or(1, |location| location.line());
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    MetadataError { line: first + line, message: format!("METADATA: {message}") }
}

/// What the types can't say.
fn check(metadata: &Metadata) -> Option<String> {
    let custom = &metadata.custom;
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let slug = custom.id.split('-').all(|part| !part.is_empty() && part.chars().all(word));
    if !slug {
        return Some(format!("METADATA: `id: {}` must be lower-case words joined by `-`", custom.id));
    }
    let is_part = |word: &&String| PARTS.contains(&word.as_str()) || CONCLUSIONS.contains(&word.as_str());
    if let Some(word) = custom.documents.iter().find(|word| !is_part(word)) {
        return Some(format!(
            "METADATA: `documents` has `{word}`, which is neither a conclusion nor a part of documents"
        ));
    }
    let empty = [
        ("title", metadata.title.trim().is_empty()),
        ("description", metadata.description.trim().is_empty()),
        ("custom.remediation", custom.remediation.trim().is_empty()),
        ("custom.example", custom.example.trim().is_empty()),
        ("custom.resources", custom.resources.is_empty() && custom.sections.is_empty()),
    ];
    let (name, _) = empty.iter().find(|(_, empty)| *empty)?;
    Some(format!("METADATA: `{name}` is empty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) const GOOD: &str = "\
# METADATA
# title: Door is open
# description: Anyone walks in.
# custom:
#   id: x-door-open
#   severity: high
#   domain: network
#   resources: [x_door]
#   attributes: [open]
#   remediation: Close it.
#   example: door {}
#   controls: {}
#   aliases: []
package rules.x.door_open
";

    #[test]
    fn reads_what_a_rule_says_of_itself() {
        let metadata = parse(GOOD).unwrap();
        assert_eq!(metadata.title, "Door is open");
        assert_eq!(metadata.custom.severity, Severity::High);
        assert_eq!(metadata.custom.resources, ["x_door"]);
    }

    #[track_caller]
    fn expect_error(text: &str, line: usize, message: &str) {
        let error = parse(text).unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (line, message));
    }

    #[test]
    fn neighbours_are_types_with_or_without_an_attribute() {
        let neighbour = |text: &str| Neighbour::from(text.to_owned());
        let of = |kind: &str, attribute: Option<&str>| Neighbour {
            kind: kind.to_owned(),
            attribute: attribute.map(str::to_owned),
        };
        assert_eq!(neighbour("x_door"), of("x_door", None));
        assert_eq!(neighbour("x_door.frame.hinge"), of("x_door", Some("frame.hinge")));
        assert_eq!(neighbour("data.x_door"), of("data.x_door", None));
        assert_eq!(neighbour("data.x_door.frame.hinge"), of("data.x_door", Some("frame.hinge")));
    }

    #[test]
    fn all_conclusions_are_known() {
        assert_eq!(plangate_iam::ConclusionKind::ALL.map(plangate_iam::ConclusionKind::as_str), CONCLUSIONS);
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        expect_error("package x\n", 1, "METADATA is missing above `package`");
        expect_error(&GOOD.replace("# custom:", "\n# custom:"), 4, "METADATA must stand directly above `package`");
        expect_error(
            &GOOD.replace("severity: high", "severity: huge"),
            6,
            "METADATA: custom.severity: unknown variant `huge`, expected one of `low`, `medium`, `high`, `critical`",
        );
        expect_error(
            &GOOD.replace("x-door-open", "X_Door"),
            2,
            "METADATA: `id: X_Door` must be lower-case words joined by `-`",
        );
        expect_error(&GOOD.replace("[x_door]", "[]"), 2, "METADATA: `custom.resources` is empty");
        expect_error(
            &GOOD.replace("attributes: [open]", "attributes: [open]\n#   documents: [public, publik]"),
            2,
            "METADATA: `documents` has `publik`, which is neither a conclusion nor a part of documents",
        );
        let missing = parse(&GOOD.replace("#   aliases: []\n", "")).unwrap_err();
        assert!(missing.message.contains("missing field `aliases`"), "{}", missing.message);
        let unknown = parse(&GOOD.replace("aliases:", "alias:")).unwrap_err();
        assert!(unknown.message.contains("unknown field `alias`"), "{}", unknown.message);
    }
}
