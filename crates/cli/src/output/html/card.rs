//! A group of findings: in one line, and opened with the code, what to do and why.

use std::collections::HashMap;

use maud::{Markup, html};
use plangate_policy::{Finding, Provenance, Rule, Severity, Verdict, Waived};

use crate::check::Judged;
use crate::controls;
use crate::output::html::entries::{Entry, State};
use crate::output::html::{code, icon, prose, shown};
use crate::output::spot::{in_repository, plan_file};
use crate::output::standing::Standing;
use crate::output::words::{self, is_web, plural};
use crate::output::{Run, waivers};
use crate::sources::{Line, Shown};

/// Instances and plans that are named.
const NAMED: usize = 50;

/// With more groups than these, what their rules say of themselves stands once for all of a rule.
const MANY: usize = 500;

/// What the cards of a page have in common.
pub(super) struct Cards<'p> {
    run: &'p Run<'p>,
    /// Of plans, by their places in memory.
    positions: HashMap<*const Judged<'p>, usize>,
    is_long: bool,
}

impl<'p> Cards<'p> {
    pub fn new(run: &'p Run<'p>, entries: &[Entry<'_>]) -> Self {
        let positions = run.plans.iter().enumerate().map(|(position, plan)| (std::ptr::from_ref(plan), position));
        Self { run, positions: positions.collect(), is_long: entries.len() > MANY }
    }

    /// Whether what rules say of themselves has to stand elsewhere.
    pub fn leave_rules_out(&self) -> bool {
        self.is_long
    }

    /// The element.
    pub fn card(&self, entry: &Entry<'p>) -> Markup {
        let finding = entry.finding();
        let custom = &finding.rule.metadata.custom;
        let rules: Vec<&str> = std::iter::once(finding.rule.id()).chain(entry.group.rules.iter().copied()).collect();
        html! {
            details.finding id=(entry.id) data-state=(entry.state.as_str()) data-n=(entry.number())
                data-severity=(finding.severity) data-provenance=(finding.provenance.as_str()) data-domain=(custom.domain)
                data-rules=(rules.join(" ")) data-plans=[self.plans(entry)] {
                summary { (self.head(entry)) }
                div.body { (self.body(entry)) }
            }
            "\n"
        }
    }

    fn head(&self, entry: &Entry<'_>) -> Markup {
        let finding = entry.finding();
        let group = &entry.group;
        html! {
            (severity(finding.severity))
            div.what {
                h4.message { (shown(&finding.message)) }
                p.where {
                    code.rule { (finding.rule.id()) }
                    @if !group.rules.is_empty() { " and " (plural(group.rules.len(), "more rule")) }
                    " at "
                    code.address { (shown(&words::address(finding))) }
                    (words::more(group.others.len()))
                    @if let Some(line) = group.first.line() { " in " span.file { (place(&line.shown)) } }
                }
            }
            span.tags {
                @if finding.verdict == Verdict::Undecided && entry.state != State::Undecided { span.tag { "undecided" } }
                @if finding.provenance == Provenance::Preexisting { span.tag { "preexisting" } }
                @if entry.number() > 1 { span.tag { "×" (entry.number()) } }
                @if group.plans.len() > 1 { span.tag { (plural(group.plans.len(), "plan")) } }
            }
        }
    }

    fn body(&self, entry: &Entry<'_>) -> Markup {
        let finding = entry.finding();
        let metadata = &finding.rule.metadata;
        let others = &entry.group.rules;
        html! {
            @if let Some(waived) = &finding.waived { (waiver(waived)) }
            @if !finding.depends_on.is_empty() {
                p.note { "It depends on " (list(finding.depends_on.iter().map(|name| html! { code { (shown(name)) } }))) "." }
            }
            @if others.is_empty() { p.todo { b { "What to do: " } (prose(&metadata.custom.remediation)) } }
            div.columns {
                div { (at_fault(finding, entry.group.first.line())) }
                @if others.is_empty() && !self.is_long {
                    div { h5 { "As it should be, for example" } (code::plain(&metadata.custom.example)) }
                }
            }
            dl {
                @if others.is_empty() && !self.is_long { (why(finding.rule)) }
                @if let Some(line) = entry.group.first.line() { (calls(line)) }
                (self.means(entry))
                @if finding.severity != metadata.custom.severity || finding.regraded.is_some() { (graded(finding)) }
                @if let Some(lapsed) = &finding.lapsed {
                    dt { "Waiver" } dd { "expired on " (lapsed.expired) ": " (placed(&lapsed.place)) }
                }
                dt { @if entry.group.others.is_empty() { "Address" } @else { (entry.group.others.len() + 1) " addresses" } }
                dd { (addresses(entry)) }
                @if !finding.path.steps().is_empty() { dt { "Attribute" } dd { code { (shown(&finding.path.to_string())) } } }
                @if self.run.plans.len() > 1 {
                    dt { (plural(entry.group.plans.len(), "plan")) }
                    dd { (some(entry.group.plans.iter().map(|plan| html! { code { (shown(&plan_file(plan))) } }))) }
                }
                @if !others.is_empty() { dt { "Other rules" } dd { (list(others.iter().map(|id| html! { code { (id) } }))) } }
                @if self.is_long {
                    dt { "Rule" } dd { a href={ "#rule-" (finding.rule.id()) } { (metadata.title) } }
                } @else if others.is_empty() {
                    (about(finding.rule))
                }
            }
            p.link { a href={ "#" (entry.id) } { "Link to this finding" } }
        }
    }

    /// What it means for the run, and where it comes from.
    fn means(&self, entry: &Entry<'_>) -> Markup {
        let finding = entry.finding();
        html! {
            dt { "State" }
            dd {
                (entry.state.title())
                @if entry.state == State::Below { ": " (prose(&Standing::of(self.run, finding).to_string())) }
                @if finding.verdict == Verdict::Undecided && entry.state == State::Fails { " while it is undecided" }
            }
            @if entry.state != State::Fixed { dt { "Provenance" } dd { (finding.provenance.as_str()) } }
            @if !finding.actions.is_empty() {
                dt { "Change" }
                dd { (list(finding.actions.iter().map(|action| html! { (action.as_str()) }))) }
            }
        }
    }

    /// The plans that have it with how many findings each has, as `0-4:2 7:1`; none where there is only one plan.
    fn plans(&self, entry: &Entry<'_>) -> Option<String> {
        if self.run.plans.len() == 1 {
            return None;
        }
        let mut ranges: Vec<(usize, usize, usize)> = Vec::new();
        for found in entry.group.all.chunk_by(|one, other| std::ptr::eq(one.plan, other.plan)) {
            let plan = found.first()?.plan;
            let (position, number) = (*self.positions.get(&std::ptr::from_ref(plan).cast())?, found.len());
            match ranges.last_mut() {
                Some((_, last, of)) if *last + 1 == position && *of == number => *last = position,
                _ => ranges.push((position, position, number)),
            }
        }
        let word = |(first, last, number): &(usize, usize, usize)| match first == last {
            true => format!("{first}:{number}"),
            false => format!("{first}-{last}:{number}"),
        };
        Some(ranges.iter().map(word).collect::<Vec<_>>().join(" "))
    }
}

pub(super) fn severity(severity: Severity) -> Markup {
    html! { span.severity.(severity) { (icon(severity.as_str())) (severity) } }
}

/// Why a rule matters, as a term and its description.
pub(super) fn why(rule: &Rule) -> Markup {
    html! { dt { "Why" } dd { (prose(rule.metadata.description.trim())) } }
}

/// What else a rule says of itself.
pub(super) fn about(rule: &Rule) -> Markup {
    let metadata = &rule.metadata;
    html! {
        dt { "Rule" } dd { (prose(&metadata.title)) " (" code { (rule.id()) } ", " (metadata.custom.domain) ")" }
        @if !metadata.custom.controls.is_empty() {
            dt { "Controls" }
            dd {
                @for (framework, numbers) in &metadata.custom.controls {
                    div { (controls::title(framework)) ": " (numbers.join(", ")) }
                }
            }
        }
        @if !metadata.custom.aliases.is_empty() { dt { "Also known as" } dd { (metadata.custom.aliases.join(", ")) } }
        @if !metadata.related_resources.is_empty() {
            dt { "Read more" }
            dd {
                @for page in &metadata.related_resources {
                    div { @if is_web(page) { a href=(page) rel="noopener noreferrer" { (page) } } @else { (shown(page)) } }
                }
            }
        }
    }
}

fn waiver(waived: &Waived) -> Markup {
    html! {
        p.note {
            b { "Waived: " } (shown(waivers::why(waived))) ". By " (placed(&waived.place))
            @if let Some(owner) = &waived.owner { ", owner " (shown(owner)) }
            @if let Some(day) = waived.expires { ", until " (day) }
        }
    }
}

fn graded(finding: &Finding<'_>) -> Markup {
    html! {
        @if let Some(regraded) = &finding.regraded {
            dt { "Severity" } dd { (finding.severity) ", graded by " (placed(&regraded.place)) "; it was " (regraded.from) }
        }
    }
}

fn at_fault(finding: &Finding<'_>, line: Option<&Line>) -> Markup {
    html! {
        @if let Some(line) = line {
            h5 { (place(&line.shown)) }
            (code::of_file(&line.shown.text, line.shown.span))
            @if !line.missing.is_empty() { p.small { code { (shown(&line.missing)) } " is not set here" } }
            @for origin in line.related.iter().filter(|related| related.is_origin) {
                h5 { (shown(&origin.label)) ": " (place(&origin.shown)) }
                (code::of_file(&origin.shown.text, origin.shown.span))
            }
        } @else if let Some(excerpt) = &finding.excerpt {
            h5 { "The planned value" }
            (code::of_plan(&words::planned(excerpt), (excerpt.offset, excerpt.length)))
        }
    }
}

/// How the module is called that it is in.
fn calls(line: &Line) -> Markup {
    let calls: Vec<_> = line.related.iter().filter(|related| !related.is_origin).collect();
    html! {
        @if !calls.is_empty() {
            dt { "See also" }
            dd { @for call in calls { div { (shown(&call.label)) ": " span.file { (place(&call.shown)) } } } }
        }
    }
}

fn addresses(entry: &Entry<'_>) -> Markup {
    let finding = entry.finding();
    let first = html! { code { (shown(&words::address(finding))) } };
    let others = entry.group.others.iter().map(|address| html! { code.address { (shown(address)) } });
    some(std::iter::once(first).chain(others))
}

/// Some of several things, a line each, and how many more there are.
fn some(things: impl Iterator<Item = Markup>) -> Markup {
    let mut things = things;
    let named: Vec<Markup> = things.by_ref().take(NAMED).collect();
    let more = things.count();
    html! {
        @for thing in named { div { (thing) } }
        @if more > 0 { div { (words::more(more)) } }
    }
}

fn list(things: impl Iterator<Item = Markup>) -> Markup {
    html! { @for (position, thing) in things.enumerate() { @if position > 0 { ", " } (thing) } }
}

fn place(shown: &Shown) -> Markup {
    let (line, column) = shown.start;
    html! { (self::shown(&in_repository(&shown.file))) ":" (line) ":" (column) }
}

pub(super) fn placed(place: &plangate_policy::Place) -> Markup {
    html! { (shown(&in_repository(&place.file))) ":" (place.line) ":" (place.column) }
}
