# METADATA
# title: Role may be assumed by all of another account
# description: |
#   The trust policy of a role names an account and asks for nothing else, so everybody there may assume it whom a
#   policy of that account allows to: who that is, others decide. An external id, MFA, an organization or a
#   condition on the principal is enough. The own account is not reported where the plan tells which it is, nor
#   are the accounts of the parameter `trusted_accounts`.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
# custom:
#   id: aws-iam-role-trust-account-root
#   severity: medium
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_account]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Name the role of the other account that assumes this one, or add a condition on aws:PrincipalArn. List
#     accounts of your own in `trusted_accounts`.
#   example: |
#     resource "aws_iam_role" "audit" {
#       name = "audit"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRole"
#           Principal = { AWS = "arn:aws:iam::210987654321:role/auditor" }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_61]
package rules.aws.iam.iam_role_trust_account_root

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.stated(resource, pair.document, pair.conclusion) if {
	some resource in input.resources.aws_iam_role
	some pair in iam.concluded(resource, "trust_account")
	iam.is_foreign(pair, data.params.trusted_accounts)
}
