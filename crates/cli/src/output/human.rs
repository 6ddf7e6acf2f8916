//! The report for people: findings worst first, equal ones of several instances as one, each with the planned value.

use std::fmt::{self, Write as _};
use std::ops::Deref;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use plangate_policy::{Counts, Finding, Outcome, PlanReport, Provenance, Severity, Verdict};

use crate::check::Judged;
use crate::output::groups::{Group, findings, groups, open};
use crate::output::{Look, Run, details, waivers};
use crate::sources::{Line, Related, Shown};
use crate::terminal::safe;

/// Instances that are named under a finding that they share.
const INSTANCES: usize = 5;

/// Lines of a file above and below the one that is meant.
const LINES: usize = 2;

/// Plans that are named under a finding that they share.
const PLANS: usize = 3;

/// With more plans than these, those that pass are only counted.
const MANY_PLANS: usize = 20;

/// Writes the report.
pub(super) fn render(run: &Run<'_>, look: Look<'_>) -> String {
    let Look { verbose, color, terminal } = look;
    let mut text = String::new();
    for group in groups(run, open(run, run.plans)) {
        let shown = Problem::new(group, run.plans.len() > 1, color && terminal.stdout_links);
        text.push_str(&match shown.line {
            Some(_) => terminal.render_around(&shown, color, LINES),
            None => terminal.render(&shown, color),
        });
        text.push('\n');
    }
    let is_short = run.plans.len() > MANY_PLANS && !verbose;
    for plan in run.plans {
        if is_short && has_nothing_to_say(plan) {
            continue;
        }
        summary(run, plan, is_short, &mut text);
        if let Ok(report) = &plan.result {
            waivers::waived(report, verbose, &mut text);
            if verbose {
                details::write(run, report, &mut text);
            }
        }
    }
    waivers::idle(run, verbose, &mut text);
    if verbose {
        details::decided(run, &mut text);
    }
    if run.plans.len() > 1 {
        total(run, &mut text);
    }
    text
}

/// Whether a plan passes without a word.
fn has_nothing_to_say(plan: &Judged<'_>) -> bool {
    let is_silent = |report: &PlanReport<'_>| report.findings.is_empty() && report.notes.is_empty();
    plan.outcome == Outcome::Pass && plan.result.as_ref().is_ok_and(is_silent)
}

/// A group as it is shown.
struct Problem<'f> {
    group: Group<'f>,
    first: &'f Finding<'f>,
    source: NamedSource<Text>,
    /// Where it stands in the user's own files.
    line: Option<&'f Line>,
    /// Whether there are plans that may not have it.
    names_plans: bool,
    /// Whether the terminal has hyperlinks.
    links: bool,
    origins: Vec<Origin<'f>>,
}

/// The text that is shown: of a file, or an excerpt of the plan.
type Text = Arc<str>;

impl<'f> Problem<'f> {
    fn new(group: Group<'f>, names_plans: bool, links: bool) -> Self {
        let (first, line) = (group.first.finding, group.first.line());
        let source = match line {
            Some(line) => source_of(&line.shown),
            None => {
                let excerpt = first.excerpt.as_ref().map(|excerpt| Arc::from(excerpt.text.as_str()));
                NamedSource::new(safe(&first.address), excerpt.unwrap_or_else(|| Arc::from(""))).with_language("hcl")
            }
        };
        let origins = line.into_iter().flat_map(|line| line.related.iter()).filter(|related| related.is_origin);
        let origins = origins.map(|related| Origin { related, source: source_of(&related.shown) }).collect();
        Self { group, first, source, line, names_plans, links, origins }
    }

    /// What stands at the line: the address, and what of the path is not written there.
    fn label(&self, line: &Line) -> String {
        let address = safe(&self.first.address);
        match line.missing.as_str() {
            "" => address.into_owned(),
            missing => format!("{address}: `{}` is not set here", safe(missing)),
        }
    }
}

impl fmt::Debug for Problem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first.fingerprint)
    }
}

impl fmt::Display for Problem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&safe(&self.first.message))
    }
}

impl std::error::Error for Problem<'_> {}

impl Diagnostic for Problem<'_> {
    fn code(&self) -> Option<Box<dyn fmt::Display + '_>> {
        let custom = &self.first.rule.metadata.custom;
        let undecided = match self.first.verdict {
            Verdict::Fail => "",
            Verdict::Undecided if self.group.fails => ", undecided, denied",
            Verdict::Undecided => ", undecided",
        };
        // What comes with the change is the rule, what was there before is worth a word.
        let preexisting = if self.first.provenance == Provenance::Preexisting { ", preexisting" } else { "" };
        let regraded =
            self.first.regraded.as_ref().map(|regraded| format!(", was {}", regraded.from)).unwrap_or_default();
        let more = match self.group.rules.len() {
            0 => String::new(),
            number => format!(" and {}", plural(number, "more rule")),
        };
        Some(Box::new(format!("{}{more} ({}{regraded}{undecided}{preexisting})", custom.id, self.first.severity)))
    }

    /// Behind the rule, where the terminal has links.
    fn url(&self) -> Option<Box<dyn fmt::Display + '_>> {
        let page = self.first.rule.metadata.related_resources.first().filter(|_| self.links)?;
        Some(Box::new(safe(page)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match (self.first.verdict, self.first.severity) {
            (Verdict::Fail, Severity::High | Severity::Critical) => miette::Severity::Error,
            (Verdict::Fail, _) | (Verdict::Undecided, Severity::High | Severity::Critical) => miette::Severity::Warning,
            (Verdict::Undecided, _) => miette::Severity::Advice,
        })
    }

    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        let mut lines = Vec::new();
        if !self.first.depends_on.is_empty() {
            lines.push(format!("it depends on {}", safe(&self.first.depends_on.join(", "))));
        }
        // Of several rules the remediation of one says nothing.
        lines.push(match self.group.rules.is_empty() {
            true => self.first.rule.metadata.custom.remediation.trim().to_owned(),
            false => format!("the other rules: {}", self.group.rules.join(", ")),
        });
        for call in self.line.into_iter().flat_map(|line| &line.related).filter(|related| !related.is_origin) {
            let (line, column) = call.shown.start;
            lines.push(format!("{}: {}:{line}:{column}", safe(&call.label), safe(&call.shown.file)));
        }
        if let Some(regraded) = &self.first.regraded {
            lines.push(format!("graded {} by {}", self.first.severity, safe(&regraded.place.to_string())));
        }
        if let Some(lapsed) = &self.first.lapsed {
            lines.push(format!("waived until {} by {}", lapsed.expired, safe(&lapsed.place.to_string())));
        }
        let mut help = lines.join("\n");
        let others = &self.group.others;
        if !others.is_empty() {
            let _ = write!(help, "\nalso: {}", some(others.iter().map(|address| safe(address)), INSTANCES));
        }
        if self.names_plans {
            let plans = self.group.plans.iter().map(|plan| plan.input.to_string());
            let number = if plans.len() == 1 { String::new() } else { format!("{} plans: ", plans.len()) };
            let _ = write!(help, "\nin {number}{}", some(plans.map(|plan| safe(&plan).into_owned()), PLANS));
        }
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (self.line.is_some() || self.first.excerpt.is_some()).then_some(&self.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = match (self.line, self.first.excerpt.as_ref()) {
            (Some(line), _) => {
                let (offset, length) = line.shown.span;
                LabeledSpan::new(Some(self.label(line)), offset, length)
            }
            (None, excerpt) => excerpt.map(|excerpt| LabeledSpan::new(None, excerpt.offset, excerpt.length))?,
        };
        Some(Box::new(std::iter::once(label)))
    }

    fn related<'d>(&'d self) -> Option<Box<dyn Iterator<Item = &'d dyn Diagnostic> + 'd>> {
        let origins = self.origins.iter().map(|origin| origin as &dyn Diagnostic);
        (!self.origins.is_empty()).then(|| Box::new(origins) as Box<dyn Iterator<Item = &'d dyn Diagnostic>>)
    }
}

/// Where the value at fault comes from.
struct Origin<'f> {
    related: &'f Related,
    source: NamedSource<Text>,
}

fn source_of(shown: &Shown) -> NamedSource<Text> {
    NamedSource::new(safe(&shown.file), Arc::clone(&shown.text)).with_language("hcl")
}

impl fmt::Debug for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.related.label)
    }
}

impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&safe(&self.related.label))
    }
}

impl std::error::Error for Origin<'_> {}

impl Diagnostic for Origin<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (offset, length) = self.related.shown.span;
        Some(Box::new(std::iter::once(LabeledSpan::new(None, offset, length))))
    }
}

/// Some of several things by name, and how many more there are.
fn some<T: Deref<Target = str>>(mut names: impl ExactSizeIterator<Item = T>, most: usize) -> String {
    let named: Vec<T> = names.by_ref().take(most).collect();
    let named: Vec<&str> = named.iter().map(|name| &**name).collect();
    let more = if names.len() > 0 { format!(" and {} more", names.len()) } else { String::new() };
    format!("{}{more}", named.join(", "))
}

/// One plan in two or three lines, or as briefly as can be.
fn summary(run: &Run<'_>, plan: &Judged<'_>, is_short: bool, text: &mut String) {
    let file = plan.input.to_string();
    let _ = write!(text, "{}: ", safe(&file));
    let report = match &plan.result {
        Ok(report) => report,
        Err(error) => {
            let _ = writeln!(text, "could not judge: {}", safe(&error.to_string()));
            return;
        }
    };
    let answer = match plan.outcome {
        Outcome::Pass => "pass",
        Outcome::Violations => "violations",
        Outcome::CouldNotJudge => "could not judge",
    };
    let _ = writeln!(text, "{answer}, {}", found(run, report));
    if !is_short {
        let _ = writeln!(text, "  {}", resources(report.counts));
    }
    let fixed = findings(std::slice::from_ref(plan)).filter(|found| found.finding.is_fixed());
    for group in groups(run, fixed) {
        let finding = group.first.finding;
        let (rule, address) = (finding.rule.id(), safe(&finding.address));
        let deposed = finding.deposed.as_ref().map(|key| format!(" (deposed {})", safe(key))).unwrap_or_default();
        let more = if group.others.is_empty() { String::new() } else { format!(" and {} more", group.others.len()) };
        let _ = writeln!(text, "  fixed: {rule} at {address}{deposed}{more}: {}", safe(&finding.message));
    }
    for note in &report.notes {
        let fails = if run.fails(note) { " (fails the run: `--undecided deny`)" } else { "" };
        let _ = writeln!(text, "  note: {}{fails}", safe(&note.to_string()));
    }
    for problem in &report.problems {
        let _ = writeln!(text, "  error: {}", safe(&problem.to_string()));
    }
}

/// How much was looked at.
fn resources(counts: Counts) -> String {
    let parts = [
        (counts.judged, "judged"),
        (counts.deleted, "deleted and so not judged"),
        (counts.no_rule, "of types that no rule looks at"),
        (counts.unreadable, "unreadable"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    let colon = if parts.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", plural(counts.resources, "resource"), parts.join(", "))
}

/// The findings of a plan in numbers.
fn found(run: &Run<'_>, report: &PlanReport<'_>) -> String {
    let is_open = |finding: &&Finding<'_>| !finding.is_fixed() && finding.waived.is_none();
    let failed: Vec<&Finding<'_>> =
        report.findings.iter().filter(is_open).filter(|finding| finding.verdict == Verdict::Fail).collect();
    let with = |severity: Severity| failed.iter().filter(|f| f.severity == severity).count();
    let by_severity: Vec<String> = Severity::ALL
        .into_iter()
        .rev()
        .map(|severity| (with(severity), severity))
        .filter(|(number, _)| *number > 0)
        .map(|(number, severity)| format!("{number} {severity}"))
        .collect();
    let mut text = if failed.is_empty() {
        "no finding".to_owned()
    } else {
        format!("{} ({})", plural(failed.len(), "finding"), by_severity.join(", "))
    };
    let preexisting = failed.iter().filter(|f| f.provenance == Provenance::Preexisting).count();
    if preexisting > 0 {
        let _ = write!(text, ", {} introduced and {preexisting} preexisting", failed.len() - preexisting);
    }
    let bars = failed.iter().map(|finding| (finding.severity, run.gate.fail_on.of(finding)));
    let below: Vec<Severity> = bars.filter(|(severity, bar)| severity < bar).map(|(_, bar)| bar).collect();
    if let Some(bar) = below.first() {
        let bar = if below.iter().all(|other| other == bar) { format!(" {bar}") } else { String::new() };
        let _ = write!(text, ", {} below `--fail-on{bar}`", below.len());
    }
    if report.counts.undecided > 0 {
        let _ = write!(text, ", {} undecided until apply", report.counts.undecided);
    }
    let waived = report.findings.iter().filter(|finding| finding.waived.is_some()).count();
    if waived > 0 {
        let _ = write!(text, ", {waived} waived");
    }
    if report.counts.fixed > 0 {
        let _ = write!(text, ", {} fixed", report.counts.fixed);
    }
    text
}

/// All plans in two lines.
fn total(run: &Run<'_>, text: &mut String) {
    let of = |outcome| run.plans.iter().filter(|plan| plan.outcome == outcome).count();
    let _ = writeln!(
        text,
        "{}: {} passed, {} with violations, {} could not be judged",
        plural(run.plans.len(), "plan"),
        of(Outcome::Pass),
        of(Outcome::Violations),
        of(Outcome::CouldNotJudge)
    );
    let mut sum = Counts::default();
    for report in run.plans.iter().filter_map(|plan| plan.result.as_ref().ok()) {
        sum.resources += report.counts.resources;
        sum.judged += report.counts.judged;
        sum.deleted += report.counts.deleted;
        sum.no_rule += report.counts.no_rule;
        sum.unreadable += report.counts.unreadable;
    }
    let _ = writeln!(text, "  {}", resources(sum));
}

pub(crate) fn plural(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
