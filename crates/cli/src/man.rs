//! `plangate man`: manual pages, of plangate and of each command.

use std::fs;
use std::io;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::args::{Cli, EXIT_CODES};
use crate::diagnostic::{CliError, Stop};
use crate::{exit, write_stdout};

/// Prints the page of plangate, or writes all pages to a directory.
pub(crate) fn man(directory: Option<&Path>) -> Result<u8, Stop> {
    let mut plangate = Cli::command().disable_help_subcommand(true);
    plangate.build();
    match directory {
        None => {
            let (_, page) = page(&plangate).map_err(|error| cannot_write("the man page", error))?;
            write_stdout(&page, exit::PASS)
        }
        Some(directory) => {
            let written = write_all(&plangate, directory);
            written.map_err(|error| cannot_write(&format!("manual pages to `{}`", directory.display()), error))?;
            Ok(exit::PASS)
        }
    }
}

fn cannot_write(target: &str, error: io::Error) -> CliError {
    CliError::Write { target: target.to_owned(), error }
}

fn write_all(plangate: &clap::Command, directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    for command in std::iter::once(plangate).chain(plangate.get_subcommands()) {
        let (file, page) = page(command)?;
        fs::write(directory.join(file), page)?;
    }
    Ok(())
}

/// The name of a command's page and its text, section by section: the generator would call the exit codes `EXTRA` and
/// run them together.
fn page(command: &clap::Command) -> io::Result<(String, Vec<u8>)> {
    let man = Man::new(command.clone()).source(concat!("plangate ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if command.get_after_help().is_some() {
        exit_status().to_writer(&mut page)?;
    }
    Ok((man.get_filename(), page))
}

fn exit_status() -> Roff {
    let mut section = Roff::new();
    section.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_CODES.lines().filter_map(|line| line.trim_start().split_once("  ")) {
        section.control("TP", []).text([bold(code)]).text([roman(meaning)]);
    }
    section
}
