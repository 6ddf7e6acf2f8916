# METADATA
# title: SQS queue is not encrypted
# description: |
#   Server-side encryption of the queue is turned off. Since October 2022 new queues are encrypted with a key
#   of SQS (SSE-SQS) unless that is turned off or a KMS key is given, so a queue that says nothing is fine.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
# custom:
#   id: aws-sqs-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_sqs_queue]
#   attributes: []
#   satisfied_by:
#     kms_master_key_id: [aws_kms_key, aws_kms_alias, aws_kms_replica_key, data.aws_kms_key, data.aws_kms_alias]
#   remediation: Remove `sqs_managed_sse_enabled = false`, or set `kms_master_key_id`.
#   example: |
#     resource "aws_sqs_queue" "jobs" {
#       name                    = "jobs"
#       sqs_managed_sse_enabled = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_27, AWS-0096, AVD-AWS-0096, FG_R00070]
package rules.aws.sqs.sqs_encryption

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(resource, ["sqs_managed_sse_enabled"], msg) if {
	some resource in input.resources.aws_sqs_queue
	resource.values.sqs_managed_sse_enabled == false
	attribute.is_left_out(resource, "kms_master_key_id")
	msg := "encryption is off: `sqs_managed_sse_enabled` is false and `kms_master_key_id` is not set"
}

deny contains finding.at(resource, ["kms_master_key_id"], msg) if {
	some resource in input.resources.aws_sqs_queue
	resource.values.sqs_managed_sse_enabled == false
	attribute.is_deferred(resource, ["kms_master_key_id"])
	msg := "encryption depends on `kms_master_key_id`, which is known only after apply"
}

deny contains finding.at(resource, ["sqs_managed_sse_enabled"], msg) if {
	some resource in input.resources.aws_sqs_queue
	attribute.is_deferred(resource, ["sqs_managed_sse_enabled"])
	not attribute.is_set(resource.values, "kms_master_key_id")
	msg := "encryption depends on `sqs_managed_sse_enabled`, which is known only after apply"
}
