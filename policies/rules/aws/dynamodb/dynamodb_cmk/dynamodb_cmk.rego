# METADATA
# title: DynamoDB table is not encrypted with a key of the customer
# description: |
#   DynamoDB encrypts every table, with a key that AWS owns unless another is named. A KMS key of the customer's
#   own adds who may use it, a record of each use, and a way to take all access back. A replica is encrypted
#   with a key of its own region, which is not taken over from the table.
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
# custom:
#   id: aws-dynamodb-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_dynamodb_table, aws_dynamodb_table_replica]
#   attributes: [server_side_encryption.enabled, server_side_encryption.kms_key_arn, replica.kms_key_arn, kms_key_arn]
#   satisfied_by:
#     server_side_encryption.kms_key_arn:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#     replica.kms_key_arn:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#     kms_key_arn:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#   never_computed: [replica]
#   remediation: Set `kms_key_arn` in `server_side_encryption`, and for each replica a key of its region.
#   example: |
#     resource "aws_dynamodb_table" "orders" {
#       name         = "orders"
#       billing_mode = "PAY_PER_REQUEST"
#       hash_key     = "id"
#
#       attribute {
#         name = "id"
#         type = "S"
#       }
#
#       server_side_encryption {
#         enabled     = true
#         kms_key_arn = aws_kms_key.orders.arn
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_119, CKV_AWS_271, AWS-0025, AVD-AWS-0025, FG_R00069]
package rules.aws.dynamodb.dynamodb_cmk

import rego.v1

import data.lib.own_key
import data.lib.setting

_fault := "the key is not the customer's own"

_switch := ["server_side_encryption", 0, "enabled"]

deny contains found if {
	some found in setting.one_of(_tables, _switch, {"bad": {false}}, _fault)
}

deny contains found if {
	some table in _tables
	object.get(table.values, _switch, true) == true
	some found in own_key.missing([table], ["server_side_encryption", 0, "kms_key_arn"], _fault)
}

deny contains found if {
	some table in _tables
	some i, _ in table.values.replica
	some found in own_key.missing([table], ["replica", i, "kms_key_arn"], _fault)
}

deny contains found if {
	some found in own_key.missing(object.get(input.resources, "aws_dynamodb_table_replica", []), ["kms_key_arn"], _fault)
}

_tables := object.get(input.resources, "aws_dynamodb_table", [])
