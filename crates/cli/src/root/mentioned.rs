//! Paths in the text of a configuration that lead out of its directory: modules, state files, what `file()` reads.
//!
//! Only the text is looked at, so a path that nobody uses counts, too. One that is computed does not.

use std::collections::BTreeSet;

/// Endings of the files of a configuration.
const ENDINGS: [&str; 6] = [".tf", ".tofu", ".tf.json", ".tofu.json", ".tfvars", ".tfvars.json"];

/// Whether a file is one of a configuration, by its name.
pub(super) fn may_mention(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The paths in a text, each up to where something computed begins: `../a/` of `"${path.module}/../a/${var.b}.tpl"`.
pub(super) fn mentions(text: &str) -> BTreeSet<String> {
    // A quotation mark within an interpolation is one like others.
    text.split(['"', '\n']).filter_map(mention).collect()
}

/// The paths in an argument, such as `-var-file=../a.tfvars`.
pub(super) fn in_argument(argument: &str) -> impl Iterator<Item = &str> {
    let values = argument.match_indices('=').filter_map(|(at, _)| argument.get(at + 1..));
    std::iter::once(argument).chain(values).filter(|value| !value.is_empty())
}

/// The words of a variable that holds arguments, as a shell takes them apart.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            c if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if quote.is_none() && c.is_whitespace() => words.push(String::new()),
            c => {
                let c = if c == '\\' && quote != Some('\'') { characters.next() } else { Some(c) };
                words.last_mut().into_iter().for_each(|word| word.extend(c));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn mention(piece: &str) -> Option<String> {
    let piece = piece.replace('\\', "/").replace("//", "/");
    let piece = match piece.strip_prefix("${") {
        // The directories that these are, are where it is looked for in any case.
        Some(rest) => rest.trim_start().strip_prefix("path.")?.split_once('}')?.1.trim_start_matches('/'),
        // Of `format("%s/../a", path.module)`.
        None => piece.strip_prefix("%s/").unwrap_or(&piece),
    };
    let end = ["${", "%{", "%s"].iter().filter_map(|computed| piece.find(computed)).min();
    let constant = match end {
        Some(end) => piece.get(..piece.get(..end)?.rfind('/')? + 1)?,
        None => piece,
    };
    let leads_out = constant.split('/').any(|step| step == "..") || is_absolute(constant);
    leads_out.then(|| constant.to_owned())
}

/// Whether a path is one from the top, or from the home directory.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.starts_with("~/") || std::path::Path::new(path).is_absolute()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_are_found_up_to_what_is_computed() {
        let found = |text: &str| mentions(text).into_iter().collect::<Vec<_>>();
        let none: Vec<String> = Vec::new();
        assert_eq!(found(r#"source = "../modules/a""#), ["../modules/a"]);
        assert_eq!(found(r#"source = "..\\modules\\a""#), ["../modules/a"]);
        assert_eq!(found(r#"x = file("${path.module}/../a.txt")"#), ["../a.txt"]);
        assert_eq!(found(r#"x = file("${ path.root }/b/../../a.txt")"#), ["b/../../a.txt"]);
        assert_eq!(found(r#"x = templatefile("${path.module}/../a/b-${var.c}.tpl", {})"#), ["../a/"]);
        assert_eq!(found(r#"x = "a ${file("../b")} c""#), ["../b"]);
        assert_eq!(found(r#"x = file(format("%s/../b/%s.txt", path.module, var.c))"#), ["../b/"]);
        assert_eq!(found(r#"x = join("/", [path.module, "..", "a"])"#), ["..", "/"]);
        assert_eq!(found(r#"x = file("/etc/a") y = pathexpand("~/b")"#), ["/etc/a", "~/b"]);
        assert_eq!(found(r#"{"Dir":"../a"}"#), ["../a"]);
        assert_eq!(found(r#"source = "./a" x = "a/b" y = "..." z = "${var.a}/b""#), none);
    }

    #[test]
    fn words_are_those_of_a_shell() {
        let found = words(r#" -a 'b c'  -d="e \"f" g\ h 'i\' "#);
        assert_eq!(found, ["-a", "b c", "-d=e \"f", "g h", "i\\"]);
        assert!(words(" ").is_empty());
    }

    #[test]
    fn arguments_hold_paths_behind_equals_signs() {
        let found = |argument| in_argument(argument).collect::<Vec<_>>();
        assert_eq!(found("a.tfvars"), ["a.tfvars"]);
        assert_eq!(found("-var=a=b"), ["-var=a=b", "a=b", "b"]);
        assert_eq!(found("-a="), ["-a="]);
    }
}
