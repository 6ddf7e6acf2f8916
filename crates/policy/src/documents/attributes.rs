//! Which attributes of which resource types hold policies of AWS IAM.

use plangate_iam::Kind::{self, Endpoint, Identity, Organization, Resource, Trust};

/// `data.aws_iam_policy_document`: its own type, because a policy may be in no resource that anybody knows.
pub(crate) const SOURCE: &str = "data.aws_iam_policy_document";

/// The attributes of a type, keys joined by dots where the second one is that of a block, and what their policies are attached to.
pub(crate) fn attributes(kind: &str) -> &'static [(&'static str, Kind)] {
    let found = TABLE.binary_search_by(|(known, _)| (*known).cmp(kind)).ok();
    found.and_then(|position| TABLE.get(position)).map_or(&[], |(_, attributes)| attributes)
}

/// All types that hold policies.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(kind, _)| *kind)
}

type Row = (&'static str, &'static [(&'static str, Kind)]);

/// In the order of the types.
const TABLE: &[Row] = &[
    ("aws_acmpca_policy", &[("policy", Resource)]),
    ("aws_api_gateway_domain_name", &[("policy", Resource)]),
    ("aws_api_gateway_rest_api", &[("policy", Resource)]),
    ("aws_api_gateway_rest_api_policy", &[("policy", Resource)]),
    ("aws_backup_vault_policy", &[("policy", Resource)]),
    ("aws_cloudsearch_domain_service_access_policy", &[("access_policy", Resource)]),
    ("aws_cloudwatch_event_bus_policy", &[("policy", Resource)]),
    ("aws_cloudwatch_log_delivery_destination_policy", &[("delivery_destination_policy", Resource)]),
    ("aws_cloudwatch_log_destination_policy", &[("access_policy", Resource)]),
    ("aws_cloudwatch_log_resource_policy", &[("policy_document", Resource)]),
    ("aws_codeartifact_domain_permissions_policy", &[("policy_document", Resource)]),
    ("aws_codeartifact_repository_permissions_policy", &[("policy_document", Resource)]),
    ("aws_codebuild_resource_policy", &[("policy", Resource)]),
    ("aws_dynamodb_resource_policy", &[("policy", Resource)]),
    ("aws_ecr_registry_policy", &[("policy", Resource)]),
    ("aws_ecr_repository_creation_template", &[("repository_policy", Resource)]),
    ("aws_ecr_repository_policy", &[("policy", Resource)]),
    ("aws_ecrpublic_repository_policy", &[("policy", Resource)]),
    ("aws_efs_file_system_policy", &[("policy", Resource)]),
    ("aws_elasticsearch_domain", &[("access_policies", Resource)]),
    ("aws_elasticsearch_domain_policy", &[("access_policies", Resource)]),
    ("aws_glacier_vault", &[("access_policy", Resource)]),
    ("aws_glacier_vault_lock", &[("policy", Resource)]),
    ("aws_glue_resource_policy", &[("policy", Resource)]),
    ("aws_iam_group_policy", &[("policy", Identity)]),
    ("aws_iam_policy", &[("policy", Identity)]),
    ("aws_iam_role", &[("assume_role_policy", Trust), ("inline_policy.policy", Identity)]),
    ("aws_iam_role_policy", &[("policy", Identity)]),
    ("aws_iam_user_policy", &[("policy", Identity)]),
    ("aws_kinesis_resource_policy", &[("policy", Resource)]),
    ("aws_kms_external_key", &[("policy", Resource)]),
    ("aws_kms_key", &[("policy", Resource)]),
    ("aws_kms_key_policy", &[("policy", Resource)]),
    ("aws_kms_replica_external_key", &[("policy", Resource)]),
    ("aws_kms_replica_key", &[("policy", Resource)]),
    ("aws_media_store_container_policy", &[("policy", Resource)]),
    ("aws_msk_cluster_policy", &[("policy", Resource)]),
    ("aws_networkfirewall_resource_policy", &[("policy", Resource)]),
    ("aws_oam_sink_policy", &[("policy", Resource)]),
    ("aws_opensearch_domain", &[("access_policies", Resource)]),
    ("aws_opensearch_domain_policy", &[("access_policies", Resource)]),
    ("aws_organizations_policy", &[("content", Organization)]),
    ("aws_organizations_resource_policy", &[("content", Resource)]),
    ("aws_prometheus_resource_policy", &[("policy_document", Resource)]),
    ("aws_redshift_resource_policy", &[("policy", Resource)]),
    ("aws_redshiftserverless_resource_policy", &[("policy", Resource)]),
    ("aws_s3_access_point", &[("policy", Resource)]),
    ("aws_s3_bucket", &[("policy", Resource)]),
    ("aws_s3_bucket_policy", &[("policy", Resource)]),
    ("aws_s3control_access_grants_instance_resource_policy", &[("policy", Resource)]),
    ("aws_s3control_access_point_policy", &[("policy", Resource)]),
    ("aws_s3control_bucket_policy", &[("policy", Resource)]),
    ("aws_s3control_multi_region_access_point_policy", &[("details.policy", Resource)]),
    ("aws_s3control_object_lambda_access_point_policy", &[("policy", Resource)]),
    ("aws_s3tables_table_bucket_policy", &[("resource_policy", Resource)]),
    ("aws_s3tables_table_policy", &[("resource_policy", Resource)]),
    ("aws_s3vectors_vector_bucket_policy", &[("policy", Resource)]),
    ("aws_sagemaker_model_package_group_policy", &[("resource_policy", Resource)]),
    ("aws_schemas_registry_policy", &[("policy", Resource)]),
    ("aws_secretsmanager_secret", &[("policy", Resource)]),
    ("aws_secretsmanager_secret_policy", &[("policy", Resource)]),
    ("aws_ses_identity_policy", &[("policy", Resource)]),
    ("aws_sesv2_email_identity_policy", &[("policy", Resource)]),
    ("aws_sns_topic", &[("policy", Resource)]),
    ("aws_sns_topic_policy", &[("policy", Resource)]),
    ("aws_sqs_queue", &[("policy", Resource)]),
    ("aws_sqs_queue_policy", &[("policy", Resource)]),
    ("aws_ssoadmin_permission_set_inline_policy", &[("inline_policy", Identity)]),
    ("aws_vpc_endpoint", &[("policy", Endpoint)]),
    ("aws_vpc_endpoint_policy", &[("policy", Endpoint)]),
    ("aws_vpclattice_auth_policy", &[("policy", Resource)]),
    ("aws_vpclattice_resource_policy", &[("policy", Resource)]),
    ("aws_xray_resource_policy", &[("policy_document", Resource)]),
    // It is attached to what nobody knows: a statement with a principal makes it the policy of a resource.
    (SOURCE, &[("json", Resource)]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_searched() {
        assert!(TABLE.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(attributes("aws_sqs_queue"), [("policy", Resource)]);
        assert_eq!(attributes("aws_instance"), []);
    }
}
