# METADATA
# title: IAM policy allows all of IAM
# description: |
#   An identity policy allows every action of IAM on every resource. Its holder can write a policy for itself that
#   allows everything, so this is full administration with one step between.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
# custom:
#   id: aws-iam-policy-full-iam-service
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
#   documents: [full_iam]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: |
#     List the actions of IAM that the holder needs, limit them to a path of roles and users, and demand a
#     permissions boundary.
#   example: |
#     resource "aws_iam_policy" "rotate" {
#       name = "rotate"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["iam:ListAccessKeys", "iam:UpdateAccessKey"]
#           Resource = "arn:aws:iam::123456789012:user/service/*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_40]
package rules.aws.iam.iam_policy_full_iam_service

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "full_iam")
}
