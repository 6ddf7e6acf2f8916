# METADATA
# title: IAM policy makes a full administrator
# description: |
#   An identity policy, or all policies of an identity together, allow every action on every resource. Whoever
#   holds them, or gets hold of its credentials, owns the account. Conditions such as multi-factor authentication
#   do not change that.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# custom:
#   id: aws-iam-policy-full-admin
#   severity: critical
#   domain: iam
#   resources:
#     - aws_iam_policy
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#     - aws_iam_group_policy
#     - aws_iam_role
#     - aws_ssoadmin_permission_set_inline_policy
#     - data.aws_iam_policy_document
#     - aws_iam_user
#     - aws_iam_group
#     - aws_ssoadmin_permission_set
#   attributes: [policy, inline_policy.policy]
#   documents: [full_admin]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: |
#     Name the actions and resources that the holder needs. Where an administrator is meant, attach the managed
#     policy AdministratorAccess to a role that few can assume.
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
#     cis_aws: ["1.16"]
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_1, CKV_AWS_62, FG_R00092]
package rules.aws.iam.iam_policy_full_admin

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "full_admin")
}

# What is spread over several policies.
deny contains found if {
	some type in iam.principal_types
	some principal in input.resources[type]
	some found in iam.split_findings(principal, "full_admin")
}
