//! Dates as they are written in comments.

use std::fmt;
use std::str::FromStr;

/// A day of the calendar, written `2027-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, four digits.
    pub year: u16,
    /// The month, from one.
    pub month: u8,
    /// The day of the month, from one.
    pub day: u8,
}

/// A text that is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDate;

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<u16>().ok()
        };
        let (year, month, day) = (number(4).ok_or(NoDate)?, number(2).ok_or(NoDate)?, number(2).ok_or(NoDate)?);
        if parts.next().is_some() || day == 0 || day > days(year, month) {
            return Err(NoDate);
        }
        let small = |number: u16| u8::try_from(number).map_err(|_| NoDate);
        Ok(Self { year, month: small(month)?, day: small(day)? })
    }
}

fn days(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
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
    fn only_days_of_the_calendar_are_dates() {
        for text in ["2027-01-31", "2028-02-29", "2000-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in [
            "2027-02-29",
            "1900-02-29",
            "2027-13-01",
            "2027-00-01",
            "2027-01-00",
            "2027-1-1",
            "27-01-01",
            "x",
            "",
            "2027-01-01-01",
            "2027-01-+1",
        ] {
            assert_eq!(text.parse::<Date>(), Err(NoDate), "{text}");
        }
        assert!("2027-01-31".parse::<Date>().unwrap() < "2027-02-01".parse().unwrap());
    }
}
