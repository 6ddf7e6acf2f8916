//! The report for people: findings worst first, equal ones of several instances as one, each with the planned value.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use plangate_policy::{Finding, Outcome, Severity, Verdict};

use crate::check::Judged;
use crate::output::groups::{Group, findings, groups, open};
use crate::output::words::{self, MANY_PLANS, has_nothing_to_say, plural, some};
use crate::output::{Look, Run, details, waivers};
use crate::sources::{Line, Related, Shown};
use crate::terminal::safe;

/// Instances that are named under a finding that they share.
const INSTANCES: usize = 5;

/// Lines of a file above and below the one that is meant.
const LINES: usize = 2;

/// Plans that are named under a finding that they share.
const PLANS: usize = 3;

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
    for error in run.bundle.errors() {
        let _ = writeln!(text, "error: {}", safe(&words::not_loaded(error)));
    }
    for line in waivers::idle(run, verbose) {
        let _ = writeln!(text, "{}", safe(&line));
    }
    if verbose {
        details::decided(run, &mut text);
    }
    if run.plans.len() > 1 {
        total(run, &mut text);
    }
    text
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
                let excerpt = first.excerpt.as_ref().map(|excerpt| Arc::from(words::planned(excerpt)));
                NamedSource::new(safe(&words::address(first)), excerpt.unwrap_or_else(|| Arc::from("")))
                    .with_language("hcl")
            }
        };
        let origins = line.into_iter().flat_map(|line| line.related.iter()).filter(|related| related.is_origin);
        let origins = origins.map(|related| Origin { related, source: source_of(&related.shown) }).collect();
        Self { group, first, source, line, names_plans, links, origins }
    }

    /// What stands at the line: the address, and what of the path is not written there.
    fn label(&self, line: &Line) -> String {
        let address = words::address(self.first);
        let address = safe(&address);
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
        let more = match self.group.rules.len() {
            0 => String::new(),
            number => format!(" and {}", plural(number, "more rule")),
        };
        Some(Box::new(format!("{}{more} ({})", self.first.rule.id(), words::grade(&self.group))))
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
        // Where no code is shown, nothing else says it.
        if self.source_code().is_none() && self.first.r#type != "plan" {
            lines.push(format!("it is at {}", safe(&words::address(self.first))));
        }
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
        lines.extend(words::decided(self.first).iter().map(|line| safe(line).into_owned()));
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

/// One plan in two or three lines, or as briefly as can be.
pub(super) fn summary(run: &Run<'_>, plan: &Judged<'_>, is_short: bool, text: &mut String) {
    let _ = writeln!(text, "{}: {}", safe(&plan.input.to_string()), safe(&words::answer(run, plan)));
    let Ok(report) = &plan.result else { return };
    if !is_short {
        let _ = writeln!(text, "  {}", words::resources(report.counts));
    }
    let fixed = findings(std::slice::from_ref(plan)).filter(|found| found.finding.is_fixed());
    for group in groups(run, fixed) {
        let finding = group.first.finding;
        let (rule, address, more) = (finding.rule.id(), words::address(finding), words::more(group.others.len()));
        let _ = writeln!(text, "  fixed: {rule} at {}{more}: {}", safe(&address), safe(&finding.message));
    }
    for note in &report.notes {
        let _ = writeln!(text, "  note: {}", safe(&words::note(run, note)));
    }
    for problem in &report.problems {
        let _ = writeln!(text, "  error: {}", safe(&problem.to_string()));
    }
}

/// All plans in a few lines; what could not be judged last, where a reader looks first.
fn total(run: &Run<'_>, text: &mut String) {
    let _ = writeln!(text, "{}", words::answers(run.plans));
    let _ = writeln!(text, "  {}", words::all_resources(run.plans));
    let reports: Vec<_> = run.plans.iter().filter_map(|plan| plan.result.as_ref().ok()).collect();
    let _ = writeln!(text, "  {}", words::found(run, &reports));
    let unjudged = run.plans.iter().filter(|plan| plan.outcome == Outcome::CouldNotJudge);
    let unjudged: Vec<String> = unjudged.map(|plan| safe(&plan.input.to_string()).into_owned()).collect();
    if !unjudged.is_empty() {
        let _ = writeln!(text, "  could not be judged: {}", some(unjudged.iter().map(String::as_str), INSTANCES));
    }
}
