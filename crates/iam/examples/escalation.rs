//! Names the ways to more rights that identity policies open, one JSON object a line, for the comparison in `agreement/`: reads standard
//! input, writes standard output.

use std::error::Error;
use std::io::{self, BufRead, Write};

use plangate_iam::{ConclusionKind, Document, Grants, Kind, conclude_identity};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Case {
    policy: Box<RawValue>,
}

#[derive(Serialize)]
struct Found {
    /// Every action, or all of IAM: no single way is named beside it.
    is_full: bool,
    paths: Vec<Path>,
}

#[derive(Serialize)]
struct Path {
    id: String,
    actions: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let case: Case = serde_json::from_str(&line?)?;
        let document = Document::parse(case.policy.get(), Kind::Identity);
        serde_json::to_writer(&mut output, &found(&document))?;
        writeln!(output)?;
    }
    Ok(output.flush()?)
}

fn found(document: &Document) -> Found {
    let mut found = Found { is_full: false, paths: Vec::new() };
    for conclusion in conclude_identity(&Grants::of(document)) {
        match conclusion.kind {
            ConclusionKind::FullAdmin | ConclusionKind::FullIam => found.is_full = true,
            ConclusionKind::PrivilegeEscalation => {
                let fact = |name: &str| conclusion.facts.get(name).cloned().unwrap_or_default();
                let actions = fact("actions").split(", ").map(str::to_lowercase).collect();
                found.paths.push(Path { id: fact("path"), actions });
            }
            _ => {}
        }
    }
    found
}
