//! The policy documents of a plan: where they stand, what is known of deferred ones, and what they amount to, one by one and for
//! each principal.

mod accounts;
mod attributes;
mod cut;
mod grants;
mod principals;
mod sources;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use plangate_iam::{
    Conclusion, ConclusionKind, Document, Grants, Kind, conclude_identity, conclude_resource, conclude_trust,
    denies_plaintext,
};
use plangate_plan::address::{ConfigAddress, to_config_address};
use plangate_plan::{AttributePath, Configuration, Marked, Marks, Step, Target, references_at};
use rayon::prelude::*;

pub(crate) use attributes::{SOURCE, attributes, types};
pub use grants::Grant;
pub(crate) use grants::grants;
pub(crate) use principals::{Given, types as principal_types};

use crate::documents::accounts::Accounts;
use crate::documents::sources::Unknowns;
use crate::input::{Keys, Side};
use crate::subject::{Linked, Subject, Subjects};

/// The documents of all subjects of one state.
#[derive(Default)]
pub(crate) struct Documents {
    held: HashMap<usize, Vec<Held>>,
    principals: HashMap<usize, Given>,
    /// Subjects whose documents are permissions boundaries and nothing else: they give nothing.
    boundaries: HashSet<usize>,
}

/// A document where it stands.
pub(crate) struct Held {
    /// Keys joined by dots, no positions.
    pub attribute: &'static str,
    pub path: AttributePath,
    pub read: Arc<Read>,
    /// What is concluded of it where it stands, in words that may be shown.
    pub conclusions: Vec<Concluded>,
    /// What is wrong with it, in words that may be shown.
    pub faults: Vec<String>,
    /// Whether it is marked sensitive, so that nothing of it may be shown.
    pub is_sensitive: bool,
    /// Of a data source: whether a resource that is looked at has this document.
    pub is_used: bool,
    /// The account that it belongs to, if that is known.
    pub account: Option<String>,
}

impl Held {
    /// The attribute with positions: `inline_policy.0.policy`.
    pub(crate) fn key(&self) -> String {
        let steps = self.path.steps().iter().map(|step| match step {
            Step::Key(key) => key.clone(),
            Step::Index(index) => index.to_string(),
        });
        steps.collect::<Vec<_>>().join(".")
    }
}

/// A document: what it is attached to, whether it is known in part, and its text.
type Text = (Kind, bool, String);

/// Arguments of data sources that hold other documents.
const MERGED: [&str; 4] = ["source_json", "source_policy_documents", "override_json", "override_policy_documents"];

/// Where a document was found, and which one it is.
struct Found {
    position: usize,
    attribute: &'static str,
    path: AttributePath,
    number: usize,
    is_sensitive: bool,
}

/// A document and what is concluded of it by itself; the same text is read once.
pub(crate) struct Read {
    pub document: Document,
    pub conclusions: Vec<Conclusion>,
    pub denies_plaintext: bool,
    /// Of one that is known in part: what may be concluded of it when all is known; `faults` among it.
    possible: BTreeSet<&'static str>,
}

impl Read {
    fn new(text: &str, kind: Kind, is_partial: bool) -> Self {
        if !is_partial {
            let document = Document::parse(text, kind);
            let denies_plaintext = kind == Kind::Resource && denies_plaintext(&document);
            let conclusions = conclude(&document);
            return Self { document, conclusions, denies_plaintext, possible: BTreeSet::new() };
        }
        let (document, most) = (Document::parse_least(text, kind), Document::parse_most(text, kind));
        let mut possible: BTreeSet<&str> = conclude(&most).iter().map(|conclusion| conclusion.kind.as_str()).collect();
        if !most.is_partial {
            // All that is not known are names of resources.
            possible.extend((!most.faults.is_empty()).then_some("faults"));
        } else {
            possible.insert("faults");
        }
        let conclusions = conclude(&document);
        Self { document: Document { is_partial: true, ..document }, conclusions, denies_plaintext: false, possible }
    }

    /// Whether a rule that asks for some conclusions may find something, when all is known.
    pub(crate) fn may_amount_to(&self, wanted: &[String]) -> bool {
        let is_conclusion =
            |word: &str| word == "faults" || ConclusionKind::ALL.iter().any(|kind| kind.as_str() == word);
        // Of all else nobody knows what a rule makes of it.
        wanted.iter().any(|word| !is_conclusion(word) || self.possible.contains(word.as_str()))
    }
}

fn conclude(document: &Document) -> Vec<Conclusion> {
    match document.kind {
        Kind::Identity => conclude_identity(&Grants::of(document)),
        Kind::Trust => conclude_trust(document),
        Kind::Resource | Kind::Endpoint => conclude_resource(document),
        Kind::Organization => Vec::new(),
    }
}

/// A conclusion with where it comes from.
pub(crate) struct Concluded {
    pub conclusion: Conclusion,
    /// Of a principal: the addresses of the resources, and ARNs of the managed policies, that give it.
    pub sources: Vec<String>,
    /// Of a principal: whether no single document amounts to it.
    pub is_split: bool,
}

impl Concluded {
    /// What may be shown of it: of a sensitive document only that it is so.
    fn new(conclusion: &Conclusion, is_sensitive: bool) -> Self {
        let mut conclusion = conclusion.clone();
        if is_sensitive {
            "a statement".clone_into(&mut conclusion.label);
            conclusion.reason = format!("is at fault ({}), and is sensitive", conclusion.kind.as_str());
            // Rules tell conclusions by facts; the actions are all that is of the text.
            conclusion.facts.remove("actions");
        }
        Self { conclusion, sources: Vec::new(), is_split: false }
    }
}

impl Documents {
    pub(crate) fn of(&self, position: usize) -> &[Held] {
        self.held.get(&position).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn given(&self, position: usize) -> Option<&Given> {
        self.principals.get(&position)
    }

    /// Reads the documents of subjects whose types are wanted.
    pub(crate) fn build(
        subjects: &Subjects<'_>,
        configuration: &Configuration<'_>,
        is_wanted: impl Fn(&str) -> bool,
        accounts: &Accounts,
    ) -> Self {
        let mut texts: Vec<Text> = Vec::new();
        let mut numbers: HashMap<Text, usize> = HashMap::new();
        let mut found: Vec<Found> = Vec::new();
        for (position, subject) in subjects.all.iter().enumerate().filter(|(_, subject)| is_wanted(subject.head.kind)) {
            for (attribute, kind) in attributes(subject.head.kind) {
                if *kind == Kind::Organization && !is_iam_policy(subject) {
                    continue;
                }
                for place in subject.input.documents_in(attribute) {
                    let text = match place.text {
                        Some(text) => Some((false, text.to_owned(), false)),
                        None => deferred(subjects, configuration, position, attribute)
                            .map(|(text, is_sensitive)| (true, text, is_sensitive)),
                    };
                    let Some((is_partial, text, of_source)) = text else { continue };
                    let is_sensitive = of_source || is_sensitive(subject, &place.path);
                    let key = (kind_of(*kind, subject, &text), is_partial, text);
                    let next = texts.len();
                    let number = *numbers.entry(key).or_insert_with_key(|key| {
                        texts.push(key.clone());
                        next
                    });
                    found.push(Found { position, attribute, path: place.path, number, is_sensitive });
                }
            }
        }
        let read: Vec<Arc<Read>> = texts
            .par_iter()
            .with_min_len(8)
            .map(|(kind, is_partial, text)| Arc::new(Read::new(text, *kind, *is_partial)))
            .collect();
        let used = used(subjects, &found, &texts, &numbers);
        let named = named(subjects, configuration);
        let mut documents = Self::default();
        for Found { position, attribute, path, number, is_sensitive } in found {
            let (Some(subject), Some(read)) = (subjects.all.get(position), read.get(number)) else { continue };
            let conclusions = read.conclusions.iter().map(|conclusion| Concluded::new(conclusion, is_sensitive));
            let faults = read.document.faults.iter().map(|fault| match is_sensitive {
                true => "is malformed, and is sensitive".to_owned(),
                // Its text is made up here: a position in it means nothing.
                false if read.document.is_partial => fault.without_position(),
                false => fault.to_string(),
            });
            let held = Held {
                attribute,
                path,
                conclusions: conclusions.collect(),
                faults: faults.collect(),
                is_sensitive,
                is_used: subject.head.kind == SOURCE && (used.contains(&number) || is_named(subject, &named)),
                account: accounts.of_resource(subject, &read.document),
                read: Arc::clone(read),
            };
            documents.held.entry(position).or_default().push(held);
        }
        documents.principals = principals::join(subjects, &documents);
        cut::cut(&mut documents, subjects);
        documents
    }

    /// The subjects that hold documents or are principals.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> {
        let mut all: Vec<usize> = self.held.keys().chain(self.principals.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter()
    }
}

/// The documents that resources have, or other data sources: there they are seen.
fn used(subjects: &Subjects<'_>, found: &[Found], texts: &[Text], numbers: &HashMap<Text, usize>) -> HashSet<usize> {
    let sources = subjects.all.iter().filter(|subject| subject.head.kind == SOURCE);
    let merged = sources.flat_map(|source| MERGED.iter().flat_map(|key| source.input.texts_of(key)));
    let of_resources = found
        .iter()
        .filter(|found| subjects.all.get(found.position).is_some_and(|subject| subject.head.kind != SOURCE))
        .filter_map(|found| texts.get(found.number))
        .map(|(_, is_partial, text)| (*is_partial, text.as_str()));
    let mut used = HashSet::new();
    for (is_partial, text) in merged.map(|text| (false, text)).chain(of_resources) {
        // A data source does not say what it is for.
        let kinds = [Kind::Identity, Kind::Resource].into_iter();
        used.extend(kinds.filter_map(|kind| numbers.get(&(kind, is_partial, text.to_owned()))));
    }
    used
}

/// The data sources of documents that attributes with documents refer to. What is known by its text alone may be the same in other words:
/// providers write documents anew.
fn named(subjects: &Subjects<'_>, configuration: &Configuration<'_>) -> HashSet<ConfigAddress> {
    let mut named = HashSet::new();
    let mut seen = HashSet::new();
    // Where there is no such data source, nobody has to look for one.
    if !subjects.all.iter().any(|subject| subject.head.kind == SOURCE) {
        return named;
    }
    for subject in &subjects.all {
        let attributes = attributes(subject.head.kind).iter().map(|(attribute, _)| *attribute);
        let merged = MERGED.into_iter().filter(|_| subject.head.kind == SOURCE);
        let Some(written) = configuration.written(&subject.head.address) else { continue };
        let Some(body) = written.body.filter(|_| seen.insert(written.address.clone())) else { continue };
        for attribute in attributes.chain(merged) {
            let keys: Vec<&str> = attribute.split('.').collect();
            let trace = configuration.trace(&written.address, &references_at(body, &keys));
            let targets = trace.targets.into_iter().map(|target| target.address);
            named.extend(targets.filter(|address| address.resource.starts_with(SOURCE)));
        }
    }
    named
}

fn is_named(source: &Subject<'_>, named: &HashSet<ConfigAddress>) -> bool {
    to_config_address(&source.head.address).is_ok_and(|address| named.contains(&address))
}

/// Whether two conclusions say the same of a statement.
fn is_same(one: &Conclusion, other: &Conclusion) -> bool {
    one.kind == other.kind && one.facts.get("path") == other.facts.get("path")
}

/// Policies of an organization have other languages, too.
fn is_iam_policy(subject: &Subject<'_>) -> bool {
    let kinds = subject.input.texts_of("type");
    kinds.is_empty() || kinds.iter().any(|kind| matches!(*kind, "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY"))
}

/// A data source may be for either: whoever names principals means a resource.
fn kind_of(kind: Kind, subject: &Subject<'_>, text: &str) -> Kind {
    let is_identity = subject.head.kind == SOURCE && !text.contains("Principal\"");
    if is_identity { Kind::Identity } else { kind }
}

/// What is known of a deferred document, if it is made by a data source: JSON with null for what is not known, and whether something
/// in it is sensitive.
fn deferred(
    subjects: &Subjects<'_>,
    configuration: &Configuration<'_>,
    position: usize,
    attribute: &str,
) -> Option<(String, bool)> {
    let subject = subjects.get(position)?;
    let of = |position: usize| {
        let source = subjects.get(position)?;
        let known = known_of(subjects, configuration, position, DEPTH)?;
        Some((sources::text(&known), is_sensitive(source, &AttributePath::default())))
    };
    if subject.head.kind == SOURCE {
        return of(position);
    }
    let mut targets = subjects.linked(position).filter(|linked| !linked.inbound && linked.attribute == attribute);
    let target = targets.next().filter(|target| target.certain)?;
    if targets.any(|other| other.position != target.position) {
        return None;
    }
    subjects.get(target.position).filter(|source| source.head.kind == SOURCE).and_then(|_| of(target.position))
}

/// So many data sources are followed that are made of one another.
const DEPTH: usize = 8;

/// What is known of the document of a data source that is read during apply.
fn known_of(
    subjects: &Subjects<'_>,
    configuration: &Configuration<'_>,
    position: usize,
    depth: usize,
) -> Option<serde_json::Value> {
    let source = subjects.get(position).filter(|source| source.head.kind == SOURCE && depth > 0)?;
    let documents = |argument: &str| {
        let out = subjects.linked(position).filter(|linked| !linked.inbound && linked.attribute == argument);
        let known = |linked: Linked<'_>| known_of(subjects, configuration, linked.position, depth - 1);
        out.filter(|linked| linked.certain).filter_map(known).collect()
    };
    let unknowns = Unknowns {
        names_resources: &|argument| names_resources(configuration, source, argument),
        provider: provider(subjects, configuration, source),
        documents: &documents,
    };
    Some(sources::known_policy(&source.input.json(), &source.input.deferred, &unknowns))
}

/// The ARN, but for the account, of the only identity provider of the plan that a data source refers to.
fn provider(subjects: &Subjects<'_>, configuration: &Configuration<'_>, source: &Subject<'_>) -> Option<String> {
    let written = configuration.written(&source.head.address)?;
    let references = references_at(written.body?, &["statement", "principals", "identifiers"]);
    let targets = configuration.trace(&written.address, &references).targets;
    let mut found = targets.iter().filter_map(|target| {
        let kind = target.address.resource.split('.').next()?;
        match kind {
            "aws_iam_saml_provider" => Some("saml-provider/known-after-apply".to_owned()),
            "aws_iam_openid_connect_provider" => {
                let url = subjects.text_of(&target.address, "url").unwrap_or_default();
                Some(format!("oidc-provider/{}", url.trim_start_matches("https://")))
            }
            _ => None,
        }
    });
    let only = found.next().filter(|name| !name.ends_with('/'))?;
    found.next().is_none().then(|| format!("arn:aws:iam::known-after-apply:{only}"))
}

/// Types that hold texts of anybody's choice.
const TEXTS: [&str; 8] = [
    "aws_appconfig",
    "aws_cloudformation_stack",
    "aws_dynamodb_table_item",
    "aws_iam_policy_document",
    "aws_lambda_invocation",
    "aws_s3_object",
    "aws_secretsmanager_secret_version",
    "aws_ssm_parameter",
];

/// Whether an argument refers to nothing else that is not known but resources of AWS: their ARNs and ids are no patterns.
fn names_resources(configuration: &Configuration<'_>, source: &Subject<'_>, argument: &str) -> bool {
    let Some(written) = configuration.written(&source.head.address) else { return false };
    let keys: Vec<&str> = argument.split('.').collect();
    let references = written.body.map(|body| references_at(body, &keys)).unwrap_or_default();
    let trace = configuration.trace(&written.address, &references);
    let of_aws = |target: &Target| {
        let resource = target.address.resource.strip_prefix("data.").unwrap_or(&target.address.resource);
        resource.starts_with("aws_") && !TEXTS.iter().any(|kind| resource.starts_with(kind))
    };
    !trace.opaque && !trace.targets.is_empty() && trace.targets.iter().all(of_aws)
}

/// Whether a value is marked sensitive, or something in it.
fn is_sensitive(subject: &Subject<'_>, path: &AttributePath) -> bool {
    let raw = subject.change.and_then(|change| subject.input.side.sensitive(change));
    let marks = raw.filter(|raw| raw.get().contains("true")).map(|raw| serde_json::from_str::<Marks>(raw.get()));
    match marks {
        None => false,
        // What can't be read may say that it is.
        Some(Err(_)) => true,
        Some(Ok(marks)) => marks.at(path) != Marked::No,
    }
}

/// Reads the documents of a state and puts them into what rules see.
pub(crate) fn attach(
    subjects: &mut Subjects<'_>,
    configuration: &Configuration<'_>,
    is_wanted: impl Fn(&str) -> bool,
    callers: &BTreeSet<String>,
) {
    let documents = Documents::build(subjects, configuration, is_wanted, &Accounts::of(callers, subjects));
    let keys = Keys::default();
    for position in documents.positions() {
        if let Some(subject) = subjects.all.get_mut(position) {
            documents.show(position, &mut subject.input, &keys);
        }
    }
    subjects.documents = documents;
}

/// Whether a subject is there on its side, and stays.
fn is_there(subject: &Subject<'_>) -> bool {
    !(subject.input.deleted && subject.input.side == Side::After)
}
