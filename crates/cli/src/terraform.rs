//! Binary plans: finds `terraform` or `tofu`, and has it print a plan as JSON.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use miette::Diagnostic;
use thiserror::Error;

/// Names that are looked for on PATH, in this order.
const NAMES: [&str; 2] = ["terraform", "tofu"];

/// The environment variable that names the program.
const VARIABLE: &str = "PLANGATE_TERRAFORM";

/// Lines and characters of a line that are passed on of what a program said.
const LINES: usize = 20;
const LONGEST_LINE: usize = 400;

/// The programs that may read binary plans.
#[derive(Debug)]
pub struct Terraform {
    /// In the order in which they are tried: one that was named, or those that are on PATH.
    programs: Vec<Program>,
}

#[derive(Debug)]
struct Program {
    /// As named, or as found.
    name: String,
    /// `None` for a bare name that is not on PATH.
    path: Option<PathBuf>,
    named: Named,
}

/// Where a program was named.
#[derive(Debug, Clone, Copy)]
pub enum Named {
    /// On the command line.
    Option,
    /// In the environment.
    Variable,
    /// Nowhere: it was found.
    Path,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option => f.write_str("named by `--terraform`"),
            Self::Variable => write!(f, "named by `{VARIABLE}`"),
            Self::Path => f.write_str("found on PATH"),
        }
    }
}

/// Why no program printed the plan.
#[derive(Debug, Error, Diagnostic)]
pub enum ShowError {
    /// There is none.
    #[error("this is a binary plan file, and neither `terraform` nor `tofu` is on PATH to read it")]
    #[diagnostic(help(
        "name the program with `--terraform PATH`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json` (or `tofu show -json`)"
    ))]
    NoProgram,
    /// The program is not there, or is none.
    #[error("this is a binary plan file, and `{program}`, {named}, can't be run to read it: {error}")]
    #[diagnostic(help(
        "give the path of `terraform` or `tofu`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json`"
    ))]
    NotRun {
        /// The program.
        program: String,
        /// Where it was named.
        named: Named,
        /// What the system said.
        error: io::Error,
    },
    /// The program ran, and said that it could not.
    #[error("this is a binary plan file, and `{program} show -json` failed with {end}")]
    #[diagnostic(help(
        "it ran in `{}`; it must be the program that made the plan, and have the plan's providers there: run `terraform init`, or hand over the JSON of `terraform show -json tfplan > plan.json`",
        directory.display()
    ))]
    Failed {
        /// The program.
        program: String,
        /// Its exit code or signal.
        end: String,
        /// What it said on standard error, in lines.
        said: Vec<String>,
        /// Where it ran.
        directory: PathBuf,
    },
    /// The directory of the plan, or the working directory, is gone or closed.
    #[error("the file's directory can't be read: {0}")]
    Directory(io::Error),
}

/// What a program printed.
#[derive(Debug)]
pub struct Shown {
    /// Its standard output.
    pub json: Vec<u8>,
    /// The program.
    pub program: String,
}

impl Terraform {
    /// The program that `option` names, else the environment variable, else those on PATH. Whether it runs is seen when
    /// there is a binary plan to read.
    #[must_use]
    pub fn new(option: Option<&Path>) -> Self {
        let variable = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
        let programs = if let Some(name) = option {
            vec![Program::named(name, Named::Option)]
        } else if let Some(name) = variable {
            vec![Program::named(&name, Named::Variable)]
        } else {
            let found = NAMES.iter().filter_map(|name| on_path(Path::new(name)));
            found
                .map(|path| Program { name: path.display().to_string(), path: Some(path), named: Named::Path })
                .collect()
        };
        Self { programs }
    }

    /// The JSON of a binary plan, in memory: it holds every secret of the plan and is written nowhere.
    ///
    /// # Errors
    /// No program, or one that fails. Where `terraform` fails and `tofu` is there too, the plan may be of OpenTofu; if both
    /// fail, the error is of the first.
    pub fn show(&self, plan: &Path) -> Result<Shown, ShowError> {
        let plan = absolute(plan).map_err(ShowError::Directory)?;
        let directory = directory(&plan).map_err(ShowError::Directory)?;
        let mut first = None;
        for program in &self.programs {
            match program.show(&plan, &directory) {
                Ok(json) => return Ok(Shown { json, program: program.name.clone() }),
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or(ShowError::NoProgram))
    }
}

impl Program {
    fn named(name: &Path, named: Named) -> Self {
        let bare = name.components().count() == 1 && name.file_name() == Some(name.as_os_str());
        // It runs in another directory.
        let path = if bare { on_path(name) } else { std::path::absolute(name).ok() };
        Self { name: name.display().to_string(), path, named }
    }

    fn show(&self, plan: &Path, directory: &Path) -> Result<Vec<u8>, ShowError> {
        let not_run = |error| ShowError::NotRun { program: self.name.clone(), named: self.named, error };
        let Some(path) = &self.path else {
            return Err(not_run(io::Error::new(io::ErrorKind::NotFound, "it is not on PATH")));
        };
        let mut command = Command::new(path);
        command.args(["show", "-json", "-no-color"]).arg(plan).current_dir(directory).stdin(Stdio::null());
        // No hints at the next command, no question to HashiCorp whether there is a newer version.
        command.env("TF_IN_AUTOMATION", "1").env("CHECKPOINT_DISABLE", "1");
        // Logs hold values of the plan and would drown the error, or end up in a file. Arguments of the user for `show`
        // may be for people's eyes, and change what it prints.
        let logs = std::env::vars_os().map(|(name, _)| name);
        for name in logs.filter(|name| name.to_string_lossy().starts_with("TF_LOG")) {
            command.env_remove(name);
        }
        command.env_remove("TF_CLI_ARGS").env_remove("TF_CLI_ARGS_show");
        let output = command.output().map_err(not_run)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let end = output.status.code().map_or("a signal".to_owned(), |code| format!("exit code {code}"));
        let said = lines(&String::from_utf8_lossy(&output.stderr));
        Err(ShowError::Failed { program: self.name.clone(), end, said, directory: directory.to_owned() })
    }
}

/// An executable file of this name. Entries of PATH that depend on the working directory are left out: a repository that
/// is judged must not bring the program that is run.
fn on_path(name: &Path) -> Option<PathBuf> {
    let mut file = name.as_os_str().to_owned();
    if !file.to_string_lossy().ends_with(std::env::consts::EXE_SUFFIX) {
        file.push(std::env::consts::EXE_SUFFIX);
    }
    let path = std::env::var_os("PATH")?;
    let entries = std::env::split_paths(&path).filter(|entry| entry.is_absolute());
    entries.map(|entry| entry.join(&file)).find(|file| is_executable(file))
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

/// The plan as every directory knows it. The directory is resolved, so that its parents are its real ones; a link to a
/// plan stays where it is.
fn absolute(plan: &Path) -> io::Result<PathBuf> {
    let plan = std::path::absolute(plan)?;
    match (plan.parent(), plan.file_name()) {
        // Windows' resolved paths begin with `\\?\`, which not every program can read.
        (Some(parent), Some(name)) if !cfg!(windows) => Ok(parent.canonicalize()?.join(name)),
        _ => Ok(plan),
    }
}

/// Where the program finds the providers of a plan, whose schemas it needs: the directory that `terraform init` ran in.
fn directory(plan: &Path) -> io::Result<PathBuf> {
    let initialised = |directory: &Path| directory.join(".terraform").is_dir();
    let working = std::env::current_dir()?;
    // The variable replaces `.terraform`, and may be relative to the working directory.
    if std::env::var_os("TF_DATA_DIR").is_some_and(|value| !value.is_empty()) {
        return Ok(working);
    }
    let beside = plan.parent().unwrap_or(plan);
    // The program starts the providers that it finds there. So nothing is looked for above the repository, or above the working
    // directory: in `/tmp` anybody may have put them.
    let repository = beside.ancestors().find(|directory| directory.join(".git").exists());
    let top = repository.unwrap_or(if beside.starts_with(&working) { &working } else { beside });
    let above = beside.ancestors().take_while(|directory| directory.starts_with(top)).find(|above| initialised(above));
    Ok(match above {
        Some(directory) => directory.to_owned(),
        None if initialised(&working) => working,
        None => beside.to_owned(),
    })
}

/// The last lines of what a program said, where its error stands, without blank ones and the bars beside an error.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| line.trim_start_matches(['╷', '│', '╵']).trim())
        .filter(|line| !line.is_empty())
        .map(|line| line.chars().take(LONGEST_LINE).collect())
        .collect();
    lines.drain(..lines.len().saturating_sub(LINES));
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn the_end_of_what_is_said_is_kept_without_bars_and_blanks() {
        let boxed = "╷\n│ Error: Failed to load\n│ \n│ The provider is missing.\n╵\n\n";
        assert_eq!(lines(boxed), ["Error: Failed to load", "The provider is missing."]);
        let many: String = (1..=30).map(|number| format!("line {number}\n")).collect();
        let kept = lines(&many);
        assert_eq!((kept.len(), kept[0].as_str(), kept[19].as_str()), (20, "line 11", "line 30"));
        assert_eq!(lines(&"x".repeat(1000))[0].len(), 400);
        assert!(lines(" \n\n").is_empty());
    }
}
