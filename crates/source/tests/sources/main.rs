//! Locating and suppressing, over real directories and the plans that were made from them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod locating;
mod making;
mod plans;
mod reading;
mod suppressing;
