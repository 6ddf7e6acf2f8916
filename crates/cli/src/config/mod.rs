//! `plangate.toml`: found, read, and what it means.

mod file;
mod find;
mod problem;
mod reader;
mod resolve;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use plangate_policy::{Bundle, Place, Scope, Selector, Setting, Severity, Undecided, Waiver, Where};

pub(crate) use find::NAME;
pub(crate) use resolve::Key;

use crate::args::{Color, ConfigArgs};
use crate::config::problem::{Problem, Text};
use crate::config::reader::Said;
use crate::config::resolve::Resolver;
use crate::diagnostic::{self, CliError, Stop};
use crate::exit;
use crate::output::Format;
use crate::terminal::Terminal;

/// What a configuration says; empty where there is none.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file as it is shown, if there is one.
    pub name: Option<String>,
    /// Opt-in rules that are to run.
    pub opt_in: Vec<Selector>,
    /// Rules that are switched on or off; of several that fit the last one counts.
    pub enabled: Vec<(Selector, bool)>,
    /// The lowest severity that fails a run.
    pub fail_on: Layer<Severity>,
    /// What to make of undecided verdicts.
    pub undecided: Layer<Undecided>,
    /// Which findings count.
    pub scope: Layer<Scope>,
    /// Other severities, and where they are given.
    pub severities: Vec<(Where, Severity, Place)>,
    /// Waivers, in the order of the file.
    pub waivers: Vec<Waiver>,
    /// The directory of the root module.
    pub source: Option<PathBuf>,
    /// The form of the report.
    pub format: Option<Format>,
    /// When to color.
    pub color: Option<Color>,
    /// What of all this decides something about findings, in the order of the file.
    pub decided: Vec<Decided>,
}

/// A choice as a configuration has it: for all findings, if it says so, and for some.
#[derive(Debug)]
pub(crate) struct Layer<T> {
    pub usual: Option<T>,
    /// Of several that fit the last one counts.
    pub of: Vec<(Where, T)>,
}

impl<T> Default for Layer<T> {
    fn default() -> Self {
        Self { usual: None, of: Vec::new() }
    }
}

impl<T: Copy> Layer<T> {
    /// What the command line says of all findings outranks it as a whole.
    pub(crate) fn setting(&self, argument: Option<T>, default: T) -> Setting<T> {
        match argument {
            Some(choice) => Setting::all(choice),
            None => Setting { usual: self.usual.unwrap_or(default), of: self.of.clone() },
        }
    }
}

/// A decision.
#[derive(Debug)]
pub(crate) struct Decided {
    /// What it is about.
    pub key: Key,
    /// It, as `rules."x".severity = "low"`.
    pub what: String,
    /// Where it stands.
    pub place: Place,
}

/// What commands work with.
#[derive(Debug)]
pub(crate) struct Setup {
    /// All rules.
    pub bundle: Bundle,
    /// What the user decided.
    pub config: Config,
    /// The streams, with the configuration's word on color.
    pub terminal: Terminal,
}

/// Finds and reads the configuration of plans in some directories, and loads its rules and those of `policy`.
///
/// # Errors
/// A configuration with something wrong in it, all of which is said on standard error; a directory that can't be read.
pub(crate) fn set_up(
    arguments: &ConfigArgs,
    policy: &[PathBuf],
    directories: &[&Path],
    terminal: &Terminal,
) -> Result<Setup, Stop> {
    let Some(path) = find::find(arguments, directories)? else {
        let bundle = load(policy, terminal)?;
        return Ok(Setup { bundle, config: Config::default(), terminal: *terminal });
    };
    let name = find::shown(&path);
    let bytes = std::fs::read(&path).map_err(|error| CliError::Unreadable { path: name.clone().into(), error })?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::ConfigText { file: name.clone() })?;
    let text = Text { name, text };
    let (mut file, mut problems) = file::parse(&text.text);

    // As the file is shown, so that paths in messages are short.
    let base = Path::new(&text.name).parent().unwrap_or(Path::new("")).to_owned();
    let mut directory = |key: &str, said: &Said<String>| directory(key, said, &base, &mut problems);
    let policies: Vec<PathBuf> = file.policies.iter().filter_map(|said| directory("policies", said)).collect();
    let source = file.source.as_ref().and_then(|said| directory("source", said));
    let params = file.params.iter().map(|(name, value)| (name.get_ref().clone(), value.get_ref().clone())).collect();
    let hidden = std::mem::take(&mut file.hidden);

    let mut bundle = load(&[policies, policy.to_vec()].concat(), terminal)?;
    let mut resolver = Resolver { text: &text, rules: bundle.rules(), bundle: &bundle, problems };
    let config = resolver.config(file);
    let problems = resolver.problems;
    if !problems.is_empty() {
        let report = text.render(problems, &hidden, terminal.stderr_color, terminal);
        diagnostic::print_text(&report);
        return Err(Stop::Quiet(exit::COULD_NOT_JUDGE));
    }
    bundle.override_params(params);
    let terminal = config.color.map_or(*terminal, |color| terminal.or(color));
    Ok(Setup { bundle, config: Config { source, ..config }, terminal })
}

/// A directory that the file names, from where the file is.
fn directory(key: &str, said: &Said<String>, base: &Path, problems: &mut Vec<Problem>) -> Option<PathBuf> {
    let path = base.join(said.get_ref());
    if path.is_dir() {
        return Some(path);
    }
    let message = format!("`{key}` names no directory: `{}`", said.get_ref());
    let help = "paths begin where the file is";
    problems.push(Problem::new(&said.span(), message, "no such directory").help(help));
    None
}

/// All rules that are loaded; what did not load is said on standard error.
fn load(policy: &[PathBuf], terminal: &Terminal) -> Result<Bundle, CliError> {
    let mut bundle = Bundle::embedded();
    // The command line may name what the configuration has.
    let mut known = BTreeSet::new();
    let mut is_new = |path: &&PathBuf| known.insert(path.canonicalize().unwrap_or_else(|_| path.to_path_buf()));
    let policy: Vec<PathBuf> = policy.iter().filter(|path| is_new(path)).cloned().collect();
    bundle.add_directories(&policy).map_err(|(path, error)| CliError::Unreadable { path, error })?;
    diagnostic::print_bad_rules(&bundle, terminal);
    Ok(bundle)
}
