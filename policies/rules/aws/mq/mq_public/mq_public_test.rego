package rules.aws.mq.mq_public_test

import rego.v1

import data.rules.aws.mq.mq_public as rule

_broker(values, unknown) := {"resources": {"aws_mq_broker": [{
	"address": "aws_mq_broker.b",
	"type": "aws_mq_broker",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_public_broker if {
	found := rule.deny with input as _broker({"publicly_accessible": true}, {})
	found == {{
		"address": "aws_mq_broker.b",
		"path": ["publicly_accessible"],
		"msg": "broker is publicly accessible: `publicly_accessible` is true",
	}}
}

test_allow_a_private_broker if {
	off := rule.deny with input as _broker({"publicly_accessible": false}, {})
	off == set()
	left_out := rule.deny with input as _broker({}, {})
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _broker({}, {"publicly_accessible": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
