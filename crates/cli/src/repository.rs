//! Which repository something is in.

use std::path::Path;

/// The top of the repository that a directory is in, if it is in one.
pub(crate) fn top(directory: &Path) -> Option<&Path> {
    directory.ancestors().find(|directory| directory.join(".git").exists())
}
