# METADATA
# title: Bucket with CloudTrail logs does not log access
# description: |
#   Nobody can tell later who read the logs of the account or took some away. Access to the bucket that a trail writes
#   to is logged to another bucket, which only few need to reach.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: aws-s3-cloudtrail-bucket-access-logging
#   severity: low
#   domain: logging
#   resources: [aws_s3_bucket]
#   attributes: []
#   linked: [aws_cloudtrail.s3_bucket_name, aws_s3_bucket_logging.bucket]
#   remediation: Add an `aws_s3_bucket_logging` that names another bucket for logs.
#   example: |
#     resource "aws_s3_bucket_logging" "trail" {
#       bucket        = aws_s3_bucket.trail.id
#       target_bucket = aws_s3_bucket.logs.id
#       target_prefix = "s3/trail/"
#     }
#   controls:
#     cis_aws: ["3.4"]
#     nist_800_53: ["AU-2", "AU-9", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [AWS-0163, AVD-AWS-0163, FG_R00031]
package rules.aws.s3.s3_cloudtrail_bucket_access_logging

import rego.v1

import data.lib.bucket as buckets
import data.lib.finding

deny contains found if {
	some found in _silent(buckets.of_trails(_all))
}

# Which bucket the trail writes to is known only after apply.
deny contains finding.beside(found, found.path, pair.trail, ["s3_bucket_name"], found.msg) if {
	some pair in buckets.maybe_of_trails(_all)
	some found in _silent([pair.bucket])
}

_all := object.get(input.resources, "aws_s3_bucket", [])

_silent(some_buckets) := buckets.lacking(
	some_buckets,
	"aws_s3_bucket_logging",
	"logging",
	"access to the logs of CloudTrail is not logged",
)
