# METADATA
# title: IAM policy allows listing the objects of every bucket
# description: |
#   An identity policy allows listing what is in every bucket of the account. Names of objects tell about
#   customers and contents, and show where to look for more. Listing the buckets themselves is not reported.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_id-based-policy-examples.html
# custom:
#   id: aws-iam-policy-s3-broad-list
#   severity: medium
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
#   documents: [s3_broad_list]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: Name the buckets whose objects the holder lists.
#   example: |
#     resource "aws_iam_policy" "list" {
#       name = "list"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["s3:ListBucket"]
#           Resource = aws_s3_bucket.reports.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [FG_R00218, FG_R00220]
package rules.aws.iam.iam_policy_s3_broad_list

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "s3_broad_list")
}
