//! The modules of a configuration and the calls between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

use crate::module::{Call, Module};
use crate::problem::{Problem, ProblemKind};

/// All modules that the root module reaches, each directory once.
pub(crate) struct Tree {
    root: PathBuf,
    pub modules: BTreeMap<PathBuf, Module>,
    /// Directories of modules that `init` has fetched, by the dotted path of the call.
    fetched: HashMap<String, PathBuf>,
    pub problems: Vec<Problem>,
}

/// `.terraform/modules/modules.json`
#[derive(Deserialize)]
struct Manifest {
    #[serde(rename = "Modules")]
    modules: Vec<ManifestEntry>,
}

#[derive(Deserialize)]
struct ManifestEntry {
    #[serde(rename = "Key")]
    key: String,
    #[serde(rename = "Dir")]
    directory: String,
}

impl Tree {
    /// Reads the module at `given` and all that it calls. `variables` are variable files that are named when planning.
    pub fn load(given: &Path, variables: &[PathBuf]) -> Self {
        let root = given.canonicalize().unwrap_or_else(|_| given.to_owned());
        let shown = Shown { given: given.to_owned(), root: root.clone() };
        let mut problems = Vec::new();
        let fetched = fetched(&root, &shown, &mut problems);
        let mut tree = Self { root: root.clone(), modules: BTreeMap::new(), fetched, problems };
        let mut pending = BTreeSet::from([root.clone()]);
        while !pending.is_empty() {
            let load = |directory: PathBuf| {
                let variables = (directory == root).then_some(variables);
                let name = shown.path(&directory);
                Module::load(directory, &name, variables)
            };
            let loaded: Vec<_> = std::mem::take(&mut pending).into_par_iter().map(load).collect();
            for (module, problems) in loaded {
                let calls = module.calls();
                pending.extend(calls.iter().filter_map(|call| local(&module.directory, call)));
                drop(calls);
                tree.problems.extend(problems);
                tree.modules.insert(module.directory.clone(), module);
            }
            pending.extend(tree.fetched.keys().filter_map(|key| tree.reachable(key)));
            pending.retain(|directory| !tree.modules.contains_key(directory));
        }
        let mut visited = BTreeSet::new();
        let mut found = Vec::new();
        tree.check_calls(&root, &mut Vec::new(), &mut Vec::new(), &mut visited, &mut found);
        tree.problems.extend(found);
        tree.problems.sort_by(|a, b| {
            let key = |problem: &Problem| problem.place.as_ref().map_or(0, |place| place.span.start);
            a.file.cmp(&b.file).then(key(a).cmp(&key(b)))
        });
        tree
    }

    /// The modules from the root to the one that the calls lead to, the root first. Fewer where a module is not there.
    pub fn walk<'n>(&self, calls: impl IntoIterator<Item = &'n str>) -> Vec<&Module> {
        let mut walked: Vec<&Module> = self.modules.get(&self.root).into_iter().collect();
        let mut path: Vec<&str> = Vec::new();
        for name in calls {
            path.push(name);
            let Some(parent) = walked.last() else { break };
            let next = parent.call(name).and_then(|call| self.directory(parent, &path, &call));
            let Some(module) = next.and_then(|directory| self.modules.get(&directory)) else { break };
            walked.push(module);
        }
        walked
    }

    /// Where a call leads. A local source is followed from the directory of the module, as it may be called from anywhere.
    fn directory(&self, parent: &Module, path: &[&str], call: &Call<'_>) -> Option<PathBuf> {
        if call.source.is_some_and(is_local) {
            return local(&parent.directory, call);
        }
        self.fetched.get(&path.join(".")).cloned()
    }

    /// The directory of an entry of the manifest that is still called.
    fn reachable(&self, key: &str) -> Option<PathBuf> {
        let names: Vec<&str> = key.split('.').collect();
        let (last, parents) = names.split_last()?;
        let walked = self.walk(parents.iter().copied());
        let parent = walked.last().filter(|_| walked.len() == names.len())?;
        self.directory(parent, &names, &parent.call(last)?)
    }

    /// Finds calls that lead nowhere, and loops.
    fn check_calls(
        &self,
        directory: &Path,
        path: &mut Vec<String>,
        above: &mut Vec<PathBuf>,
        visited: &mut BTreeSet<PathBuf>,
        found: &mut Vec<Problem>,
    ) {
        let Some(module) = self.modules.get(directory).filter(|_| visited.insert(directory.to_owned())) else { return };
        above.push(directory.to_owned());
        for call in module.calls() {
            path.push(call.name.to_owned());
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            let problem =
                |kind| Problem { file: call.place.file.shown().to_owned(), place: Some(call.place.clone()), kind };
            match self.directory(module, &names, &call).filter(|directory| self.modules.contains_key(directory)) {
                None => found.push(problem(ProblemKind::ModuleMissing(call.name.to_owned()))),
                Some(next) if above.contains(&next) => {
                    found.push(problem(ProblemKind::ModuleLoop(call.name.to_owned())));
                }
                Some(next) => self.check_calls(&next, path, above, visited, found),
            }
            path.pop();
        }
        above.pop();
    }
}

fn is_local(source: &str) -> bool {
    source == "." || source == ".." || [".\\", "..\\", "./", "../"].iter().any(|prefix| source.starts_with(prefix))
}

/// The directory of a call with a local source, if it is there.
fn local(parent: &Path, call: &Call<'_>) -> Option<PathBuf> {
    let source = call.source.filter(|source| is_local(source))?;
    // First the text and then the links, in the order of Terraform.
    clean(&parent.join(source)).canonicalize().ok().filter(|directory| directory.is_dir())
}

/// Takes `.` and `..` out of a path by its text.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(cleaned.components().next_back(), Some(Component::Normal(_))) => {
                cleaned.pop();
            }
            other => cleaned.push(other),
        }
    }
    if cleaned.as_os_str().is_empty() { PathBuf::from(".") } else { cleaned }
}

/// How directories are shown: as the user would write them who wrote the path of the root module.
struct Shown {
    given: PathBuf,
    root: PathBuf,
}

impl Shown {
    fn path(&self, directory: &Path) -> PathBuf {
        let common = self.root.components().zip(directory.components()).take_while(|(a, b)| a == b).count();
        let mut relative = self.given.clone();
        relative.extend(self.root.components().skip(common).map(|_| Component::ParentDir));
        relative.extend(directory.components().skip(common));
        let shown = clean(&relative);
        // With links in the path as it was given, its text may lead elsewhere.
        if shown.canonicalize().is_ok_and(|real| real == directory) { shown } else { directory.to_owned() }
    }
}

/// Reads the manifest of fetched modules.
fn fetched(root: &Path, shown: &Shown, problems: &mut Vec<Problem>) -> HashMap<String, PathBuf> {
    let path = root.join(".terraform/modules/modules.json");
    let file = shown.path(root).join(".terraform/modules/modules.json").display().to_string();
    let mut problem = |kind| problems.push(Problem { file: file.clone(), place: None, kind });
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return HashMap::new(),
        Err(error) => {
            problem(ProblemKind::Unreadable(error.to_string()));
            return HashMap::new();
        }
    };
    let manifest: Manifest = match serde_json::from_slice(&bytes) {
        Ok(manifest) => manifest,
        Err(error) => {
            problem(ProblemKind::Syntax(error.to_string()));
            return HashMap::new();
        }
    };
    let directory = |entry: ManifestEntry| {
        let directory = root.join(entry.directory.replace('\\', "/")).canonicalize().ok()?;
        (!entry.key.is_empty() && directory.is_dir()).then_some((entry.key, directory))
    };
    manifest.modules.into_iter().filter_map(directory).collect()
}
