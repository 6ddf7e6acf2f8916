# METADATA
# title: Glacier vault policy lets everybody in
# description: |
#   A statement of the vault's access policy or of its lock allows actions to any principal, and no condition
#   narrows that to accounts or organizations. Whoever has an AWS account can list and retrieve archives, or
#   delete them.
# related_resources:
#   - https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html
# custom:
#   id: aws-glacier-vault-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_glacier_vault, aws_glacier_vault_lock]
#   attributes: [access_policy, policy]
#   documents: [public]
#   subject: [vault_name]
#   remediation: Name the accounts or roles that use the vault, or narrow `*` with a condition on aws:PrincipalOrgID.
#   example: |
#     resource "aws_glacier_vault" "records" {
#       name = "records"
#
#       access_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:role/archivist" }
#           Action    = "glacier:InitiateJob"
#           Resource  = "arn:aws:glacier:eu-central-1:123456789012:vaults/records"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_167]
package rules.aws.glacier.glacier_vault_policy_public

import rego.v1

import data.lib.iam

_types := ["aws_glacier_vault", "aws_glacier_vault_lock"]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "public")
}
