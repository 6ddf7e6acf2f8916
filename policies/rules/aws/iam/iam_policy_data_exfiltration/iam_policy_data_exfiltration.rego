# METADATA
# title: IAM policy lets its holder read all stored data
# description: |
#   An identity policy allows reading objects, parameters or secrets wherever they are. Credentials of its holder
#   are then enough to copy the data of the whole account.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html
# custom:
#   id: aws-iam-policy-data-exfiltration
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
#   documents: [data_exfiltration]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: Name the buckets, parameters and secrets that the holder reads.
#   example: |
#     resource "aws_iam_policy" "settings" {
#       name = "settings"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["ssm:GetParameter"]
#           Resource = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_108, CKV_AWS_288]
package rules.aws.iam.iam_policy_data_exfiltration

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "data_exfiltration")
}
