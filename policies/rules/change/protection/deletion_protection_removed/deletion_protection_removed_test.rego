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
	said := rule.deny with input as _plan({"before": {"force_destroy": false}, "after": {"force_destroy": true}})
	said == _found(["force_destroy"], "deletion goes through at once: `force_destroy` was false and is true")
	new := rule.deny with input as _plan({"after": {"skip_final_snapshot": true}})
	new == _found(
		["skip_final_snapshot"],
		"deletion goes through at once: `skip_final_snapshot` was not set and is true",
	)
}

test_deny_at_values_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"before": {"deletion_protection": true},
		"unknown": {"deletion_protection": true, "force_destroy": true},
	})
	found == {
		{
			"address": "x.a",
			"path": ["deletion_protection"],
			"msg": sprintf(_off, ["`deletion_protection` was true and is known only after apply"]),
		},
		{
			"address": "x.a",
			"path": ["force_destroy"],
			"msg": "deletion goes through at once: `force_destroy` was not set and is known only after apply",
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
