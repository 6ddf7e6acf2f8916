//! `plangate init`: a configuration to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use crate::config::NAME;
use crate::diagnostic::{CliError, Stop};
use crate::{exit, write_stdout};

/// Everything explained, nothing changed.
const TEMPLATE: &str = include_str!("config/init.toml");

/// Writes it to the working directory.
pub(crate) fn init() -> Result<u8, Stop> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => CliError::Exists { file: NAME.to_owned() },
        _ => CliError::Write { target: format!("`{NAME}`"), error },
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(NAME).map_err(failed)?;
    file.write_all(TEMPLATE.as_bytes()).map_err(failed)?;
    write_stdout(format!("wrote `{NAME}`: all of it is commented out\n").as_bytes(), exit::PASS)
}
