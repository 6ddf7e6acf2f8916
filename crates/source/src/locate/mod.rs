//! From the address and path of a finding to the user's line.

mod agree;
mod descend;
mod scope;
mod trace;
mod walk;

use plangate_plan::address::{Address, ConfigAddress, InstanceKey, ModuleStep, tokenize};
use plangate_plan::{AttributePath, Step};
use serde_json::Value as Json;

use crate::text::Place;
use crate::tree::Tree;
pub(crate) use walk::locate;

/// Where an attribute of a plan is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The line: the attribute with its name, the element of a list, or the header of a block.
    pub place: Place,
    /// What stands there.
    pub what: What,
    /// What of the path is not written there, such as an attribute that is left out. Empty where the leaf itself was found, and in
    /// a block that can't be read.
    pub rest: AttributePath,
    /// Other places that have to do with it: first where the value comes from, then the module calls, innermost first.
    pub related: Vec<Related>,
    /// The block with those of the module calls, outermost last.
    pub(crate) blocks: Vec<BlockId>,
    /// What is around a place that may be another one, and is sure.
    pub(crate) sure: Option<Place>,
}

impl Located {
    /// The place, or what is around it where it is not sure.
    pub(crate) fn sure(&self) -> &Place {
        self.sure.as_ref().unwrap_or(&self.place)
    }
}

/// A block of a module, whoever calls the module.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct BlockId {
    pub directory: std::path::PathBuf,
    /// Such as `aws_vpc.main` or `module.net`.
    pub address: String,
}

/// What stands at a located place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The header of a resource, module call or other block of the top level.
    Block,
    /// The header of a block within another, or of a `dynamic` block.
    NestedBlock,
    /// An attribute with its name.
    Attribute,
    /// An element of a list, or a member of an object with its key.
    Element,
    /// The call of a module whose sources are not here.
    ModuleCall,
}

/// A place that has to do with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// How it has to do with it.
    pub kind: Kind,
    /// A few words for it, such as "local `ranges`".
    pub label: String,
}

/// How a place has to do with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The declaration of a variable whose value is not written here.
    Variable,
    /// The default of a variable, which counts.
    Default,
    /// A variable file.
    TfVars,
    /// A local value.
    Local,
    /// The value of an output of a module.
    Output,
    /// An argument of a module call.
    Argument,
    /// The call of a module that the resource is in.
    ModuleCall,
    /// The collection that a `dynamic` block goes through.
    Dynamic,
    /// The element of it that made this block.
    DynamicElement,
    /// The element of `for_each` that made this instance.
    ForEach,
    /// A resource or data source that the value is taken from.
    Resource,
    /// Another block of the same name, where all of them are meant.
    Sibling,
    /// One of several blocks, of which nothing tells which it is.
    Candidate,
}

impl Related {
    /// The one place that words what a place has to do with a finding.
    pub(crate) fn new(kind: Kind, name: &str, place: Place) -> Self {
        let label = match kind {
            Kind::Variable => format!("variable `{name}`"),
            Kind::Default => format!("default of variable `{name}`"),
            Kind::TfVars => format!("value of variable `{name}`"),
            Kind::Local => format!("local `{name}`"),
            Kind::Output => format!("output `{name}`"),
            Kind::Argument => format!("given to the module as `{name}`"),
            Kind::ModuleCall => format!("module `{name}` is called here"),
            Kind::Dynamic => format!("a block `{name}` for each of these"),
            Kind::DynamicElement => format!("this block `{name}` is from here"),
            Kind::ForEach => format!("instance `{name}`"),
            Kind::Resource => format!("from `{name}`"),
            Kind::Sibling => format!("and this block `{name}`"),
            Kind::Candidate => format!("perhaps this block `{name}`"),
        };
        Self { place, kind, label }
    }
}

/// What is to be located: a block in a module, and which instance of it.
pub(crate) struct Subject {
    pub calls: Vec<ModuleStep>,
    /// Such as `aws_vpc.main`, `provider.aws.west` or `module.net`.
    pub block: String,
    pub key: Option<InstanceKey>,
}

impl From<&Address> for Subject {
    fn from(address: &Address) -> Self {
        let ConfigAddress { resource, .. } = ConfigAddress::from(address.clone());
        Self { calls: address.modules.clone(), block: resource, key: address.key.clone() }
    }
}

impl Subject {
    /// Reads the address of anything that has a block: `module.net["eu"].provider.aws.west`. A module is its call.
    pub fn read(address: &str) -> Option<Self> {
        let mut parts = tokenize(address).ok()?.into_iter().peekable();
        let mut calls = Vec::new();
        while parts.next_if(|part| part.name == "module" && part.keys.is_empty()).is_some() {
            let call = parts.next()?;
            calls.push(ModuleStep { name: call.name.into_owned(), key: call.keys.into_iter().next() });
        }
        let mut names = Vec::new();
        let mut key = None;
        for part in parts {
            names.push(part.name.into_owned());
            key = part.keys.into_iter().next();
        }
        let block = if names.is_empty() {
            let call = calls.pop()?;
            key = call.key;
            format!("module.{}", call.name)
        } else {
            names.join(".")
        };
        Some(Self { calls, block, key })
    }
}

/// The path in the terms of the block: what rules see of providers and modules is named otherwise than it is written.
fn written(block: &str, path: &AttributePath) -> Vec<Step> {
    let steps = path.steps();
    let key = |position: usize| match steps.get(position) {
        Some(Step::Key(key)) => Some(key.as_str()),
        _ => None,
    };
    if block.starts_with("provider.") && key(0) == Some("constants") {
        return steps.get(1..).unwrap_or_default().to_vec();
    }
    if (block.starts_with("provider.") || block.starts_with("module.")) && key(0) == Some("version_constraint") {
        return vec![Step::Key("version".to_owned())];
    }
    steps.to_vec()
}

/// Locates what is no resource, too.
pub(crate) fn locate_named(tree: &Tree, address: &str, path: &AttributePath, values: Option<&Json>) -> Option<Located> {
    locate(tree, &Subject::read(address)?, path, values)
}
