package rules.aws.iam.iam_password_reuse_test

import rego.v1

import data.rules.aws.iam.iam_password_reuse as rule

_policy(values, unknown) := {"resources": {"aws_iam_account_password_policy": [{
	"address": "aws_iam_account_password_policy.p",
	"type": "aws_iam_account_password_policy",
	"values": values,
	"unknown": unknown,
}]}}

_at(msg) := {"address": "aws_iam_account_password_policy.p", "path": ["password_reuse_prevention"], "msg": msg}

test_deny_a_short_memory if {
	found := rule.deny with input as _policy({"password_reuse_prevention": 4}, {})
	found == {_at("old passwords may be used again: `password_reuse_prevention` is 4")}
}

test_deny_a_memory_left_out if {
	found := rule.deny with input as _policy({}, {})
	found == {_at("old passwords may be used again: `password_reuse_prevention` is not set")}
}

test_allow_a_memory_of_24 if {
	found := rule.deny with input as _policy({"password_reuse_prevention": 24}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _policy({}, {"password_reuse_prevention": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
