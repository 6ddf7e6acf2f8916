package rules.change.protection.deletion_protection_removed_test

import rego.v1

import data.rules.change.protection.deletion_protection_removed as rule

_plan(members) := {"changes": [object.union(
	{
		"address": "x.a", "type": "x", "actions": ["update"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(path, msg) := {{"address": "x.a", "path": path, "msg": msg}}

_off := "protection against deletion is taken away: %s"

test_deny_protections_turned_off if {
	flag := rule.deny with input as _plan({
		"before": {"deletion_protection": true},
		"after": {"deletion_protection": false},
	})
	flag == _found(["deletion_protection"], sprintf(_off, ["`deletion_protection` was true and is false"]))
	gone := rule.deny with input as _plan({"before": {"purge_protection_enabled": true}})
	gone == _found(["purge_protection_enabled"], sprintf(_off, ["`purge_protection_enabled` was true and is not set"]))
	text := rule.deny with input as _plan({
		"before": {"deletion_protection": "ACTIVE"},
		"after": {"deletion_protection": "INACTIVE"},
	})
	text == _found(["deletion_protection"], sprintf(_off, ["`deletion_protection` was ACTIVE and is INACTIVE"]))
	policy := rule.deny with input as _plan({
		"before": {"deletion_policy": "PREVENT"},
		"after": {"deletion_policy": "DELETE"},
	})
	policy == _found(["deletion_policy"], sprintf(_off, ["`deletion_policy` was PREVENT and is DELETE"]))
}

test_deny_nested_protections_turned_off if {
	found := rule.deny with input as _plan({
		"before": {"settings": [{"deletion_protection_enabled": true}]},
		"after": {"settings": [{"deletion_protection_enabled": false}]},
	})
	found == _found(
		["settings", 0, "deletion_protection_enabled"],
		sprintf(_off, ["`settings.deletion_protection_enabled` was true and is false"]),
	)
}

test_deny_shortcuts_turned_on if {
	said := rule.deny with input as _plan({
		"type": "aws_s3_bucket",
		"before": {"force_destroy": false}, "after": {"force_destroy": true},
	})
	said == _found(["force_destroy"], "deletion goes through at once: `force_destroy` was false and is true")
	new := rule.deny with input as _plan({"after": {"skip_final_snapshot": true}})
	new == _found(
		["skip_final_snapshot"],
		"deletion goes through at once: `skip_final_snapshot` was not set and is true",
	)
}

test_deny_at_values_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"type": "aws_ecr_repository",
		"before": {"deletion_protection": true},
		"unknown": {"deletion_protection": true, "force_delete": true},
	})
	found == {
		{
			"address": "x.a",
			"path": ["deletion_protection"],
			"msg": sprintf(_off, ["`deletion_protection` was true and is known only after apply"]),
		},
		{
			"address": "x.a",
			"path": ["force_delete"],
			"msg": "deletion goes through at once: `force_delete` was not set and is known only after apply",
		},
	}
}

test_allow_more_protection if {
	found := rule.deny with input as _plan({
		"before": {"deletion_protection": false, "force_destroy": true, "deletion_policy": "DELETE"},
		"after": {"deletion_protection": true, "deletion_policy": "ABANDON"},
	})
	found == set()
	unsaid := rule.deny with input as _plan({"after": {"force_destroy": false, "deletion_protection": false}})
	unsaid == set()
}

test_allow_what_goes_away if {
	found := rule.deny with input as _plan({"actions": ["delete"], "before": {"deletion_protection": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}

test_allow_shortcuts_where_nothing_is_held if {
	every type, key in {"aws_iam_user": "force_destroy", "aws_autoscaling_group": "force_delete"} {
		found := rule.deny with input as _plan({"type": type, "before": {key: false}, "after": {key: true}})
		count(found) == 0
	}
}

_weaker := "lock against deletion is weakened: %s"

_lock(before, after) := found if {
	found := rule.deny with input as _plan({
		"type": "aws_s3_bucket_object_lock_configuration",
		"before": {"rule": [{"default_retention": before}]}, "after": {"rule": [{"default_retention": after}]},
	})
}

test_deny_weaker_locks if {
	_lock([{"mode": "COMPLIANCE", "days": 3650}], [{"mode": "GOVERNANCE", "days": 1}]) == {
		{
			"address": "x.a",
			"path": ["rule", 0, "default_retention", 0, "mode"],
			"msg": sprintf(_weaker, ["`rule.default_retention.mode` was COMPLIANCE and is GOVERNANCE"]),
		},
		{
			"address": "x.a",
			"path": ["rule", 0, "default_retention", 0, "days"],
			"msg": sprintf(_weaker, ["`rule.default_retention.days` was 3650 and is 1"]),
		},
	}
	_lock([{"mode": "COMPLIANCE", "years": 10}], [{"mode": "COMPLIANCE", "days": 30}]) == _found(
		["rule", 0, "default_retention", 0, "years"],
		sprintf(_weaker, ["`rule.default_retention.years` was 10 and is not set"]),
	)
	_lock([{"mode": "COMPLIANCE", "days": 30}], []) == _found(
		["rule", 0, "default_retention"],
		sprintf(_weaker, ["`rule.default_retention.days` was 30 and is not set"]),
	)
	azure := rule.deny with input as _plan({
		"before": {"immutability_period_in_days": 3650},
		"after": {"immutability_period_in_days": 1},
	})
	azure == _found(
		["immutability_period_in_days"],
		sprintf(_weaker, ["`immutability_period_in_days` was 3650 and is 1"]),
	)
}

test_deny_at_a_lock_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"before": {"rule": [{"default_retention": [{"mode": "COMPLIANCE"}]}]},
		"after": {"rule": [{"default_retention": [{}]}]},
		"unknown": {"rule": [{"default_retention": [{"mode": true}]}]},
	})
	found == _found(
		["rule", 0, "default_retention", 0, "mode"],
		sprintf(_weaker, ["`rule.default_retention.mode` was COMPLIANCE and is known only after apply"]),
	)
}

test_allow_locks_that_are_as_strong if {
	_lock([{"mode": "GOVERNANCE", "days": 30}], [{"mode": "COMPLIANCE", "days": 60}]) == set()
	_lock([{"mode": "COMPLIANCE", "years": 1}], [{"mode": "COMPLIANCE", "days": 365}]) == set()
	_lock([{"mode": "COMPLIANCE", "days": 365}], [{"mode": "COMPLIANCE", "years": 2}]) == set()
}
