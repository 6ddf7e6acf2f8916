package rules.aws.rds.rds_iam_auth_test

import rego.v1

import data.rules.aws.rds.rds_iam_auth as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.db", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {"address": sprintf("%s.db", [type]), "path": path, "msg": msg}

_key := "iam_database_authentication_enabled"

_unset := "users sign in with passwords alone: `iam_database_authentication_enabled` is not set"

test_deny_engines_that_could if {
	every engine in ["mariadb", "mysql", "postgres"] {
		found := rule.deny with input as _one("aws_db_instance", {"engine": engine}, {})
		found == {_at("aws_db_instance", [_key], _unset)}
	}
	every engine in ["aurora-mysql", "aurora-postgresql"] {
		found := rule.deny with input as _one("aws_rds_cluster", {"engine": engine, "engine_mode": "provisioned"}, {})
		found == {_at("aws_rds_cluster", [_key], _unset)}
	}
}

test_deny_what_is_turned_off if {
	found := rule.deny with input as _one("aws_db_instance", {"engine": "mysql", _key: false}, {})
	msg := "users sign in with passwords alone: `iam_database_authentication_enabled` is false"
	found == {_at("aws_db_instance", [_key], msg)}
}

test_allow_what_is_turned_on if {
	found := rule.deny with input as _one("aws_db_instance", {"engine": "postgres", _key: true}, {})
	found == set()
}

test_allow_what_cannot_do_it if {
	every engine in ["sqlserver-ex", "oracle-se2", "db2-se", "custom-oracle-ee"] {
		found := rule.deny with input as _one("aws_db_instance", {"engine": engine}, {})
		found == set()
	}
	serverless := rule.deny with input as _one(
		"aws_rds_cluster",
		{"engine": "aurora-mysql", "engine_mode": "serverless"},
		{},
	)
	serverless == set()
}

test_allow_a_copy_that_names_no_engine if {
	found := rule.deny with input as _one("aws_db_instance", {"replicate_source_db": "main"}, {})
	found == set()
}

test_deny_at_an_engine_unknown_at_plan if {
	found := rule.deny with input as _one("aws_db_instance", {}, {"engine": true})
	msg := "users sign in with passwords alone, if the engine can do better"
	found == {_at("aws_db_instance", ["engine"], msg)}
	on := rule.deny with input as _one("aws_db_instance", {_key: true}, {"engine": true})
	on == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one("aws_rds_cluster", {"engine": "aurora-mysql"}, {_key: true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
