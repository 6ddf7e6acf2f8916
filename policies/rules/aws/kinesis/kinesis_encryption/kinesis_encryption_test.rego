package rules.aws.kinesis.kinesis_encryption_test

import rego.v1

import data.rules.aws.kinesis.kinesis_encryption as rule

_one(values, unknown) := {"resources": {"aws_kinesis_stream": [{
	"address": "aws_kinesis_stream.x",
	"type": "aws_kinesis_stream",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_kinesis_stream.x", "path": path, "msg": msg}}

test_deny_a_stream_without_encryption if {
	unset := rule.deny with input as _one({"name": "clicks"}, {})
	unset == _at(["encryption_type"], "the stream is not encrypted: `encryption_type` is not set")
	none := rule.deny with input as _one({"encryption_type": "NONE", "kms_key_id": "alias/a"}, {})
	none == _at(["encryption_type"], "the stream is not encrypted: `encryption_type` is NONE")
}

test_allow_encryption if {
	found := rule.deny with input as _one({"encryption_type": "KMS"}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"encryption_type": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
