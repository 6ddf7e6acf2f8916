//! Reads, checks and compiles the Rego of `policies/`, so that no run has to: a mistake in a rule ends the build, naming
//! file and line. Rules are registered by existing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

#[allow(dead_code, reason = "the build uses a part of it")]
#[path = "src/compile.rs"]
mod compile;
#[allow(dead_code, reason = "the build uses a part of it")]
#[path = "src/error.rs"]
mod error;
#[path = "src/files.rs"]
mod files;
#[allow(dead_code, reason = "the build uses a part of it")]
#[path = "src/metadata.rs"]
mod metadata;
#[allow(dead_code, reason = "the build uses a part of it")]
#[path = "src/module.rs"]
mod module;

use compile::Params;
use error::RuleError;
use metadata::Metadata;
use module::Module;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").canonicalize()?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    println!("cargo:rerun-if-changed={}", root.display());
    let files = files::collect(&root).map_err(|(path, error)| format!("{}: {error}", path.display()))?;

    let mut params = Params::new();
    let mut params_list = String::new();
    let mut rules: Vec<(Module, Metadata)> = Vec::new();
    let mut helpers: Vec<Module> = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path)?;
        let name = format!("policies/{}", path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/"));
        if name.ends_with(".json") {
            params.extend(serde_json::from_str::<Params>(&text)?);
            writeln!(params_list, "({name:?}, include_str!({:?})),", path.display().to_string())?;
            continue;
        }
        match Module::parse(name, Arc::from(text))? {
            (module, Some(metadata)) => rules.push((module, metadata)),
            (module, None) => helpers.push(module),
        }
    }

    let source = |module: &Module| {
        let path = root.join(module.file.trim_start_matches("policies/")).display().to_string();
        format!("{:?}, {:?}, include_str!({path:?})", module.file, module.package)
    };
    let mut helpers_list = String::new();
    for helper in &helpers {
        writeln!(helpers_list, "({}),", source(helper))?;
    }
    let mut rules_list = String::new();
    for (rule, metadata) in &rules {
        let file = out.join(format!("{}.program", metadata.custom.id));
        fs::write(&file, program(rule, &helpers, &params)?)?;
        let metadata = serde_json::to_string(metadata)?;
        writeln!(rules_list, "({}, {metadata:?}, include_bytes!({:?})),", source(rule), file.display().to_string())?;
    }
    let text = format!(
        "pub(super) const PARAMS: &[(&str, &str)] = &[\n{params_list}];\n\
         pub(super) const HELPERS: &[(&str, &str, &str)] = &[\n{helpers_list}];\n\
         /// File, package, source, METADATA as JSON, program.\n\
         pub(super) const RULES: &[(&str, &str, &str, &str, &[u8])] = &[\n{rules_list}];\n"
    );
    fs::write(out.join("embedded.rs"), text)?;
    Ok(())
}

/// The program of a rule as bytes; none where the virtual machine can't run it.
fn program(rule: &Module, helpers: &[Module], params: &Params) -> Result<Vec<u8>, RuleError> {
    let needed = rule.needs(helpers);
    let mut engine = compile::engine(std::iter::once(rule).chain(needed), &compile::data(params))?;
    let analysed = compile::analyse(&mut engine, rule)?;
    let Some(program) = compile::program(&analysed, rule) else { return Ok(Vec::new()) };
    let mut program = Arc::unwrap_or_clone(program);
    // Names and lines are for messages; the sources are embedded once, beside.
    for source in &mut program.sources {
        source.content.clear();
    }
    program.serialize_binary().map_err(|message| RuleError::at(&rule.file, 0, message))
}
