package rules.aws.rds.rds_snapshot_public_test

import rego.v1

import data.rules.aws.rds.rds_snapshot_public as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.s", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_types := ["aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"]

test_deny_every_type_that_is_shared_with_everyone if {
	every type in _types {
		_found(type, {"shared_accounts": ["111122223333", "all"]}, {}) == {{
			"address": sprintf("%s.s", [type]),
			"path": ["shared_accounts", 1],
			"msg": "every AWS account may restore it",
		}}
	}
}

test_allow_accounts_by_name_and_none if {
	_found("aws_db_snapshot", {"shared_accounts": ["111122223333"]}, {}) == set()
	_found("aws_db_snapshot", {"shared_accounts": []}, {}) == set()
	_found("aws_db_snapshot", {}, {}) == set()
}

test_allow_accounts_unknown_at_plan if {
	_found("aws_db_snapshot", {}, {"shared_accounts": true}) == set()
	_found("aws_db_snapshot", {"shared_accounts": [null]}, {"shared_accounts": [true]}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
