# METADATA
# title: IAM user can sign in to the console with a password
# description: |
#   The user gets a password for the console of AWS, beside the identities that people have anyway. It works
#   from anywhere, knows no end of employment, and asks for no second factor unless a policy does. The first
#   password also stands in the state unless a PGP key encrypts it.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: aws-iam-user-console-login
#   severity: medium
#   domain: iam
#   resources: [aws_iam_user_login_profile]
#   attributes: []
#   subject: [user]
#   remediation: |
#     Remove the login profile, and let people sign in through IAM Identity Center or an identity
#     provider.
#   example: |
#     resource "aws_ssoadmin_account_assignment" "operators" {
#       instance_arn       = aws_ssoadmin_permission_set.operators.instance_arn
#       permission_set_arn = aws_ssoadmin_permission_set.operators.arn
#       principal_id       = aws_identitystore_group.operators.group_id
#       principal_type     = "GROUP"
#       target_id          = "123456789012"
#       target_type        = "AWS_ACCOUNT"
#     }
#   controls:
#     nist_800_53: ["AC-2", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_22]
package rules.aws.iam.iam_user_console_login

import rego.v1

import data.lib.finding

deny contains finding.whole(profile, "a user gets a password for the console") if {
	some profile in input.resources.aws_iam_user_login_profile
}
