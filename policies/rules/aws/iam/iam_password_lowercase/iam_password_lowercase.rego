# METADATA
# title: Passwords need not have a lower-case letter
# description: |
#   Passwords of one kind of character are found faster by trying. A policy that does not say
#   `require_lowercase_characters` does not ask for a lower-case letter. NIST SP 800-63B prefers length to
#   rules about characters, so this matters where a standard of yours asks for it and where passwords are
#   short.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#   - https://pages.nist.gov/800-63-4/sp800-63b.html
# custom:
#   id: aws-iam-password-lowercase
#   severity: medium
#   domain: iam
#   resources: [aws_iam_account_password_policy]
#   attributes: [require_lowercase_characters]
#   remediation: Set `require_lowercase_characters = true`.
#   example: |
#     resource "aws_iam_account_password_policy" "main" {
#       minimum_password_length      = 14
#       require_lowercase_characters = true
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_11, AWS-0058, AVD-AWS-0058, FG_R00022]
package rules.aws.iam.iam_password_lowercase

import rego.v1

import data.lib.password_policy

deny contains found if {
	policies := object.get(input.resources, "aws_iam_account_password_policy", [])
	fault := "passwords need no lower-case letter"
	some found in password_policy.not_required(policies, "require_lowercase_characters", fault)
}
