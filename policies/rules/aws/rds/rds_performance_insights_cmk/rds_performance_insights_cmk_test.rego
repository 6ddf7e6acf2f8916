package rules.aws.rds.rds_performance_insights_cmk_test

import rego.v1

import data.rules.aws.rds.rds_performance_insights_cmk as rule

_found(type, values, unknown, neighbours) := found if {
	found := rule.deny with input as {"resources": {type: [object.union(neighbours, {
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	})]}}
}

_at(type, key, msg) := {{
	"address": sprintf("%s.db", [type]),
	"path": [key],
	"msg": sprintf("queries are kept with a key of AWS%s", [msg]),
}}

_on := {"performance_insights_enabled": true}

_key := "performance_insights_kms_key_id"

_types := ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"]

_cluster(values) := {"aws_rds_cluster": [{
	"address": "aws_rds_cluster.c",
	"values": values,
	"unknown": {},
	"via": {"here": ["cluster_identifier"], "there": []},
}]}

_keyed := _cluster({_key: "arn:aws:kms:eu-west-1:111122223333:alias/orders"})

test_deny_every_type_without_a_key if {
	every type in _types {
		_found(type, _on, {}, {}) == _at(type, _key, ": `performance_insights_kms_key_id` is not set")
	}
	alias := object.union(_on, {_key: "alias/aws/rds"})
	found := _found("aws_db_instance", alias, {}, {})
	found == _at("aws_db_instance", _key, ": `performance_insights_kms_key_id` is alias/aws/rds")
}

test_deny_a_member_of_a_cluster_that_names_no_key if {
	found := _found("aws_rds_cluster_instance", _on, {}, {"linked": _cluster(_on)})
	found == _at("aws_rds_cluster_instance", _key, ": `performance_insights_kms_key_id` is not set")
}

test_deny_at_what_is_unknown_at_plan if {
	key := _found("aws_db_instance", _on, {_key: true}, {})
	key == set()
	switch := _found("aws_db_instance", {}, {"performance_insights_enabled": true}, {})
	msg := ", if they are kept: `performance_insights_kms_key_id` is not set"
	switch == _at("aws_db_instance", "performance_insights_enabled", msg)
}

test_allow_a_key_of_the_customer if {
	every type in _types {
		_found(type, object.union(_on, {_key: "arn:aws:kms:eu-west-1:111122223333:key/a"}), {}, {}) == set()
	}
}

test_allow_a_member_of_a_cluster_that_names_a_key if {
	_found("aws_rds_cluster_instance", _on, {}, {"linked": _keyed}) == set()
	_found("aws_rds_cluster_instance", _on, {}, {"maybe_linked": _keyed}) == set()
}

test_allow_what_keeps_no_queries if {
	_found("aws_db_instance", {"performance_insights_enabled": false}, {_key: true}, {}) == set()
	_found("aws_db_instance", {}, {}, {}) == set()
	_found("aws_db_instance", {_key: "k"}, {"performance_insights_enabled": true}, {}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
