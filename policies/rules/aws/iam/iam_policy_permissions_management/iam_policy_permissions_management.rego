# METADATA
# title: IAM policy lets its holder manage permissions everywhere
# description: |
#   An identity policy allows actions that change who may do what, such as policies of buckets, grants of keys or
#   policies of roles, on every resource. Its holder can give itself or others what no policy gives them now.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# custom:
#   id: aws-iam-policy-permissions-management
#   severity: high
#   domain: iam
#   resources:
#     - aws_iam_policy
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#     - aws_iam_group_policy
#     - aws_iam_role
#     - aws_ssoadmin_permission_set_inline_policy
#     - data.aws_iam_policy_document
#   attributes: [policy, inline_policy.policy]
#   documents: [permissions_management]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: Limit the actions to named resources, or leave them to the pipeline that sets up permissions.
#   example: |
#     resource "aws_iam_policy" "reports" {
#       name = "reports"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["s3:PutBucketPolicy"]
#           Resource = aws_s3_bucket.reports.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_109, CKV_AWS_289]
package rules.aws.iam.iam_policy_permissions_management

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "permissions_management")
}
