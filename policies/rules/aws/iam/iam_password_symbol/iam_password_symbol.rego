# METADATA
# title: Passwords need not have a symbol
# description: |
#   Passwords of one kind of character are found faster by trying. A policy that does not say
#   `require_symbols` does not ask for a symbol. NIST SP 800-63B prefers length to rules about characters, so
#   this matters where a standard of yours asks for it and where passwords are short.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#   - https://pages.nist.gov/800-63-4/sp800-63b.html
# custom:
#   id: aws-iam-password-symbol
#   severity: medium
#   domain: iam
#   resources: [aws_iam_account_password_policy]
#   attributes: [require_symbols]
#   remediation: Set `require_symbols = true`.
#   example: |
#     resource "aws_iam_account_password_policy" "main" {
#       minimum_password_length = 14
#       require_symbols         = true
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_14, AWS-0060, AVD-AWS-0060, FG_R00023]
package rules.aws.iam.iam_password_symbol

import rego.v1

import data.lib.password_policy

deny contains found if {
	policies := object.get(input.resources, "aws_iam_account_password_policy", [])
	some found in password_policy.not_required(policies, "require_symbols", "passwords need no symbol")
}
