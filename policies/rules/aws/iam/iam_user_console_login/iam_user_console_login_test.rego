package rules.aws.iam.iam_user_console_login_test

import rego.v1

import data.rules.aws.iam.iam_user_console_login as rule

_profile(values, unknown) := {"resources": {"aws_iam_user_login_profile": [{
	"address": "aws_iam_user_login_profile.p",
	"values": values,
	"unknown": unknown,
}]}}

_found := {{"address": "aws_iam_user_login_profile.p", "path": [], "msg": "a user gets a password for the console"}}

test_deny_a_login_profile if {
	found := rule.deny with input as _profile({"user": "eve", "password_reset_required": true}, {})
	found == _found
}

test_deny_a_profile_whose_user_is_unknown_at_plan if {
	found := rule.deny with input as _profile({}, {"user": true})
	found == _found
}

test_allow_a_user_without_a_profile if {
	found := rule.deny with input as {"resources": {"aws_iam_user": [{
		"address": "aws_iam_user.u",
		"values": {"name": "eve"},
		"unknown": {},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
