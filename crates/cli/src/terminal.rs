//! What the streams can show: colour and width.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::IsTerminal;
use std::ops::Range;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};
use serde::Serialize;

use crate::args::Color;

/// What the streams can show.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Whether standard output takes colour.
    pub stdout_color: bool,
    /// Whether standard error takes colour.
    pub stderr_color: bool,
    /// Whether somebody watches standard error.
    pub stderr_is_terminal: bool,
    /// Whether standard output takes hyperlinks.
    pub stdout_links: bool,
    /// Whether the command line says when to color.
    is_told: bool,
}

impl Terminal {
    pub(crate) fn new(color: Option<Color>) -> Self {
        Self::of(color.unwrap_or(Color::Auto), color.is_some())
    }

    /// With what a configuration says of color: the command line outranks it, and so does `NO_COLOR`.
    pub(crate) fn or(self, color: Color) -> Self {
        match color {
            _ if self.is_told => self,
            Color::Always if !is_wanted() => self,
            color => Self::of(color, false),
        }
    }

    fn of(color: Color, is_told: bool) -> Self {
        let takes = |is_terminal: bool| match color {
            Color::Auto => is_terminal && is_wanted(),
            Color::Always => true,
            Color::Never => false,
        };
        let stderr_is_terminal = std::io::stderr().is_terminal();
        Self {
            stdout_color: takes(std::io::stdout().is_terminal()),
            stderr_color: takes(stderr_is_terminal),
            stderr_is_terminal,
            stdout_links: color != Color::Never && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            is_told,
        }
    }

    /// A diagnostic as text, its code shown whole: an excerpt was cut to what matters when it was made.
    pub(crate) fn render(self, diagnostic: &dyn Diagnostic, color: bool) -> String {
        self.render_around(diagnostic, color, usize::from(u16::MAX))
    }

    /// A diagnostic as text, with so many lines of code around what is at fault.
    pub(crate) fn render_around(self, diagnostic: &dyn Diagnostic, color: bool, lines: usize) -> String {
        let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_links(color && self.stdout_links)
            // Addresses and ids break at their hyphens; the terminal wraps better.
            .with_wrap_lines(false)
            .with_context_lines(lines);
        let mut text = String::new();
        // Writing to a string can't fail.
        let _ = handler.render_report(&mut text, diagnostic);
        text
    }
}

/// Whether `NO_COLOR` allows for color.
fn is_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Text of a plan, made safe for a terminal and for the log of a CI job: what would act on them is shown as an escape.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    let is_command = commands(text);
    if is_command.is_empty() && !text.chars().any(plangate_plan::is_unprintable) {
        return text.into();
    }
    let escape = |(offset, c): (usize, char)| match c {
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if plangate_plan::is_unprintable(c) || is_command.contains(&offset) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    text.char_indices().map(escape).collect::<String>().into()
}

/// Where the commands begin that runners of CI jobs look for in what is printed, wherever in a line: `##[error]`,
/// `##vso[task.setvariable]`, `##teamcity[...]`; and `::error::` at the beginning, which may be that of a line, also behind spaces.
fn commands(text: &str) -> Vec<usize> {
    let is_command = |rest: &str| {
        let name = rest.strip_prefix("##").map(|name| name.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        name.is_some_and(|name| name.starts_with('['))
    };
    let trimmed = text.trim_start();
    let first = trimmed.starts_with("::").then_some(text.len() - trimmed.len());
    let hashes = text.match_indices('#').map(|(offset, _)| offset);
    let commands = hashes.filter(|offset| text.get(*offset..).is_some_and(is_command));
    first.into_iter().chain(commands).collect()
}

/// A JSON document of a value whose type holds nothing that JSON can't; indented, with a newline at its end.
pub(crate) fn document(value: &impl Serialize) -> String {
    let mut text = json(serde_json::to_string_pretty(value).unwrap_or_default());
    text.push('\n');
    text
}

/// A JSON document that means the same, in which nothing acts on a terminal or on a runner of CI jobs.
pub(crate) fn json(document: String) -> String {
    let acts = |c: char| c != '\n' && plangate_plan::is_unprintable(c);
    let commands = commands(&document);
    if commands.is_empty() && !document.chars().any(acts) {
        return document;
    }
    let mut commands = commands.into_iter().peekable();
    let mut text = String::with_capacity(document.len());
    for (offset, c) in document.char_indices() {
        // Such characters stand in texts alone.
        if commands.next_if_eq(&offset).is_some() || acts(c) {
            let units = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            text.push_str(&units);
        } else {
            text.push(c);
        }
    }
    text
}

/// Code in as many bytes with nothing in it that acts on a terminal, and with stars for what is `hidden`. Of what acts, characters of
/// three bytes become `wide`, which has as many, and others a `?` for each byte.
pub(crate) fn code(text: &str, hidden: &[Range<usize>], wide: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut commands: HashSet<usize> = HashSet::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        commands.extend(self::commands(line).iter().map(|offset| start + offset));
        start += line.len();
    }
    for (offset, c) in text.char_indices() {
        let is_hidden = hidden.iter().any(|span| span.contains(&offset));
        match c {
            '\n' | '\t' => shown.push(c),
            '\r' => shown.push(' '),
            '#' | ':' if commands.contains(&offset) => shown.push('?'),
            c if is_hidden => shown.extend(std::iter::repeat_n('*', c.len_utf8())),
            c if plangate_plan::is_unprintable(c) && c.len_utf8() == 3 => shown.push_str(wide),
            c if plangate_plan::is_unprintable(c) => shown.extend(std::iter::repeat_n('?', c.len_utf8())),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{code, json, safe};

    #[test]
    fn what_acts_on_a_terminal_is_shown_as_an_escape() {
        assert_eq!(safe("a\u{1b}[2Jb\nc\u{202e}d"), "a\\u001b[2Jb\\nc\\u202ed");
        assert_eq!(safe("plain ünï"), "plain ünï");
    }

    #[test]
    fn what_acts_on_a_runner_is_shown_as_an_escape() {
        for (text, expected) in [
            ("a ##vso[task.x]b", "a \\u0023#vso[task.x]b"),
            ("##[error]x", "\\u0023#[error]x"),
            ("::error::x", "\\u003a:error::x"),
            (" \u{a0}::error::x", " \u{a0}\\u003a:error::x"),
            ("a::b", "a::b"),
            ("###[x]", "#\\u0023#[x]"),
            ("## a heading [x] #[x]", "## a heading [x] #[x]"),
        ] {
            assert_eq!(safe(text), expected);
        }
        assert_eq!(code("# ##vso[x]\n ::error::x\n", &[], "???"), "# ?#vso[x]\n ?:error::x\n");
    }

    #[test]
    fn json_means_the_same_without_what_acts() {
        let text = "###[x] ##vso[a]\u{9b}\u{202e}\u{e0041} \"quoted\"\n## ok";
        let shown = json(serde_json::to_string_pretty(&[text]).unwrap());
        let expected = r#"#\u0023#[x] \u0023#vso[a]\u009b\u202e\udb40\udc41 \"quoted\"\n## ok"#;
        assert_eq!(shown, format!("[\n  \"{expected}\"\n]"));
        assert_eq!(serde_json::from_str::<[String; 1]>(&shown).unwrap(), [text]);
    }

    #[test]
    fn code_keeps_its_bytes_without_what_acts_on_a_terminal() {
        assert_eq!(code("a\u{1b}[2J\tb\u{202e}\r\n", &[], "???"), "a?[2J\tb??? \n");
        let text = "a\u{1b}b\r\nü\u{85}\u{202e}secret";
        let start = text.find("secret").unwrap();
        let shown = code(text, std::slice::from_ref(&(start..text.len())), "\u{fffd}");
        assert_eq!(shown, "a?b \nü??\u{fffd}******");
        assert_eq!(shown.len(), text.len());
    }
}
