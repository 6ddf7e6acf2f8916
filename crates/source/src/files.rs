//! Which files of a directory belong to a module, and reading them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::comments::scan::{Comment, scan};
use crate::problem::{Problem, ProblemKind};
use crate::syntax::json::{self, Remark};
use crate::syntax::{Block, Body, hcl};
use crate::text::{BYTE_ORDER_MARK, Place, SourceText};

/// A file of a module.
pub(crate) struct File {
    pub text: Arc<SourceText>,
    pub body: Body,
    pub comments: Vec<Comment>,
    pub remarks: Vec<Remark>,
    pub role: Role,
}

/// What a file is to its module, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Primary,
    /// `x.tf` beside `x.tofu`, which OpenTofu does not read and Terraform does.
    Shadowed,
    /// `override.tf` and `*_override.tf`: merged into the others.
    Override,
    /// `terraform.tfvars` and `*.auto.tfvars`, of the root module.
    Variables,
}

/// The names of the files that count, by role and name: the order in which they are merged. Of variables, the last counts.
pub(crate) fn roles(mut names: Vec<String>) -> Vec<(Role, String)> {
    names.sort();
    let role = |name: &String| {
        let role = configuration(name).map(|(stem, is_tofu, suffix)| {
            let twin = format!("{stem}{}", suffix.replace(".tf", ".tofu"));
            if !is_tofu && names.binary_search(&twin).is_ok() {
                Role::Shadowed
            } else if stem == "override" || stem.ends_with("_override") {
                Role::Override
            } else {
                Role::Primary
            }
        });
        role.or_else(|| is_variables(name).then_some(Role::Variables))
    };
    let mut files: Vec<_> = names.iter().filter_map(|name| Some((role(name)?, name.clone()))).collect();
    files.sort_by_key(|(role, name)| {
        // `terraform.tfvars` comes before its JSON form, and that before all others.
        let rank = ["terraform.tfvars", "terraform.tfvars.json"].iter().position(|first| first == name);
        (*role, rank.unwrap_or(2), name.clone())
    });
    files
}

/// Stem, whether it is one of OpenTofu's, and suffix of a file of configuration.
fn configuration(name: &str) -> Option<(&str, bool, &str)> {
    // As Terraform has it: hidden files and what editors leave.
    if name.starts_with('.') || name.ends_with('~') || name.starts_with('#') && name.ends_with('#') {
        return None;
    }
    [".tf", ".tofu", ".tf.json", ".tofu.json"].into_iter().find_map(|suffix| {
        let stem = name.strip_suffix(suffix)?;
        Some((stem, suffix.starts_with(".tofu"), suffix))
    })
}

fn is_variables(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    stem == "terraform.tfvars" || stem.ends_with(".auto.tfvars")
}

/// The parent of a bare file name is the empty path, and means the working directory.
pub(crate) fn or_here(directory: &Path) -> &Path {
    if directory.as_os_str().is_empty() { Path::new(".") } else { directory }
}

/// Whether a directory has files of configuration.
#[must_use]
pub fn has_configuration(directory: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(or_here(directory)) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_str().is_some_and(|name| configuration(name).is_some()))
}

/// The names of the files in a directory.
pub(crate) fn list(directory: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        // Follows links: a link to a file is a file of the module, a directory `x.tf` is none.
        let is_file = std::fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_file());
        if let (true, Ok(name)) = (is_file, entry.file_name().into_string()) {
            names.push(name);
        }
    }
    Ok(names)
}

const MAX_BYTES: u64 = 16 << 20;

/// Reads a file. What can't be parsed is a problem, and the rest is there.
pub(crate) fn read(path: PathBuf, shown: String, role: Role) -> (Option<File>, Option<Problem>) {
    let problem = |kind, place| Problem { file: shown.clone(), place, kind };
    if std::fs::metadata(&path).is_ok_and(|metadata| metadata.len() > MAX_BYTES) {
        return (None, Some(problem(ProblemKind::TooLarge, None)));
    }
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return (None, Some(problem(ProblemKind::Unreadable(error.to_string()), None))),
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let text = Arc::new(SourceText::new(path, shown.clone(), text));
            let place = Place::new(&text, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            return (None, Some(problem(ProblemKind::NotUtf8, Some(place))));
        }
    };
    let (file, error) = parse(Arc::new(SourceText::new(path, shown.clone(), text)), role);
    let place = |offset| Place::new(&file.text, offset..offset);
    let problem = error.map(|error| problem(ProblemKind::Syntax(error.message), Some(place(error.offset))));
    (Some(file), problem)
}

/// Parses a text. Of HCL with a mistake, the blocks that have none are there.
pub(crate) fn parse(text: Arc<SourceText>, role: Role) -> (File, Option<hcl::SyntaxError>) {
    let content = text.text().strip_prefix(BYTE_ORDER_MARK).unwrap_or(text.text());
    let base = text.text().len() - content.len();
    let is_json = text.path().extension().is_some_and(|extension| extension == "json");
    let (mut comments, mut remarks, mut problem) = (Vec::new(), Vec::new(), None);
    let body = if is_json && role == Role::Variables {
        json::parse_variables(content, base).unwrap_or_else(|error| {
            problem = Some(error);
            Body::default()
        })
    } else if is_json {
        let (body, found) = json::parse(content, base).unwrap_or_else(|error| {
            problem = Some(error);
            Default::default()
        });
        remarks = found;
        body
    } else {
        let scanned = scan(content, base);
        comments = scanned.comments;
        hcl::parse(content, base).unwrap_or_else(|error| {
            problem = Some(error);
            rescue(content, base, &scanned.ends)
        })
    };
    (File { text, body, comments, remarks, role }, problem)
}

/// The blocks of the top level that can be read one by one.
fn rescue(content: &str, base: usize, ends: &[usize]) -> Body {
    let mut body = Body::default();
    let mut start = 0;
    for end in ends {
        let end = end - base;
        // The text between two blocks may end in the middle of a line: the next begins behind it.
        let part = content.get(start..end).unwrap_or_default();
        match hcl::parse(part, base + start) {
            Ok(part) => {
                body.attributes.extend(part.attributes);
                body.blocks.extend(part.blocks);
            }
            Err(_) => body.blocks.extend(header(part, base + start)),
        }
        start = end;
    }
    body
}

/// A block with a mistake in it, without what is in it. Terraform takes some that the parser does not: keys that are given twice.
fn header(part: &str, base: usize) -> Option<Block> {
    let mut start = 0;
    for comment in scan(part, 0).comments {
        if part.get(start..comment.span.start)?.trim().is_empty() {
            start = comment.span.end;
        }
    }
    let rest = part.get(start..)?;
    start += rest.len() - rest.trim_start().len();
    let block = part.get(start..)?;
    // If more begins at the left margin, a brace is missing somewhere, and where the block ends is not known.
    if block.lines().skip(1).any(|line| line.starts_with(|c: char| c.is_alphabetic() || c == '_')) {
        return None;
    }
    let header = block.get(..block.find('{')?)?;
    let read = hcl::parse(&format!("{header}{{}}"), base + start).ok()?;
    let block = read.blocks.into_iter().next()?;
    Some(Block { span: base + start..base + part.len(), is_header: true, ..block })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(name: &str, text: &str) -> (File, Option<hcl::SyntaxError>) {
        parse(Arc::new(SourceText::new(PathBuf::from(name), name.to_owned(), text.to_owned())), Role::Primary)
    }

    #[test]
    fn names_say_what_a_file_is() {
        let names = "b.tf a.tofu a.tf a.tf.json c.tofu.json c.tf.json override.tf x_override.tofu my.auto.tfvars terraform.tfvars.json \
                     terraform.tfvars other.tfvars a.auto.tfvars.json .hidden.tf b.tf~ #b.tf# main.tftest.hcl readme.md";
        let found = roles(names.split_whitespace().map(str::to_owned).collect());
        let of = |role| found.iter().filter(|file| file.0 == role).map(|file| file.1.as_str()).collect::<Vec<_>>();
        assert_eq!(of(Role::Primary), ["a.tf.json", "a.tofu", "b.tf", "c.tofu.json"]);
        assert_eq!(of(Role::Shadowed), ["a.tf", "c.tf.json"]);
        assert_eq!(of(Role::Override), ["override.tf", "x_override.tofu"]);
        assert_eq!(
            of(Role::Variables),
            ["terraform.tfvars", "terraform.tfvars.json", "a.auto.tfvars.json", "my.auto.tfvars"]
        );
    }

    #[test]
    fn a_block_with_a_mistake_hides_no_other() {
        let (file, error) = parsed(
            "a.tf",
            "resource \"a\" \"b\" {\n}\n# c\n\nresource \"c\" \"d\" {\n  x = = 1\n}\n\nresource \"e\" \"f\" {\n}\n\nresource \"g\" \"h\" {\n  x = {\n}\nresource \"i\" \"j\" {\n}}\n",
        );
        let addresses: Vec<_> = file.body.blocks.iter().filter_map(Block::address).collect();
        // The braces of the last two don't say where one ends.
        assert_eq!(addresses, ["a.b", "c.d", "e.f"]);
        let text = |span: &crate::syntax::Span| &file.text.text()[span.clone()];
        let headers: Vec<_> = file.body.blocks.iter().map(|block| text(&block.header)).collect();
        assert_eq!(headers, ["resource \"a\" \"b\"", "resource \"c\" \"d\"", "resource \"e\" \"f\""]);
        assert_eq!(text(&file.body.blocks[1].span), "resource \"c\" \"d\" {\n  x = = 1\n}");
        assert_eq!(Place::new(&file.text, error.as_ref().unwrap().offset..0).to_string(), "a.tf:6:7");
    }

    #[test]
    fn json_says_where_its_mistake_is() {
        let (file, error) = parsed("a.tf.json", "{\n  \"resource\": {,}\n}");
        assert!(file.body.blocks.is_empty());
        let error = error.unwrap();
        assert_eq!((error.message.as_str(), error.offset), ("key must be a string", 17));
        assert!(parsed("a.tf.json", &"[".repeat(100_000)).1.is_some());
        assert!(parsed("a.tf.json", &format!("{}{}", "[".repeat(1000), "]".repeat(1000))).1.is_some());
        assert!(parsed("a.tf", &format!("a = {}", "[".repeat(100_000))).1.is_some());
    }

    const HCL: &str = "\u{feff}resource \"a\" \"b\" {\r\n  x = <<-EOT\r\n    ${var.a[\"b\"][0].c} %{ if true }ü%{ endif }\r\n  EOT\r\n\
                       /* c */ y = [1, \"z$${\", { (var.k) = null, \"q\" : -1.5e3 }] # d\r\n  dynamic \"i\" {\r\n for_each = toset([for a in b : a])\r\n content {}\r\n }\r\n}\r\n";
    const JSON: &str = "{\"resource\": {\"a\": {\"b\": [{\"x\": \"${var.a}\", \"dynamic\": {\"i\": {\"for_each\": [1], \"content\": {}}}}]}},\
                        \"//\": \"ü\", \"locals\": {\"l\": {\"m\": [null, true, -1.5]}}}";

    #[test]
    fn the_samples_of_the_next_test_are_sound() {
        assert!(parsed("a.tf", HCL).1.is_none());
        assert!(parsed("a.tf.json", JSON).1.is_none());
    }

    #[test]
    fn no_truncation_makes_it_panic() {
        for (name, text) in [("a.tf", HCL), ("a.tf.json", JSON)] {
            for (at, _) in text.char_indices() {
                parsed(name, &text[..at]);
                parsed(name, &text[at..]);
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([a-z]|[{}\\[\\]()\"#/*=<>$%\\\\.,: \\r\\n-]|<<E\\n|\\$\\{|PC){0,80}") {
            parsed("a.tf", &text);
            parsed("a.tf.json", &text);
        }
    }
}
