//! A report as GitHub's parser reads it: nothing in it may be anything else than what reports are made of.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// What a report holds.
#[derive(Debug, Default)]
pub struct Read {
    /// Headings, summaries and the rest, each in a line: `## heading`, `> summary`, `- item`, text of paragraphs.
    pub lines: Vec<String>,
    /// Rows of tables without their heads, in cells.
    pub rows: Vec<Vec<String>>,
    /// Code blocks.
    pub code: Vec<String>,
    /// Links.
    pub links: Vec<String>,
    /// How many details can be opened.
    pub details: usize,
}

/// Reads a report with all that GitHub and GitLab add to Markdown.
#[track_caller]
pub fn read(report: &str) -> Read {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.autolink = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.inline_footnotes = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.math_code = true;
    extension.multiline_block_quotes = true;
    extension.description_lists = true;
    extension.wikilinks_title_after_pipe = true;
    extension.superscript = true;
    let arena = Arena::new();
    let mut read = Read::default();
    let mut open = 0;
    for block in parse_document(&arena, report, &options).children() {
        read.block(block, &mut open);
    }
    assert_eq!(open, 0, "all details are closed");
    read
}

impl Read {
    fn block<'a>(&mut self, node: &'a AstNode<'a>, open: &mut usize) {
        match &node.data().value {
            NodeValue::Heading(heading) => {
                let text = self.text(node);
                self.lines.push(format!("{} {text}", "#".repeat(heading.level.into())));
            }
            NodeValue::Paragraph => {
                let text = self.text(node);
                self.lines.push(text);
            }
            NodeValue::List(_) | NodeValue::Item(_) => {
                for child in node.children() {
                    let before = self.lines.len();
                    self.block(child, open);
                    if matches!(node.data().value, NodeValue::Item(_)) {
                        self.lines[before].insert_str(0, "- ");
                    }
                }
            }
            NodeValue::Table(_) => {
                for row in node.children().filter(|row| matches!(row.data().value, NodeValue::TableRow(false))) {
                    let cells = row.children().map(|cell| self.text(cell)).collect();
                    self.rows.push(cells);
                }
            }
            NodeValue::CodeBlock(block) => {
                assert!(block.fenced && block.info == "hcl" && block.closed, "{block:?}");
                self.code.push(block.literal.clone());
            }
            NodeValue::HtmlBlock(block) => block.literal.lines().for_each(|line| self.html(line, open)),
            other => panic!("{other:?}"),
        }
    }

    fn html(&mut self, line: &str, open: &mut usize) {
        match line {
            "<!-- plangate -->" => self.lines.push("(marker)".to_owned()),
            "<details>" => {
                *open += 1;
                self.details += 1;
            }
            "</details>" => *open -= 1,
            line => {
                let summary = line.strip_prefix("<summary>").and_then(|line| line.strip_suffix("</summary>"));
                let summary = summary.unwrap_or_else(|| panic!("{line}"));
                let words = summary.replace("<code>", "").replace("</code>", "");
                assert!(!words.contains(['<', '>']), "{line}");
                let words =
                    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
                self.lines.push(format!("> {words}"));
            }
        }
    }

    fn text<'a>(&mut self, node: &'a AstNode<'a>) -> String {
        let mut text = String::new();
        for child in node.children() {
            match &child.data().value {
                NodeValue::Text(words) => text.push_str(words),
                NodeValue::Code(code) => text.push_str(&code.literal),
                // Behind a `<br>`.
                NodeValue::SoftBreak => assert!(text.ends_with('\n'), "{text}"),
                NodeValue::HtmlInline(tag) => {
                    assert_eq!(tag, "<br>");
                    text.push('\n');
                }
                NodeValue::Strong => text.push_str(&self.text(child)),
                NodeValue::Link(link) => {
                    self.links.push(link.url.clone());
                    text.push_str(&self.text(child));
                }
                other => panic!("{other:?}"),
            }
        }
        text
    }
}
