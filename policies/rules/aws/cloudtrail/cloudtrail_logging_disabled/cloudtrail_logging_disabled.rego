# METADATA
# title: CloudTrail records nothing
# description: |
#   The trail or the event data store is there and turned off: what is done in the account leaves no record in it.
#   Turning a trail off is also among the first things that an intruder does. Both record unless they are told not to.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopEventDataStoreIngestion.html
# custom:
#   id: aws-cloudtrail-logging-disabled
#   severity: high
#   domain: logging
#   resources: [aws_cloudtrail, aws_cloudtrail_event_data_store]
#   attributes: [enable_logging, suspend]
#   remediation: |
#     Set `enable_logging = true` on the trail, and take `suspend` away from the event data store; delete what is not
#     needed.
#   example: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#       enable_logging             = true
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_251]
package rules.aws.cloudtrail.cloudtrail_logging_disabled

import rego.v1

import data.lib.setting

deny contains found if {
	trails := object.get(input.resources, "aws_cloudtrail", [])
	some found in setting.one_of(trails, ["enable_logging"], {"bad": {false}}, "the trail records nothing")
}

deny contains found if {
	stores := object.get(input.resources, "aws_cloudtrail_event_data_store", [])
	suspended := {"bad": {true, "true"}}
	some found in setting.one_of(stores, ["suspend"], suspended, "the event data store takes no events in")
}
