//! Root modules: has `terraform` or `tofu` plan one, and print the plan as JSON.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use tempfile::TempDir;
use thiserror::Error;

use crate::interrupt;
use crate::terraform::{Failure, Named, Program, Shown, Terraform, run};

/// Variables by which git tells a hook of the commit that is being made. A git that `init` starts to fetch a module would write to the
/// index of that commit.
const OF_THE_COMMIT: [&str; 7] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
];

/// Why there is no plan of a root module.
#[derive(Debug, Error, Diagnostic)]
pub enum PlanError {
    /// There is no program.
    #[error("neither `terraform` nor `tofu` is on PATH to plan with")]
    #[diagnostic(help("name the program with `--terraform PATH`"))]
    NoProgram,
    /// The program is not there, or is none.
    #[error("`{program}`, {named}, can't be run to plan with: {error}")]
    #[diagnostic(help("give the path of `terraform` or `tofu`"))]
    NotRun {
        /// The program.
        program: String,
        /// Where it was named.
        named: Named,
        /// What the system said.
        error: io::Error,
    },
    /// The program ran, and said that it could not.
    #[error("`{program} {step}` failed with {end}")]
    Failed {
        /// The program.
        program: String,
        /// What it was to do.
        step: &'static str,
        /// Its exit code or signal.
        end: String,
        /// What it said on standard error, in lines.
        said: Vec<String>,
        /// What to do.
        #[help]
        help: String,
    },
    /// The plan can't be put anywhere.
    #[error("no temporary directory can be made for the plan: {0}")]
    #[diagnostic(help("`TMPDIR` says where"))]
    Temporary(io::Error),
    /// The plan is still there.
    #[error("the plan, which may hold secrets, can't be deleted from `{}`: {error}", path.display())]
    #[diagnostic(help("delete that directory by hand"))]
    NotDeleted {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The user does not want to wait.
    #[error("interrupted")]
    Interrupted,
}

impl PlanError {
    /// What a program said about it, in lines.
    pub(crate) fn said(&self) -> &[String] {
        match self {
            Self::Failed { said, .. } => said,
            _ => &[],
        }
    }
}

impl Terraform {
    /// Runs `init` in the directory of a root module.
    ///
    /// # Errors
    /// No program, or one that fails.
    pub fn init(&self, root: &Path) -> Result<(), PlanError> {
        let program = self.program()?;
        let ended = program.step(root, "init", ["-input=false", "-no-color"].map(OsString::from));
        let help = || {
            format!(
                "mend what it says, or run it by hand in `{}`, with the arguments that it needs there",
                root.display()
            )
        };
        ended.map_err(|failure| error(failure, program, "init", help))
    }

    /// The plan of a root module as JSON, with `arguments` for `plan`. It is in a file of a private directory until the JSON is printed.
    ///
    /// # Errors
    /// No program, or one that fails.
    pub fn plan(&self, root: &Path, arguments: &[String]) -> Result<Shown, PlanError> {
        let program = self.program()?;
        let private = private_directory().map_err(PlanError::Temporary)?;
        let file = private.path().join("tfplan");
        let mut out = OsString::from("-out=");
        out.push(&file);
        let usual = ["-input=false", "-lock=false", "-no-color"].map(OsString::from);
        // Of an argument that is given twice the last counts. With a detailed code, 2 is a success.
        let last = ["-detailed-exitcode=false".into(), out];
        let all = usual.into_iter().chain(arguments.iter().map(OsString::from)).chain(last);
        let ended = program.step(root, "plan", all);
        ended.map_err(|failure| error(failure, program, "plan", || help(root)))?;
        let shown = program.show(&file, root);
        let json = shown.map_err(|failure| error(failure, program, "show -json", || help(root)))?;
        let path = private.path().to_owned();
        private.close().map_err(|error| PlanError::NotDeleted { path, error })?;
        Ok(Shown { json, program: program.name.clone() })
    }

    /// The program that plans: the first. What another one plans would be another plan.
    fn program(&self) -> Result<&Program, PlanError> {
        self.programs.first().ok_or(PlanError::NoProgram)
    }

    /// The file of the program that plans, if there is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.programs.first()?.path.as_deref()
    }
}

impl Program {
    fn step(&self, root: &Path, name: &str, arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
        let mut command = self.command(root)?;
        command.arg(name).args(arguments);
        for variable in OF_THE_COMMIT {
            command.env_remove(variable);
        }
        run(command).map(drop)
    }
}

fn error(failure: Failure, program: &Program, step: &'static str, help: impl Fn() -> String) -> PlanError {
    let name = program.name.clone();
    match failure {
        // A program that is interrupted fails, and that is no news.
        _ if interrupt::happened() => PlanError::Interrupted,
        Failure::NotRun(error) => PlanError::NotRun { program: name, named: program.named, error },
        Failure::Ended { end, said } => PlanError::Failed { program: name, step, end, said, help: help() },
    }
}

fn help(root: &Path) -> String {
    let is_initialized = data_directory(root).is_dir();
    let root = root.display();
    match is_initialized {
        true => format!("mend what it says, or run it by hand in `{root}`; arguments for `plan` go behind `--`"),
        false => format!(
            "mend what it says; if that is to run `terraform init`, run it in `{root}` or give `--init`; arguments for `plan` go behind `--`"
        ),
    }
}

/// Where `init` puts what it fetches for a root module.
#[must_use]
pub fn data_directory(root: &Path) -> PathBuf {
    let named = std::env::var_os("TF_DATA_DIR").filter(|value| !value.is_empty());
    root.join(named.unwrap_or_else(|| ".terraform".into()))
}

/// A directory that nobody else can read.
fn private_directory() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("plangate-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}
