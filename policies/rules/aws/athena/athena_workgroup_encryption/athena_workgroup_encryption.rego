# METADATA
# title: Athena workgroup lets clients override its settings
# description: |
#   Clients choose for themselves where results go and with which key they are encrypted, so the bucket, its owner and
#   the key of the workgroup are only a proposal. By default they are enforced. Wherever results go, S3 encrypts
#   them, since January 2023 with a key of its own if no other is given.
# related_resources:
#   - https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
# custom:
#   id: aws-athena-workgroup-encryption
#   severity: low
#   domain: encryption
#   resources: [aws_athena_workgroup]
#   attributes: [configuration.enforce_workgroup_configuration]
#   never_computed: [configuration]
#   remediation: Remove `enforce_workgroup_configuration = false`, and set `result_configuration` in the workgroup.
#   example: |
#     resource "aws_athena_workgroup" "reports" {
#       name = "reports"
#
#       configuration {
#         enforce_workgroup_configuration = true
#
#         result_configuration {
#           output_location = "s3://${aws_s3_bucket.results.bucket}/reports/"
#
#           encryption_configuration {
#             encryption_option = "SSE_KMS"
#             kms_key_arn       = aws_kms_key.reports.arn
#           }
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["CM-6", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_82, CKV_AWS_159, AWS-0007, AVD-AWS-0007]
package rules.aws.athena.athena_workgroup_encryption

import rego.v1

import data.lib.setting

_path := ["configuration", 0, "enforce_workgroup_configuration"]

deny contains found if {
	workgroups := object.get(input.resources, "aws_athena_workgroup", [])
	msg := "clients choose where results go and with which key they are encrypted"
	some found in setting.one_of(workgroups, _path, {"bad": {false}}, msg)
}
