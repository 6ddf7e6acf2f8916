package rules.aws.iam.iam_group_empty_test

import rego.v1

import data.rules.aws.iam.iam_group_empty as rule

_membership(values, unknown) := {"resources": {"aws_iam_group_membership": [{
	"address": "aws_iam_group_membership.m",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_an_empty_list if {
	found := rule.deny with input as _membership({"group": "operators", "users": []}, {})
	found == {{
		"address": "aws_iam_group_membership.m",
		"path": ["users"],
		"msg": "the group is empty: `users` lists nobody",
	}}
}

test_allow_a_list_of_users if {
	found := rule.deny with input as _membership({"group": "operators", "users": ["eve"]}, {})
	found == set()
}

test_allow_users_unknown_at_plan if {
	found := rule.deny with input as _membership({"group": "operators"}, {"users": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
