//! The policy language of AWS IAM: documents, patterns, grants, and what they amount to.
//!
//! Knows neither plans nor rules.

mod access;
mod action;
mod catalog;
mod conclusion;
mod condition;
mod document;
mod fault;
mod identity;
mod json;
mod managed;
mod parts;
mod pattern;
mod request;
mod statement;
mod widened;
mod words;

pub use access::{conclude_resource, conclude_trust, denies_plaintext};
pub use action::{AccessLevel, Action, ResourceType, SupportedResource};
pub use catalog::{Catalog, Service, catalog};
pub use conclusion::{Conclusion, ConclusionKind, Grants, Place};
pub use condition::{Comparison, Condition, Operator, Quantifier};
pub use document::{Document, Kind};
pub use fault::{Fault, FaultKind};
pub use identity::conclude_identity;
pub use json::Position;
pub use managed::{ManagedPolicy, managed_policies, managed_policies_date, managed_policy};
pub use pattern::Pattern;
pub use request::{Decision, Request, decide};
pub use statement::{EVERY_ACTION, Effect, Principal, Principals, SOME_ARN, Scope, Statement};
pub use widened::{Widened, widened, widened_document};
