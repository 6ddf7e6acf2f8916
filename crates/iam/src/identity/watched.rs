//! Actions that conclusions know by name: found in the patterns of a statement without looking at all others.

use std::sync::LazyLock;

use crate::identity::paths::paths;
use crate::pattern::Pattern;
use crate::statement::Scope;

/// Actions that return credentials, or secrets that serve as such.
pub(crate) const CREDENTIALS: [&str; 42] = [
    "acm:ExportCertificate",
    "bedrock-agentcore:GetResourceApiKey",
    "bedrock-agentcore:GetResourceOauth2Token",
    "chime:CreateApiKey",
    "codepipeline:PollForJobs",
    "cognito-identity:GetCredentialsForIdentity",
    "cognito-identity:GetOpenIdToken",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "connect:GetFederationToken",
    "datazone:GetEnvironmentCredentials",
    "deadline:AssumeFleetRoleForRead",
    "deadline:AssumeFleetRoleForWorker",
    "deadline:AssumeQueueRoleForRead",
    "deadline:AssumeQueueRoleForUser",
    "deadline:AssumeQueueRoleForWorker",
    "dsql:DbConnectAdmin",
    "ec2:GetPasswordData",
    "elasticmapreduce:GetClusterSessionCredentials",
    "emr-containers:GetManagedEndpointSessionCredentials",
    "gamelift:GetComputeAuthToken",
    "gamelift:GetInstanceAccess",
    "gamelift:RequestUploadCredentials",
    "grafana:CreateWorkspaceApiKey",
    "grafana:CreateWorkspaceServiceAccountToken",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateLoginProfile",
    "lightsail:CreateBucketAccessKey",
    "lightsail:DownloadDefaultKeyPair",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
    "mediapackage:RotateChannelCredentials",
    "mediapackage:RotateIngestEndpointCredentials",
    "rds-db:connect",
    "redshift-serverless:GetCredentials",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
    "sts:AssumeRole",
    "sts:AssumeRoot",
    "sts:GetFederationToken",
];

/// Actions that read what stores hold.
pub(crate) const DATA: [&str; 12] = [
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:Scan",
    "ebs:GetSnapshotBlock",
    "rds:StartExportTask",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
];

/// Actions that list what is in buckets.
pub(crate) const LISTS: [&str; 3] = ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"];

/// What actions begin with that nobody narrows: a machine reports on itself and writes its log, a function gets an address in a VPC, somebody gets an MFA device that is of no use
/// yet.
pub(crate) const HARMLESS: [&str; 17] = [
    "cloudwatch:putmetricdata",
    "ec2:assignprivateipaddresses",
    "ec2:createnetworkinterface",
    "ec2:deletenetworkinterface",
    "ec2:unassignprivateipaddresses",
    "ec2messages:",
    "iam:createvirtualmfadevice",
    "logs:createloggroup",
    "logs:createlogstream",
    "logs:putlogevents",
    "ssm:putcomplianceitems",
    "ssm:putconfigurepackageresult",
    "ssm:putinventory",
    "ssm:updateassociationstatus",
    "ssm:updateinstance",
    "ssmmessages:",
    "xray:put",
];

/// An action that is known by name.
pub(crate) struct Watched {
    /// In lower case.
    pub(crate) name: String,
    /// As AWS writes it.
    pub(crate) written: &'static str,
    /// Whether it is one of [`CREDENTIALS`].
    pub(crate) is_credential: bool,
    /// Whether it is one of [`DATA`].
    pub(crate) is_data: bool,
    /// Whether it is one of [`LISTS`].
    pub(crate) is_list: bool,
}

/// All of them, by name.
pub(crate) static WATCHED: LazyLock<Vec<Watched>> = LazyLock::new(|| {
    let of_paths = paths().flat_map(|path| path.needs.iter().map(|(action, _)| *action));
    let all = of_paths.chain(CREDENTIALS).chain(DATA).chain(LISTS);
    let mut watched: Vec<Watched> = all
        .map(|written| Watched {
            name: written.to_ascii_lowercase(),
            written,
            is_credential: CREDENTIALS.contains(&written),
            is_data: DATA.contains(&written),
            is_list: LISTS.contains(&written),
        })
        .collect();
    watched.sort_by(|one, other| one.name.cmp(&other.name));
    watched.dedup_by(|one, other| one.name == other.name);
    watched
});

/// The position of an action among all.
pub(crate) fn position(written: &str) -> Option<usize> {
    let name = written.to_ascii_lowercase();
    WATCHED.binary_search_by(|watched| watched.name.cmp(&name)).ok()
}

/// The positions of those that are in a scope, in order.
pub(crate) fn in_scope(scope: &Scope) -> Vec<usize> {
    let mut positions = Vec::new();
    match scope {
        Scope::Only(patterns) => patterns.iter().for_each(|pattern| of_pattern(pattern, &mut positions)),
        Scope::AllBut(_) => {
            positions.extend(WATCHED.iter().enumerate().filter(|(_, of)| scope.matches(&of.name)).map(|(at, _)| at));
        }
    }
    positions.sort_unstable();
    positions.dedup();
    positions
}

fn of_pattern(pattern: &Pattern, positions: &mut Vec<usize>) {
    let text = pattern.as_str();
    let fixed = text.split(['*', '?']).next().unwrap_or_default().to_ascii_lowercase();
    let start = WATCHED.partition_point(|watched| watched.name < fixed);
    let candidates = WATCHED.iter().enumerate().skip(start).take_while(|(_, watched)| watched.name.starts_with(&fixed));
    positions.extend(candidates.filter(|(_, watched)| pattern.matches(&watched.name)).map(|(at, _)| at));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::catalog;

    #[test]
    fn all_actions_exist() {
        let unknown: Vec<&str> =
            WATCHED.iter().map(|watched| watched.written).filter(|name| catalog().action(name).is_none()).collect();
        assert_eq!(unknown, Vec::<&str>::new());
        for watched in WATCHED.iter() {
            let name = watched.written.split(':').nth(1).unwrap();
            assert_eq!(catalog().action(watched.written).unwrap().name, name);
        }
    }

    #[test]
    fn actions_are_found_in_patterns() {
        let names = |scope: Scope| in_scope(&scope).into_iter().map(|at| WATCHED[at].written).collect::<Vec<_>>();
        let only = |texts: &[&str]| Scope::Only(texts.iter().map(|text| Pattern::ignoring_case(text)).collect());
        assert_eq!(names(only(&["S3:getobject", "s3:Get*", "ec2:Describe*"])), ["s3:GetObject", "s3:GetObjectVersion"]);
        assert_eq!(names(only(&["*:GetParameter"])), ["ssm:GetParameter"]);
        assert_eq!(names(only(&["*"])).len(), WATCHED.len());
        let but = Scope::AllBut(vec![Pattern::ignoring_case("s3:*")]);
        assert!(names(but).iter().all(|name| !name.starts_with("s3:")));
    }
}
