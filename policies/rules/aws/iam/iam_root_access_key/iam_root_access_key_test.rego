package rules.aws.iam.iam_root_access_key_test

import rego.v1

import data.rules.aws.iam.iam_root_access_key as rule

_key(values, unknown, linked) := {"resources": {"aws_iam_access_key": [{
	"address": "aws_iam_access_key.k",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": {},
}]}}

test_deny_a_key_for_root if {
	found := rule.deny with input as _key({"user": "root", "status": "Inactive"}, {}, {})
	found == {{"address": "aws_iam_access_key.k", "path": ["user"], "msg": "the access key is for the root user"}}
}

test_allow_a_key_of_an_iam_user if {
	found := rule.deny with input as _key({"user": "ci"}, {}, {})
	found == set()
	named_root := rule.deny with input as _key({"user": "root"}, {}, {"aws_iam_user": [{
		"address": "aws_iam_user.u",
		"values": {"name": "root"},
		"unknown": {},
		"via": {"here": ["user"], "there": []},
	}]})
	named_root == set()
}

test_allow_a_user_unknown_at_plan if {
	found := rule.deny with input as _key({}, {"user": true}, {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
