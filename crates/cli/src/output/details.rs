//! What `--verbose` adds to the summary of a plan: which rules ran and what they said, and what none looked at.

use std::cmp::Reverse;
use std::fmt::Write as _;

use plangate_policy::{PlanReport, RuleCounts};

use crate::output::{Run, plural};
use crate::terminal::safe;

/// Writes it, indented like the lines of the summary.
pub(super) fn write(run: &Run<'_>, report: &PlanReport<'_>, text: &mut String) {
    let counts = report.counts;
    let ran = format!("{} of {} ran", counts.rules, plural(run.rules.len(), "rule"));
    let waived = if counts.waived > 0 { format!(", {} waived", counts.waived) } else { String::new() };
    let verdicts = format!("{} pass, {} fail, {} undecided{waived}", counts.pass, counts.fail, counts.undecided);
    let colon = if counts.rules == 0 { String::new() } else { format!(": {verdicts}") };
    let _ = writeln!(text, "  {ran}{colon}");
    rules(&report.rules, text);
    if !report.no_rule.is_empty() {
        let _ = writeln!(text, "  {} that no rule looks at", plural(report.no_rule.len(), "type"));
        types(report, text);
    }
}

/// The rules in columns.
fn rules(rules: &[RuleCounts<'_>], text: &mut String) {
    let digits = |of: fn(&RuleCounts<'_>) -> usize| rules.iter().map(|rule| width(of(rule))).max().unwrap_or_default();
    let (pass, fail, undecided) = (digits(|rule| rule.pass), digits(|rule| rule.fail), digits(|rule| rule.undecided));
    let id = rules.iter().map(|rule| rule.rule.id().len()).max().unwrap_or_default();
    for rule in rules {
        let waived = if rule.waived > 0 { format!(", {} waived", rule.waived) } else { String::new() };
        let _ = writeln!(
            text,
            "    {:id$}  {:pass$} pass, {:fail$} fail, {:undecided$} undecided{waived}",
            rule.rule.id(),
            rule.pass,
            rule.fail,
            rule.undecided
        );
    }
}

/// The types that no rule looks at, the most frequent first.
fn types(report: &PlanReport<'_>, text: &mut String) {
    let mut types: Vec<(&String, usize)> = report.no_rule.iter().map(|(kind, &number)| (kind, number)).collect();
    types.sort_by_key(|(kind, number)| (Reverse(*number), *kind));
    let digits = types.first().map(|(_, number)| width(*number)).unwrap_or_default();
    for (kind, number) in types {
        let _ = writeln!(text, "    {number:digits$} {}", safe(kind));
    }
}

/// What the configuration decides, in its order.
pub(super) fn decided(run: &Run<'_>, text: &mut String) {
    let Some(name) = &run.config.name else { return };
    let decided = &run.config.decided;
    let number = plural(run.decisions.waivers.len(), "waiver");
    let _ = writeln!(text, "{}: {}, {number}", safe(name), plural(decided.len(), "decision"));
    let lines = decided.iter().map(|decision| width(decision.place.line)).max().unwrap_or_default();
    for decision in decided {
        let outranked = (run.outranked)(decision.key);
        let outranked = outranked.map(|option| format!(", outranked by `{option}`")).unwrap_or_default();
        let _ = writeln!(text, "  line {:lines$}: {}{outranked}", decision.place.line, safe(&decision.what));
    }
}

fn width(number: usize) -> usize {
    number.to_string().len()
}
