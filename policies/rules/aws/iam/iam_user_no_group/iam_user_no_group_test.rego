package rules.aws.iam.iam_user_no_group_test

import rego.v1

import data.rules.aws.iam.iam_user_no_group as rule

_user(linked, maybe) := {"resources": {"aws_iam_user": [{
	"address": "aws_iam_user.u",
	"values": {"name": "eve"},
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_by_group := {"aws_iam_group_membership": [{
	"address": "aws_iam_group_membership.m",
	"values": {"group": "operators"},
	"unknown": {"users": true},
	"via": {"here": [], "there": ["users"]},
}]}

_by_user(values, unknown) := {"aws_iam_user_group_membership": [{
	"address": "aws_iam_user_group_membership.m",
	"values": values,
	"unknown": unknown,
	"via": {"here": [], "there": ["user"]},
}]}

_found := {{
	"address": "aws_iam_user.u",
	"path": [],
	"msg": "the user is in no group",
	"without": {"aws_iam_group_membership", "aws_iam_user_group_membership"},
}}

test_deny_a_user_alone if {
	found := rule.deny with input as _user({}, {})
	found == _found
}

test_deny_a_membership_of_no_groups if {
	found := rule.deny with input as _user(_by_user({"user": "eve", "groups": []}, {}), {})
	found == _found
}

test_deny_a_membership_that_may_be_of_another_user if {
	found := rule.deny with input as _user({}, _by_group)
	found == _found
}

test_allow_members if {
	by_group := rule.deny with input as _user(_by_group, {})
	by_group == set()
	by_user := rule.deny with input as _user(_by_user({"groups": ["operators"]}, {}), {})
	by_user == set()
}

test_allow_groups_unknown_at_plan if {
	found := rule.deny with input as _user(_by_user({"user": "eve"}, {"groups": true}), {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
