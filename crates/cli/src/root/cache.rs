//! Answers that are kept: what was said, and the exit code. Never a plan, which holds secrets.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::NamedTempFile;

use crate::exit;
use crate::root::digest::{Parts, hex};
use crate::root::why::Uncached;
use crate::terraform::data_directory;

/// How many answers a directory keeps: that of a root module, and that of all which have none of their own.
const OF_ONE: usize = 16;
const OF_ALL: usize = 256;

const ENDING: &str = ".report";

/// What was said of a root module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The exit code, of a root module that could be judged.
    pub code: u8,
    /// The report.
    pub text: String,
}

/// Where answers are kept.
pub(super) struct Cache {
    /// The user's directory for plangate.
    home: PathBuf,
    secret: [u8; 32],
}

impl Cache {
    /// That of the user.
    ///
    /// # Errors
    /// There is no place for it.
    pub(super) fn open() -> Result<Self, Uncached> {
        let home = user_directory().ok_or(Uncached::NoDirectory)?.join("plangate");
        let unwritten = |error| Uncached::Unwritten { path: home.clone(), error };
        let secret = secret(&home).map_err(unwritten)?;
        Ok(Self { home, secret })
    }

    /// What is part of every key. Who does not know it, can't make an answer that counts: a commit may bring files along.
    pub(super) fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// The user's directory for plangate.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// The answer of a root module. What is damaged is none.
    pub(super) fn get(&self, root: &Path, key: &str) -> Option<Answer> {
        let text = fs::read_to_string(self.directory(root).0.join(format!("{key}{ENDING}"))).ok()?;
        let (head, text) = text.split_once('\n')?;
        let (code, check) = head.split_once(' ')?;
        let answer = Answer { code: code.parse().ok()?, text: text.to_owned() };
        let counts = matches!(answer.code, exit::PASS | exit::VIOLATIONS) && check == self.check(key, &answer);
        counts.then_some(answer)
    }

    /// Keeps the answer of a root module.
    ///
    /// # Errors
    /// Of the file system.
    pub(super) fn put(&self, root: &Path, key: &str, answer: &Answer) -> Result<(), Uncached> {
        let (directory, most) = self.directory(root);
        let write = || {
            fs::create_dir_all(&directory)?;
            // Readable by the user alone, as all of these files.
            let mut file = NamedTempFile::new_in(&directory)?;
            write!(file, "{} {}\n{}", answer.code, self.check(key, answer), answer.text)?;
            file.persist(directory.join(format!("{key}{ENDING}")))?;
            prune(&directory, most)
        };
        write().map_err(|error: io::Error| Uncached::Unwritten { path: directory.clone(), error })
    }

    /// Where the answers of a root module are, and how many.
    fn directory(&self, root: &Path) -> (PathBuf, usize) {
        let data = data_directory(root);
        if data.is_dir() { (data.join("plangate"), OF_ONE) } else { (self.home.join("roots"), OF_ALL) }
    }

    fn check(&self, key: &str, answer: &Answer) -> String {
        let mut parts = Parts::of("plangate answer");
        parts.add(self.secret);
        parts.add(key);
        parts.add([answer.code]);
        parts.add(&answer.text);
        hex(&parts.finish())
    }
}

/// Where programs may keep what they can make again.
fn user_directory() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache"))).or_else(|| variable("LOCALAPPDATA"))
}

/// The user's secret, made when it is first asked for.
fn secret(home: &Path) -> io::Result<[u8; 32]> {
    let path = home.join("key");
    let read = || fs::read(&path).ok().and_then(|bytes| bytes.try_into().ok());
    if let Some(secret) = read() {
        return Ok(secret);
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)?;
    fs::create_dir_all(home)?;
    let mut file = NamedTempFile::new_in(home)?;
    file.write_all(&secret)?;
    // What another process has written in the meantime would be lost by this, and no more than an answer with it.
    file.persist(&path)?;
    Ok(read().unwrap_or(secret))
}

fn is_answer(name: &str) -> bool {
    name.strip_suffix(ENDING).is_some_and(|key| key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Deletes all answers but the newest.
fn prune(directory: &Path, most: usize) -> io::Result<()> {
    let mut answers: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if is_answer(&entry.file_name().to_string_lossy()) {
            // One that another process has deleted is the oldest.
            let modified = entry.metadata().and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            answers.push((modified, entry.path()));
        }
    }
    answers.sort();
    answers.reverse();
    for (_, path) in answers.into_iter().skip(most) {
        let _ = fs::remove_file(path);
    }
    Ok(())
}
