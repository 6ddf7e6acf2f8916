package rules.aws.elasticache.elasticache_auth_token_test

import rego.v1

import data.rules.aws.elasticache.elasticache_auth_token as rule

_group(values, unknown, linked) := {"resources": {"aws_elasticache_replication_group": [{
	"address": "aws_elasticache_replication_group.g",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": {},
}]}}

_encrypted := {"engine": "valkey", "transit_encryption_enabled": true}

_users := {"aws_elasticache_user_group": [{
	"address": "aws_elasticache_user_group.u",
	"values": {},
	"unknown": {},
	"via": {"here": ["user_group_ids"], "there": []},
}]}

_depends(key) := {
	"address": "aws_elasticache_replication_group.g",
	"path": [key],
	"msg": sprintf("whether anybody needs credentials depends on `%s`, which is known only after apply", [key]),
}

test_deny_a_group_without_credentials if {
	found := rule.deny with input as _group(object.union(_encrypted, {"auth_token": "", "user_group_ids": []}), {}, {})
	found == {{
		"address": "aws_elasticache_replication_group.g",
		"path": ["auth_token"],
		"msg": "neither `auth_token` nor `user_group_ids` is set",
	}}
}

test_allow_a_token_and_user_groups if {
	every credentials in [{"auth_token": "correct-horse-battery"}, {"user_group_ids": ["sessions"]}] {
		found := rule.deny with input as _group(object.union(_encrypted, credentials), {}, {})
		found == set()
	}
}

test_allow_groups_that_cannot_have_a_token if {
	plain := rule.deny with input as _group({"transit_encryption_enabled": false}, {}, {})
	plain == set()
	unset := rule.deny with input as _group({"engine": "redis"}, {}, {})
	unset == set()
}

test_allow_a_secondary_of_a_global_datastore if {
	secondary := object.union(_encrypted, {"global_replication_group_id": "ldgnf-shop"})
	found := rule.deny with input as _group(secondary, {}, {})
	found == set()
}

test_deny_at_credentials_unknown_at_plan if {
	every key in ["auth_token", "user_group_ids"] {
		found := rule.deny with input as _group(_encrypted, {key: true}, {})
		found == {_depends(key)}
		either := rule.deny with input as _group({}, {key: true, "transit_encryption_enabled": true}, {})
		either == {_depends(key)}
	}
}

test_deny_at_encryption_unknown_at_plan if {
	found := rule.deny with input as _group({}, {"transit_encryption_enabled": true}, {})
	found == {_depends("transit_encryption_enabled")}
	token := rule.deny with input as _group({"auth_token": "x"}, {"transit_encryption_enabled": true}, {})
	token == set()
}

test_allow_a_user_group_of_the_plan_whose_id_is_unknown_at_plan if {
	found := rule.deny with input as _group(_encrypted, {"user_group_ids": true}, _users)
	found == set()
}

_serverless(values, unknown) := {"resources": {"aws_elasticache_serverless_cache": [{
	"address": "aws_elasticache_serverless_cache.s",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_serverless_cache_without_users if {
	every engine in ["redis", "valkey"] {
		found := rule.deny with input as _serverless({"engine": engine}, {})
		found == {{
			"address": "aws_elasticache_serverless_cache.s",
			"path": ["user_group_id"],
			"msg": "`user_group_id` is not set",
		}}
	}
}

test_allow_a_serverless_cache_with_users_or_without_need_of_them if {
	known := rule.deny with input as _serverless({"engine": "valkey", "user_group_id": "sessions"}, {})
	known == set()
	deferred := rule.deny with input as _serverless({"engine": "valkey"}, {"user_group_id": true})
	deferred == set()
	memcached := rule.deny with input as _serverless({"engine": "memcached"}, {})
	memcached == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
