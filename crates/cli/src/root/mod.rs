//! `plangate root`: plans root modules, and judges the plans. What was said is kept until something changes.

mod cache;
mod digest;
mod key;
mod mentioned;
mod tree;
mod why;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;
use miette::Diagnostic;
use plangate_source::has_configuration;

use crate::args::{ByArgs, CheckArgs, JudgeArgs, RootArgs, TodayArgs};
use crate::check;
use crate::config::{Setup, set_up};
use crate::diagnostic::{self, CliError, Stop};
use crate::inputs::{Input, Planned, expand, is_glob};
use crate::interrupt;
use crate::output::Outputs;
use crate::root::cache::{Answer, Cache};
use crate::root::key::{Key, Question};
use crate::root::why::Uncached;
use crate::terminal::{Terminal, safe};
use crate::terraform::{PlanError, Shown, Terraform, data_directory};
use crate::today::today;
use crate::{exit, print};

/// Arguments of `plan` that plangate gives itself, or that change what is printed.
const OWN: [&str; 2] = ["-out", "-json"];

const UNCHANGED: &str = "unchanged since it was judged today; `--no-cache` plans again\n";

/// Runs the command.
pub(crate) fn root(arguments: &RootArgs, terminal: &Terminal) -> Result<u8, Stop> {
    let name =
        |argument: &&String| format!("-{}", argument.trim_start_matches('-').split('=').next().unwrap_or_default());
    if let Some(argument) = arguments.plan.iter().find(|argument| OWN.contains(&name(argument).as_str())) {
        return Err(CliError::PlanArgument { argument: argument.clone() }.into());
    }
    let roots = resolve(&arguments.roots)?;
    let cache = Cache::open();
    let terraform = Terraform::new(arguments.by.read.terraform.as_deref());
    interrupt::watch();
    let mut worst = exit::PASS;
    for (position, root) in roots.iter().enumerate() {
        if roots.len() > 1 {
            let gap = if position > 0 { "\n" } else { "" };
            say(&format!("{gap}── {} ──\n\n", safe(&root.display().to_string())))?;
        }
        let module = Module { root, arguments, cache: cache.as_ref(), terraform: &terraform };
        let answer = module.judge(terminal);
        if interrupt::happened() {
            return Err(CliError::Interrupted.into());
        }
        // What is wrong with one is no reason to leave out the others.
        let code = match answer {
            Ok(answer) => {
                say(&answer.text)?;
                answer.code
            }
            Err(Stop::Quiet(code)) => code,
            Err(Stop::Error(error)) => {
                let answer = module.refuse(&error, &[], terminal);
                say(&answer.text)?;
                answer.code
            }
        };
        worst = worst.max(code);
    }
    Ok(worst)
}

/// Writes to standard output. Who no longer listens, wants the code all the same.
fn say(text: &str) -> Result<(), CliError> {
    print(text.as_bytes()).map(drop)
}

/// The directories that arguments name, each once. One without a configuration is found out when its turn comes.
fn resolve(arguments: &[String]) -> Result<Vec<PathBuf>, CliError> {
    let mut roots = Vec::new();
    let mut known = BTreeSet::new();
    for argument in arguments {
        let path = PathBuf::from(argument);
        let found = if path.exists() || !is_glob(argument) { vec![path] } else { expand(argument, has_configuration)? };
        if found.is_empty() {
            return Err(CliError::NoRoot { argument: argument.clone() });
        }
        let is_new = |root: &PathBuf| known.insert(root.canonicalize().unwrap_or_else(|_| root.clone()));
        roots.extend(found.into_iter().filter(is_new));
    }
    Ok(roots)
}

/// A root module that is to be judged.
struct Module<'m> {
    root: &'m Path,
    arguments: &'m RootArgs,
    cache: Result<&'m Cache, &'m Uncached>,
    terraform: &'m Terraform,
}

impl Module<'_> {
    fn judge(&self, terminal: &Terminal) -> Result<Answer, Stop> {
        if !has_configuration(self.root) {
            return Err(CliError::NoSource { path: self.root.to_owned() }.into());
        }
        let by = &self.arguments.by;
        let setup = set_up(&by.config, &by.rules.policy, &[self.root], terminal)?;
        let question = self.question(&setup);
        let mut key = self.key(&question);
        if let (Ok(key), Ok(cache), false) = (&key, self.cache, self.arguments.no_cache)
            && let Some(mut answer) = cache.get(self.root, &key.name)
        {
            answer.text.push_str(UNCHANGED);
            return Ok(answer);
        }
        let terminal = setup.terminal;
        let shown = self.initialize().and_then(|is_changed| {
            if is_changed {
                key = self.key(&question);
            }
            self.plan(&terminal)
        });
        let mut answer = match shown {
            Ok(shown) => self.report(shown, setup)?,
            Err(error) => self.refuse(&error, error.said(), &terminal),
        };
        if answer.code != exit::COULD_NOT_JUDGE
            && let Err(why) = self.keep(key, &question, &answer)
            && self.arguments.bar.verbose
        {
            answer.text.push_str(&format!("note: this answer is not kept: {}\n", safe(&why)));
        }
        Ok(answer)
    }

    fn question(&self, setup: &Setup) -> Question<'_> {
        let (by, bar) = (&self.arguments.by, &self.arguments.bar);
        let terminal = setup.terminal;
        let day = today(&by.today);
        // The same day is the same, asked for or not.
        let by = ByArgs { today: TodayArgs { today: None }, ..by.clone() };
        let files = setup.config.name.iter().map(PathBuf::from).chain(bar.baseline.clone());
        Question {
            root: self.root,
            arguments: &self.arguments.plan,
            program: self.terraform.file(),
            files: files.collect(),
            facts: vec![
                setup.bundle.digest(),
                format!("{by:?}"),
                format!("{bar:?}"),
                day.to_string(),
                format!("color {} links {}", terminal.stdout_color, terminal.stdout_links),
            ],
        }
    }

    fn key(&self, question: &Question<'_>) -> Result<Key, String> {
        let cache = self.cache.map_err(ToString::to_string)?;
        question.key(cache).map_err(|why| why.to_string())
    }

    /// Runs `init` where it is wanted and has not been run. Whether it was.
    fn initialize(&self) -> Result<bool, PlanError> {
        let is_wanted = self.arguments.init && !data_directory(self.root).is_dir();
        if is_wanted {
            self.terraform.init(self.root)?;
        }
        Ok(is_wanted)
    }

    fn plan(&self, terminal: &Terminal) -> Result<Shown, PlanError> {
        let progress = if terminal.stderr_is_terminal { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        progress.set_message(format!("planning {}", safe(&self.root.display().to_string())));
        progress.enable_steady_tick(Duration::from_millis(100));
        let shown = self.terraform.plan(self.root, &self.arguments.plan);
        progress.finish_and_clear();
        shown
    }

    fn report(&self, shown: Shown, setup: Setup) -> Result<Answer, Stop> {
        let planned = Planned { root: self.root.to_owned(), json: shown.json, program: shown.program };
        let arguments = CheckArgs {
            judged: JudgeArgs { plans: Vec::new(), by: self.arguments.by.clone(), source: Some(self.root.to_owned()) },
            bar: self.arguments.bar.clone(),
            format: Vec::new(),
            output: None,
            jobs: None,
        };
        let mut outputs = Outputs::text();
        let code = check::report(&arguments, vec![Input::Root(planned)], setup, &mut outputs)?;
        Ok(Answer { code, text: outputs.into_text() })
    }

    /// Says why there is no answer, as it is said of a plan that can't be read.
    fn refuse(&self, error: &dyn Diagnostic, said: &[String], terminal: &Terminal) -> Answer {
        let root = self.root.display();
        if !interrupt::happened() {
            let message = format!("could not judge {root}: {error}");
            diagnostic::print(&message, said, error.help().as_deref(), terminal);
        }
        let text = format!("{}: could not judge: {}\n", safe(&root.to_string()), safe(&error.to_string()));
        Answer { code: exit::COULD_NOT_JUDGE, text }
    }

    /// Keeps an answer, if it is one to what is asked now: files are edited while a plan is made.
    fn keep(&self, key: Result<Key, String>, question: &Question<'_>, answer: &Answer) -> Result<(), String> {
        let key = key?;
        if self.key(question)? != key {
            return Err(Uncached::Changed.to_string());
        }
        let cache = self.cache.map_err(ToString::to_string)?;
        cache.put(self.root, &key.name, answer).map_err(|why| why.to_string())
    }
}
