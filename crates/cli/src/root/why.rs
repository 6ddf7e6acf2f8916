//! Why an answer is not kept.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why an answer is not kept.
#[derive(Debug, Error)]
pub(super) enum Uncached {
    /// What is read may be something else the next time.
    #[error("`{}` can't be read: {error}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A pipe, socket or device.
    #[error("`{}` is neither a file nor a directory", path.display())]
    Special {
        /// The path.
        path: PathBuf,
    },
    /// Too many files.
    #[error("there are more than {0} files that it could depend on")]
    Files(usize),
    /// Too much in them.
    #[error("there are more than {0} MB that it could depend on")]
    Bytes(u64),
    /// Providers that are being worked on.
    #[error("`{}` names providers in development (`dev_overrides`)", path.display())]
    Overrides {
        /// The configuration of the program.
        path: PathBuf,
    },
    /// No place for it.
    #[error("the user has no cache directory: neither `XDG_CACHE_HOME` nor `HOME` names one")]
    NoDirectory,
    /// It can't be written.
    #[error("it can't be written to `{}`: {error}", path.display())]
    Unwritten {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Something was edited meanwhile.
    #[error("what it depends on changed in the meantime")]
    Changed,
}
