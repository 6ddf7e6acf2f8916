# METADATA
# title: IAM policy lets its holder get credentials
# description: |
#   An identity policy allows actions that return credentials, such as access keys, passwords or sessions of
#   roles, for whatever user, role or database there is. What its holder gets this way goes on working under
#   another name.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
# custom:
#   id: aws-iam-policy-credentials-exposure
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
#   documents: [credentials_exposure]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: Limit the actions to the users, roles or databases that the holder works with.
#   example: |
#     resource "aws_iam_policy" "deploy" {
#       name = "deploy"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["sts:AssumeRole"]
#           Resource = aws_iam_role.deploy.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_107, CKV_AWS_287]
package rules.aws.iam.iam_policy_credentials_exposure

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "credentials_exposure")
}
