# METADATA
# title: IAMFullAccess is attached to an identity
# description: |
#   The managed policy IAMFullAccess allows every action of IAM. Whoever acts as this identity can give itself, or
#   a role that it assumes, all other rights.
# related_resources:
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: aws-iam-iamfullaccess-attached
#   severity: high
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
#     Attach a policy with the few actions of IAM that are needed, on the roles that it is about, under a
#     permissions boundary.
#   example: |
#     resource "aws_iam_role_policy_attachment" "deploy" {
#       role       = aws_iam_role.deploy.name
#       policy_arn = aws_iam_policy.deploy.arn
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_56]
package rules.aws.iam.iam_iamfullaccess_attached

import rego.v1

import data.lib.finding
import data.lib.iam_attachment

deny contains finding.at(resource, path, "IAMFullAccess is attached") if {
	some type in iam_attachment.types
	some resource in input.resources[type]
	some path in iam_attachment.paths(resource, "IAMFullAccess")
}
