//! Identity providers, and the claims of their tokens that pin a subject.

use crate::access::pin::Text;

/// An identity provider by the form of its subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Provider {
    GitHub,
    /// An issuer of one enterprise alone.
    GitHubEnterprise,
    GitLab,
    /// A GitLab of one's own.
    GitLabSelfManaged,
    Bitbucket,
    Terraform,
    Buildkite,
    Eks,
    Cognito,
    Google,
    /// Any other, that issues tokens for the audiences that it knows.
    Other,
}

impl Provider {
    /// The provider of an issuer in lower case, without its scheme.
    pub(crate) fn of(issuer: &str) -> Self {
        let host = issuer.split('/').next().unwrap_or_default();
        match host {
            "token.actions.githubusercontent.com" if issuer == host => Self::GitHub,
            "token.actions.githubusercontent.com" => Self::GitHubEnterprise,
            "gitlab.com" => Self::GitLab,
            "api.bitbucket.org" => Self::Bitbucket,
            "app.terraform.io" | "app.eu.terraform.io" => Self::Terraform,
            "agent.buildkite.com" => Self::Buildkite,
            "cognito-identity.amazonaws.com" | "cognito-identity-us-gov.amazonaws.com" => Self::Cognito,
            "accounts.google.com" => Self::Google,
            _ if host.starts_with("oidc.eks.") && host.contains(".amazonaws.com") => Self::Eks,
            _ if host.starts_with("token.actions.") && host.ends_with(".ghe.com") => Self::GitHubEnterprise,
            _ if issuer.ends_with("/_services/token") => Self::GitHubEnterprise,
            _ if host.split('.').any(|label| label == "gitlab") => Self::GitLabSelfManaged,
            _ => Self::Other,
        }
    }

    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::GitHub | Self::GitHubEnterprise => "github",
            Self::GitLab | Self::GitLabSelfManaged => "gitlab",
            Self::Bitbucket => "bitbucket",
            Self::Terraform => "terraform",
            Self::Eks => "eks",
            Self::Cognito => "cognito",
            Self::Buildkite | Self::Google | Self::Other => "other",
        }
    }

    /// Who gets tokens where nothing pins them.
    pub(crate) fn anybody(self) -> &'static str {
        match self {
            Self::GitHub => "workflows of any GitHub organization",
            Self::GitHubEnterprise => "any workflow of the GitHub enterprise",
            Self::GitLab => "pipelines of any GitLab namespace",
            Self::GitLabSelfManaged => "any pipeline of the GitLab instance",
            Self::Bitbucket => "any pipeline of the Bitbucket workspace",
            Self::Terraform => "runs of any HCP Terraform organization",
            Self::Buildkite => "pipelines of any Buildkite organization",
            Self::Eks => "any service account of the EKS cluster",
            Self::Cognito => "identities of any Cognito identity pool",
            Self::Google => "any Google account",
            Self::Other => "any token of the provider",
        }
    }

    /// The claims that tell subjects apart, in words.
    pub(crate) fn subject(self) -> &'static str {
        match self {
            Self::Cognito | Self::Google => "aud",
            _ => "sub",
        }
    }

    /// Whether a value of a claim leaves no stranger in.
    pub(crate) fn is_pinned_by(self, claim: &str, value: Text<'_>) -> bool {
        match (self, claim) {
            (Self::GitHub, "sub") => is_github_subject(value),
            (Self::GitHub, "repository" | "job_workflow_ref") => has_owner(value),
            (
                Self::GitHub,
                "repository_id" | "repository_owner" | "repository_owner_id" | "enterprise" | "enterprise_id",
            ) => value.is_whole(),
            (Self::GitHub, _) => false,
            (Self::GitHubEnterprise | Self::GitLabSelfManaged, claim) => claim != "aud" && !value.is_anything(),
            (Self::GitLab, "sub") => component(value, &["project_path"]).is_some_and(has_owner) || is_literal(value),
            (Self::GitLab, "project_path" | "namespace_path") => has_owner(value),
            (Self::GitLab, "project_id" | "namespace_id") => value.is_whole(),
            (Self::GitLab, _) => false,
            // The issuer names the workspace; a repository has a UUID.
            (Self::Bitbucket, claim) => claim != "aud" && value.text.contains(|c: char| c.is_ascii_alphanumeric()),
            (Self::Terraform | Self::Buildkite, "sub") => {
                component(value, &["organization"]).is_some_and(Text::is_whole) || is_literal(value)
            }
            (Self::Terraform | Self::Buildkite, claim) => claim != "aud" && claim.ends_with("_id") && value.is_whole(),
            (Self::Eks, "sub") => is_service_account(value),
            (Self::Eks, _) => false,
            (Self::Cognito, "aud" | "sub") => value.is_whole(),
            (Self::Cognito, _) => false,
            // `oaud` is what the bearer asked for.
            (Self::Google, "aud" | "sub" | "email" | "azp") => value.is_whole(),
            (Self::Google, _) => false,
            (Self::Other, "aud" | "sub" | "app_id" | "user_id" | "id" | "azp" | "client_id" | "email") => {
                !value.is_anything()
            }
            (Self::Other, _) => false,
        }
    }
}

fn is_literal(value: Text<'_>) -> bool {
    value.is_whole() && !value.text.is_empty()
}

/// What follows on one of some names in a subject of the form `name:value:name:value`.
fn component<'t>(value: Text<'t>, names: &[&str]) -> Option<Text<'t>> {
    let mut parts = value.text.split(':');
    parts.find(|part| names.contains(part))?;
    // A wildcard at the end of the last one may also stand for further parts.
    parts.next().map(|text| Text { text, ..value })
}

/// `owner/name`, of which no wildcard touches the owner.
fn has_owner(value: Text<'_>) -> bool {
    value.is_whole() || value.has_whole_beginning('/')
}

/// Owners of repositories choose which claims make up the subject, and so a subject that names no owner is anybody's.
fn is_github_subject(value: Text<'_>) -> bool {
    component(value, &["repo", "repository", "job_workflow_ref"]).is_some_and(has_owner)
        || component(
            value,
            &["repository_owner", "repository_owner_id", "repository_id", "enterprise", "enterprise_id"],
        )
        .is_some_and(Text::is_whole)
}

/// `system:serviceaccount:NAMESPACE:NAME`
fn is_service_account(value: Text<'_>) -> bool {
    let parts: Vec<&str> = value.text.split(':').collect();
    let is_named = |text: &str| !(Text { text, ..value }).is_anything();
    // Names have no colons: so each `*` stays in its own part, except for one that stands for what all have in common.
    let is_aligned = parts.len() == 4 || parts.len() == 3 && parts.first() == Some(&"*");
    match parts.as_slice() {
        _ if value.is_whole() => true,
        [.., namespace, name] => is_aligned && is_named(namespace) && is_named(name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_pinned(issuer: &str, claim: &str, text: &str) -> bool {
        Provider::of(issuer).is_pinned_by(claim, Text { text, has_wildcards: true })
    }

    const GITHUB: &str = "token.actions.githubusercontent.com";
    const EKS: &str = "oidc.eks.eu-west-1.amazonaws.com/id/0123";

    #[test]
    fn subjects_that_pin() {
        for (issuer, claim, text) in [
            (GITHUB, "sub", "repo:acme/web:ref:refs/heads/main"),
            (GITHUB, "sub", "repo:acme/web:*"),
            (GITHUB, "sub", "repo:acme/*"),
            (GITHUB, "sub", "repo:acme/web-*:environment:prod"),
            (GITHUB, "sub", "repo:acme/*:ref:refs/heads/*"),
            (GITHUB, "sub", "repository_owner:acme:*"),
            (GITHUB, "sub", "repository_owner_id:12345:environment:*"),
            (GITHUB, "sub", "environment:*:repository_owner:acme"),
            (GITHUB, "sub", "job_workflow_ref:acme/ci/.github/workflows/deploy.yml@*"),
            (GITHUB, "repository_id", "12345"),
            (GITHUB, "job_workflow_ref", "acme/ci/.github/workflows/deploy.yml@refs/heads/main"),
            ("gitlab.com", "sub", "project_path:acme/web:ref_type:branch:ref:main"),
            ("gitlab.com", "sub", "project_path:acme/*:ref_type:branch:ref:*"),
            ("gitlab.example.org", "sub", "project_path:*:ref_type:branch:ref:main"),
            ("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "sub", "{0b1c-2d}*:*"),
            ("app.terraform.io", "sub", "organization:acme:project:*:workspace:*:run_phase:*"),
            ("app.terraform.io", "sub", "organization:acme:*"),
            ("agent.buildkite.com", "sub", "organization:acme:pipeline:web:*"),
            (EKS, "sub", "system:serviceaccount:kube-system:aws-node"),
            (EKS, "sub", "system:serviceaccount:preview-*:web"),
            (EKS, "sub", "system:serviceaccount:web:web-*"),
            (EKS, "sub", "*:web:web"),
            ("cognito-identity.amazonaws.com", "aud", "eu-west-1:0123"),
            ("accounts.google.com", "aud", "1234.apps.googleusercontent.com"),
            ("acme.auth0.com/", "aud", "client"),
            ("token.actions.githubusercontent.com/acme", "sub", "repo:*:environment:prod"),
        ] {
            assert!(is_pinned(issuer, claim, text), "{issuer} {claim} {text}");
        }
    }

    #[test]
    fn subjects_that_do_not() {
        for (issuer, claim, text) in [
            (GITHUB, "sub", "*"),
            (GITHUB, "sub", "repo:*"),
            (GITHUB, "sub", "repo:*/*"),
            (GITHUB, "sub", "repo:acme*"),
            (GITHUB, "sub", "repo:acme*/web:*"),
            (GITHUB, "sub", "repo:acm?/web:*"),
            (GITHUB, "sub", "*:ref:refs/heads/main"),
            (GITHUB, "sub", "repo:*:ref:refs/heads/main"),
            (GITHUB, "sub", "*acme/web*"),
            (GITHUB, "sub", "*repo:acme/web:*"),
            (GITHUB, "sub", "*/web:*"),
            // Any repository can have such a subject.
            (GITHUB, "sub", "environment:prod"),
            (GITHUB, "sub", "ref:refs/heads/main"),
            (GITHUB, "sub", "repository_owner:acme*"),
            (GITHUB, "aud", "sts.amazonaws.com"),
            (GITHUB, "ref", "refs/heads/main"),
            (GITHUB, "actor", "octocat"),
            (GITHUB, "job_workflow_ref", "*/deploy.yml@refs/heads/main"),
            ("gitlab.com", "sub", "project_path:*:ref_type:branch:ref:main"),
            ("gitlab.com", "sub", "project_path:acme*"),
            ("gitlab.com", "aud", "https://gitlab.com"),
            ("gitlab.example.org", "sub", "*"),
            ("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "sub", "*:*"),
            ("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "aud", "ari:x"),
            ("app.terraform.io", "sub", "organization:*:project:a:workspace:b:run_phase:apply"),
            ("app.terraform.io", "sub", "organization:acme*"),
            ("app.terraform.io", "aud", "aws.workload.identity"),
            (EKS, "sub", "system:serviceaccount:*"),
            (EKS, "sub", "system:serviceaccount:*:*"),
            (EKS, "sub", "system:serviceaccount:web:*"),
            (EKS, "sub", "system:serviceaccount:*:web"),
            (EKS, "sub", "system:serviceaccount:web*"),
            (EKS, "sub", "*:web"),
            (EKS, "aud", "sts.amazonaws.com"),
            ("cognito-identity.amazonaws.com", "aud", "eu-west-1:*"),
            ("cognito-identity.amazonaws.com", "amr", "authenticated"),
            ("accounts.google.com", "oaud", "https://example.org"),
            ("acme.auth0.com/", "aud", "*"),
        ] {
            assert!(!is_pinned(issuer, claim, text), "{issuer} {claim} {text}");
        }
    }
}
