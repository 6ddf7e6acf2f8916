//! The JSON report, version 1: its own types, so that the internals may move. Members may be added to it, never
//! renamed or removed. `crates/cli/schemas/report-v1.schema.json` describes it.

mod shape;

use plangate_policy::{
    Entry, Finding, Grant, Outcome, Place, PlanReport, Problem, RuleError, Target, Uses, Verdict, Waived, Waiver,
};

use crate::check::Judged;
use crate::inputs::InputError;
use crate::output::{self, Frame, Run};
use crate::sources::Line;
use crate::terminal::document;
use shape::{
    Counts, JsonEntry, JsonGrant, JsonPlace, JsonRegraded, JsonRelated, JsonSource, JsonWaived, JsonWaiver, PlanWhole,
    Report,
};
pub(super) use shape::{Error, JsonFinding, Plan, Tool, Waivers};

/// Of the format.
pub(super) const VERSION: u8 = 1;

/// Writes the report, indented, with a newline at its end.
pub(super) fn render(run: &Run<'_>) -> String {
    let whole = |judged| PlanWhole {
        plan: plan(judged),
        findings: findings(run, judged).collect(),
        waivers: waivers(run, &output::uses_in(judged).cloned()),
    };
    let report = Report {
        version: VERSION,
        tool: tool(run),
        config: run.config.name.as_deref(),
        outcome: word(run.outcome()),
        waivers: waivers(run, &run.uses()),
        plans: run.plans.iter().map(whole).collect(),
        errors: bundle_errors(run),
    };
    document(&report)
}

pub(super) fn tool(frame: &Frame<'_>) -> Tool {
    Tool { name: "plangate", version: env!("CARGO_PKG_VERSION"), bundle: format!("sha256:{}", frame.bundle.digest()) }
}

/// Rules that did not load.
pub(super) fn bundle_errors(frame: &Frame<'_>) -> Vec<Error> {
    frame.bundle.errors().iter().map(of_rule_error).collect()
}

pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Violations => "violations",
        Outcome::CouldNotJudge => "could-not-judge",
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fail => "fail",
        Verdict::Undecided => "undecided",
    }
}

/// What there is to say of a plan besides its findings.
pub(super) fn plan<'r>(plan: &'r Judged<'_>) -> Plan<'r> {
    let report = plan.result.as_ref().ok();
    Plan {
        file: plan.input.to_string(),
        digest: plan.digest.as_deref(),
        terraform_version: report.and_then(|report| report.terraform_version.as_deref()),
        format_version: report.map(|report| report.format_version.as_str()),
        outcome: word(plan.outcome),
        counts: report.map(of_counts).unwrap_or_default(),
        grants: report.map(|report| report.grants.iter().map(of_grant).collect()).unwrap_or_default(),
        notes: report.map(|report| report.notes.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        errors: errors(plan),
    }
}

/// Why a plan could not be judged, or not all of it.
pub(super) fn errors(plan: &Judged<'_>) -> Vec<Error> {
    match &plan.result {
        Ok(report) => report.problems.iter().map(of_problem).collect(),
        Err(error) => vec![of_input_error(error)],
    }
}

/// The findings of a plan that are shown.
pub(super) fn findings<'r>(frame: &'r Frame<'_>, plan: &'r Judged<'_>) -> impl Iterator<Item = JsonFinding<'r>> {
    let findings = plan.result.iter().flat_map(|report| report.findings.iter().enumerate());
    let shown = findings.filter(|(_, finding)| frame.gate.shows(finding));
    shown.map(|(position, finding)| of_finding(finding, plan.seen.lines.get(&position)))
}

fn of_counts(report: &PlanReport<'_>) -> Counts {
    let counts = report.counts;
    Counts {
        resources: counts.resources,
        deleted: counts.deleted,
        judged: counts.judged,
        no_rule: counts.no_rule,
        unreadable: counts.unreadable,
        rules: counts.rules,
        pass: counts.pass,
        fail: counts.fail,
        undecided: counts.undecided,
        fixed: counts.fixed,
        waived: counts.waived,
    }
}

fn of_grant(grant: &Grant) -> JsonGrant<'_> {
    JsonGrant {
        address: &grant.address,
        path: &grant.path,
        to: &grant.to,
        statement: &grant.label,
        reason: &grant.reason,
        level: grant.level,
        actions: &grant.actions,
        resources: &grant.resources,
        principals: &grant.principals,
    }
}

fn of_finding<'r>(finding: &'r Finding<'r>, line: Option<&'r Line>) -> JsonFinding<'r> {
    let metadata = &finding.rule.metadata;
    JsonFinding {
        rule: finding.rule.id(),
        aliases: &metadata.custom.aliases,
        title: &metadata.title,
        domain: metadata.custom.domain.as_str(),
        severity: finding.severity.as_str(),
        verdict: verdict(finding.verdict),
        provenance: finding.provenance.as_str(),
        regraded: finding
            .regraded
            .as_ref()
            .map(|regraded| JsonRegraded { from: regraded.from.as_str(), place: of_place(&regraded.place) }),
        waived: finding.waived.as_ref().map(of_waived),
        address: &finding.address,
        deposed: finding.deposed.as_deref(),
        module: &finding.module,
        r#type: &finding.r#type,
        actions: finding.actions.iter().map(|action| action.as_str()).collect(),
        path: &finding.path,
        message: &finding.message,
        depends_on: &finding.depends_on,
        source: line.map(of_line),
        fingerprint: &finding.fingerprint,
        remediation: metadata.custom.remediation.trim(),
        controls: &metadata.custom.controls,
    }
}

fn of_line(line: &Line) -> JsonSource<'_> {
    let related = line.related.iter().map(|related| {
        let (line, column) = related.shown.start;
        JsonRelated { label: &related.label, file: &related.shown.file, line, column }
    });
    let ((first, column), (last, end)) = (line.shown.start, line.shown.end);
    JsonSource {
        file: &line.shown.file,
        line: first,
        column,
        end_line: last,
        end_column: end,
        missing: &line.missing,
        related: related.collect(),
    }
}

fn of_place(place: &Place) -> JsonPlace<'_> {
    JsonPlace { file: &place.file, line: place.line, column: place.column }
}

fn of_waived(waived: &Waived) -> JsonWaived<'_> {
    JsonWaived {
        by: waived.origin.as_str(),
        reason: waived.reason.as_deref(),
        owner: waived.owner.as_deref(),
        expires: waived.expires.map(|day| day.to_string()),
        place: of_place(&waived.place),
    }
}

pub(super) fn waivers<'r>(run: &'r Run<'_>, uses: &Option<Uses>) -> Waivers<'r> {
    let entry = |entry: &'r Entry| JsonEntry {
        rule: &entry.rule,
        address: &entry.address,
        fingerprint: &entry.fingerprint,
        place: of_place(&entry.place),
    };
    Waivers {
        unused: run.unused(uses).into_iter().map(of_waiver).collect(),
        expired: run.expired().into_iter().map(of_waiver).collect(),
        gone: run.gone(uses).into_iter().map(entry).collect(),
    }
}

/// Without its reason and value, for no plan tells what in them is a secret.
fn of_waiver(waiver: &Waiver) -> JsonWaiver<'_> {
    let (address, path) = match &waiver.target {
        Target::Pattern { address, path, .. } => (address.to_string(), path.as_ref().map(ToString::to_string)),
        Target::Bound { to } => (to.clone(), None),
    };
    JsonWaiver {
        by: waiver.origin.as_str(),
        rule: waiver.rules(),
        address,
        path,
        owner: waiver.owner.as_deref(),
        expires: waiver.expires.map(|day| day.to_string()),
        place: of_place(&waiver.place),
    }
}

fn of_problem(problem: &Problem) -> Error {
    match problem {
        Problem::Rule(error) => of_rule_error(error),
        Problem::ErroredPlan | Problem::Resource { .. } => {
            let help = output::help(problem).map(str::to_owned);
            Error { kind: "plan", rule: None, file: None, line: None, message: problem.to_string(), output: None, help }
        }
    }
}

fn of_rule_error(error: &RuleError) -> Error {
    Error {
        kind: "rule",
        rule: error.rule.clone(),
        file: Some(error.file.clone()),
        line: (error.line > 0).then_some(error.line),
        message: error.message.clone(),
        output: None,
        help: None,
    }
}

fn of_input_error(error: &InputError) -> Error {
    let help = miette::Diagnostic::help(error).map(|help| help.to_string());
    let output = (!error.said().is_empty()).then(|| error.said().join("\n"));
    Error { kind: "plan", rule: None, file: None, line: None, message: error.to_string(), output, help }
}
