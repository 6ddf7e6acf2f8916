//! What stands in a configuration: keys and types, before anybody knows which rules there are.

use std::ops::Range;

use plangate_policy::{Date, Pattern, Scope, Severity, Undecided, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::args::Color;
use crate::config::problem::{Problem, possible_secrets};
use crate::config::reader::{Reader, Said, Table, is_broken, kind, spans_in, spans_of};
use crate::output::Format;

/// The keys of a file.
pub(super) const FILE: &[&str] = &[
    "policies",
    "opt-in",
    "fail-on",
    "undecided",
    "gate",
    "source",
    "output",
    "params",
    "rules",
    "address",
    "waivers",
];
/// The keys of `[output]`.
pub(super) const OUTPUT: &[&str] = &["format", "color"];
/// The keys of a table in `[rules]`.
pub(super) const RULE: &[&str] = &["severity", "enabled", "fail-on", "undecided", "gate"];
/// The keys of `[[address]]`.
pub(super) const ADDRESS: &[&str] = &["pattern", "rule", "severity", "fail-on", "undecided", "gate"];
/// The keys of `[[waivers]]`.
pub(super) const WAIVER: &[&str] = &["rule", "address", "path", "value", "reason", "owner", "expires"];

/// `severity` and `fail-on`.
pub(super) fn severities() -> Vec<(&'static str, Severity)> {
    Severity::ALL.map(|severity| (severity.as_str(), severity)).to_vec()
}
/// `undecided`.
pub(super) const UNDECIDED: &[(&str, Undecided)] =
    &[("warn", Undecided::Warn), ("deny", Undecided::Deny), ("pass", Undecided::Pass)];
/// `gate`.
pub(super) const GATE: &[(&str, Scope)] = &[("all", Scope::All), ("introduced", Scope::Introduced)];
/// `color`.
pub(super) const COLOR: &[(&str, Color)] = &[("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)];

/// A configuration as it is written.
#[derive(Debug, Default)]
pub(super) struct File {
    pub policies: Vec<Said<String>>,
    pub opt_in: Vec<Said<String>>,
    pub usual: Choices,
    pub source: Option<Said<String>>,
    pub format: Option<Said<Format>>,
    pub color: Option<Said<Color>>,
    pub params: Vec<(Said<String>, Said<serde_json::Value>)>,
    pub rules: Vec<(Said<String>, Choices)>,
    pub addresses: Vec<Address>,
    pub waivers: Vec<Waiver>,
    /// The words for rules, also of entries that can't be read.
    pub named: Vec<Said<String>>,
    /// What may be a secret.
    pub hidden: Vec<Range<usize>>,
}

/// What may be said of all findings, of some rules, of some addresses.
#[derive(Debug, Default, Clone)]
pub(super) struct Choices {
    pub severity: Option<Said<Severity>>,
    pub enabled: Option<Said<bool>>,
    pub fail_on: Option<Said<Severity>>,
    pub undecided: Option<Said<Undecided>>,
    pub gate: Option<Said<Scope>>,
}

/// An entry of `[[address]]`.
#[derive(Debug)]
pub(super) struct Address {
    pub pattern: Pattern,
    pub rule: Option<Said<String>>,
    pub choices: Choices,
}

/// An entry of `[[waivers]]`.
#[derive(Debug)]
pub(super) struct Waiver {
    pub rule: Said<String>,
    pub address: Pattern,
    pub path: Option<Pattern>,
    pub value: Option<Value>,
    pub reason: String,
    pub owner: Option<String>,
    pub expires: Option<Date>,
    pub start: usize,
}

/// Reads a text, as far as it can be read, and says what is wrong with it.
pub(super) fn parse(text: &str) -> (File, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::default();
    let mut is_toml = true;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message();
        // Whatever else is wrong leaves tables that nobody has written.
        is_toml &= message == "duplicate key" || message.starts_with("invalid date");
        let label = if message == "duplicate key" { "the second one" } else { "here" };
        reader.note(Problem::new(&span, message, label));
    }
    let mut file = File::default();
    if is_toml {
        reader.file(table.get_ref(), &mut file);
        file.hidden = spans_of(&|key| key == "value", table.get_ref());
        // A key that is misspelled may be meant to be that one.
        if let Some(waivers) = table.get_ref().get("waivers") {
            file.hidden.extend(spans_in(&|key| !WAIVER.contains(&key), waivers.get_ref()));
        }
    } else {
        let known = [FILE, OUTPUT, RULE, ADDRESS, WAIVER].concat();
        let harmless: Vec<&str> = known.into_iter().filter(|key| *key != "value").collect();
        file.hidden = possible_secrets(text, &harmless);
    }
    (file, reader.problems)
}

impl Reader {
    fn file(&mut self, members: &DeTable<'_>, file: &mut File) {
        let top = Table { name: "the configuration", members, span: &(0..0) };
        self.expect_keys(top, FILE);
        file.policies = self.texts(top, "policies");
        file.opt_in = self.texts(top, "opt-in");
        file.usual = self.choices(top, FILE);
        file.source = self.text(top, "source");
        if let Some((members, span)) = self.table(top, "output") {
            let output = Table { name: "`[output]`", members, span: &span };
            self.expect_keys(output, OUTPUT);
            file.format = self.word(output, "format", "format", &Format::words());
            file.color = self.word(output, "color", "time to color", COLOR);
        }
        if let Some((members, _)) = self.table(top, "params") {
            for (name, value) in members {
                let json = self.json(value);
                let json = json.map(|json| Spanned::new(value.span(), json));
                file.params.extend(json.map(|json| (Spanned::new(name.span(), name.get_ref().to_string()), json)));
            }
        }
        if let Some((members, span)) = self.table(top, "rules") {
            let rules = Table { name: "`[rules]`", members, span: &span };
            for key in members.keys() {
                let word: &str = key.get_ref();
                let Some((members, span)) = self.table(rules, word) else { continue };
                let name = format!("`[rules.\"{word}\"]`");
                let rule = Table { name: &name, members, span: &span };
                self.expect_keys(rule, RULE);
                let choices = self.choices(rule, RULE);
                file.rules.push((Spanned::new(key.span(), word.to_owned()), choices));
            }
        }
        for (members, span) in self.tables(top, "address") {
            let address = Table { name: "`[[address]]`", members, span: &span };
            file.addresses.extend(self.address(address, &mut file.named));
        }
        for (members, span) in self.tables(top, "waivers") {
            let waiver = Table { name: "`[[waivers]]`", members, span: &span };
            file.waivers.extend(self.waiver(waiver, &mut file.named));
        }
    }

    /// Those of the choices that a table may have.
    fn choices(&mut self, table: Table<'_>, keys: &[&str]) -> Choices {
        let has = |key: &str| keys.contains(&key);
        Choices {
            severity: has("severity").then(|| self.word(table, "severity", "severity", &severities())).flatten(),
            enabled: has("enabled").then(|| self.flag(table, "enabled")).flatten(),
            fail_on: self.word(table, "fail-on", "severity", &severities()),
            undecided: self.word(table, "undecided", "answer", UNDECIDED),
            gate: self.word(table, "gate", "gate", GATE),
        }
    }

    fn address(&mut self, table: Table<'_>, named: &mut Vec<Said<String>>) -> Option<Address> {
        if let Some((key, _)) = table.members.get_key_value("enabled") {
            let message = "`[[address]]` has no key `enabled`";
            let help = "what is accepted at an address has a reason: make it one of `[[waivers]]`";
            self.note(Problem::new(&key.span(), message, "unknown key").help(help));
        }
        let known: Vec<&str> = ADDRESS.iter().copied().chain(["enabled"]).collect();
        self.expect_keys(table, &known);
        let pattern = self.required(table, "pattern", "give the addresses: `pattern = \"module.sandbox.**\"`");
        let pattern = pattern.and_then(|text| self.pattern("pattern", &text));
        let (rule, choices) = (self.text(table, "rule"), self.choices(table, ADDRESS));
        named.extend(rule.clone());
        Some(Address { pattern: pattern?, rule, choices })
    }

    fn waiver(&mut self, table: Table<'_>, named: &mut Vec<Said<String>>) -> Option<Waiver> {
        self.expect_keys(table, WAIVER);
        let rule = self.required(table, "rule", "give an id, or any word that `--select` takes: `rule = \"aws-s3-*\"`");
        named.extend(rule.clone());
        let address = self.required(table, "address", "give the addresses: `address = \"module.legacy.**\"`");
        let address = address.and_then(|text| self.pattern("address", &text));
        let path = self.text(table, "path");
        let path = path.map(|text| self.pattern("path", &text));
        let value = table.members.get("value").map(|value| self.scalar(value));
        let reason = self.required(table, "reason", "say why it is accepted: `reason = \"...\"`");
        let owner = self.text(table, "owner").map(Spanned::into_inner);
        let expires = table.members.get("expires").map(|value| self.date(value));
        let (path, value, expires) = (transpose(path)?, transpose(value)?, transpose(expires)?);
        let start = table.span.start;
        Some(Waiver {
            rule: rule?,
            address: address?,
            path,
            value,
            reason: reason?.into_inner(),
            owner,
            expires,
            start,
        })
    }

    /// A text that must be there and must say something.
    fn required(&mut self, table: Table<'_>, key: &str, help: &str) -> Option<Said<String>> {
        if table.members.get(key).is_none() {
            let message = format!("{} has no `{key}`", table.name);
            self.note(Problem::new(table.span, message, format!("`{key}` is missing")).help(help));
        }
        let text = self.text(table, key)?;
        if text.get_ref().trim().is_empty() {
            self.note(Problem::new(&text.span(), format!("`{key}` is empty"), "nothing").help(help));
            return None;
        }
        Some(text)
    }

    fn pattern(&mut self, key: &str, text: &Said<String>) -> Option<Pattern> {
        let pattern = Pattern::parse(text.get_ref());
        if let Err(error) = &pattern {
            let help = match key {
                "path" => "for instance `ingress[0].cidr_blocks`, or `ingress.cidr_blocks` in any position",
                _ => {
                    "for instance `aws_s3_bucket.logs`, `module.net.aws_subnet.*`, `module.legacy.**`; keys are quoted: `x.y[\"k\"]`"
                }
            };
            let message = format!("`{key}` can't be read: {error}");
            self.note(Problem::new(&text.span(), message, "no pattern").help(help));
        }
        pattern.ok()
    }

    fn scalar(&mut self, value: &Said<DeValue<'_>>) -> Option<Value> {
        if is_broken(value.get_ref()) {
            return None;
        }
        let json = self.json(value)?;
        let scalar = Value::new(json);
        if scalar.is_none() {
            let message = format!("`value` is {}, not a text, a number, true or false", kind(value.get_ref()));
            let help = "`path` says which values are meant, `value` what each of them is";
            self.note(Problem::new(&value.span(), message, "one value").help(help));
        }
        scalar
    }

    /// A day, with quotes or without.
    fn date(&mut self, value: &Said<DeValue<'_>>) -> Option<Date> {
        let text = match value.get_ref() {
            broken if is_broken(broken) => return None,
            DeValue::Datetime(day) if day.time.is_none() => day.to_string(),
            DeValue::String(text) => text.to_string(),
            other => {
                let message = match other {
                    DeValue::Datetime(_) => "`expires` is a time, not a day".to_owned(),
                    _ => format!("`expires` is {}, not a day", kind(other)),
                };
                self.note(Problem::new(&value.span(), message, "must be a day").help(DAY));
                return None;
            }
        };
        let date = text.parse();
        if date.is_err() {
            self.note(Problem::new(&value.span(), format!("`{text}` is no day"), "must be a day").help(DAY));
        }
        date.ok()
    }
}

const DAY: &str = "the last day on which it holds, in UTC: `expires = 2027-01-31`";

/// Nothing where there was something that could not be read.
fn transpose<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}
