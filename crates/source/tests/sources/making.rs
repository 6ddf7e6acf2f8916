//! Fixtures, plans and the text that tests compare.

use std::path::{Path, PathBuf};

use plangate_plan::{AttributePath, Step};
use plangate_source::{Located, Sources};
use serde_json::Value;

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Writes files into a new directory.
pub fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    directory
}

/// `ingress[0].cidr_blocks[1]` or `tags["a b"]` as a path.
pub fn path(text: &str) -> AttributePath {
    let mut steps = Vec::new();
    if text.is_empty() {
        return AttributePath(steps);
    }
    for part in plangate_plan::address::tokenize(text).unwrap() {
        steps.push(Step::Key(part.name.into_owned()));
        for key in part.keys {
            steps.push(match key {
                plangate_plan::address::InstanceKey::Number(index) => Step::Index(usize::try_from(index).unwrap()),
                plangate_plan::address::InstanceKey::Text(key) => Step::Key(key),
                plangate_plan::address::InstanceKey::Unknown => panic!("no step"),
            });
        }
    }
    AttributePath(steps)
}

/// The planned values of a resource.
pub fn values(plan: &Value, address: &str) -> Option<Value> {
    let changes = plan["resource_changes"].as_array().unwrap().iter();
    changes.filter(|change| change["address"] == address).map(|change| change["change"]["after"].clone()).next()
}

/// A located place with all that it says, in lines.
pub fn shown(root: &Path, located: Option<&Located>) -> String {
    let Some(located) = located else { return "nowhere\n".to_owned() };
    let place = |place: &plangate_source::Place| {
        let root = format!("{}/", root.display());
        let shown = place.to_string();
        let lines = place.text().lines().map(str::trim).collect::<Vec<_>>().join(" ~ ");
        format!("{} `{lines}`", shown.strip_prefix(&root).unwrap_or(&shown))
    };
    let mut text = format!("{} {:?}", place(&located.place), located.what);
    if !located.rest.is_empty() {
        text += &format!(", without `{}`", located.rest);
    }
    text.push('\n');
    for related in &located.related {
        text += &format!("  {} {}\n", place(&related.place), related.label);
    }
    text
}

/// Locates some paths, `address path` each.
pub fn located(root: &Path, plan: Option<&Value>, wanted: &[(&str, &str)]) -> String {
    let sources = Sources::open(root);
    let one = |(address, attribute): &(&str, &str)| {
        let values = plan.and_then(|plan| values(plan, address));
        let located = sources.locate_named(address, &path(attribute), values.as_ref());
        format!("{address} {attribute}\n{}", shown(root, located.as_ref()))
    };
    wanted.iter().map(one).collect()
}
