package rules.aws.iam.iam_policy_star_action_test

import rego.v1

import data.rules.aws.iam.iam_policy_star_action as rule

_policy(conclusions) := {"resources": {"aws_iam_role_policy": [{
	"address": "aws_iam_role_policy.p",
	"type": "aws_iam_role_policy",
	"values": {},
	"unknown": {},
	"documents": {"policy": {"path": ["policy"], "kind": "identity", "conclusions": {"star_action": conclusions}}},
}]}}

_conclusion := {"label": "statement `A`", "reason": "allows what nobody has thought of", "statements": [0]}

_findings := {{
	"address": "aws_iam_role_policy.p",
	"path": ["policy"],
	"msg": "statement `A` allows what nobody has thought of",
	"known": true,
}}

test_deny_what_is_wide if {
	every facts in [{}, {"services": "s3"}, {"services": "s3, ssmmessages"}] {
		found := rule.deny with input as _policy([object.union(_conclusion, facts)])
		found == _findings
	}
}

test_deny_each_statement if {
	second := object.union(_conclusion, {"label": "Statement[1]"})
	found := rule.deny with input as _policy([_conclusion, second])
	count(found) == 2
}

test_allow_services_of_agents if {
	found := rule.deny with input as _policy([object.union(_conclusion, {"services": "ec2messages, ssmmessages"})])
	found == set()
}

test_allow_a_policy_of_a_resource if {
	document := {"path": ["json"], "kind": "resource", "conclusions": {"star_action": [_conclusion]}}
	found := rule.deny with input as {"resources": {"data.aws_iam_policy_document": [{
		"address": "data.aws_iam_policy_document.d",
		"values": {},
		"unknown": {},
		"documents": {"json": document},
	}]}}
	found == set()
}

test_allow_other_conclusions if {
	found := rule.deny with input as {"resources": {"aws_iam_policy": [{
		"address": "aws_iam_policy.p",
		"type": "aws_iam_policy",
		"values": {},
		"unknown": {},
		"documents": {"policy": {"path": ["policy"], "conclusions": {"star_resource": [_conclusion]}}},
	}]}}
	found == set()
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_role_policy": [{
		"address": "aws_iam_role_policy.p",
		"type": "aws_iam_role_policy",
		"values": {"name": "x"},
		"unknown": {"policy": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
