package rules.azure.compute.disk_encryption_test

import rego.v1

import data.rules.azure.compute.disk_encryption as rule

_disk(values, unknown) := {"resources": {"azurerm_managed_disk": [{
	"address": "azurerm_managed_disk.d",
	"type": "azurerm_managed_disk",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_encryption_turned_off if {
	found := rule.deny with input as _disk({"encryption_settings": [{"enabled": false}]}, {})
	found == {{
		"address": "azurerm_managed_disk.d",
		"path": ["encryption_settings", 0, "enabled"],
		"msg": "disk encryption is turned off: `enabled` is false",
	}}
}

test_allow_platform_encryption if {
	found := rule.deny with input as _disk({"encryption_settings": []}, {})
	found == set()
	unset := rule.deny with input as _disk({}, {})
	unset == set()
}

test_allow_disk_encryption if {
	found := rule.deny with input as _disk({"encryption_settings": [{"enabled": true}]}, {})
	found == set()
	new := rule.deny with input as _disk({"encryption_settings": [{"disk_encryption_key": [{}]}]}, {})
	new == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _disk({"encryption_settings": [{}]}, {"encryption_settings": [{"enabled": true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
