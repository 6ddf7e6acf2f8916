//! Principals: all that a role, user, group or permission set is given by the resources of a plan.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

use plangate_iam::{Conclusion, Document, Effect, Grants, Kind, Scope, Statement, conclude_identity, managed_policy};
use plangate_plan::AttributePath;

use crate::documents::{Concluded, Documents, Read, is_same, is_there};
use crate::metadata::PRINCIPALS;
use crate::subject::{Subject, Subjects};

/// Types whose document is that of the principal in an attribute.
const INLINE: [(&str, &str); 4] = [
    ("aws_iam_role_policy", "role"),
    ("aws_iam_user_policy", "user"),
    ("aws_iam_group_policy", "group"),
    ("aws_ssoadmin_permission_set_inline_policy", "permission_set_arn"),
];

/// Types that give managed policies to principals: by which attributes, and which policies.
const ATTACHMENTS: [(&str, &[&str], &str); 9] = [
    ("aws_iam_policy_attachment", &["roles", "users", "groups"], "policy_arn"),
    ("aws_iam_role_policy_attachment", &["role"], "policy_arn"),
    ("aws_iam_user_policy_attachment", &["user"], "policy_arn"),
    ("aws_iam_group_policy_attachment", &["group"], "policy_arn"),
    ("aws_iam_role_policy_attachments_exclusive", &["role_name"], "policy_arns"),
    ("aws_iam_user_policy_attachments_exclusive", &["user_name"], "policy_arns"),
    ("aws_iam_group_policy_attachments_exclusive", &["group_name"], "policy_arns"),
    ("aws_ssoadmin_managed_policy_attachment", &["permission_set_arn"], "managed_policy_arn"),
    ("aws_ssoadmin_customer_managed_policy_attachment", &["permission_set_arn"], "customer_managed_policy_reference"),
];

const MEMBERSHIPS: [&str; 2] = ["aws_iam_user_group_membership", "aws_iam_group_membership"];

/// The types that tell what principals are given.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    let inline = INLINE.iter().map(|(kind, _)| *kind);
    let attachments = ATTACHMENTS.iter().map(|(kind, ..)| *kind);
    PRINCIPALS.into_iter().chain(["aws_iam_policy"]).chain(inline).chain(attachments).chain(MEMBERSHIPS)
}

/// Whether an attribute of a type gives a policy to somebody.
pub(super) fn gives_policies(kind: &str, attribute: &str) -> bool {
    let is_within = |outer: &str| plangate_plan::is_within(attribute, outer);
    let of_attachment = ATTACHMENTS.iter().any(|(of, _, policies)| *of == kind && is_within(policies));
    of_attachment || PRINCIPALS.contains(&kind) && is_within("managed_policy_arns")
}

/// All that a principal is given.
#[derive(Default)]
pub(crate) struct Given {
    pub grants: Vec<Granted>,
    pub boundary: Option<Boundary>,
    /// What it amounts to.
    pub conclusions: Vec<Concluded>,
    /// Whether it may do nothing without MFA.
    pub denies_without_mfa: bool,
}

/// What a principal may have at most.
#[derive(Clone)]
pub(crate) enum Boundary {
    /// A policy that the plan has, or AWS, and whether it is sensitive.
    Known(Arc<Read>, bool),
    /// A policy that is somewhere else.
    Elsewhere,
}

/// A document that a principal has.
#[derive(Clone)]
pub(crate) struct Granted {
    pub read: Arc<Read>,
    /// Where it comes from: the address of a resource, or the ARN of a managed policy.
    pub source: String,
    /// The subject that holds it, if it is of the plan.
    pub holder: Option<usize>,
    /// The subject by which the principal has it, and the attribute there.
    pub by: usize,
    pub at: AttributePath,
    pub is_sensitive: bool,
}

impl Given {
    fn documents(&self) -> Grants<'_> {
        let documents = self.grants.iter().map(|grant| &grant.read.document).collect();
        Grants { documents, boundary: self.boundary() }
    }

    /// All that it is given, for comparisons.
    pub(crate) fn as_grants(&self) -> Grants<'_> {
        self.documents()
    }

    fn boundary(&self) -> Option<&Document> {
        match &self.boundary {
            Some(Boundary::Known(read, _)) => Some(&read.document),
            _ => None,
        }
    }

    /// Whether something of it is sensitive.
    pub(crate) fn is_sensitive(&self) -> bool {
        matches!(self.boundary, Some(Boundary::Known(_, true))) || self.grants.iter().any(|grant| grant.is_sensitive)
    }

    /// Whether nothing takes away from what single documents give.
    pub(super) fn is_uncut(&self) -> bool {
        self.boundary().is_none() && !self.grants.iter().any(|grant| denials(&grant.read.document))
    }

    /// What a document amounts to with the boundary, and with what the others deny.
    pub(super) fn left_of(&self, read: &Arc<Read>) -> Vec<Conclusion> {
        let others = self.grants.iter().filter(|grant| !Arc::ptr_eq(&grant.read, read));
        let denying: Vec<Document> = others
            .filter(|grant| denials(&grant.read.document))
            .map(|grant| {
                let mut document = grant.read.document.clone();
                document.statements.retain(|statement| statement.effect == Effect::Deny);
                document
            })
            .collect();
        let documents = std::iter::once(&read.document).chain(&denying).collect();
        conclude_identity(&Grants { documents, boundary: self.boundary() })
    }

    fn conclude(&mut self) {
        let concluded = match self.grants.as_slice() {
            [] => Vec::new(),
            [only] if self.boundary().is_none() => only.read.conclusions.clone(),
            _ => conclude_identity(&self.documents()),
        };
        let is_uncut = self.is_uncut();
        let left = |grant: &Granted| match is_uncut {
            true => grant.read.conclusions.clone(),
            false => self.left_of(&grant.read),
        };
        // Of a managed policy of AWS nobody speaks but its holder.
        let of_plan = self.grants.iter().filter(|grant| grant.holder.is_some());
        let single: Vec<Conclusion> = of_plan.flat_map(left).collect();
        let alone = |conclusion: &Conclusion| single.iter().any(|one| is_same(one, conclusion));
        let conclusions = concluded.iter().map(|conclusion| {
            let grants = || conclusion.places.iter().filter_map(|place| self.grants.get(place.document));
            let sources: BTreeSet<String> = grants().map(|grant| grant.source.clone()).collect();
            let is_sensitive = grants().any(|grant| grant.is_sensitive);
            let is_split = !alone(conclusion);
            let mut conclusion = conclusion.clone();
            if let ([source], true) =
                (sources.iter().collect::<Vec<_>>().as_slice(), grants().all(|grant| grant.holder.is_none()))
            {
                conclusion.label = format!("`{}`", source.rsplit('/').next().unwrap_or(source));
                conclusion.reason = singular(&conclusion.reason);
            }
            let conclusion = &conclusion;
            Concluded { sources: sources.into_iter().collect(), is_split, ..Concluded::new(conclusion, is_sensitive) }
        });
        let conclusions = conclusions.collect();
        self.conclusions = conclusions;
        let documents = || self.grants.iter().map(|grant| &grant.read.document);
        self.denies_without_mfa = documents().any(denies_without_mfa) || documents().all(asks_for_mfa);
    }
}

fn denials(document: &Document) -> bool {
    document.statements.iter().any(|statement| statement.effect == Effect::Deny)
}

/// What several statements do, said of their policy.
fn singular(reason: &str) -> String {
    match reason.split_once(' ') {
        Some((verb @ ("let" | "allow"), rest)) => format!("{verb}s {rest}"),
        _ => reason.to_owned(),
    }
}

/// Whether a document allows nothing without MFA.
fn asks_for_mfa(document: &Document) -> bool {
    let mut allowing = document.statements.iter().filter(|statement| statement.allows()).peekable();
    let asks = |statement: &Statement| {
        statement.conditions.iter().any(|condition| {
            let name = condition.written.to_ascii_lowercase();
            let is_true = || condition.values.iter().all(|value| value.eq_ignore_ascii_case("true"));
            condition.is_about("aws:MultiFactorAuthPresent") && name == "bool" && is_true()
                || condition.is_about("aws:MultiFactorAuthAge")
                    && matches!(name.as_str(), "numericlessthan" | "numericlessthanequals")
        })
    };
    allowing.peek().is_some() && allowing.all(asks)
}

/// Whether a statement denies nearly everything to who came without MFA.
fn denies_without_mfa(document: &Document) -> bool {
    document.statements.iter().any(|statement| {
        let broad = statement.actions.is_everything() || matches!(statement.actions, Scope::AllBut(_));
        let without = statement.conditions.iter().any(|condition| {
            let is_false = || condition.values.iter().all(|value| value.eq_ignore_ascii_case("false"));
            let is_true = || condition.values.iter().all(|value| value.eq_ignore_ascii_case("true"));
            let name = condition.written.to_ascii_lowercase();
            condition.is_about("aws:MultiFactorAuthPresent")
                && (name == "boolifexists" && is_false() || name == "null" && is_true())
        });
        statement.effect == Effect::Deny && broad && statement.is_on_every_resource() && without
    })
}

/// A managed policy of AWS, read once a run.
fn managed(arn: &str) -> Option<Arc<Read>> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Option<Arc<Read>>>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().ok()?;
    if let Some(read) = known.get(arn) {
        return read.clone();
    }
    let read = managed_policy(arn).map(|policy| Arc::new(Read::new(policy.document, Kind::Identity, false)));
    known.insert(arn.to_owned(), read.clone());
    read
}

/// What each principal is given.
pub(super) fn join(subjects: &Subjects<'_>, documents: &Documents) -> HashMap<usize, Given> {
    let join = Join { subjects, documents };
    let is_principal = |subject: &Subject<'_>| PRINCIPALS.contains(&subject.head.kind) && is_there(subject);
    let all = subjects.all.iter().enumerate().filter(|(_, subject)| is_principal(subject));
    all.map(|(position, subject)| (position, join.given(position, subject))).collect()
}

struct Join<'j> {
    subjects: &'j Subjects<'j>,
    documents: &'j Documents,
}

impl Join<'_> {
    fn given(&self, position: usize, subject: &Subject<'_>) -> Given {
        let mut given = Given { grants: self.direct(position, subject), ..Given::default() };
        for group in self.groups(position) {
            if let Some(subject) = self.subjects.get(group) {
                given.grants.extend(self.direct(group, subject));
            }
        }
        let known = self.policies(position, subject, "permissions_boundary").pop();
        let is_set = || !subject.input.texts_of("permissions_boundary").concat().is_empty();
        given.boundary = match known {
            Some(grant) => Some(Boundary::Known(grant.read, grant.is_sensitive)),
            None => is_set().then_some(Boundary::Elsewhere),
        };
        given.conclude();
        given
    }

    /// What a principal is given other than by its groups.
    fn direct(&self, position: usize, subject: &Subject<'_>) -> Vec<Granted> {
        let mut grants = self.held(position, subject, position);
        grants.extend(self.policies(position, subject, "managed_policy_arns"));
        for linked in self.subjects.linked(position).filter(|linked| linked.inbound && linked.certain) {
            let Some(other) = self.subjects.get(linked.position) else { continue };
            let kind = other.head.kind;
            if INLINE.contains(&(kind, linked.attribute)) {
                grants.extend(self.held(linked.position, other, linked.position));
            }
            let attachment = ATTACHMENTS.iter().find(|(of, by, _)| *of == kind && by.contains(&linked.attribute));
            if let Some((_, _, policies)) = attachment {
                grants.extend(self.policies(linked.position, other, policies));
            }
        }
        grants
    }

    /// The identity policies that a subject holds itself.
    fn held(&self, position: usize, subject: &Subject<'_>, by: usize) -> Vec<Granted> {
        let held = self.documents.of(position).iter().filter(|held| held.read.document.kind == Kind::Identity);
        let granted = held.map(|held| Granted {
            read: Arc::clone(&held.read),
            source: subject.head.address.to_string(),
            holder: Some(position),
            by,
            at: held.path.clone(),
            is_sensitive: held.is_sensitive,
        });
        granted.collect()
    }

    /// The managed policies in an attribute: of the plan by their links, of AWS by their ARNs.
    fn policies(&self, position: usize, subject: &Subject<'_>, attribute: &str) -> Vec<Granted> {
        let at = AttributePath(vec![plangate_plan::Step::Key(attribute.to_owned())]);
        let mut grants = Vec::new();
        for arn in subject.input.texts_of(attribute) {
            if let Some(read) = managed(arn) {
                let source = arn.to_owned();
                grants.push(Granted { read, source, holder: None, by: position, at: at.clone(), is_sensitive: false });
            }
        }
        let links = self.subjects.linked(position).filter(|linked| !linked.inbound && linked.certain);
        for linked in links.filter(|linked| plangate_plan::is_within(linked.attribute, attribute)) {
            let Some(policy) = self.subjects.get(linked.position) else { continue };
            let held = self.held(linked.position, policy, position);
            grants.extend(held.into_iter().map(|grant| Granted { at: at.clone(), ..grant }));
        }
        grants
    }

    fn groups(&self, user: usize) -> BTreeSet<usize> {
        let mut groups = BTreeSet::new();
        for linked in self.subjects.linked(user).filter(|linked| linked.inbound && linked.certain) {
            let Some(membership) = self.subjects.get(linked.position) else { continue };
            if MEMBERSHIPS.contains(&membership.head.kind) && matches!(linked.attribute, "user" | "users") {
                let out = self.subjects.linked(linked.position).filter(|linked| !linked.inbound && linked.certain);
                groups.extend(
                    out.filter(|linked| matches!(linked.attribute, "group" | "groups")).map(|linked| linked.position),
                );
            }
        }
        groups
    }
}
