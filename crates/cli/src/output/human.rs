//! The report for people: findings worst first, equal ones of several instances as one, each with the planned value.

use std::collections::{HashMap, HashSet};
use std::fmt::{self, Write as _};
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use plangate_policy::{Finding, Outcome, PlanReport, Provenance, Severity, Verdict};

use crate::check::Judged;
use crate::output::{Run, details, waivers};
use crate::sources::{Line, Related, Shown};
use crate::terminal::{Terminal, safe};

/// Instances that are named under a finding that they share.
const INSTANCES: usize = 5;

/// Lines of a file above and below the one that is meant.
const LINES: usize = 2;

/// Writes the report.
pub(crate) fn render(run: &Run<'_>, verbose: bool, color: bool, terminal: &Terminal) -> String {
    let mut text = String::new();
    for plan in run.plans {
        let Ok(report) = &plan.result else { continue };
        let is_open = |(_, finding): &(usize, &Finding<'_>)| {
            !finding.is_fixed() && finding.waived.is_none() && run.gate.shows(finding)
        };
        let open = report.findings.iter().enumerate().filter(is_open);
        let groups = groups(run, open.map(|(position, finding)| (finding, plan.seen.lines.get(&position))));
        if run.plans.len() > 1 && !groups.is_empty() {
            let _ = writeln!(text, "── {} ──\n", safe(&plan.input.to_string()));
        }
        for mut group in groups {
            group.links = color && terminal.stdout_links;
            text.push_str(&match group.line {
                Some(_) => terminal.render_around(&group, color, LINES),
                None => terminal.render(&group, color),
            });
            text.push('\n');
        }
    }
    for plan in run.plans {
        summary(run, plan, &mut text);
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

/// The same finding on one or more instances of a resource; of several rules, where all that they say is that a value is not known.
struct Group<'f> {
    first: &'f Finding<'f>,
    others: Vec<&'f str>,
    /// The other rules, in order.
    rules: Vec<&'f str>,
    fails: bool,
    source: NamedSource<Text>,
    /// Where it stands in the user's own files.
    line: Option<&'f Line>,
    /// Whether the terminal has hyperlinks.
    links: bool,
    origins: Vec<Origin<'f>>,
}

/// The text that is shown: of a file, or an excerpt of the plan.
type Text = Arc<str>;

/// Groups findings that differ in the instance alone, in the order of the first of each.
fn groups<'f>(run: &Run<'_>, findings: impl Iterator<Item = (&'f Finding<'f>, Option<&'f Line>)>) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    // Several rules may speak of the same instances.
    let mut seen: HashSet<(usize, &str)> = HashSet::new();
    for (finding, line) in findings {
        let fails = run.gate.fails(finding);
        let decided = (&finding.regraded, &finding.lapsed);
        let position = *known.entry((finding.kind(), fails, decided)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => {
                let rule = finding.rule.id();
                if group.first.rule.id() != rule && !group.rules.contains(&rule) {
                    group.rules.push(rule);
                }
                let address = finding.address.as_str();
                if group.first.address != address && seen.insert((position, address)) {
                    group.others.push(address);
                }
            }
            None => groups.push(Group::new(finding, line, fails)),
        }
    }
    groups
}

impl<'f> Group<'f> {
    fn new(first: &'f Finding<'f>, line: Option<&'f Line>, fails: bool) -> Self {
        let source = match line {
            Some(line) => source_of(&line.shown),
            None => {
                let excerpt = first.excerpt.as_ref().map(|excerpt| Arc::from(excerpt.text.as_str()));
                NamedSource::new(safe(&first.address), excerpt.unwrap_or_else(|| Arc::from(""))).with_language("hcl")
            }
        };
        let origins = line.into_iter().flat_map(|line| line.related.iter()).filter(|related| related.is_origin);
        let origins = origins.map(|related| Origin { related, source: source_of(&related.shown) }).collect();
        Self { first, others: Vec::new(), rules: Vec::new(), fails, source, line, links: false, origins }
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

impl fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first.fingerprint)
    }
}

impl fmt::Display for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&safe(&self.first.message))
    }
}

impl std::error::Error for Group<'_> {}

impl Diagnostic for Group<'_> {
    fn code(&self) -> Option<Box<dyn fmt::Display + '_>> {
        let custom = &self.first.rule.metadata.custom;
        let undecided = match self.first.verdict {
            Verdict::Fail => "",
            Verdict::Undecided if self.fails => ", undecided, denied",
            Verdict::Undecided => ", undecided",
        };
        // What comes with the change is the rule, what was there before is worth a word.
        let preexisting = if self.first.provenance == Provenance::Preexisting { ", preexisting" } else { "" };
        let regraded =
            self.first.regraded.as_ref().map(|regraded| format!(", was {}", regraded.from)).unwrap_or_default();
        let more = match self.rules.len() {
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
        lines.push(match self.rules.is_empty() {
            true => self.first.rule.metadata.custom.remediation.trim().to_owned(),
            false => format!("the other rules: {}", self.rules.join(", ")),
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
        if !self.others.is_empty() {
            let named: Vec<_> = self.others.iter().take(INSTANCES).map(|address| safe(address)).collect();
            let _ = write!(help, "\nalso: {}", named.join(", "));
            if self.others.len() > named.len() {
                let _ = write!(help, " and {} more", self.others.len() - named.len());
            }
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

/// One plan in two or three lines.
fn summary(run: &Run<'_>, plan: &Judged<'_>, text: &mut String) {
    let file = plan.input.to_string();
    let _ = write!(text, "{}: ", safe(&file));
    let report = match &plan.result {
        Ok(report) => report,
        Err(error) => {
            let _ = writeln!(text, "could not judge: {}", safe(&error.to_string()));
            return;
        }
    };
    let answer = match run.plan_outcome(plan) {
        Outcome::Pass => "pass",
        Outcome::Violations => "violations",
        Outcome::CouldNotJudge => "could not judge",
    };
    let _ = writeln!(text, "{answer}, {}", found(run, report));
    let counts = report.counts;
    let parts = [
        (counts.judged, "judged"),
        (counts.deleted, "deleted and so not judged"),
        (counts.no_rule, "of types that no rule looks at"),
        (counts.unreadable, "unreadable"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    let colon = if parts.is_empty() { "" } else { ": " };
    let _ = writeln!(text, "  {}{colon}{}", plural(counts.resources, "resource"), parts.join(", "));
    for group in groups(run, report.findings.iter().filter(|finding| finding.is_fixed()).map(|finding| (finding, None)))
    {
        let finding = group.first;
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

fn total(run: &Run<'_>, text: &mut String) {
    let of = |outcome| run.plans.iter().filter(|plan| run.plan_outcome(plan) == outcome).count();
    let _ = writeln!(
        text,
        "{}: {} passed, {} with violations, {} could not be judged",
        plural(run.plans.len(), "plan"),
        of(Outcome::Pass),
        of(Outcome::Violations),
        of(Outcome::CouldNotJudge)
    );
}

pub(crate) fn plural(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
