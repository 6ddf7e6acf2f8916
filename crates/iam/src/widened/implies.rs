//! Which conditions follow from which: whether one asks for as much as another one.

use crate::condition::{Comparison, Condition, Quantifier};
use crate::request::compare::{arn_parts, opposite, positive};
use crate::request::values::{self, Network};
use crate::widened::region::Text;

/// A condition in the shape in which conditions are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Test {
    comparison: Comparison,
    quantifier: Option<Quantifier>,
    /// Whether it holds where the key is absent.
    is_lenient: bool,
    /// In lower case.
    key: String,
    /// The key as it is written.
    pub(crate) written: String,
    values: Vec<String>,
    /// Whether the values may have variables.
    is_current: bool,
}

impl Test {
    pub(crate) fn of(condition: &Condition, is_current: bool) -> Self {
        let operator = condition.operator;
        let comparison = match operator.comparison {
            Comparison::ArnEquals => Comparison::ArnLike,
            Comparison::ArnNotEquals => Comparison::ArnNotLike,
            other => other,
        };
        let is_word = matches!(comparison, Comparison::Bool | Comparison::Null);
        let value = |value: &String| if is_word { value.to_lowercase() } else { value.clone() };
        Self {
            comparison,
            quantifier: operator.quantifier.filter(|_| comparison != Comparison::Null),
            is_lenient: comparison != Comparison::Null && operator.holds_without_key(),
            key: condition.key.to_lowercase(),
            written: condition.key.clone(),
            values: condition.values.iter().map(value).collect(),
            is_current: is_current && condition.values.iter().any(|value| value.contains("${")),
        }
    }

    /// What holds wherever this one does not; `None` if no condition says that.
    pub(crate) fn negated(&self) -> Option<Self> {
        let of_word = || match self.values.as_slice() {
            [word] if word == "true" => Some("false"),
            [word] if word == "false" => Some("true"),
            _ => None,
        };
        let mut negated = self.clone();
        negated.is_lenient = !self.is_lenient;
        if matches!(self.comparison, Comparison::Bool | Comparison::Null) {
            negated.values = vec![of_word()?.to_owned()];
            negated.is_lenient &= self.comparison == Comparison::Bool;
            return self.quantifier.is_none().then_some(negated);
        }
        let is_ordered = is_ordered(self.comparison)
            && !matches!(self.comparison, Comparison::NumericEquals | Comparison::DateEquals);
        // The opposite of an order is one only for a single value on both sides that can be read.
        if is_ordered && (self.values.len() != 1 || self.quantifier.is_some()) {
            return None;
        }
        negated.comparison = opposite(self.comparison)?;
        negated.quantifier = match self.quantifier {
            Some(Quantifier::ForAllValues) => Some(Quantifier::ForAnyValue),
            Some(Quantifier::ForAnyValue) => Some(Quantifier::ForAllValues),
            None => None,
        };
        Some(negated)
    }

    /// Whether it is about the same key.
    pub(crate) fn is_about(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether it needs the key to be there.
    fn needs_key(&self) -> bool {
        match self.comparison {
            Comparison::Null => self.values == ["false"],
            _ => !self.is_lenient,
        }
    }

    /// Whether another one holds wherever this one does. `is_present`: the key is there for other reasons.
    fn implies(&self, other: &Self, is_present: bool) -> bool {
        if self == other {
            return true;
        }
        if self.key != other.key {
            return false;
        }
        let has_key = is_present || self.needs_key();
        if other.comparison == Comparison::Null {
            return other.values.iter().any(|word| word == "false") && has_key;
        }
        if self.comparison == Comparison::Null {
            return other.is_lenient && self.values == ["true"];
        }
        let for_absence = other.is_lenient || has_key;
        // Keys without a quantifier have one value, and one value satisfies either quantifier.
        let for_number = self.quantifier == other.quantifier || self.quantifier.is_none();
        for_absence && for_number && self.values_imply(other)
    }

    fn values_imply(&self, other: &Self) -> bool {
        let every = |ones: &[String], others: &[String], fits: &dyn Fn(&str, &str) -> bool| {
            ones.iter().all(|one| others.iter().any(|other| fits(one, other)))
        };
        let (own, theirs) = (positive(self.comparison), positive(other.comparison));
        match (self.comparison.is_negated(), other.comparison.is_negated()) {
            (false, false) => {
                every(&self.values, &other.values, &|one, wide| self.narrower(own, one, other, theirs, wide))
            }
            (true, true) => {
                every(&other.values, &self.values, &|one, wide| other.narrower(theirs, one, self, own, wide))
            }
            (false, true) => self
                .values
                .iter()
                .all(|one| other.values.iter().all(|value| self.apart(own, one, other, theirs, value))),
            (true, false) => false,
        }
    }

    /// Whether what fits a value of this test fits a value of another one.
    fn narrower(&self, comparison: Comparison, value: &str, other: &Self, wider: Comparison, wide: &str) -> bool {
        use Comparison as C;
        let same_text = value == wide && (self.is_current == other.is_current || !value.contains("${"));
        if comparison == wider && same_text {
            return true;
        }
        let has_variable = (self.is_current && value.contains("${")) || (other.is_current && wide.contains("${"));
        let [one, pattern] = [self.text(comparison, value), other.text(wider, wide)];
        match (comparison, wider) {
            (C::StringEquals | C::StringLike | C::ArnLike, C::StringLike) => pattern.includes(&one),
            (C::StringLike, C::StringEquals) => !has_variable && one.exact().is_literal() && pattern.includes(&one),
            (C::StringEquals | C::StringEqualsIgnoreCase, C::StringEqualsIgnoreCase) => {
                !has_variable && value.to_lowercase() == wide.to_lowercase()
            }
            (C::StringEquals, C::ArnLike) => !has_variable && crate::request::compare::fits(C::ArnLike, value, wide),
            (C::ArnLike, C::ArnLike) => wide == "*" || self.arn_includes(other, value, wide),
            (C::Bool, C::Bool) | (C::BinaryEquals, C::BinaryEquals) => value == wide,
            (C::IpAddress, C::IpAddress) => networks(value, wide).is_some_and(|(one, wide)| wide.includes(&one)),
            _ => ordered(comparison, value, wider, wide),
        }
    }

    fn arn_includes(&self, other: &Self, value: &str, wide: &str) -> bool {
        let (Some(parts), Some(wide)) = (arn_parts(value), arn_parts(wide)) else { return false };
        parts
            .iter()
            .zip(wide)
            .all(|(part, wide)| Text::resource(wide, other.is_current).includes(&Text::resource(part, self.is_current)))
    }

    /// Whether nothing fits both values.
    fn apart(&self, comparison: Comparison, value: &str, other: &Self, theirs: Comparison, with: &str) -> bool {
        use Comparison as C;
        if (self.is_current && value.contains("${")) || (other.is_current && with.contains("${")) {
            return false;
        }
        match (comparison, theirs) {
            (C::StringEquals, C::StringEquals) => value != with,
            (C::StringEqualsIgnoreCase, C::StringEquals | C::StringEqualsIgnoreCase)
            | (C::StringEquals, C::StringEqualsIgnoreCase) => value.to_lowercase() != with.to_lowercase(),
            (C::StringEquals | C::StringLike | C::ArnLike, C::StringEquals | C::StringLike | C::ArnLike) => {
                let [one, other] = [self.text(comparison, value), other.text(theirs, with)];
                !one.exact().intersects(other.exact())
            }
            (C::IpAddress, C::IpAddress) => networks(value, with).is_some_and(|(one, other)| !one.intersects(&other)),
            (C::NumericEquals, C::NumericEquals) => values::ordering(false, value, with).is_some_and(|o| o.is_ne()),
            (C::DateEquals, C::DateEquals) => values::ordering(true, value, with).is_some_and(|o| o.is_ne()),
            _ => false,
        }
    }

    fn text(&self, comparison: Comparison, value: &str) -> Text {
        if comparison.has_wildcards() {
            return Text::resource(value, self.is_current);
        }
        if self.is_current && value.contains("${") {
            // Wildcards beside a variable are characters here.
            let escaped = if value.contains("${*}") || value.contains("${?}") {
                value.to_owned()
            } else {
                value.replace('*', "${*}").replace('?', "${?}")
            };
            return Text::resource(&escaped, true);
        }
        Text::resource(&value.replace('$', "${$}").replace('*', "${*}").replace('?', "${?}"), true)
    }
}

fn networks(one: &str, other: &str) -> Option<(Network, Network)> {
    Some((Network::parse(one)?, Network::parse(other)?))
}

fn is_ordered(comparison: Comparison) -> bool {
    direction(comparison).is_some()
}

/// Of what is ordered: whether it is about dates, whether less (-1), equal (0) or more (1) is wanted, and whether equal fits.
fn direction(comparison: Comparison) -> Option<(bool, i8, bool)> {
    use Comparison as C;
    Some(match comparison {
        C::NumericEquals => (false, 0, true),
        C::NumericLessThan => (false, -1, false),
        C::NumericLessThanEquals => (false, -1, true),
        C::NumericGreaterThan => (false, 1, false),
        C::NumericGreaterThanEquals => (false, 1, true),
        C::DateEquals => (true, 0, true),
        C::DateLessThan => (true, -1, false),
        C::DateLessThanEquals => (true, -1, true),
        C::DateGreaterThan => (true, 1, false),
        C::DateGreaterThanEquals => (true, 1, true),
        _ => return None,
    })
}

/// Whether what stands so to a number or date stands so to another one.
fn ordered(comparison: Comparison, value: &str, wider: Comparison, wide: &str) -> bool {
    let (Some((is_date, sign, with_equal)), Some((is_other_date, wanted, equal_fits))) =
        (direction(comparison), direction(wider))
    else {
        return false;
    };
    if is_date != is_other_date || (sign != 0 && sign != wanted) {
        return false;
    }
    let Some(ordering) = values::ordering(is_date, value, wide) else { return false };
    match wanted {
        0 => ordering.is_eq(),
        -1 => ordering.is_lt() || (ordering.is_eq() && (equal_fits || !with_equal)),
        _ => ordering.is_gt() || (ordering.is_eq() && (equal_fits || !with_equal)),
    }
}

/// Those of some tests that do not follow from others.
pub(crate) fn missing<'t>(premises: &[&Test], wanted: &'t [Test]) -> Vec<&'t Test> {
    let follows = |wanted: &Test| {
        let is_present = premises.iter().any(|premise| premise.key == wanted.key && premise.needs_key());
        premises.iter().any(|premise| premise.implies(wanted, is_present))
            || (is_present && wanted.comparison == Comparison::Null && wanted.values == ["false"])
    };
    wanted.iter().filter(|wanted| !follows(wanted)).collect()
}

/// Whether tests can certainly not all hold.
pub(crate) fn contradict(premises: &[&Test], tests: &[Test]) -> bool {
    tests.iter().filter_map(Test::negated).any(|negated| missing(premises, &[negated]).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::Operator;

    fn test(operator: &str, values: &[&str]) -> Test {
        let condition = Condition {
            operator: Operator::parse(operator).unwrap(),
            written: operator.to_owned(),
            key: "Key".to_owned(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
        };
        Test::of(&condition, true)
    }

    type Written<'t> = (&'t str, &'t [&'t str]);

    fn implies(one: Written<'_>, other: Written<'_>) -> bool {
        missing(&[&test(one.0, one.1)], &[test(other.0, other.1)]).is_empty()
    }

    #[test]
    fn what_asks_for_as_much() {
        let cases: [(Written<'_>, Written<'_>); 25] = [
            (("StringEquals", &["a"]), ("StringEquals", &["b", "a"])),
            (("StringEquals", &["a"]), ("StringEqualsIfExists", &["a"])),
            (("StringEquals", &["ab"]), ("StringLike", &["a*"])),
            (("StringEquals", &["ab"]), ("StringEqualsIgnoreCase", &["AB"])),
            (("StringEquals", &["a"]), ("StringNotEquals", &["b"])),
            (("StringEquals", &["a"]), ("Null", &["false"])),
            (("StringEquals", &["a"]), ("ForAnyValue:StringEquals", &["a"])),
            (("StringLike", &["ab*", "ac"]), ("StringLike", &["a*"])),
            (("StringLike", &["a"]), ("StringEquals", &["a"])),
            (("StringLike", &["b*"]), ("StringNotLike", &["a*"])),
            (("StringNotEquals", &["a", "b"]), ("StringNotEquals", &["a"])),
            (("StringNotLike", &["a*"]), ("StringNotEquals", &["ab"])),
            (("StringEquals", &["${aws:username}"]), ("StringLike", &["${aws:username}"])),
            (("ArnEquals", &["arn:aws:iam::1:role/a"]), ("ArnLike", &["arn:aws:iam::*:role/*"])),
            (("StringEquals", &["arn:aws:iam::1:role/a"]), ("ArnLike", &["arn:aws:iam::*:role/*"])),
            (("ArnLike", &["arn:aws:iam::1:role/a"]), ("StringLike", &["arn:aws:iam::*"])),
            (("IpAddress", &["10.1.0.0/16"]), ("IpAddress", &["10.0.0.0/8"])),
            (("IpAddress", &["10.1.0.0/16"]), ("NotIpAddress", &["192.0.2.0/24"])),
            (("NotIpAddress", &["0.0.0.0/1"]), ("NotIpAddress", &["10.0.0.0/8"])),
            (("NumericLessThan", &["5"]), ("NumericLessThanEquals", &["5"])),
            (("NumericEquals", &["5"]), ("NumericGreaterThan", &["4"])),
            (("DateLessThan", &["2026-01-01"]), ("DateLessThan", &["2026-01-01T00:00:00Z"])),
            (("Bool", &["True"]), ("BoolIfExists", &["true"])),
            (("Null", &["true"]), ("StringNotEquals", &["a"])),
            (("NumericLessThan", &["soon"]), ("NumericLessThan", &["soon"])),
        ];
        for (one, other) in cases {
            assert!(implies(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_asks_for_less_or_for_something_else() {
        let cases: [(Written<'_>, Written<'_>); 18] = [
            (("StringEquals", &["a", "b"]), ("StringEquals", &["a"])),
            (("StringEqualsIfExists", &["a"]), ("StringEquals", &["a"])),
            (("StringLike", &["a*"]), ("StringEquals", &["a*"])),
            (("StringEqualsIgnoreCase", &["a"]), ("StringEquals", &["a"])),
            (("StringNotEquals", &["a"]), ("StringNotEquals", &["a", "b"])),
            (("StringNotEquals", &["a"]), ("StringEquals", &["b"])),
            (("StringNotEquals", &["a"]), ("Null", &["false"])),
            (("ForAllValues:StringEquals", &["a"]), ("StringEquals", &["a"])),
            (("ForAnyValue:StringEquals", &["a"]), ("ForAllValues:StringEquals", &["a"])),
            (("StringEquals", &["${aws:username}"]), ("StringEquals", &["${aws:userid}"])),
            (("StringEquals", &["${aws:username}"]), ("StringNotEquals", &["ann"])),
            (("ArnLike", &["arn:aws:iam::*:role/a"]), ("ArnLike", &["arn:aws:iam::1:role/a"])),
            (("IpAddress", &["10.0.0.0/8"]), ("IpAddress", &["10.1.0.0/16"])),
            (("NotIpAddress", &["10.0.0.0/8"]), ("NotIpAddress", &["0.0.0.0/1"])),
            (("NumericLessThanEquals", &["5"]), ("NumericLessThan", &["5"])),
            (("DateGreaterThan", &["2026-01-01"]), ("DateGreaterThan", &["2026-01-02"])),
            (("Null", &["true"]), ("StringEquals", &["a"])),
            (("Null", &["false"]), ("StringNotEquals", &["a"])),
        ];
        for (one, other) in cases {
            assert!(!implies(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_two_ask_for_together() {
        let [lenient, there] = [test("StringEqualsIfExists", &["a"]), test("Null", &["false"])];
        let wanted = [test("StringEquals", &["a"])];
        assert_eq!(missing(&[&lenient], &wanted).len(), 1);
        assert_eq!(missing(&[&lenient, &there], &wanted).len(), 0);
    }

    #[test]
    fn a_condition_and_its_negation() {
        let negated = |operator: &str, values: &[&str]| test(operator, values).negated();
        for (operator, values, other, others) in [
            ("StringNotEquals", ["a"], "StringEquals", ["a"]),
            ("BoolIfExists", ["false"], "Bool", ["true"]),
            ("Bool", ["false"], "BoolIfExists", ["true"]),
            ("Null", ["true"], "Null", ["false"]),
            ("ForAllValues:StringLike", ["a"], "ForAnyValue:StringNotLike", ["a"]),
            ("NumericLessThan", ["5"], "NumericGreaterThanEqualsIfExists", ["5"]),
            ("ArnNotEquals", ["*"], "ArnLike", ["*"]),
            ("StringEqualsIfExists", ["a"], "", [""]),
        ] {
            let negated = negated(operator, &values).unwrap();
            if !other.is_empty() {
                assert_eq!(negated, test(other, &others), "{operator}");
            }
        }
        assert_eq!(negated("NumericLessThan", &["5", "6"]), None);
        assert_eq!(negated("BinaryEquals", &["a"]), None);
        // Only where the key is there.
        let wanted = negated("StringEqualsIfExists", &["a"]).unwrap();
        assert!(missing(&[&wanted], &[test("Null", &["false"])]).is_empty());
        assert!(contradict(&[&test("StringEquals", &["a"])], &[test("StringNotEquals", &["a", "b"])]));
        assert!(!contradict(&[&test("StringEquals", &["a", "c"])], &[test("StringNotEquals", &["a", "b"])]));
    }
}
