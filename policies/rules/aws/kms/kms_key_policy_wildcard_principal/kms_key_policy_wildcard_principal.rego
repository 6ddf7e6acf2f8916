# METADATA
# title: KMS key policy lets everybody in
# description: |
#   A statement of the key's policy allows actions to any principal, and no condition narrows that to accounts,
#   organizations or services. Whoever can call KMS, from whatever account, can then use or manage the key, and
#   all that it encrypts is as open as the ciphertext.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
# custom:
#   id: aws-kms-key-policy-wildcard-principal
#   severity: critical
#   domain: exposure
#   resources:
#     - aws_kms_key
#     - aws_kms_external_key
#     - aws_kms_replica_key
#     - aws_kms_replica_external_key
#     - aws_kms_key_policy
#   attributes: [policy]
#   documents: [public]
#   linked: [aws_kms_key_policy.key_id]
#   subject: [key_id]
#   remediation: |
#     Name the accounts or roles that use the key, or narrow `*` with a condition on kms:CallerAccount or
#     aws:PrincipalOrgID.
#   example: |
#     resource "aws_kms_key_policy" "orders" {
#       key_id = aws_kms_key.orders.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:root" }
#           Action    = "kms:*"
#           Resource  = "*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_33, FG_R00252]
package rules.aws.kms.kms_key_policy_wildcard_principal

import rego.v1

import data.lib.iam

_types := [
	"aws_kms_key",
	"aws_kms_external_key",
	"aws_kms_replica_key",
	"aws_kms_replica_external_key",
	"aws_kms_key_policy",
]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "public")
}
