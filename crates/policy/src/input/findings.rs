//! Findings as rules make them.

use plangate_plan::{AttributePath, Step};
use regorus::Value;

use crate::metadata::Severity;

/// A finding as a rule makes it, not yet checked against the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawFinding {
    pub address: String,
    pub deposed: Option<String>,
    /// The section of the plan that the thing stands in; none for a resource.
    pub section: Option<String>,
    pub path: AttributePath,
    pub message: String,
    /// Types of neighbours of which one would make it good.
    pub without: Vec<String>,
    /// The value of another resource that decides as well.
    pub beside: Option<Beside>,
    /// Whether it holds whatever the deferred part of the value will be.
    pub is_known: bool,
    /// How bad it is, where that differs from what the rule says of itself.
    pub severity: Option<Severity>,
}

/// A value of a resource that a finding is not about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Beside {
    pub address: String,
    pub deposed: Option<String>,
    pub path: AttributePath,
}

/// Reads what a rule's `deny` holds.
///
/// # Errors
/// What a finding lacks.
pub(crate) fn findings(deny: &Value) -> Result<Vec<RawFinding>, String> {
    match deny {
        Value::Undefined => Ok(Vec::new()),
        Value::Set(elements) => elements.iter().map(finding).collect(),
        _ => Err("`deny` must be a set: `deny contains ...`".to_owned()),
    }
}

fn finding(element: &Value) -> Result<RawFinding, String> {
    const FORM: &str = "a finding must be made by the functions of `lib.finding`";
    let members = element.as_object().map_err(|_| FORM.to_owned())?;
    let member = |key: &str| members.get(&Value::from(key));
    let (address, deposed, path) = place(element).map_err(|lack| format!("{FORM}: {lack}"))?;
    let message = member("msg").and_then(text).filter(|message| !message.is_empty());
    let message = message.ok_or_else(|| format!("{FORM}: it has no `msg`"))?;
    let without = match member("without") {
        None => Vec::new(),
        Some(types) => texts(types).ok_or_else(|| format!("{FORM}: its `without` is no set of types"))?,
    };
    let beside = match member("beside") {
        None => None,
        Some(other) => {
            let (address, deposed, path) = place(other).map_err(|lack| format!("{FORM}: in its `beside` {lack}"))?;
            Some(Beside { address, deposed, path })
        }
    };
    let severity = match member("severity") {
        None => None,
        Some(word) => {
            let known = text(word).and_then(|word| Severity::ALL.into_iter().find(|known| known.as_str() == word));
            Some(known.ok_or_else(|| format!("{FORM}: its `severity` is none"))?)
        }
    };
    let section = member("section").and_then(text);
    let is_known = member("known") == Some(&Value::from(true));
    Ok(RawFinding { address, deposed, section, path, message, without, beside, is_known, severity })
}

/// The resource and the path in it.
fn place(element: &Value) -> Result<(String, Option<String>, AttributePath), &'static str> {
    let members = element.as_object().map_err(|_| "it is no object")?;
    let member = |key: &str| members.get(&Value::from(key));
    let address = member("address").and_then(text).ok_or("it has no `address`")?;
    let steps = member("path").and_then(|path| path.as_array().ok()).ok_or("its `path` is no array")?;
    let path = steps.iter().map(step).collect::<Option<Vec<_>>>();
    let path = path.ok_or("its `path` may hold only keys and positions")?;
    Ok((address, member("deposed").and_then(text), AttributePath(path)))
}

fn text(value: &Value) -> Option<String> {
    value.as_string().ok().map(|text| text.to_string())
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Set(elements) => elements.iter().map(text).collect(),
        Value::Array(elements) => elements.iter().map(text).collect(),
        _ => None,
    }
}

fn step(value: &Value) -> Option<Step> {
    match value {
        Value::String(key) => Some(Step::Key(key.to_string())),
        Value::Number(_) => value.as_u64().ok().and_then(|index| usize::try_from(index).ok()).map(Step::Index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_checked_for_form() {
        let error = |rego: &str| findings(&regorus_set(rego)).unwrap_err();
        assert_eq!(error("[1]"), "a finding must be made by the functions of `lib.finding`");
        assert!(error(r#"[{"path":[],"msg":"x"}]"#).ends_with("it has no `address`"));
        assert!(error(r#"[{"address":"a.b","path":[],"msg":""}]"#).ends_with("it has no `msg`"));
        assert!(error(r#"[{"address":"a.b","path":"x","msg":"x"}]"#).ends_with("its `path` is no array"));
        assert!(error(r#"[{"address":"a.b","path":[-1],"msg":"x"}]"#).ends_with("only keys and positions"));
        assert!(
            error(r#"[{"address":"a.b","path":[],"msg":"x","without":"t"}]"#).ends_with("`without` is no set of types")
        );
        let beside = r#"[{"address":"a.b","path":[],"msg":"x","beside":{"path":[]}}]"#;
        assert!(error(beside).ends_with("in its `beside` it has no `address`"));
        let severity = r#"[{"address":"a.b","path":[],"msg":"x","severity":"huge"}]"#;
        assert!(error(severity).ends_with("its `severity` is none"));
        assert_eq!(findings(&Value::from(true)).unwrap_err(), "`deny` must be a set: `deny contains ...`");
    }

    fn regorus_set(elements: &str) -> Value {
        let array = Value::from_json_str(elements).unwrap();
        Value::from(array.as_array().unwrap().iter().cloned().collect::<std::collections::BTreeSet<_>>())
    }
}
