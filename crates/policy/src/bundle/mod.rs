//! The bundle: rules, helper packages and parameters, from the embedded policies and from directories of the user.

mod select;

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use select::{Selector, UnknownSelector, nearest};

use crate::compile::{self, Data};
use crate::engine::{Machine, Program};
use crate::error::RuleError;
use crate::files;
use crate::metadata::Metadata;
use crate::module::{Module, RULES};

/// What `build.rs` found in `policies/`.
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// A rule and what it says of itself.
#[derive(Debug)]
pub struct Rule {
    /// Where it stands.
    pub module: Module,
    /// What it says of itself.
    pub metadata: Metadata,
    compiled: Option<&'static [u8]>,
    program: OnceLock<Result<Program, RuleError>>,
    interpreted: OnceLock<Result<Program, RuleError>>,
}

impl Rule {
    fn new(module: Module, metadata: Metadata, compiled: Option<&'static [u8]>) -> Self {
        Self { module, metadata, compiled, program: OnceLock::new(), interpreted: OnceLock::new() }
    }

    /// The rule's name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.metadata.custom.id
    }

    /// Whether it is run only where somebody asks for it.
    #[must_use]
    pub fn is_opt_in(&self) -> bool {
        self.metadata.custom.opt_in
    }
}

/// All that rules are evaluated with.
#[derive(Debug, Default)]
pub struct Bundle {
    rules: Vec<Rule>,
    helpers: Vec<Module>,
    params: serde_json::Map<String, serde_json::Value>,
    /// The parameters as all programs share them.
    data: OnceLock<Data>,
    errors: Vec<RuleError>,
    hasher: Sha256,
}

impl Bundle {
    /// The policies that come with plangate, checked and compiled when it was built.
    #[must_use]
    pub fn embedded() -> Self {
        let mut bundle = Self::default();
        let module = |file: &str, package: &str, text: &str| Module {
            file: file.to_owned(),
            package: package.to_owned(),
            text: Arc::from(text),
        };
        for &(file, text) in embedded::PARAMS {
            bundle.hasher.update(text);
            bundle.add_params(file, text);
        }
        for &(file, package, text) in embedded::HELPERS {
            bundle.hasher.update(text);
            bundle.helpers.push(module(file, package, text));
        }
        for &(file, package, text, metadata, compiled) in embedded::RULES {
            bundle.hasher.update(text);
            let module = module(file, package, text);
            match serde_json::from_str(metadata) {
                Ok(metadata) => {
                    let compiled = (!compiled.is_empty()).then_some(compiled);
                    bundle.rules.push(Rule::new(module, metadata, compiled));
                }
                Err(error) => bundle.errors.push(RuleError::at(file, 0, error.to_string())),
            }
        }
        bundle
    }

    /// Adds the `.rego` files of directories, and the parameters in their `params/data.json`; tests (`_test.rego`) are
    /// left out. What does not load is kept as an error, and the rest loads all the same. Everything is checked at once:
    /// a broken rule must not go unnoticed because this plan has no resource for it.
    ///
    /// # Errors
    /// Of the file system, naming the path.
    pub fn add_directories(&mut self, directories: &[PathBuf]) -> Result<(), (PathBuf, std::io::Error)> {
        let (rules_before, helpers_before) = (self.rules.len(), self.helpers.len());
        for directory in directories {
            let files = files::collect(directory)?;
            if files.is_empty() {
                let message = "the directory holds neither rules (`.rego`) nor parameters (`params/data.json`)";
                self.errors.push(RuleError::at(&directory.display().to_string(), 0, message));
            }
            let mut sources = Vec::new();
            for file in files {
                let text = fs::read_to_string(&file).map_err(|error| (file.clone(), error))?;
                sources.push((file.display().to_string(), Arc::from(text)));
            }
            self.add(sources);
        }
        let rules = self.rules.get(rules_before..).unwrap_or_default();
        let helpers = self.helpers.get(helpers_before..).unwrap_or_default();
        let broken_rules: Vec<RuleError> = rules.par_iter().filter_map(|rule| self.check_rule(rule).err()).collect();
        let broken_helpers: Vec<RuleError> =
            helpers.par_iter().filter_map(|helper| self.check_helper(helper).err()).collect();
        self.rules.retain(|rule| !broken_rules.iter().any(|error| error.rule.as_deref() == Some(rule.id())));
        self.errors.extend(broken_rules);
        self.errors.extend(broken_helpers);
        self.errors.sort();
        self.errors.dedup();
        Ok(())
    }

    fn check_rule(&self, rule: &Rule) -> Result<(), RuleError> {
        self.check_imports(&rule.module).map_err(|error| error.of(rule.id()))?;
        self.program(rule, Machine::Best).map(|_| ())
    }

    /// A helper must be sound whether a rule names it or not, and must not be a rule in the form of another tool, which
    /// would never be evaluated.
    fn check_helper(&self, helper: &Module) -> Result<(), RuleError> {
        self.check_imports(helper)?;
        match compile::decides(helper)? {
            Some(word) => {
                let message = format!(
                    "the package `{}` defines `{word}` and is no rule: the packages of rules begin with `{RULES}` and have METADATA",
                    helper.package
                );
                Err(RuleError::at(&helper.file, 1, message))
            }
            None => Ok(()),
        }
    }

    /// An import of nothing is undefined, and a rule that asks for it never fires.
    fn check_imports(&self, module: &Module) -> Result<(), RuleError> {
        let packages = || {
            let rules = self.rules.iter().map(|rule| &rule.module);
            rules.chain(&self.helpers).map(|module| module.package.as_str())
        };
        for (line, import) in module.imports() {
            let known = import.starts_with("params.")
                || import == "params"
                || packages().any(|package| reaches(import, package));
            if !known {
                return Err(RuleError::at(
                    &module.file,
                    line,
                    format!("there is no package for `import data.{import}`"),
                ));
            }
        }
        Ok(())
    }

    fn add(&mut self, sources: Vec<(String, Arc<str>)>) {
        let mut modules = Vec::new();
        for (file, text) in sources {
            self.hasher.update(text.as_bytes());
            if file.ends_with(".json") {
                self.add_params(&file, &text);
            } else {
                modules.push((file, text));
            }
        }
        let parsed: Vec<_> = modules.into_par_iter().map(|(file, text)| Module::parse(file, text)).collect();
        for module in parsed {
            match module {
                Ok((module, Some(metadata))) => self.add_rule(module, metadata),
                Ok((module, None)) => self.add_helper(module),
                Err(error) => self.errors.push(error),
            }
        }
    }

    /// A helper of the embedded bundle can't be added to: its rules are compiled already.
    fn add_helper(&mut self, module: Module) {
        match embedded::HELPERS.iter().find(|(_, package, _)| *package == module.package) {
            Some((file, package, _)) if self.helpers.iter().any(|helper| helper.file == *file) => {
                let message = format!("the package `{package}` is taken by {file}");
                self.errors.push(RuleError::at(&module.file, 1, message));
            }
            _ => self.helpers.push(module),
        }
    }

    fn add_rule(&mut self, module: Module, metadata: Metadata) {
        let same = |rule: &&Rule| rule.id() == metadata.custom.id || rule.module.package == module.package;
        if let Some(other) = self.rules.iter().find(same) {
            let message = if other.id() == metadata.custom.id {
                format!("the id `{}` is taken by {}", other.id(), other.module.file)
            } else {
                format!("the package `{}` is taken by {}", module.package, other.module.file)
            };
            self.errors.push(RuleError::at(&module.file, 1, message).of(&metadata.custom.id));
        } else {
            self.rules.push(Rule::new(module, metadata, None));
        }
    }

    fn add_params(&mut self, file: &str, text: &str) {
        match serde_json::from_str::<serde_json::Map<_, _>>(text) {
            Ok(params) => {
                self.params.extend(params);
                self.data = OnceLock::new();
            }
            Err(error) => {
                let message = format!("parameters must be a JSON object: {error}");
                self.errors.push(RuleError::at(file, error.line(), message));
            }
        }
    }

    /// Puts parameters in the place of others of the same name, whatever gave those.
    pub fn override_params(&mut self, params: serde_json::Map<String, serde_json::Value>) {
        if params.is_empty() {
            return;
        }
        self.hasher.update(serde_json::Value::Object(params.clone()).to_string());
        self.params.extend(params);
        self.data = OnceLock::new();
        // Those of rules that were checked hold the parameters of before.
        for rule in &mut self.rules {
            (rule.program, rule.interpreted) = (OnceLock::new(), OnceLock::new());
        }
    }

    /// Whether some module of the user asks for a parameter that nothing gives a default.
    #[must_use]
    pub fn asks_for_param(&self, name: &str) -> bool {
        let modules = self.rules.iter().map(|rule| &rule.module).chain(&self.helpers);
        modules.into_iter().any(|module| {
            let forms = [format!("params.{name}"), format!("params[\"{name}\"]")];
            let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            forms.iter().any(|form| module.text.split(form.as_str()).skip(1).any(ends))
        })
    }

    /// The rules that loaded, in the order of their ids.
    #[must_use]
    pub fn rules(&self) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.rules.iter().collect();
        rules.sort_by_key(|rule| rule.id());
        rules
    }

    /// Those that run where nobody asks for others, in the order of their ids.
    #[must_use]
    pub fn default_rules(&self) -> Vec<&Rule> {
        self.rules().into_iter().filter(|rule| !rule.is_opt_in()).collect()
    }

    /// What did not load.
    #[must_use]
    pub fn errors(&self) -> &[RuleError] {
        &self.errors
    }

    /// Helper packages, for tests that need them.
    #[must_use]
    pub fn helpers(&self) -> &[Module] {
        &self.helpers
    }

    /// `data.params` as rules see it.
    #[must_use]
    pub fn params(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.params
    }

    /// The SHA-256 of all sources in the order they were added.
    #[must_use]
    pub fn digest(&self) -> String {
        crate::hex(&self.hasher.clone().finalize())
    }

    /// The rule, ready to be evaluated. Made once, when it is first asked for.
    pub(crate) fn program<'b>(&'b self, rule: &'b Rule, machine: Machine) -> Result<&'b Program, RuleError> {
        let data = || self.data.get_or_init(|| compile::data(&self.params));
        let interpreted = || {
            let helpers = rule.module.needs(&self.helpers);
            Program::interpreted(&rule.module, &helpers, data()).map_err(|error| error.of(rule.id()))
        };
        let best = || {
            let compiled = rule.compiled.and_then(|bytes| Program::compiled(&rule.module, bytes, data()));
            compiled.map_or_else(interpreted, Ok)
        };
        let program = match machine {
            Machine::Best => rule.program.get_or_init(best),
            Machine::Interpreter => rule.interpreted.get_or_init(interpreted),
        };
        program.as_ref().map_err(Clone::clone)
    }

    /// Whether the rule compiles for the virtual machine; the others run on the interpreter, several times slower.
    #[must_use]
    pub fn is_fast(&self, rule: &Rule) -> bool {
        self.program(rule, Machine::Best).is_ok_and(Program::is_fast)
    }
}

/// Whether one of two paths leads through the other: an import may name a package, a part of one, or a group of them.
fn reaches(import: &str, package: &str) -> bool {
    let below =
        |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    below(import, package) || below(package, import)
}
