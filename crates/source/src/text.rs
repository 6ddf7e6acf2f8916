//! The text of a file, and places in it.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the configuration as it was read.
pub struct SourceText {
    path: PathBuf,
    shown: String,
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// The mark that some editors put before the first character of a file.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

impl SourceText {
    pub(crate) fn new(path: PathBuf, shown: String, text: String) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path, shown, text, lines }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as it is shown: it begins as the path of the root module was given.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The whole text, with a byte order mark if the file has one.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line that a byte stands in, from zero.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The bytes of a line, without what ends it.
    pub(crate) fn line(&self, line: usize) -> Range<usize> {
        let start = self.lines.get(line).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    pub(crate) fn position(&self, offset: usize) -> Position {
        let line = self.line_at(offset);
        let start = self.line(line).start;
        let before = self.text.get(start..offset).unwrap_or_default();
        let before = if line == 0 { before.trim_start_matches(BYTE_ORDER_MARK) } else { before };
        Position { line: line + 1, column: before.chars().count() + 1 }
    }
}

/// Line and column, both from one. Columns count characters and not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column; a byte order mark takes none.
    pub column: usize,
}

/// A stretch of a file. Displayed as `file:line:column`.
#[derive(Clone)]
pub struct Place {
    /// The file with its text.
    pub file: Arc<SourceText>,
    /// The bytes that it covers.
    pub span: Range<usize>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends: behind its last character.
    pub end: Position,
}

impl Place {
    pub(crate) fn new(file: &Arc<SourceText>, span: Range<usize>) -> Self {
        let (start, end) = (file.position(span.start), file.position(span.end));
        Self { file: Arc::clone(file), span, start, end }
    }

    /// The text that it covers.
    #[must_use]
    pub fn text(&self) -> &str {
        self.file.text.get(self.span.clone()).unwrap_or_default()
    }

    /// The part of it that stands in its first line: what is worth underlining of a long heredoc.
    #[must_use]
    pub fn first_line(&self) -> Self {
        let line = self.file.line(self.file.line_at(self.span.start));
        Self::new(&self.file, self.span.start..self.span.end.min(line.end.max(self.span.start)))
    }

    /// Whether another place is the same or lies within this one.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.file.path == other.file.path && self.span.start <= other.span.start && other.span.end <= self.span.end
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.shown, self.start.line, self.start.column)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}-{}:{} {:?}", self.end.line, self.end.column, self.text())
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.file.path == other.file.path && self.span == other.span
    }
}

impl Eq for Place {}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Arc<SourceText> {
        Arc::new(SourceText::new(PathBuf::from("/x/a.tf"), "a.tf".to_owned(), text.to_owned()))
    }

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let file = file("a\r\nüb = 1\n");
        let place = Place::new(&file, 5..10);
        assert_eq!(place.to_string(), "a.tf:2:2");
        assert_eq!(place.text(), "b = 1");
        assert_eq!(place.end, Position { line: 2, column: 7 });
        assert_eq!(&file.text()[file.line(0)], "a");
        assert_eq!(file.position(999), Position { line: 3, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(file("\u{feff}a = 1").position(3), Position { line: 1, column: 1 });
    }

    #[test]
    fn the_first_line_of_a_place_ends_with_the_line() {
        let file = file("a = <<E\r\nx\r\nE\r\n");
        assert_eq!(Place::new(&file, 0..13).first_line().text(), "a = <<E");
        assert_eq!(Place::new(&file, 4..5).first_line().text(), "<");
    }
}
