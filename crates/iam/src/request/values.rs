//! Values of conditions that are more than text: numbers, points in time, networks.

use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr};

/// A number; `None` for what is none.
pub(crate) fn number(text: &str) -> Option<f64> {
    let is_number = text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    text.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    /// From 1970 on.
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    /// Reads a date of ISO 8601, as short as a year, or seconds since 1970.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_count =
            text.len() != 4 && text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
        if is_count {
            return Some(Self { seconds: text.parse().ok()?, nanoseconds: 0 });
        }
        let (date, time) = match text.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = digits(parts.next()?, 4, 0, 9999)?;
        let mut part = |most| parts.next().map_or(Some(1), |text| digits(text, 2, 1, most));
        let (month, day) = (part(12)?, part(31)?);
        if parts.next().is_some() || day > days_of(year, month) || (time.is_some() && date.len() != 10) {
            return None;
        }
        let (seconds, nanoseconds) = time.map_or(Some((0, 0)), clock)?;
        Some(Self { seconds: days_since_1970(year, month, day) * 86_400 + seconds, nanoseconds })
    }
}

fn digits(text: &str, length: usize, least: i64, most: i64) -> Option<i64> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && (least..=most).contains(number))
}

/// Seconds and nanoseconds of a time of the day with its zone.
fn clock(text: &str) -> Option<(i64, u32)> {
    let zone = text.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = text.split_at_checked(zone)?;
    let offset = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        (sign, offset) => {
            let (hours, minutes) = offset.split_once(':').or_else(|| offset.split_at_checked(2))?;
            let seconds = digits(hours, 2, 0, 23)? * 3600 + digits(minutes, 2, 0, 59)? * 60;
            if sign == "-" { -seconds } else { seconds }
        }
    };
    let mut parts = time.split(':');
    let (hours, minutes) = (digits(parts.next()?, 2, 0, 23)?, digits(parts.next()?, 2, 0, 59)?);
    let (seconds, fraction) = match parts.next() {
        Some(text) => text.split_once('.').map_or((text, "0"), |(seconds, fraction)| (seconds, fraction)),
        None => ("00", "0"),
    };
    if parts.next().is_some() || fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Some((hours * 3600 + minutes * 60 + digits(seconds, 2, 0, 59)? - offset, nanoseconds))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let leaps = |years: i64| years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
    let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    years + (1..month).map(|month| days_of(year, month)).sum::<i64>() + day - 1
}

/// A network: an address and how many of its bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    /// Of an IPv4 address the upper 32 bits.
    bits: u128,
    length: u32,
    is_v4: bool,
}

impl Network {
    /// Reads `10.0.0.0/8`, `2001:db8::/32`, or a single address.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let (bits, most, is_v4) = match address.parse().ok()? {
            IpAddr::V4(address) => (u128::from(u32::from(address)) << 96, 32, true),
            IpAddr::V6(address) => (u128::from(address), 128, false),
        };
        let mask = |text: &str| {
            let mask = u32::from(text.parse::<Ipv4Addr>().ok()?);
            (is_v4 && mask.leading_ones() == mask.count_ones()).then(|| mask.leading_ones())
        };
        let length = length.map_or(Some(most), |text| text.parse().ok().or_else(|| mask(text)))?;
        (length <= most).then(|| Self { bits: bits & kept(length), length, is_v4 })
    }

    /// Whether all of another network is in it.
    pub(crate) fn includes(&self, other: &Self) -> bool {
        self.is_v4 == other.is_v4 && self.length <= other.length && other.bits & kept(self.length) == self.bits
    }

    /// Whether they have an address in common.
    pub(crate) fn intersects(&self, other: &Self) -> bool {
        self.includes(other) || other.includes(self)
    }
}

/// The bits that count.
fn kept(length: u32) -> u128 {
    u128::MAX.checked_shl(128_u32.saturating_sub(length)).unwrap_or(0)
}

/// How a number or a date stands to another; `None` if one of them is none.
pub(crate) fn ordering(is_date: bool, one: &str, other: &str) -> Option<Ordering> {
    if is_date {
        Some(Instant::parse(one)?.cmp(&Instant::parse(other)?))
    } else {
        number(one)?.partial_cmp(&number(other)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number("10"), Some(10.0));
        assert_eq!(number("-1.50"), Some(-1.5));
        for none in ["", "ten", "inf", "NaN", "1 ", "0x10", "1e1", "-"] {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn dates() {
        let seconds = |text: &str| Instant::parse(text).map(|instant| instant.seconds);
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2024-02-29T12:00:00Z"), Some(1_709_208_000));
        assert_eq!(seconds("2024-02-29T12:00:00+02:00"), Some(1_709_200_800));
        assert_eq!(seconds("2024-02-29T12:00Z"), Some(1_709_208_000));
        assert_eq!(seconds("1969-12-31"), Some(-86_400));
        assert_eq!(seconds("2000"), Some(946_684_800));
        assert_eq!(seconds("2000-03"), Some(951_868_800));
        assert_eq!(seconds("1709208000"), Some(1_709_208_000));
        assert!(Instant::parse("2024-01-01T00:00:00.5Z") > Instant::parse("2024-01-01T00:00:00Z"));
        assert!(Instant::parse("2024-01-01T00:00:00.05Z") < Instant::parse("2024-01-01T00:00:00.5Z"));
        for none in ["2023-02-29", "2024-13", "2024-01-01T00:00:00", "2024-01T00:00Z", "24-01-01", "soon", "2024-1-1"] {
            assert_eq!(Instant::parse(none), None, "{none}");
        }
    }

    #[test]
    fn networks() {
        let includes = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|text| Network::parse(text).unwrap());
            one.includes(&other)
        };
        assert!(includes("10.0.0.0/8", "10.1.2.3"));
        assert!(includes("10.9.9.9/8", "10.1.0.0/16"));
        assert!(!includes("10.0.0.0/8", "11.1.2.3"));
        assert!(!includes("10.0.0.0/16", "10.0.0.0/8"));
        assert!(includes("0.0.0.0/0", "1.2.3.4"));
        assert!(!includes("0.0.0.0/0", "::1"));
        assert!(includes("2001:db8::/32", "2001:0DB8:0:1::/64"));
        assert!(includes("10.0.0.0/255.0.0.0", "10.1.2.3"));
        for none in ["", "10.0.0.0/33", "10.0.0", "10.0.0.0/x", "::/129", "10.0.0.0/255.0.255.0"] {
            assert_eq!(Network::parse(none), None, "{none}");
        }
    }
}
