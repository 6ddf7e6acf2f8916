# METADATA
# title: Safeguard is deleted while what it guards stays
# description: |
#   The only job of the resource is protection: to block, to lock, to record or to warn. Once it is gone, what it
#   guards goes on without. Not judged are safeguards that were off, those whose bucket, network or other subject
#   the plan deletes too, and plans that delete all there is. The parameter `guard_types` lists the types and what
#   they guard against.
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
#   aliases: []
package rules.change.deletion.guard_deleted

import rego.v1

import data.lib.attribute
import data.lib.change
import data.lib.finding

deny contains finding.whole(changed, msg) if {
	some changed in input.changes
	against := object.get(data.params.guard_types, changed.type, "")
	against != ""
	change.is_delete(changed)
	not _is_off(changed)
	not _goes_with_its_subject(changed)
	not _is_all_deleted
	msg := sprintf("what guards against %s is destroyed%s", [against, change.reason(changed)])
}

_is_off(changed) if {
	some key in ["enabled", "enable", "enable_logging", "is_enabled"]
	changed.before[key] == false
}

_is_off(changed) if changed.before.disabled == true

_is_off(changed) if {
	changed.type in {"aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"}
	count([1 |
		some key in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
		changed.before[key] == true
	]) == 0
}

# Without a setting of its own a bucket is encrypted with AES256 all the same.
_is_off(changed) if {
	changed.type == "aws_s3_bucket_server_side_encryption_configuration"
	count([1 |
		some rule in changed.before.rule
		some encryption in rule.apply_server_side_encryption_by_default
		startswith(encryption.sse_algorithm, "aws:kms")
	]) == 0
}

_is_off(changed) if {
	changed.type == "azurerm_security_center_subscription_pricing"
	changed.before.tier == "Free"
}

# Settings for metrics alone record no actions.
_is_off(changed) if {
	changed.type == "azurerm_monitor_diagnostic_setting"
	count([1 | some key in ["enabled_log", "log"]; attribute.is_set(changed.before, key)]) == 0
}

_goes_with_its_subject(changed) if changed.before.bucket in _deleted.buckets

_goes_with_its_subject(changed) if changed.before.disk in _deleted.disks

_goes_with_its_subject(changed) if {
	some key in [
		"backup_vault_name", "database_id", "eni_id", "file_system_id", "network_security_group_id", "parent",
		"project", "resource_arn", "resource_group_id", "resource_id", "scope", "server_id",
		"source_storage_account_id", "source_vm_id", "storage_account_id",
		"storage_container_resource_manager_id", "subnet_id", "target_resource_id", "transit_gateway_id",
		"vpc_id",
	]
	changed.before[key] in _deleted.ids
}

# Buckets go by their names, as the id of many a setting of a bucket is the name of the bucket.
_deleted := {
	"buckets": _values({"aws_s3_bucket"}, "bucket"),
	"disks": _values({"google_compute_disk", "google_compute_region_disk"}, "name"),
	"ids": {changed.before[key] |
		some changed in input.changes
		"delete" in changed.actions
		object.get(data.params.guard_types, changed.type, "") == ""
		some key in ["arn", "id", "project_id"]
		attribute.is_set(changed.before, key)
	},
}

_values(types, key) := {changed.before[key] |
	some changed in input.changes
	changed.type in types
	"delete" in changed.actions
	attribute.is_set(changed.before, key)
}

_is_all_deleted if {
	input.plan.resources == count([1 |
		some changed in input.changes
		changed.actions == ["delete"]
		not changed.deposed
	])
}
