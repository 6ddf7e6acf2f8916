package rules.aws.elasticache.elasticache_encryption_at_rest_test

import rego.v1

import data.rules.aws.elasticache.elasticache_encryption_at_rest as rule

_one(values, unknown) := {"resources": {"aws_elasticache_replication_group": [{
	"address": "aws_elasticache_replication_group.x",
	"type": "aws_elasticache_replication_group",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_elasticache_replication_group.x", "path": path, "msg": msg}}

_switch := "at_rest_encryption_enabled"

_not_encrypted(state) := _at([_switch], sprintf("the cache is not encrypted at rest: `%s` is %s", [_switch, state]))

test_deny_encryption_turned_off if {
	every off in [false, "false"] {
		found := rule.deny with input as _one({"engine": "valkey", _switch: off}, {})
		found == _not_encrypted("false")
	}
}

test_deny_redis_that_says_nothing if {
	every values in [{"engine": "redis"}, {}] {
		found := rule.deny with input as _one(values, {})
		found == _not_encrypted("not set")
	}
}

test_deny_at_an_engine_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"engine": true})
	found == _at(["engine"], "the cache is not encrypted at rest, unless the engine is Valkey")
	on := rule.deny with input as _one({_switch: "true"}, {"engine": true})
	on == set()
	off := rule.deny with input as _one({_switch: "false"}, {"engine": true})
	off == _not_encrypted("false")
}

test_deny_at_a_global_datastore_unknown_at_plan if {
	found := rule.deny with input as _one({"engine": "redis"}, {"global_replication_group_id": true})
	found == _at(
		["global_replication_group_id"],
		"the cache is not encrypted at rest, unless `global_replication_group_id` names a datastore that is",
	)
}

test_allow_encryption if {
	every values in [{_switch: true}, {_switch: "true"}, {"engine": "valkey"}] {
		found := rule.deny with input as _one(values, {})
		found == set()
	}
}

test_allow_a_secondary_of_a_global_datastore if {
	found := rule.deny with input as _one({"engine": "redis", "global_replication_group_id": "ldgnf-shop"}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({"engine": "redis"}, {_switch: true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
