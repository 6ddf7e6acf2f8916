# METADATA
# title: S3 bucket keeps no versions
# description: |
#   Versioning is not enabled, so an object that is overwritten or deleted, by mistake or by malware, is gone.
#   It is off where nothing turns it on. Buckets with object lock always have it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   id: aws-s3-versioning
#   severity: medium
#   domain: resilience
#   resources: [aws_s3_bucket, aws_s3_bucket_versioning]
#   attributes: [versioning_configuration.status]
#   linked: [aws_s3_bucket_versioning.bucket]
#   subject: [bucket]
#   never_computed: [versioning_configuration]
#   remediation: Add an `aws_s3_bucket_versioning` with the status `Enabled`.
#   example: |
#     resource "aws_s3_bucket_versioning" "reports" {
#       bucket = aws_s3_bucket.reports.id
#
#       versioning_configuration {
#         status = "Enabled"
#       }
#     }
#   controls:
#     nist_800_53: ["CP-9", "SI-12"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_21, AWS-0090, AVD-AWS-0090, FG_R00101]
package rules.aws.s3.s3_versioning

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.text

_versioning := "aws_s3_bucket_versioning"

deny contains finding.at(versioning, ["versioning_configuration", i, "status"], msg) if {
	some versioning in input.resources[_versioning]
	some i, configuration in versioning.values.versioning_configuration
	configuration.status != "Enabled"
	msg := sprintf("versioning is not enabled: %s", [text.state(configuration, "status")])
}

deny contains finding.without(bucket, place.path, {_versioning}, place.msg) if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _versioning)
	object.get(bucket.values, "object_lock_enabled", false) == false
	some place in _places(bucket)
}

# Where a bucket without a companion fails to enable versioning.
_places(bucket) := missing | deferred | locks | written if {
	decided := {key |
		some key in ["versioning", "object_lock_enabled"]
		attribute.is_given(bucket, key)
	} - {"object_lock_enabled" | bucket.values.object_lock_enabled == false}
	missing := {{"path": [], "msg": "versioning is not enabled: nothing turns it on"} | count(decided) == 0}
	deferred := {{"path": ["versioning"], "msg": "`versioning` is known only after apply"} |
		attribute.is_deferred(bucket, ["versioning"])
	}
	locks := {{"path": ["object_lock_enabled"], "msg": "versioning is not enabled, unless object lock is"} |
		decided == {"object_lock_enabled"}
	}
	written := {{"path": ["versioning", i, "enabled"], "msg": msg} |
		some i, block in bucket.values.versioning
		object.get(block, "enabled", false) == false
		msg := sprintf("versioning is not enabled: %s", [_state(bucket, i)])
	}
}

_state(bucket, i) := text.state(bucket.values.versioning[i], "enabled") if {
	not attribute.is_deferred(bucket, ["versioning", i, "enabled"])
}

_state(bucket, i) := "`enabled` is known only after apply" if {
	attribute.is_deferred(bucket, ["versioning", i, "enabled"])
}
