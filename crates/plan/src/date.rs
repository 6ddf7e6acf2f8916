//! Calendar days, for what ends on one.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, in UTC. Displayed as `2027-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such day")]
pub struct NoDate;

impl Date {
    /// The day, if there is one.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let there = (1..=9999).contains(&year) && day >= 1 && day <= days_in(year, month);
        there.then_some(Self { year, month, day })
    }

    /// The day that is so many seconds after the beginning of 1970, UTC; the last of all days where that is beyond the year 9999.
    #[must_use]
    pub fn of_unix_seconds(seconds: u64) -> Self {
        let mut days = seconds / 86_400;
        for year in 1970..=9999 {
            for month in 1..=12 {
                let length = u64::from(days_in(year, month));
                if days < length {
                    return Self { year, month, day: u8::try_from(days).unwrap_or(0) + 1 };
                }
                days -= length;
            }
        }
        Self { year: 9999, month: 12, day: 31 }
    }
}

/// Days of a month; none of one that there is not.
fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = NoDate;

    /// Reads `2027-01-31`.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse::<u16>().ok()).ok_or(NoDate)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let small = |number: u16| u8::try_from(number).map_err(|_| NoDate);
        if parts.next().is_some() {
            return Err(NoDate);
        }
        Self::new(year, small(month)?, small(day)?).ok_or(NoDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written_alike() {
        for text in ["2027-01-31", "2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "2027-01-32",
            "2027-02-29",
            "2100-02-29",
            "2027-13-01",
            "2027-00-01",
            "2027-01-00",
            "0000-01-01",
            "2027-1-31",
            "27-01-31",
            "2027-01-31-",
            "2027-01-31T00:00:00Z",
            "+027-01-31",
            "2027/01/31",
        ] {
            assert_eq!(text.parse::<Date>(), Err(NoDate), "{text}");
        }
        assert!(Date::new(2027, 1, 31) < Date::new(2027, 2, 1));
    }

    #[test]
    fn a_day_ends_at_midnight_utc() {
        // As `date -u -d @SECONDS +%F` prints them.
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_400, "2000-02-29"),
            (1_801_439_999, "2027-01-31"),
            (1_801_440_000, "2027-02-01"),
            (4_107_542_400, "2100-03-01"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Date::of_unix_seconds(seconds).to_string(), day, "{seconds}");
        }
    }
}
