package rules.aws.iam.iam_user_created_test

import rego.v1

import data.rules.aws.iam.iam_user_created as rule

_msg := "an IAM user holds credentials that do not end by themselves"

test_deny_each_user if {
	found := rule.deny with input as {"resources": {"aws_iam_user": [
		{"address": sprintf("aws_iam_user.u[%d]", [i]), "values": {"name": "ci"}, "unknown": {}} |
			some i in [0, 1]
	]}}
	found == {
		{"address": "aws_iam_user.u[0]", "path": [], "msg": _msg},
		{"address": "aws_iam_user.u[1]", "path": [], "msg": _msg},
	}
}

test_deny_a_user_whose_name_is_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_user": [{
		"address": "aws_iam_user.u",
		"values": {},
		"unknown": {"name": true},
	}]}}
	found == {{"address": "aws_iam_user.u", "path": [], "msg": _msg}}
}

test_allow_other_identities if {
	found := rule.deny with input as {"resources": {"aws_iam_role": [{
		"address": "aws_iam_role.r",
		"values": {"name": "ci"},
		"unknown": {},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
