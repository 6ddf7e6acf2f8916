# METADATA
# title: IAM policy allows all of S3
# description: |
#   An identity policy allows every action of S3 on every bucket or on every object. Its holder can read, change
#   and delete whatever the account stores, and open buckets to the world.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: aws-iam-policy-s3-wildcard
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
#   documents: [s3_full]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: Name the actions and the buckets that the holder needs.
#   example: |
#     resource "aws_iam_policy" "upload" {
#       name = "upload"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["s3:PutObject"]
#           Resource = "${aws_s3_bucket.uploads.arn}/*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [AWS-0345, AVD-AWS-0345, AWS-0346, AVD-AWS-0346]
package rules.aws.iam.iam_policy_s3_wildcard

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "s3_full")
}
