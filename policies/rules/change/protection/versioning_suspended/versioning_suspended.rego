# METADATA
# title: Versioning of a bucket is suspended
# description: |
#   From the change on, overwriting or deleting an object is for good, and what is encrypted by ransomware stays
#   so. Destroying an `aws_s3_bucket_versioning` suspends versioning too, as long as the bucket itself stays. The
#   parameter `versioning_switches` names the attributes.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html
#   - https://learn.microsoft.com/en-us/azure/storage/blobs/versioning-overview
#   - https://cloud.google.com/storage/docs/object-versioning
# custom:
#   id: change-versioning-suspended
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Leave versioning on, and let a lifecycle rule delete old versions where they cost too much.
#   example: |
#     resource "aws_s3_bucket_versioning" "invoices" {
#       bucket = aws_s3_bucket.invoices.id
#
#       versioning_configuration {
#         status = "Enabled"
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "CP-9"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.protection.versioning_suspended

import rego.v1

import data.lib.change
import data.lib.finding

_switches := change.watch(data.params.versioning_switches)

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.losses(changed, _switches)
	msg := sprintf("versioning is suspended: %s", [change.words(difference)])
}

deny contains finding.whole(changed, msg) if {
	some changed in input.changes
	changed.type == "aws_s3_bucket_versioning"
	change.is_delete(changed)
	_was_enabled(changed)
	not changed.before.bucket in _deleted_buckets
	not changed.before.bucket in _taken_over
	why := change.reason(changed)
	msg := sprintf("versioning is suspended, as the resource that turned it on is destroyed%s", [why])
}

# The versioning of another bucket takes the place.
deny contains finding.at(changed, ["bucket"], msg) if {
	some changed in input.changes
	changed.type == "aws_s3_bucket_versioning"
	change.is_replace(changed)
	is_string(changed.before.bucket)
	not changed.before.bucket in _deleted_buckets
	not changed.before.bucket in _taken_over
	not changed.before.bucket == object.get(changed.after, "bucket", null)
	_was_enabled(changed)
	msg := sprintf("versioning of `%s` is suspended, as its resource goes over to another bucket", [
		changed.before.bucket,
	])
}

_was_enabled(changed) if {
	some configuration in changed.before.versioning_configuration
	configuration.status == "Enabled"
}

# Another resource comes to turn it on.
_taken_over := {changed.after.bucket |
	some changed in input.changes
	changed.type == "aws_s3_bucket_versioning"
	changed.after.bucket != object.get(changed.before, "bucket", null)
	some configuration in changed.after.versioning_configuration
	configuration.status == "Enabled"
}

_deleted_buckets := {name |
	some changed in input.changes
	changed.type == "aws_s3_bucket"
	"delete" in changed.actions
	some key in ["bucket", "id"]
	name := object.get(changed.before, key, null)
	name != null
}
