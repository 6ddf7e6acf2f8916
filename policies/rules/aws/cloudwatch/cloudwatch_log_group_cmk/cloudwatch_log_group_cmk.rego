# METADATA
# title: Log group is not encrypted with a key of the customer
# description: |
#   CloudWatch Logs encrypts every log group with a key of its own, so nothing lies there in clear. A KMS key of
#   the customer's own adds who may use it, a record of each use, and a way to take all access back. It is for what
#   comes in after it was set.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
# custom:
#   id: aws-cloudwatch-log-group-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_cloudwatch_log_group]
#   attributes: [kms_key_id]
#   satisfied_by:
#     kms_key_id: [aws_kms_key, aws_kms_alias, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `kms_key_id` to the ARN of a KMS key whose policy lets CloudWatch Logs use it.
#   example: |
#     resource "aws_cloudwatch_log_group" "shop" {
#       name              = "/shop/api"
#       retention_in_days = 365
#       kms_key_id        = aws_kms_key.logs.arn
#     }
#   controls:
#     nist_800_53: ["AU-9", "SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_158, AWS-0017, AVD-AWS-0017, FG_R00068]
package rules.aws.cloudwatch.cloudwatch_log_group_cmk

import rego.v1

import data.lib.own_key

deny contains found if {
	groups := object.get(input.resources, "aws_cloudwatch_log_group", [])
	some found in own_key.missing(groups, ["kms_key_id"], "logs are encrypted with a key of CloudWatch Logs")
}
