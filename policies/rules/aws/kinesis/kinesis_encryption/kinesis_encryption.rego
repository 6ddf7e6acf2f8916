# METADATA
# title: Kinesis stream is not encrypted
# description: |
#   The records of a stream, kept for a day and for up to a year, lie in clear on the disks of Kinesis.
#   Encryption is off unless `encryption_type` is `KMS`, and can be turned on at any time for what is written
#   from then on.
# related_resources:
#   - https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
# custom:
#   id: aws-kinesis-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_kinesis_stream]
#   attributes: [encryption_type]
#   remediation: Set `encryption_type = "KMS"` and `kms_key_id`, to `alias/aws/kinesis` or a key of your own.
#   example: |
#     resource "aws_kinesis_stream" "clicks" {
#       name            = "clicks"
#       encryption_type = "KMS"
#       kms_key_id      = "alias/aws/kinesis"
#
#       stream_mode_details {
#         stream_mode = "ON_DEMAND"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_43, AWS-0064, AVD-AWS-0064]
package rules.aws.kinesis.kinesis_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	streams := object.get(input.resources, "aws_kinesis_stream", [])
	choice := {"good": {"KMS"}, "default": "NONE"}
	some found in setting.other_than(streams, ["encryption_type"], choice, "the stream is not encrypted")
}
