//! The day of a run: the one place where the clock is read.

use std::time::{SystemTime, UNIX_EPOCH};

use plangate_policy::Date;

use crate::args::TodayArgs;

/// The day that the command line says, else today, in UTC.
pub(crate) fn today(arguments: &TodayArgs) -> Date {
    arguments.today.unwrap_or_else(|| {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Date::of_unix_seconds(elapsed.as_secs())
    })
}
