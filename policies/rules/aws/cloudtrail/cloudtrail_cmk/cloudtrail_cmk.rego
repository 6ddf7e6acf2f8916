# METADATA
# title: CloudTrail logs are not encrypted with a key of the customer
# description: |
#   S3 encrypts the log files with a key of its own, and CloudTrail an event data store with one of AWS, so nothing
#   lies there in clear. A KMS key of the customer's own adds that whoever reads the logs needs the key as well as
#   the bucket, and a record of each use.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
# custom:
#   id: aws-cloudtrail-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_cloudtrail, aws_cloudtrail_event_data_store]
#   attributes: [kms_key_id]
#   satisfied_by:
#     kms_key_id: [aws_kms_key, aws_kms_alias, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `kms_key_id` to a KMS key whose policy lets CloudTrail use it.
#   example: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#       kms_key_id                 = aws_kms_key.trail.arn
#     }
#   controls:
#     cis_aws: ["3.5"]
#     nist_800_53: ["AU-9", "SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_35, CKV_AWS_294, AWS-0015, AVD-AWS-0015, FG_R00035]
package rules.aws.cloudtrail.cloudtrail_cmk

import rego.v1

import data.lib.own_key

deny contains found if {
	trails := object.get(input.resources, "aws_cloudtrail", [])
	some found in own_key.missing(trails, ["kms_key_id"], "log files are encrypted with a key of S3")
}

deny contains found if {
	stores := object.get(input.resources, "aws_cloudtrail_event_data_store", [])
	some found in own_key.missing(stores, ["kms_key_id"], "events are encrypted with a key of AWS")
}
