//! Rego files: which package one is, whether it is a rule, and which helpers it names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::error::RuleError;
use crate::metadata::{self, Metadata};

/// Packages below this one are rules.
pub(crate) const RULES: &str = "rules.";

/// One Rego file.
#[derive(Debug, Clone)]
pub struct Module {
    /// The path to show: `policies/...` for embedded ones.
    pub file: String,
    /// The package without `data.`.
    pub package: String,
    /// The source.
    pub text: Arc<str>,
}

impl Module {
    /// Reads the package of a file, and METADATA if it is a rule. The Rego below is left to the compiler.
    ///
    /// # Errors
    /// No package, or METADATA that is missing or wrong.
    pub(crate) fn parse(file: String, text: Arc<str>) -> Result<(Self, Option<Metadata>), RuleError> {
        let Some((line, package)) = text
            .lines()
            .enumerate()
            .map(|(position, line)| (position + 1, line.trim()))
            .find(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        else {
            return Err(RuleError::at(&file, 1, "the file holds no Rego"));
        };
        let Some(package) = package.strip_prefix("package ") else {
            return Err(RuleError::at(&file, line, "`package` must come first"));
        };
        let package = package.split(['#', ' ', '\t']).next().unwrap_or_default().to_owned();
        let module = Self { file, package, text };
        if !module.package.starts_with(RULES) {
            return Ok((module, None));
        }
        match metadata::parse(&module.text) {
            Ok(metadata) => Ok((module, Some(metadata))),
            Err(error) => Err(RuleError::at(&module.file, error.line, error.message).of(&module.package)),
        }
    }

    /// The lines with an `import data.`, and what they import.
    #[allow(dead_code, reason = "the build leaves it to a test")]
    pub(crate) fn imports(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().filter_map(|(position, line)| {
            let import = line.strip_prefix("import data.")?;
            Some((position + 1, import.split([' ', '\t', '#', '[']).next().unwrap_or(import)))
        })
    }

    /// Of `helpers` those that the file names, and those that these name in turn.
    pub(crate) fn needs<'h>(&self, helpers: &'h [Self]) -> Vec<&'h Self> {
        let mut by_package: BTreeMap<&str, Vec<&Self>> = BTreeMap::new();
        for helper in helpers {
            by_package.entry(&helper.package).or_default().push(helper);
        }
        let mut found: Vec<&Self> = Vec::new();
        let mut open = vec![self];
        while let Some(module) = open.pop() {
            for package in module.mentioned() {
                let modules = by_package.remove(package).unwrap_or_default();
                open.extend(&modules);
                found.extend(modules);
            }
        }
        found
    }

    /// All packages that the source may speak of: the paths behind `data.`, and what they begin with. A mention in a comment costs a
    /// parse and nothing else.
    fn mentioned(&self) -> BTreeSet<&str> {
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let paths = self.text.split("data.").skip(1).map(|rest| rest.split(|c| !is_path(c)).next().unwrap_or_default());
        let starts =
            |path| [path].into_iter().chain(str::match_indices(path, '.').filter_map(|(end, _)| path.get(..end)));
        paths.flat_map(starts).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(package: &str, text: &str) -> Module {
        Module { file: format!("{package}.rego"), package: package.to_owned(), text: Arc::from(text) }
    }

    #[test]
    fn helpers_are_found_through_helpers() {
        let helpers = [
            module("lib.a", "import data.lib.b"),
            module("lib.b", "x := data.lib.a.y"),
            module("lib.c", ""),
            module("lib.ab", ""),
        ];
        let rule = module("rules.x", "import data.lib.a as other\nimport data.lib.abc");
        let needed: Vec<&str> = rule.needs(&helpers).iter().map(|module| module.package.as_str()).collect();
        assert_eq!(needed, ["lib.a", "lib.b"]);
    }

    #[test]
    fn what_is_no_module_is_named() {
        let error = |text: &str| Module::parse("x.rego".to_owned(), Arc::from(text)).unwrap_err().to_string();
        assert_eq!(error("# nothing\n"), "x.rego:1: the file holds no Rego");
        assert_eq!(error("\nimport rego.v1\n"), "x.rego:2: `package` must come first");
        assert_eq!(error("package rules.x\n"), "rule `rules.x`, x.rego:1: METADATA is missing above `package`");
    }
}
