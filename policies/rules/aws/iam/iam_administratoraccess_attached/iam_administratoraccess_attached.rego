# METADATA
# title: AdministratorAccess is attached to an identity
# description: |
#   The managed policy AdministratorAccess allows every action on every resource, so whoever acts as this identity
#   owns the account.
# related_resources:
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: aws-iam-administratoraccess-attached
#   severity: critical
#   domain: iam
#   resources:
#     - aws_iam_role
#     - aws_iam_policy_attachment
#     - aws_iam_role_policy_attachment
#     - aws_iam_user_policy_attachment
#     - aws_iam_group_policy_attachment
#     - aws_iam_role_policy_attachments_exclusive
#     - aws_iam_user_policy_attachments_exclusive
#     - aws_iam_group_policy_attachments_exclusive
#     - aws_ssoadmin_managed_policy_attachment
#   attributes: [policy_arn, managed_policy_arn, managed_policy_arns, policy_arns]
#   subject: [role, user, group, roles, users, groups, role_name, user_name, group_name, permission_set_arn]
#   satisfied_by:
#     policy_arn: [aws_iam_policy]
#     managed_policy_arn: [aws_iam_policy]
#   remediation: |
#     Attach policies that allow what the identity needs, and keep full administration for a few people through SSO.
#   example: |
#     resource "aws_iam_role_policy_attachment" "deploy" {
#       role       = aws_iam_role.deploy.name
#       policy_arn = aws_iam_policy.deploy.arn
#     }
#   controls:
#     cis_aws: ["1.16"]
#     nist_800_53: ["AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_274, CKV_AWS_275]
package rules.aws.iam.iam_administratoraccess_attached

import rego.v1

import data.lib.finding
import data.lib.iam_attachment

deny contains finding.at(resource, path, "AdministratorAccess is attached") if {
	some type in iam_attachment.types
	some resource in input.resources[type]
	some path in iam_attachment.paths(resource, "AdministratorAccess")
}
