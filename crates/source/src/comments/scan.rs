//! Finds the comments of an HCL text: not in strings, and not in heredocs.
//!
//! The parser keeps comments too, but without their places, and only of files that it can parse.

use crate::syntax::Span;

/// A comment with its delimiters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    pub span: Span,
}

/// What the text is at the position of the scanner; the innermost is last.
enum Context<'t> {
    /// Expressions and structure, with the number of open braces.
    Code {
        braces: usize,
    },
    Quoted,
    Heredoc {
        tag: &'t str,
    },
}

/// Comments, and where the blocks and attributes of the top level end.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub comments: Vec<Comment>,
    /// Where a closing brace leads back to the top level.
    pub ends: Vec<usize>,
}

/// Scans a text; `base` is where it begins in its file.
pub(crate) fn scan(text: &str, base: usize) -> Scan {
    let mut found = Scan::default();
    let mut contexts = vec![Context::Code { braces: 0 }];
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let outermost = contexts.len() == 1;
        let Some(context) = contexts.last_mut() else { break };
        at += match context {
            Context::Code { braces } => {
                if let Some(length) = comment(rest) {
                    found.comments.push(Comment { span: base + at..base + at + length });
                    length
                } else if rest.starts_with('"') {
                    contexts.push(Context::Quoted);
                    1
                } else if let Some((tag, length)) = heredoc(rest) {
                    contexts.push(Context::Heredoc { tag });
                    // The end of the line belongs to the text, which may be over with the next line.
                    length
                } else if rest.starts_with('{') {
                    *braces += 1;
                    1
                } else if rest.starts_with('}') {
                    if *braces == 0 && !outermost {
                        contexts.pop();
                    } else {
                        *braces = braces.saturating_sub(1);
                        if *braces == 0 && outermost {
                            found.ends.push(base + at + 1);
                        }
                    }
                    1
                } else {
                    first(rest)
                }
            }
            Context::Quoted => {
                if rest.starts_with('\\') {
                    1 + rest.get(1..).map_or(0, first)
                } else if rest.starts_with(['"', '\n']) {
                    contexts.pop();
                    1
                } else {
                    template(rest, &mut contexts)
                }
            }
            Context::Heredoc { tag } => match rest.strip_prefix('\n') {
                Some(line) if ends(line, tag) => {
                    contexts.pop();
                    1 + line.find('\n').unwrap_or(line.len())
                }
                Some(_) => 1,
                None => template(rest, &mut contexts),
            },
        };
    }
    found
}

/// The length of the first character.
fn first(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// Steps over one piece of a template, and into an interpolation.
fn template(rest: &str, contexts: &mut Vec<Context<'_>>) -> usize {
    if rest.starts_with("$${") || rest.starts_with("%%{") {
        3
    } else if rest.starts_with("${") || rest.starts_with("%{") {
        contexts.push(Context::Code { braces: 0 });
        2
    } else {
        first(rest)
    }
}

fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with('#') || rest.starts_with("//") {
        let line = rest.find('\n').unwrap_or(rest.len());
        return rest.get(..line).map(|line| line.trim_end_matches('\r').len());
    }
    let inside = rest.strip_prefix("/*")?;
    Some(inside.find("*/").map_or(rest.len(), |end| end + 4))
}

/// The tag of a heredoc, and the length up to the end of its line.
fn heredoc(rest: &str) -> Option<(&str, usize)> {
    let line = rest.get(..rest.find('\n')?)?;
    let tag = line.strip_prefix("<<")?;
    let tag = tag.strip_prefix('-').unwrap_or(tag).trim_end_matches('\r');
    let is_name = !tag.is_empty() && tag.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    is_name.then_some((tag, line.len()))
}

/// Whether a heredoc ends with the first line of a text.
fn ends(text: &str, tag: &str) -> bool {
    text.lines().next().is_some_and(|line| line.trim() == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(text: &str) -> Vec<&str> {
        scan(text, 0).comments.into_iter().map(|comment| &text[comment.span]).collect()
    }

    #[test]
    fn finds_the_three_forms() {
        assert_eq!(comments("a = 1 # x\r\n// y\n/* z\n */ b = 2 / 3"), ["# x", "// y", "/* z\n */"]);
        assert_eq!(comments("/* open"), ["/* open"]);
    }

    #[test]
    fn strings_and_heredocs_hold_none() {
        assert_eq!(comments(r##"a = "# no \" // no" # yes"##), ["# yes"]);
        assert_eq!(comments("a = <<-E\n# no\n  E\n# yes"), ["# yes"]);
        assert_eq!(comments("a = <<E\r\n# no\r\nE\r\n# yes"), ["# yes"]);
        assert_eq!(comments("a = <<E\nE\n# yes"), ["# yes"]);
        assert_eq!(comments("a = <<E\nEE\n# no\n E \n# yes"), ["# yes"]);
    }

    #[test]
    fn interpolations_are_code_again() {
        assert_eq!(comments(r##"a = "${f("}", { x = "#" })} # no" # yes"##), ["# yes"]);
        assert_eq!(comments("a = \"${ /* yes */ b }\""), ["/* yes */"]);
        assert_eq!(comments("a = \"$${\" # yes"), ["# yes"]);
    }

    #[test]
    fn knows_where_the_top_level_goes_on() {
        let text = "a \"b\" {\n c { x = \"}\" }\n}\nd = {}\n";
        let ends: Vec<_> = scan(text, 0).ends.into_iter().map(|end| &text[..end]).map(str::len).collect();
        assert_eq!(ends, [24, 31]);
    }

    /// Without its comments, a file says the same.
    #[test]
    fn comments_of_the_fixtures_are_comments() {
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans")];
        let mut found = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "tf") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let mut without = text.clone();
                    for comment in scan(&text, 0).comments.into_iter().rev() {
                        without.replace_range(comment.span, "");
                        found += 1;
                    }
                    let (one, other) = (hcl_edit::parser::parse_body(&text), hcl_edit::parser::parse_body(&without));
                    assert_eq!(one.unwrap(), other.unwrap(), "{}", path.display());
                }
            }
        }
        assert!(found > 100, "{found}");
    }
}
