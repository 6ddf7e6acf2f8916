//! The report as one page for a browser. It asks for nothing from anywhere, and all of it can be read without its script, which only
//! filters and moves the focus. What may run and what gives it its looks is named by digest in its content security policy.

mod card;
mod code;
mod entries;
mod filters;
mod lead;
mod looked;
mod overview;
mod tally;

use std::borrow::Cow;

use data_encoding::BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::output::Run;
use crate::output::groups::findings;
use crate::output::html::card::Cards;
use crate::output::html::entries::{Entry, State, entries};
use crate::output::html::tally::Tally;
use crate::output::spot::plan_file;
use crate::output::words;
use crate::terminal::safe;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
const ICONS: &str = include_str!("icons.svg");

/// Writes the page.
pub(super) fn render(run: &Run<'_>) -> String {
    let entries = entries(run);
    let tally = Tally::of(run, findings(run.plans));
    let page = html! {
        (DOCTYPE)
        html lang="en" data-theme="auto" {
            (head(run))
            "\n"
            body {
                (PreEscaped(ICONS))
                a.skip href="#findings" { "Skip to the findings" }
                header {
                    p { b { "plangate" } " " (subject(run)) }
                    button #theme type="button" hidden { "Theme: auto" }
                }
                main {
                    (lead::banner(run, &tally, &entries)) "\n"
                    (lead::problems(run)) "\n"
                    (overview::tiles(run, &tally)) "\n"
                    (lead::notes(run)) "\n"
                    (overview::plans(run)) "\n"
                    (list(run, &entries)) "\n"
                    (looked::remarks(run)) "\n"
                    (looked::looked(run)) "\n"
                    (looked::made(run)) "\n"
                }
            }
        }
    };
    let mut text = page.into_string();
    text.push('\n');
    text
}

fn head(run: &Run<'_>) -> Markup {
    let digest = |text: &str| BASE64.encode(&Sha256::digest(text.as_bytes()));
    let (style, script) = (digest(STYLE), digest(SCRIPT));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src data:; base-uri 'none'; form-action 'none'"
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (words::outcome(run.outcome())) ": " (subject(run)) " (plangate)" }
            // Without one, browsers ask the server of the page for a file.
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
            script { (PreEscaped(SCRIPT)) }
        }
    }
}

/// What was judged, in a few words.
fn subject(run: &Run<'_>) -> String {
    match run.plans {
        [plan] => shown(&plan_file(plan)).into_owned(),
        plans => format!("{} plans", plans.len()),
    }
}

fn list<'p>(run: &'p Run<'p>, entries: &[Entry<'p>]) -> Markup {
    let cards = Cards::new(run, entries);
    html! {
        section #findings tabindex="-1" aria-labelledby="list" {
            h2 #list { "Findings" }
            @if entries.is_empty() { p { "There is no finding to list." } } @else { (filters::form(run, entries)) }
            @for state in State::ALL {
                @let number = of_state(entries, state).map(Entry::number).sum::<usize>();
                @if number > 0 {
                    section.state data-state=(state.as_str()) aria-labelledby={ "state-" (state.as_str()) } {
                        h3 id={ "state-" (state.as_str()) } { (state.title()) " " span.count { (number) } }
                        "\n"
                        @for entry in of_state(entries, state) { (cards.card(entry)) }
                    }
                }
            }
            p #nothing hidden { "No finding fits the filters." }
        }
        @if cards.leave_rules_out() { (looked::rules_of(entries)) }
    }
}

fn of_state<'e, 'f>(entries: &'e [Entry<'f>], state: State) -> impl Iterator<Item = &'e Entry<'f>> {
    entries.iter().filter(move |entry| entry.state == state)
}

/// Text of a plan or of a file. Where text stands, markup is escaped; this makes visible what a browser would hide or obey.
fn shown(text: &str) -> Cow<'_, str> {
    safe(text)
}

/// Text of a rule: code stands in backticks.
fn prose(text: &str) -> Markup {
    html! {
        @for (position, part) in text.split('`').enumerate() {
            @if position % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// An icon that stands beside a word for the same.
fn icon(name: &str) -> Markup {
    html! { svg.icon aria-hidden="true" { use href={ "#i-" (name) } {} } }
}
