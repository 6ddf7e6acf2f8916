# METADATA
# title: CloudTrail log file validation is off
# description: |
#   CloudTrail writes no signed digests beside the log files, so nobody can prove later that a file was not changed
#   or taken away after it was written. The digests cost nothing and are off unless asked for.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
# custom:
#   id: aws-cloudtrail-log-validation
#   severity: medium
#   domain: logging
#   resources: [aws_cloudtrail]
#   attributes: [enable_log_file_validation]
#   remediation: Set `enable_log_file_validation = true`.
#   example: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#     }
#   controls:
#     cis_aws: ["3.2"]
#     nist_800_53: ["AU-9", "SI-7"]
#     pci_dss: ["10.3.4"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_36, AWS-0016, AVD-AWS-0016, FG_R00027]
package rules.aws.cloudtrail.cloudtrail_log_validation

import rego.v1

import data.lib.setting

deny contains found if {
	trails := object.get(input.resources, "aws_cloudtrail", [])
	some found in setting.off(trails, ["enable_log_file_validation"], "log files are not signed")
}
