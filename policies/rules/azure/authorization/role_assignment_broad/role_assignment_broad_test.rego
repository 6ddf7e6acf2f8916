package rules.azure.authorization.role_assignment_broad_test

import rego.v1

import data.rules.azure.authorization.role_assignment_broad as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_type := "azurerm_role_assignment"

_subscription := "/subscriptions/00000000-0000-0000-0000-000000000000"

_definition(id) := sprintf("%s/providers/Microsoft.Authorization/roleDefinitions/%s", [_subscription, id])

test_deny_by_name if {
	every role in ["Owner", "User Access Administrator", "Role Based Access Control Administrator"] {
		found := rule.deny with input as _one(_type, {"scope": _subscription, "role_definition_name": role}, {})
		found == _at(_type, ["role_definition_name"], sprintf("%s is assigned on %s", [role, _subscription]))
	}
}

test_deny_by_id if {
	every id, role in {
		"8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
		"18D7D88D-D35E-4FB5-A5C3-7773C20A72D9": "User Access Administrator",
		"f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
	} {
		values := {"scope": _subscription, "role_definition_id": _definition(id)}
		found := rule.deny with input as _one("azurerm_pim_active_role_assignment", values, {})
		found == _at(
			"azurerm_pim_active_role_assignment",
			["role_definition_id"],
			sprintf("%s is assigned on %s", [role, _subscription]),
		)
	}
}

test_deny_once_where_name_and_id_are_known if {
	found := rule.deny with input as _one(
		_type,
		{
			"scope": _subscription,
			"role_definition_name": "Owner",
			"role_definition_id": _definition("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
		},
		{},
	)
	found == _at(_type, ["role_definition_name"], sprintf("Owner is assigned on %s", [_subscription]))
}

test_deny_on_management_groups_and_the_root if {
	every scope in ["/", "/providers/Microsoft.Management/managementGroups/shop"] {
		found := rule.deny with input as _one(_type, {"scope": scope, "role_definition_name": "Owner"}, {})
		found == _at(_type, ["role_definition_name"], sprintf("Owner is assigned on %s", [scope]))
	}
}

test_deny_at_what_is_unknown_at_plan if {
	scope := rule.deny with input as _one(_type, {"role_definition_name": "Owner"}, {"scope": true})
	scope == _at(_type, ["scope"], "Owner is assigned on a scope known only after apply")
	condition := rule.deny with input as _one(
		_type,
		{"scope": _subscription, "role_definition_name": "Owner"},
		{"condition": true},
	)
	condition == _at(_type, ["condition"], sprintf("Owner is assigned on %s", [_subscription]))
	role := rule.deny with input as _one(_type, {"scope": _subscription}, {"role_definition_id": true})
	role == _at(
		_type,
		["role_definition_id"],
		sprintf("a role known only after apply is assigned on %s", [_subscription]),
	)
}

test_deny_on_a_management_group_of_the_plan if {
	found := rule.deny with input as {"resources": {_type: [{
		"address": "azurerm_role_assignment.g",
		"type": _type,
		"values": {"role_definition_name": "Owner"},
		"unknown": {"scope": true},
		"linked": {"azurerm_management_group": [{
			"address": "azurerm_management_group.m",
			"values": {},
			"unknown": {},
			"via": {"here": ["scope"], "there": []},
		}]},
	}]}}
	found == _at(
		_type,
		["role_definition_name"],
		"Owner is assigned on a subscription or management group of the plan",
	)
}

test_deny_a_condition_on_deletions_alone if {
	condition := "!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})"
	found := rule.deny with input as _one(
		_type,
		{"scope": _subscription, "role_definition_name": "Owner", "condition": condition},
		{},
	)
	count(found) == 1
}

test_allow_narrower_assignments if {
	condition := "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})"
	every values in [
		{"scope": _subscription, "role_definition_name": "Contributor"},
		{"scope": _subscription, "role_definition_id": _definition("b24988ac-6180-42a0-ab88-20f7382dd24c")},
		{"scope": concat("/", [_subscription, "resourceGroups/shop"]), "role_definition_name": "Owner"},
		{"scope": _subscription, "role_definition_name": "Owner", "condition": condition},
	] {
		found := rule.deny with input as _one(_type, values, {})
		found == set()
	}
}

test_allow_active_assignments_that_end if {
	id := _definition("8e3af657-a8ff-443c-a75c-2fe8c4bcb635")
	hours := rule.deny with input as _one(
		"azurerm_pim_active_role_assignment",
		{
			"scope": _subscription,
			"role_definition_id": id,
			"schedule": [{"expiration": [{"duration_hours": 8}]}],
		},
		{},
	)
	hours == set()
	date := rule.deny with input as _one(
		"azurerm_pim_active_role_assignment",
		{"scope": _subscription, "role_definition_id": id, "schedule": [{"expiration": [{}]}]},
		{"schedule": [{"expiration": [{"end_date_time": true}]}]},
	)
	date == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
