package rules.aws.neptune.neptune_encryption_test

import rego.v1

import data.rules.aws.neptune.neptune_encryption as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_cluster := "aws_neptune_cluster"

_global := "aws_neptune_global_cluster"

_snapshot := "aws_neptune_cluster_snapshot"

_switch := "storage_encrypted"

test_deny_what_is_not_encrypted if {
	every type in [_cluster, _global] {
		off := rule.deny with input as _one(type, {_switch: false}, {})
		off == _at(type, [_switch], "storage is not encrypted: `storage_encrypted` is false")
		unset := rule.deny with input as _one(type, {"snapshot_identifier": ""}, {})
		unset == _at(type, [_switch], "storage is not encrypted: `storage_encrypted` is not set")
	}
}

test_deny_a_snapshot_that_is_known_not_to_be_encrypted if {
	found := rule.deny with input as _one(_snapshot, {_switch: false}, {})
	found == _at(_snapshot, [_switch], "the snapshot is not encrypted: `storage_encrypted` is false")
}

test_deny_at_sources_unknown_at_plan if {
	every source in ["snapshot_identifier", "replication_source_identifier", "global_cluster_identifier"] {
		found := rule.deny with input as _one(_cluster, {_switch: false}, {source: true})
		found == _at(
			_cluster,
			[source],
			sprintf("storage is not encrypted, unless `%s` names a source that is", [source]),
		)
	}
	member := rule.deny with input as _one(_global, {}, {"source_db_cluster_identifier": true})
	member == _at(
		_global,
		["source_db_cluster_identifier"],
		"storage is not encrypted, unless `source_db_cluster_identifier` names a source that is",
	)
}

test_allow_what_is_encrypted if {
	every type in [_cluster, _global, _snapshot] {
		found := rule.deny with input as _one(type, {_switch: true}, {})
		found == set()
	}
}

test_allow_what_takes_encryption_over if {
	every source in [
		{"snapshot_identifier": "before-move"},
		{"replication_source_identifier": "arn"},
		{"global_cluster_identifier": "world"},
	] {
		found := rule.deny with input as _one(_cluster, source, {})
		found == set()
	}
	found := rule.deny with input as _one(_global, {"source_db_cluster_identifier": "arn"}, {})
	found == set()
}

test_allow_values_unknown_at_plan if {
	every type in [_cluster, _global, _snapshot] {
		found := rule.deny with input as _one(type, {}, {_switch: true})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
