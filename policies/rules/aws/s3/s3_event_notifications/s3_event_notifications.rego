# METADATA
# title: S3 bucket sends no event notifications
# description: |
#   Nothing is told when objects come, change or go, so no function or queue can react to it. That is a fault only
#   where something is meant to react; who wants a record needs CloudTrail or access logs.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
# custom:
#   id: aws-s3-event-notifications
#   severity: low
#   domain: logging
#   opt_in: true
#   resources: [aws_s3_bucket, aws_s3_bucket_notification]
#   attributes: [eventbridge, lambda_function, queue, topic]
#   linked: [aws_s3_bucket_notification.bucket]
#   subject: [bucket]
#   never_computed: [lambda_function, queue, topic]
#   remediation: |
#     Add an `aws_s3_bucket_notification` with `eventbridge = true`, or with a function, a queue or a topic.
#   example: |
#     resource "aws_s3_bucket_notification" "reports" {
#       bucket      = aws_s3_bucket.reports.id
#       eventbridge = true
#     }
#   controls:
#     nist_800_53: ["SI-4"]
#     soc2: ["CC7.2"]
#   aliases: [CKV2_AWS_62]
package rules.aws.s3.s3_event_notifications

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_notification := "aws_s3_bucket_notification"

deny contains finding.without(bucket, [], {_notification}, "nothing is told of events in the bucket") if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _notification)
}

deny contains finding.whole(notification, "nothing is told of events in the bucket: no target is set") if {
	some notification in input.resources[_notification]
	attribute.is_off(notification, ["eventbridge"])
	every target in ["lambda_function", "queue", "topic"] {
		attribute.is_left_out(notification, target)
	}
}
