# METADATA
# title: CloudTrail is not sent to CloudWatch Logs
# description: |
#   The trail goes to S3 alone, where its files lie until somebody looks. In CloudWatch Logs metric filters and alarms
#   see events within minutes. Whoever sends the files or the events to a system of their own has no need of it. A
#   trail for data events alone is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
# custom:
#   id: aws-cloudtrail-cloudwatch
#   severity: low
#   domain: logging
#   opt_in: true
#   resources: [aws_cloudtrail]
#   attributes: [cloud_watch_logs_group_arn]
#   satisfied_by:
#     cloud_watch_logs_group_arn: [aws_cloudwatch_log_group, data.aws_cloudwatch_log_group]
#   remediation: |
#     Set `cloud_watch_logs_group_arn` to a log group, and `cloud_watch_logs_role_arn` to a role that may write to it.
#   example: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#       cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
#       cloud_watch_logs_role_arn  = aws_iam_role.trail.arn
#     }
#   controls:
#     nist_800_53: ["AU-6", "SI-4"]
#     soc2: ["CC7.2"]
#   aliases: [CKV2_AWS_10, AWS-0162, AVD-AWS-0162, FG_R00029]
package rules.aws.cloudtrail.cloudtrail_cloudwatch

import rego.v1

import data.lib.cloudtrail
import data.lib.setting

deny contains found if {
	trails := cloudtrail.of_management(object.get(input.resources, "aws_cloudtrail", []))
	some found in setting.unset(trails, ["cloud_watch_logs_group_arn"], "events are not sent to CloudWatch Logs")
}
