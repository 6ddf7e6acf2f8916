//! The bar that plans have to pass: what the command line says, else what the configuration does.

use plangate_policy::{Gate, Rule, Scope, Setting, Severity, Undecided, Where};

use crate::args::{BarArgs, CheckArgs};
use crate::choice;
use crate::config::{Config, Key};
use crate::diagnostic::CliError;

/// The bar.
///
/// # Errors
/// A word of `--undecided` that says nothing, or chooses no rule.
pub(crate) fn gate(arguments: &BarArgs, config: &Config, all: &[&Rule]) -> Result<Gate, CliError> {
    let fail_on = arguments.fail_on.as_deref().and_then(severity);
    Ok(Gate {
        fail_on: config.fail_on.setting(fail_on, Severity::Low),
        undecided: undecided(arguments, config, all)?,
        scope: config.scope.setting(arguments.gate.map(Into::into), Scope::All),
    })
}

fn severity(word: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|severity| severity.as_str() == word)
}

/// Made of words `WHAT` and `RULES=WHAT`.
fn undecided(arguments: &BarArgs, config: &Config, all: &[&Rule]) -> Result<Setting<Undecided>, CliError> {
    let mut usual = None;
    let mut of = Vec::new();
    for word in arguments.undecided.iter().map(|word| word.trim()) {
        let (rules, what) = match word.rsplit_once('=') {
            Some((rules, what)) => (Some(choice::selector(rules, all)?), what.trim()),
            None => (None, word),
        };
        let undecided = match what {
            "warn" => Undecided::Warn,
            "deny" => Undecided::Deny,
            "pass" => Undecided::Pass,
            _ => return Err(unknown_answer(word, rules.is_none() && choice::selector(word, all).is_ok())),
        };
        match rules {
            Some(selector) => of.push((Where::rules(selector), undecided)),
            None => usual = Some(undecided),
        }
    }
    let mut setting = config.undecided.setting(usual, Undecided::Warn);
    setting.of.extend(of);
    Ok(setting)
}

fn unknown_answer(word: &str, chooses: bool) -> CliError {
    let help = if chooses {
        format!("rules need an answer, each group its own: `--undecided {word}=deny`")
    } else {
        "give one of the three, or one for some rules: `--undecided warn,iam=deny`".to_owned()
    };
    CliError::Undecided { word: word.to_owned(), help }
}

/// The option that outranks the configuration in something, where it does so for all findings.
pub(crate) fn outranking(arguments: &CheckArgs, key: Key) -> Option<&'static str> {
    let bar = &arguments.bar;
    let has_usual = bar.undecided.iter().any(|word| !word.contains('='));
    match key {
        Key::FailOn => bar.fail_on.as_ref().map(|_| "--fail-on"),
        Key::Undecided => has_usual.then_some("--undecided"),
        Key::Gate => bar.gate.map(|_| "--gate"),
        Key::Format => (!arguments.format.is_empty()).then_some("--format"),
        Key::Severity | Key::Enabled | Key::Other => None,
    }
}
