package rules.azure.storage.storage_https_only_test

import rego.v1

import data.rules.azure.storage.storage_https_only as rule

_account(values, unknown) := {"resources": {"azurerm_storage_account": [{
	"address": "azurerm_storage_account.a",
	"type": "azurerm_storage_account",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_https_turned_off if {
	found := rule.deny with input as _account({"https_traffic_only_enabled": false}, {})
	found == {{
		"address": "azurerm_storage_account.a",
		"path": ["https_traffic_only_enabled"],
		"msg": "plain HTTP is accepted: `https_traffic_only_enabled` is false",
	}}
}

test_deny_the_name_of_old_providers if {
	found := rule.deny with input as _account({"enable_https_traffic_only": false}, {})
	found == {{
		"address": "azurerm_storage_account.a",
		"path": ["enable_https_traffic_only"],
		"msg": "plain HTTP is accepted: `enable_https_traffic_only` is false",
	}}
}

test_allow_https_and_the_default if {
	on := rule.deny with input as _account({"https_traffic_only_enabled": true}, {})
	on == set()
	unset := rule.deny with input as _account({}, {})
	unset == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _account({}, {"https_traffic_only_enabled": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
