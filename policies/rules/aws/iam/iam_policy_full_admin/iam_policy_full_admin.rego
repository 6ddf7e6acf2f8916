# METADATA
# title: IAM policy makes a full administrator
# description: |
#   An identity policy allows every action on every resource. Whoever holds it, or gets hold of its
#   credentials, owns the account. Conditions such as multi-factor authentication do not change that.
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
#   attributes: [policy, inline_policy.policy]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: |
#     Name the actions and resources that the holder needs. Where an administrator is meant, attach the
#     managed policy AdministratorAccess to a role that few can assume.
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
#   aliases: [CKV_AWS_1, CKV_AWS_62, FG_R00092]
package rules.aws.iam.iam_policy_full_admin

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.at(resource, statement.path, msg) if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some statement in iam.identity_statements(resource)
	iam.is_full_admin(statement)
	msg := sprintf("%s allows every action on every resource%s", [statement.label, _limits(statement)])
}

_limits(statement) := concat("", array.concat(but, under)) if {
	but := [" but those of NotResource" | count(statement.not_resources) > 0]
	under := [", under conditions" | count(statement.conditions) > 0]
}
