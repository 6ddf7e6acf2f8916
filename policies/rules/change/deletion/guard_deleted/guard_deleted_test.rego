package rules.change.deletion.guard_deleted_test

import rego.v1

import data.rules.change.deletion.guard_deleted as rule

_plan(members) := {"plan": {"address": "plan", "resources": 9}, "changes": [_guard(members)]}

_beside(members, others) := {
	"plan": {"address": "plan", "resources": 9},
	"changes": array.concat([_guard(members)], others),
}

_guard(members) := object.union(
	{
		"address": "x.guard", "type": "aws_s3_bucket_public_access_block", "actions": ["delete"],
		"before": {"bucket": "invoices", "id": "invoices", "block_public_acls": true}, "after": {}, "unknown": {},
	},
	members,
)

_deletion(type, before) := {
	"address": "x.other", "type": type, "actions": ["delete"], "before": before, "after": {}, "unknown": {},
}

_found(against) := {{
	"address": "x.guard",
	"path": [],
	"msg": sprintf("what guards against %s is destroyed", [against]),
}}

test_deny_a_guard_that_is_deleted_alone if {
	found := rule.deny with input as _plan({})
	found == _found("public access to the bucket")
}

test_deny_with_the_reason if {
	found := rule.deny with input as _plan({
		"type": "aws_guardduty_detector",
		"before": {"enable": true},
		"action_reason": "delete_because_count_index",
	})
	found == {{
		"address": "x.guard",
		"path": [],
		"msg": "what guards against attacks that nobody notices is destroyed: its index is beyond `count`",
	}}
}

test_deny_beside_other_deletions if {
	bucket := rule.deny with input as _beside({}, [
		_deletion("aws_s3_bucket", {"bucket": "logs", "id": "logs"}),
		_deletion("aws_s3_bucket_policy", {"bucket": "invoices", "id": "invoices"}),
	])
	bucket == _found("public access to the bucket")
	lock := rule.deny with input as _beside(
		{"type": "azurerm_management_lock", "before": {"scope": "/subscriptions/1/resourceGroups/a"}},
		[_deletion("azurerm_resource_group", {"id": "/subscriptions/1/resourceGroups/b"})],
	)
	lock == _found("deletion and change by mistake")
}

test_deny_encryption_with_a_key if {
	found := rule.deny with input as _plan({
		"type": "aws_s3_bucket_server_side_encryption_configuration",
		"before": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]},
	})
	found == _found("objects that are not encrypted with the key")
}

test_allow_a_guard_that_goes_with_its_subject if {
	bucket := rule.deny with input as _beside({}, [_deletion("aws_s3_bucket", {"bucket": "invoices"})])
	bucket == set()
	network := rule.deny with input as _beside(
		{"type": "aws_flow_log", "before": {"vpc_id": "vpc-1"}},
		[_deletion("aws_vpc", {"id": "vpc-1"})],
	)
	network == set()
	lock := rule.deny with input as _beside(
		{"type": "azurerm_management_lock", "before": {"scope": "/subscriptions/1/resourceGroups/a"}},
		[_deletion("azurerm_resource_group", {"id": "/subscriptions/1/resourceGroups/a"})],
	)
	lock == set()
	disk := rule.deny with input as _beside(
		{"type": "google_compute_disk_resource_policy_attachment", "before": {"disk": "data"}},
		[_deletion("google_compute_disk", {"name": "data", "id": "projects/p/zones/z/disks/data"})],
	)
	disk == set()
}

test_allow_a_plan_that_deletes_all if {
	found := rule.deny with input as {"plan": {"address": "plan", "resources": 1}, "changes": [_guard({})]}
	found == set()
}

test_allow_guards_that_were_off if {
	every off in [
		{"before": {"bucket": "invoices", "block_public_acls": false}},
		{"type": "aws_guardduty_detector", "before": {"enable": false}},
		{"type": "aws_cloudtrail", "before": {"enable_logging": false}},
		{"type": "google_logging_project_sink", "before": {"disabled": true}},
		{"type": "azurerm_security_center_subscription_pricing", "before": {"tier": "Free"}},
		{"type": "azurerm_monitor_diagnostic_setting", "before": {"metric": [{"category": "AllMetrics"}]}},
		{
			"type": "aws_s3_bucket_server_side_encryption_configuration",
			"before": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]},
		},
	] {
		found := rule.deny with input as _plan(object.union({"before": {}}, off))
		count(found) == 0
	}
}

test_allow_other_changes if {
	every actions in [["update"], ["delete", "create"], ["create", "delete"], ["forget"]] {
		found := rule.deny with input as _plan({"actions": actions})
		found == set()
	}
	other := rule.deny with input as _plan({"type": "aws_s3_bucket_policy"})
	other == set()
}

test_allow_an_update_to_a_value_unknown_at_plan if {
	found := rule.deny with input as _plan({"actions": ["update"], "unknown": {"bucket": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"plan": {"address": "plan", "resources": 0}, "resources": {}, "changes": []}
	found == set()
}

_lock(scope) := {"type": "azurerm_management_lock", "before": {"scope": scope}}

test_deny_a_guard_that_goes_over_to_another_subject if {
	moved := object.union(_lock("/subscriptions/1/resourceGroups/prod"), {
		"actions": ["delete", "create"],
		"after": {"scope": "/subscriptions/1/resourceGroups/sandbox"},
	})
	found := rule.deny with input as _plan(moved)
	found == {{
		"address": "x.guard",
		"path": ["scope"],
		"msg": concat(" ", [
			"what guards against deletion and change by mistake",
			"goes over from `/subscriptions/1/resourceGroups/prod` to another",
		]),
	}}
}

test_deny_at_a_subject_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"actions": ["delete", "create"],
		"after": {"block_public_acls": true}, "unknown": {"bucket": true},
	})
	found == {{
		"address": "x.guard",
		"path": ["bucket"],
		"msg": "what guards against public access to the bucket goes over from `invoices` to another",
	}}
}

test_allow_a_guard_that_another_takes_over if {
	found := rule.deny with input as _beside({}, [object.union(_guard({}), {
		"address": "x.next", "actions": ["delete", "create"],
		"before": {"bucket": "logs"}, "after": {"bucket": "invoices", "block_public_acls": true},
	}), _deletion("aws_s3_bucket", {"bucket": "logs"})])
	found == set()
}

test_allow_a_replaced_guard_of_the_same_or_a_deleted_subject if {
	same := object.union(_lock("/subscriptions/1/resourceGroups/prod"), {
		"actions": ["delete", "create"],
		"after": {"scope": "/subscriptions/1/resourcegroups/prod"},
	})
	kept := rule.deny with input as _plan(same)
	kept == set()
	gone := rule.deny with input as _beside(
		{"actions": ["delete", "create"], "after": {"bucket": "logs"}},
		[_deletion("aws_s3_bucket", {"bucket": "invoices"})],
	)
	gone == set()
}

test_deny_a_guard_that_goes_with_its_destination if {
	found := rule.deny with input as _beside(
		{
			"type": "azurerm_monitor_diagnostic_setting",
			"before": {
				"target_resource_id": "/subscriptions/1/vaults/v", "storage_account_id": "/subscriptions/1/accounts/logs",
				"enabled_log": [{"category": "AuditEvent"}],
			},
		},
		[_deletion("azurerm_storage_account", {"id": "/subscriptions/1/accounts/logs"})],
	)
	found == _found("actions that leave no trace")
}

test_allow_a_guard_of_a_part_of_what_is_deleted if {
	found := rule.deny with input as _beside(
		{
			"type": "azurerm_monitor_diagnostic_setting",
			"before": {
				"target_resource_id": "/subscriptions/1/accounts/logs/blobServices/default",
				"enabled_log": [{"category": "StorageDelete"}],
			},
		},
		[_deletion("azurerm_storage_account", {"id": "/subscriptions/1/accounts/logs"})],
	)
	found == set()
	policy := rule.deny with input as _beside(
		{
			"type": "google_iam_deny_policy",
			"before": {"parent": "cloudresourcemanager.googleapis.com%2Fprojects%2Fshop"},
		},
		[_deletion("google_project", {"id": "projects/shop", "project_id": "shop"})],
	)
	policy == set()
}

_selection(resources) := {"type": "aws_backup_selection", "before": {"resources": resources, "selection_tag": []}}

test_backup_selections if {
	system := _deletion("aws_efs_file_system", {"id": "fs-1", "arn": "arn:fs-1"})
	gone := rule.deny with input as _beside(_selection(["arn:fs-1"]), [system])
	gone == set()
	some_stay := rule.deny with input as _beside(_selection(["arn:fs-1", "arn:fs-2"]), [system])
	some_stay == _found("data without a backup")
	by_tag := object.union(_selection(["arn:fs-1"]), {"before": {"selection_tag": [{"key": "backup"}]}})
	tagged := rule.deny with input as _beside(by_tag, [system])
	tagged == _found("data without a backup")
}

test_deny_guards_of_organizations_and_networks if {
	every type, against in {
		"aws_dlm_lifecycle_policy": "volumes without snapshots",
		"aws_networkfirewall_firewall": "attacks over the network",
		"aws_organizations_policy_attachment": "accounts that break the policy",
		"google_iam_deny_policy": "access that nobody should have",
	} {
		found := rule.deny with input as _plan({"type": type, "before": {}})
		found == _found(against)
	}
}

test_policies_that_enforce_nothing_and_lists if {
	off := {"type": "google_project_organization_policy", "before": {"boolean_policy": [{"enforced": false}]}}
	lax := rule.deny with input as _plan(off)
	lax == set()
	listed := {"type": "google_project_organization_policy", "before": {"boolean_policy": []}}
	list := rule.deny with input as _plan(listed)
	list == _found("resources that break the policy")
}
