# METADATA
# title: Glue job or crawler does not encrypt with a key of the customer
# description: |
#   A security configuration says with which keys jobs, crawlers and development endpoints encrypt what they write to
#   S3, their logs and their bookmarks. Without one, S3 and CloudWatch Logs use keys of their own, so data and
#   logs do not lie in clear; nobody but AWS decides then who may use the keys.
# related_resources:
#   - https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
# custom:
#   id: aws-glue-security-configuration
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_glue_security_configuration, aws_glue_job, aws_glue_crawler, aws_glue_dev_endpoint]
#   attributes:
#     - security_configuration
#     - encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode
#     - encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode
#     - encryption_configuration.s3_encryption.s3_encryption_mode
#   satisfied_by:
#     security_configuration: [aws_glue_security_configuration]
#   remediation: |
#     Give `security_configuration` an `aws_glue_security_configuration` with `SSE-KMS` for S3 and CloudWatch, and
#     `CSE-KMS` for bookmarks.
#   example: |
#     resource "aws_glue_security_configuration" "main" {
#       name = "main"
#
#       encryption_configuration {
#         cloudwatch_encryption {
#           cloudwatch_encryption_mode = "SSE-KMS"
#           kms_key_arn                = aws_kms_key.glue.arn
#         }
#
#         job_bookmarks_encryption {
#           job_bookmarks_encryption_mode = "CSE-KMS"
#           kms_key_arn                   = aws_kms_key.glue.arn
#         }
#
#         s3_encryption {
#           s3_encryption_mode = "SSE-KMS"
#           kms_key_arn        = aws_kms_key.glue.arn
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_99, CKV_AWS_195]
package rules.aws.glue.glue_security_configuration

import rego.v1

import data.lib.setting

deny contains found if {
	configurations := object.get(input.resources, "aws_glue_security_configuration", [])
	some block, output in {
		"cloudwatch_encryption": {"text": "logs", "good": {"SSE-KMS"}},
		"job_bookmarks_encryption": {"text": "bookmarks", "good": {"CSE-KMS"}},
		"s3_encryption": {"text": "what is written to S3", "good": {"SSE-KMS"}},
	}
	path := ["encryption_configuration", 0, block, 0, sprintf("%s_mode", [block])]
	choice := {"good": output.good, "default": "DISABLED"}
	some found in setting.other_than(configurations, path, choice, sprintf("no key is given for %s", [output.text]))
}

deny contains found if {
	some type in ["aws_glue_job", "aws_glue_crawler", "aws_glue_dev_endpoint"]
	resources := object.get(input.resources, type, [])
	some found in setting.unset(resources, ["security_configuration"], "no key is given for what it writes")
}
