package rules.aws.elasticache.elasticache_transit_encryption_test

import rego.v1

import data.rules.aws.elasticache.elasticache_transit_encryption as rule

_group(values, unknown) := {"resources": {"aws_elasticache_replication_group": [{
	"address": "aws_elasticache_replication_group.g",
	"type": "aws_elasticache_replication_group",
	"values": values,
	"unknown": unknown,
}]}}

_at_switch(msg) := {
	"address": "aws_elasticache_replication_group.g",
	"path": ["transit_encryption_enabled"],
	"msg": msg,
}

test_deny_encryption_turned_off if {
	found := rule.deny with input as _group({"transit_encryption_enabled": false}, {})
	found == {_at_switch("traffic is not encrypted: `transit_encryption_enabled` is false")}
}

test_deny_encryption_left_out if {
	found := rule.deny with input as _group({"engine": "valkey"}, {})
	found == {_at_switch("traffic is not encrypted: `transit_encryption_enabled` is not set")}
}

test_allow_encryption if {
	found := rule.deny with input as _group({"transit_encryption_enabled": true}, {})
	found == set()
}

test_allow_a_secondary_of_a_global_datastore if {
	found := rule.deny with input as _group({"global_replication_group_id": "ldgnf-shop"}, {})
	found == set()
}

test_deny_at_a_global_datastore_unknown_at_plan if {
	found := rule.deny with input as _group({}, {"global_replication_group_id": true})
	found == {{
		"address": "aws_elasticache_replication_group.g",
		"path": ["global_replication_group_id"],
		"msg": "traffic is not encrypted, unless `global_replication_group_id` names a datastore whose traffic is",
	}}
}

_node(values, unknown) := {"resources": {"aws_elasticache_cluster": [{
	"address": "aws_elasticache_cluster.n",
	"type": "aws_elasticache_cluster",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_node_alone if {
	found := rule.deny with input as _node({"engine": "redis"}, {})
	found == {{
		"address": "aws_elasticache_cluster.n",
		"path": ["transit_encryption_enabled"],
		"msg": "traffic of a node outside of a replication group is not encrypted",
	}}
}

test_allow_memcached_and_members_of_a_group if {
	every values in [{"engine": "memcached"}, {}, {"replication_group_id": "g", "engine": "redis"}] {
		found := rule.deny with input as _node(values, {})
		found == set()
	}
	member := rule.deny with input as _node({"engine": "redis"}, {"replication_group_id": true})
	member == set()
}

test_deny_at_an_engine_unknown_at_plan if {
	found := rule.deny with input as _node({}, {"engine": true})
	found == {{
		"address": "aws_elasticache_cluster.n",
		"path": ["engine"],
		"msg": "traffic of Redis OSS or Valkey is not encrypted, if that is the engine",
	}}
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _group({}, {"transit_encryption_enabled": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
