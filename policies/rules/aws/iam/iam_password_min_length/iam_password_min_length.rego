# METADATA
# title: Passwords may be shorter than 14 characters
# description: |
#   Short passwords are found by trying. AWS asks for 8 characters as long as the account has no policy of its
#   own, and for 6 where a policy leaves the length out. The policy is for IAM users with a password, not for
#   the root user.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: aws-iam-password-min-length
#   severity: medium
#   domain: iam
#   resources: [aws_iam_account_password_policy]
#   attributes: [minimum_password_length]
#   remediation: Set `minimum_password_length` to 14 or more.
#   example: |
#     resource "aws_iam_account_password_policy" "main" {
#       minimum_password_length = 14
#     }
#   controls:
#     cis_aws: ["1.8"]
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.3.6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_10, AWS-0063, AVD-AWS-0063, FG_R00025, FG_R00086]
package rules.aws.iam.iam_password_min_length

import rego.v1

import data.lib.password_policy

deny contains found if {
	policies := object.get(input.resources, "aws_iam_account_password_policy", [])
	range := {"least": 14, "most": 128}
	some found in password_policy.outside(policies, "minimum_password_length", range, "passwords may be short")
}
