//! Which configuration a run has.

use std::path::{Path, PathBuf};

use crate::args::ConfigArgs;
use crate::diagnostic::CliError;
use crate::repository;

/// What it is called.
pub(crate) const NAME: &str = "plangate.toml";

/// The file that a command line means: the one that it names; else the first `plangate.toml` from the working directory up to the top
/// of the repository; else the first from the directories of the plans upward.
///
/// Outside of a repository only the directory itself is looked at: what lies further up may be anybody's.
///
/// # Errors
/// Plans that lead to different files.
pub(super) fn find(arguments: &ConfigArgs, directories: &[&Path]) -> Result<Option<PathBuf>, CliError> {
    if arguments.no_config {
        return Ok(None);
    }
    if let Some(file) = &arguments.config {
        return Ok(Some(file.clone()));
    }
    let here = Path::new(".");
    let near = upward(here);
    if near.is_some() {
        return Ok(near);
    }
    let Some((first, others)) = directories.split_first() else { return Ok(None) };
    let found = upward(first);
    match others.iter().map(|other| upward(other)).find(|other| *other != found) {
        Some(other) => {
            let shown = |file: Option<PathBuf>| file.map_or("none".to_owned(), |file| format!("`{}`", shown(&file)));
            Err(CliError::Configurations { one: shown(found), other: shown(other) })
        }
        None => Ok(found),
    }
}

fn upward(from: &Path) -> Option<PathBuf> {
    let from = from.canonicalize().ok()?;
    let top = repository::top(&from).unwrap_or(&from);
    let mut candidates =
        from.ancestors().take_while(|directory| directory.starts_with(top)).map(|directory| directory.join(NAME));
    candidates.find(|file| file.is_file())
}

/// The path as a user would type it from here.
pub(super) fn shown(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let whole = || file.display().to_string();
    if file.is_relative() {
        return whole();
    }
    let (Some(directory), Some(name)) = (file.parent(), file.file_name()) else { return whole() };
    if let Ok(below) = file.strip_prefix(&here) {
        return below.display().to_string();
    }
    match here.ancestors().position(|ancestor| ancestor == directory) {
        Some(up) => Path::new(&"../".repeat(up)).join(name).display().to_string(),
        None => whole(),
    }
}
