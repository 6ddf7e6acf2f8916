//! Wildcard patterns as languages: what a pattern matches, which patterns it includes, which it has texts in common with.

use std::collections::HashSet;
use std::str::Chars;

/// A pattern in which `*` stands for any text and `?` for one character.
///
/// A policy variable such as `${aws:username}` stands for itself: it includes nothing but itself. `${*}`, `${?}` and `${$}` are the
/// characters in them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    text: Box<str>,
    /// Normal form: of neighbouring wildcards the `?` come first, and there is one `*` at most.
    symbols: Box<[Symbol]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Symbol {
    Literal(char),
    One,
    Many,
}

/// So many sets of states are looked at before an inclusion counts as not shown.
const MANY_STATES: usize = 4096;

impl Pattern {
    /// A pattern that tells cases apart, as resources do.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), symbols: symbols(text) }
    }

    /// A pattern in lower case, for actions and names of condition keys.
    #[must_use]
    pub fn ignoring_case(text: &str) -> Self {
        Self { text: text.into(), symbols: symbols(&text.to_lowercase()) }
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches every text.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self.symbols == [Symbol::Many]
    }

    /// Whether it has no wildcard.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.symbols.iter().all(|symbol| matches!(symbol, Symbol::Literal(_)))
    }

    /// The beginning that all its texts have in common.
    #[must_use]
    pub fn literal_prefix(&self) -> String {
        let literal = |symbol: &Symbol| if let Symbol::Literal(c) = symbol { Some(*c) } else { None };
        self.symbols.iter().map_while(literal).collect()
    }

    /// Whether a text matches. For a pattern that ignores case the text must be in lower case.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let (mut p, mut rest) = (0, text.chars());
        // After the last `*` of the pattern, and what of the text was left where it was last tried to end.
        let mut retry: Option<(usize, Chars<'_>)> = None;
        loop {
            let mut after = rest.clone();
            let Some(c) = after.next() else { break };
            match self.symbols.get(p) {
                Some(Symbol::Many) => {
                    p += 1;
                    retry = Some((p, rest.clone()));
                }
                Some(Symbol::One) => (p, rest) = (p + 1, after),
                Some(Symbol::Literal(own)) if *own == c => (p, rest) = (p + 1, after),
                _ => {
                    let Some((start, from)) = &mut retry else { return false };
                    from.next();
                    (p, rest) = (*start, from.clone());
                }
            }
        }
        self.symbols.get(p..).is_some_and(|left| left.iter().all(|symbol| *symbol == Symbol::Many))
    }

    /// Whether every text that the other one matches is matched by this one.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        if covers_symbols(&self.symbols, &other.symbols) {
            return true;
        }
        // Without a `*` in it the comparison above is exact.
        other.symbols.contains(&Symbol::Many) && Search::new(&self.symbols).includes(&other.symbols)
    }

    /// Whether some text matches both.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        intersect(&self.symbols, &other.symbols)
    }
}

fn symbols(text: &str) -> Box<[Symbol]> {
    let mut symbols = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let escaped = ["${*}", "${?}", "${$}"].iter().find(|escape| rest.starts_with(**escape));
        let (symbol, length) = match (escaped, c) {
            (Some(escape), _) => (Symbol::Literal(escape.chars().nth(2).unwrap_or(c)), escape.len()),
            (None, '*') => (Symbol::Many, 1),
            (None, '?') => (Symbol::One, 1),
            (None, c) => (Symbol::Literal(c), c.len_utf8()),
        };
        rest = rest.get(length..).unwrap_or_default();
        match (symbol, symbols.last()) {
            (Symbol::Many, Some(Symbol::Many)) => {}
            (Symbol::One, Some(Symbol::Many)) => {
                symbols.pop();
                symbols.extend([Symbol::One, Symbol::Many]);
            }
            _ => symbols.push(symbol),
        }
    }
    symbols.into()
}

/// Matches the symbols of another pattern as if they were text: a `*` of it only by a `*`. What it covers it includes.
fn covers_symbols(pattern: &[Symbol], other: &[Symbol]) -> bool {
    let (mut p, mut o) = (0, 0);
    // After the last `*` of the pattern, and where in the other one it was last tried to end.
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&symbol) = other.get(o) {
        match pattern.get(p) {
            Some(Symbol::Many) => {
                retry = Some((p + 1, o));
                p += 1;
            }
            Some(Symbol::One) if symbol != Symbol::Many => (p, o) = (p + 1, o + 1),
            Some(&own) if own == symbol => (p, o) = (p + 1, o + 1),
            _ => match retry {
                Some((after, from)) => {
                    (p, o) = (after, from + 1);
                    retry = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|symbol| *symbol == Symbol::Many))
}

/// Inclusion by the states that a pattern can be in after the texts of another one.
///
/// The alphabet has characters that no pattern names, and these lead to the fewest states: so a `?` or `*` of the other pattern stands
/// for them alone.
struct Search<'p> {
    pattern: &'p [Symbol],
    seen: HashSet<(usize, Box<[bool]>)>,
}

impl<'p> Search<'p> {
    fn new(pattern: &'p [Symbol]) -> Self {
        Self { pattern, seen: HashSet::new() }
    }

    fn includes(&mut self, other: &[Symbol]) -> bool {
        let mut start = vec![false; self.pattern.len() + 1];
        if let Some(first) = start.first_mut() {
            *first = true;
        }
        let start = self.closed(start);
        self.accepts(other, 0, start)
    }

    fn accepts(&mut self, other: &[Symbol], position: usize, states: Box<[bool]>) -> bool {
        if !states.contains(&true) || self.seen.len() > MANY_STATES {
            return false;
        }
        if !self.seen.insert((position, states.clone())) {
            return true;
        }
        match other.get(position) {
            None => states.last() == Some(&true),
            Some(Symbol::Many) => {
                let mut states = states;
                loop {
                    if !self.accepts(other, position + 1, states.clone()) {
                        return false;
                    }
                    let next = self.step(&states, None);
                    if next == states {
                        return true;
                    }
                    states = next;
                }
            }
            Some(Symbol::One) => {
                let next = self.step(&states, None);
                self.accepts(other, position + 1, next)
            }
            Some(Symbol::Literal(c)) => {
                let next = self.step(&states, Some(*c));
                self.accepts(other, position + 1, next)
            }
        }
    }

    /// The states after one more character; `None` is one that the pattern does not name.
    fn step(&self, states: &[bool], character: Option<char>) -> Box<[bool]> {
        let mut next = vec![false; states.len()];
        let live = states.iter().zip(self.pattern).enumerate().filter(|(_, (live, _))| **live);
        for (state, (_, symbol)) in live {
            let to = match symbol {
                Symbol::Many => state,
                Symbol::One => state + 1,
                Symbol::Literal(own) if Some(*own) == character => state + 1,
                Symbol::Literal(_) => continue,
            };
            if let Some(to) = next.get_mut(to) {
                *to = true;
            }
        }
        self.closed(next)
    }

    /// A `*` may stand for nothing.
    fn closed(&self, mut states: Vec<bool>) -> Box<[bool]> {
        for (state, symbol) in self.pattern.iter().enumerate() {
            if *symbol == Symbol::Many
                && states.get(state) == Some(&true)
                && let Some(next) = states.get_mut(state + 1)
            {
                *next = true;
            }
        }
        states.into()
    }
}

fn intersect(one: &[Symbol], other: &[Symbol]) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![(0, 0)];
    while let Some((i, j)) = open.pop() {
        if !seen.insert((i, j)) {
            continue;
        }
        match (one.get(i), other.get(j)) {
            (None, None) => return true,
            (Some(Symbol::Many), Some(_)) => open.extend([(i + 1, j), (i, j + 1)]),
            (Some(Symbol::Many), None) => open.push((i + 1, j)),
            (Some(_), Some(Symbol::Many)) => open.extend([(i, j + 1), (i + 1, j)]),
            (None, Some(Symbol::Many)) => open.push((i, j + 1)),
            (Some(Symbol::Literal(a)), Some(Symbol::Literal(b))) if a != b => {}
            (Some(_), Some(_)) => open.push((i + 1, j + 1)),
            (None, Some(_)) | (Some(_), None) => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn expect_includes(outer: &str, inner: &str, expected: bool) {
        assert_eq!(Pattern::new(outer).includes(&Pattern::new(inner)), expected, "{outer} includes {inner}");
    }

    #[test]
    fn wildcards_include_what_they_match() {
        for (outer, inner) in [
            ("*", ""),
            ("*", "s3:*"),
            ("s3:*", "s3:Get*"),
            ("?*", "*?"),
            ("*?", "?*"),
            ("*a*", "*a"),
            ("a*b*c", "a*bc"),
            ("*?*?", "??"),
            ("arn:aws:s3:::*", "arn:aws:s3:::*/*"),
        ] {
            expect_includes(outer, inner, true);
        }
        for (outer, inner) in [
            ("", "*"),
            ("?*", "*"),
            ("s3:Get*", "s3:*"),
            ("a?*b", "a*b"),
            ("*a*", "*"),
            ("arn:aws:s3:::*/*", "arn:aws:s3:::*"),
        ] {
            expect_includes(outer, inner, false);
        }
    }

    #[test]
    fn a_variable_is_no_wildcard() {
        expect_includes("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/*", false);
        expect_includes("arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/*", true);
        expect_includes("a${*}b", "a*b", false);
        assert!(Pattern::new("a${*}b${?}${$}").matches("a*b?$"));
        assert!(!Pattern::new("a${*}b").matches("axb"));
    }

    #[test]
    fn case_matters_where_it_should() {
        assert!(Pattern::ignoring_case("S3:Get*").matches("s3:getobject"));
        assert!(!Pattern::new("arn:aws:s3:::B").matches("arn:aws:s3:::b"));
    }

    #[test]
    fn what_all_texts_begin_with() {
        assert_eq!(Pattern::ignoring_case("S3:Get*").literal_prefix(), "s3:get");
        assert_eq!(Pattern::new("*x").literal_prefix(), "");
    }

    #[test]
    fn many_wildcards_come_to_an_end() {
        let outer = Pattern::new(&"*a?".repeat(40));
        let inner = Pattern::new(&"*b".repeat(40));
        assert!(!outer.includes(&inner));
        assert!(Pattern::new(&"*a".repeat(60)).includes(&Pattern::new(&"*a".repeat(60))));
    }

    /// All texts of up to five letters over three, one of which no pattern has.
    fn texts() -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..6 {
            last = last.iter().flat_map(|text| ['a', 'b', 'z'].map(|c| format!("{text}{c}"))).collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        /// The patterns are short enough that a text of six letters tells any two apart.
        #[test]
        fn inclusion_and_intersection_are_those_of_the_languages(one in "[ab*?]{0,4}", other in "[ab*?]{0,4}") {
            let (outer, inner) = (Pattern::new(&one), Pattern::new(&other));
            let texts = texts();
            let included = texts.iter().filter(|text| inner.matches(text)).all(|text| outer.matches(text));
            prop_assert_eq!(outer.includes(&inner), included, "`{}` includes `{}`", one, other);
            let common = texts.iter().any(|text| inner.matches(text) && outer.matches(text));
            prop_assert_eq!(outer.intersects(&inner), common, "`{}` and `{}`", one, other);
        }

        /// Matching, held against the definition by recursion.
        #[test]
        fn matching_is_that_of_the_definition(pattern in "[ab*?]{0,7}", text in "[ab]{0,7}") {
            fn defined(pattern: &[char], text: &[char]) -> bool {
                match pattern.split_first() {
                    None => text.is_empty(),
                    Some(('*', rest)) => (0..=text.len()).any(|taken| defined(rest, &text[taken..])),
                    Some(('?', rest)) => !text.is_empty() && defined(rest, &text[1..]),
                    Some((c, rest)) => text.first() == Some(c) && defined(rest, &text[1..]),
                }
            }
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(Pattern::new(&pattern).matches(&text), defined(&chars(&pattern), &chars(&text)));
        }
    }
}
