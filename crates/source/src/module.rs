//! A module: the blocks of one directory, merged as the language merges them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::files::{self, File, Role};
use crate::problem::{Problem, ProblemKind};
use crate::syntax::{Attribute, Block, Node, Value};
use crate::text::Place;

/// The configuration in a directory.
#[derive(Default)]
pub(crate) struct Module {
    /// The directory, without links.
    pub directory: PathBuf,
    pub files: Vec<File>,
    /// Blocks by their address: the block itself first, then what overrides it. Positions of file and block.
    blocks: HashMap<String, Vec<(usize, usize)>>,
    /// Local values by their name. Positions of file, block and attribute.
    locals: HashMap<String, (usize, usize, usize)>,
    /// Whether something of it can't be read.
    pub is_broken: bool,
}

/// A block with its file.
#[derive(Clone, Copy)]
pub(crate) struct Found<'m> {
    pub file: &'m File,
    pub block: &'m Block,
}

/// An attribute with its file.
#[derive(Clone, Copy)]
pub(crate) struct Given<'m> {
    pub file: &'m File,
    pub attribute: &'m Attribute,
}

impl Module {
    /// Reads the files of a directory. Variable files count in the root module alone, which `variables` are given for.
    pub fn load(directory: PathBuf, shown: &Path, variables: Option<&[PathBuf]>) -> (Self, Vec<Problem>) {
        let names = match files::list(&directory) {
            Ok(names) => names,
            Err(error) => {
                let kind = ProblemKind::Unreadable(error.to_string());
                let problem = Problem { file: shown.display().to_string(), place: None, kind };
                return (Self { directory, is_broken: true, ..Self::default() }, vec![problem]);
            }
        };
        let names = files::roles(names).into_iter().filter(|(role, _)| variables.is_some() || *role != Role::Variables);
        let given = variables.unwrap_or_default().iter();
        let given = given.map(|path| (Role::Variables, path.clone(), path.display().to_string()));
        let names = names.map(|(role, name)| {
            let shown = if shown == Path::new(".") { PathBuf::from(&name) } else { shown.join(&name) };
            (role, directory.join(name), shown.display().to_string())
        });
        let read: Vec<_> = names
            .chain(given)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(role, path, shown)| files::read(path, shown, role))
            .collect();
        let (files, problems): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let files: Vec<File> = files.into_iter().flatten().collect();
        let problems: Vec<Problem> = problems.into_iter().flatten().collect();
        let (blocks, locals) = (index(&files), locals(&files));
        (Self { directory, files, blocks, locals, is_broken: !problems.is_empty() }, problems)
    }

    /// A block by its address, with what overrides it.
    pub fn find(&self, address: &str) -> Vec<Found<'_>> {
        let positions = self.blocks.get(address).map(Vec::as_slice).unwrap_or_default();
        let found = |(file, block): &(usize, usize)| {
            let file = self.files.get(*file)?;
            Some(Found { file, block: file.body.blocks.get(*block)? })
        };
        positions.iter().filter_map(found).collect()
    }

    /// The attribute of a block that counts: the last one.
    pub fn attribute(&self, address: &str, name: &str) -> Option<Given<'_>> {
        let layers = self.find(address).into_iter().rev();
        layers
            .into_iter()
            .find_map(|Found { file, block }| Some(Given { file, attribute: block.body.attribute(name)? }))
    }

    /// A local value.
    pub fn local(&self, name: &str) -> Option<Given<'_>> {
        let (file, block, attribute) = self.locals.get(name)?;
        let file = self.files.get(*file)?;
        Some(Given { file, attribute: file.body.blocks.get(*block)?.body.attributes.get(*attribute)? })
    }

    /// What the variable files give a variable: the last one counts.
    pub fn variable_file(&self, name: &str) -> Option<Given<'_>> {
        let mut files = self.files.iter().rev().filter(|file| file.role == Role::Variables);
        files.find_map(|file| Some(Given { file, attribute: file.body.attribute(name)? }))
    }

    /// The module calls, each once.
    pub fn calls(&self) -> Vec<Call<'_>> {
        let mut calls: Vec<_> =
            self.blocks.keys().filter_map(|address| self.call(address.strip_prefix("module.")?)).collect();
        calls.sort_by_key(|call| call.name);
        calls
    }

    /// A module call by its name.
    pub fn call<'m>(&'m self, name: &str) -> Option<Call<'m>> {
        let address = format!("module.{name}");
        let found = self.find(&address).into_iter().next()?;
        let name = found.block.labels.first()?;
        let given = self.attribute(&address, "source");
        let source = given.and_then(|given| match &given.attribute.value {
            Node { value: Value::Literal(serde_json::Value::String(source)), .. } => Some(source.as_str()),
            _ => None,
        });
        let place = given.map_or_else(
            || Place::new(&found.file.text, found.block.header.clone()),
            |given| Place::new(&given.file.text, given.attribute.span.clone()),
        );
        Some(Call { name, source, place })
    }
}

/// A module call.
pub(crate) struct Call<'m> {
    pub name: &'m str,
    /// Where the module comes from, if that is written and not computed.
    pub source: Option<&'m str>,
    /// The attribute `source`, or the block without one.
    pub place: Place,
}

fn index(files: &[File]) -> HashMap<String, Vec<(usize, usize)>> {
    let mut blocks: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let by_role = |role| move |(_, file): &(usize, &File)| file.role == role;
    for role in [Role::Primary, Role::Shadowed, Role::Override] {
        for (position, file) in files.iter().enumerate().filter(by_role(role)) {
            for (at, block) in file.body.blocks.iter().enumerate() {
                let Some(address) = block.address() else { continue };
                let layers = blocks.entry(address).or_default();
                // A second block of the same address is a mistake, or the one that OpenTofu does not read.
                if layers.is_empty() || role == Role::Override {
                    layers.push((position, at));
                }
            }
        }
    }
    blocks
}

fn locals(files: &[File]) -> HashMap<String, (usize, usize, usize)> {
    let mut locals = HashMap::new();
    for role in [Role::Primary, Role::Shadowed, Role::Override] {
        for (position, file) in files.iter().enumerate().filter(|(_, file)| file.role == role) {
            for (at, block) in file.body.blocks.iter().enumerate().filter(|(_, block)| block.kind == "locals") {
                for (index, attribute) in block.body.attributes.iter().enumerate() {
                    let place = (position, at, index);
                    if role == Role::Override {
                        locals.insert(attribute.name.clone(), place);
                    } else {
                        locals.entry(attribute.name.clone()).or_insert(place);
                    }
                }
            }
        }
    }
    locals
}
