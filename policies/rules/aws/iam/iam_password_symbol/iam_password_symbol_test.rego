package rules.aws.iam.iam_password_symbol_test

import rego.v1

import data.rules.aws.iam.iam_password_symbol as rule

_policy(values, unknown) := {"resources": {"aws_iam_account_password_policy": [{
	"address": "aws_iam_account_password_policy.p",
	"type": "aws_iam_account_password_policy",
	"values": values,
	"unknown": unknown,
}]}}

_at(msg) := {"address": "aws_iam_account_password_policy.p", "path": ["require_symbols"], "msg": msg}

test_deny_a_policy_that_does_not_ask_for_it if {
	found := rule.deny with input as _policy({"require_symbols": false}, {})
	found == {_at("passwords need no symbol: `require_symbols` is false")}
}

test_deny_a_policy_that_says_nothing if {
	found := rule.deny with input as _policy({}, {})
	found == {_at("passwords need no symbol: `require_symbols` is not set")}
}

test_allow_a_policy_that_asks_for_it if {
	found := rule.deny with input as _policy({"require_symbols": true}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _policy({}, {"require_symbols": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
