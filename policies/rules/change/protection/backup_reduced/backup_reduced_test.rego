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
		"before": {"settings": [{"backup_configuration": [{"enabled": true}]}]},
		"after": {"settings": [{"backup_configuration": [{}]}]},
	})
	found == set()
}

test_deny_terms_in_other_shapes if {
	text := rule.deny with input as _plan({
		"before": {"long_term_retention_policy": [{"yearly_retention": "P10Y"}]},
		"after": {"long_term_retention_policy": [{"yearly_retention": "P1Y"}]},
	})
	text == _found(
		["long_term_retention_policy", 0, "yearly_retention"],
		"backups are reduced: `long_term_retention_policy.yearly_retention` was P10Y and is P1Y",
	)
	hours := rule.deny with input as _plan({
		"before": {"backup": [{"retention_in_hours": 720}]},
		"after": {"backup": [{"retention_in_hours": 8}]},
	})
	hours == _found(
		["backup", 0, "retention_in_hours"],
		"backups are reduced: `backup.retention_in_hours` was 720 and is 8",
	)
}

_backup_plan(before, after, unknown) := found if {
	found := rule.deny with input as _plan({
		"type": "aws_backup_plan",
		"before": {"rule": before}, "after": {"rule": after}, "unknown": unknown,
	})
}

_kept(name, days) := {"rule_name": name, "lifecycle": [{"delete_after": days}]}

test_deny_rules_of_a_backup_plan if {
	_backup_plan([_kept("b", 365), _kept("a", 35)], [_kept("a", 35), _kept("b", 7)], {}) == _found(
		["rule", 1, "lifecycle", 0, "delete_after"],
		"backups are reduced: `rule.lifecycle.delete_after` of `b` was 365 and is 7",
	)
	_backup_plan([{"rule_name": "a", "lifecycle": []}], [_kept("a", 7)], {}) == _found(
		["rule", 0, "lifecycle", 0, "delete_after"],
		"backups are reduced: `rule.lifecycle.delete_after` of `a` was not set and is 7",
	)
	_backup_plan([_kept("a", 7), _kept("b", 35)], [_kept("a", 7)], {}) == _found(
		["rule"],
		"backups are reduced: there is no rule `b` any more",
	)
}

test_deny_at_a_rule_of_a_backup_plan_unknown_at_plan if {
	after := [{"rule_name": "a", "lifecycle": [{}]}]
	_backup_plan([_kept("a", 7)], after, {"rule": [{"lifecycle": [{"delete_after": true}]}]}) == _found(
		["rule", 0, "lifecycle", 0, "delete_after"],
		"backups are reduced: `rule.lifecycle.delete_after` of `a` was 7 and is known only after apply",
	)
}

test_allow_rules_of_a_backup_plan if {
	_backup_plan([_kept("a", 7)], [_kept("a", 35), _kept("b", 1)], {}) == set()
	_backup_plan([_kept("a", 7)], [{"rule_name": "a", "lifecycle": []}], {}) == set()
	_backup_plan([_kept("a", 7)], [_kept("renamed", 7)], {}) == set()
}

_store(type, before, after) := found if {
	found := rule.deny with input as _plan({"type": type, "before": before, "after": after})
}

test_deny_shorter_retention_of_data if {
	_store("aws_cloudwatch_log_group", {"retention_in_days": 90}, {"retention_in_days": 30}) == _found(
		["retention_in_days"],
		"retention is reduced: `retention_in_days` was 90 and is 30",
	)
	_store("aws_cloudwatch_log_group", {"retention_in_days": 0}, {"retention_in_days": 30}) == _found(
		["retention_in_days"],
		"retention is reduced: `retention_in_days` was 0 and is 30",
	)
	_store("google_pubsub_topic", {"message_retention_duration": "604800s"}, {}) == _found(
		["message_retention_duration"],
		"retention is reduced: `message_retention_duration` was 604800s and is not set",
	)
}

test_deny_at_a_retention_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"type": "aws_kinesis_stream",
		"before": {"retention_period": 48}, "unknown": {"retention_period": true},
	})
	found == _found(["retention_period"], "retention is reduced: `retention_period` was 48 and is known only after apply")
}

test_allow_retention_of_data if {
	_store("aws_cloudwatch_log_group", {"retention_in_days": 90}, {"retention_in_days": 0}) == set()
	_store("aws_cloudwatch_log_group", {"retention_in_days": 90}, {}) == set()
	_store("aws_cloudwatch_log_group", {"retention_in_days": 30}, {"retention_in_days": 90}) == set()
	_store("aws_kinesis_stream", {"retention_period": 24}, {"retention_period": 48}) == set()
	_store("acme_logs", {"retention_in_days": 90}, {"retention_in_days": 30}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}
