//! Actions: what kind of access they are, and which resources and conditions can narrow them.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Something that a policy allows or denies.
#[derive(Debug)]
pub struct Action {
    /// As AWS writes it, without the service: `GetObject`.
    pub name: &'static str,
    /// The name in lower case.
    pub lower: Box<str>,
    /// What kind of access it is.
    pub level: AccessLevel,
    /// What it is done to, by name. Empty for actions that only `*` as resource matches.
    pub resources: Arc<[SupportedResource]>,
    /// Condition keys beside those of its resource types.
    pub(crate) keys: &'static str,
}

/// A resource type that an action can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SupportedResource {
    /// The type.
    pub resource: ResourceType,
    /// Whether the action always needs one. Not where there is a choice: `s3:GetObject` has an object of a bucket or
    /// of an access point.
    pub required: bool,
}

/// A type of resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceType {
    /// As AWS writes it: `bucket`. May have blanks, and is unique in its service.
    pub name: &'static str,
    pub(crate) arns: &'static str,
    pub(crate) keys: &'static str,
}

/// What kind of access an action is, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessLevel {
    /// Sees that resources exist.
    List,
    /// Reads what is in resources.
    Read,
    /// Changes nothing but tags.
    Tagging,
    /// Creates, changes or deletes.
    Write,
    /// Changes who may do what.
    PermissionsManagement,
}

impl Action {
    /// Whether a statement can narrow it to some resources. All others need `*`.
    #[must_use]
    pub fn is_restrictable(&self) -> bool {
        !self.resources.is_empty()
    }

    /// The ARN templates of its resource types.
    pub fn arns(&self) -> impl Iterator<Item = &'static str> {
        self.resources.iter().flat_map(|supported| supported.resource.arns())
    }

    /// The condition keys that a request can have: those of the action and those of its resource types. The keys that
    /// any request has, such as `aws:SourceIp`, are not among them. Placeholders are as AWS writes them:
    /// `aws:ResourceTag/${TagKey}`.
    #[must_use]
    pub fn condition_keys(&self) -> BTreeSet<&'static str> {
        let resources = self.resources.iter().flat_map(|supported| supported.resource.condition_keys());
        self.keys.split_ascii_whitespace().chain(resources).collect()
    }
}

impl ResourceType {
    /// Its ARN templates, such as `arn:${Partition}:s3:::${BucketName}`: one or more.
    pub fn arns(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.arns.split_ascii_whitespace()
    }

    /// The condition keys that go with it.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.split_ascii_whitespace()
    }
}

impl AccessLevel {
    /// The words of AWS for it, in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Read => "read",
            Self::Tagging => "tagging",
            Self::Write => "write",
            Self::PermissionsManagement => "permissions management",
        }
    }

    pub(crate) fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "L" => Self::List,
            "R" => Self::Read,
            "T" => Self::Tagging,
            "W" => Self::Write,
            "P" => Self::PermissionsManagement,
            _ => return None,
        })
    }
}
