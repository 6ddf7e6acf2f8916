# METADATA
# title: Secret policy lets everybody in
# description: |
#   A statement of the secret's policy allows actions to any principal, and no condition narrows that to accounts,
#   organizations or networks. Whoever may also use the key of the secret can read it from any account. With
#   `block_public_policy` the service refuses such a policy.
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
# custom:
#   id: aws-secretsmanager-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_secretsmanager_secret, aws_secretsmanager_secret_policy]
#   attributes: [policy]
#   documents: [public]
#   linked: [aws_secretsmanager_secret_policy.secret_arn]
#   subject: [secret_arn]
#   remediation: Name the accounts or roles that read the secret, and set `block_public_policy`.
#   example: |
#     resource "aws_secretsmanager_secret_policy" "db" {
#       secret_arn          = aws_secretsmanager_secret.db.arn
#       block_public_policy = true
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:role/orders" }
#           Action    = "secretsmanager:GetSecretValue"
#           Resource  = "*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.secretsmanager.secretsmanager_policy_public

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_secretsmanager_secret
	some found in iam.findings(resource, "public")
}

deny contains found if {
	some resource in input.resources.aws_secretsmanager_secret_policy
	attribute.is_off(resource, ["block_public_policy"])
	some found in iam.findings(resource, "public")
}

# The service may refuse it.
deny contains finding.at(resource, ["block_public_policy"], found.msg) if {
	some resource in input.resources.aws_secretsmanager_secret_policy
	attribute.is_deferred(resource, ["block_public_policy"])
	some found in iam.findings(resource, "public")
}
