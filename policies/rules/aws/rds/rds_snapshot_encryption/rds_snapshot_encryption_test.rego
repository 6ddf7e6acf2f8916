package rules.aws.rds.rds_snapshot_encryption_test

import rego.v1

import data.rules.aws.rds.rds_snapshot_encryption as rule

_found(type, values) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.s", [type]),
		"type": type,
		"values": values,
		"unknown": {},
	}]}}
}

_switches := {
	"aws_db_snapshot": "encrypted",
	"aws_db_snapshot_copy": "encrypted",
	"aws_db_cluster_snapshot": "storage_encrypted",
	"aws_rds_cluster_snapshot_copy": "storage_encrypted",
}

test_deny_every_snapshot_in_clear if {
	every type, switch in _switches {
		_found(type, {switch: false}) == {{
			"address": sprintf("%s.s", [type]),
			"path": [switch],
			"msg": sprintf("the snapshot is not encrypted: `%s` is false", [switch]),
		}}
	}
}

test_allow_an_encrypted_snapshot if {
	every type, switch in _switches {
		_found(type, {switch: true}) == set()
	}
}

test_allow_a_new_snapshot_of_which_it_is_unknown if {
	every type, _ in _switches {
		_found(type, {}) == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
