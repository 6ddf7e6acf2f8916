# METADATA
# title: S3 access point does not block public access
# description: |
#   The access point says that it takes public ACLs or policies, and neither the block of its bucket nor that of the
#   account keeps them out. An access point blocks all of that unless it is told not to, and the setting can't be
#   changed later. One that is limited to a VPC is not public and not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
# custom:
#   id: aws-s3-access-point-public-access-block
#   severity: medium
#   domain: exposure
#   resources: [aws_s3_access_point, aws_s3control_multi_region_access_point, aws_s3_bucket]
#   attributes:
#     - public_access_block_configuration.block_public_acls
#     - public_access_block_configuration.block_public_policy
#     - public_access_block_configuration.ignore_public_acls
#     - public_access_block_configuration.restrict_public_buckets
#     - details.public_access_block.block_public_acls
#     - details.public_access_block.block_public_policy
#     - details.public_access_block.ignore_public_acls
#     - details.public_access_block.restrict_public_buckets
#   linked: [aws_s3_bucket, aws_s3_access_point.bucket, aws_s3_bucket_public_access_block.bucket]
#   context: [aws_s3_account_public_access_block]
#   subject: [bucket]
#   never_computed: [public_access_block_configuration, vpc_configuration, details.public_access_block]
#   remediation: Take `public_access_block_configuration` away, or set its four flags to true.
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
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_392]
package rules.aws.s3.s3_access_point_public_access_block

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.public_access_block

_point := "aws_s3_access_point"

deny contains found if {
	some bucket in input.resources.aws_s3_bucket
	some point in companion.certain(bucket, _point)
	some fault in _faults_of_point(point)
	some found in _open(point, fault, bucket)
}

deny contains found if {
	some point in input.resources[_point]
	companion.is_without_bucket(point)
	not attribute.is_deferred(point, ["bucket"])
	some fault in _faults_of_point(point)
	some found in _open(point, fault, point)
}

# Which bucket it is, and so which block it has, is known only after apply.
deny contains finding.at(point, ["bucket"], sprintf("%s, unless its bucket does", [fault.msg])) if {
	some point in input.resources[_point]
	companion.is_without_bucket(point)
	attribute.is_deferred(point, ["bucket"])
	some fault in _faults_of_point(point)
}

deny contains found if {
	some point in input.resources.aws_s3control_multi_region_access_point
	some fault in _faults(point, ["details", 0, "public_access_block", 0])
	some found in _open(point, fault, point)
}

_faults_of_point(point) := {fault |
	attribute.is_left_out(point, "vpc_configuration")
	some fault in _faults(point, ["public_access_block_configuration", 0])
}

_faults(point, block) := {{"flag": flag, "path": path, "msg": msg} |
	some flag in public_access_block.flags
	path := array.concat(block, [flag])
	object.get(point.values, path, true) == false
	msg := sprintf("the access point does not block public access: `%s` is false", [flag])
}

# The findings, unless a block closes what the access point leaves open.
_open(point, fault, bucket) := public_access_block.open_findings(point, fault.path, fault.msg, bucket, {
	"lasting": fault.flag,
	"refusing": fault.flag,
	"accounts": object.get(input.resources, "aws_s3_account_public_access_block", []),
	"companion": "",
})
