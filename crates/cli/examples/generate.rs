//! Writes a large plan to standard output, made of copies of the showcase or of a plan of your own:
//! `cargo run --release --example generate NUMBER-OF-RESOURCES [PLAN] > big.json`.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a tool for measuring")]

use std::io::Write as _;

#[path = "../benches/generate/mod.rs"]
mod generate;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let resources = arguments.next().and_then(|argument| argument.parse().ok());
    let resources = resources.expect("usage: generate NUMBER-OF-RESOURCES [PLAN]");
    let showcase = match arguments.next() {
        Some(file) => std::fs::read_to_string(file)?,
        None => generate::SHOWCASE.to_owned(),
    };
    std::io::stdout().write_all(&generate::plan(&showcase, resources))
}
