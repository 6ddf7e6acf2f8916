# METADATA
# title: CloudTrail trail covers one region
# description: |
#   The trail records what is done in its own region alone. Whoever has stolen credentials likes to work in regions
#   that nobody looks at, and leaves no mark in such a trail. One region is the default of the API and of Terraform.
#   A trail beside one for all regions, and one for data events alone, is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
# custom:
#   id: aws-cloudtrail-multi-region
#   severity: medium
#   domain: logging
#   resources: [aws_cloudtrail]
#   attributes: [is_multi_region_trail]
#   context: [aws_cloudtrail]
#   remediation: Set `is_multi_region_trail = true`.
#   example: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#     }
#   controls:
#     cis_aws: ["3.1"]
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_67, AWS-0014, AVD-AWS-0014]
package rules.aws.cloudtrail.cloudtrail_multi_region

import rego.v1

import data.lib.cloudtrail
import data.lib.setting

deny contains found if {
	some found in setting.off(_alone, ["is_multi_region_trail"], "what is done in other regions is not recorded")
}

_trails := cloudtrail.of_management(object.get(input.resources, "aws_cloudtrail", []))

_alone := [trail |
	some trail in _trails
	not _is_covered(trail)
]

# Another trail of the account records all regions.
_is_covered(trail) if {
	some other in _trails
	other.values.is_multi_region_trail == true
	cloudtrail.is_logging(other)
	object.get(other, "provider_config", "") == object.get(trail, "provider_config", "")
}
