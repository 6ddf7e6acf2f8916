//! What of the configuration could not be read.

use std::fmt;

use crate::text::Place;

/// A file, directory or module call that could not be read. What else there is, is read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or directory, as it is shown.
    pub file: String,
    /// Where in the file, if that can be said.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The operating system refuses; in its words.
    Unreadable(String),
    /// The file is larger than any that a person writes.
    TooLarge,
    /// The file is not UTF-8.
    NotUtf8,
    /// The file is not HCL, or not JSON. Blocks that can be read are there all the same.
    Syntax(String),
    /// The directory of a module is not there, or `modules.json` does not know the call: most often `init` has not run here.
    ModuleMissing(String),
    /// A module calls itself, directly or through others.
    ModuleLoop(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ProblemKind::Unreadable(error) => write!(f, "`{}` can't be read: {error}", self.file),
            ProblemKind::TooLarge => write!(f, "`{}` is too large for a configuration file", self.file),
            ProblemKind::NotUtf8 => write!(f, "`{}` is not UTF-8", self.file),
            ProblemKind::Syntax(error) => write!(f, "`{}` can't be parsed: {error}", self.file),
            ProblemKind::ModuleMissing(name) => write!(f, "the sources of module `{name}` are not here"),
            ProblemKind::ModuleLoop(name) => write!(f, "module `{name}` calls itself"),
        }
    }
}
