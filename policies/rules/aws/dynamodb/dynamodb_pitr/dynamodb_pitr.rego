# METADATA
# title: DynamoDB table has no point-in-time recovery
# description: |
#   What is deleted or overwritten by mistake is gone: without point-in-time recovery a table can't be set back
#   to a moment of the last days. It is off unless turned on. Replicas hold the same data, and the table's own
#   recovery is enough for them. Tables of Terraform's state locks, whose hash key is `LockID`, hold nothing to
#   go back to and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html
# custom:
#   id: aws-dynamodb-pitr
#   severity: medium
#   domain: resilience
#   resources: [aws_dynamodb_table]
#   attributes: [point_in_time_recovery.enabled]
#   remediation: Set `enabled = true` in `point_in_time_recovery`.
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
#       point_in_time_recovery {
#         enabled = true
#       }
#     }
#   controls:
#     nist_800_53: ["CP-9", "SI-12"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_28, CKV_AWS_165, AWS-0024, AVD-AWS-0024, FG_R00106]
package rules.aws.dynamodb.dynamodb_pitr

import rego.v1

import data.lib.setting

deny contains found if {
	some table in input.resources.aws_dynamodb_table
	object.get(table.values, "hash_key", "") != "LockID"
	some found in setting.off([table], ["point_in_time_recovery", 0, "enabled"], "there is no point-in-time recovery")
}
