//! Requests: whether policies allow one.

mod caller;
pub(crate) mod compare;
mod context;
mod decide;
mod operators;
pub(crate) mod values;

pub use context::Request;
pub use decide::{Decision, decide};
