# METADATA
# title: Secret is not encrypted with a key of the customer
# description: |
#   Secrets Manager encrypts every secret, with `aws/secretsmanager`, a key that AWS manages, unless another is
#   named. A KMS key of the customer's own adds who may use it and a way to take all access back, and is needed
#   where another account is to read the secret. A replica has a key of its own region.
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
# custom:
#   id: aws-secretsmanager-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_secretsmanager_secret]
#   attributes: [kms_key_id, replica.kms_key_id]
#   satisfied_by:
#     kms_key_id:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#     replica.kms_key_id:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#   remediation: Set `kms_key_id` to a key of your own, and for each replica to one of its region.
#   example: |
#     resource "aws_secretsmanager_secret" "database" {
#       name       = "database"
#       kms_key_id = aws_kms_key.secrets.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_149, AWS-0098, AVD-AWS-0098]
package rules.aws.secretsmanager.secretsmanager_cmk

import rego.v1

import data.lib.own_key

_fault := "the key is not the customer's own"

deny contains found if {
	some found in own_key.missing(object.get(input.resources, "aws_secretsmanager_secret", []), ["kms_key_id"], _fault)
}

deny contains found if {
	some secret in input.resources.aws_secretsmanager_secret
	some i, _ in secret.values.replica
	some found in own_key.missing([secret], ["replica", i, "kms_key_id"], _fault)
}
