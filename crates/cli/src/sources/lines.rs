//! Findings at the user's own lines, fit to be shown.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use plangate_plan::{Plan, Secrets};
use plangate_source::{Kind, Located, Place, Sources, What};
use serde_json::Value;

use crate::terminal::code;

/// Where a finding stands.
#[derive(Debug, Clone)]
pub struct Line {
    /// The attribute, or what is nearest to it.
    pub shown: Shown,
    /// What of the path is not written there, such as `encrypted`; empty where the attribute is.
    pub missing: String,
    /// Where the value comes from, and how the module is called.
    pub related: Vec<Related>,
}

/// A place that has to do with a finding.
#[derive(Debug, Clone)]
pub struct Related {
    /// The place.
    pub shown: Shown,
    /// A few words for it.
    pub label: String,
    /// Whether the value at fault is written there.
    pub is_origin: bool,
}

/// A place with the text of its file, fit to be shown: secrets are masked, and what would act on a terminal is gone.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The file's path.
    pub file: String,
    /// The file's text; empty where no code is shown.
    pub text: Arc<str>,
    /// Bytes: where it begins, and how many.
    pub span: (usize, usize),
    /// Line and column of its beginning and of its end, from one.
    pub start: (usize, usize),
    /// The end.
    pub end: (usize, usize),
}

/// The texts of files as they may be shown.
pub(super) struct Texts<'s> {
    secrets: &'s Secrets,
    sources: &'s Sources,
    /// None where no code is shown.
    marked: Option<Marked>,
    known: Mutex<HashMap<PathBuf, Arc<str>>>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(secrets: &'s Secrets, sources: &'s Sources, plan: &Plan<'_>, code: bool) -> Self {
        Self { secrets, sources, marked: code.then(|| Marked::of(plan)), known: Mutex::default() }
    }

    pub(super) fn line(&self, located: &Located) -> Line {
        // What is not written in a block is left out. Within an expression it is only not to be seen.
        let is_in_block = matches!(located.what, What::Block | What::NestedBlock);
        let related = located.related.iter().enumerate().map(|(position, related)| Related {
            shown: self.shown(&related.place),
            label: related.label.clone(),
            is_origin: match related.kind {
                Kind::Default | Kind::TfVars | Kind::Local | Kind::Output | Kind::DynamicElement | Kind::ForEach => {
                    true
                }
                // One that is followed by more only passes the value on.
                Kind::Argument => located.related.get(position + 1).is_none_or(|next| next.kind == Kind::ModuleCall),
                _ => false,
            },
        });
        Line {
            shown: self.shown(&located.place.first_line()),
            missing: if is_in_block { located.rest.to_string() } else { String::new() },
            related: related.collect(),
        }
    }

    fn shown(&self, place: &Place) -> Shown {
        let place = place.first_line();
        Shown {
            file: place.file.shown().to_owned(),
            text: self.text(&place),
            span: (place.span.start, place.span.len()),
            start: (place.start.line, place.start.column),
            end: (place.end.line, place.end.column),
        }
    }

    fn text(&self, place: &Place) -> Arc<str> {
        let Some(marked) = &self.marked else { return Arc::from("") };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let text = known.entry(place.file.path().to_owned());
        Arc::clone(text.or_insert_with(|| {
            let masked = self.secrets.mask(place.file.text());
            let hidden = self.sources.literals(&place.file, |kind, name| marked.has(kind, name));
            code(&masked, &hidden, "???").into()
        }))
    }
}

/// Attributes that are marked sensitive somewhere, by the type of the resource. What is written for them may be another literal than
/// what is planned: a part of it, or the other branch of a condition.
struct Marked(HashMap<String, HashSet<String>>);

impl Marked {
    fn of(plan: &Plan<'_>) -> Self {
        let mut marked = Self(HashMap::new());
        for resource in &plan.changes {
            let marks = [resource.change.before_sensitive, resource.change.after_sensitive];
            for marks in marks.into_iter().flatten().filter(|marks| marks.get().contains("true")) {
                let names = marked.0.entry(resource.r#type.to_string()).or_default();
                leaves(&serde_json::from_str(marks.get()).unwrap_or_default(), None, names);
            }
        }
        marked
    }

    fn has(&self, kind: &str, name: &str) -> bool {
        self.0.get(kind).is_some_and(|names| names.contains(name))
    }
}

/// The last keys on the ways to what is marked.
fn leaves(marks: &Value, name: Option<&str>, found: &mut HashSet<String>) {
    match marks {
        Value::Bool(true) => found.extend(name.map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, name, found)),
        Value::Object(members) => members.iter().for_each(|(name, marks)| leaves(marks, Some(name), found)),
        _ => {}
    }
}
