//! What an answer depends on, as a hash: where it is the same, terraform would plan the same, and plangate say the same.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::root::cache::Cache;
use crate::root::digest::{Parts, hex};
use crate::root::mentioned::words;
use crate::root::tree::Tree;
use crate::root::why::Uncached;
use crate::terraform::data_directory;

/// What is asked about a root module.
pub(super) struct Question<'q> {
    /// The directory of the root module as it was given.
    pub root: &'q Path,
    /// Arguments of the user for `plan`.
    pub arguments: &'q [String],
    /// The program that plans.
    pub program: Option<&'q Path>,
    /// Files that plangate reads: the configuration, the baseline.
    pub files: Vec<PathBuf>,
    /// What else an answer depends on: the rules, the options, the day.
    pub facts: Vec<String>,
}

/// A question at a time.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// The name of its answer.
    pub name: String,
    /// When the files of configurations were written.
    times: Vec<Option<SystemTime>>,
}

impl Question<'_> {
    /// What it depends on.
    ///
    /// # Errors
    /// Something that it depends on can't be known.
    pub(super) fn key(&self, cache: &Cache) -> Result<Key, Uncached> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            |error| Uncached::Unreadable { path, error }
        };
        let mut parts = Parts::of("plangate root");
        parts.add(cache.secret());
        let here = std::env::current_dir().map_err(unreadable(Path::new(".")))?;
        let root = self.root.canonicalize().map_err(unreadable(self.root))?;
        [&here, &root, self.root].into_iter().for_each(|path| parts.add_path(path));

        // The same version may be built twice.
        parts.add(env!("CARGO_PKG_VERSION"));
        let own = std::env::current_exe().map_err(unreadable(Path::new("plangate")))?;
        for program in std::iter::once(own.as_path()).chain(self.program) {
            add_program(&mut parts, program).map_err(unreadable(program))?;
        }

        add_all(&mut parts, &self.facts);
        add_all(&mut parts, self.arguments);
        parts.add(self.files.len().to_string());
        for file in &self.files {
            parts.add_path(file);
            parts.add(fs::read(file).map_err(unreadable(file))?);
        }
        let variables = variables(std::env::vars_os());
        parts.add(variables.len().to_string());
        for (name, value) in &variables {
            parts.add(name.as_encoded_bytes());
            parts.add(value.as_encoded_bytes());
        }
        for path in command_line_configurations() {
            parts.add_path(&path);
            let Ok(bytes) = fs::read(&path) else {
                parts.add("nothing");
                continue;
            };
            parts.add("file");
            // What these build is another provider after each build.
            if String::from_utf8_lossy(&bytes).contains("dev_overrides") {
                return Err(Uncached::Overrides { path });
            }
            parts.add(bytes);
        }
        let times = self.tree(cache, &root, &variables).read(&mut parts)?;
        Ok(Key { name: hex(&parts.finish()), times })
    }

    fn tree(&self, cache: &Cache, root: &Path, variables: &[(OsString, OsString)]) -> Tree {
        let data = data_directory(root);
        let fetched = [data.join("providers"), data.join("plangate"), cache.home().to_owned()];
        let mut tree = Tree::new(root, fetched);
        // The modules that were fetched, the workspace, the backend.
        ["modules", "environment", "terraform.tfstate"].iter().for_each(|name| tree.with(&data.join(name)));
        self.arguments.iter().for_each(|argument| tree.with_argument(argument));
        for (name, value) in variables.iter().map(|(name, value)| (name.to_string_lossy(), value.to_string_lossy())) {
            if name.starts_with("TF_CLI_ARGS") {
                words(&value).iter().for_each(|word| tree.with_argument(word));
            } else if name.starts_with("TF_VAR_") {
                tree.with_argument(&value);
            }
        }
        tree
    }
}

fn add_all(parts: &mut Parts, texts: &[String]) {
    parts.add(texts.len().to_string());
    texts.iter().for_each(|text| parts.add(text));
}

/// A program by what changes when another one takes its place.
fn add_program(parts: &mut Parts, program: &Path) -> std::io::Result<()> {
    parts.add_path(program);
    let metadata = fs::metadata(program)?;
    parts.add(metadata.len().to_string());
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    parts.add(modified.as_nanos().to_string());
    Ok(())
}

/// The configurations of the program itself, wherever one may be.
fn command_line_configurations() -> Vec<PathBuf> {
    let named = ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"].iter().filter_map(std::env::var_os).map(PathBuf::from);
    let home = std::env::home_dir().unwrap_or_default();
    let usual = [".terraformrc", ".tofurc", ".config/opentofu/tofurc"].iter().map(|name| home.join(name));
    let data = std::env::var_os("APPDATA").map(PathBuf::from);
    let usual_data = data.iter().flat_map(|data| [data.join("terraform.rc"), data.join("tofu.rc")]);
    let configured = std::env::var_os("XDG_CONFIG_HOME").map(|directory| Path::new(&directory).join("opentofu/tofurc"));
    named.chain(usual).chain(usual_data).chain(configured).collect()
}

/// The variables of the environment that may change a plan, sorted: all but those that tell of the terminal, the session and the
/// commit. Providers read what they like.
fn variables(all: impl Iterator<Item = (OsString, OsString)>) -> Vec<(OsString, OsString)> {
    let mut variables: Vec<_> = all.filter(|(name, _)| !is_of_the_session(name)).collect();
    variables.sort();
    variables
}

const OF_THE_SESSION: [&str; 29] = [
    "COLORTERM",
    "COLUMNS",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_STARTUP_ID",
    "DISPLAY",
    "GPG_TTY",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "LINES",
    "LS_COLORS",
    "OLDPWD",
    "PRE_COMMIT",
    "PWD",
    "SHLVL",
    "SSH_AGENT_PID",
    "SSH_AUTH_SOCK",
    "SSH_CLIENT",
    "SSH_CONNECTION",
    "SSH_TTY",
    "STY",
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "TERM_SESSION_ID",
    "TMUX",
    "TMUX_PANE",
    "WINDOWID",
    "XDG_SESSION_ID",
    "_",
];

fn is_of_the_session(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    OF_THE_SESSION.contains(&name.as_ref())
        || ["GIT_", "PRE_COMMIT_", "TF_LOG", "VSCODE_"].iter().any(|prefix| name.starts_with(prefix))
}
