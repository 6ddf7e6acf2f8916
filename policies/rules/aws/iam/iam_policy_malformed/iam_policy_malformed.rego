# METADATA
# title: IAM policy is malformed
# description: |
#   AWS refuses the policy, or reads it otherwise than it looks: an element is missing, misspelt or doubled, an
#   operator does not exist, a variable is not replaced in a policy of the old version. Terraform takes it as it
#   is while it plans, and what the policy was to allow or deny is not what it does.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
# custom:
#   id: aws-iam-policy-malformed
#   severity: medium
#   domain: iam
#   resources:
#     - aws_acmpca_policy
#     - aws_api_gateway_domain_name
#     - aws_api_gateway_rest_api
#     - aws_api_gateway_rest_api_policy
#     - aws_backup_vault_policy
#     - aws_cloudsearch_domain_service_access_policy
#     - aws_cloudwatch_event_bus_policy
#     - aws_cloudwatch_log_delivery_destination_policy
#     - aws_cloudwatch_log_destination_policy
#     - aws_cloudwatch_log_resource_policy
#     - aws_codeartifact_domain_permissions_policy
#     - aws_codeartifact_repository_permissions_policy
#     - aws_codebuild_resource_policy
#     - aws_dynamodb_resource_policy
#     - aws_ecr_registry_policy
#     - aws_ecr_repository_creation_template
#     - aws_ecr_repository_policy
#     - aws_ecrpublic_repository_policy
#     - aws_efs_file_system_policy
#     - aws_elasticsearch_domain
#     - aws_elasticsearch_domain_policy
#     - aws_glacier_vault
#     - aws_glacier_vault_lock
#     - aws_glue_resource_policy
#     - aws_iam_group_policy
#     - aws_iam_policy
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#     - aws_kinesis_resource_policy
#     - aws_kms_external_key
#     - aws_kms_key
#     - aws_kms_key_policy
#     - aws_kms_replica_external_key
#     - aws_kms_replica_key
#     - aws_media_store_container_policy
#     - aws_msk_cluster_policy
#     - aws_networkfirewall_resource_policy
#     - aws_oam_sink_policy
#     - aws_opensearch_domain
#     - aws_opensearch_domain_policy
#     - aws_organizations_policy
#     - aws_organizations_resource_policy
#     - aws_prometheus_resource_policy
#     - aws_redshift_resource_policy
#     - aws_redshiftserverless_resource_policy
#     - aws_s3_access_point
#     - aws_s3_bucket
#     - aws_s3_bucket_policy
#     - aws_s3control_access_grants_instance_resource_policy
#     - aws_s3control_access_point_policy
#     - aws_s3control_bucket_policy
#     - aws_s3control_multi_region_access_point_policy
#     - aws_s3control_object_lambda_access_point_policy
#     - aws_s3tables_table_bucket_policy
#     - aws_s3tables_table_policy
#     - aws_s3vectors_vector_bucket_policy
#     - aws_sagemaker_model_package_group_policy
#     - aws_schemas_registry_policy
#     - aws_secretsmanager_secret
#     - aws_secretsmanager_secret_policy
#     - aws_ses_identity_policy
#     - aws_sesv2_email_identity_policy
#     - aws_sns_topic
#     - aws_sns_topic_policy
#     - aws_sqs_queue
#     - aws_sqs_queue_policy
#     - aws_ssoadmin_permission_set_inline_policy
#     - aws_vpc_endpoint
#     - aws_vpc_endpoint_policy
#     - aws_vpclattice_auth_policy
#     - aws_vpclattice_resource_policy
#     - aws_xray_resource_policy
#   attributes:
#     - policy
#     - assume_role_policy
#     - inline_policy.policy
#     - policy_document
#     - access_policy
#     - access_policies
#     - resource_policy
#     - repository_policy
#     - delivery_destination_policy
#     - content
#     - details.policy
#   documents: [faults]
#   linked:
#     - aws_api_gateway_rest_api_policy.rest_api_id
#     - aws_elasticsearch_domain_policy.domain_name
#     - aws_kms_key_policy.key_id
#     - aws_opensearch_domain_policy.domain_name
#     - aws_s3_bucket_policy.bucket
#     - aws_s3control_access_point_policy.access_point_arn
#     - aws_secretsmanager_secret_policy.secret_arn
#     - aws_sns_topic_policy.arn
#     - aws_sqs_queue_policy.queue_url
#     - aws_vpc_endpoint_policy.vpc_endpoint_id
#   subject:
#     - role
#     - user
#     - group
#     - permission_set_arn
#     - queue_url
#     - bucket
#     - key_id
#     - secret_arn
#     - resource_arn
#     - rest_api_id
#     - domain_name
#     - file_system_id
#     - backup_vault_name
#     - repository
#   remediation: |
#     Correct the policy. Written as a data source aws_iam_policy_document or with jsonencode, many faults cannot
#     happen.
#   example: |
#     data "aws_iam_policy_document" "upload" {
#       statement {
#         actions   = ["s3:PutObject"]
#         resources = ["${aws_s3_bucket.uploads.arn}/*"]
#       }
#     }
#   controls:
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.iam.iam_policy_malformed

import rego.v1

import data.lib.finding
import data.lib.iam

_types := [
	"aws_acmpca_policy",
	"aws_api_gateway_domain_name",
	"aws_api_gateway_rest_api",
	"aws_api_gateway_rest_api_policy",
	"aws_backup_vault_policy",
	"aws_cloudsearch_domain_service_access_policy",
	"aws_cloudwatch_event_bus_policy",
	"aws_cloudwatch_log_delivery_destination_policy",
	"aws_cloudwatch_log_destination_policy",
	"aws_cloudwatch_log_resource_policy",
	"aws_codeartifact_domain_permissions_policy",
	"aws_codeartifact_repository_permissions_policy",
	"aws_codebuild_resource_policy",
	"aws_dynamodb_resource_policy",
	"aws_ecr_registry_policy",
	"aws_ecr_repository_creation_template",
	"aws_ecr_repository_policy",
	"aws_ecrpublic_repository_policy",
	"aws_efs_file_system_policy",
	"aws_elasticsearch_domain",
	"aws_elasticsearch_domain_policy",
	"aws_glacier_vault",
	"aws_glacier_vault_lock",
	"aws_glue_resource_policy",
	"aws_iam_group_policy",
	"aws_iam_policy",
	"aws_iam_role",
	"aws_iam_role_policy",
	"aws_iam_user_policy",
	"aws_kinesis_resource_policy",
	"aws_kms_external_key",
	"aws_kms_key",
	"aws_kms_key_policy",
	"aws_kms_replica_external_key",
	"aws_kms_replica_key",
	"aws_media_store_container_policy",
	"aws_msk_cluster_policy",
	"aws_networkfirewall_resource_policy",
	"aws_oam_sink_policy",
	"aws_opensearch_domain",
	"aws_opensearch_domain_policy",
	"aws_organizations_policy",
	"aws_organizations_resource_policy",
	"aws_prometheus_resource_policy",
	"aws_redshift_resource_policy",
	"aws_redshiftserverless_resource_policy",
	"aws_s3_access_point",
	"aws_s3_bucket",
	"aws_s3_bucket_policy",
	"aws_s3control_access_grants_instance_resource_policy",
	"aws_s3control_access_point_policy",
	"aws_s3control_bucket_policy",
	"aws_s3control_multi_region_access_point_policy",
	"aws_s3control_object_lambda_access_point_policy",
	"aws_s3tables_table_bucket_policy",
	"aws_s3tables_table_policy",
	"aws_s3vectors_vector_bucket_policy",
	"aws_sagemaker_model_package_group_policy",
	"aws_schemas_registry_policy",
	"aws_secretsmanager_secret",
	"aws_secretsmanager_secret_policy",
	"aws_ses_identity_policy",
	"aws_sesv2_email_identity_policy",
	"aws_sns_topic",
	"aws_sns_topic_policy",
	"aws_sqs_queue",
	"aws_sqs_queue_policy",
	"aws_ssoadmin_permission_set_inline_policy",
	"aws_vpc_endpoint",
	"aws_vpc_endpoint_policy",
	"aws_vpclattice_auth_policy",
	"aws_vpclattice_resource_policy",
	"aws_xray_resource_policy",
]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	not _is_kept_by_aws(resource)
	some document in object.get(resource, "documents", {})
	some fault in object.get(document, "faults", [])
	some found in iam.in_place(resource, finding.known(finding.at(resource, document.path, fault)))
}

# What a resource that exists says itself may be what AWS has put there.
_is_kept_by_aws(resource) if {
	resource.type in object.keys(iam.policy_companions)
	not "create" in resource.actions
}
