//! The types of the JSON report, version 1: members may be added, never renamed or removed.

use std::collections::BTreeMap;

use plangate_plan::AttributePath;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Report<'r> {
    pub version: u8,
    pub tool: Tool,
    pub config: Option<&'r str>,
    pub outcome: &'static str,
    pub plans: Vec<PlanWhole<'r>>,
    pub waivers: Waivers<'r>,
    pub errors: Vec<Error>,
}

#[derive(Serialize)]
pub(crate) struct Tool {
    pub name: &'static str,
    pub version: &'static str,
    pub bundle: String,
}

/// A plan with its findings.
#[derive(Serialize)]
pub(crate) struct PlanWhole<'r> {
    #[serde(flatten)]
    pub plan: Plan<'r>,
    pub findings: Vec<JsonFinding<'r>>,
    pub waivers: Waivers<'r>,
}

#[derive(Serialize)]
pub(crate) struct Plan<'r> {
    pub file: String,
    pub digest: Option<&'r str>,
    pub terraform_version: Option<&'r str>,
    pub format_version: Option<&'r str>,
    pub outcome: &'static str,
    pub counts: Counts,
    pub grants: Vec<JsonGrant<'r>>,
    pub notes: Vec<String>,
    pub errors: Vec<Error>,
}

#[derive(Serialize, Default)]
pub(crate) struct Counts {
    pub resources: usize,
    pub deleted: usize,
    pub judged: usize,
    pub no_rule: usize,
    pub unreadable: usize,
    pub rules: usize,
    pub pass: usize,
    pub fail: usize,
    pub undecided: usize,
    pub fixed: usize,
    pub waived: usize,
}

#[derive(Serialize)]
pub(crate) struct JsonFinding<'r> {
    pub rule: &'r str,
    pub aliases: &'r [String],
    pub title: &'r str,
    pub domain: &'static str,
    pub severity: &'static str,
    pub verdict: &'static str,
    pub provenance: &'static str,
    pub regraded: Option<JsonRegraded<'r>>,
    pub waived: Option<JsonWaived<'r>>,
    pub address: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposed: Option<&'r str>,
    pub module: &'r str,
    pub r#type: &'r str,
    pub actions: Vec<&'static str>,
    pub path: &'r AttributePath,
    pub message: &'r str,
    pub depends_on: &'r [String],
    pub source: Option<JsonSource<'r>>,
    pub fingerprint: &'r str,
    pub remediation: &'r str,
    pub controls: &'r BTreeMap<String, Vec<String>>,
}

#[derive(Serialize)]
pub(crate) struct JsonSource<'r> {
    pub file: &'r str,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub missing: &'r str,
    pub related: Vec<JsonRelated<'r>>,
}

#[derive(Serialize)]
pub(crate) struct JsonRelated<'r> {
    pub label: &'r str,
    pub file: &'r str,
    pub line: usize,
    pub column: usize,
}

#[derive(Serialize)]
pub(crate) struct JsonGrant<'r> {
    pub address: &'r str,
    pub path: &'r AttributePath,
    pub to: &'r [String],
    pub statement: &'r str,
    pub reason: &'r str,
    pub level: &'static str,
    pub actions: &'r [String],
    pub resources: &'r [String],
    pub principals: &'r [String],
}

#[derive(Serialize)]
pub(crate) struct JsonPlace<'r> {
    pub file: &'r str,
    pub line: usize,
    pub column: usize,
}

#[derive(Serialize)]
pub(crate) struct JsonRegraded<'r> {
    pub from: &'static str,
    pub place: JsonPlace<'r>,
}

#[derive(Serialize)]
pub(crate) struct JsonWaived<'r> {
    pub by: &'static str,
    pub reason: Option<&'r str>,
    pub owner: Option<&'r str>,
    pub expires: Option<String>,
    pub place: JsonPlace<'r>,
}

#[derive(Serialize)]
pub(crate) struct Waivers<'r> {
    pub unused: Vec<JsonWaiver<'r>>,
    pub expired: Vec<JsonWaiver<'r>>,
    pub gone: Vec<JsonEntry<'r>>,
}

#[derive(Serialize)]
pub(crate) struct JsonWaiver<'r> {
    pub by: &'static str,
    pub rule: String,
    pub address: String,
    pub path: Option<String>,
    pub owner: Option<&'r str>,
    pub expires: Option<String>,
    pub place: JsonPlace<'r>,
}

#[derive(Serialize)]
pub(crate) struct JsonEntry<'r> {
    pub rule: &'r str,
    pub address: &'r str,
    pub fingerprint: &'r str,
    pub place: JsonPlace<'r>,
}

#[derive(Serialize)]
pub(crate) struct Error {
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}
