# METADATA
# title: IAM policy lets its holder pass any role
# description: |
#   An identity policy allows `iam:PassRole` for every role and does not say to which service. Whoever may also
#   start something that runs with a role, such as an instance, a function or a job, can use the rights of the
#   strongest role of the account.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   id: aws-iam-policy-passrole-star
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
#   documents: [passrole_star]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: |
#     Name the roles that may be passed, and the service that they are for with a condition on
#     iam:PassedToService.
#   example: |
#     resource "aws_iam_policy" "deploy" {
#       name = "deploy"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "iam:PassRole"
#           Resource  = aws_iam_role.task.arn
#           Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [AWS-0342, AVD-AWS-0342]
package rules.aws.iam.iam_policy_passrole_star

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "passrole_star")
}
