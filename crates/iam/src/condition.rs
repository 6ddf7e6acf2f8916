//! Conditions: operators in their parts, keys and values.

use std::fmt;

/// What an operator compares, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `StringEquals`
    StringEquals,
    /// `StringNotEquals`
    StringNotEquals,
    /// `StringEqualsIgnoreCase`
    StringEqualsIgnoreCase,
    /// `StringNotEqualsIgnoreCase`
    StringNotEqualsIgnoreCase,
    /// `StringLike`
    StringLike,
    /// `StringNotLike`
    StringNotLike,
    /// `NumericEquals`
    NumericEquals,
    /// `NumericNotEquals`
    NumericNotEquals,
    /// `NumericLessThan`
    NumericLessThan,
    /// `NumericLessThanEquals`
    NumericLessThanEquals,
    /// `NumericGreaterThan`
    NumericGreaterThan,
    /// `NumericGreaterThanEquals`
    NumericGreaterThanEquals,
    /// `DateEquals`
    DateEquals,
    /// `DateNotEquals`
    DateNotEquals,
    /// `DateLessThan`
    DateLessThan,
    /// `DateLessThanEquals`
    DateLessThanEquals,
    /// `DateGreaterThan`
    DateGreaterThan,
    /// `DateGreaterThanEquals`
    DateGreaterThanEquals,
    /// `Bool`
    Bool,
    /// `BinaryEquals`
    BinaryEquals,
    /// `IpAddress`
    IpAddress,
    /// `NotIpAddress`
    NotIpAddress,
    /// `ArnEquals`; the same as `ArnLike`.
    ArnEquals,
    /// `ArnNotEquals`; the same as `ArnNotLike`.
    ArnNotEquals,
    /// `ArnLike`
    ArnLike,
    /// `ArnNotLike`
    ArnNotLike,
    /// `Null`: whether the key is absent.
    Null,
}

const COMPARISONS: [(&str, Comparison); 27] = [
    ("stringequals", Comparison::StringEquals),
    ("stringnotequals", Comparison::StringNotEquals),
    ("stringequalsignorecase", Comparison::StringEqualsIgnoreCase),
    ("stringnotequalsignorecase", Comparison::StringNotEqualsIgnoreCase),
    ("stringlike", Comparison::StringLike),
    ("stringnotlike", Comparison::StringNotLike),
    ("numericequals", Comparison::NumericEquals),
    ("numericnotequals", Comparison::NumericNotEquals),
    ("numericlessthan", Comparison::NumericLessThan),
    ("numericlessthanequals", Comparison::NumericLessThanEquals),
    ("numericgreaterthan", Comparison::NumericGreaterThan),
    ("numericgreaterthanequals", Comparison::NumericGreaterThanEquals),
    ("dateequals", Comparison::DateEquals),
    ("datenotequals", Comparison::DateNotEquals),
    ("datelessthan", Comparison::DateLessThan),
    ("datelessthanequals", Comparison::DateLessThanEquals),
    ("dategreaterthan", Comparison::DateGreaterThan),
    ("dategreaterthanequals", Comparison::DateGreaterThanEquals),
    ("bool", Comparison::Bool),
    ("binaryequals", Comparison::BinaryEquals),
    ("ipaddress", Comparison::IpAddress),
    ("notipaddress", Comparison::NotIpAddress),
    ("arnequals", Comparison::ArnEquals),
    ("arnnotequals", Comparison::ArnNotEquals),
    ("arnlike", Comparison::ArnLike),
    ("arnnotlike", Comparison::ArnNotLike),
    ("null", Comparison::Null),
];

impl Comparison {
    /// Whether it holds for all values but those that are named, and so where the key is absent.
    #[must_use]
    pub fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }

    /// Whether `*` and `?` in values are wildcards.
    #[must_use]
    pub fn has_wildcards(self) -> bool {
        matches!(
            self,
            Self::StringLike
                | Self::StringNotLike
                | Self::ArnEquals
                | Self::ArnNotEquals
                | Self::ArnLike
                | Self::ArnNotLike
        )
    }
}

/// How the several values of a key in a request are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// `ForAllValues:`; holds where the request has no value at all.
    ForAllValues,
    /// `ForAnyValue:`
    ForAnyValue,
}

/// A condition operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operator {
    /// The comparison.
    pub comparison: Comparison,
    /// The prefix.
    pub quantifier: Option<Quantifier>,
    /// The suffix `IfExists`: holds where the key is absent.
    pub if_exists: bool,
}

impl Operator {
    /// Reads an operator in any case; `None` for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let (quantifier, rest) = match lower.split_once(':') {
            None => (None, lower.as_str()),
            Some(("forallvalues", rest)) => (Some(Quantifier::ForAllValues), rest),
            Some(("foranyvalue", rest)) => (Some(Quantifier::ForAnyValue), rest),
            Some(_) => return None,
        };
        let (name, if_exists) = rest.strip_suffix("ifexists").map_or((rest, false), |name| (name, true));
        let (_, comparison) = COMPARISONS.iter().find(|(known, _)| *known == name)?;
        let of_null = *comparison == Comparison::Null && if_exists;
        (!of_null).then_some(Self { comparison: *comparison, quantifier, if_exists })
    }

    /// Whether it holds where the request does not have the key.
    #[must_use]
    pub fn holds_without_key(&self) -> bool {
        let negated = self.comparison.is_negated() && self.quantifier != Some(Quantifier::ForAnyValue);
        self.if_exists || self.quantifier == Some(Quantifier::ForAllValues) || negated
    }
}

/// One condition: an operator, a key and its values, one of which must fit; of a negated operator none may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The operator.
    pub operator: Operator,
    /// The operator as it is written.
    pub written: String,
    /// The key as it is written.
    pub key: String,
    /// The values; numbers and booleans as text.
    pub values: Vec<String>,
}

impl Condition {
    /// Whether it is about a key; names of keys ignore case.
    #[must_use]
    pub fn is_about(&self, key: &str) -> bool {
        self.key.eq_ignore_ascii_case(key)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.key, self.written, self.values.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_read_in_their_parts() {
        let operator = |text: &str| Operator::parse(text);
        let like = Operator { comparison: Comparison::StringLike, quantifier: None, if_exists: false };
        assert_eq!(operator("StringLike"), Some(like));
        assert_eq!(
            operator("forallvalues:stringlikeifexists"),
            Some(Operator { quantifier: Some(Quantifier::ForAllValues), if_exists: true, ..like })
        );
        for none in ["StringLikes", "ForEach:StringLike", "NullIfExists", "", "IfExists"] {
            assert_eq!(operator(none), None, "{none}");
        }
    }

    #[test]
    fn where_the_key_is_absent() {
        let holds = |text: &str| Operator::parse(text).unwrap().holds_without_key();
        for with in
            ["StringNotEquals", "StringEqualsIfExists", "ForAllValues:StringEquals", "ForAllValues:StringNotLike"]
        {
            assert!(holds(with), "{with}");
        }
        for without in ["StringEquals", "Bool", "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals"] {
            assert!(!holds(without), "{without}");
        }
    }
}
