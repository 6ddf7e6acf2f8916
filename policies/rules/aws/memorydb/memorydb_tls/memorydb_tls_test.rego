package rules.aws.memorydb.memorydb_tls_test

import rego.v1

import data.rules.aws.memorydb.memorydb_tls as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_memorydb_cluster", "aws_memorydb_multi_region_cluster"]

test_deny_what_is_turned_off if {
	every type in _types {
		found := rule.deny with input as _one(type, {"tls_enabled": false}, {})
		found == _at(type, ["tls_enabled"], "traffic is not encrypted: `tls_enabled` is false")
	}
}

test_allow_the_default_and_what_is_turned_on if {
	every values in [{}, {"tls_enabled": true}] {
		found := rule.deny with input as _one("aws_memorydb_cluster", values, {})
		found == set()
	}
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one("aws_memorydb_cluster", {}, {"tls_enabled": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
