//! SARIF 2.1.0, for code scanning: one run, its results worst first, at the user's own lines. What is fixed is no result.

mod log;
mod notifications;
mod place;
mod results;
mod rules;

use std::collections::BTreeMap;

use plangate_policy::Outcome;

use crate::check::{self, Judged};
use crate::output::{Run, json};
use crate::terminal::document;
use log::{Artifact, BaseId, Driver, DriverProperties, Invocation, Log, PlanCounts, PlanProperties, Text, Tool};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(run: &Run<'_>) -> String {
    let (results, rules) = results::results(run);
    let of_plans = notifications::of_plans(run);
    let of_configuration = notifications::of_configuration(run);
    let outcome = run.outcome();
    let top = "the top of the repository; the working directory where there is no repository";
    let driver = Driver {
        name: "plangate",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules,
        notifications: notifications::notices(&[&of_plans, &of_configuration]),
        properties: DriverProperties { bundle: format!("sha256:{}", run.bundle.digest()) },
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [log::Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(place::BASE, BaseId { description: Text::new(top) })]),
            // Without the command line, which may hold a secret, and without the time.
            invocations: [Invocation {
                execution_successful: outcome != Outcome::CouldNotJudge,
                exit_code: check::code(outcome),
                exit_code_description: json::word(outcome),
                tool_execution_notifications: of_plans,
                tool_configuration_notifications: of_configuration,
            }],
            artifacts: run.plans.iter().map(artifact).collect(),
            results,
        }],
    };
    document(&log)
}

fn artifact<'r>(plan: &'r Judged<'_>) -> Artifact<'r> {
    let report = plan.result.as_ref().ok();
    let mut roles = vec!["analysisTarget"];
    if plan.input.path().is_none() {
        roles.push("standardStream");
    }
    let counts = report.map(|report| PlanCounts {
        resources: report.counts.resources,
        judged: report.counts.judged,
        deleted: report.counts.deleted,
        no_rule: report.counts.no_rule,
        unreadable: report.counts.unreadable,
        rules: report.counts.rules,
        fixed: report.counts.fixed,
    });
    Artifact {
        location: place::plan(plan),
        roles,
        properties: PlanProperties {
            outcome: json::word(plan.outcome),
            digest: plan.digest.as_deref(),
            terraform_version: report.and_then(|report| report.terraform_version.as_deref()),
            counts,
        },
    }
}
