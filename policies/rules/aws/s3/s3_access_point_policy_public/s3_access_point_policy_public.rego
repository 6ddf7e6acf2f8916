# METADATA
# title: S3 access point lets everybody in
# description: |
#   A statement of the access point's policy allows actions to any principal, and no condition narrows that to
#   accounts, organizations or networks; its block of public access, which is on unless it is turned off, does not
#   restrict such a policy either, and it is not limited to a VPC. The blocks of the bucket and the account may
#   still hold it off.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
# custom:
#   id: aws-s3-access-point-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_s3_access_point, aws_s3control_access_point_policy, aws_s3control_multi_region_access_point_policy]
#   attributes: []
#   documents: [public]
#   linked:
#     - aws_s3_access_point
#     - aws_s3control_access_point_policy.access_point_arn
#     - aws_s3control_multi_region_access_point
#   subject: [bucket, access_point_arn]
#   remediation: Leave the block of public access on, or name the principals in the policy.
#   example: |
#     resource "aws_s3_access_point" "reports" {
#       bucket = aws_s3_bucket.reports.id
#       name   = "reports"
#
#       public_access_block_configuration {
#         block_public_acls       = true
#         block_public_policy     = true
#         ignore_public_acls      = true
#         restrict_public_buckets = true
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.s3.s3_access_point_policy_public

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.iam

deny contains found if {
	some point in input.resources.aws_s3_access_point
	_is_open(point)
	some found in iam.findings(point, "public")
}

deny contains found if {
	some policy in input.resources.aws_s3control_access_point_policy
	some point in companion.certain(policy, "aws_s3_access_point")
	_is_open(point)
	some found in iam.findings(policy, "public")
}

deny contains found if {
	some policy in input.resources.aws_s3control_multi_region_access_point_policy
	some point in companion.certain(policy, "aws_s3control_multi_region_access_point")
	some details in point.values.details
	some block in details.public_access_block
	_is_off(block)
	some found in iam.findings(policy, "public")
}

_is_open(point) if {
	not attribute.is_given(point, "vpc_configuration")
	some block in point.values.public_access_block_configuration
	_is_off(block)
}

_is_off(block) if {
	block.block_public_policy == false
	block.restrict_public_buckets == false
}
