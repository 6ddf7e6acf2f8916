# METADATA
# title: SNS topic is not encrypted with KMS
# description: |
#   SNS stores messages on disks that it encrypts, hence the low severity. Server-side encryption with a key of
#   KMS encrypts each message as well, and adds who may use the key and a record of its uses; it is off unless a
#   key is named. CloudWatch alarms and other services need a key of the customer's own that lets them use it:
#   that of AWS (`alias/aws/sns`) does not.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
# custom:
#   id: aws-sns-encryption
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_sns_topic]
#   attributes: [kms_master_key_id]
#   satisfied_by:
#     kms_master_key_id:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#       - data.aws_kms_key
#       - data.aws_kms_alias
#   remediation: Set `kms_master_key_id` to a key whose policy lets the publishers use it.
#   example: |
#     resource "aws_sns_topic" "orders" {
#       name              = "orders"
#       kms_master_key_id = aws_kms_key.orders.id
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_26, AWS-0095, AVD-AWS-0095]
package rules.aws.sns.sns_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	topics := object.get(input.resources, "aws_sns_topic", [])
	some found in setting.unset(topics, ["kms_master_key_id"], "messages are not encrypted with KMS")
}
