package rules.aws.rds.rds_snapshot_copy_cmk_test

import rego.v1

import data.rules.aws.rds.rds_snapshot_copy_cmk as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.c", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_types := ["aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy", "aws_db_instance_automated_backups_replication"]

_at_key(type, state) := {{
	"address": sprintf("%s.c", [type]),
	"path": ["kms_key_id"],
	"msg": sprintf("the copy names no key of the customer: `kms_key_id` is %s", [state]),
}}

test_deny_every_type_without_a_key if {
	every type in _types {
		_found(type, {}, {}) == _at_key(type, "not set")
		_found(type, {"kms_key_id": "alias/aws/rds"}, {}) == _at_key(type, "alias/aws/rds")
	}
}

test_allow_a_key_unknown_at_plan if {
	_found("aws_db_snapshot_copy", {}, {"kms_key_id": true}) == set()
}

test_allow_a_key_of_the_customer if {
	every type in _types {
		_found(type, {"kms_key_id": "arn:aws:kms:eu-west-1:111122223333:alias/orders"}, {}) == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
