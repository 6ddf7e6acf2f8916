# METADATA
# title: SQS queue is not encrypted with a key of the customer
# description: |
#   Since October 2022 SQS encrypts the messages of a queue that says nothing with a key of its own. A KMS key
#   of the customer's own adds who may use it, a record of each use, and a way to take all access back. The key
#   that AWS manages (`alias/aws/sqs`) has none of that, and other accounts and services can't use it.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
# custom:
#   id: aws-sqs-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_sqs_queue]
#   attributes: [kms_master_key_id]
#   satisfied_by:
#     kms_master_key_id:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#   remediation: Set `kms_master_key_id` to a key of your own.
#   example: |
#     resource "aws_sqs_queue" "jobs" {
#       name              = "jobs"
#       kms_master_key_id = aws_kms_key.jobs.id
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_73, AWS-0135, AVD-AWS-0135]
package rules.aws.sqs.sqs_cmk

import rego.v1

import data.lib.own_key

deny contains found if {
	queues := object.get(input.resources, "aws_sqs_queue", [])
	some found in own_key.missing(queues, ["kms_master_key_id"], "the key is not the customer's own")
}
