//! Writes a large plan to standard output: `cargo run --release --example generate 10000 > big.json`.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a tool for measuring")]

use std::io::Write as _;

#[path = "../benches/generate/mod.rs"]
mod generate;

fn main() -> std::io::Result<()> {
    let resources = std::env::args().nth(1).and_then(|argument| argument.parse().ok());
    let resources = resources.expect("usage: generate NUMBER-OF-RESOURCES");
    std::io::stdout().write_all(&generate::plan(resources))
}
