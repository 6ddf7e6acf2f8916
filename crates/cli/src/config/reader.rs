//! TOML with spans, read piece by piece: what is not as it should be is noted, and reading goes on.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use plangate_policy::nearest;

use crate::config::problem::Problem;

/// A table and the keys that it may have.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    /// What it is called: `[[waivers]]`.
    pub name: &'t str,
    /// What stands in it.
    pub members: &'t DeTable<'t>,
    /// Where it begins.
    pub span: &'t Range<usize>,
}

type Member<'t> = &'t Spanned<DeValue<'t>>;

/// What was read, and where it stands.
pub(super) type Said<T> = Spanned<T>;

/// Reads, and notes what is wrong.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes the keys that nobody knows.
    pub(super) fn expect_keys(&mut self, table: Table<'_>, keys: &[&str]) {
        for key in table.members.keys() {
            let word: &str = key.get_ref();
            if !keys.contains(&word) {
                let help = match nearest(&word.replace('_', "-"), keys.iter().copied()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("there are {}", keys.join(", ")),
                };
                let message = format!("{} has no key `{word}`", table.name);
                self.note(Problem::new(&key.span(), message, "unknown key").help(help));
            }
        }
    }

    fn wrong_type(&mut self, key: &str, value: Member<'_>, wanted: &str, help: Option<&str>) {
        // What is no date to the parser was noted by it.
        if is_broken(value.get_ref()) {
            return;
        }
        let (is, label) = (kind(value.get_ref()), format!("must be {wanted}"));
        let problem = Problem::new(&value.span(), format!("`{key}` is {is}, not {wanted}"), label);
        self.note(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }

    pub(super) fn text(&mut self, table: Table<'_>, key: &str) -> Option<Said<String>> {
        let value = table.members.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, value, "a text", None);
        }
        Some(Spanned::new(value.span(), text?.to_owned()))
    }

    pub(super) fn texts(&mut self, table: Table<'_>, key: &str) -> Vec<Said<String>> {
        let Some(value) = table.members.get(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            let text = value.get_ref().as_str();
            let help = text.map(|text| format!("in brackets: `[\"{text}\"]`"));
            self.wrong_type(key, value, "a list of texts", help.as_deref());
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in list.iter() {
            match element.get_ref().as_str() {
                Some(text) => texts.push(Spanned::new(element.span(), text.to_owned())),
                None => self.wrong_type(key, element, "a list of texts", None),
            }
        }
        texts
    }

    pub(super) fn flag(&mut self, table: Table<'_>, key: &str) -> Option<Said<bool>> {
        let value = table.members.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "true or false", None);
        }
        Some(Spanned::new(value.span(), flag?))
    }

    /// One of a few words; `what` they are.
    pub(super) fn word<T: Copy>(
        &mut self,
        table: Table<'_>,
        key: &str,
        what: &str,
        words: &[(impl AsRef<str>, T)],
    ) -> Option<Said<T>> {
        let text = self.text(table, key)?;
        let found = words.iter().find(|(word, _)| word.as_ref() == text.get_ref());
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| word.as_ref()).collect();
            let help = match nearest(text.get_ref(), known.iter().copied()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("there are {}", known.join(", ")),
            };
            let problem = Problem::new(&text.span(), format!("`{}` is no {what}", text.get_ref()), "unknown word");
            self.note(problem.help(help));
        }
        found.map(|(_, choice)| Spanned::new(text.span(), *choice))
    }

    pub(super) fn table<'t>(&mut self, table: Table<'t>, key: &str) -> Option<(&'t DeTable<'t>, Range<usize>)> {
        let value = table.members.get(key)?;
        let members = value.get_ref().as_table();
        if members.is_none() {
            self.wrong_type(key, value, "a table", None);
        }
        Some((members?, value.span()))
    }

    /// The tables of `[[key]]`.
    pub(super) fn tables<'t>(&mut self, table: Table<'t>, key: &str) -> Vec<(&'t DeTable<'t>, Range<usize>)> {
        let Some(value) = table.members.get(key) else { return Vec::new() };
        let help = format!("begin each with `[[{key}]]`");
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of tables", Some(&help));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in list.iter() {
            match element.get_ref().as_table() {
                Some(members) => tables.push((members, element.span())),
                None => self.wrong_type(key, element, "a list of tables", Some(&help)),
            }
        }
        tables
    }

    /// Any value as JSON, in which rules see it. Dates are texts.
    pub(super) fn json(&mut self, value: Member<'_>) -> Option<serde_json::Value> {
        let number = |number: Option<serde_json::Number>| number.map(serde_json::Value::Number);
        let json = match value.get_ref() {
            DeValue::String(text) => Some(text.as_ref().into()),
            DeValue::Boolean(flag) => Some((*flag).into()),
            DeValue::Datetime(_) if is_broken(value.get_ref()) => return None,
            DeValue::Datetime(day) => Some(day.to_string().into()),
            DeValue::Integer(digits) => number(integer(digits).map(Into::into)),
            DeValue::Float(digits) => number(digits.as_str().parse().ok().and_then(serde_json::Number::from_f64)),
            DeValue::Array(list) => list.iter().map(|element| self.json(element)).collect(),
            DeValue::Table(members) => {
                let members = members.iter().map(|(key, value)| Some((key.get_ref().to_string(), self.json(value)?)));
                return members.collect::<Option<serde_json::Map<_, _>>>().map(Into::into);
            }
        };
        if json.is_none() && !matches!(value.get_ref(), DeValue::Array(_)) {
            let help = "whole numbers have 64 bits; `inf` and `nan` are none";
            self.note(Problem::new(&value.span(), "that is no number that rules can see", "no such number").help(help));
        }
        json
    }
}

fn integer(digits: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(digits.as_str(), digits.radix()).ok()
}

/// Where the values of some keys stand, however deep.
pub(super) fn spans_of(chosen: &dyn Fn(&str) -> bool, members: &DeTable<'_>) -> Vec<Range<usize>> {
    let own = members.iter().filter(|(key, _)| chosen(key.get_ref())).map(|(_, value)| value.span());
    own.chain(members.values().flat_map(|value| spans_in(chosen, value.get_ref()))).collect()
}

/// The same in a value.
pub(super) fn spans_in(chosen: &dyn Fn(&str) -> bool, value: &DeValue<'_>) -> Vec<Range<usize>> {
    match value {
        DeValue::Table(members) => spans_of(chosen, members),
        DeValue::Array(list) => list.iter().flat_map(|value| spans_in(chosen, value.get_ref())).collect(),
        _ => Vec::new(),
    }
}

/// A date that is none: the parser leaves it empty.
pub(super) fn is_broken(value: &DeValue<'_>) -> bool {
    matches!(value, DeValue::Datetime(day) if day.date.is_none() && day.time.is_none())
}

/// What a value is, in words.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
