package rules.aws.sns.sns_encryption_test

import rego.v1

import data.rules.aws.sns.sns_encryption as rule

_one(values, unknown) := {"resources": {"aws_sns_topic": [{
	"address": "aws_sns_topic.x",
	"type": "aws_sns_topic",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_sns_topic.x", "path": path, "msg": msg}}

test_deny_a_topic_without_a_key if {
	every values in [{}, {"kms_master_key_id": ""}] {
		found := rule.deny with input as _one(values, {})
		found == _at(["kms_master_key_id"], "messages are not encrypted with KMS: `kms_master_key_id` is not set")
	}
}

test_allow_keys if {
	every key in ["alias/aws/sns", "alias/shop"] {
		found := rule.deny with input as _one({"kms_master_key_id": key}, {})
		found == set()
	}
}

test_allow_a_key_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"kms_master_key_id": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
