//! What can be wrong with a configuration, each with its place in the file.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use plangate_policy::Place;

use crate::terminal::{Terminal, code, safe};

/// Lines that are shown around what is wrong.
const AROUND: usize = 1;

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    /// The bytes at fault. First, for problems are sorted by it.
    pub start: usize,
    /// The end of these.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// The same in a word or two, or what to put there.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn new(span: &Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { start: span.start, end: span.end, message: message.into(), label: label.into(), help: None }
    }

    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The text of a configuration and what it is called.
#[derive(Debug)]
pub(crate) struct Text {
    /// As it is shown.
    pub name: String,
    /// All of it.
    pub text: String,
}

impl Text {
    /// Where a byte stands.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().filter(|c| *c != '\u{feff}').count() + 1;
        Place { file: self.name.clone(), line: before.matches('\n').count() + 1, column }
    }

    /// The problems as diagnostics, in the order of the file. `hidden` are the bytes that may be secrets.
    pub(crate) fn render(
        &self,
        mut problems: Vec<Problem>,
        hidden: &[Range<usize>],
        color: bool,
        terminal: &Terminal,
    ) -> String {
        problems.sort();
        problems.dedup();
        let source = NamedSource::new(safe(&self.name), code(&self.text, hidden, "\u{fffd}")).with_language("toml");
        let diagnostics = problems.into_iter().map(|problem| Located { problem, source: &source });
        let texts: Vec<String> =
            diagnostics.map(|diagnostic| terminal.render_around(&diagnostic, color, AROUND)).collect();
        texts.join("\n")
    }
}

/// What may be a secret in a text that is no TOML, where nothing tells which value is whose: all but headings, comments, and what
/// follows a key of `harmless`.
pub(crate) fn possible_secrets(text: &str, harmless: &[&str]) -> Vec<Range<usize>> {
    let mut spans = after_value(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let is_harmless = |key: &str| harmless.contains(&key.trim().trim_matches(['"', '\'']));
        match line.split_once('=') {
            _ if line.trim_start().starts_with(['[', '#']) => {}
            Some((key, _)) if is_harmless(key) => {}
            Some((key, _)) => spans.push(start + key.len() + 1..end),
            None => spans.push(start..end),
        }
        start = end;
    }
    spans
}

/// What follows each `value =`, also in the middle of a line.
fn after_value(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    for (start, word) in text.match_indices("value") {
        let rest = text.get(start + word.len()..).unwrap_or_default();
        let Some(after) = rest.trim_start_matches(['"', '\'', ' ', '\t']).strip_prefix('=') else { continue };
        let value = after.trim_start();
        let begin = text.len() - value.len();
        let several_lines = value.starts_with("\"\"\"") || value.starts_with("'''");
        let end = value.find('\n').filter(|_| !several_lines).map_or(text.len(), |length| begin + length);
        spans.push(begin..end);
    }
    spans
}

#[derive(Debug)]
struct Located<'t> {
    problem: Problem,
    source: &'t NamedSource<String>,
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&safe(&self.problem.message))
    }
}

impl std::error::Error for Located<'_> {}

impl Diagnostic for Located<'_> {
    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.problem.help.as_ref().map(|help| Box::new(safe(help)) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let Problem { start, end, label, .. } = &self.problem;
        let label = LabeledSpan::new(Some(safe(label).into_owned()), *start, end.saturating_sub(*start));
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_no_toml_only_what_is_harmless_is_shown() {
        let found = |text: &'static str| -> Vec<&str> {
            let mut spans = possible_secrets(text, &["a", "rule"]);
            spans.sort_by_key(|span| span.start);
            spans.into_iter().map(|span| &text[span]).collect()
        };
        assert_eq!(found("[x\n# b = 1\na = 1\n 'a' = 1\nb = 2\nc"), [" 2\n", "c"]);
        assert_eq!(found("rule = { value=\"x\" }"), ["\"x\" }"]);
        assert_eq!(found("a = \"value = '''\n# x\na = 1"), ["'''\n# x\na = 1"]);
    }
}
