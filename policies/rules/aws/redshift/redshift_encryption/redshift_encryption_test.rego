package rules.aws.redshift.redshift_encryption_test

import rego.v1

import data.rules.aws.redshift.redshift_encryption as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_redshift_cluster": [{
		"address": "aws_redshift_cluster.x",
		"type": "aws_redshift_cluster",
		"values": values,
		"unknown": unknown,
	}]}}
}

test_deny_what_is_turned_off if {
	every off in [false, "false", "FALSE", "0"] {
		_found({"encrypted": off}, {}) == {{
			"address": "aws_redshift_cluster.x",
			"path": ["encrypted"],
			"msg": sprintf("the warehouse is not encrypted: `encrypted` is %v", [off]),
		}}
	}
}

test_allow_what_is_on_or_says_nothing if {
	_found({"encrypted": "true"}, {}) == set()
	_found({"encrypted": true}, {}) == set()
	_found({}, {"kms_key_id": true}) == set()
}

test_allow_a_value_unknown_at_plan if {
	_found({}, {"encrypted": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
