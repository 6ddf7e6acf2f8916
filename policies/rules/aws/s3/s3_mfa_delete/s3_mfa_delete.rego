# METADATA
# title: S3 bucket lets versions be deleted without MFA
# description: |
#   Whoever may delete versions of objects can do so for good, and can suspend versioning. With MFA delete S3 asks
#   for a code of the root user's device in addition. Only the root user can turn it on, by the API, and life cycle
#   rules don't work beside it, so it is for few buckets; object lock is another way.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
# custom:
#   id: aws-s3-mfa-delete
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_s3_bucket, aws_s3_bucket_versioning]
#   attributes: [versioning_configuration.status, versioning_configuration.mfa_delete]
#   linked: [aws_s3_bucket_versioning.bucket]
#   subject: [bucket]
#   never_computed: [versioning_configuration]
#   remediation: Turn MFA delete on as the root user, and set `mfa_delete = "Enabled"`.
#   example: |
#     resource "aws_s3_bucket_versioning" "reports" {
#       bucket = aws_s3_bucket.reports.id
#       mfa    = "${var.mfa_serial} ${var.mfa_code}"
#
#       versioning_configuration {
#         status     = "Enabled"
#         mfa_delete = "Enabled"
#       }
#     }
#   controls:
#     cis_aws: ["2.1.2"]
#     nist_800_53: ["CP-9"]
#     soc2: ["A1.2"]
#   aliases: [AWS-0170, AVD-AWS-0170]
package rules.aws.s3.s3_mfa_delete

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.setting

_versioning := "aws_s3_bucket_versioning"

_msg := "versions can be deleted without MFA"

# Versioning that is suspended is the matter of another rule.
deny contains found if {
	enabled := [versioning |
		some versioning in input.resources[_versioning]
		versioning.values.versioning_configuration[0].status == "Enabled"
	]
	path := ["versioning_configuration", 0, "mfa_delete"]
	some found in setting.other_than(enabled, path, {"good": {"Enabled"}, "default": "Disabled"}, _msg)
}

deny contains finding.without(bucket, path, {_versioning}, _msg) if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _versioning)
	some path in _paths(bucket)
}

# Where a bucket without a companion leaves MFA delete off, or may.
_paths(bucket) := missing | deferred | written if {
	missing := {[] | attribute.is_left_out(bucket, "versioning")}
	deferred := {["versioning"] | attribute.is_deferred(bucket, ["versioning"])}
	written := {["versioning", i, "mfa_delete"] |
		some i, block in bucket.values.versioning
		object.get(block, "mfa_delete", false) == false
	}
}
