//! Every leaf of every plan among the fixtures is located, and where a literal is found there, it is the leaf's value.

use std::path::{Path, PathBuf};

use plangate_plan::{AttributePath, Step};
use plangate_source::{Kind, Located, Sources, What};
use serde_json::Value;

fn plans() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        if folder.join("plan.json").exists() && folder.join("main.tf").exists() {
            found.push(folder.clone());
        }
        folders.extend(std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
    }
    found.sort();
    found
}

fn leaves(value: &Value, path: &mut Vec<Step>, found: &mut Vec<(AttributePath, Value)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                path.push(Step::Key(key.clone()));
                leaves(member, path, found);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                leaves(item, path, found);
                path.pop();
            }
        }
        leaf => found.push((AttributePath(path.clone()), leaf.clone())),
    }
}

/// The literal that stands at a place, if it is one.
fn literal(located: &Located) -> Option<Value> {
    let text = located.place.text();
    let expression = match located.what {
        What::Attribute => text.split_once('=')?.1.to_owned(),
        What::Element => match text.split_once('=') {
            Some((name, value)) if name.trim().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '"') => value.to_owned(),
            _ => text.to_owned(),
        },
        _ => return None,
    };
    match hcl_edit::parser::parse_expr(expression.trim()).ok()? {
        hcl_edit::expr::Expression::String(text) => Some(text.as_str().into()),
        hcl_edit::expr::Expression::Bool(value) => Some((*value.value()).into()),
        hcl_edit::expr::Expression::Number(number) => serde_json::from_str(&number.value().to_string()).ok(),
        _ => None,
    }
}

fn same(literal: &Value, planned: &Value) -> bool {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text(literal) == text(planned) || text(literal).parse::<f64>().ok().zip(text(planned).parse().ok()).is_some_and(|(a, b): (f64, f64)| a == b)
}

#[test]
fn every_leaf_of_the_fixtures_is_located_where_its_value_is_written() {
    let (mut located_leaves, mut compared, mut ambiguous) = (0, 0, 0);
    for folder in plans() {
        let name = folder.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap().display().to_string();
        let sources = Sources::open(&folder);
        assert_eq!(sources.problems(), [], "{name}");
        let plan: Value = serde_json::from_slice(&std::fs::read(folder.join("plan.json")).unwrap()).unwrap();
        for change in plan["resource_changes"].as_array().into_iter().flatten() {
            if change["change"]["after"].is_null() || change.get("deposed").is_some() {
                continue;
            }
            let address = change["address"].as_str().unwrap();
            let values = &change["change"]["after"];
            let mut found = Vec::new();
            leaves(values, &mut Vec::new(), &mut found);
            for (path, value) in found {
                let Some(located) = sources.locate(&address.parse().unwrap(), &path, Some(values)) else {
                    panic!("{name}: {address} is not located");
                };
                located_leaves += 1;
                ambiguous += usize::from(located.related.iter().any(|related| related.kind == Kind::Candidate));
                if value.is_null() || !located.rest.is_empty() {
                    continue;
                }
                if let Some(literal) = literal(&located) {
                    compared += 1;
                    assert!(same(&literal, &value), "{name}: {address} {path} is {value} and at {} {:?}", located.place, located.place.text());
                }
            }
        }
    }
    println!("{located_leaves} located, {compared} compared, {ambiguous} ambiguous");
    assert!(compared > 3000, "{compared}");
}
