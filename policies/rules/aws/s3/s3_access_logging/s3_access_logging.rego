# METADATA
# title: S3 bucket does not log access
# description: |
#   Nobody can tell later who read or deleted what. A bucket that others log to is not judged: its own log would
#   feed on itself. Where CloudTrail records the objects' events instead, exclude this rule.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
# custom:
#   id: aws-s3-access-logging
#   severity: low
#   domain: logging
#   resources: [aws_s3_bucket]
#   attributes: []
#   linked: [aws_s3_bucket_logging.bucket, aws_s3_bucket_logging.target_bucket, aws_s3_bucket.logging]
#   remediation: Add an `aws_s3_bucket_logging` that names a bucket for logs.
#   example: |
#     resource "aws_s3_bucket_logging" "reports" {
#       bucket        = aws_s3_bucket.reports.id
#       target_bucket = aws_s3_bucket.logs.id
#       target_prefix = "s3/reports/"
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_18, AWS-0089, AVD-AWS-0089, FG_R00274]
package rules.aws.s3.s3_access_logging

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_logging := "aws_s3_bucket_logging"

# Linked are what makes the bucket log and what logs to it; either will do.
deny contains finding.without(bucket, path, {_logging, "aws_s3_bucket"}, "access to the bucket is not logged") if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _logging)
	not companion.has(bucket, "aws_s3_bucket")
	not attribute.is_set(bucket.values, "logging")
	path := [key | some key in ["logging"]; attribute.is_deferred(bucket, [key])]
}
