package rules.aws.iam.iam_policy_full_admin_test

import rego.v1

import data.rules.aws.iam.iam_policy_full_admin as rule

_policy(statements) := {"resources": {"aws_iam_policy": [{
	"address": "aws_iam_policy.p",
	"type": "aws_iam_policy",
	"values": {"policy": json.marshal({"Version": "2012-10-17", "Statement": statements})},
	"unknown": {},
}]}}

_admin := `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`

_at_policy(msg) := {"address": "aws_iam_policy.p", "path": ["policy"], "msg": msg}

test_deny_every_action_on_every_resource if {
	found := rule.deny with input as _policy({"Sid": "Admin", "Effect": "Allow", "Action": "*", "Resource": "*"})
	found == {_at_policy("statement `Admin` allows every action on every resource")}
}

test_deny_however_it_is_spelt if {
	found := rule.deny with input as _policy([
		{"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "*"},
		{"Effect": "Allow", "Action": ["s3:Get*", "*:*"], "Resource": ["arn:aws:s3:::b", "arn:aws:*:*:*:*"]},
	])
	found == {_at_policy("Statement[1] allows every action on every resource")}
}

test_deny_under_conditions if {
	found := rule.deny with input as _policy([{
		"Effect": "Allow", "Action": "*", "Resource": "*",
		"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
	}])
	found == {_at_policy("Statement[0] allows every action on every resource, under conditions")}
}

test_deny_with_resources_left_out if {
	found := rule.deny with input as _policy([{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b"}])
	found == {_at_policy("Statement[0] allows every action on every resource but those of NotResource")}
}

test_deny_inline_policies if {
	found := rule.deny with input as {"resources": {
		"aws_iam_role": [{
			"address": "aws_iam_role.r",
			"values": {"inline_policy": [{"name": "x"}, {"name": "y", "policy": _admin}]},
			"unknown": {},
		}],
		"aws_ssoadmin_permission_set_inline_policy": [{
			"address": "aws_ssoadmin_permission_set_inline_policy.p",
			"values": {"inline_policy": _admin},
			"unknown": {},
		}],
	}}
	msg := "Statement[0] allows every action on every resource"
	found == {
		{"address": "aws_iam_role.r", "path": ["inline_policy", 1, "policy"], "msg": msg},
		{"address": "aws_ssoadmin_permission_set_inline_policy.p", "path": ["inline_policy"], "msg": msg},
	}
}

test_allow_less_than_everything if {
	found := rule.deny with input as _policy([
		{"Effect": "Deny", "Action": "*", "Resource": "*"},
		{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
		{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/*"},
		{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
	])
	found == set()
}

test_allow_what_is_no_policy if {
	found := rule.deny with input as {"resources": {"aws_iam_policy": [{
		"address": "aws_iam_policy.p",
		"values": {"policy": "{\"Action\": \"*\""},
		"unknown": {},
	}]}}
	found == set()
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_policy": [{
		"address": "aws_iam_policy.p",
		"values": {},
		"unknown": {"policy": true},
	}]}}
	found == set()
}

test_allow_policies_of_resources if {
	found := rule.deny with input as {"resources": {"aws_kms_key": [{
		"address": "aws_kms_key.k",
		"values": {"policy": _admin},
		"unknown": {},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
