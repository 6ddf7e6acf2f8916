//! The policies as they are in the tree: their laws, their Rego tests, and what they say of every fixture.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;
mod expectations;
mod laws;
mod rego_tests;
