# METADATA
# title: Any AWS principal may assume the role
# description: |
#   The trust policy of a role names everybody ("*") and no condition pins the caller to an account or an
#   organization, nor does a denial for all others. Whoever has an AWS account of their own and knows the role's
#   ARN can assume it. An external id is no pin: it tells customers of one service apart and is not treated as a
#   secret.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   id: aws-iam-role-trust-wildcard-principal
#   severity: critical
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_anyone]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Name the accounts, roles or services that may assume the role, or pin `*` to your organization with a
#     condition on aws:PrincipalOrgID.
#   example: |
#     resource "aws_iam_role" "reader" {
#       name = "reader"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRole"
#           Principal = { AWS = "arn:aws:iam::123456789012:root" }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_60, FG_R00219]
package rules.aws.iam.iam_role_trust_wildcard_principal

import rego.v1

import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_iam_role
	some found in iam.findings(resource, "trust_anyone")
}
