package rules.aws.rds.rds_multi_az_test

import rego.v1

import data.rules.aws.rds.rds_multi_az as rule

_found(type, values, unknown, neighbours) := found if {
	found := rule.deny with input as {"resources": {type: [object.union(neighbours, {
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	})]}}
}

_instance(values, unknown) := _found("aws_db_instance", values, unknown, {})

_cluster(neighbours) := _found("aws_rds_cluster", {"engine": "aurora-mysql"}, {}, neighbours)

_neighbours(type, count_) := {type: [neighbour |
	some i in numbers.range(1, count_)
	neighbour := {"address": sprintf("%s.x[%d]", [type, i]), "values": {}, "unknown": {}}
]}

_at_switch(state) := {{
	"address": "aws_db_instance.db",
	"path": ["multi_az"],
	"msg": sprintf("the database runs in one zone: `multi_az` is %s", [state]),
}}

_alone := {{
	"address": "aws_rds_cluster.db",
	"path": [],
	"msg": "the cluster has no member to fail over to",
	"without": {"aws_rds_cluster_instance", "aws_appautoscaling_target"},
}}

_member := _neighbours("aws_rds_cluster_instance", 1)

test_deny_an_instance_in_one_zone if {
	_instance({"multi_az": false, "engine": "mysql"}, {}) == _at_switch("false")
	_instance({}, {}) == _at_switch("not set")
}

test_deny_a_cluster_with_one_member if {
	_cluster({"linked": _member}) == _alone
	_cluster({"linked": _member, "maybe_linked": _member}) == _alone
}

test_allow_an_instance_in_two_zones if {
	_instance({"multi_az": true}, {}) == set()
}

test_allow_replicas_and_what_cannot_do_it if {
	_instance({"replicate_source_db": "main"}, {}) == set()
	_instance({"engine": "sqlserver-ex"}, {}) == set()
}

test_allow_a_cluster_with_others if {
	_cluster({"linked": _neighbours("aws_rds_cluster_instance", 2)}) == set()
	_cluster({"linked": object.union(_member, _neighbours("aws_appautoscaling_target", 1))}) == set()
}

test_allow_a_cluster_whose_members_are_elsewhere if {
	_cluster({}) == set()
	_cluster({"maybe_linked": _member}) == set()
}

test_allow_a_value_unknown_at_plan if {
	_instance({}, {"multi_az": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
