//! Policy documents in what rules see: their texts out of the values, and what is concluded of them into the input.

use std::collections::BTreeMap;

use plangate_iam::{Condition, Effect, Principal, Principals, Scope, Statement};
use plangate_plan::{AttributePath, Marked, Step};
use regorus::Value;

use crate::documents::{Concluded, Documents, Given, Held};
use crate::input::{Keys, ResourceInput, object};

/// A place where a policy stands.
pub(crate) struct DocumentPlace<'v> {
    pub path: AttributePath,
    /// The policy; none where only apply can know it.
    pub text: Option<&'v str>,
}

impl ResourceInput {
    /// The policies in an attribute, keys joined by dots, the first of two being that of a block.
    pub(crate) fn documents_in(&self, attribute: &str) -> Vec<DocumentPlace<'_>> {
        let key = |key: &str| Step::Key(key.to_owned());
        let mut values: Vec<(AttributePath, Option<&Value>)> = Vec::new();
        match attribute.split_once('.') {
            None => values.push((AttributePath(vec![key(attribute)]), self.member(attribute))),
            Some((block, inner)) => {
                let blocks = self.member(block).and_then(|blocks| blocks.as_array().ok());
                for (index, of) in blocks.iter().flat_map(|blocks| blocks.iter()).enumerate() {
                    let value = of.as_object().ok().and_then(|members| members.get(&Value::from(inner)));
                    values.push((AttributePath(vec![key(block), Step::Index(index), key(inner)]), value));
                }
            }
        }
        let mut places = Vec::new();
        for (path, value) in values {
            let text: Option<&str> = value.and_then(|value| value.as_string().ok()).map(AsRef::as_ref);
            if text.is_some_and(|text| !text.trim().is_empty()) || self.deferred.at(&path) == Marked::Whole {
                places.push(DocumentPlace { path, text });
            }
        }
        places
    }

    /// The texts of an attribute that is a text or a list of them.
    pub(crate) fn texts_of(&self, attribute: &str) -> Vec<&str> {
        match self.member(attribute) {
            Some(Value::String(text)) => vec![text.as_ref()],
            Some(Value::Array(items)) => {
                items.iter().filter_map(|item| item.as_string().ok()).map(AsRef::as_ref).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The values as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::to_value(&self.values).unwrap_or_default()
    }

    fn member(&self, key: &str) -> Option<&Value> {
        self.values.as_object().ok()?.get(&Value::from(key))
    }

    /// Adds what rules see of the policies in the resource, and of all that it is given as a principal.
    pub(crate) fn set_documents(&mut self, held: &[Held], principal: Option<&Given>, keys: &Keys) {
        let Ok(members) = self.value.as_object_mut() else { return };
        if !held.is_empty() {
            let documents = held.iter().map(|held| (Value::from(held.key()), document(held, keys)));
            members.insert(keys.get("documents"), Value::from(documents.collect::<BTreeMap<_, _>>()));
        }
        if let Some(given) = principal {
            let conclusions = by_kind(given.conclusions.iter(), keys, |concluded| {
                let sources = concluded.sources.iter().map(|source| Value::from(source.as_str()));
                let sources = Value::from(sources.collect::<Vec<_>>());
                vec![("sources", sources), ("split", Value::from(concluded.is_split))]
            });
            let denies = Value::from(given.denies_without_mfa);
            let principal = [("conclusions", conclusions), ("denies_without_mfa", denies)];
            members.insert(keys.get("principal"), members_of(principal, keys));
        }
    }
}

fn members_of(members: impl IntoIterator<Item = (&'static str, Value)>, keys: &Keys) -> Value {
    Value::from(members.into_iter().map(|(key, value)| (keys.get(key), value)).collect::<BTreeMap<_, _>>())
}

fn document(held: &Held, keys: &Keys) -> Value {
    let read = &held.read;
    let path = held.path.steps().iter().map(|step| match step {
        Step::Key(key) => keys.get(key),
        Step::Index(index) => Value::from(*index as u64),
    });
    let mut members = vec![
        ("path", Value::from(path.collect::<Vec<_>>())),
        ("kind", keys.get(read.document.kind.as_str())),
        ("statements", list(&read.document.statements, |of| statement(of, keys))),
        ("faults", list(&held.faults, |fault| Value::from(fault.as_str()))),
        ("conclusions", by_kind(held.conclusions.iter(), keys, |_| Vec::new())),
    ];
    if read.document.is_partial {
        members.push(("partial", Value::from(true)));
    }
    if read.denies_plaintext {
        members.push(("denies_plaintext", Value::from(true)));
    }
    if held.is_used {
        members.push(("used", Value::from(true)));
    }
    members.extend(held.account.as_ref().map(|account| ("account", Value::from(account.as_str()))));
    members_of(members, keys)
}

fn by_kind<'c>(
    conclusions: impl Iterator<Item = &'c Concluded>,
    keys: &Keys,
    more: impl Fn(&Concluded) -> Vec<(&'static str, Value)>,
) -> Value {
    let mut kinds: BTreeMap<Value, Vec<Value>> = BTreeMap::new();
    for concluded in conclusions {
        let conclusion = &concluded.conclusion;
        let statements = conclusion.places.iter().map(|place| Value::from(place.statement as u64));
        let mut members = vec![
            ("label", Value::from(conclusion.label.as_str())),
            ("reason", Value::from(conclusion.reason.as_str())),
            ("statements", Value::from(statements.collect::<Vec<_>>())),
        ];
        members.extend(conclusion.facts.iter().map(|(name, fact)| (*name, Value::from(fact.as_str()))));
        members.extend(more(concluded));
        kinds.entry(keys.get(conclusion.kind.as_str())).or_default().push(members_of(members, keys));
    }
    Value::from(kinds.into_iter().map(|(kind, all)| (kind, Value::from(all))).collect::<BTreeMap<_, _>>())
}

fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    Value::from(items.iter().map(value).collect::<Vec<_>>())
}

fn statement(statement: &Statement, keys: &Keys) -> Value {
    let texts = |texts: &[String]| list(texts, |text| Value::from(text.as_str()));
    let scope = |scope: Option<&Scope>| {
        let none = || Value::from(Vec::<Value>::new());
        let patterns = |scope: &Scope| list(scope.patterns(), |pattern| Value::from(pattern.as_str()));
        match scope {
            Some(only @ Scope::Only(_)) => (patterns(only), none()),
            Some(all_but @ Scope::AllBut(_)) => (none(), patterns(all_but)),
            None => (none(), none()),
        }
    };
    let principals = |wanted: bool| match &statement.principals {
        Some(Principals::Only(named)) if wanted => list(named, |of| principal(of, keys)),
        Some(Principals::AllBut(named)) if !wanted => list(named, |of| principal(of, keys)),
        _ => Value::from(Vec::<Value>::new()),
    };
    let condition = |of: &Condition| {
        members_of(
            [
                ("operator", Value::from(of.written.as_str())),
                ("key", Value::from(of.key.as_str())),
                ("values", texts(&of.values)),
            ],
            keys,
        )
    };
    let (actions, not_actions) = scope(Some(&statement.actions));
    let (resources, not_resources) = scope(statement.resources.as_ref());
    let effect: Effect = statement.effect;
    let mut members = vec![
        ("index", Value::from(statement.index as u64)),
        ("label", Value::from(statement.label())),
        ("effect", keys.get(effect.as_str())),
        ("actions", actions),
        ("not_actions", not_actions),
        ("resources", resources),
        ("not_resources", not_resources),
        ("principals", principals(true)),
        ("not_principals", principals(false)),
        ("conditions", list(&statement.conditions, condition)),
    ];
    members.extend(statement.sid.as_ref().map(|sid| ("sid", Value::from(sid.as_str()))));
    members_of(members, keys)
}

fn principal(principal: &Principal, keys: &Keys) -> Value {
    let kind = match principal {
        Principal::Everyone | Principal::Account(_) | Principal::Arn(_) | Principal::Other(_) => "AWS",
        Principal::Service(_) => "Service",
        Principal::Federated(_) => "Federated",
        Principal::CanonicalUser(_) => "CanonicalUser",
    };
    members_of([("type", keys.get(kind)), ("id", Value::from(principal.to_string()))], keys)
}

/// The element of `input.grants` for something that the change grants.
pub(crate) fn grant_value(grant: &crate::documents::Grant) -> Value {
    let texts = |texts: &[String]| list(texts, |text| Value::from(text.as_str()));
    let path = grant.path.steps().iter().map(|step| match step {
        Step::Key(key) => Value::from(key.as_str()),
        Step::Index(index) => Value::from(*index as u64),
    });
    object([
        ("address", Value::from(grant.address.as_str())),
        ("path", Value::from(path.collect::<Vec<_>>())),
        ("label", Value::from(grant.label.as_str())),
        ("reason", Value::from(grant.reason.as_str())),
        ("level", Value::from(grant.level)),
        ("actions", texts(&grant.actions)),
        ("resources", texts(&grant.resources)),
        ("principals", texts(&grant.principals)),
        ("to", texts(&grant.to)),
        ("open", Value::from(grant.is_open)),
    ])
}

impl Documents {
    /// Puts what is concluded into what rules see of a subject.
    pub(crate) fn show(&self, position: usize, input: &mut ResourceInput, keys: &Keys) {
        let held = self.of(position);
        let principal = self.given(position);
        if !held.is_empty() || principal.is_some() {
            input.set_documents(held, principal, keys);
        }
    }
}
