package rules.aws.iam.iam_password_min_length_test

import rego.v1

import data.rules.aws.iam.iam_password_min_length as rule

_policy(values, unknown) := {"resources": {"aws_iam_account_password_policy": [{
	"address": "aws_iam_account_password_policy.p",
	"type": "aws_iam_account_password_policy",
	"values": values,
	"unknown": unknown,
}]}}

_at(msg) := {"address": "aws_iam_account_password_policy.p", "path": ["minimum_password_length"], "msg": msg}

test_deny_a_length_below_14 if {
	found := rule.deny with input as _policy({"minimum_password_length": 13}, {})
	found == {_at("passwords may be short: `minimum_password_length` is 13")}
}

test_deny_a_length_left_out if {
	found := rule.deny with input as _policy({}, {})
	found == {_at("passwords may be short: `minimum_password_length` is not set")}
}

test_allow_a_length_of_14 if {
	found := rule.deny with input as _policy({"minimum_password_length": 14}, {})
	found == set()
}

test_allow_a_greater_length if {
	found := rule.deny with input as _policy({"minimum_password_length": 20}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _policy({}, {"minimum_password_length": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
