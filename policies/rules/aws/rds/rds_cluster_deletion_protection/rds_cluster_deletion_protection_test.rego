package rules.aws.rds.rds_cluster_deletion_protection_test

import rego.v1

import data.rules.aws.rds.rds_cluster_deletion_protection as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_rds_cluster": [{
		"address": "aws_rds_cluster.db",
		"type": "aws_rds_cluster",
		"values": values,
		"unknown": unknown,
	}]}}
}

_at_switch(state) := {{
	"address": "aws_rds_cluster.db",
	"path": ["deletion_protection"],
	"msg": sprintf("the cluster can be deleted at once: `deletion_protection` is %s", [state]),
}}

test_deny_what_is_off_or_left_out if {
	_found({"deletion_protection": false}, {}) == _at_switch("false")
	_found({"replication_source_identifier": "", "snapshot_identifier": "before"}, {}) == _at_switch("not set")
}

test_allow_what_is_on if {
	_found({"deletion_protection": true}, {}) == set()
}

test_allow_a_replica if {
	_found({"replication_source_identifier": "main"}, {}) == set()
	_found({}, {"replication_source_identifier": true}) == set()
}

test_allow_a_value_unknown_at_plan if {
	_found({}, {"deletion_protection": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
