package rules.azure.authorization.role_data_actions_wildcard_test

import rego.v1

import data.rules.azure.authorization.role_data_actions_wildcard as rule

_role(values, unknown) := {"resources": {"azurerm_role_definition": [{
	"address": "azurerm_role_definition.r",
	"type": "azurerm_role_definition",
	"values": values,
	"unknown": unknown,
}]}}

_subscription := "/subscriptions/00000000-0000-0000-0000-000000000000"

_everything := [{"actions": ["*/read"]}, {"data_actions": ["Microsoft.Storage/*", "*"]}]

test_deny_all_data_of_a_subscription if {
	found := rule.deny with input as _role({"scope": _subscription, "permissions": _everything}, {})
	found == {{
		"address": "azurerm_role_definition.r",
		"path": ["permissions", 1, "data_actions", 1],
		"msg": sprintf("every data action (`*`) is allowed in %s", [_subscription]),
	}}
}

test_deny_at_a_scope_unknown_at_plan if {
	found := rule.deny with input as _role({"permissions": _everything}, {"scope": true})
	found == {{
		"address": "azurerm_role_definition.r",
		"path": ["scope"],
		"msg": "every data action (`*`) is allowed in `scope`, which is known only after apply",
	}}
}

test_allow_less if {
	group := rule.deny with input as _role(
		{"scope": concat("/", [_subscription, "resourceGroups/shop"]), "permissions": _everything},
		{},
	)
	group == set()
	service := rule.deny with input as _role(
		{"scope": _subscription, "permissions": [{"actions": ["*"], "data_actions": ["Microsoft.Storage/*"]}]},
		{},
	)
	service == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
