# METADATA
# title: IAM policy allows writing everywhere without a condition
# description: |
#   An identity policy allows actions that write on every resource, and no condition says when or for what. One
#   mistake or one stolen key then changes or deletes whatever the account has of that kind. Actions that IAM
#   can't limit to resources are not reported.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
# custom:
#   id: aws-iam-policy-unconstrained-write
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
#   documents: [unconstrained_write]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: Name the resources, or add a condition that says for what the actions are meant.
#   example: |
#     resource "aws_iam_policy" "jobs" {
#       name = "jobs"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["dynamodb:PutItem"]
#           Resource = aws_dynamodb_table.jobs.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_111, CKV_AWS_290]
package rules.aws.iam.iam_policy_unconstrained_write

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "unconstrained_write")
}
