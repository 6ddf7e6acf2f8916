# METADATA
# title: Resource policy lets a service act for anybody
# description: |
#   A statement of a resource's policy allows a service that acts for its customers, and does not say for whose
#   account or resource. Somebody else's resource in that service can then make it use yours: a bucket of another
#   account sends its events to your queue, a trail writes to your bucket. AWS asks for a condition on the source
#   for these services.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# custom:
#   id: aws-resource-policy-service-no-source
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
#     - aws_vpclattice_resource_policy
#     - aws_xray_resource_policy
#   attributes:
#     - policy
#     - policy_document
#     - access_policy
#     - access_policies
#     - resource_policy
#     - repository_policy
#     - delivery_destination_policy
#     - content
#     - details.policy
#   documents: [service_without_source]
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
#   subject:
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
#     Add a condition on aws:SourceAccount or aws:SourceArn with your own account or the resource that the service
#     acts for.
#   example: |
#     resource "aws_sqs_queue_policy" "events" {
#       queue_url = aws_sqs_queue.events.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { Service = "s3.amazonaws.com" }
#           Action    = "sqs:SendMessage"
#           Resource  = aws_sqs_queue.events.arn
#           Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.iam.resource_policy_service_no_source

import rego.v1

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
	"aws_vpclattice_resource_policy",
	"aws_xray_resource_policy",
]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "service_without_source")
}
