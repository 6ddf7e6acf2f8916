//! Locating and suppressing, over real directories and the plans that were made from them.

mod plans;
