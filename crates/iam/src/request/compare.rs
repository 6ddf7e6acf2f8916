//! Comparisons of one value of a request with one value of a policy.

use std::cmp::Ordering;

use crate::condition::Comparison;
use crate::pattern::Pattern;
use crate::request::values::{self, Network};

/// The comparison that holds exactly where this one does not, for a key with one value that can be read.
pub(crate) fn opposite(comparison: Comparison) -> Option<Comparison> {
    use Comparison as C;
    const PAIRS: [(Comparison, Comparison); 12] = [
        (C::StringEquals, C::StringNotEquals),
        (C::StringEqualsIgnoreCase, C::StringNotEqualsIgnoreCase),
        (C::StringLike, C::StringNotLike),
        (C::NumericEquals, C::NumericNotEquals),
        (C::NumericLessThan, C::NumericGreaterThanEquals),
        (C::NumericGreaterThan, C::NumericLessThanEquals),
        (C::DateEquals, C::DateNotEquals),
        (C::DateLessThan, C::DateGreaterThanEquals),
        (C::DateGreaterThan, C::DateLessThanEquals),
        (C::IpAddress, C::NotIpAddress),
        (C::ArnEquals, C::ArnNotEquals),
        (C::ArnLike, C::ArnNotLike),
    ];
    PAIRS.iter().find_map(|&(one, other)| match comparison {
        c if c == one => Some(other),
        c if c == other => Some(one),
        _ => None,
    })
}

/// Of a negated comparison the one that it negates, of others themselves.
pub(crate) fn positive(comparison: Comparison) -> Comparison {
    if comparison.is_negated() { opposite(comparison).unwrap_or(comparison) } else { comparison }
}

/// Whether a value fits what a comparison that is not negated wants. Where the comparison has wildcards, what is wanted is a pattern.
pub(crate) fn fits(comparison: Comparison, value: &str, wanted: &str) -> bool {
    use Comparison as C;
    let ordered =
        |is_date: bool, fits: fn(Ordering) -> bool| values::ordering(is_date, value, wanted).is_some_and(fits);
    match comparison {
        C::StringEquals | C::BinaryEquals => value == wanted,
        C::StringEqualsIgnoreCase => value.to_lowercase() == wanted.to_lowercase(),
        C::StringLike => Pattern::new(wanted).matches(value),
        C::NumericEquals => ordered(false, Ordering::is_eq),
        C::NumericLessThan => ordered(false, Ordering::is_lt),
        C::NumericLessThanEquals => ordered(false, Ordering::is_le),
        C::NumericGreaterThan => ordered(false, Ordering::is_gt),
        C::NumericGreaterThanEquals => ordered(false, Ordering::is_ge),
        C::DateEquals => ordered(true, Ordering::is_eq),
        C::DateLessThan => ordered(true, Ordering::is_lt),
        C::DateLessThanEquals => ordered(true, Ordering::is_le),
        C::DateGreaterThan => ordered(true, Ordering::is_gt),
        C::DateGreaterThanEquals => ordered(true, Ordering::is_ge),
        C::Bool => value.eq_ignore_ascii_case(wanted),
        C::IpAddress => {
            matches!((Network::parse(wanted), Network::parse(value)), (Some(network), Some(value)) if network.includes(&value))
        }
        C::ArnEquals | C::ArnLike => arn_matches(wanted, value),
        // Negations are taken from what they negate, and absence is no matter of values.
        _ => false,
    }
}

/// The six parts of an ARN; the last one may have colons.
pub(crate) fn arn_parts(text: &str) -> Option<[&str; 6]> {
    let mut parts = text.splitn(6, ':');
    let mut part = || parts.next();
    Some([part()?, part()?, part()?, part()?, part()?, part()?])
}

/// ARNs are compared part by part: no wildcard reaches over a colon, but in the last part. A lone `*` is any ARN.
fn arn_matches(pattern: &str, arn: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    match (arn_parts(pattern), arn_parts(arn)) {
        (Some(pattern), Some(arn)) => {
            pattern.iter().zip(arn).all(|(pattern, part)| Pattern::new(pattern).matches(part))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_fit_and_that_do_not() {
        use Comparison as C;
        for (comparison, wanted, fit, other) in [
            (C::StringEquals, "a*", "a*", "ab"),
            (C::StringEquals, "ab", "ab", "AB"),
            (C::StringEqualsIgnoreCase, "Äb", "äB", "b"),
            (C::StringLike, "a?c*", "abc", "ac"),
            (C::NumericEquals, "10", "10.0", "11"),
            (C::NumericLessThan, "10", "9", "10"),
            (C::NumericLessThanEquals, "10", "10", "10.5"),
            (C::NumericGreaterThan, "10", "11", "10"),
            (C::NumericGreaterThanEquals, "10", "10", "x"),
            (C::DateEquals, "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-02"),
            (C::DateLessThan, "2026-01-01", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"),
            (C::DateGreaterThan, "2026-01-01T00:00:00Z", "1800000000", "2026-01-01T01:00:00+01:00"),
            (C::Bool, "true", "True", "false"),
            (C::BinaryEquals, "QmluYXJ5", "QmluYXJ5", "qmluyxj5"),
            (C::IpAddress, "203.0.113.0/24", "203.0.113.9", "203.0.114.9"),
            (C::ArnLike, "arn:aws:iam::*:role/a*", "arn:aws:iam::111111111111:role/ab", "arn:aws:iam::1:user/a"),
            (C::ArnEquals, "arn:aws:sns:*:1:*", "arn:aws:sns:eu-west-1:1:t:sub", "arn:aws:sns:eu-west-1:2:t"),
            // A wildcard does not reach over the account.
            (C::ArnLike, "arn:aws:s3*:::b", "arn:aws:s3:::b", "arn:aws:s3:x:y:z:::b"),
            (C::ArnLike, "*", "arn:aws:s3:::b", ""),
        ] {
            assert!(fits(comparison, fit, wanted), "{comparison:?} {wanted} {fit}");
            assert!(!fits(comparison, other, wanted) || wanted == "*", "{comparison:?} {wanted} {other}");
        }
        assert!(!fits(C::ArnLike, "arn:aws:iam::1:role/a", "arn:aws:iam*"));
    }

    #[test]
    fn opposites_are_opposites_of_each_other() {
        use Comparison as C;
        assert_eq!(opposite(C::StringLike), Some(C::StringNotLike));
        assert_eq!(opposite(C::DateGreaterThan), Some(C::DateLessThanEquals));
        assert_eq!(opposite(C::NumericGreaterThanEquals), Some(C::NumericLessThan));
        assert_eq!(opposite(C::Bool), None);
        assert_eq!(positive(C::NotIpAddress), C::IpAddress);
        assert_eq!(positive(C::NumericLessThan), C::NumericLessThan);
    }
}
