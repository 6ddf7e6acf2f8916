//! Which rules are meant: `--select`, `--skip` and `--opt-in`.

use plangate_policy::{Bundle, Rule, Selector, UnknownSelector};

use crate::args::RuleArgs;
use crate::config::Config;
use crate::diagnostic::CliError;

/// The rules to run. Opt-in rules are among them where `--select` names them by id or alias, or `--opt-in` chooses them.
/// What the configuration switches on runs, what it switches off does not, unless the command line names it.
///
/// # Errors
/// A word that chooses nothing, or a choice that leaves nothing.
pub(crate) fn chosen<'b>(
    bundle: &'b Bundle,
    arguments: &RuleArgs,
    opt_in: &[String],
    config: &Config,
) -> Result<Vec<&'b Rule>, CliError> {
    let all = bundle.rules();
    let choice = Choice::parse(arguments, &all)?;
    let opt_in = selectors(opt_in, &all)?;
    let names = |rule: &Rule| choice.names(rule) || opt_in.iter().any(|selector| selector.names(rule));
    let runs = |rule: &Rule| {
        let switch = config.enabled.iter().rev().find(|(selector, _)| selector.matches(rule));
        match switch {
            _ if names(rule) => true,
            Some((_, enabled)) => *enabled,
            None => !rule.is_opt_in() || matches(&opt_in, rule) || matches(&config.opt_in, rule),
        }
    };
    some(all.iter().copied().filter(|rule| choice.includes(rule) && runs(rule)))
}

/// The rules to list: opt-in rules are there like all others.
///
/// # Errors
/// As [`chosen`].
pub(crate) fn listed<'b>(bundle: &'b Bundle, arguments: &RuleArgs) -> Result<Vec<&'b Rule>, CliError> {
    let all = bundle.rules();
    let choice = Choice::parse(arguments, &all)?;
    some(all.iter().copied().filter(|rule| choice.includes(rule)))
}

/// One word that chooses rules.
///
/// # Errors
/// A word that chooses nothing.
pub(crate) fn selector(word: &str, all: &[&Rule]) -> Result<Selector, CliError> {
    Selector::parse(word.trim(), all).map_err(unknown)
}

fn selectors(words: &[String], all: &[&Rule]) -> Result<Vec<Selector>, CliError> {
    words.iter().map(|word| selector(word, all)).collect()
}

fn matches(selectors: &[Selector], rule: &Rule) -> bool {
    selectors.iter().any(|selector| selector.matches(rule))
}

fn some<'b>(rules: impl Iterator<Item = &'b Rule>) -> Result<Vec<&'b Rule>, CliError> {
    let rules: Vec<&Rule> = rules.collect();
    if rules.is_empty() { Err(CliError::NoRules) } else { Ok(rules) }
}

fn unknown(error: UnknownSelector) -> CliError {
    let help = match &error.nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`plangate rules` lists the rules; domains and severities are words of its columns".to_owned(),
    };
    CliError::Selector { word: error.word, help }
}

struct Choice {
    select: Vec<Selector>,
    skip: Vec<Selector>,
}

impl Choice {
    fn parse(arguments: &RuleArgs, all: &[&Rule]) -> Result<Self, CliError> {
        Ok(Self { select: selectors(&arguments.select, all)?, skip: selectors(&arguments.skip, all)? })
    }

    fn includes(&self, rule: &Rule) -> bool {
        (self.select.is_empty() || matches(&self.select, rule)) && !matches(&self.skip, rule)
    }

    /// Whether it is one that `--select` asks for and not one of many.
    fn names(&self, rule: &Rule) -> bool {
        self.select.iter().any(|selector| selector.names(rule))
    }
}
