//! Where a plan's addresses and attribute paths stand in the configuration that the plan was made from, and what the
//! comments there say about rules.
//!
//! Everything is read when it is first asked for, and in parallel. What can't be read is a problem and no error.

mod comments;
mod files;
mod literals;
mod locate;
mod module;
mod problem;
mod syntax;
mod text;
mod tree;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use plangate_plan::AttributePath;
use plangate_plan::address::{Address, ConfigAddress};
use serde_json::Value;

pub use comments::{Binding, Bound, Dialect, Suppression, Until};
pub use files::has_configuration;
pub use locate::{Kind, Located, Related, What};
pub use problem::{Problem, ProblemKind};
pub use text::{Place, Position, SourceText};
use tree::Tree;

/// The directory of the root module: the first of some that has files of configuration. The one that the user names comes
/// first, then the one that the plan lies in, then the working directory.
#[must_use]
pub fn find_root<'p>(directories: impl IntoIterator<Item = &'p Path>) -> Option<&'p Path> {
    directories.into_iter().find(|directory| has_configuration(directory))
}

/// The configuration below a root module.
///
/// Of `x.tf` beside `x.tofu`, which Terraform and OpenTofu read differently, both are read; where they have the same block,
/// that of `x.tofu` counts.
pub struct Sources {
    root: PathBuf,
    variables: Vec<PathBuf>,
    tree: OnceLock<Tree>,
    suppressions: OnceLock<Vec<Suppression>>,
}

impl Sources {
    /// The configuration whose root module is in a directory. Nothing is read yet.
    #[must_use]
    pub fn open(root: &Path) -> Self {
        Self {
            root: files::or_here(root).to_owned(),
            variables: Vec::new(),
            tree: OnceLock::new(),
            suppressions: OnceLock::new(),
        }
    }

    /// With the variable files that were named when the plan was made, in their order. Those that count by their names are
    /// read without this.
    #[must_use]
    pub fn with_variable_files(mut self, files: impl IntoIterator<Item = PathBuf>) -> Self {
        self.variables.extend(files);
        self
    }

    /// What can't be read, by file and position.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.tree().problems
    }

    /// The bytes of a file at which literals of some attributes are written: those of which `is_meant` says so by the type of the
    /// resource and the attribute's name.
    #[must_use]
    pub fn literals(&self, file: &SourceText, is_meant: impl Fn(&str, &str) -> bool) -> Vec<Range<usize>> {
        let module = file.path().parent().and_then(|directory| self.tree().modules.get(directory));
        let known =
            module.into_iter().flat_map(|module| &module.files).filter(|known| known.text.path() == file.path());
        known.flat_map(|known| literals::of(known, &is_meant)).collect()
    }

    /// Whether the root module has the block of a resource, or calls the module that it is in. Also if something of it can't be read.
    #[must_use]
    pub fn has(&self, address: &Address) -> bool {
        let Some(root) = self.tree().walk([]).into_iter().next() else { return false };
        let block = match address.modules.first() {
            Some(call) => format!("module.{}", call.name),
            None => ConfigAddress::from(address.clone()).resource,
        };
        root.is_broken || !root.find(&block).is_empty()
    }

    /// How many files of configuration and of variables were read.
    #[must_use]
    pub fn files(&self) -> usize {
        self.tree().modules.values().map(|module| module.files.len()).sum()
    }

    /// The line of an attribute of a resource.
    ///
    /// `values` are the planned values of the whole resource. They are compared with what is written where a position in the
    /// plan may be another one in the configuration: providers reorder sets. They may hold secrets, and get nowhere.
    ///
    /// None where the configuration does not have the resource. What is in a module whose sources are not here is located
    /// at the module's call.
    #[must_use]
    pub fn locate(&self, address: &Address, path: &AttributePath, values: Option<&Value>) -> Option<Located> {
        locate::locate(self.tree(), &address.into(), path, values)
    }

    /// The line of an attribute of anything that has a block, by its address: `provider.aws.west`, `module.net`,
    /// `check.health`, `var.region`, `output.id`, each in a module or not, and resources.
    #[must_use]
    pub fn locate_named(&self, address: &str, path: &AttributePath, values: Option<&Value>) -> Option<Located> {
        locate::locate_named(self.tree(), address, path, values)
    }

    /// The comments that suppress rules, by file and position.
    #[must_use]
    pub fn suppressions(&self) -> &[Suppression] {
        let tree = self.tree();
        self.suppressions.get_or_init(|| {
            let modules = tree.modules.values();
            let found = modules.flat_map(|module| module.files.iter().flat_map(|file| comments::of(module, file)));
            let mut found: Vec<Suppression> = found.collect();
            found.sort_by(|a, b| {
                let key = |it: &Suppression| (it.place.file.shown().to_owned(), it.place.span.start);
                key(a).cmp(&key(b))
            });
            found
        })
    }

    /// The workspace that is selected in the directory of the root module.
    #[must_use]
    pub fn workspace(&self) -> String {
        let selected = std::fs::read_to_string(self.root.join(".terraform/environment")).unwrap_or_default();
        let selected = selected.trim();
        if selected.is_empty() { "default".to_owned() } else { selected.to_owned() }
    }

    fn tree(&self) -> &Tree {
        if let Some(tree) = self.tree.get() {
            return tree;
        }
        // Not inside of `get_or_init`: files are read in parallel, and a thread that waits for one may begin with another task that asks
        // for the tree, and wait for itself. That two read the same does no harm.
        let tree = Tree::load(&self.root, &self.variables);
        self.tree.get_or_init(|| tree)
    }
}
