package rules.change.protection.backup_reduced_test

import rego.v1

import data.rules.change.protection.backup_reduced as rule

_plan(members) := {"changes": [object.union(
	{
		"address": "x.a", "type": "x", "actions": ["update"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(path, msg) := {{"address": "x.a", "path": path, "msg": msg}}

test_deny_backups_turned_off if {
	flag := rule.deny with input as _plan({
		"before": {"point_in_time_recovery": [{"enabled": true}]},
		"after": {"point_in_time_recovery": [{"enabled": false}]},
	})
	flag == _found(
		["point_in_time_recovery", 0, "enabled"],
		"backups are reduced: `point_in_time_recovery.enabled` was true and is false",
	)
	block := rule.deny with input as _plan({
		"before": {"settings": [{"backup_configuration": [{"enabled": true}]}]},
		"after": {"settings": [{"backup_configuration": []}]},
	})
	block == _found(
		["settings", 0, "backup_configuration"],
		"backups are reduced: `settings.backup_configuration.enabled` was true and is not set",
	)
}

test_deny_shorter_retention if {
	less := rule.deny with input as _plan({
		"before": {"backup_retention_period": 14},
		"after": {"backup_retention_period": 7},
	})
	less == _found(["backup_retention_period"], "backups are reduced: `backup_retention_period` was 14 and is 7")
	gone := rule.deny with input as _plan({
		"before": {"blob_properties": [{"delete_retention_policy": [{"days": 7}]}]},
		"after": {"blob_properties": [{}]},
	})
	gone == _found(
		["blob_properties", 0, "delete_retention_policy"],
		"backups are reduced: `blob_properties.delete_retention_policy.days` was 7 and is not set",
	)
}

test_deny_at_a_term_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"before": {"backup_retention_days": 7},
		"unknown": {"backup_retention_days": true},
	})
	found == _found(
		["backup_retention_days"],
		"backups are reduced: `backup_retention_days` was 7 and is known only after apply",
	)
}

test_allow_longer_retention if {
	more := rule.deny with input as _plan({
		"before": {"backup_retention_period": 7, "backup_retention_days": 0},
		"after": {"backup_retention_period": 14},
	})
	more == set()
	new := rule.deny with input as _plan({"after": {"backup_retention_period": 1}})
	new == set()
}

test_allow_what_the_new_object_may_compute if {
	found := rule.deny with input as _plan({
		"actions": ["delete", "create"], "replace_paths": [["engine"]],
		"before": {"backup_retention_period": 7},
	})
	found == set()
}

test_allow_logs if {
	found := rule.deny with input as _plan({"before": {"retention_in_days": 90}, "after": {"retention_in_days": 30}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}
