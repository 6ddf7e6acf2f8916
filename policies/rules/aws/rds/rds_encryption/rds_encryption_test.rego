package rules.aws.rds.rds_encryption_test

import rego.v1

import data.rules.aws.rds.rds_encryption as rule

_db(values, unknown) := {"resources": {"aws_db_instance": [{
	"address": "aws_db_instance.db",
	"type": "aws_db_instance",
	"values": values,
	"unknown": unknown,
}]}}

_at_storage(msg) := {"address": "aws_db_instance.db", "path": ["storage_encrypted"], "msg": msg}

_unless(source) := {
	"address": "aws_db_instance.db",
	"path": [source],
	"msg": sprintf("storage is not encrypted, unless `%s` leads to an encrypted source", [source]),
}

test_deny_encryption_turned_off if {
	found := rule.deny with input as _db({"engine": "mysql", "storage_encrypted": false}, {})
	found == {_at_storage("storage is not encrypted: `storage_encrypted` is false")}
}

test_deny_encryption_left_out if {
	found := rule.deny with input as _db(
		{"restore_to_point_in_time": [], "replicate_source_db": ""},
		{"kms_key_id": true},
	)
	found == {_at_storage("storage is not encrypted: `storage_encrypted` is not set")}
}

test_allow_encryption if {
	found := rule.deny with input as _db({"storage_encrypted": true}, {})
	found == set()
}

test_allow_copies_that_take_encryption_over if {
	replica := rule.deny with input as _db({"replicate_source_db": "main"}, {})
	replica == set()
	restored := rule.deny with input as _db({"restore_to_point_in_time": [{"use_latest_restorable_time": true}]}, {})
	restored == set()
	snapshot := rule.deny with input as _db(
		{"storage_encrypted": false, "snapshot_identifier": "before-move"},
		{"replicate_source_db": true},
	)
	snapshot == set()
}

test_deny_at_sources_unknown_at_plan if {
	snapshot := rule.deny with input as _db({"storage_encrypted": false}, {"snapshot_identifier": true})
	snapshot == {_unless("snapshot_identifier")}
	several := rule.deny with input as _db({}, {"replicate_source_db": true, "restore_to_point_in_time": true})
	several == {_unless("replicate_source_db"), _unless("restore_to_point_in_time")}
	encrypted := rule.deny with input as _db({"storage_encrypted": true}, {"snapshot_identifier": true})
	encrypted == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _db({}, {"storage_encrypted": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
