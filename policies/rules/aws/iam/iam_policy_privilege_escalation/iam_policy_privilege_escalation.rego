# METADATA
# title: IAM policy lets its holder get more rights
# description: |
#   An identity policy, or all policies of an identity together, allow actions with which the holder can give
#   itself more rights: it writes a policy of its own, takes the credentials of somebody stronger, or starts
#   something that runs with a stronger role. The first way is named; there may be more.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   id: aws-iam-policy-privilege-escalation
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
#     - aws_iam_user
#     - aws_iam_group
#     - aws_ssoadmin_permission_set
#   attributes: [policy, inline_policy.policy]
#   documents: [privilege_escalation]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: |
#     Take one action of the way out, limit it to named users and roles, limit `iam:PassRole` to the roles that
#     are meant, or demand a permissions boundary with a condition on iam:PermissionsBoundary.
#   example: |
#     resource "aws_iam_policy" "jobs" {
#       name = "jobs"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [
#           {
#             Effect   = "Allow"
#             Action   = "lambda:UpdateFunctionCode"
#             Resource = aws_lambda_function.jobs.arn
#           },
#           {
#             Effect   = "Allow"
#             Action   = "iam:PassRole"
#             Resource = aws_iam_role.jobs.arn
#           },
#         ]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_110, CKV_AWS_286]
package rules.aws.iam.iam_policy_privilege_escalation

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.first_findings(resource, "privilege_escalation")
}

# What is spread over several policies.
deny contains found if {
	some type in iam.principal_types
	some principal in input.resources[type]
	some found in iam.split_findings(principal, "privilege_escalation")
}
