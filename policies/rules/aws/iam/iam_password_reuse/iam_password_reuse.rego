# METADATA
# title: Recent passwords may be used again
# description: |
#   Whoever has to change a password may take an old one, which somebody else may know by now. AWS remembers
#   up to 24 passwords of a user, and none unless it is asked to.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: aws-iam-password-reuse
#   severity: medium
#   domain: iam
#   resources: [aws_iam_account_password_policy]
#   attributes: [password_reuse_prevention]
#   remediation: Set `password_reuse_prevention = 24`.
#   example: |
#     resource "aws_iam_account_password_policy" "main" {
#       password_reuse_prevention = 24
#     }
#   controls:
#     cis_aws: ["1.9"]
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.3.7"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_13, AWS-0056, AVD-AWS-0056, FG_R00002, FG_R00088]
package rules.aws.iam.iam_password_reuse

import rego.v1

import data.lib.password_policy

deny contains found if {
	policies := object.get(input.resources, "aws_iam_account_password_policy", [])
	range := {"least": 24, "most": 24}
	fault := "old passwords may be used again"
	some found in password_policy.outside(policies, "password_reuse_prevention", range, fault)
}
