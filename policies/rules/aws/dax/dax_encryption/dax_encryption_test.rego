package rules.aws.dax.dax_encryption_test

import rego.v1

import data.rules.aws.dax.dax_encryption as rule

_one(values, unknown) := {"resources": {"aws_dax_cluster": [{
	"address": "aws_dax_cluster.x",
	"type": "aws_dax_cluster",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_dax_cluster.x", "path": path, "msg": msg}}

test_deny_what_says_nothing if {
	found := rule.deny with input as _one({"server_side_encryption": []}, {})
	found == _at(
		["server_side_encryption"],
		"the cache is not encrypted at rest: `server_side_encryption` is not set",
	)
}

test_deny_what_is_turned_off if {
	found := rule.deny with input as _one({"server_side_encryption": [{"enabled": false}]}, {})
	found == _at(
		["server_side_encryption", 0, "enabled"],
		"the cache is not encrypted at rest: `enabled` is false",
	)
}

test_allow_what_is_turned_on if {
	found := rule.deny with input as _one({"server_side_encryption": [{"enabled": true}]}, {})
	found == set()
}

test_allow_values_unknown_at_plan if {
	switch := rule.deny with input as _one(
		{"server_side_encryption": [{}]},
		{"server_side_encryption": [{"enabled": true}]},
	)
	switch == set()
	whole := rule.deny with input as _one({}, {"server_side_encryption": true})
	whole == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
