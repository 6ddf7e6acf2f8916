//! Deferred documents: what is known of one that a `data.aws_iam_policy_document` makes.
//!
//! Terraform shows the arguments of a data source that apply reads, with the known ones among them; of its result nothing.

use plangate_iam::SOME_ARN;
use plangate_plan::{AttributePath, Marked, Marks, Step};
use serde_json::{Map, Value, json};

/// What is known of the values that a data source does not know yet.
pub(super) struct Unknowns<'u> {
    /// Whether all that is unknown in an argument, keys joined by dots, are ARNs and ids of resources.
    pub names_resources: &'u dyn Fn(&str) -> bool,
    /// The identity provider that `Federated` refers to, if there is one.
    pub provider: Option<String>,
    /// What is known of the documents that an argument refers to, if they are as many as it does not know.
    pub documents: &'u dyn Fn(&str) -> Vec<Value>,
}

/// The policy that the arguments of a data source amount to, as JSON in which null stands for what is not known.
pub(super) fn known_policy(arguments: &Value, deferred: &Marks, unknowns: &Unknowns<'_>) -> Value {
    let source = Source { arguments, deferred, unknowns };
    let mut statements: Vec<Value> = source.documents("source_policy_documents", "source_json");
    let own = source.statements();
    let overriding = source.documents("override_policy_documents", "override_json");
    let may_replace = overriding.contains(&Value::Null);
    for statement in own.into_iter().chain(overriding) {
        merge(&mut statements, statement);
    }
    if may_replace {
        // Whatever has a name may be another statement.
        statements.iter_mut().filter(|statement| name(statement).is_some()).for_each(|named| *named = Value::Null);
    }
    let version = arguments.get("version").and_then(Value::as_str).unwrap_or("2012-10-17");
    json!({ "Version": version, "Statement": statements })
}

/// As text. Policy variables are written with another sign, because `${` means something to Terraform.
pub(super) fn text(policy: &Value) -> String {
    policy.to_string().replace("&{", "${")
}

fn name(statement: &Value) -> Option<String> {
    statement.get("Sid").and_then(Value::as_str).filter(|sid| !sid.is_empty()).map(str::to_owned)
}

/// A statement takes the place of one with its name.
fn merge(statements: &mut Vec<Value>, statement: Value) {
    let own = name(&statement);
    let same = statements.iter_mut().find(|other| own.is_some() && name(other) == own);
    match same {
        Some(same) => *same = statement,
        None => statements.push(statement),
    }
}

struct Source<'s> {
    arguments: &'s Value,
    deferred: &'s Marks,
    unknowns: &'s Unknowns<'s>,
}

impl Source<'_> {
    /// The statements of documents that it is made from; one that is not known is null.
    fn documents(&self, list: &str, single: &str) -> Vec<Value> {
        let mut documents: Vec<Option<&str>> = Vec::new();
        for name in [single, list] {
            match self.arguments.get(name) {
                Some(Value::Array(items)) => documents.extend(items.iter().map(Value::as_str)),
                Some(Value::String(text)) => documents.push(Some(text)),
                _ if self.is_deferred(&[key(name)]) => documents.push(None),
                _ => {}
            }
        }
        // Those that are not known yet, in order, where others tell what is known of them.
        let missing = documents.iter().filter(|document| document.is_none()).count();
        let mut others = (self.unknowns.documents)(list);
        if others.len() != missing {
            others.clear();
        }
        let mut others = others.into_iter();
        let statements = |document: Option<&str>| {
            let known = || document.and_then(|text| serde_json::from_str(text).ok());
            let parsed: Option<Value> = if document.is_none() { others.next() } else { known() };
            match parsed.and_then(|mut parsed| parsed.get_mut("Statement").map(Value::take)) {
                Some(Value::Array(items)) => items,
                Some(one @ Value::Object(_)) => vec![one],
                _ => vec![Value::Null],
            }
        };
        documents.into_iter().filter(|text| *text != Some("")).flat_map(statements).collect()
    }

    /// A value that is not known, or a list with such values.
    fn unknown(&self, argument: &str, value: Value) -> Value {
        match value {
            Value::Null if (self.unknowns.names_resources)(argument) => json!(SOME_ARN),
            Value::Array(items) => items.into_iter().map(|item| self.unknown(argument, item)).collect(),
            other => other,
        }
    }

    fn is_deferred(&self, path: &[Step]) -> bool {
        self.deferred.at(&AttributePath(path.to_vec())) == Marked::Whole
    }

    fn statements(&self) -> Vec<Value> {
        let here = [key("statement")];
        if self.is_deferred(&here) {
            return vec![Value::Null];
        }
        let blocks = self.arguments.get("statement").and_then(Value::as_array);
        blocks
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, block)| self.statement(&path(&here, index), block))
            .collect()
    }

    fn statement(&self, at: &[Step], block: &Value) -> Value {
        if self.is_deferred(at) {
            return Value::Null;
        }
        let mut statement = Map::new();
        let member = |name: &str| block.get(name).filter(|value| !is_empty(value));
        let late = |name: &str| self.is_deferred(&[at, &[key(name)]].concat());
        let mut set = |name: &str, value: Value| statement.insert(name.to_owned(), value);
        match member("effect") {
            Some(effect) => set("Effect", effect.clone()),
            None if late("effect") => set("Effect", Value::Null),
            None => set("Effect", json!("Allow")),
        };
        let elements = [
            ("sid", "Sid"),
            ("actions", "Action"),
            ("not_actions", "NotAction"),
            ("resources", "Resource"),
            ("not_resources", "NotResource"),
        ];
        for (name, element) in elements {
            match member(name) {
                Some(value) => {
                    set(element, self.unknown(&format!("statement.{name}"), value.clone()));
                }
                None if late(name) => {
                    set(element, self.unknown(&format!("statement.{name}"), Value::Null));
                }
                None => {}
            }
        }
        for (name, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
            if late(name) {
                set(element, Value::Null);
            } else if let Some(Value::Array(blocks)) = member(name) {
                let principals = principals(blocks, &|kind, of| match (kind, of) {
                    ("Federated", Value::Null) => self.unknowns.provider.clone().map_or(Value::Null, Value::from),
                    ("Federated", known) => known,
                    (_, of) => self.unknown(&format!("statement.{name}.identifiers"), of),
                });
                set(element, principals);
            }
        }
        if late("condition") {
            set("Condition", Value::Null);
        } else if let Some(Value::Array(blocks)) = member("condition") {
            set("Condition", conditions(blocks, &|of| self.unknown("statement.condition.values", of)));
        }
        Value::Object(statement)
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn path(outer: &[Step], index: usize) -> Vec<Step> {
    outer.iter().cloned().chain([Step::Index(index)]).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The values of a member of a block; null where they are not known.
fn values(block: &Value, name: &str) -> Vec<Value> {
    block.get(name).and_then(Value::as_array).cloned().unwrap_or_else(|| vec![Value::Null])
}

fn principals(blocks: &[Value], unknown: &dyn Fn(&str, Value) -> Value) -> Value {
    let mut types = Map::new();
    for block in blocks {
        let Some(kind) = block.get("type").and_then(Value::as_str) else { return Value::Null };
        let identifiers = values(block, "identifiers").into_iter().map(|of| unknown(kind, of));
        if kind == "*" {
            return json!("*");
        }
        if let Some(all) = types.entry(kind).or_insert_with(|| json!([])).as_array_mut() {
            all.extend(identifiers);
        }
    }
    Value::Object(types)
}

fn conditions(blocks: &[Value], unknown: &dyn Fn(Value) -> Value) -> Value {
    let mut operators = Map::new();
    for block in blocks {
        let text = |name: &str| block.get(name).and_then(Value::as_str);
        let (Some(test), Some(variable)) = (text("test"), text("variable")) else { return Value::Null };
        let keys = operators.entry(test).or_insert_with(|| json!({}));
        let all = keys.as_object_mut().map(|keys| keys.entry(variable).or_insert_with(|| json!([])));
        if let Some(all) = all.and_then(Value::as_array_mut) {
            all.extend(values(block, "values").into_iter().map(unknown));
        }
    }
    Value::Object(operators)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn expect(arguments: &Value, deferred: &Value, statements: Value) {
        let marks: Marks = serde_json::from_value(deferred.clone()).unwrap();
        let unknowns = Unknowns { names_resources: &|_| false, provider: None, documents: &|_| Vec::new() };
        let found: Value = serde_json::from_str(&text(&known_policy(arguments, &marks, &unknowns))).unwrap();
        assert_eq!(found, json!({ "Version": "2012-10-17", "Statement": statements }));
    }

    #[test]
    fn what_is_not_known_is_null() {
        let arguments = json!({"statement": [
            {"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::c", null], "sid": "A",
                "condition": [{"test": "StringEquals", "variable": "aws:PrincipalOrgID", "values": ["o-1", null]},
                    {"test": "StringEquals", "variable": "aws:PrincipalTag/a", "values": ["&{aws:username}"]}],
                "principals": [{"type": "AWS", "identifiers": ["*", null]}, {"type": "AWS", "identifiers": ["1"]}]},
            {"effect": "Deny", "not_actions": ["iam:*"], "not_principals": [{"type": "*", "identifiers": ["*"]}]},
            {}]});
        let deferred = json!({"statement": [
            {"resources": [false, true], "condition": [{"values": [false, true]}], "principals": [{"identifiers": [false, true]}]},
            {"not_resources": true, "condition": true},
            true]});
        expect(
            &arguments,
            &deferred,
            json!([
                {"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::c", null],
                    "Principal": {"AWS": ["*", null, "1"]},
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-1", null], "aws:PrincipalTag/a": ["${aws:username}"]}}},
                {"Effect": "Deny", "NotAction": ["iam:*"], "NotResource": null, "NotPrincipal": "*", "Condition": null},
                null,
            ]),
        );
    }

    #[test]
    fn what_names_a_resource_is_no_pattern() {
        let arguments = json!({"statement": [{"actions": [null], "resources": ["*", null],
            "principals": [{"type": "AWS", "identifiers": [null]}]}]});
        let deferred: Marks =
            serde_json::from_value(json!({"statement": [{"actions": [true], "resources": [false, true],
            "principals": [{"identifiers": [true]}]}]}))
            .unwrap();
        let names = |argument: &str| argument != "statement.actions";
        let unknowns = Unknowns { names_resources: &names, provider: None, documents: &|_| Vec::new() };
        let found = known_policy(&arguments, &deferred, &unknowns);
        assert_eq!(
            found["Statement"],
            json!([{"Effect": "Allow", "Action": [null], "Resource": ["*", SOME_ARN], "Principal": {"AWS": [SOME_ARN]}}])
        );
    }

    #[test]
    fn documents_are_merged_by_name() {
        let source = r#"{"Statement":[{"Sid":"A","Effect":"Deny"},{"Sid":"B","Effect":"Deny"}]}"#;
        let arguments = json!({
            "source_policy_documents": [source, null],
            "statement": [{"sid": "A", "actions": ["s3:*"]}, {"actions": ["sqs:*"]}],
            "override_policy_documents": [r#"{"Statement":{"Sid":"B","Effect":"Allow"}}"#],
        });
        expect(
            &arguments,
            &json!({"source_policy_documents": [false, true]}),
            json!([
                {"Sid": "A", "Effect": "Allow", "Action": ["s3:*"]},
                {"Sid": "B", "Effect": "Allow"},
                null,
                {"Effect": "Allow", "Action": ["sqs:*"]},
            ]),
        );
    }

    #[test]
    fn what_is_not_known_as_a_whole_may_be_anything() {
        expect(&json!({}), &json!({"statement": true}), json!([null]));
        expect(&json!({"source_json": ""}), &json!({"override_json": true}), json!([null]));
    }

    #[test]
    fn what_others_know_is_taken_over() {
        let arguments = json!({"source_policy_documents": [null], "statement": [{"actions": ["sts:AssumeRoleWithWebIdentity"],
            "principals": [{"type": "Federated", "identifiers": [null]}]}]});
        let deferred: Marks = serde_json::from_value(json!({"source_policy_documents": [true],
            "statement": [{"principals": [{"identifiers": [true]}]}]}))
        .unwrap();
        let provider = "arn:aws:iam::known-after-apply:oidc-provider/gitlab.com";
        let other = json!({"Statement": [{"Effect": "Allow", "Action": ["s3:*"]}]});
        let unknowns = Unknowns {
            names_resources: &|_| false,
            provider: Some(provider.to_owned()),
            documents: &|argument| if argument == "source_policy_documents" { vec![other.clone()] } else { Vec::new() },
        };
        assert_eq!(
            known_policy(&arguments, &deferred, &unknowns)["Statement"],
            json!([{"Effect": "Allow", "Action": ["s3:*"]},
                {"Effect": "Allow", "Action": ["sts:AssumeRoleWithWebIdentity"], "Principal": {"Federated": [provider]}}])
        );
    }

    #[test]
    fn an_override_that_is_not_known_may_replace_whatever_has_a_name() {
        let statement = json!([{"sid": "A", "actions": ["*"]}, {"actions": ["sqs:*"]}]);
        expect(
            &json!({"statement": statement, "override_policy_documents": [null]}),
            &json!({"override_policy_documents": [true]}),
            json!([null, {"Effect": "Allow", "Action": ["sqs:*"]}, null]),
        );
    }
}
