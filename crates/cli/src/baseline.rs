//! `plangate baseline`, and the file that it writes: findings of today, that they may be told from those of tomorrow.

use std::collections::BTreeMap;
use std::path::Path;

use plangate_policy::{Baseline, Decisions, Entry, Options, Place, PlanReport, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::args::BaselineArgs;
use crate::check::{How, Judged, complain, judge_each};
use crate::choice;
use crate::config::{Setup, set_up};
use crate::diagnostic::{CliError, Stop};
use crate::inputs::{self, directories};
use crate::sources::{Configurations, Lines};
use crate::terminal::Terminal;
use crate::terraform::Terraform;
use crate::today::today;
use crate::{exit, write_out};

/// Of the format.
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct File<'f> {
    version: u64,
    #[serde(borrow)]
    findings: Vec<&'f RawValue>,
}

/// A finding, in the order of its members: files are compared by people.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    rule: String,
    address: String,
    fingerprint: String,
    verdict: Word,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum Word {
    Fail,
    Undecided,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

/// Reads a baseline.
///
/// # Errors
/// Of the file system, and what is no baseline.
pub(crate) fn read(path: &Path) -> Result<Baseline, CliError> {
    let file = path.display().to_string();
    let text = std::fs::read(path).map_err(|error| CliError::Unreadable { path: path.to_owned(), error })?;
    let bad = |message: String| CliError::Baseline { file: file.clone(), message };
    let text = String::from_utf8(text).map_err(|_| bad("it is not UTF-8".to_owned()))?;
    let whole: File<'_> = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    if whole.version != VERSION {
        return Err(bad(format!("version {} of the format is not known", whole.version)));
    }
    let entry = |raw: &&RawValue| {
        let offset = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let before = text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let place = Place { file: file.clone(), line, column };
        let read: Line = serde_json::from_str(raw.get()).map_err(|error| {
            // Its line and column would be those inside the entry.
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            bad(format!("{message} in line {line}"))
        })?;
        let Line { rule, address, fingerprint, verdict, count } = read;
        let verdict = match verdict {
            Word::Fail => Verdict::Fail,
            Word::Undecided => Verdict::Undecided,
        };
        Ok(Entry { fingerprint, rule, address, verdict, count, place })
    };
    Ok(Baseline { entries: whole.findings.iter().map(entry).collect::<Result<_, _>>()? })
}

/// Runs the command.
pub(crate) fn baseline(arguments: &BaselineArgs, terminal: &Terminal) -> Result<u8, Stop> {
    let judged = &arguments.judged;
    let inputs = inputs::resolve(&judged.plans)?;
    let Setup { bundle, mut config, terminal } =
        set_up(&judged.by.config, &judged.by.rules.policy, &directories(&inputs), terminal)?;
    let rules = choice::chosen(&bundle, &judged.by.rules, &judged.by.opt_in, &config)?;
    // What a waiver accepts is left to it: in a baseline it would be accepted for ever.
    let decisions = Decisions {
        severities: Vec::new(),
        waivers: std::mem::take(&mut config.waivers),
        baseline: None,
        today: today(&judged.by.today),
    };
    let options = Options { decisions: Some(&decisions), ..Options::default() };
    let terraform = Terraform::new(judged.by.read.terraform.as_deref());
    let configurations = Configurations::new(judged, &config, (Lines::None, false), decisions.today)?;
    let how = How {
        terraform: &terraform,
        bundle: &bundle,
        rules: &rules,
        options: &options,
        digest: false,
        configurations: &configurations,
    };
    let mut plans = Vec::new();
    judge_each(inputs, how, terminal.stderr_is_terminal, |plan| plans.push(plan));
    complain(&plans, &terminal);
    let is_whole = |plan: &Judged<'_>| plan.result.as_ref().is_ok_and(|report| report.problems.is_empty());
    if !bundle.errors().is_empty() || !plans.iter().all(is_whole) {
        // Half of a list would take the place of a whole one.
        return Err(Stop::Quiet(exit::COULD_NOT_JUDGE));
    }
    let text = write(plans.iter().filter_map(|plan| plan.result.as_ref().ok()));
    write_out(arguments.output.as_deref(), &text, exit::PASS)
}

/// The file: sorted, a finding a line. Each plan is held against all of it, so of findings alike there are as many as the plan has that has
/// the most.
fn write<'r, 'b: 'r>(reports: impl Iterator<Item = &'r PlanReport<'b>>) -> String {
    let mut most: BTreeMap<Line, usize> = BTreeMap::new();
    for report in reports {
        let mut counts: BTreeMap<Line, usize> = BTreeMap::new();
        let open = report.findings.iter().filter(|finding| !finding.is_fixed() && finding.waived.is_none());
        for finding in open {
            let verdict = match finding.verdict {
                Verdict::Fail => Word::Fail,
                Verdict::Undecided => Word::Undecided,
            };
            let (rule, address) = (finding.rule.id().to_owned(), finding.address.clone());
            let line = Line { rule, address, fingerprint: finding.fingerprint.clone(), verdict, count: 1 };
            *counts.entry(line).or_default() += 1;
        }
        for (line, count) in counts {
            let largest = most.entry(line).or_default();
            *largest = count.max(*largest);
        }
    }
    let lines: Vec<String> = most
        .into_iter()
        // Texts and a number: JSON holds them all.
        .map(|(line, count)| serde_json::to_string(&Line { count, ..line }).unwrap_or_default())
        .map(|line| format!("    {line}"))
        .collect();
    let findings = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
    format!("{{\n  \"version\": {VERSION},\n  \"findings\": {findings}\n}}\n")
}
