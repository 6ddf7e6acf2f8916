package rules.aws.elasticache.elasticache_backup_test

import rego.v1

import data.rules.aws.elasticache.elasticache_backup as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_group := "aws_elasticache_replication_group"

_single := ["aws_elasticache_cluster", "aws_elasticache_serverless_cache"]

_limit := "snapshot_retention_limit"

test_deny_caches_without_snapshots if {
	group := rule.deny with input as _one(_group, {}, {})
	group == _at(_group, [_limit], "no snapshots are kept: `snapshot_retention_limit` is not set")
	every type in _single {
		every engine in ["redis", "valkey"] {
			found := rule.deny with input as _one(type, {"engine": engine, _limit: 0}, {})
			found == _at(type, [_limit], "no snapshots are kept: `snapshot_retention_limit` is 0")
		}
	}
}

test_deny_at_an_engine_unknown_at_plan if {
	every type in _single {
		found := rule.deny with input as _one(type, {}, {"engine": true})
		found == _at(type, ["engine"], "no snapshots are kept, unless the engine is Memcached")
		kept := rule.deny with input as _one(type, {_limit: 1}, {"engine": true})
		kept == set()
	}
}

test_allow_snapshots if {
	every type in array.concat(_single, [_group]) {
		found := rule.deny with input as _one(type, {"engine": "redis", _limit: 1}, {})
		found == set()
	}
}

test_allow_what_keeps_none_of_its_own if {
	memcached := rule.deny with input as _one("aws_elasticache_cluster", {"engine": "memcached"}, {})
	memcached == set()
	member := rule.deny with input as _one("aws_elasticache_cluster", {"engine": "redis"}, {"replication_group_id": true})
	member == set()
	secondary := rule.deny with input as _one(_group, {"global_replication_group_id": "ldgnf-shop"}, {})
	secondary == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one(_group, {}, {_limit: true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
