# METADATA
# title: Policy document lets everybody in
# description: |
#   A statement of a policy document allows actions to any principal, and no condition narrows that to accounts,
#   organizations, networks or sources. No resource of the plan whose policies are judged uses the document, so
#   that only the document itself can tell. Where one does, the rule for that resource speaks instead.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   id: aws-policy-document-wildcard-principal
#   severity: high
#   domain: exposure
#   resources: [data.aws_iam_policy_document]
#   attributes: []
#   documents: [public]
#   linked:
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
#     - aws_iam_role
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
#     - aws_vpc_endpoint
#     - aws_vpc_endpoint_policy
#     - aws_vpclattice_resource_policy
#     - aws_xray_resource_policy
#   remediation: Name the principals, or narrow `*` with a condition on aws:PrincipalOrgID or aws:SourceAccount.
#   example: |
#     data "aws_iam_policy_document" "read" {
#       statement {
#         actions   = ["s3:GetObject"]
#         resources = ["${aws_s3_bucket.reports.arn}/*"]
#
#         principals {
#           type        = "AWS"
#           identifiers = ["arn:aws:iam::123456789012:root"]
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#   aliases: [CKV_AWS_283]
package rules.aws.iam.policy_document_wildcard_principal

import rego.v1

import data.lib.iam

deny contains found if {
	some source in input.resources["data.aws_iam_policy_document"]
	not source.documents.json.used == true
	count(object.get(source, "linked", {})) == 0
	count(object.get(source, "maybe_linked", {})) == 0
	some found in iam.findings(source, "public")
}
