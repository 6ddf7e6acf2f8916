package rules.aws.rds.rds_public_test

import rego.v1

import data.rules.aws.rds.rds_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.db", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

test_deny_an_instance if {
	found := rule.deny with input as _one("aws_db_instance", {"publicly_accessible": true}, {})
	found == {{
		"address": "aws_db_instance.db",
		"path": ["publicly_accessible"],
		"msg": "`publicly_accessible` is true",
	}}
}

test_deny_a_part_of_a_cluster if {
	every type in ["aws_rds_cluster_instance", "aws_rds_shard_group"] {
		found := rule.deny with input as _one(type, {"publicly_accessible": true}, {})
		found == {{
			"address": sprintf("%s.db", [type]),
			"path": ["publicly_accessible"],
			"msg": "`publicly_accessible` is true",
		}}
	}
}

test_allow_an_instance_that_is_private_or_says_nothing if {
	off := rule.deny with input as _one("aws_db_instance", {"publicly_accessible": false}, {})
	off == set()
	unset := rule.deny with input as _one("aws_db_instance", {}, {})
	unset == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one("aws_db_instance", {}, {"publicly_accessible": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
