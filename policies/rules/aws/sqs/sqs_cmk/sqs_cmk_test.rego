package rules.aws.sqs.sqs_cmk_test

import rego.v1

import data.rules.aws.sqs.sqs_cmk as rule

_one(values, unknown) := {"resources": {"aws_sqs_queue": [{
	"address": "aws_sqs_queue.x",
	"type": "aws_sqs_queue",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_sqs_queue.x", "path": path, "msg": msg}}

_msg(state) := sprintf("the key is not the customer's own: `kms_master_key_id` is %s", [state])

test_deny_keys_of_aws if {
	every values in [{}, {"sqs_managed_sse_enabled": true}, {"sqs_managed_sse_enabled": false}] {
		found := rule.deny with input as _one(values, {})
		found == _at(["kms_master_key_id"], _msg("not set"))
	}
	managed := rule.deny with input as _one({"kms_master_key_id": "alias/aws/sqs"}, {})
	managed == _at(["kms_master_key_id"], _msg("alias/aws/sqs"))
}

test_allow_a_key_of_the_customer if {
	found := rule.deny with input as _one({"kms_master_key_id": "alias/shop"}, {})
	found == set()
}

test_allow_a_key_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"kms_master_key_id": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
