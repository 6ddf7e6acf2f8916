//! What policies give that they did not give before.

mod expand;
mod implies;
mod region;
mod side;
mod widening;

use std::collections::{BTreeMap, BTreeSet};

use crate::action::AccessLevel;
use crate::conclusion::{Grants, Place};
use crate::document::{Document, Kind};
use crate::pattern::Pattern;
use crate::statement::{Principal, Principals, SOME_ARN, Scope, Statement};
use crate::widened::region::{Naming, Part, Who};
use crate::widened::side::Side;
use crate::widened::widening::{Cause, Comparison, Gain};
use crate::words::listed;

/// Something that is given now and was not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widened {
    /// The statement that gives it; none if it comes from something that is gone, such as a denial.
    pub place: Option<Place>,
    /// What messages call the statement: ``statement `Admin` ``. Of a denial that is gone, what it was called; without a name it is
    /// "the policy".
    pub label: String,
    /// What the statement does now, as it follows after the label: ``newly allows `s3:PutObject` on `*` ``.
    pub reason: String,
    /// The highest level of the actions.
    pub level: AccessLevel,
    /// The actions, as patterns or as "all but" some.
    pub actions: Vec<String>,
    /// The resources, likewise; empty where the statement names none.
    pub resources: Vec<String>,
    /// The principals, likewise; empty in policies of identities.
    pub principals: Vec<String>,
}

/// What a principal is given after a change and was not before.
///
/// Nothing is said if a document from before is only known in part: what it gave is not known.
#[must_use]
pub fn widened(before: &Grants<'_>, after: &Grants<'_>) -> Vec<Widened> {
    if before.documents.iter().chain(&before.boundary).any(|document| document.is_partial) {
        return Vec::new();
    }
    compare(before, after, None)
}

/// What the policy of a resource or role gives after a change and did not before. All of it, if there was no policy.
///
/// A principal of an account that was let in before is no news, unless the account is that of the resource. There, naming it gives it
/// more than naming the account.
#[must_use]
pub fn widened_document(before: Option<&Document>, after: &Document) -> Vec<Widened> {
    if before.is_some_and(|document| document.is_partial) {
        return Vec::new();
    }
    let own_account = own_account(before.into_iter().chain([after]));
    let nothing = || Document { statements: Vec::new(), ..after.clone() };
    let before = with_others(before.cloned().unwrap_or_else(nothing));
    compare(&Grants::of(&before), &Grants::of(&with_others(after.clone())), own_account.as_deref())
}

/// Those who are let in by policies of their own, as far as the document does not deny it.
const OTHERS: &str = "others";

/// Adds what policies of identities may give beside the policy of a resource or of an organization: a denial keeps them from it.
fn with_others(mut document: Document) -> Document {
    if matches!(document.kind, Kind::Resource | Kind::Organization) {
        let index = document.statements.iter().map(|statement| statement.index + 1).max().unwrap_or_default();
        let everything = Statement::of_everything(index, document.kind);
        let others = Principals::Only(vec![Principal::Other(OTHERS.to_owned())]);
        document.statements.push(Statement { principals: Some(others), ..everything });
    }
    document
}

/// The account of the resource, if its policies tell.
fn own_account<'d>(documents: impl Iterator<Item = &'d Document>) -> Option<String> {
    let mut accounts = BTreeSet::new();
    for document in documents.filter(|document| document.kind == Kind::Resource) {
        for statement in &document.statements {
            let patterns = statement.resources.as_ref().map(Scope::patterns).unwrap_or_default();
            let named = patterns.iter().filter_map(|pattern| pattern.as_str().split(':').nth(4));
            accounts.extend(named.filter(|text| is_account(text)).map(str::to_owned));
            // Every key has a statement that leaves it to its account.
            let is_of_key =
                statement.actions.patterns().iter().any(|pattern| pattern.as_str().eq_ignore_ascii_case("kms:*"));
            let principals = statement.principals.iter().flat_map(|principals| principals.named());
            accounts.extend(principals.filter(|_| is_of_key && statement.allows()).filter_map(|principal| {
                match principal {
                    Principal::Account(account) => Some(account.clone()),
                    _ => None,
                }
            }));
        }
    }
    accounts.pop_first().filter(|_| accounts.is_empty())
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn compare(before: &Grants<'_>, after: &Grants<'_>, own_account: Option<&str>) -> Vec<Widened> {
    let (before, after) = (Side::of(before), Side::of(after));
    let comparison = Comparison { before: &before, after: &after, naming: Naming { own_account } };
    let mut sums: BTreeMap<(bool, Option<Place>, Cause), Sum> = BTreeMap::new();
    for gain in comparison.gains().into_iter().filter(|gain| !is_of_strangers(&comparison, gain)) {
        let is_gone = matches!(gain.cause, Cause::Boundary | Cause::Denial { .. });
        let place = gain.allow.place.filter(|_| !is_gone);
        sums.entry((is_gone, place, gain.cause.clone())).or_insert_with(|| Sum::of(&gain)).add(&gain);
    }
    let widened = sums.into_iter().map(|((_, place, cause), sum)| {
        let sum = sum.reduced();
        let label = match cause {
            Cause::New | Cause::Conditions { .. } => sum.label.clone(),
            Cause::Boundary => "the permissions boundary".to_owned(),
            Cause::Denial { number, .. } => denial_label(&comparison, number),
        };
        let reason = sum.reason(&cause);
        let Sum { level, actions, resources, principals, .. } = sum;
        let principals = principals.into_iter().map(|(name, _)| name).collect();
        let [actions, resources] = [actions, resources].map(|texts| texts.into_iter().collect());
        Widened { place, label, reason, level, actions, resources, principals }
    });
    widened.collect()
}

/// Keys of which all principals of the account itself have the right value.
const OWN: [&str; 3] = ["aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];

/// Whether it is a denial of those only whom nothing but the document itself could let in.
fn is_of_strangers(comparison: &Comparison<'_>, gain: &Gain<'_>) -> bool {
    let Cause::Denial { number, .. } = gain.cause else { return false };
    let denial = comparison.denial(number).map(|rule| rule.statement);
    let is_of_others = gain.allow.statement.principals.as_ref().is_some_and(is_others);
    let mut conditions = denial.into_iter().flat_map(|denial| &denial.conditions);
    is_of_others && conditions.any(|condition| OWN.iter().any(|key| condition.is_about(key)))
}

fn is_others(principals: &Principals) -> bool {
    matches!(principals.named(), [Principal::Other(text)] if text == OTHERS)
}

fn denial_label(comparison: &Comparison<'_>, number: usize) -> String {
    match comparison.denial(number) {
        Some(rule) if rule.place.is_none() => "the permissions boundary".to_owned(),
        Some(rule) if rule.statement.sid.is_some() => rule.statement.label(),
        _ => "the policy".to_owned(),
    }
}

/// Gains of one statement for one reason.
struct Sum {
    label: String,
    level: AccessLevel,
    actions: BTreeSet<String>,
    resources: BTreeSet<String>,
    /// With the words for them.
    principals: BTreeSet<(String, String)>,
    /// The keys of the conditions of the statement.
    conditions: BTreeSet<String>,
}

impl Sum {
    fn of(gain: &Gain<'_>) -> Self {
        let [actions, resources] = [BTreeSet::new(), BTreeSet::new()];
        let conditions = gain.allow.statement.conditions.iter().map(|condition| condition.key.clone()).collect();
        let label = gain.allow.statement.label();
        Self { label, level: gain.level, actions, resources, principals: BTreeSet::new(), conditions }
    }

    fn add(&mut self, gain: &Gain<'_>) {
        self.level = self.level.max(gain.level);
        self.actions.extend(gain.actions.iter().cloned());
        if gain.allow.statement.resources.is_some() || !matches!(gain.resource, Part::AllBut(texts) if texts.is_empty())
        {
            self.resources.insert(gain.resource.to_string());
        }
        if gain.allow.statement.principals.is_some() {
            self.principals.insert(principal(gain.who));
        }
    }

    /// Without what another one of its patterns says already.
    fn reduced(mut self) -> Self {
        self.actions = reduced(&self.actions, Pattern::ignoring_case);
        self.resources = reduced(&self.resources, Pattern::new);
        self
    }

    fn reason(&self, cause: &Cause) -> String {
        let quoted = |texts: &BTreeSet<String>| listed(texts.iter().map(|text| quoted(text)));
        let actions = quoted(&self.actions);
        let on = if self.resources.is_empty() { String::new() } else { format!(" on {}", quoted(&self.resources)) };
        let who = listed(self.principals.iter().map(|(_, words)| words.clone()));
        let what = format!("{actions}{on}");
        let under = match self.conditions.is_empty() {
            true => String::new(),
            false => format!(" under a condition on {}", listed(self.conditions.iter().map(|key| quoted_key(key)))),
        };
        match cause {
            Cause::New if who.is_empty() => format!("newly allows {what}{under}"),
            Cause::New => format!("newly lets {who} do {what}{under}"),
            Cause::Conditions { gone, less } => {
                let keys = |keys: &[String]| listed(keys.iter().map(|key| quoted_key(key)));
                let asks = match (gone.is_empty(), less.is_empty()) {
                    (_, true) => format!("no longer asks for {}", keys(gone)),
                    (true, false) => format!("asks less of {}", keys(less)),
                    (false, false) => format!("no longer asks for {} and asks less of {}", keys(gone), keys(less)),
                };
                format!("{asks} for {what}")
            }
            Cause::Boundary => format!("no longer stops {what}"),
            Cause::Denial { is_partly, .. } => {
                let who = if who.is_empty() || who == "anybody" { String::new() } else { format!("{who} ") };
                if *is_partly {
                    format!("denies {who}{what} in fewer cases")
                } else {
                    format!("no longer denies {who}{what}")
                }
            }
        }
    }
}

fn reduced(texts: &BTreeSet<String>, pattern: fn(&str) -> Pattern) -> BTreeSet<String> {
    let is_pattern = |text: &String| !text.starts_with("all but `");
    let said = |text: &String| {
        let wider = |other: &&String| *other != text && is_pattern(other) && pattern(other).includes(&pattern(text));
        is_pattern(text) && texts.iter().filter(|other| other.contains('*')).any(|other| wider(&other))
    };
    texts.iter().filter(|text| texts.len() > MANY || !said(text)).cloned().collect()
}

/// More patterns than these are not held against one another.
const MANY: usize = 64;

/// A principal or a set of them: its name and the words for it.
fn principal(who: &Who) -> (String, String) {
    match who {
        Who::One(Principal::Other(text)) if text == OTHERS => ("*".to_owned(), "anybody".to_owned()),
        Who::One(principal) => (principal.to_string(), words(principal)),
        Who::AllBut(named) if named.is_empty() => ("*".to_owned(), "anybody".to_owned()),
        Who::AllBut(named) => {
            let text = format!("all but {}", named.iter().map(words).collect::<Vec<_>>().join(", "));
            (text.clone(), text)
        }
    }
}

fn words(principal: &Principal) -> String {
    match principal {
        Principal::Everyone => "anybody".to_owned(),
        Principal::Account(account) => format!("account {account}"),
        other => quoted_key(&other.to_string()),
    }
}

fn quoted_key(text: &str) -> String {
    format!("`{text}`")
}

/// What is no pattern has its quotes already.
fn quoted(text: &str) -> String {
    match text {
        SOME_ARN => "a resource that only apply knows".to_owned(),
        _ if text.starts_with("all but `") => text.to_owned(),
        _ => quoted_key(text),
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod resource_tests;
#[cfg(test)]
mod tests;
