//! What a configuration means, once it is known which rules there are.

use std::ops::Range;

use plangate_policy::{Bundle, Origin, Rule, Selector, Target, Waiver, Where, nearest};
use serde_json::Value;

use crate::config::file::{Choices, File};
use crate::config::problem::{Problem, Text};
use crate::config::reader::Said;
use crate::config::{Config, Decided};

/// Characters of a value that are repeated.
const LONGEST: usize = 80;

/// Turns words into rules, and says which there are not.
pub(super) struct Resolver<'r> {
    pub text: &'r Text,
    pub bundle: &'r Bundle,
    pub rules: Vec<&'r Rule>,
    pub problems: Vec<Problem>,
}

impl Resolver<'_> {
    pub(super) fn config(&mut self, file: File) -> Config {
        let mut config = Config { name: Some(self.text.name.clone()), ..Config::default() };
        // What is said twice is shown once.
        for word in &file.named {
            self.selector(word);
        }
        config.opt_in = file.opt_in.iter().filter_map(|word| self.selector(word)).collect();
        self.usual(&file.usual, &mut config);
        self.by_rule(file.rules, &mut config);
        for address in file.addresses {
            let rules = address.rule.as_ref().map(|word| self.selector(word));
            let part = Where { rules: rules.flatten(), address: Some(address.pattern) };
            let name = format!("address \"{}\"", part.address.as_ref().map(ToString::to_string).unwrap_or_default());
            self.choices(&name, &part, &address.choices, &mut config);
        }
        for waiver in file.waivers {
            let Some(selector) = self.selector(&waiver.rule) else { continue };
            config.waivers.push(Waiver {
                origin: Origin::Config,
                rules: vec![selector],
                target: Target::Pattern { address: waiver.address, path: waiver.path, value: waiver.value },
                reason: Some(waiver.reason),
                owner: waiver.owner,
                expires: waiver.expires,
                place: self.text.place(waiver.start),
            });
        }
        if let Some(format) = &file.format {
            config.format = Some(*format.get_ref());
            self.decided(Key::Format, "output.format", &format.span(), &mut config);
        }
        if let Some(color) = &file.color {
            config.color = Some(*color.get_ref());
        }
        self.params(&file.params);
        for (name, value) in &file.params {
            self.decided(Key::Other, &format!("params.{}", name.get_ref()), &value.span(), &mut config);
        }
        for (name, words) in [("policies", &file.policies), ("opt-in", &file.opt_in)] {
            for word in words {
                self.decided(Key::Other, name, &word.span(), &mut config);
            }
        }
        config.decided.sort_by(|left, right| left.place.cmp(&right.place));
        config
    }

    fn usual(&self, choices: &Choices, config: &mut Config) {
        if let Some(bar) = &choices.fail_on {
            config.fail_on.usual = Some(*bar.get_ref());
            self.decided(Key::FailOn, "fail-on", &bar.span(), config);
        }
        if let Some(undecided) = &choices.undecided {
            config.undecided.usual = Some(*undecided.get_ref());
            self.decided(Key::Undecided, "undecided", &undecided.span(), config);
        }
        if let Some(gate) = &choices.gate {
            config.scope.usual = Some(*gate.get_ref());
            self.decided(Key::Gate, "gate", &gate.span(), config);
        }
    }

    /// What names a rule outranks what chooses many: a table has no order that its writer means.
    fn by_rule(&mut self, rules: Vec<(Said<String>, Choices)>, config: &mut Config) {
        let mut chosen = Vec::new();
        for (word, choices) in rules {
            let Some(selector) = self.selector(&word) else { continue };
            let rank = match &selector {
                Selector::All => (0, 0),
                Selector::Severity(_) => (1, 0),
                Selector::Domain(_) => (2, 0),
                Selector::Prefix(prefix) => (3, prefix.len()),
                Selector::Rule(id) if self.rules.iter().all(|rule| rule.id() != id) => (4, 0),
                Selector::Rule(_) => (5, 0),
            };
            chosen.push((rank, word.span().start, word.into_inner(), selector, choices));
        }
        chosen.sort_by_key(|(rank, start, ..)| (*rank, *start));
        for (_, _, word, selector, choices) in chosen {
            let name = format!("rules.\"{word}\"");
            if let Some(enabled) = &choices.enabled {
                config.enabled.push((selector.clone(), *enabled.get_ref()));
                self.decided(Key::Enabled, &format!("{name}.enabled"), &enabled.span(), config);
            }
            self.choices(&name, &Where::rules(selector), &choices, config);
        }
    }

    fn choices(&self, name: &str, part: &Where, choices: &Choices, config: &mut Config) {
        if let Some(severity) = &choices.severity {
            let place = self.text.place(severity.span().start);
            config.severities.push((part.clone(), *severity.get_ref(), place));
            self.decided(Key::Severity, &format!("{name}.severity"), &severity.span(), config);
        }
        if let Some(bar) = &choices.fail_on {
            config.fail_on.of.push((part.clone(), *bar.get_ref()));
            self.decided(Key::FailOn, &format!("{name}.fail-on"), &bar.span(), config);
        }
        if let Some(undecided) = &choices.undecided {
            config.undecided.of.push((part.clone(), *undecided.get_ref()));
            self.decided(Key::Undecided, &format!("{name}.undecided"), &undecided.span(), config);
        }
        if let Some(gate) = &choices.gate {
            config.scope.of.push((part.clone(), *gate.get_ref()));
            self.decided(Key::Gate, &format!("{name}.gate"), &gate.span(), config);
        }
    }

    /// Notes a decision with the value as it is written.
    fn decided(&self, key: Key, name: &str, value: &Range<usize>, config: &mut Config) {
        let written = self.text.text.get(value.clone()).unwrap_or_default();
        let mut value_text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = value_text.char_indices().nth(LONGEST) {
            value_text.truncate(end);
            value_text.push('…');
        }
        let place = self.text.place(value.start);
        config.decided.push(Decided { key, what: format!("{name} = {value_text}"), place });
    }

    fn selector(&mut self, word: &Said<String>) -> Option<Selector> {
        // A rule that did not load is there all the same; that it did not is said elsewhere.
        let is_broken = |id: &str| self.bundle.errors().iter().any(|error| error.rule.as_deref() == Some(id));
        match Selector::parse(word.get_ref(), &self.rules) {
            Ok(selector) => Some(selector),
            Err(unknown) if is_broken(&unknown.word) => Some(Selector::Rule(unknown.word)),
            Err(unknown) => {
                let help = match &unknown.nearest {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => {
                        "`plangate rules` lists the rules; domains and severities are words of its columns".to_owned()
                    }
                };
                self.problems.push(Problem::new(&word.span(), unknown.to_string(), "no such rule").help(help));
                None
            }
        }
    }

    /// A parameter that nobody asks for changes nothing, and one of another type makes rules silent.
    fn params(&mut self, params: &[(Said<String>, Said<Value>)]) {
        let known = self.bundle.params();
        for (name, value) in params {
            let word = name.get_ref();
            match known.get(word) {
                None if self.bundle.asks_for_param(word) => {}
                None => {
                    let help = match nearest(word, known.keys().map(String::as_str)) {
                        Some(nearest) => format!("did you mean `{nearest}`?"),
                        None => "no rule asks for it; `policies/params/README.md` lists those of the built-in rules"
                            .to_owned(),
                    };
                    let message = format!("there is no parameter `{word}`");
                    self.problems.push(Problem::new(&name.span(), message, "unknown parameter").help(help));
                }
                Some(default) if kind(default) == kind(value.get_ref()) => {}
                Some(default) => {
                    let (is, wanted) = (kind(value.get_ref()), kind(default));
                    let message = format!("the parameter `{word}` is {is}, not {wanted}");
                    self.problems.push(Problem::new(&value.span(), message, format!("must be {wanted}")));
                }
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}

/// What a decision is about, for telling whether the command line outranks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    FailOn,
    Undecided,
    Gate,
    Severity,
    Enabled,
    Format,
    Other,
}
