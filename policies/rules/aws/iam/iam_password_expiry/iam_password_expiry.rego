# METADATA
# title: Passwords do not expire within 90 days
# description: |
#   A password that has leaked stays good until somebody changes it. Some standards ask for a change every 90
#   days; NIST SP 800-63B advises against it, because forced changes lead to weak passwords, and wants a
#   change where there is a sign of a leak. Hence the low severity: turn the rule off where no standard of
#   yours asks for it.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#   - https://pages.nist.gov/800-63-4/sp800-63b.html
# custom:
#   id: aws-iam-password-expiry
#   severity: low
#   domain: iam
#   resources: [aws_iam_account_password_policy]
#   attributes: [max_password_age]
#   remediation: Set `max_password_age` to 90 days or less.
#   example: |
#     resource "aws_iam_account_password_policy" "main" {
#       max_password_age = 90
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.3.9"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_9, AWS-0062, AVD-AWS-0062, FG_R00003]
package rules.aws.iam.iam_password_expiry

import rego.v1

import data.lib.password_policy

deny contains found if {
	policies := object.get(input.resources, "aws_iam_account_password_policy", [])
	range := {"least": 1, "most": 90}
	some found in password_policy.outside(policies, "max_password_age", range, "passwords stay good for long")
}
