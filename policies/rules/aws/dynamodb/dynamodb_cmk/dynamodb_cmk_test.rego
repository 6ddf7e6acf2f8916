package rules.aws.dynamodb.dynamodb_cmk_test

import rego.v1

import data.rules.aws.dynamodb.dynamodb_cmk as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_table := "aws_dynamodb_table"

_replica := "aws_dynamodb_table_replica"

_sse := "server_side_encryption"

_msg(state) := sprintf("the key is not the customer's own: %s", [state])

_own := {_sse: [{"enabled": true, "kms_key_arn": "arn:aws:kms:eu-central-1:111122223333:key/a"}]}

test_deny_keys_of_aws if {
	owned := rule.deny with input as _one(_table, {_sse: []}, {})
	owned == _at(_table, [_sse], _msg("`server_side_encryption` is not set"))
	off := rule.deny with input as _one(_table, {_sse: [{"enabled": false, "kms_key_arn": "alias/a"}]}, {})
	off == _at(_table, [_sse, 0, "enabled"], _msg("`enabled` is false"))
	managed := rule.deny with input as _one(_table, {_sse: [{"enabled": true}]}, {})
	managed == _at(_table, [_sse, 0, "kms_key_arn"], _msg("`kms_key_arn` is not set"))
	alias := rule.deny with input as _one(_table, {_sse: [{"enabled": true, "kms_key_arn": "alias/aws/dynamodb"}]}, {})
	alias == _at(_table, [_sse, 0, "kms_key_arn"], _msg("`kms_key_arn` is alias/aws/dynamodb"))
}

test_deny_replicas_without_a_key if {
	inside := {"replica": [{"region_name": "eu-west-1", "kms_key_arn": "arn"}, {"region_name": "us-east-1"}]}
	found := rule.deny with input as _one(_table, object.union(_own, inside), {})
	found == _at(_table, ["replica", 1, "kms_key_arn"], _msg("`kms_key_arn` is not set"))
	beside := rule.deny with input as _one(_replica, {"global_table_arn": "arn"}, {})
	beside == _at(_replica, ["kms_key_arn"], _msg("`kms_key_arn` is not set"))
}

test_allow_keys_of_the_customer if {
	table := rule.deny with input as _one(_table, _own, {})
	table == set()
	replica := rule.deny with input as _one(_replica, {"kms_key_arn": "arn"}, {})
	replica == set()
}

test_allow_keys_unknown_at_plan if {
	table := rule.deny with input as _one(_table, {_sse: [{"enabled": true}]}, {_sse: [{"kms_key_arn": true}]})
	table == set()
	unknown_block := rule.deny with input as _one(_table, {}, {_sse: true})
	unknown_block == set()
	inside := rule.deny with input as _one(
		_table,
		object.union(_own, {"replica": [{"region_name": "eu-west-1"}]}),
		{"replica": [{"kms_key_arn": true}]},
	)
	inside == set()
	replica := rule.deny with input as _one(_replica, {}, {"kms_key_arn": true})
	replica == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
