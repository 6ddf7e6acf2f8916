package rules.aws.neptune.neptune_cmk_test

import rego.v1

import data.rules.aws.neptune.neptune_cmk as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_cluster := "aws_neptune_cluster"

_other := "aws_neptunegraph_graph"

_msg(state) := sprintf("the key is not the customer's own: %s", [state])

test_deny_keys_of_aws if {
	cluster := rule.deny with input as _one(_cluster, {"storage_encrypted": true}, {})
	cluster == _at(_cluster, ["kms_key_arn"], _msg("`kms_key_arn` is not set"))
	alias := rule.deny with input as _one(_cluster, {"storage_encrypted": true, "kms_key_arn": "alias/aws/rds"}, {})
	alias == _at(_cluster, ["kms_key_arn"], _msg("`kms_key_arn` is alias/aws/rds"))
	other := rule.deny with input as _one(_other, {}, {})
	other == _at(_other, ["kms_key_identifier"], _msg("`kms_key_identifier` is not set"))
}

test_deny_a_cluster_of_which_encryption_is_unknown_at_plan if {
	found := rule.deny with input as _one(_cluster, {}, {"storage_encrypted": true})
	found == _at(_cluster, ["kms_key_arn"], _msg("`kms_key_arn` is not set"))
}

test_allow_keys_of_the_customer if {
	cluster := rule.deny with input as _one(_cluster, {"storage_encrypted": true, "kms_key_arn": "arn"}, {})
	cluster == set()
	other := rule.deny with input as _one(_other, {"kms_key_identifier": "arn"}, {})
	other == set()
}

test_allow_copies_and_what_is_not_encrypted if {
	every values in [
		{"storage_encrypted": false},
		{},
		{"storage_encrypted": true, "snapshot_identifier": "before-move"},
		{"storage_encrypted": true, "replication_source_identifier": "arn"},
	] {
		found := rule.deny with input as _one(_cluster, values, {})
		found == set()
	}
}

test_allow_keys_unknown_at_plan if {
	cluster := rule.deny with input as _one(_cluster, {"storage_encrypted": true}, {"kms_key_arn": true})
	cluster == set()
	other := rule.deny with input as _one(_other, {}, {"kms_key_identifier": true})
	other == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
