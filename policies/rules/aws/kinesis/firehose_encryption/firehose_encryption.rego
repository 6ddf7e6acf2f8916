# METADATA
# title: Firehose keeps buffered records in clear
# description: |
#   What producers put into the stream is buffered, and kept for up to a day while the destination does not
#   answer; without server-side encryption it is so in clear. It is off unless it is turned on. A stream that
#   reads from Kinesis or Kafka can't have it and is not judged: there the source keeps the records.
# related_resources:
#   - https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
# custom:
#   id: aws-firehose-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_kinesis_firehose_delivery_stream]
#   attributes: [server_side_encryption.enabled]
#   never_computed: [server_side_encryption, kinesis_source_configuration, msk_source_configuration]
#   remediation: |
#     Set `enabled = true` in `server_side_encryption`, with `key_type` and `key_arn` if the key is to be your
#     own.
#   example: |
#     resource "aws_kinesis_firehose_delivery_stream" "clicks" {
#       name        = "clicks"
#       destination = "extended_s3"
#
#       server_side_encryption {
#         enabled = true
#       }
#
#       extended_s3_configuration {
#         role_arn   = aws_iam_role.firehose.arn
#         bucket_arn = aws_s3_bucket.clicks.arn
#       }
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_240]
package rules.aws.kinesis.firehose_encryption

import rego.v1

import data.lib.inherited

deny contains found if {
	streams := object.get(input.resources, "aws_kinesis_firehose_delivery_stream", [])
	sources := ["kinesis_source_configuration", "msk_source_configuration"]
	path := ["server_side_encryption", 0, "enabled"]
	some found in inherited.off(streams, path, sources, "buffered records are not encrypted")
}
