package rules.azure.authorization.role_custom_role_admin_test

import rego.v1

import data.rules.azure.authorization.role_custom_role_admin as rule

_role(values, unknown) := {"resources": {"azurerm_role_definition": [{
	"address": "azurerm_role_definition.r",
	"type": "azurerm_role_definition",
	"values": values,
	"unknown": unknown,
}]}}

_subscription := "/subscriptions/00000000-0000-0000-0000-000000000000"

_permitted(permission) := _role({"scope": _subscription, "permissions": [permission]}, {})

_at(i, msg) := {{"address": "azurerm_role_definition.r", "path": ["permissions", 0, "actions", i], "msg": msg}}

_assigns := "microsoft.authorization/roleassignments/write"

test_deny_what_writes_assignments_or_definitions if {
	every pattern in [
		"Microsoft.Authorization/roleAssignments/write",
		"Microsoft.Authorization/roleAssignments/*",
		"Microsoft.Authorization/*",
		"Microsoft.Authorization/*/Write",
		"*/write",
	] {
		found := rule.deny with input as _permitted({"actions": ["*/read", pattern]})
		found == _at(1, sprintf("`%s` gives out roles (%s)", [pattern, _assigns]))
	}
	definitions := rule.deny with input as _permitted({
		"actions": ["Microsoft.Authorization/*"],
		"not_actions": ["Microsoft.Authorization/roleAssignments/*"],
	})
	definitions == _at(
		0,
		"`Microsoft.Authorization/*` gives out roles (microsoft.authorization/roledefinitions/write)",
	)
}

test_allow_what_gives_no_roles if {
	every permission in [
		{"actions": ["*"]},
		{"actions": ["*/read", "Microsoft.Authorization/*/read", "Microsoft.Compute/*"]},
		{"actions": ["Microsoft.Authorization/policyAssignments/write"]},
		{"actions": ["*/write"], "not_actions": ["Microsoft.Authorization/*"]},
		{"data_actions": ["*"]},
	] {
		found := rule.deny with input as _permitted(permission)
		found == set()
	}
}

test_allow_actions_unknown_at_plan if {
	actions := rule.deny with input as _role({"permissions": [{}]}, {"permissions": [{"actions": true}]})
	actions == set()
	exceptions := rule.deny with input as _role(
		{"permissions": [{"actions": ["*/write"]}]},
		{"permissions": [{"not_actions": true}]},
	)
	exceptions == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
