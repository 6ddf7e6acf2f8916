//! Findings as SARIF has them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use plangate_policy::{Origin, Severity, Verdict, Waived};

use crate::output::groups::{Found, findings};
use crate::output::sarif::log::{
    Finding, FindingProperties, Kind, Level, Location, LogicalLocation, Rule, Suppression, SuppressionProperties, Text,
};
use crate::output::sarif::{place, rules};
use crate::output::spot::{plan_file, spots};
use crate::output::standing::{Standing, is_open_question};
use crate::output::{Run, json, waivers, words};
use crate::terminal::safe;

/// GitHub shows no more places of a finding.
const MOST_RELATED: usize = 100;

/// All that was found and is not fixed, worst first, and the rules that found it by their ids.
///
/// What is waived comes last, what is undecided before it, and what fails the run first: who takes only some takes those that matter.
pub(super) fn results<'r>(run: &'r Run<'_>) -> (Vec<Finding<'r>>, Vec<Rule<'r>>) {
    let shown = findings(run.plans).filter(|found| !found.finding.is_fixed() && run.gate.shows(found.finding));
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<(Found<'_>, String)> = shown.map(|found| (found, fingerprint(run, found, &mut times))).collect();
    all.sort_by_cached_key(|(found, _)| {
        let finding = found.finding;
        let (is_waived, is_open) = (finding.waived.is_some(), kind(run, *found) == Kind::Open);
        (is_waived, is_open, !run.gate.fails(finding), Reverse(finding.severity))
    });
    let mut known: BTreeMap<&str, (&plangate_policy::Rule, Option<Severity>)> = BTreeMap::new();
    for (found, _) in &all {
        let finding = found.finding;
        let (_, worst) = known.entry(finding.rule.id()).or_insert((finding.rule, None));
        if finding.waived.is_none() && kind(run, *found) == Kind::Fail {
            *worst = (*worst).max(Some(finding.severity));
        }
    }
    let index: HashMap<&str, usize> = known.keys().enumerate().map(|(index, id)| (*id, index)).collect();
    let rules = known.values().map(|(rule, worst)| rules::rule(rule, *worst)).collect();
    let results = all.into_iter().map(|(found, fingerprint)| {
        let index = index.get(found.finding.rule.id()).copied().unwrap_or_default();
        result(run, found, index, fingerprint)
    });
    (results.collect(), rules)
}

/// Undecided is what the standard calls open, unless the user makes a failure of it.
fn kind(run: &Run<'_>, found: Found<'_>) -> Kind {
    let finding = found.finding;
    if is_open_question(finding, Standing::of(run, finding)) { Kind::Open } else { Kind::Fail }
}

/// The finding's own, which is the same in another plan and for another value of the same list: with the plan where there are several, and
/// a number from the second one on.
fn fingerprint(run: &Run<'_>, found: Found<'_>, times: &mut HashMap<String, usize>) -> String {
    let mut text = found.finding.fingerprint.clone();
    if run.plans.len() > 1 {
        text = format!("{text}:{}", plan_file(found.plan));
    }
    let times = times.entry(text.clone()).or_default();
    *times += 1;
    if *times > 1 { format!("{text}:{times}") } else { text }
}

fn result<'r>(run: &Run<'_>, found: Found<'r>, rule_index: usize, fingerprint: String) -> Finding<'r> {
    let finding = found.finding;
    let kind = kind(run, found);
    let (spot, near) = spots(found.plan, found.position);
    let logical = LogicalLocation {
        fully_qualified_name: &finding.address,
        kind: match finding.r#type.as_str() {
            "module" => Some("module"),
            "plan" | "check" | "provider" => None,
            _ => Some("resource"),
        },
    };
    let location = Location { logical_locations: vec![logical], ..place::of_spot(&spot, found.plan) };
    let near = near.iter().map(|near| (place::of_spot(&near.spot, found.plan), near.label.clone()));
    let regraded = finding.regraded.as_ref().map(|regraded| {
        (place::of_place(&regraded.place), format!("graded {}, was {}", finding.severity, regraded.from))
    });
    let lapsed = finding
        .lapsed
        .as_ref()
        .map(|lapsed| (place::of_place(&lapsed.place), format!("waived until {}", lapsed.expired)));
    let related = near.chain(regraded).chain(lapsed).take(MOST_RELATED).enumerate();
    let custom = &finding.rule.metadata.custom;
    Finding {
        rule_id: finding.rule.id(),
        rule_index,
        kind,
        // The standard wants it so: only what fails has a level.
        level: if kind == Kind::Open { Level::None } else { rules::level(finding.severity) },
        message: Text::safe(&message(run, found)),
        locations: [location],
        related_locations: related
            .map(|(index, (location, label))| place::labelled(location, index + 1, &label))
            .collect(),
        partial_fingerprints: BTreeMap::from([("plangate/v1", fingerprint)]),
        suppressions: finding.waived.iter().map(suppression).collect(),
        properties: FindingProperties {
            severity: finding.severity.as_str(),
            regraded_from: finding.regraded.as_ref().map(|regraded| regraded.from.as_str()),
            domain: custom.domain.as_str(),
            verdict: json::verdict(finding.verdict),
            provenance: finding.provenance.as_str(),
            fails_run: run.gate.fails(finding),
            plan: plan_file(found.plan),
            address: &finding.address,
            deposed: finding.deposed.as_deref(),
            r#type: &finding.r#type,
            actions: finding.actions.iter().map(|action| action.as_str()).collect(),
            path: &finding.path,
            depends_on: &finding.depends_on,
            aliases: &custom.aliases,
        },
    }
}

/// What is, and where; with what a reader would not see who knows neither kinds nor suppressions, such as GitHub.
fn message(run: &Run<'_>, found: Found<'_>) -> String {
    let finding = found.finding;
    let mut more = Vec::new();
    if finding.verdict == Verdict::Undecided {
        let on = if finding.depends_on.is_empty() {
            String::new()
        } else {
            format!(", depends on {}", finding.depends_on.join(", "))
        };
        more.push(format!("undecided until apply{on}"));
    }
    if let Some(waived) = &finding.waived {
        more.push(format!("waived: {}", waivers::why(waived)));
    }
    if run.plans.len() > 1 {
        more.push(format!("in {}", plan_file(found.plan)));
    }
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
    format!("{}: {}{more}", words::address(finding), finding.message)
}

fn suppression<'r>(waived: &'r Waived) -> Suppression<'r> {
    Suppression {
        kind: if waived.origin == Origin::Comment { "inSource" } else { "external" },
        status: "accepted",
        justification: safe(waivers::why(waived)).into_owned(),
        location: place::of_place(&waived.place),
        properties: SuppressionProperties {
            by: waived.origin.as_str(),
            owner: waived.owner.as_deref(),
            expires: waived.expires.map(|day| day.to_string()),
        },
    }
}
