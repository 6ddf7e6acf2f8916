package rules.aws.kms.kms_key_rotation_test

import rego.v1

import data.rules.aws.kms.kms_key_rotation as rule

_key(values, unknown) := {"resources": {"aws_kms_key": [{
	"address": "aws_kms_key.k",
	"type": "aws_kms_key",
	"values": values,
	"unknown": unknown,
}]}}

_at_rotation(msg) := {"address": "aws_kms_key.k", "path": ["enable_key_rotation"], "msg": msg}

test_deny_a_key_that_says_nothing if {
	found := rule.deny with input as _key({}, {})
	found == {_at_rotation("key is never rotated: `enable_key_rotation` is not set")}
}

test_deny_rotation_turned_off if {
	found := rule.deny with input as _key(
		{
			"customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT",
			"is_enabled": true, "enable_key_rotation": false, "custom_key_store_id": "",
		},
		{},
	)
	found == {_at_rotation("key is never rotated: `enable_key_rotation` is false")}
}

test_allow_rotation if {
	found := rule.deny with input as _key({"enable_key_rotation": true}, {})
	found == set()
}

test_allow_keys_that_cannot_rotate if {
	asymmetric := rule.deny with input as _key({"customer_master_key_spec": "RSA_2048"}, {})
	asymmetric == set()
	mac := rule.deny with input as _key({"key_usage": "GENERATE_VERIFY_MAC"}, {})
	mac == set()
	disabled := rule.deny with input as _key({"is_enabled": false}, {})
	disabled == set()
	custom := rule.deny with input as _key({"custom_key_store_id": "cks-1"}, {})
	custom == set()
	custom_later := rule.deny with input as _key({}, {"custom_key_store_id": true})
	custom_later == set()
}

test_allow_values_unknown_at_plan if {
	rotation := rule.deny with input as _key({}, {"enable_key_rotation": true})
	rotation == set()
	usage := rule.deny with input as _key({"enable_key_rotation": false}, {"key_usage": true})
	usage == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
