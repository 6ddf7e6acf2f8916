//! The files that terraform could read when it plans a root module, by their content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use crate::root::digest::Parts;
use crate::root::mentioned::{in_argument, is_absolute, may_mention, mentions};
use crate::root::why::Uncached;

/// A tree that is larger is not read each time.
const MAX_FILES: usize = 20_000;
const MAX_BYTES: u64 = 256 << 20;

/// What was found at a path.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    File([u8; 32]),
    /// A file of a configuration, and when it was written.
    Configuration([u8; 32], Option<SystemTime>),
    Directory,
    /// Where it leads, if it does.
    Link(Option<PathBuf>),
    /// Nothing, where something was asked for.
    Nothing,
}

/// The files below some directories, and those that they mention.
pub(super) struct Tree {
    root: PathBuf,
    /// Where `init` puts things, and plangate: they change without changing a plan.
    left_out: Vec<PathBuf>,
    /// By their real paths, links by their own. A link to a directory is followed once.
    found: BTreeMap<PathBuf, Found>,
    pending: Vec<PathBuf>,
    bytes: u64,
}

impl Tree {
    /// Of a root module, given by its real path, without some directories.
    pub(super) fn new(root: &Path, left_out: impl IntoIterator<Item = PathBuf>) -> Self {
        let left_out = left_out.into_iter().filter_map(|path| path.canonicalize().ok()).collect();
        let root = root.to_owned();
        Self { pending: vec![root.clone()], root, left_out, found: BTreeMap::new(), bytes: 0 }
    }

    /// With a file or directory, there or not.
    pub(super) fn with(&mut self, path: &Path) {
        self.mentioned(path);
    }

    /// With the files that an argument or a value names, from the root module.
    pub(super) fn with_argument(&mut self, argument: &str) {
        let root = self.root.clone();
        let values = in_argument(argument).map(str::to_owned);
        values.chain(mentions(argument)).for_each(|value| self.resolve(&value, &root));
    }

    /// Reads all of it, and adds it to a hash. To be compared within a run there are the times at which configurations were written: a file
    /// may become another one and the same again while a plan is made. Others are made by plans themselves.
    ///
    /// # Errors
    /// What can't be read, is no file, or is too much.
    pub(super) fn read(mut self, parts: &mut Parts) -> Result<Vec<Option<SystemTime>>, Uncached> {
        while let Some(path) = self.pending.pop() {
            if !self.found.contains_key(&path) {
                let found = self.look(&path).map_err(|error| error.at(&path))?;
                self.found.insert(path, found);
            }
            if self.found.len() > MAX_FILES {
                return Err(Uncached::Files(MAX_FILES));
            }
        }
        let mut times = Vec::new();
        for (path, found) in &self.found {
            parts.add_path(path);
            match found {
                Found::File(digest) => parts.add(digest),
                Found::Configuration(digest, time) => {
                    parts.add(digest);
                    times.push(*time);
                }
                Found::Directory => parts.add("directory"),
                Found::Link(Some(to)) => {
                    parts.add("link");
                    parts.add_path(to);
                }
                Found::Link(None) => parts.add("broken link"),
                Found::Nothing => parts.add("nothing"),
            }
        }
        Ok(times)
    }

    /// What is at a path whose parent is real.
    fn look(&mut self, path: &Path) -> Result<Found, Fault> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.is_symlink() {
            let to = path.canonicalize().ok();
            self.pending.extend(to.clone());
            return Ok(Found::Link(to));
        }
        if metadata.is_file() {
            self.bytes += metadata.len();
            return if self.bytes > MAX_BYTES { Err(Fault::TooLarge) } else { self.file(path) };
        }
        if !metadata.is_dir() {
            return Err(Fault::Special);
        }
        for entry in fs::read_dir(path)? {
            let child = entry?.path();
            if !is_left_out(&child) && !self.left_out.contains(&child) {
                self.pending.push(child);
            }
        }
        Ok(Found::Directory)
    }

    fn file(&mut self, path: &Path) -> Result<Found, Fault> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The manifest of modules, and the backend that `init` has settled on, name paths from the root module.
        if may_mention(&name) || name == "modules.json" || name == "terraform.tfstate" {
            let bytes = fs::read(path)?;
            let here = path.parent().unwrap_or(path).to_owned();
            for mention in mentions(&String::from_utf8_lossy(&bytes)) {
                self.resolve(&mention, &here);
            }
            let time = fs::metadata(path)?.modified().ok();
            return Ok(Found::Configuration(Sha256::digest(&bytes).into(), time));
        }
        let mut file = fs::File::open(path)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(Found::File(hasher.finalize().into())),
                Ok(read) => hasher.update(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// A path in a file: from the file's directory, and from the root module, where terraform runs.
    fn resolve(&mut self, mention: &str, here: &Path) {
        if is_absolute(mention) {
            let path = match mention.strip_prefix("~/") {
                Some(below) => std::env::home_dir().unwrap_or_default().join(below),
                None => PathBuf::from(mention),
            };
            // Of what is written with a slash in front, little is a path of this machine, and `/` is never meant.
            if path.is_file() || !path.exists() {
                self.mentioned(&path);
            }
            return;
        }
        for base in BTreeSet::from([here.to_owned(), self.root.clone()]) {
            self.mentioned(&base.join(mention));
        }
    }

    fn mentioned(&mut self, path: &Path) {
        // As the system goes it, through links.
        let Ok(real) = path.canonicalize() else {
            self.found.insert(path.to_owned(), Found::Nothing);
            return;
        };
        if real != path {
            self.found.insert(path.to_owned(), Found::Link(Some(real.clone())));
        }
        self.pending.push(real);
    }
}

/// What is no input of a plan, by its name: the history, what `init` fetches, older states and plans. A directory of modules may have
/// any name.
fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_old = || {
        let is_backup = name.contains(".tfstate.") && (name.ends_with(".backup") || name.ends_with(".lock.info"));
        (is_backup || name == "tfplan" || name.ends_with(".tfplan")) && path.is_file()
    };
    name == ".git" || name == ".terraform" || is_old()
}

/// Why a path can't be looked at.
enum Fault {
    Unreadable(io::Error),
    Special,
    TooLarge,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl Fault {
    fn at(self, path: &Path) -> Uncached {
        match self {
            Self::Unreadable(error) => Uncached::Unreadable { path: path.to_owned(), error },
            Self::Special => Uncached::Special { path: path.to_owned() },
            Self::TooLarge => Uncached::Bytes(MAX_BYTES >> 20),
        }
    }
}
