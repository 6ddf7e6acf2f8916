package rules.aws.redshift.redshift_public_test

import rego.v1

import data.rules.aws.redshift.redshift_public as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.x", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_types := ["aws_redshift_cluster", "aws_redshiftserverless_workgroup"]

test_deny_a_public_address if {
	every type in _types {
		_found(type, {"publicly_accessible": true}, {}) == {{
			"address": sprintf("%s.x", [type]),
			"path": ["publicly_accessible"],
			"msg": "the warehouse has a public address: `publicly_accessible` is true",
		}}
	}
}

test_allow_what_is_private_or_says_nothing if {
	every type in _types {
		_found(type, {"publicly_accessible": false}, {}) == set()
		_found(type, {}, {}) == set()
	}
}

test_allow_a_value_unknown_at_plan if {
	_found("aws_redshift_cluster", {}, {"publicly_accessible": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
