# METADATA
# title: S3 bucket has no object lock
# description: |
#   Whoever has the rights can delete versions of objects before their time. Object lock refuses that for a period, to
#   the root user, too, in compliance mode. It is for records that must be kept and for backups. Since November 2023 it
#   can be turned on for buckets that exist; it can't be turned off.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
# custom:
#   id: aws-s3-object-lock
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_s3_bucket]
#   attributes: [object_lock_enabled]
#   linked: [aws_s3_bucket_object_lock_configuration.bucket]
#   remediation: Set `object_lock_enabled = true`, or add an `aws_s3_bucket_object_lock_configuration`.
#   example: |
#     resource "aws_s3_bucket_object_lock_configuration" "records" {
#       bucket = aws_s3_bucket.records.id
#
#       rule {
#         default_retention {
#           mode = "COMPLIANCE"
#           days = 365
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AU-9", "CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_143]
package rules.aws.s3.s3_object_lock

import rego.v1

import data.lib.attribute
import data.lib.bucket as buckets

_lock := "aws_s3_bucket_object_lock_configuration"

deny contains found if {
	unlocked := [bucket |
		some bucket in input.resources.aws_s3_bucket
		attribute.is_off(bucket, ["object_lock_enabled"])
	]
	some found in buckets.lacking(unlocked, _lock, "object_lock_configuration", "the bucket has no object lock")
}
