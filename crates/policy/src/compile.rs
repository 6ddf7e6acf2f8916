//! From Rego to programs. The embedded rules go through it when plangate is built, those of users when it runs.

use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::Program;
use regorus::{CompiledPolicy, Engine, Value};

use crate::error::RuleError;
use crate::module::Module;

/// The rule of a package that holds its findings.
const ENTRY: &str = "deny";

/// Parameters of the bundle: `data.params`.
pub(crate) type Params = serde_json::Map<String, serde_json::Value>;

/// The data document that rules are compiled and evaluated with.
pub(crate) type Data = Value;

/// The one that holds the parameters.
pub(crate) fn data(params: &Params) -> Data {
    Value::from(serde_json::json!({ "params": params }))
}

/// The path of a rule's findings.
pub(crate) fn entry(module: &Module) -> String {
    format!("data.{}.{ENTRY}", module.package)
}

/// An engine that holds modules and data, not yet analysed.
///
/// # Errors
/// A module that does not parse.
pub(crate) fn engine<'m>(modules: impl Iterator<Item = &'m Module>, data: &Value) -> Result<Engine, RuleError> {
    let mut engine = Engine::new();
    // As in OPA: a builtin that can't do its work is undefined.
    engine.set_strict_builtin_errors(false);
    for module in modules {
        let added = engine.add_policy(module.file.clone(), module.text.to_string());
        added.map_err(|error| from_engine(&error.to_string(), &module.file))?;
    }
    engine.add_data(data.clone()).map_err(|error| RuleError::at("params", 0, error.to_string()))?;
    Ok(engine)
}

/// Analyses a rule with its helpers, so that it can be evaluated.
///
/// # Errors
/// Rego that is not valid, or that defines no `deny`.
pub(crate) fn analyse(engine: &mut Engine, rule: &Module) -> Result<CompiledPolicy, RuleError> {
    let charged = |error: anyhow::Error| from_engine(&error.to_string(), &rule.file);
    if !engine.has_declared_rule_rooted_at(&rule.file, ENTRY).map_err(charged)? {
        return Err(RuleError::at(&rule.file, 0, format!("the package `{}` defines no `{ENTRY}`", rule.package)));
    }
    engine.compile_with_entrypoint(&entry(rule).as_str().into()).map_err(charged)
}

/// What a package outside the rules would decide with, in the words of other tools; `None` for a helper.
///
/// # Errors
/// A module that does not parse.
#[allow(dead_code, reason = "the build knows its helpers")]
pub(crate) fn decides(helper: &Module) -> Result<Option<&'static str>, RuleError> {
    let engine = engine(std::iter::once(helper), &Value::new_object())?;
    for word in ["deny", "violation", "warn"] {
        let declared = engine.has_declared_rule_rooted_at(&helper.file, word);
        if declared.map_err(|error| from_engine(&error.to_string(), &helper.file))? {
            return Ok(Some(word));
        }
    }
    Ok(None)
}

/// The program of an analysed rule; `None` where the virtual machine lacks an instruction, as for `with`.
#[allow(dead_code, reason = "the build calls it, and tests")]
pub(crate) fn program(compiled: &CompiledPolicy, rule: &Module) -> Option<Arc<Program>> {
    Compiler::compile_from_policy(compiled, &[&entry(rule)]).ok()
}

/// Takes file and line out of the engine's words: `--> file:line:column`, then the source, then `error: message`.
pub(crate) fn from_engine(text: &str, file: &str) -> RuleError {
    let place = text.split("--> ").nth(1).and_then(|rest| rest.lines().next());
    let message = text.rsplit_once("error: ").map_or(text, |(_, message)| message).trim();
    let mut parts = place.unwrap_or_default().rsplitn(3, ':');
    let (_column, line, named) = (parts.next(), parts.next().and_then(|line| line.parse().ok()), parts.next());
    RuleError::at(named.unwrap_or(file), line.unwrap_or(0), message)
}
