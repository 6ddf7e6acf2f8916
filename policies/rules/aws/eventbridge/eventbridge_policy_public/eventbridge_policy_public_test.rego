package rules.aws.eventbridge.eventbridge_policy_public_test

import rego.v1

import data.rules.aws.eventbridge.eventbridge_policy_public as rule

_document := {"path": ["policy"], "conclusions": {"public": [{
	"label": "Statement[0]",
	"reason": "lets anybody do `events:PutEvents`",
	"statements": [0],
}]}}

_policy(documents, unknown) := {"resources": {"aws_cloudwatch_event_bus_policy": [{
	"address": "aws_cloudwatch_event_bus_policy.p",
	"type": "aws_cloudwatch_event_bus_policy",
	"values": {},
	"unknown": unknown,
	"documents": documents,
}]}}

_permission(values, unknown) := {"resources": {"aws_cloudwatch_event_permission": [{
	"address": "aws_cloudwatch_event_permission.p",
	"type": "aws_cloudwatch_event_permission",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_policy_for_everybody if {
	found := rule.deny with input as _policy({"policy": _document}, {"policy": true})
	found == {{
		"address": "aws_cloudwatch_event_bus_policy.p",
		"path": ["policy"],
		"msg": "Statement[0] lets anybody do `events:PutEvents`",
		"known": true,
	}}
}

test_deny_a_permission_for_everybody if {
	found := rule.deny with input as _permission({"principal": "*", "condition": []}, {})
	found == {{
		"address": "aws_cloudwatch_event_permission.p",
		"path": ["principal"],
		"msg": "every AWS account may send events",
	}}
}

test_allow_a_permission_for_an_account_or_an_organization if {
	condition := [{"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": "o-abc"}]
	every values in [{"principal": "123456789012"}, {"principal": "*", "condition": condition}] {
		found := rule.deny with input as _permission(values, {})
		found == set()
	}
}

test_allow_what_is_unknown_at_plan if {
	policy := rule.deny with input as _policy({}, {"policy": true})
	policy == set()
	principal := rule.deny with input as _permission({}, {"principal": true})
	principal == set()
	some_values := {"principal": "*", "condition": [{}]}
	condition := rule.deny with input as _permission(some_values, {"condition": [{"value": true}]})
	condition == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
