# METADATA
# title: Passwords need not have a digit
# description: |
#   Passwords of one kind of character are found faster by trying. A policy that does not say
#   `require_numbers` does not ask for a digit. NIST SP 800-63B prefers length to rules about characters, so
#   this matters where a standard of yours asks for it and where passwords are short.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#   - https://pages.nist.gov/800-63-4/sp800-63b.html
# custom:
#   id: aws-iam-password-number
#   severity: medium
#   domain: iam
#   resources: [aws_iam_account_password_policy]
#   attributes: [require_numbers]
#   remediation: Set `require_numbers = true`.
#   example: |
#     resource "aws_iam_account_password_policy" "main" {
#       minimum_password_length = 14
#       require_numbers         = true
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.3.6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_12, AWS-0059, AVD-AWS-0059, FG_R00024]
package rules.aws.iam.iam_password_number

import rego.v1

import data.lib.password_policy

deny contains found if {
	policies := object.get(input.resources, "aws_iam_account_password_policy", [])
	some found in password_policy.not_required(policies, "require_numbers", "passwords need no digit")
}
