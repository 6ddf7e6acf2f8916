//! Every leaf of every plan among the fixtures is located, and where a literal is found there, it is the leaf's value.

use std::path::{Path, PathBuf};

use hcl_edit::expr::Expression;
use plangate_plan::{AttributePath, Step};
use plangate_source::{Kind, Located, Place, Problem, ProblemKind, Sources};
use serde_json::Value;

fn plans() -> Vec<PathBuf> {
    let mut folders = vec![
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans"),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"),
    ];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        if folder.join("plan.json").exists() && folder.join("main.tf").exists() {
            found.push(folder.clone());
        }
        folders.extend(
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()),
        );
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

/// The literal that stands at a place: an attribute, a member of an object or an element.
fn literal(place: &Place) -> Option<Value> {
    let text = place.text();
    let is_name = |name: &str| name.trim().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '"');
    let expression = text.split_once('=').filter(|(name, _)| is_name(name)).map_or(text, |(_, value)| value);
    match hcl_edit::parser::parse_expr(expression.trim()).ok()? {
        Expression::String(text) => Some(text.as_str().into()),
        Expression::Bool(value) => Some((*value.value()).into()),
        Expression::Number(number) => serde_json::from_str(&number.value().to_string()).ok(),
        _ => None,
    }
}

/// Where a value comes from, at the end of the chain.
fn origin(located: &Located) -> Option<&Place> {
    let kinds = [Kind::Default, Kind::TfVars, Kind::Local, Kind::Argument, Kind::DynamicElement];
    located.related.iter().rfind(|related| kinds.contains(&related.kind)).map(|related| &related.place)
}

fn same(literal: &Value, planned: &Value) -> bool {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text(literal) == text(planned)
        || text(literal).parse::<f64>().ok().zip(text(planned).parse().ok()).is_some_and(|(a, b): (f64, f64)| a == b)
}

#[test]
fn every_leaf_of_the_fixtures_is_located_where_its_value_is_written() {
    let mut wrong = Vec::new();
    let (mut compared, mut traced) = (0, 0);
    for folder in plans() {
        let name = folder.display();
        let sources = Sources::open(&folder);
        let is_read = |problem: &Problem| matches!(problem.kind, ProblemKind::ModuleMissing(_));
        assert!(sources.problems().iter().all(is_read), "{name}: {:?}", sources.problems());
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
                    wrong.push(format!("{name}: {address} is not located"));
                    break;
                };
                if value.is_null() || !located.rest.is_empty() {
                    continue;
                }
                let places = [Some(&located.place), origin(&located)];
                for (followed, place) in places.into_iter().enumerate() {
                    let Some((place, literal)) = place.and_then(|place| Some((place, literal(place)?))) else {
                        continue;
                    };
                    compared += 1 - followed;
                    traced += followed;
                    if !same(&literal, &value) {
                        wrong.push(format!("{name}: {address} {path} is {value}, and not {place:?}"));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(compared > 3000 && traced > 300, "{compared} {traced}");
}
