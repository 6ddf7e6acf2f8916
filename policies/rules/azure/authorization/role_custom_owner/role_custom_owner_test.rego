package rules.azure.authorization.role_custom_owner_test

import rego.v1

import data.rules.azure.authorization.role_custom_owner as rule

_role(values, unknown) := {"resources": {"azurerm_role_definition": [{
	"address": "azurerm_role_definition.r",
	"type": "azurerm_role_definition",
	"values": values,
	"unknown": unknown,
}]}}

_subscription := "/subscriptions/00000000-0000-0000-0000-000000000000"

_management_group := "/providers/Microsoft.Management/managementGroups/shop"

_owner := [{"actions": ["Microsoft.Compute/*/read", "*"], "not_actions": []}]

_at_action(scope) := {{
	"address": "azurerm_role_definition.r",
	"path": ["permissions", 0, "actions", 1],
	"msg": sprintf("every action (`*`) is allowed in %s", [scope]),
}}

test_deny_an_owner_of_a_subscription if {
	found := rule.deny with input as _role({"scope": _subscription, "permissions": _owner}, {})
	found == _at_action(_subscription)
}

test_deny_an_owner_wherever_it_may_be_assigned if {
	managed := rule.deny with input as _role({"scope": _management_group, "permissions": _owner}, {})
	managed == _at_action(_management_group)
	root := rule.deny with input as _role({"scope": "/", "permissions": _owner}, {})
	root == _at_action("/")
	assignable := rule.deny with input as _role(
		{
			"scope": concat("", [_subscription, "/resourceGroups/shop"]),
			"assignable_scopes": [concat("", [_subscription, "/resourceGroups/shop"]), _subscription],
			"permissions": _owner,
		},
		{},
	)
	assignable == _at_action(_subscription)
}

test_deny_what_leaves_out_less_than_giving_roles if {
	found := rule.deny with input as _role(
		{
			"scope": _subscription,
			"permissions": [{
				"actions": ["*"],
				"not_actions": ["Microsoft.Compute/*", "Microsoft.Authorization/*/read"],
			}],
		},
		{},
	)
	found == {{
		"address": "azurerm_role_definition.r",
		"path": ["permissions", 0, "actions", 0],
		"msg": "every action (`*`) is allowed in /subscriptions/00000000-0000-0000-0000-000000000000",
	}}
}

test_deny_what_can_widen_itself if {
	found := rule.deny with input as _role(
		{
			"scope": _subscription,
			"permissions": [{"actions": ["*/*"], "not_actions": ["Microsoft.Authorization/roleAssignments/*"]}],
		},
		{},
	)
	found == {{
		"address": "azurerm_role_definition.r",
		"path": ["permissions", 0, "actions", 0],
		"msg": "every action (`*`) is allowed in /subscriptions/00000000-0000-0000-0000-000000000000",
	}}
}

test_deny_at_a_scope_unknown_at_plan if {
	found := rule.deny with input as _role({"permissions": _owner}, {"scope": true})
	found == {{
		"address": "azurerm_role_definition.r",
		"path": ["scope"],
		"msg": "every action (`*`) is allowed in `scope`, which is known only after apply",
	}}
	assignable := rule.deny with input as _role({"permissions": _owner}, {"scope": true, "assignable_scopes": true})
	assignable == {{
		"address": "azurerm_role_definition.r",
		"path": ["assignable_scopes"],
		"msg": "every action (`*`) is allowed in `assignable_scopes`, which is known only after apply",
	}}
}

test_allow_an_owner_of_a_resource_group if {
	found := rule.deny with input as _role(
		{"scope": "/subscriptions/0/resourceGroups/shop", "permissions": _owner},
		{},
	)
	found == set()
}

test_allow_a_role_that_gives_no_roles if {
	found := rule.deny with input as _role(
		{
			"scope": _subscription,
			"permissions": [
				{"actions": ["*"], "not_actions": ["Microsoft.Authorization/*/Write"]},
				{"actions": ["*"], "not_actions": ["Microsoft.Authorization/*"]},
				{"actions": ["*/read"]},
			],
		},
		{},
	)
	found == set()
}

test_allow_actions_unknown_at_plan if {
	found := rule.deny with input as _role(
		{"scope": _subscription, "permissions": [{"not_actions": []}]},
		{"permissions": [{"actions": true}]},
	)
	found == set()
	exceptions := rule.deny with input as _role(
		{"scope": _subscription, "permissions": [{"actions": ["*"]}]},
		{"permissions": [{"not_actions": true}]},
	)
	exceptions == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
