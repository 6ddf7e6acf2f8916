# METADATA
# title: Resource policy lets everybody in
# description: |
#   A statement of a resource's policy allows actions to any principal, and no condition narrows that to accounts,
#   organizations, networks or sources. Whoever has an AWS account can use the resource. Some services, such as
#   DynamoDB and S3 Tables, refuse such a policy on apply. Services with a rule of their own, such as SQS, are not
#   judged here.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   id: aws-resource-policy-public
#   severity: high
#   domain: exposure
#   resources:
#     - aws_acmpca_policy
#     - aws_cloudsearch_domain_service_access_policy
#     - aws_cloudwatch_log_delivery_destination_policy
#     - aws_cloudwatch_log_destination_policy
#     - aws_cloudwatch_log_resource_policy
#     - aws_codeartifact_domain_permissions_policy
#     - aws_codeartifact_repository_permissions_policy
#     - aws_codebuild_resource_policy
#     - aws_dynamodb_resource_policy
#     - aws_glue_resource_policy
#     - aws_kinesis_resource_policy
#     - aws_media_store_container_policy
#     - aws_msk_cluster_policy
#     - aws_networkfirewall_resource_policy
#     - aws_oam_sink_policy
#     - aws_organizations_resource_policy
#     - aws_prometheus_resource_policy
#     - aws_redshift_resource_policy
#     - aws_redshiftserverless_resource_policy
#     - aws_s3control_access_grants_instance_resource_policy
#     - aws_s3control_bucket_policy
#     - aws_s3control_object_lambda_access_point_policy
#     - aws_s3tables_table_bucket_policy
#     - aws_s3tables_table_policy
#     - aws_s3vectors_vector_bucket_policy
#     - aws_sagemaker_model_package_group_policy
#     - aws_schemas_registry_policy
#     - aws_ses_identity_policy
#     - aws_sesv2_email_identity_policy
#     - aws_vpclattice_resource_policy
#     - aws_xray_resource_policy
#   attributes: [policy, policy_document, access_policy, resource_policy, delivery_destination_policy, content]
#   documents: [public]
#   subject: [resource_arn, cluster_arn, domain, repository]
#   remediation: Name the principals, or narrow `*` with a condition on aws:PrincipalOrgID or aws:SourceAccount.
#   example: |
#     resource "aws_kinesis_resource_policy" "clicks" {
#       resource_arn = aws_kinesis_stream.clicks.arn
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:role/collector" }
#           Action    = "kinesis:PutRecords"
#           Resource  = aws_kinesis_stream.clicks.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.iam.resource_policy_public

import rego.v1

import data.lib.iam

_types := [
	"aws_acmpca_policy",
	"aws_cloudsearch_domain_service_access_policy",
	"aws_cloudwatch_log_delivery_destination_policy",
	"aws_cloudwatch_log_destination_policy",
	"aws_cloudwatch_log_resource_policy",
	"aws_codeartifact_domain_permissions_policy",
	"aws_codeartifact_repository_permissions_policy",
	"aws_codebuild_resource_policy",
	"aws_dynamodb_resource_policy",
	"aws_glue_resource_policy",
	"aws_kinesis_resource_policy",
	"aws_media_store_container_policy",
	"aws_msk_cluster_policy",
	"aws_networkfirewall_resource_policy",
	"aws_oam_sink_policy",
	"aws_organizations_resource_policy",
	"aws_prometheus_resource_policy",
	"aws_redshift_resource_policy",
	"aws_redshiftserverless_resource_policy",
	"aws_s3control_access_grants_instance_resource_policy",
	"aws_s3control_bucket_policy",
	"aws_s3control_object_lambda_access_point_policy",
	"aws_s3tables_table_bucket_policy",
	"aws_s3tables_table_policy",
	"aws_s3vectors_vector_bucket_policy",
	"aws_sagemaker_model_package_group_policy",
	"aws_schemas_registry_policy",
	"aws_ses_identity_policy",
	"aws_sesv2_email_identity_policy",
	"aws_vpclattice_resource_policy",
	"aws_xray_resource_policy",
]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "public")
}
