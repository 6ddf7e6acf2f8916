//! Plan documents of Terraform and OpenTofu: detected, read without building what nobody asks for, and understood:
//! addresses, attribute paths, and what is known, null, absent, unset, deferred or sensitive.
//!
//! Nothing here knows of rules.

pub mod address;
mod change;
mod configuration;
mod date;
mod document;
mod error;
mod excerpt;
mod expression;
mod invocation;
mod links;
mod marks;
mod overlay;
mod path;
mod plan;
mod read;
mod secrets;
mod values;

pub use change::{
    Action, Attributes, Change, Check, CheckAddress, CheckInstance, CheckProblem, DeferredChange, Mode, ResourceChange,
    attributes,
};
pub use configuration::{Configuration, KeySource, ModuleCall, ProviderConfig, Target, Trace, Written};
pub use date::{Date, NoDate};
pub use error::ReadError;
pub use excerpt::{Excerpt, excerpt};
pub use expression::{Body, Constant, Expression, longest, references_at};
pub use invocation::{DeferredInvocation, Invocation, Trigger};
pub use links::{Doubt, Endpoint, Link, Links, is_named_for, is_within};
pub use marks::{Marked, Marks};
pub use overlay::{Overlay, State, lookup};
pub use path::{AttributePath, Step, is_unprintable};
pub use plan::{Kind, Plan};
pub use read::Document;
pub use secrets::{SENSITIVE, Secrets};
