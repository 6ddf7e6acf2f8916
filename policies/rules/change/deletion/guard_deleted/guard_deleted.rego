# METADATA
# title: Safeguard is deleted while what it guards stays
# description: |
#   The only job of the resource is protection: to block, to lock, to record or to warn. Once it is gone, or has
#   gone over to another subject, what it guarded goes on without. Not judged are safeguards that were off, those
#   whose bucket, network or other subject the plan deletes too, and plans that delete all there is. What a plan
#   creates is not looked at: a safeguard that is made anew under another name is a finding, which a `moved` block
#   avoids. The parameter `guard_types` lists the types and what they guard against.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/lock-resources
#   - https://cloud.google.com/logging/docs/audit
# custom:
#   id: change-guard-deleted
#   severity: high
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Keep the safeguard, or put another in its place first.
#   example: |
#     resource "aws_s3_bucket_public_access_block" "invoices" {
#       bucket                  = aws_s3_bucket.invoices.id
#       block_public_acls       = true
#       block_public_policy     = true
#       ignore_public_acls      = true
#       restrict_public_buckets = true
#
#       lifecycle {
#         prevent_destroy = true
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "CM-5"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.deletion.guard_deleted

import rego.v1

import data.lib.change
import data.lib.finding
import data.lib.guard

deny contains finding.whole(changed, msg) if {
	some changed in input.changes
	some against in guard.against(changed.type)
	change.is_delete(changed)
	not guard.was_off(changed)
	not guard.goes_with_its_subject(changed)
	not guard.is_taken_over(changed)
	not guard.is_all_deleted
	msg := sprintf("what guards against %s is destroyed%s", [against, change.reason(changed)])
}

# A replacement that guards another subject deletes the safeguard of the one before.
deny contains finding.at(changed, [subject.key], msg) if {
	some changed in input.changes
	some against in guard.against(changed.type)
	not guard.was_off(changed)
	some subject in guard.deserted(changed)
	msg := sprintf("what guards against %s goes over from `%s` to another", [against, subject.value])
}
