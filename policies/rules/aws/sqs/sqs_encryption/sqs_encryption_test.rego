package rules.aws.sqs.sqs_encryption_test

import rego.v1

import data.rules.aws.sqs.sqs_encryption as rule

_queue(values, unknown) := {"resources": {"aws_sqs_queue": [{
	"address": "aws_sqs_queue.q",
	"type": "aws_sqs_queue",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_encryption_turned_off if {
	found := rule.deny with input as _queue({"sqs_managed_sse_enabled": false, "kms_master_key_id": ""}, {})
	found == {{
		"address": "aws_sqs_queue.q",
		"path": ["sqs_managed_sse_enabled"],
		"msg": "encryption is off: `sqs_managed_sse_enabled` is false and `kms_master_key_id` is not set",
	}}
}

test_deny_at_a_key_unknown_at_plan if {
	found := rule.deny with input as _queue({"sqs_managed_sse_enabled": false}, {"kms_master_key_id": true})
	found == {{
		"address": "aws_sqs_queue.q",
		"path": ["kms_master_key_id"],
		"msg": "encryption depends on `kms_master_key_id`, which is known only after apply",
	}}
}

test_deny_at_a_switch_unknown_at_plan if {
	found := rule.deny with input as _queue({}, {"sqs_managed_sse_enabled": true})
	found == {{
		"address": "aws_sqs_queue.q",
		"path": ["sqs_managed_sse_enabled"],
		"msg": "encryption depends on `sqs_managed_sse_enabled`, which is known only after apply",
	}}
}

test_allow_the_default if {
	found := rule.deny with input as _queue({"name": "jobs"}, {})
	found == set()
}

test_allow_keys_of_sqs_and_kms if {
	managed := rule.deny with input as _queue({"sqs_managed_sse_enabled": true}, {})
	managed == set()
	own := rule.deny with input as _queue({"sqs_managed_sse_enabled": false, "kms_master_key_id": "alias/a"}, {})
	own == set()
	unknown_switch := rule.deny with input as _queue(
		{"kms_master_key_id": "alias/a"},
		{"sqs_managed_sse_enabled": true},
	)
	unknown_switch == set()
	unknown_key := rule.deny with input as _queue({}, {"kms_master_key_id": true})
	unknown_key == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
