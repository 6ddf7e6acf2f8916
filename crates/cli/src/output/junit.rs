//! JUnit XML, which CI servers show as tests: a suite a plan, and in it a case for the plan and one for each rule that ran.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plangate_policy::{Finding, Rule};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::check::Judged;
use crate::output::groups::{Found, findings};
use crate::output::human::summary;
use crate::output::obstacles::{Obstacle, obstacles};
use crate::output::spot::{Spot, in_repository, plan_file, spots};
use crate::output::standing::{Standing, remarks};
use crate::output::words::{self, plural};
use crate::output::{Run, waivers};
use crate::terminal::safe;

/// Different reasons why findings of a rule fail nothing that are named in one line.
const REASONS: usize = 5;

pub(super) fn render(run: &Run<'_>) -> String {
    let mut report = Report::new("plangate");
    report.add_test_suites(run.plans.iter().map(|plan| suite(run, plan)));
    report.add_test_suites(of_run(run));
    // Writing to memory can't fail.
    let text = report.to_string().unwrap_or_default();
    // Jenkins' schema has the attribute for suites alone. The first one stands before any text of a plan.
    let text = text.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1);
    // XML can't hold these two in any way, and the crate lets them pass.
    text.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}

fn suite(run: &Run<'_>, plan: &Judged<'_>) -> TestSuite {
    let file = safe(&plan_file(plan)).into_owned();
    let mut suite = TestSuite::new(&file);
    suite.add_test_case(of_plan(run, plan, &file));
    suite.add_test_cases(cases(run, plan).into_iter().map(|(id, case)| case.test(id, &file)));
    let mut text = String::new();
    summary(run, plan, false, &mut text);
    suite.set_system_out(text.trim_end());
    suite
}

/// Whether the plan was judged, and is the whole change where it must be. A plan without rules is no empty suite for it, which some
/// servers refuse.
fn of_plan(run: &Run<'_>, plan: &Judged<'_>, file: &str) -> TestCase {
    let own: Vec<Obstacle<'_>> = obstacles(plan).into_iter().filter(|obstacle| obstacle.rule.is_none()).collect();
    let notes = plan.result.iter().flat_map(|report| &report.notes).filter(|note| run.fails(note));
    let notes: Vec<String> = notes.map(|note| safe(&note.to_string()).into_owned()).collect();
    let status = match (own.first(), notes.first()) {
        (Some(first), _) => error(first, &own, ""),
        (None, Some(first)) => failure("undecided", first, &notes.join("\n")),
        (None, None) => TestCaseStatus::success(),
    };
    case("plan", &format!("{file}.plan"), status)
}

/// What is to be said of a rule.
#[derive(Default)]
struct Case<'f> {
    rule: Option<&'f Rule>,
    obstacles: Vec<Obstacle<'f>>,
    failing: Vec<Found<'f>>,
    others: Vec<(Found<'f>, Standing<'f>)>,
}

/// The rules that ran by their ids, and those that failed.
fn cases<'f>(run: &'f Run<'_>, plan: &'f Judged<'_>) -> BTreeMap<&'f str, Case<'f>> {
    let mut cases: BTreeMap<&str, Case<'f>> = BTreeMap::new();
    for rule in plan.result.iter().flat_map(|report| &report.rules) {
        cases.entry(rule.rule.id()).or_default().rule = Some(rule.rule);
    }
    for found in findings(std::slice::from_ref(plan)).filter(|found| run.gate.shows(found.finding)) {
        let case = cases.entry(found.finding.rule.id()).or_default();
        case.rule = Some(found.finding.rule);
        match Standing::of(run, found.finding) {
            Standing::Fails => case.failing.push(found),
            standing => case.others.push((found, standing)),
        }
    }
    for obstacle in obstacles(plan) {
        if let Some(id) = obstacle.rule {
            let case = cases.entry(id).or_default();
            case.rule = case.rule.or_else(|| run.rules.iter().copied().find(|rule| rule.id() == id));
            case.obstacles.push(obstacle);
        }
    }
    cases
}

impl Case<'_> {
    fn test(&self, id: &str, file: &str) -> TestCase {
        let (name, domain) = match self.rule {
            Some(rule) => (format!("{id}: {}", safe(&rule.metadata.title)), rule.metadata.custom.domain.as_str()),
            None => (safe(id).into_owned(), "rules"),
        };
        let mut test = case(&name, &format!("{file}.{domain}"), self.status());
        if !self.others.is_empty() {
            let others = self.others.iter().map(|(found, standing)| text(*found, *standing));
            test.set_system_out(others.collect::<Vec<_>>().join("\n"));
        }
        test
    }

    fn status(&self) -> TestCaseStatus {
        let failing = self.failing();
        let open = || self.others.iter().filter(|(_, standing)| *standing != Standing::Fixed);
        match (self.obstacles.first(), self.failing.first()) {
            (Some(first), _) => error(first, &self.obstacles, &failing),
            (None, Some(first)) => {
                let message = format!("{}{}", headline(first.finding), words::more(self.failing.len() - 1));
                let worst = self.failing.iter().map(|found| found.finding.severity).max();
                failure(worst.unwrap_or(first.finding.severity).as_str(), &message, &failing)
            }
            (None, None) if open().next().is_some() => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(reasons(open().map(|(_, standing)| *standing)));
                status
            }
            (None, None) => TestCaseStatus::success(),
        }
    }

    /// The findings that fail the run, and what to do about them.
    fn failing(&self) -> String {
        let mut lines: Vec<String> = self.failing.iter().map(|found| text(*found, Standing::Fails)).collect();
        if let Some(rule) = self.rule.filter(|_| !lines.is_empty()) {
            lines.push(format!("\n{}", safe(&rule.metadata.custom.remediation)));
        }
        lines.join("\n")
    }
}

/// Cases about no plan: rules that did not load, waivers that accept nothing where that fails the run, and what else is said of waivers.
fn of_run(run: &Run<'_>) -> Option<TestSuite> {
    let mut suite = TestSuite::new("plangate");
    for problem in run.bundle.errors() {
        let name = problem.rule.as_ref().unwrap_or(&problem.file);
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(safe(&problem.to_string())).set_type("could-not-judge");
        suite.add_test_case(case(&safe(name), "plangate.rules", status));
    }
    for waiver in run.denied() {
        let place = safe(&waiver.place.to_string()).into_owned();
        let message = format!("nothing is found of {}", safe(&waivers::about(waiver)));
        let at = format!("{}:{}", safe(&in_repository(&waiver.place.file)), waiver.place.line);
        suite.add_test_case(case(&place, "plangate.waivers", failure("unused", &message, &at)));
    }
    let idle: Vec<String> = waivers::idle(run, false).iter().map(|line| safe(line).into_owned()).collect();
    if !idle.is_empty() {
        // Some servers show only what stands at a case, and none shows a suite that has no case.
        let mut notes = case("notes", "plangate.notes", TestCaseStatus::success());
        notes.set_system_out(idle.join("\n"));
        suite.add_test_case(notes);
    }
    (!suite.test_cases.is_empty()).then_some(suite)
}

/// A case. Jenkins takes what stands before the last dot of `class` for a package: the plan.
fn case(name: &str, class: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case
}

fn failure(kind: &str, message: &str, text: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(message).set_type(kind).set_description(text);
    status
}

/// What could not be judged, and behind it what was found all the same.
fn error(first: &Obstacle<'_>, all: &[Obstacle<'_>], found: &str) -> TestCaseStatus {
    let mut lines: Vec<String> = all.iter().map(Obstacle::text).collect();
    if !found.is_empty() {
        lines.push(format!("\n{found}"));
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(safe(&first.message)).set_type("could-not-judge").set_description(lines.join("\n"));
    status
}

fn headline(finding: &Finding<'_>) -> String {
    format!("{}: {}", safe(&words::address(finding)), safe(&finding.message))
}

/// All that there is to say of a finding, in lines.
fn text(found: Found<'_>, standing: Standing<'_>) -> String {
    let finding = found.finding;
    let mut text = headline(finding);
    let _ = write!(text, "\n  {}", finding.severity);
    for remark in remarks(finding, standing) {
        let _ = write!(text, ", {}", safe(&remark));
    }
    if let Standing::Waived(waived) = standing {
        let _ = write!(text, "\n  by {}", safe(&waivers::by(waived)));
    }
    let (spot, near) = spots(found.plan, found.position);
    if spot.region.is_some() {
        let _ = write!(text, "\n  at {}", place(&spot));
    }
    for near in near {
        let _ = write!(text, "\n  {}: {}", safe(&near.label), place(&near.spot));
    }
    if !finding.depends_on.is_empty() {
        let _ = write!(text, "\n  it depends on {}", safe(&finding.depends_on.join(", ")));
    }
    text
}

fn place(spot: &Spot) -> String {
    let line = spot.region.map(|region| format!(":{}:{}", region.line, region.column)).unwrap_or_default();
    format!("{}{line}", safe(&spot.file))
}

/// Why findings fail nothing, with how many of each: `2 undecided until apply; 1 waived: the old bastion goes away`.
fn reasons<'f>(standings: impl Iterator<Item = Standing<'f>>) -> String {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for standing in standings {
        let reason = safe(&standing.to_string()).into_owned();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, number)) => *number += 1,
            None => reasons.push((reason, 1)),
        }
    }
    let more = reasons.len().saturating_sub(REASONS);
    let named = reasons.iter().take(REASONS).map(|(reason, number)| format!("{number} {reason}"));
    let more = (more > 0).then(|| format!("and for {}", plural(more, "more reason")));
    named.chain(more).collect::<Vec<_>>().join("; ")
}
