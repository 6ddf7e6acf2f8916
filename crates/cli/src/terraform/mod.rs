//! `terraform` or `tofu`: found, and run.

mod plan;
mod show;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub use plan::{PlanError, data_directory};
pub use show::ShowError;

/// Names that are looked for on PATH, in this order.
const NAMES: [&str; 2] = ["terraform", "tofu"];

/// The environment variable that names the program.
const VARIABLE: &str = "PLANGATE_TERRAFORM";

/// Lines and characters of a line that are passed on of what a program said.
const LINES: usize = 20;
const LONGEST_LINE: usize = 400;

/// The programs that may read and make plans.
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

/// A plan as a program printed it.
#[derive(Debug)]
pub struct Shown {
    /// Its standard output.
    pub json: Vec<u8>,
    /// The program.
    pub program: String,
}

/// Why a program did not do what it was run for.
enum Failure {
    /// It is not there, or is none.
    NotRun(io::Error),
    /// It ended with a code or by a signal, and said why in lines.
    Ended { end: String, said: Vec<String> },
}

impl Terraform {
    /// The program that `option` names, else the environment variable, else those on PATH. Whether it runs is seen when
    /// there is something to do for it.
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
}

impl Program {
    fn named(name: &Path, named: Named) -> Self {
        let bare = name.components().count() == 1 && name.file_name() == Some(name.as_os_str());
        // It runs in another directory.
        let path = if bare { on_path(name) } else { std::path::absolute(name).ok() };
        Self { name: name.display().to_string(), path, named }
    }

    /// The JSON of a plan file.
    fn show(&self, plan: &Path, directory: &Path) -> Result<Vec<u8>, Failure> {
        let mut command = self.command(directory)?;
        command.args(["show", "-json", "-no-color"]).arg(plan);
        // Arguments of the user for `show` may be for people's eyes, and change what it prints.
        command.env_remove("TF_CLI_ARGS").env_remove("TF_CLI_ARGS_show");
        run(command)
    }

    /// The program in a directory, still without arguments.
    fn command(&self, directory: &Path) -> Result<Command, Failure> {
        let not_on_path = || Failure::NotRun(io::Error::new(io::ErrorKind::NotFound, "it is not on PATH"));
        let mut command = Command::new(self.path.as_ref().ok_or_else(not_on_path)?);
        command.current_dir(directory).stdin(Stdio::null());
        // No hints at the next command, no question to HashiCorp whether there is a newer version.
        command.env("TF_IN_AUTOMATION", "1").env("CHECKPOINT_DISABLE", "1");
        // Logs hold values of the plan and would drown the error, or end up in a file.
        let logs = std::env::vars_os().map(|(name, _)| name);
        for name in logs.filter(|name| name.to_string_lossy().starts_with("TF_LOG")) {
            command.env_remove(name);
        }
        Ok(command)
    }
}

/// What a program printed, if it ends well.
fn run(mut command: Command) -> Result<Vec<u8>, Failure> {
    let output = command.output().map_err(Failure::NotRun)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let end = output.status.code().map_or("a signal".to_owned(), |code| format!("exit code {code}"));
    Err(Failure::Ended { end, said: lines(&String::from_utf8_lossy(&output.stderr)) })
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
