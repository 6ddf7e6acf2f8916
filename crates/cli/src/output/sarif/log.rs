//! The objects of SARIF 2.1.0 that a report has, as types; what they mean is in the standard. A test holds every report against the
//! official schema. ARCHITECTURE.md says why they are not those of a crate.

use std::collections::BTreeMap;

use plangate_plan::AttributePath;
use serde::Serialize;

use crate::terminal::safe;

/// A text without a form.
#[derive(Serialize)]
pub(super) struct Text {
    pub text: String,
}

impl Text {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Words of a plan or a user for a message, in which nothing acts on who shows it. `](` would make a link of what is around it.
    pub(super) fn safe(text: &str) -> Self {
        Self::new(safe(text).replace("](", "]\\u0028"))
    }
}

#[derive(Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'r> {
    pub tool: Tool<'r>,
    pub column_kind: &'static str,
    pub original_uri_base_ids: BTreeMap<&'static str, BaseId>,
    pub invocations: [Invocation<'r>; 1],
    pub artifacts: Vec<Artifact<'r>>,
    pub results: Vec<Finding<'r>>,
}

/// What a base stands for. It has no URI, which would be a path of the machine.
#[derive(Serialize)]
pub(super) struct BaseId {
    pub description: Text,
}

#[derive(Serialize)]
pub(super) struct Tool<'r> {
    pub driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'r> {
    pub name: &'static str,
    pub semantic_version: &'static str,
    pub rules: Vec<Rule<'r>>,
    pub notifications: Vec<Notice>,
    pub properties: DriverProperties,
}

#[derive(Serialize)]
pub(super) struct DriverProperties {
    pub bundle: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'r> {
    pub id: &'r str,
    pub short_description: Text,
    pub full_description: Text,
    pub help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_uri: Option<&'r str>,
    pub default_configuration: Configuration,
    pub properties: RuleProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct Help {
    pub text: String,
    pub markdown: String,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub level: Level,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuleProperties<'r> {
    pub tags: Vec<String>,
    pub precision: &'static str,
    #[serde(rename = "problem.severity")]
    pub problem_severity: &'static str,
    #[serde(rename = "security-severity")]
    pub security_severity: &'static str,
    pub severity: &'static str,
    pub domain: &'static str,
    pub controls: &'r BTreeMap<String, Vec<String>>,
    pub aliases: &'r [String],
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    None,
    Note,
    Warning,
    Error,
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Fail,
    Open,
}

/// A kind of notification.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notice {
    pub id: &'static str,
    pub short_description: Text,
    pub full_description: Text,
    pub help: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'r> {
    pub execution_successful: bool,
    pub exit_code: u8,
    pub exit_code_description: &'static str,
    pub tool_execution_notifications: Vec<Notification<'r>>,
    pub tool_configuration_notifications: Vec<Notification<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification<'r> {
    pub descriptor: Reference<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_rule: Option<Reference<'r>>,
    pub level: Level,
    pub message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location<'r>>,
}

#[derive(Serialize)]
pub(super) struct Reference<'r> {
    pub id: &'r str,
}

/// A file that the run looked at.
#[derive(Serialize)]
pub(super) struct Artifact<'r> {
    pub location: ArtifactLocation,
    pub roles: Vec<&'static str>,
    pub properties: PlanProperties<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanProperties<'r> {
    pub outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terraform_version: Option<&'r str>,
    #[serde(flatten)]
    pub counts: Option<PlanCounts>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanCounts {
    pub resources: usize,
    pub judged: usize,
    pub deleted: usize,
    pub no_rule: usize,
    pub unreadable: usize,
    pub rules: usize,
    pub fixed: usize,
}

#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation<'r> {
    pub fully_qualified_name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
}

/// What the standard calls a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding<'r> {
    pub rule_id: &'r str,
    pub rule_index: usize,
    pub kind: Kind,
    pub level: Level,
    pub message: Text,
    pub locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location<'r>>,
    pub partial_fingerprints: BTreeMap<&'static str, String>,
    /// Empty and not left out where there is none: if one result has them, all have.
    pub suppressions: Vec<Suppression<'r>>,
    pub properties: FindingProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct Suppression<'r> {
    pub kind: &'static str,
    pub status: &'static str,
    pub justification: String,
    pub location: Location<'r>,
    pub properties: SuppressionProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct SuppressionProperties<'r> {
    pub by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FindingProperties<'r> {
    pub severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regraded_from: Option<&'static str>,
    pub domain: &'static str,
    pub verdict: &'static str,
    pub provenance: &'static str,
    pub fails_run: bool,
    pub plan: String,
    pub address: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposed: Option<&'r str>,
    pub r#type: &'r str,
    pub actions: Vec<&'static str>,
    pub path: &'r AttributePath,
    pub depends_on: &'r [String],
    pub aliases: &'r [String],
}
