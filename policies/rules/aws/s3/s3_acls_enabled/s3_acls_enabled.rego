# METADATA
# title: S3 bucket keeps ACLs enabled
# description: |
#   The ownership controls of the bucket let ACLs decide who gets in, beside the policy and out of sight of IAM, and
#   objects that others upload may stay theirs. ACLs are disabled on buckets made since April 2023 unless a setting
#   like this one brings them back. A bucket that CloudFront or S3 delivers logs to by an ACL needs them and is not
#   judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
# custom:
#   id: aws-s3-acls-enabled
#   severity: low
#   domain: exposure
#   resources: [aws_s3_bucket_ownership_controls, aws_s3_bucket]
#   attributes: [rule.object_ownership]
#   linked:
#     - aws_s3_bucket
#     - aws_s3_bucket_ownership_controls.bucket
#     - aws_s3_bucket_acl.bucket
#     - aws_cloudfront_distribution.logging_config
#   subject: [bucket]
#   remediation: Set `object_ownership = "BucketOwnerEnforced"`, and grant by policy what ACLs have granted.
#   example: |
#     resource "aws_s3_bucket_ownership_controls" "reports" {
#       bucket = aws_s3_bucket.reports.id
#
#       rule {
#         object_ownership = "BucketOwnerEnforced"
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_65]
package rules.aws.s3.s3_acls_enabled

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.setting

_controls := "aws_s3_bucket_ownership_controls"

_distribution := "aws_cloudfront_distribution"

deny contains found if {
	some bucket in input.resources.aws_s3_bucket
	not _takes_logs_by_acl(bucket)
	some fault in _faults(companion.certain(bucket, _controls))
	some found in _beside(bucket, fault)
}

deny contains found if {
	alone := [controls |
		some controls in input.resources[_controls]
		companion.is_without_bucket(controls)
	]
	some found in _faults(alone)
}

_faults(resources) := setting.other_than(
	resources,
	["rule", 0, "object_ownership"],
	{"good": {"BucketOwnerEnforced"}},
	"ACLs are enabled",
)

_takes_logs_by_acl(bucket) if companion.has(bucket, _distribution)

_takes_logs_by_acl(bucket) if {
	some holder in companion.holders(bucket, "aws_s3_bucket_acl")
	holder.values.acl == "log-delivery-write"
}

_takes_logs_by_acl(bucket) if {
	some acl in companion.certain(bucket, "aws_s3_bucket_acl")
	some grant in acl.values.access_control_policy[0].grant
	_delivers_logs(grant.grantee[0])
}

_takes_logs_by_acl(bucket) if {
	some grant in bucket.values.grant
	_delivers_logs(grant)
}

_delivers_logs(grantee) if endswith(object.get(grantee, "uri", ""), "/groups/s3/LogDelivery")

# The account of AWS that delivers the logs of CloudFront.
_delivers_logs(grantee) if {
	grantee.id == "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"
}

# Whether a distribution logs to the bucket may decide.
_beside(bucket, fault) := plain | doubtful if {
	doubts := [distribution |
		some distribution in companion.possible(bucket, _distribution)
		attribute.is_deferred(distribution, ["logging_config", 0, "bucket"])
	]
	plain := {fault | count(doubts) == 0}
	doubtful := {finding.beside(fault, fault.path, distribution, ["logging_config", 0, "bucket"], fault.msg) |
		some distribution in doubts
	}
}
