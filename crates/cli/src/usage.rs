//! Tips for command lines that can't be parsed.

use std::ffi::OsString;
use std::path::Path;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, ValueEnum};

use crate::output::Format;

/// The error with what was probably meant, in place of the parser's guesses.
pub(crate) fn with_tip(mut error: Error, arguments: &[OsString]) -> Error {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let tip = match error.kind() {
        ErrorKind::InvalidSubcommand => of_command(context(ContextKind::InvalidSubcommand)),
        // An option that is spelled nearly so is a better guess.
        ErrorKind::UnknownArgument if error.get(ContextKind::SuggestedArg).is_none() => {
            of_option(context(ContextKind::InvalidArg), command(arguments))
        }
        _ => None,
    };
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    error
}

fn command(arguments: &[OsString]) -> &str {
    arguments.get(1).and_then(|argument| argument.to_str()).unwrap_or_default()
}

fn of_command(word: &str) -> Option<String> {
    Path::new(word).exists().then(|| "name the command first, to judge a plan: `plangate check PLAN`".to_owned())
}

fn of_option(option: &str, command: &str) -> Option<String> {
    let form = option.strip_prefix("--").filter(|name| Format::from_str(name, false).is_ok());
    match (command, option) {
        ("check", _) => form.map(|form| format!("the form of the report is chosen by `--format {form}`")),
        ("root", "--format" | "--output" | "-o") => {
            Some("`root` reports to people; for other forms, write a plan and give it to `plangate check`".to_owned())
        }
        ("root", _) => Some(
            "arguments for `terraform plan` go behind `--`: `plangate root infra -- -var-file=dev.tfvars`".to_owned(),
        ),
        _ => None,
    }
}
