package rules.aws.iam.iam_password_expiry_test

import rego.v1

import data.rules.aws.iam.iam_password_expiry as rule

_policy(values, unknown) := {"resources": {"aws_iam_account_password_policy": [{
	"address": "aws_iam_account_password_policy.p",
	"type": "aws_iam_account_password_policy",
	"values": values,
	"unknown": unknown,
}]}}

_at(msg) := {"address": "aws_iam_account_password_policy.p", "path": ["max_password_age"], "msg": msg}

test_deny_passwords_that_never_expire if {
	found := rule.deny with input as _policy({"max_password_age": 0}, {})
	found == {_at("passwords stay good for long: `max_password_age` is 0")}
}

test_deny_more_than_90_days if {
	found := rule.deny with input as _policy({"max_password_age": 91}, {})
	found == {_at("passwords stay good for long: `max_password_age` is 91")}
}

test_deny_an_age_left_out if {
	found := rule.deny with input as _policy({}, {})
	found == {_at("passwords stay good for long: `max_password_age` is not set")}
}

test_allow_90_days if {
	found := rule.deny with input as _policy({"max_password_age": 90}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _policy({}, {"max_password_age": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
