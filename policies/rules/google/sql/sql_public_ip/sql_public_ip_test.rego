package rules.google.sql.sql_public_ip_test

import rego.v1

import data.rules.google.sql.sql_public_ip as rule

_instance(values, unknown) := {"resources": {"google_sql_database_instance": [{
	"address": "google_sql_database_instance.db",
	"type": "google_sql_database_instance",
	"values": values,
	"unknown": unknown,
}]}}

_configured(configuration) := {"settings": [{"tier": "db-f1-micro", "ip_configuration": [configuration]}]}

_at(path, msg) := {{"address": "google_sql_database_instance.db", "path": path, "msg": msg}}

_at_switch(state) := _at(
	["settings", 0, "ip_configuration", 0, "ipv4_enabled"],
	sprintf("the instance has a public address: `ipv4_enabled` is %s", [state]),
)

test_deny_an_address_asked_for if {
	found := rule.deny with input as _instance(_configured({"ipv4_enabled": true}), {})
	found == _at_switch("true")
	replica := rule.deny with input as _instance(
		object.union(_configured({"ipv4_enabled": true}), {"master_instance_name": "main"}),
		{},
	)
	replica == _at_switch("true")
}

test_deny_the_default if {
	found := rule.deny with input as _instance(_configured({"private_network": "n"}), {})
	found == _at_switch("not set")
}

test_deny_a_missing_block if {
	found := rule.deny with input as _instance({"settings": [{"tier": "db-f1-micro", "ip_configuration": []}]}, {})
	found == _at(
		["settings", 0, "ip_configuration"],
		"the instance has a public address: `ipv4_enabled` is not set",
	)
}

test_allow_private_instances if {
	found := rule.deny with input as _instance(_configured({"ipv4_enabled": false, "private_network": "n"}), {})
	found == set()
}

test_allow_copies_that_say_nothing if {
	replica := rule.deny with input as _instance({"settings": [{}], "master_instance_name": "main"}, {})
	replica == set()
	clone := rule.deny with input as _instance(object.union(
		_configured({}),
		{"clone": [{"source_instance_name": "main"}]},
	), {})
	clone == set()
	bare := rule.deny with input as _instance({}, {"master_instance_name": true})
	bare == set()
}

test_deny_at_an_original_unknown_at_plan if {
	found := rule.deny with input as _instance(_configured({}), {"master_instance_name": true})
	found == _at(["master_instance_name"], concat(", ", [
		"the instance has a public address: `ipv4_enabled` is not set",
		"unless `master_instance_name` makes it a copy",
	]))
	said := rule.deny with input as _instance(_configured({"ipv4_enabled": true}), {"master_instance_name": true})
	said == _at_switch("true")
	private := rule.deny with input as _instance(_configured({"ipv4_enabled": false}), {"clone": true})
	private == set()
}

test_allow_values_unknown_at_plan if {
	value := rule.deny with input as _instance(
		_configured({}),
		{"settings": [{"ip_configuration": [{"ipv4_enabled": true}]}]},
	)
	value == set()
	block := rule.deny with input as _instance({"settings": [{}]}, {"settings": [{"ip_configuration": true}]})
	block == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
