//! Locating and suppressing, over real directories and the plans that were made from them.

mod locating;
mod making;
mod plans;
mod reading;
mod suppressing;
