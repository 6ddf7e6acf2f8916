//! Credentials in the configuration of providers: no schema that a plan shows marks them, so their names tell.

use serde_json::Value;

use super::marked::read;
use crate::address::tokenize;
use crate::error::ReadError;
use crate::marks::Marks;
use crate::overlay::marked_literals;
use crate::plan::Plan;

/// Adds the credentials in the expressions of one provider; `in_root` if it stands in the root module.
pub(super) fn literals(
    plan: &Plan<'_>,
    expressions: &Value,
    in_root: bool,
    found: &mut Vec<String>,
) -> Result<(), ReadError> {
    Credentials { plan, in_root, found }.expression(expressions, false)
}

struct Credentials<'c, 'p> {
    plan: &'c Plan<'p>,
    /// Whether its variables are those of the root module, whose values the plan has.
    in_root: bool,
    found: &'c mut Vec<String>,
}

impl Credentials<'_, '_> {
    /// An expression, or blocks; `secret` if the name of one above says so.
    fn expression(&mut self, expression: &Value, secret: bool) -> Result<(), ReadError> {
        match expression {
            Value::Array(items) => items.iter().try_for_each(|item| self.expression(item, secret)),
            Value::Object(members) => members.iter().try_for_each(|(key, inner)| match (key.as_str(), inner) {
                ("constant_value", _) => {
                    self.constant(inner, secret);
                    Ok(())
                }
                ("references", Value::Array(references)) if secret && self.in_root => self.variable(references),
                (name, _) if LABELS.contains(&name) => Ok(()),
                (name, _) => self.expression(inner, secret || is_credential(name)),
            }),
            _ => Ok(()),
        }
    }

    fn constant(&mut self, value: &Value, secret: bool) {
        match value {
            _ if secret => marked_literals(value, &Marks::All, self.found),
            Value::Array(items) => items.iter().for_each(|item| self.constant(item, false)),
            Value::Object(members) => {
                members.iter().for_each(|(key, inner)| self.constant(inner, is_credential(key)));
            }
            _ => {}
        }
    }

    /// The value of the one variable that an expression refers to. Of several nobody can tell which is the secret.
    fn variable(&mut self, references: &[Value]) -> Result<(), ReadError> {
        let texts: Vec<&str> = references.iter().filter_map(Value::as_str).collect();
        let Some((longest, prefixes)) = texts.split_first() else { return Ok(()) };
        if !prefixes.iter().all(|prefix| longest.starts_with(prefix)) {
            return Ok(());
        }
        let Ok(parts) = tokenize(longest) else { return Ok(()) };
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_ref()).collect();
        let ["var", name, below @ ..] = names.as_slice() else { return Ok(()) };
        let value = self.plan.variables.get(*name).and_then(|variable| variable.value);
        let Some(raw) = value else { return Ok(()) };
        let value: Value = read(raw, &format!("`variables.{name}`"))?;
        if let Some(value) = below.iter().try_fold(&value, |value, key| value.get(key)) {
            marked_literals(value, &Marks::All, self.found);
        }
        Ok(())
    }
}

/// Blocks and maps whose keys users choose, and whose values every resource shows.
const LABELS: &[&str] = &["default_tags", "default_labels", "ignore_tags", "tags", "labels", "annotations"];

/// Last words of names of credentials.
const CREDENTIAL: &[&str] =
    &["password", "passwd", "passphrase", "pwd", "secret", "token", "credential", "credentials", "key", "jwt"];

/// Names of credentials whose words don't say so.
const ODD: &[&str] = &["secret_id", "http_auth", "client_certificate", "pem_file"];

/// Words behind the name of a credential that say in which form it stands.
const FORMS: &[&str] = &["base64", "pem", "content", "value", "data", "json", "string"];

/// Whether an argument is a credential.
pub(super) fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let stem = FORMS.iter().find_map(|form| name.strip_suffix(form)?.strip_suffix('_')).unwrap_or(&name);
    let last = stem.rsplit('_').next().unwrap_or(stem);
    ODD.contains(&stem) || (!stem.contains("public") && CREDENTIAL.iter().any(|word| last.ends_with(word)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::secrets::tests::expect_canaries;

    #[test]
    fn of_providers_whatever_is_marked() {
        let expressions = json!({
            "region": {"constant_value": "public-region"},
            "access_key": {"constant_value": "canary-access"},
            "private_key_pem": {"constant_value": "canary-pem"},
            "ssh_public_key": {"constant_value": "public-key"},
            "token": {"references": ["var.token"]},
            "client_secret": {"references": ["var.all.secret", "var.all"]},
            "password": {"references": ["var.unclear", "var.other"]},
            "credentials": [{"user": {"constant_value": "canary-user"}}],
            "default_tags": [{"tags": {"constant_value": {"key": "public-tag"}}}],
            "ignore_tags": [{"keys": {"constant_value": ["public-ignored"]}}],
            "exec": [{"env": {"constant_value": {"AWS_SECRET_ACCESS_KEY": "canary-env", "AWS_REGION": "public-env"}}}]});
        expect_canaries(json!({
            "variables": {
                "token": {"value": "canary-token"},
                "all": {"value": {"secret": "canary-inner", "other": "public-inner"}},
                "unclear": {"value": "public-unclear"}, "other": {"value": "public-second"}, "inner": {"value": "public-outer"}},
            "configuration": {"provider_config": {
                "x": {"name": "x", "expressions": expressions},
                "m:x": {"name": "x", "module_address": "m", "expressions": {"token": {"references": ["var.inner"]}}}}}}));
    }

    #[test]
    fn names_tell_credentials() {
        for name in ["secret_key", "apiKey", "api-token", "client_secret", "secret_id", "credentials_json", "passwd"] {
            assert!(is_credential(name), "{name}");
        }
        for name in
            ["region", "token_url", "private_key_path", "client_id", "public_key", "key_prefixes", "secret_name"]
        {
            assert!(!is_credential(name), "{name}");
        }
    }
}
