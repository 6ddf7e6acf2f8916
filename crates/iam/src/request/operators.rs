//! Whether a condition holds for a request.

use crate::condition::{Comparison, Condition, Quantifier};
use crate::request::compare::{fits, positive};
use crate::request::context::Request;

/// Whether it holds. `is_current` is whether the policy's version is 2012-10-17, which has variables.
pub(crate) fn holds(condition: &Condition, request: &Request, is_current: bool) -> bool {
    let values = request.values(&condition.key);
    let operator = &condition.operator;
    if operator.comparison == Comparison::Null {
        let word = if values.is_empty() { "true" } else { "false" };
        return condition.values.iter().any(|wanted| wanted.eq_ignore_ascii_case(word));
    }
    if values.is_empty() {
        return operator.holds_without_key();
    }
    let wanted = Wanted::of(condition, request, is_current);
    let is_negated = operator.comparison.is_negated();
    let holds = |value: &String| wanted.fit(value) != is_negated;
    match operator.quantifier {
        Some(Quantifier::ForAllValues) => values.iter().all(holds),
        Some(Quantifier::ForAnyValue) => values.iter().any(holds),
        // Not meant for keys with several values: one that fits is enough, and of a negation one that does not is too much.
        None if is_negated => values.iter().all(holds),
        None => values.iter().any(holds),
    }
}

/// The values of a condition with their variables replaced.
struct Wanted {
    comparison: Comparison,
    values: Vec<String>,
}

impl Wanted {
    fn of(condition: &Condition, request: &Request, is_current: bool) -> Self {
        let comparison = positive(condition.operator.comparison);
        let filled = |value: &String| -> Option<String> {
            if !takes_variables(comparison) {
                return Some(value.clone());
            }
            let filled = request.filled(value, is_current)?;
            Some(if comparison.has_wildcards() { filled.into_owned() } else { unescaped(value, &filled) })
        };
        // A value with a variable that the request cannot replace fits nothing.
        Self { comparison, values: condition.values.iter().filter_map(filled).collect() }
    }

    fn fit(&self, value: &str) -> bool {
        self.values.iter().any(|wanted| fits(self.comparison, value, wanted))
    }
}

fn takes_variables(comparison: Comparison) -> bool {
    matches!(
        comparison,
        Comparison::StringEquals
            | Comparison::StringEqualsIgnoreCase
            | Comparison::StringLike
            | Comparison::ArnEquals
            | Comparison::ArnLike
    )
}

/// The text that a filled text stands for, where wildcards are characters like others.
fn unescaped(value: &str, filled: &str) -> String {
    if !value.contains("${") {
        return value.to_owned();
    }
    filled.replace("${*}", "*").replace("${?}", "?").replace("${$}", "$")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::Operator;

    fn held(operator: &str, wanted: &[&str], values: &[&str]) -> bool {
        let request = Request::new("a:b", "*", "*").with("key", values.to_vec()).with("aws:username", ["ann"]);
        let values = wanted.iter().map(|&value| value.to_owned()).collect();
        let operator_read = Operator::parse(operator).unwrap();
        let condition =
            Condition { operator: operator_read, written: operator.to_owned(), key: "Key".to_owned(), values };
        holds(&condition, &request, true)
    }

    #[test]
    fn one_of_the_values_must_fit_and_of_a_negation_none_may() {
        assert!(held("StringEquals", &["a", "b"], &["b"]));
        assert!(!held("StringEquals", &["a", "b"], &["c"]));
        assert!(!held("StringNotEquals", &["a", "b"], &["b"]));
        assert!(held("StringNotEquals", &["a", "b"], &["c"]));
        assert!(!held("StringNotLike", &["a*"], &["ab"]));
        assert!(!held("NotIpAddress", &["10.0.0.0/8"], &["10.0.0.1"]));
        assert!(held("NotIpAddress", &["10.0.0.0/8"], &["11.0.0.1"]));
        assert!(held("ArnNotLike", &["arn:aws:iam::1:role/*"], &["arn:aws:iam::2:role/a"]));
        assert!(!held("DateNotEquals", &["2026-01-01"], &["2026-01-01T00:00:00Z"]));
        assert!(!held("NumericNotEquals", &["1"], &["1.0"]));
    }

    #[test]
    fn where_the_key_is_absent() {
        for (operator, expected) in [
            ("StringEquals", false),
            ("StringEqualsIfExists", true),
            ("StringNotEquals", true),
            ("ForAllValues:StringEquals", true),
            ("ForAnyValue:StringEquals", false),
            ("ForAnyValue:StringNotEquals", false),
            ("ForAllValues:StringNotEquals", true),
            ("BoolIfExists", true),
            ("Bool", false),
            ("NumericLessThan", false),
        ] {
            assert_eq!(held(operator, &["true"], &[]), expected, "{operator}");
        }
        assert!(held("Null", &["true"], &[]));
        assert!(!held("Null", &["false"], &[]));
        assert!(held("Null", &["false"], &["x"]));
        assert!(!held("Null", &["true"], &["x"]));
    }

    #[test]
    fn quantifiers() {
        assert!(held("ForAllValues:StringEquals", &["a", "b"], &["a", "b"]));
        assert!(!held("ForAllValues:StringEquals", &["a", "b"], &["a", "c"]));
        assert!(held("ForAnyValue:StringEquals", &["a"], &["a", "c"]));
        assert!(!held("ForAnyValue:StringEquals", &["a"], &["b", "c"]));
        assert!(held("ForAnyValue:StringNotEquals", &["a"], &["a", "c"]));
        assert!(!held("ForAnyValue:StringNotEquals", &["a"], &["a"]));
        assert!(!held("ForAllValues:StringNotLike", &["a*"], &["ab", "c"]));
        assert!(held("ForAllValues:StringNotLike", &["a*"], &["b", "c"]));
    }

    #[test]
    fn variables_stand_in_texts_and_arns() {
        assert!(held("StringEquals", &["${aws:username}"], &["ann"]));
        assert!(held("StringLike", &["${aws:username}/*"], &["ann/x"]));
        assert!(held("StringEquals", &["${*}"], &["*"]));
        assert!(held("StringEquals", &["a*"], &["a*"]));
        assert!(held("ArnLike", &["arn:aws:iam::*:user/${aws:username}"], &["arn:aws:iam::1:user/ann"]));
        assert!(!held("StringEquals", &["${aws:other}"], &["${aws:other}"]));
        assert!(held("StringNotEquals", &["${aws:other}"], &["x"]));
        assert!(held("BinaryEquals", &["${aws:username}"], &["${aws:username}"]));
    }
}
