//! Which plans a command line names.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use plangate_plan::{Document, ReadError};
use thiserror::Error;

use crate::diagnostic::CliError;
use crate::terraform::{ShowError, Terraform};

/// Endings of the files that a directory is searched for.
const ENDINGS: &[&str] = &[".json", ".json.gz"];

/// Ending of binary plans, which stand beside their JSON where both were made (`terragrunt run --all plan --out-dir plans --json-out-dir
/// plans`). One without is searched for, too: a directory must not pass for what is in half of its plans.
const BINARY: &str = ".tfplan";

/// Where a plan comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A root module that was planned for the purpose.
    Root(Planned),
}

/// A root module with its plan.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    /// The directory of the root module.
    pub root: PathBuf,
    /// The JSON of the plan, which holds its secrets.
    pub json: Vec<u8>,
    /// The program that printed it.
    pub program: String,
}

impl fmt::Debug for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Planned").field("root", &self.root).finish_non_exhaustive()
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("<stdin>"),
            Self::File(path) => path.display().fmt(f),
            Self::Root(planned) => planned.root.display().fmt(f),
        }
    }
}

/// Why an input could not be read as a plan.
#[derive(Debug, Error, Diagnostic)]
pub enum InputError {
    /// It is none, or can't be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Read(#[from] ReadError),
    /// A binary plan that was piped in: programs read them from files alone.
    #[error("this is a binary plan file, not its JSON")]
    #[diagnostic(help(
        "name the file, `plangate check tfplan`, or pipe in its JSON: `terraform show -json tfplan | plangate check -`"
    ))]
    BinaryStdin,
    /// A binary plan that no program turned into JSON.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Show(#[from] ShowError),
    /// A program that says that all is well and prints something else.
    #[error("{}`{program} show -json` printed something else: {error}", if *is_file { "this is a binary plan file, and " } else { "" })]
    #[diagnostic(help("see what it prints by hand, and name another `terraform` or `tofu` with `--terraform PATH`"))]
    Printed {
        /// The program.
        program: String,
        /// Whether the user named a file.
        is_file: bool,
        /// What it printed.
        error: ReadError,
    },
}

impl InputError {
    /// What a program said about it, in lines.
    pub(crate) fn said(&self) -> &[String] {
        match self {
            Self::Show(ShowError::Failed { said, .. }) => said,
            _ => &[],
        }
    }
}

/// The JSON of an input.
#[derive(Debug)]
pub struct Source {
    /// The JSON.
    pub document: Document,
    printed: Printed,
}

/// Who wrote the JSON.
#[derive(Debug, Clone)]
enum Printed {
    /// It was there.
    Before,
    /// A program, of a binary plan of the user or of one made for the purpose.
    By { program: String, is_file: bool },
}

impl Source {
    /// The error that it is when the document is no plan.
    #[must_use]
    pub fn error(&self, error: ReadError) -> InputError {
        self.printed.refused(error)
    }
}

impl Printed {
    fn read(self, json: Vec<u8>) -> Result<Source, InputError> {
        let document = Document::from_bytes(json).map_err(|error| self.refused(error))?;
        Ok(Source { document, printed: self })
    }

    fn refused(&self, error: ReadError) -> InputError {
        match self {
            Self::By { program, is_file } => InputError::Printed { program: program.clone(), is_file: *is_file, error },
            Self::Before => error.into(),
        }
    }
}

impl Input {
    /// The file, if it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin | Self::Root(_) => None,
            Self::File(path) => Some(path),
        }
    }

    /// The directory that it lies in.
    pub(crate) fn directory(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) => path.parent().map(|it| if it == Path::new("") { Path::new(".") } else { it }),
            Self::Root(planned) => Some(&planned.root),
        }
    }

    /// Reads the bytes; those of a binary plan by `terraform`.
    ///
    /// # Errors
    /// Of the file system, of decoding, and of programs.
    pub fn read(&self, terraform: &Terraform) -> Result<Source, InputError> {
        let document = match self {
            Self::Stdin => Document::from_reader(std::io::stdin().lock()),
            Self::File(path) => Document::open(path),
            Self::Root(planned) => {
                let printed = Printed::By { program: planned.program.clone(), is_file: false };
                return printed.read(planned.json.clone());
            }
        };
        match (self, document) {
            (Self::Stdin, Err(ReadError::BinaryPlan)) => Err(InputError::BinaryStdin),
            (Self::File(path), Err(ReadError::BinaryPlan)) => {
                let shown = terraform.show(path)?;
                Printed::By { program: shown.program, is_file: true }.read(shown.json)
            }
            (_, document) => Ok(Source { document: document?, printed: Printed::Before }),
        }
    }
}

/// The directories of plans.
pub(crate) fn directories(inputs: &[Input]) -> Vec<&Path> {
    inputs.iter().filter_map(Input::directory).collect()
}

/// Resolves the arguments of a command line, each plan once, in the order given and sorted within a directory or glob.
///
/// # Errors
/// An argument that names no plan: what was not looked at must not pass.
pub fn resolve(arguments: &[String]) -> Result<Vec<Input>, CliError> {
    let mut inputs = Vec::new();
    let mut known = BTreeSet::new();
    for argument in arguments {
        for input in resolve_one(argument)? {
            // `./plan.json` is `plan.json`; the name is kept as it was given first.
            let identity = match &input {
                Input::File(path) => path.canonicalize().map_or(input.clone(), Input::File),
                other => other.clone(),
            };
            if known.insert(identity) {
                inputs.push(input);
            }
        }
    }
    Ok(inputs)
}

fn resolve_one(argument: &str) -> Result<Vec<Input>, CliError> {
    if argument == "-" {
        // Somebody at a keyboard waits for an answer that will not come.
        return if std::io::stdin().is_terminal() { Err(CliError::NoStdin) } else { Ok(vec![Input::Stdin]) };
    }
    let path = Path::new(argument);
    let found = if path.is_dir() {
        let mut files = Vec::new();
        search(path, &mut files)?;
        files.sort();
        files
    } else if path.exists() || !is_glob(argument) {
        // A file that is not there is said by reading it.
        vec![path.to_owned()]
    } else {
        expand(argument, Path::is_file)?
    };
    if found.is_empty() && path.is_dir() {
        return Err(CliError::NoPlanIn { argument: argument.to_owned() });
    }
    if found.is_empty() || found == [path] && !path.exists() {
        return Err(CliError::NoPlan { argument: argument.to_owned() });
    }
    Ok(found.into_iter().map(Input::File).collect())
}

/// The plans below a directory. Hidden directories, `.terraform` among them, hold other things.
fn search(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let unreadable = |error| CliError::Unreadable { path: directory.to_owned(), error };
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Links to directories are not followed: they may lead in a circle.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            if !name.starts_with('.') {
                search(&path, files)?;
            }
        } else if !path.is_dir() && (ENDINGS.iter().any(|ending| name.ends_with(ending)) || is_binary(&path, &name)) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a name ends as those of plans do, or has no ending.
pub(crate) fn may_be_plan(name: &str) -> bool {
    let has_ending = ENDINGS.iter().chain([&BINARY]).any(|ending| name.ends_with(ending));
    has_ending || Path::new(name).extension().is_none()
}

/// Whether a file is a binary plan without its JSON.
fn is_binary(path: &Path, name: &str) -> bool {
    let json = |stem: &str| ENDINGS.iter().any(|ending| path.with_file_name(format!("{stem}{ending}")).exists());
    name.strip_suffix(BINARY).is_some_and(|stem| !json(stem) && !json(name))
}

pub(crate) fn is_glob(argument: &str) -> bool {
    argument.contains(['*', '?', '['])
}

/// The paths that a glob matches, and are what is meant.
pub(crate) fn expand(pattern: &str, is_meant: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, CliError> {
    let invalid = |message: String| CliError::Glob { argument: pattern.to_owned(), message };
    let paths = glob::glob(pattern).map_err(|error| invalid(error.msg.to_owned()))?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| CliError::Unreadable { path: error.path().to_owned(), error: error.into() })?;
        if is_meant(&path) {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_and_globs_are_sorted_and_nothing_is_named_twice() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        fs::create_dir_all(root.join("b")).unwrap();
        fs::create_dir_all(root.join(".terraform/modules")).unwrap();
        let files = ["c.json", "b/a.json.gz", "a.json", "notes.txt", ".terraform/modules/modules.json"];
        let binary = ["a.tfplan", "c.tfplan", "b/a.tfplan", "b/c.tfplan", "d.tfplan", "d.tfplan.json"];
        for file in files.into_iter().chain(binary) {
            fs::write(root.join(file), "").unwrap();
        }
        let all = root.display().to_string();
        let glob = format!("{all}/*.json");
        let names: Vec<String> = resolve(&[glob, all.clone(), "-".to_owned()])
            .unwrap()
            .iter()
            .map(|input| input.to_string().replace(&format!("{all}/"), ""))
            .collect();
        // The glob first, then the rest of the directory; of binary plans the one without its JSON.
        assert_eq!(names, ["a.json", "c.json", "d.tfplan.json", "b/a.json.gz", "b/c.tfplan", "<stdin>"]);
    }

    #[test]
    fn an_argument_that_names_nothing_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let refused = |argument: &str| resolve(&[argument.to_owned()]).unwrap_err().to_string();
        for argument in ["no/such/plan.json".to_owned(), format!("{}/*.json", directory.path().display())] {
            assert_eq!(refused(&argument), format!("no plan matches `{argument}`"));
        }
        let empty = directory.path().display().to_string();
        assert_eq!(refused(&empty), format!("no plan is in the directory `{empty}`"));
    }
}
