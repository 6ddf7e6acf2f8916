package rules.aws.rds.rds_cluster_encryption_test

import rego.v1

import data.rules.aws.rds.rds_cluster_encryption as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_cluster(values, unknown) := _found("aws_rds_cluster", values, unknown)

_global(values, unknown) := _found("aws_rds_global_cluster", values, unknown)

_at_storage(type, state) := {{
	"address": sprintf("%s.db", [type]),
	"path": ["storage_encrypted"],
	"msg": sprintf("storage is not encrypted: `storage_encrypted` is %s", [state]),
}}

_unless(type, key) := {{
	"address": sprintf("%s.db", [type]),
	"path": [key],
	"msg": sprintf("storage is not encrypted, unless `%s` makes it so", [key]),
}}

test_deny_encryption_turned_off_or_left_out if {
	_cluster({"storage_encrypted": false, "engine_mode": "provisioned"}, {}) == _at_storage("aws_rds_cluster", "false")
	_cluster({"snapshot_identifier": ""}, {"kms_key_id": true}) == _at_storage("aws_rds_cluster", "not set")
	_global({"global_cluster_identifier": "world"}, {}) == _at_storage("aws_rds_global_cluster", "not set")
}

test_deny_a_member_that_turns_encryption_off if {
	found := _cluster({"storage_encrypted": false, "global_cluster_identifier": "world"}, {})
	found == _at_storage("aws_rds_cluster", "false")
	deferred := _cluster({"storage_encrypted": false}, {"global_cluster_identifier": true})
	deferred == _at_storage("aws_rds_cluster", "false")
}

test_allow_encryption if {
	_cluster({"storage_encrypted": true}, {"snapshot_identifier": true}) == set()
	_global({"storage_encrypted": true}, {}) == set()
}

test_allow_what_takes_encryption_over if {
	every key in ["replication_source_identifier", "snapshot_identifier"] {
		_cluster({"storage_encrypted": false, key: "main"}, {}) == set()
	}
	_cluster({"restore_to_point_in_time": [{"use_latest_restorable_time": true}]}, {}) == set()
	_cluster({"global_cluster_identifier": "world"}, {"engine_mode": true}) == set()
	_global({"source_db_cluster_identifier": "arn:aws:rds:eu-west-1:111122223333:cluster:main"}, {}) == set()
}

test_allow_serverless_that_is_always_encrypted if {
	_cluster({"engine_mode": "serverless"}, {}) == set()
}

test_deny_at_what_is_unknown_at_plan if {
	_cluster({}, {"snapshot_identifier": true}) == _unless("aws_rds_cluster", "snapshot_identifier")
	_cluster({}, {"global_cluster_identifier": true}) == _unless("aws_rds_cluster", "global_cluster_identifier")
	_cluster({}, {"engine_mode": true}) == _unless("aws_rds_cluster", "engine_mode")
	found := _global({}, {"source_db_cluster_identifier": true})
	found == _unless("aws_rds_global_cluster", "source_db_cluster_identifier")
}

test_allow_a_value_unknown_at_plan if {
	_cluster({}, {"storage_encrypted": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
