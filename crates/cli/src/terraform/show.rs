//! Binary plans: has `terraform` or `tofu` print one as JSON.

use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use crate::repository;
use crate::terraform::{Failure, Named, Program, Shown, Terraform};

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

impl Terraform {
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
                Err(failure) => first = first.or(Some(error(failure, program, &directory))),
            }
        }
        Err(first.unwrap_or(ShowError::NoProgram))
    }
}

fn error(failure: Failure, program: &Program, directory: &Path) -> ShowError {
    let name = program.name.clone();
    match failure {
        Failure::NotRun(error) => ShowError::NotRun { program: name, named: program.named, error },
        Failure::Ended { end, said } => ShowError::Failed { program: name, end, said, directory: directory.to_owned() },
    }
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
    let repository = repository::top(beside);
    let top = repository.unwrap_or(if beside.starts_with(&working) { &working } else { beside });
    let above = beside.ancestors().take_while(|directory| directory.starts_with(top)).find(|above| initialised(above));
    Ok(match above {
        Some(directory) => directory.to_owned(),
        None if initialised(&working) => working,
        None => beside.to_owned(),
    })
}
