# METADATA
# title: S3 bucket is not replicated
# description: |
#   S3 keeps objects in several zones of one region. Only a replica in another region or account outlives the loss of
#   the region or the deletion of the bucket; who needs that is a matter of the data. Buckets that others replicate to
#   are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
# custom:
#   id: aws-s3-replication
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_s3_bucket, aws_s3_bucket_replication_configuration]
#   attributes: [rule.status]
#   linked: [aws_s3_bucket_replication_configuration.bucket, aws_s3_bucket_replication_configuration.rule]
#   subject: [bucket]
#   never_computed: [rule]
#   remediation: Add an `aws_s3_bucket_replication_configuration` with an enabled rule.
#   example: |
#     resource "aws_s3_bucket_replication_configuration" "reports" {
#       bucket = aws_s3_bucket.reports.id
#       role   = aws_iam_role.replication.arn
#
#       rule {
#         id     = "everything"
#         status = "Enabled"
#
#         destination {
#           bucket = aws_s3_bucket.reports_replica.arn
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["CP-6", "CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_144, FG_R00275]
package rules.aws.s3.s3_replication

import rego.v1

import data.lib.attribute
import data.lib.bucket as buckets
import data.lib.finding
import data.lib.text

_replication := "aws_s3_bucket_replication_configuration"

# Linked are what replicates the bucket and what replicates to it; either will do.
deny contains found if {
	all_ := object.get(input.resources, "aws_s3_bucket", [])
	some found in buckets.lacking(all_, _replication, "replication_configuration", "the bucket is not replicated")
}

deny contains finding.at(replication, ["rule", 0, "status"], msg) if {
	some replication in input.resources[_replication]
	count(object.get(replication.values, "rule", [])) > 0
	every i, rule in replication.values.rule {
		object.get(rule, "status", "") != "Enabled"
		not attribute.is_deferred(replication, ["rule", i, "status"])
	}
	msg := sprintf("no rule of the replication is on: %s", [text.state(replication.values.rule[0], "status")])
}
