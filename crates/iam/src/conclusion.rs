//! Conclusions: what a document, or all that a principal is given, amounts to.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::statement::Statement;

/// What is concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConclusionKind {
    /// Every action on every resource.
    FullAdmin,
    /// All of IAM on every resource, without being full administration.
    FullIam,
    /// `*`, all of a service, or all but a few actions, as the action of a statement.
    StarAction,
    /// Actions that could be limited to resources, on every resource.
    StarResource,
    /// Actions that write, on every resource and without a condition.
    UnconstrainedWrite,
    /// Actions that manage permissions, on every resource.
    PermissionsManagement,
    /// Actions that return credentials, on every resource.
    CredentialsExposure,
    /// Actions that read what stores hold, on every resource.
    DataExfiltration,
    /// A way for the holder to get more rights.
    PrivilegeEscalation,
    /// `iam:PassRole` without a limit to which roles.
    PassroleStar,
    /// All of S3, on every bucket or object.
    S3Full,
    /// Listing of every bucket.
    S3BroadList,
    /// A role that anybody may assume.
    TrustAnyone,
    /// A role that a whole account may assume, and nothing else is asked for.
    TrustAccount,
    /// A role that users of an account may assume without MFA and without an external id.
    TrustUnguarded,
    /// A role that a service may be brought to assume on behalf of others.
    TrustConfusedDeputy,
    /// A role for tokens of an identity provider, of subjects that are not pinned.
    TrustOidcLoose,
    /// A role for SAML assertions of any audience.
    TrustSamlAudience,
    /// A resource that anybody may use.
    Public,
    /// A resource that other accounts may use.
    CrossAccount,
    /// A resource that a service may use on behalf of others.
    ServiceWithoutSource,
}

impl ConclusionKind {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::FullAdmin,
        Self::FullIam,
        Self::StarAction,
        Self::StarResource,
        Self::UnconstrainedWrite,
        Self::PermissionsManagement,
        Self::CredentialsExposure,
        Self::DataExfiltration,
        Self::PrivilegeEscalation,
        Self::PassroleStar,
        Self::S3Full,
        Self::S3BroadList,
        Self::TrustAnyone,
        Self::TrustAccount,
        Self::TrustUnguarded,
        Self::TrustConfusedDeputy,
        Self::TrustOidcLoose,
        Self::TrustSamlAudience,
        Self::Public,
        Self::CrossAccount,
        Self::ServiceWithoutSource,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FullAdmin => "full_admin",
            Self::FullIam => "full_iam",
            Self::StarAction => "star_action",
            Self::StarResource => "star_resource",
            Self::UnconstrainedWrite => "unconstrained_write",
            Self::PermissionsManagement => "permissions_management",
            Self::CredentialsExposure => "credentials_exposure",
            Self::DataExfiltration => "data_exfiltration",
            Self::PrivilegeEscalation => "privilege_escalation",
            Self::PassroleStar => "passrole_star",
            Self::S3Full => "s3_full",
            Self::S3BroadList => "s3_broad_list",
            Self::TrustAnyone => "trust_anyone",
            Self::TrustAccount => "trust_account",
            Self::TrustUnguarded => "trust_unguarded",
            Self::TrustConfusedDeputy => "trust_confused_deputy",
            Self::TrustOidcLoose => "trust_oidc_loose",
            Self::TrustSamlAudience => "trust_saml_audience",
            Self::Public => "public",
            Self::CrossAccount => "cross_account",
            Self::ServiceWithoutSource => "service_without_source",
        }
    }
}

/// A statement by its place: the document among those that were looked at, and the position among its statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Position of the document.
    pub document: usize,
    /// [`Statement::index`]
    pub statement: usize,
}

/// One conclusion and what made it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// What is concluded.
    pub kind: ConclusionKind,
    /// The statements that make it so, at least one.
    pub places: Vec<Place>,
    /// What messages call the statements: ``statement `Admin` and Statement[2]``.
    pub label: String,
    /// What the statements do, as it follows after the label: ``allows `*` on `*` ``.
    pub reason: String,
    /// What else a rule may ask for: an account, a service, the name of a path.
    pub facts: BTreeMap<&'static str, String>,
}

impl Conclusion {
    /// A conclusion about one statement of one document.
    #[must_use]
    pub fn of(kind: ConclusionKind, statement: &Statement, reason: String) -> Self {
        let places = vec![Place { document: 0, statement: statement.index }];
        Self { kind, places, label: statement.label(), reason, facts: BTreeMap::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.insert(name, value.into());
        self
    }
}

/// All that a principal is given: the documents that hold for it, and the boundary that cuts what they allow.
#[derive(Debug, Clone, Default)]
pub struct Grants<'d> {
    /// Policies of the principal and of its groups.
    pub documents: Vec<&'d Document>,
    /// The permissions boundary, where there is one that is known.
    pub boundary: Option<&'d Document>,
}

impl<'d> Grants<'d> {
    /// What one document gives by itself.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        Self { documents: vec![document], boundary: None }
    }

    /// All statements with their places.
    pub fn statements(&self) -> impl Iterator<Item = (Place, &'d Statement)> {
        let numbered = self.documents.iter().enumerate();
        numbered.flat_map(|(document, of)| {
            of.statements.iter().map(move |statement| (Place { document, statement: statement.index }, statement))
        })
    }
}
