package rules.aws.rds.rds_cluster_cmk_test

import rego.v1

import data.rules.aws.rds.rds_cluster_cmk as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_rds_cluster": [{
		"address": "aws_rds_cluster.db",
		"type": "aws_rds_cluster",
		"values": values,
		"unknown": unknown,
	}]}}
}

_at_key(state) := {{
	"address": "aws_rds_cluster.db",
	"path": ["kms_key_id"],
	"msg": sprintf("the key is one of AWS: `kms_key_id` is %s", [state]),
}}

test_deny_a_key_of_aws if {
	_found({"storage_encrypted": true}, {}) == _at_key("not set")
	_found({"engine_mode": "serverless"}, {}) == _at_key("not set")
	alias := "arn:aws:kms:eu-west-1:111122223333:alias/aws/rds"
	_found({"storage_encrypted": true, "kms_key_id": alias}, {}) == _at_key(alias)
}

test_allow_a_key_unknown_at_plan if {
	_found({"storage_encrypted": true}, {"kms_key_id": true}) == set()
}

test_allow_a_key_of_the_customer if {
	key := "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666"
	_found({"storage_encrypted": true, "kms_key_id": key}, {}) == set()
}

test_allow_what_has_no_key_or_that_of_its_source if {
	_found({"storage_encrypted": false}, {}) == set()
	_found({"storage_encrypted": true, "snapshot_identifier": "before"}, {}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
