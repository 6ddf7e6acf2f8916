//! Writes the pages about the rules: `cargo run --example docs`.

use std::path::Path;
use std::{fs, io};

use plangate::docs;
use plangate_policy::Bundle;

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    if folder.exists() {
        // Pages of rules that are gone go with them.
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for page in docs::pages(&Bundle::embedded().rules()) {
        fs::write(folder.join(page.file), page.text)?;
    }
    Ok(())
}
