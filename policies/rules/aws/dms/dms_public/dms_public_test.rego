package rules.aws.dms.dms_public_test

import rego.v1

import data.rules.aws.dms.dms_public as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_dms_replication_instance": [{
		"address": "aws_dms_replication_instance.x",
		"type": "aws_dms_replication_instance",
		"values": values,
		"unknown": unknown,
	}]}}
}

test_deny_a_public_address if {
	_found({"publicly_accessible": true}, {}) == {{
		"address": "aws_dms_replication_instance.x",
		"path": ["publicly_accessible"],
		"msg": "the instance has a public address: `publicly_accessible` is true",
	}}
}

test_allow_what_is_private_or_says_nothing if {
	_found({"publicly_accessible": false}, {}) == set()
	_found({}, {}) == set()
}

test_allow_a_value_unknown_at_plan if {
	_found({}, {"publicly_accessible": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
