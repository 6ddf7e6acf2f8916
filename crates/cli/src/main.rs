//! The `plangate` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    plangate::run(std::env::args_os())
}
