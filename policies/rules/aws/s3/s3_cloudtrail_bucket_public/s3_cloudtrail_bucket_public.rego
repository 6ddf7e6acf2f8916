# METADATA
# title: Bucket with CloudTrail logs is public
# description: |
#   An ACL or the policy of a bucket that a trail writes to lets everybody in, and no public access block holds that
#   off. The logs tell who does what in the account, with which roles and from which addresses: a map for an attacker,
#   and with write access a way to remove traces.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
# custom:
#   id: aws-s3-cloudtrail-bucket-public
#   severity: critical
#   domain: exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_acl, aws_s3_bucket_policy]
#   attributes: []
#   documents: [public]
#   linked:
#     - aws_cloudtrail.s3_bucket_name
#     - aws_s3_bucket_acl.bucket
#     - aws_s3_bucket_policy.bucket
#     - aws_s3_bucket_public_access_block.bucket
#   context: [aws_s3_account_public_access_block]
#   subject: [bucket]
#   never_computed: [access_control_policy.grant]
#   remediation: |
#     Make the ACL `private`, name the principals in the policy, and block public access to the bucket.
#   example: |
#     resource "aws_s3_bucket_public_access_block" "trail" {
#       bucket                  = aws_s3_bucket.trail.id
#       block_public_acls       = true
#       block_public_policy     = true
#       ignore_public_acls      = true
#       restrict_public_buckets = true
#     }
#   controls:
#     nist_800_53: ["AC-3", "AU-9"]
#     pci_dss: ["10.3.1", "10.3.2"]
#     soc2: ["CC6.1"]
#   aliases: [AWS-0161, AVD-AWS-0161, FG_R00028]
package rules.aws.s3.s3_cloudtrail_bucket_public

import rego.v1

import data.lib.attribute
import data.lib.bucket as buckets
import data.lib.companion
import data.lib.finding
import data.lib.iam
import data.lib.public_access_block
import data.lib.s3_acl

deny contains found if {
	some found in _open(buckets.of_trails(_all))
}

# Which bucket the trail writes to is known only after apply.
deny contains finding.beside(found, found.path, pair.trail, ["s3_bucket_name"], found.msg) if {
	some pair in buckets.maybe_of_trails(_all)
	some found in _open([pair.bucket])
}

_policy := "aws_s3_bucket_policy"

_all := object.get(input.resources, "aws_s3_bucket", [])

_accounts := object.get(input.resources, "aws_s3_account_public_access_block", [])

_open(some_buckets) := acls | policies if {
	acls := s3_acl.findings(
		{"aws_s3_bucket": some_buckets, "aws_s3_account_public_access_block": _accounts},
		{"READ", "READ_ACP", "WRITE", "WRITE_ACP", "FULL_CONTROL"},
		"into the logs of CloudTrail",
	)
	policies := {object.union(found, fault.marks) |
		some bucket in some_buckets
		some holder in companion.holders(bucket, _policy)
		some fault in _faults(holder)
		some found in public_access_block.open_findings(holder, ["policy"], fault.msg, bucket, {
			"lasting": "restrict_public_buckets",
			"refusing": "block_public_policy",
			"accounts": _accounts,
			"companion": _policy,
		})
	}
}

_faults(holder) := known | deferred if {
	known := {{"msg": msg, "marks": {"known": true}} |
		some pair in iam.concluded(holder, "public")
		msg := sprintf("logs of CloudTrail: %s %s", [pair.conclusion.label, pair.conclusion.reason])
	}
	deferred := {{"msg": "`policy` is known only after apply", "marks": {}} |
		attribute.is_deferred(holder, ["policy"])
		count(known) == 0
	}
}
