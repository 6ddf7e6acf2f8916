# METADATA
# title: Cross-account trust asks for neither MFA nor an external id
# description: |
#   The trust policy of a role lets users of another account assume it on no further terms. Asking people for
#   multi-factor authentication makes stolen keys worthless, and an external id keeps a service provider from being
#   talked into using the role for somebody else. A role that is named is not reported, for it can show no second
#   factor, and a whole account is by aws-iam-role-trust-account-root. The own account is not reported where the
#   plan tells which it is, nor are the accounts of the parameter `trusted_accounts`.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
# custom:
#   id: aws-iam-role-trust-no-mfa-or-external-id
#   severity: medium
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_unguarded]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Add a condition on sts:ExternalId for a service provider, on aws:MultiFactorAuthPresent for people, or on
#     aws:PrincipalOrgID for accounts of your organization.
#   example: |
#     resource "aws_iam_role" "vendor" {
#       name = "vendor"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRole"
#           Principal = { AWS = "arn:aws:iam::210987654321:role/collector" }
#           Condition = { StringEquals = { "sts:ExternalId" = "shop-4711" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [FG_R00255]
package rules.aws.iam.iam_role_trust_no_mfa_or_external_id

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.stated(resource, pair.document, pair.conclusion) if {
	some resource in input.resources.aws_iam_role
	some pair in iam.concluded(resource, "trust_unguarded")
	iam.is_foreign(pair, data.params.trusted_accounts)
}
