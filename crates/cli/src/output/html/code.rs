//! Code with the place at fault marked.

use maud::{Markup, html};

/// Lines above and below the one that is meant.
const LINES: usize = 3;

/// Characters of a line that are shown on each side of what is marked, and of lines without a mark.
const AROUND: usize = 200;

/// Characters that are marked.
const MARKED: usize = 600;

/// Some lines of a file around the bytes `(start, length)`, with their numbers.
pub(super) fn of_file(text: &str, span: (usize, usize)) -> Markup {
    let first = text.get(..span.0).unwrap_or(text).matches('\n').count();
    let last = first + text.get(span.0..span.0 + span.1).unwrap_or_default().matches('\n').count();
    block(text, span, first.saturating_sub(LINES)..=last + LINES, true)
}

/// All of an excerpt of a plan, which has no lines of its own.
pub(super) fn of_plan(text: &str, span: (usize, usize)) -> Markup {
    block(text, span, 0..=usize::MAX, false)
}

/// Code in which nothing is at fault.
pub(super) fn plain(text: &str) -> Markup {
    html! { pre.code { @for line in text.trim_end().lines() { code.line { (line) "\n" } } } }
}

fn block(text: &str, span: (usize, usize), wanted: std::ops::RangeInclusive<usize>, numbered: bool) -> Markup {
    let mut start = 0;
    let lines = text.split_inclusive('\n').enumerate().map(|(position, line)| {
        let begin = start;
        start += line.len();
        (position, begin, line.trim_end_matches('\n'))
    });
    let lines = lines.filter(|(position, ..)| wanted.contains(position));
    html! {
        pre.code.numbered[numbered] {
            @for (position, begin, line) in lines {
                @let (before, marked, after) = split(line, begin, span);
                code.line.at-fault[!marked.is_empty()] {
                    @if numbered { span.number { (position + 1) } }
                    @if marked.is_empty() {
                        (head(line, AROUND * 2))
                    } @else {
                        (tail(before, AROUND)) mark { (head(marked, MARKED)) } (head(after, AROUND))
                    }
                    "\n"
                }
            }
        }
    }
}

/// A line in three parts: before the span, in it, and behind it.
fn split(line: &str, begin: usize, (start, length): (usize, usize)) -> (&str, &str, &str) {
    let from = start.saturating_sub(begin).min(line.len());
    let to = (start + length).saturating_sub(begin).min(line.len());
    let parts = || Some((line.get(..from)?, line.get(from..to)?, line.get(to..)?));
    parts().unwrap_or((line, "", ""))
}

fn head(text: &str, most: usize) -> Markup {
    let end = text.char_indices().nth(most).map(|(end, _)| end);
    html! { (end.and_then(|end| text.get(..end)).unwrap_or(text)) @if end.is_some() { span.cut { "…" } } }
}

fn tail(text: &str, most: usize) -> Markup {
    let start =
        text.char_indices().rev().nth(most.saturating_sub(1)).map(|(start, _)| start).filter(|start| *start > 0);
    html! { @if start.is_some() { span.cut { "…" } } (start.and_then(|start| text.get(start..)).unwrap_or(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The markup with the mark in `<<` and `>>`, and without other elements.
    fn shown(markup: &Markup) -> String {
        let text = markup.0.replace("<mark>", "<<").replace("</mark>", ">>");
        text.split("</span>")
            .flat_map(|part| part.split("</code>"))
            .map(|part| match part.rfind("<span class=\"") {
                Some(tag) => part[..tag].to_owned() + part[tag..].split_once('>').unwrap().1,
                None => part.to_owned(),
            })
            .collect::<String>()
    }

    #[test]
    fn lines_around_the_mark_are_shown_with_their_numbers() {
        let text = "a\nb\nc\nd = 1\ne\nf\ng\nh\ni\n";
        let markup = of_file(text, (text.find('1').unwrap(), 1)).0;
        let numbers: Vec<&str> =
            markup.split("class=\"number\">").skip(1).map(|it| it.split('<').next().unwrap()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"]);
        assert!(
            markup.contains("<code class=\"line at-fault\"><span class=\"number\">4</span>d = <mark>1</mark>\n</code>")
        );
    }

    #[test]
    fn a_mark_over_several_lines_is_in_each_of_them() {
        let markup = of_plan("a\nbcd\nef\n", (4, 4));
        assert_eq!(markup.0.matches("<mark>").count(), 2);
        assert!(markup.0.contains("bc<mark>d</mark>") && markup.0.contains("<mark>ef</mark>"), "{}", markup.0);
    }

    #[test]
    fn long_lines_are_cut_and_the_mark_stays() {
        let text = format!("{}X{}", "a".repeat(1000), "ü".repeat(1000));
        let shown = shown(&of_file(&text, (1000, 1)));
        let expected = format!("…{}<<X>>{}…", "a".repeat(AROUND), "ü".repeat(AROUND));
        assert!(shown.contains(&expected), "{shown}");
    }

    #[test]
    fn a_span_that_is_none_of_the_text_marks_nothing() {
        assert!(!of_file("ü\n", (1, 1)).0.contains("<mark>"));
        assert!(!of_file("a\n", (90, 7)).0.contains("<mark>"));
    }
}
