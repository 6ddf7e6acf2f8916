# METADATA
# title: CloudFront distribution does not log access
# description: |
#   Nothing tells who asked the distribution for what, so an attack on it can be neither seen nor followed up. Logs
#   are off by default. Standard logs count in both versions, `logging_config` and a delivery of CloudWatch Logs,
#   and so do real-time logs of the default cache behaviour.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
# custom:
#   id: aws-cloudfront-logging
#   severity: low
#   domain: logging
#   resources: [aws_cloudfront_distribution]
#   attributes: []
#   linked: [aws_cloudwatch_log_delivery_source.resource_arn]
#   never_computed: [logging_config]
#   remediation: |
#     Add a `logging_config` with a bucket, or an `aws_cloudwatch_log_delivery_source` for the distribution with
#     the log type ACCESS_LOGS and its delivery.
#   example: |
#     resource "aws_cloudwatch_log_delivery_source" "site" {
#       name         = "site"
#       log_type     = "ACCESS_LOGS"
#       resource_arn = aws_cloudfront_distribution.site.arn
#     }
#
#     resource "aws_cloudwatch_log_delivery" "site" {
#       delivery_source_name     = aws_cloudwatch_log_delivery_source.site.name
#       delivery_destination_arn = aws_cloudwatch_log_delivery_destination.logs.arn
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_86, AWS-0010, AVD-AWS-0010, FG_R00067]
package rules.aws.cloudfront.cloudfront_logging

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.setting

_source := "aws_cloudwatch_log_delivery_source"

_realtime := ["default_cache_behavior", 0, "realtime_log_config_arn"]

deny contains object.union(found, {"without": {_source}}) if {
	some found in setting.unset(_unlogged, ["logging_config", 0, "bucket"], "requests are not logged")
}

# Where logs go may be known later than that they do.
deny contains finding.at(distribution, ["logging_config"], msg) if {
	some distribution in _unlogged
	attribute.is_deferred(distribution, ["logging_config"])
	msg := "requests may not be logged: `logging_config` is known only after apply"
}

# The distributions that nothing but `logging_config` could log.
_unlogged := [distribution |
	some distribution in input.resources.aws_cloudfront_distribution
	object.get(distribution.values, _realtime, "") == ""
	not attribute.is_deferred(distribution, _realtime)
	not companion.has(distribution, _source)
]
