package rules.aws.neptune.neptune_deletion_protection_test

import rego.v1

import data.rules.aws.neptune.neptune_deletion_protection as rule

_cluster(values, unknown) := {"resources": {"aws_neptune_cluster": [{
	"address": "aws_neptune_cluster.c",
	"type": "aws_neptune_cluster",
	"values": values,
	"unknown": unknown,
}]}}

_at(msg) := {{
	"address": "aws_neptune_cluster.c",
	"path": ["deletion_protection"],
	"msg": sprintf("one call deletes the cluster: `deletion_protection` is %s", [msg]),
}}

test_deny_no_protection if {
	off := rule.deny with input as _cluster({"deletion_protection": false}, {})
	off == _at("false")
	left_out := rule.deny with input as _cluster({"replication_source_identifier": ""}, {})
	left_out == _at("not set")
}

test_allow_protection if {
	found := rule.deny with input as _cluster({"deletion_protection": true}, {})
	found == set()
}

test_allow_replicas if {
	known := rule.deny with input as _cluster({"replication_source_identifier": "arn:aws:rds:x"}, {})
	known == set()
	deferred := rule.deny with input as _cluster({}, {"replication_source_identifier": true})
	deferred == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _cluster({}, {"deletion_protection": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
