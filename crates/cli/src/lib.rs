//! The command line of plangate: arguments, discovery of plans, outputs and exit codes. No judgement is made here.
//!
//! A library so that benchmarks and examples can call what `main` calls.

pub mod args;
mod bar;
mod baseline;
pub mod check;
mod choice;
mod config;
pub mod controls;
mod diagnostic;
pub mod docs;
mod explain;
mod init;
mod input;
pub mod inputs;
mod interrupt;
mod man;
pub mod output;
mod repository;
mod root;
pub mod sources;
mod terminal;
pub mod terraform;
mod today;
mod usage;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{Cli, Command};
use crate::diagnostic::{CliError, Stop};

/// Exit codes, the same for every command.
pub mod exit {
    /// Nothing at or above the bar was found.
    pub const PASS: u8 = 0;
    /// Something was.
    pub const VIOLATIONS: u8 = 1;
    /// Usage, input, bundle or a rule's error: not everything could be judged. Outranks violations.
    pub const COULD_NOT_JUDGE: u8 = 2;
}

/// Runs one command line and prints what it has to say.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let error = usage::with_tip(error, &arguments);
            let code = if error.use_stderr() { exit::COULD_NOT_JUDGE } else { exit::PASS };
            // Nothing can be said when even the terminal is gone.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let terminal = terminal::Terminal::new(cli.color);
    let result = match cli.command {
        Command::Check(arguments) => check::check(&arguments, &terminal),
        Command::Root(arguments) => root::root(&arguments, &terminal),
        Command::Input(arguments) => input::input(&arguments, &terminal),
        Command::Rules(arguments) => explain::rules(&arguments, &terminal),
        Command::Explain(arguments) => explain::explain(&arguments, &terminal),
        Command::Baseline(arguments) => baseline::baseline(&arguments, &terminal),
        Command::Init => init::init(),
        Command::Completions { shell } => completions(shell),
        Command::Man { out_dir } => man::man(out_dir.as_deref()),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(Stop::Quiet(code)) => ExitCode::from(code),
        Err(Stop::Error(error)) => {
            diagnostic::print_error("", &error, &terminal);
            ExitCode::from(exit::COULD_NOT_JUDGE)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "plangate", &mut script);
    write_stdout(&script, exit::PASS)
}

/// Writes what a command has to say to a file, or to standard output.
pub(crate) fn write_out(file: Option<&Path>, text: &str, code: u8) -> Result<u8, Stop> {
    let Some(file) = file else { return write_stdout(text.as_bytes(), code) };
    let written = std::fs::write(file, text);
    written.map_err(|error| CliError::Write { target: format!("`{}`", file.display()), error })?;
    Ok(code)
}

/// Writes to standard output, the last thing that a command does.
pub(crate) fn write_stdout(bytes: &[u8], code: u8) -> Result<u8, Stop> {
    print(bytes)?;
    Ok(code)
}

/// Writes to standard output. Whether somebody still reads it: one who has gone away (`| head`) does not change the answer.
pub(crate) fn print(bytes: &[u8]) -> Result<bool, CliError> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(CliError::Write { target: "standard output".to_owned(), error }),
    }
}
