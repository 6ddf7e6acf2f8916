package rules.aws.iam.iam_policy_star_action_test

import rego.v1

import data.rules.aws.iam.iam_policy_star_action as rule

_policy(statements) := {"resources": {"aws_iam_role_policy": [{
	"address": "aws_iam_role_policy.p",
	"type": "aws_iam_role_policy",
	"values": {"policy": json.marshal({"Version": "2012-10-17", "Statement": statements})},
	"unknown": {},
}]}}

_at_policy(msg) := {"address": "aws_iam_role_policy.p", "path": ["policy"], "msg": msg}

test_deny_every_action_on_some_resources if {
	found := rule.deny with input as _policy([{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/*"}])
	found == {_at_policy("Statement[0] allows every action (`*`)")}
}

test_deny_every_action_of_a_service_on_every_resource if {
	found := rule.deny with input as _policy([{
		"Sid": "Data", "Effect": "Allow",
		"Action": ["s3:*", "dynamodb:GetItem", "SQS:*"], "Resource": "*",
	}])
	found == {
		_at_policy("statement `Data` allows `s3:*` on every resource"),
		_at_policy("statement `Data` allows `SQS:*` on every resource"),
	}
}

test_deny_every_action_of_a_service_on_all_that_it_has if {
	found := rule.deny with input as _policy([{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::*"]}])
	found == {_at_policy("Statement[0] allows `s3:*` on arn:aws:s3:::*")}
}

test_deny_everything_but_a_few_actions if {
	found := rule.deny with input as _policy([{"Effect": "Allow", "NotAction": ["iam:*", "kms:*"], "Resource": "*"}])
	found == {_at_policy("Statement[0] allows every action but those of NotAction on every resource")}
}

test_allow_what_full_admin_reports if {
	found := rule.deny with input as _policy([{"Effect": "Allow", "Action": ["*", "s3:*"], "Resource": "*"}])
	found == set()
}

test_allow_wildcards_that_are_narrow if {
	found := rule.deny with input as _policy([
		{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]},
		{"Effect": "Allow", "Action": ["s3:Get*", "ec2:Describe*"], "Resource": "*"},
		{"Effect": "Allow", "Action": ["ssmmessages:*", "ec2messages:*"], "Resource": "*"},
		{"Effect": "Allow", "NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::b"},
		{"Effect": "Allow", "NotAction": "*", "Resource": "*"},
		{"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"},
		{"Effect": "Deny", "Action": "*", "Resource": "*"},
	])
	found == set()
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_role_policy": [{
		"address": "aws_iam_role_policy.p",
		"values": {"name": "x"},
		"unknown": {"policy": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
