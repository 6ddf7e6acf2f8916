//! Which files of a directory are a bundle.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The Rego files below a directory but for tests (`_test.rego`), and parameters (`params/data.json`), sorted.
///
/// # Errors
/// Of the file system, with the directory that could not be read.
pub(crate) fn collect(directory: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut files = Vec::new();
    search(directory, &mut files)?;
    files.sort();
    Ok(files)
}

fn search(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let failed = |error| (directory.to_owned(), error);
    for entry in fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            search(&path, files)?;
        } else if (name.ends_with(".rego") && !name.ends_with("_test.rego")) || path.ends_with("params/data.json") {
            files.push(path);
        }
    }
    Ok(())
}
