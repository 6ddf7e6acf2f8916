//! Text of others in Markdown: shown as it is, whatever is in it. Ordinary words stay words, and all else stands in code, where neither
//! Markdown means anything nor what GitHub and GitLab add to it: mentions, references, links, emoji, formulas, commands.

use crate::output::words::is_web;
use crate::terminal::safe;

/// Bytes of a name, such as an address or a file, that are shown.
const NAME: usize = 240;

/// Bytes of a line of code that are shown.
const LINE: usize = 160;

/// A name as code.
pub(super) fn code(name: &str) -> String {
    let mut text = String::new();
    span(&mut text, &cut(&safe(name), NAME));
    text
}

/// So many bytes of a sentence.
pub(super) fn prose(text: &str, most: usize) -> String {
    let mut markdown = String::new();
    for piece in pieces(&cut(safe(text).trim(), most)) {
        match piece {
            Piece::Words(words) => markdown.push_str(&words),
            Piece::Code(code) => span(&mut markdown, &code),
        }
    }
    markdown
}

/// The same where HTML stands, as in a `<summary>`: Markdown means nothing there, but GitHub looks for mentions even so.
pub(super) fn html(text: &str, most: usize) -> String {
    let pieces = pieces(&cut(safe(text).trim(), most));
    let written = pieces.iter().map(|piece| match piece {
        Piece::Words(words) => escaped(words),
        Piece::Code(code) => format!("<code>{}</code>", escaped(code)),
    });
    written.collect()
}

/// A name as code where HTML stands.
pub(super) fn html_code(name: &str) -> String {
    format!("<code>{}</code>", escaped(&cut(&safe(name), NAME)))
}

/// Lines of code in a fence.
pub(super) fn fenced<S: AsRef<str>>(lines: &[S]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(cut(line.as_ref().trim_end(), LINE).as_str());
        text.push('\n');
    }
    let longest = runs(&text).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}hcl\n{text}{fence}\n")
}

/// The address of a page, if nothing in it can be mistaken.
pub(super) fn link(page: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#=&%+,;".contains(c);
    (is_web(page) && page.chars().all(is_plain)).then(|| format!("<{page}>"))
}

enum Piece {
    Words(String),
    Code(String),
}

/// The parts of a text, no two alike beside each other. What stands between backticks is code.
fn pieces(text: &str) -> Vec<Piece> {
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.is_empty());
    let parts = if is_paired { parts } else { vec![text] };
    let mut pieces = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        if position % 2 == 1 {
            push(&mut pieces, Piece::Code((*part).to_owned()));
            continue;
        }
        for word in part.split_inclusive(' ') {
            // `1.` would begin a list.
            let space = if word.ends_with(" ") { " " } else { "" };
            let is_item = pieces.is_empty() && word.starts_with(|c: char| c.is_ascii_digit());
            let (before, core, behind) = if is_item { ("", word.trim_end(), space) } else { peeled(word) };
            push(&mut pieces, Piece::Words(before.to_owned()));
            push(
                &mut pieces,
                if is_ordinary(core) { Piece::Words(core.to_owned()) } else { Piece::Code(core.to_owned()) },
            );
            push(&mut pieces, Piece::Words(behind.to_owned()));
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (Some(Piece::Words(last)), Piece::Words(more)) | (Some(Piece::Code(last)), Piece::Code(more)) => {
            last.push_str(&more);
        }
        (_, Piece::Words(text) | Piece::Code(text)) if text.is_empty() => {}
        (_, piece) => pieces.push(piece),
    }
}

/// A word with the marks before and behind it.
fn peeled(word: &str) -> (&str, &str, &str) {
    let rest = word.trim_start_matches(['(', '"', '\'']);
    let core = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '…', ' ']);
    let (before, behind) = (word.strip_suffix(rest), rest.strip_prefix(core));
    (before.unwrap_or_default(), core, behind.unwrap_or_default())
}

/// Whether a word is letters or digits with a few marks, and nothing that anybody makes a link of: a domain, `GH-12`, the digest of a commit.
fn is_ordinary(word: &str) -> bool {
    let number = word.strip_suffix('%').unwrap_or(word);
    let parts = || number.split(['-', '/', '\'', '.', ',']);
    let has_digits = |part: &str| part.contains(|c: char| c.is_numeric());
    let is_digest = |part: &str| part.len() >= 7 && part.chars().all(|c| c.is_ascii_hexdigit());
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric) && !is_digest(part);
    let is_number = parts().all(|part| part.chars().all(|c| c.is_ascii_digit()));
    let is_domain = word.contains(['.', ',']);
    let is_reference = word.contains('-') && parts().any(has_digits);
    parts().all(is_plain) && (is_number || !word.ends_with('%') && !is_domain && !is_reference)
}

/// Writes a code span. A bar would end the cell of a table that it stands in, and within code not everybody takes a backslash for an escape.
fn span(markdown: &mut String, code: &str) {
    for (position, code) in code.split('|').enumerate() {
        if position > 0 {
            markdown.push_str("&#124;");
        }
        if code.is_empty() {
            continue;
        }
        // What ends a span is a run of as many backticks; a longer one than all inside could be longer than parsers take.
        let ends = |length: usize| runs(code).any(|run| run == length);
        let ticks = "`".repeat((1..).find(|length| !ends(*length)).unwrap_or(1));
        let is_padded = code.starts_with('`') || code.ends_with('`') || code.starts_with(' ') && code.ends_with(' ');
        // Of spaces alone none is taken off.
        let pad = if is_padded && code.contains(|c| c != ' ') { " " } else { "" };
        markdown.extend([&ticks, pad, code, pad, &ticks]);
    }
}

/// The lengths of the runs of backticks.
fn runs(text: &str) -> impl Iterator<Item = usize> {
    text.split(|c| c != '`').map(str::len).filter(|length| *length > 0)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// So much of a text as is in so many bytes.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_words_and_all_else_is_code() {
        for (text, expected) in [
            ("SSH (port 22) is open to 0.0.0.0/0", "SSH (port 22) is open to 0.0.0.0/0"),
            ("S3 bucket, and/or it isn't: 50% of \"it\"!", "S3 bucket, and/or it isn't: 50% of \"it\"!"),
            ("`encrypted` is `false`", "`encrypted` is `false`"),
            ("s3:* on *", "`s3:*` on `*`"),
            ("a.b`c` d", "`a.bc` d"),
            ("ask @octo about #12 and GH-12", "ask `@octo` about `#12` and `GH-12`"),
            ("www.example.com and example.com", "`www.example.com` and `example.com`"),
            ("since 2027-01-31 in 123456789012", "since 2027-01-31 in `123456789012`"),
            ("/close", "`/close`"),
            ("it is x.y, or x.z.", "it is `x.y`, or `x.z`."),
            ("1. one 1.", "`1.` one 1."),
            ("1) one", "`1)` one"),
            ("(`errored`), so (x_y): \"*\"", "(`errored`), so (`x_y`): \"`*`\""),
            (":smile: ![x](y) %\"a\"", "`:smile`: `![x](y`) `%\"a`\""),
            ("a|b", "`a`&#124;`b`"),
            ("one ` tick", "one `` ` `` tick"),
            ("--- === * + -", "`---` `===` `*` `+` `-`"),
            ("  ", ""),
        ] {
            assert_eq!(prose(text, 100), expected);
        }
    }

    #[test]
    fn a_long_text_is_cut_where_a_character_ends() {
        assert_eq!(prose("äää", 3), "ä…");
        assert_eq!(code(&"a".repeat(300)), format!("`{}…`", "a".repeat(NAME)));
    }

    #[test]
    fn a_page_is_a_link_only_where_nothing_in_it_can_be_mistaken() {
        assert_eq!(link("https://example.com/a?b=c#d"), Some("<https://example.com/a?b=c#d>".to_owned()));
        for page in ["javascript:alert(1)", "https://example.com/ b", "https://example.com/>", "https://example.com/`"]
        {
            assert_eq!(link(page), None, "{page}");
        }
    }
}
