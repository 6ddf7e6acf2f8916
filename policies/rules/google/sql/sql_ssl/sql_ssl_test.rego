package rules.google.sql.sql_ssl_test

import rego.v1

import data.rules.google.sql.sql_ssl as rule

_instance(values, unknown) := {"resources": {"google_sql_database_instance": [{
	"address": "google_sql_database_instance.db",
	"type": "google_sql_database_instance",
	"values": values,
	"unknown": unknown,
}]}}

_configured(configuration) := {"settings": [{"tier": "db-f1-micro", "ip_configuration": [configuration]}]}

_at(path, state) := {{
	"address": "google_sql_database_instance.db",
	"path": path,
	"msg": sprintf("connections without TLS are accepted: %s", [state]),
}}

_at_key(key, state) := _at(["settings", 0, "ip_configuration", 0, key], sprintf("`%s` is %s", [key, state]))

test_deny_a_mode_that_accepts_both if {
	found := rule.deny with input as _instance(_configured({"ssl_mode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED"}), {})
	found == _at_key("ssl_mode", "ALLOW_UNENCRYPTED_AND_ENCRYPTED")
}

test_deny_the_default if {
	found := rule.deny with input as _instance(_configured({"ipv4_enabled": false}), {})
	found == _at_key("ssl_mode", "not set")
}

test_deny_the_switch_of_old_providers if {
	found := rule.deny with input as _instance(_configured({"require_ssl": false}), {})
	found == _at_key("require_ssl", "false")
}

test_deny_a_missing_block if {
	found := rule.deny with input as _instance({"settings": [{"tier": "db-f1-micro"}]}, {})
	found == _at(["settings", 0, "ip_configuration"], "`ssl_mode` is not set")
}

test_allow_modes_with_tls if {
	encrypted := rule.deny with input as _instance(_configured({"ssl_mode": "ENCRYPTED_ONLY"}), {})
	encrypted == set()
	certificate := rule.deny with input as _instance(
		_configured({"ssl_mode": "TRUSTED_CLIENT_CERTIFICATE_REQUIRED", "require_ssl": false}),
		{},
	)
	certificate == set()
	old := rule.deny with input as _instance(_configured({"require_ssl": true}), {})
	old == set()
}

test_allow_connectors_only if {
	found := rule.deny with input as _instance(
		{"settings": [{"connector_enforcement": "REQUIRED", "ip_configuration": []}]},
		{},
	)
	found == set()
}

test_allow_copies_that_say_nothing if {
	found := rule.deny with input as _instance({"settings": [{}], "master_instance_name": "main"}, {})
	found == set()
}

test_deny_at_an_original_unknown_at_plan if {
	found := rule.deny with input as _instance({"settings": [{}]}, {"clone": true})
	found == _at(["clone"], "`ssl_mode` is not set, unless `clone` makes it a copy")
}

test_allow_values_unknown_at_plan if {
	mode := rule.deny with input as _instance(
		_configured({}),
		{"settings": [{"ip_configuration": [{"ssl_mode": true}]}]},
	)
	mode == set()
	block := rule.deny with input as _instance({"settings": [{}]}, {"settings": [{"ip_configuration": true}]})
	block == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
