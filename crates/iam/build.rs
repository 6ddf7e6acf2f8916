//! Makes `data/` quick to look into: an index of the services, and the managed policies in compressed blocks.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Bytes of text after which a block ends: looking up one policy inflates so much.
const BLOCK: usize = 50_000;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    println!("cargo:rerun-if-changed=build.rs");
    let read = |name: &str| {
        let path = data.join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let actions = services(&read("actions.txt")?)?;
    fs::write(out.join("services.rs"), actions)?;
    let managed = blocks(&read("managed.txt")?, &out)?;
    fs::write(out.join("blocks.rs"), managed)?;
    Ok(())
}

/// The date in the first line of a file, at its end.
fn date(text: &str) -> Result<&str> {
    let line = text.lines().next().filter(|line| line.starts_with('#')).ok_or("no line with source and date")?;
    Ok(line.rsplit_once(' ').ok_or("no date in the first line")?.1)
}

/// Where the lines of each service begin and end.
fn services(text: &str) -> Result<String> {
    let mut list: Vec<(&str, usize, usize)> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some(prefix) = line.strip_prefix("service ") {
            list.push((prefix.trim_end(), offset, offset));
        }
        offset += line.len();
        if let Some((_, _, end)) = list.last_mut() {
            *end = offset;
        }
    }
    if !list.is_sorted_by(|(one, ..), (other, ..)| one < other) {
        return Err("the services of actions.txt are not sorted".into());
    }
    let mut index = format!("const DATE: &str = {:?};\nconst SERVICES: &[(&str, usize, usize)] = &[\n", date(text)?);
    for (prefix, start, end) in list {
        writeln!(index, "({prefix:?}, {start}, {end}),")?;
    }
    index.push_str("];\n");
    Ok(index)
}

/// Writes the blocks, and says which name each begins with.
fn blocks(text: &str, out: &Path) -> Result<String> {
    let mut blocks = vec![String::new()];
    for line in text.split_inclusive('\n').filter(|line| !line.starts_with('#')) {
        match blocks.last_mut() {
            Some(block) if block.is_empty() || block.len() + line.len() <= BLOCK => block.push_str(line),
            _ => blocks.push(line.to_owned()),
        }
    }
    let mut index = format!("const DATE: &str = {:?};\nconst BLOCKS: &[Block] = &[\n", date(text)?);
    let mut last = "";
    for (number, block) in blocks.iter().enumerate() {
        for line in block.lines() {
            let name = line.split('\t').next().unwrap_or_default();
            if name <= last {
                return Err(format!("`{name}` is out of order in managed.txt").into());
            }
            last = name;
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(block.as_bytes())?;
        let file = out.join(format!("{number}.deflate"));
        fs::write(&file, encoder.finish()?)?;
        let first = block.split('\t').next().unwrap_or_default();
        let (file, length) = (file.display().to_string(), block.len());
        writeln!(index, "Block {{ first: {first:?}, length: {length}, bytes: include_bytes!({file:?}) }},")?;
    }
    index.push_str("];\n");
    Ok(index)
}
