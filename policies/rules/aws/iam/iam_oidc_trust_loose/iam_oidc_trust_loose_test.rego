package rules.aws.iam.iam_oidc_trust_loose_test

import rego.v1

import data.rules.aws.iam.iam_oidc_trust_loose as rule

_role(provider, unknown) := {"resources": {"aws_iam_role": [{
	"address": "aws_iam_role.r",
	"type": "aws_iam_role",
	"values": {},
	"unknown": unknown,
	"documents": {"assume_role_policy": {
		"path": ["assume_role_policy"],
		"conclusions": {"trust_oidc_loose": [{
			"label": "Statement[0]",
			"reason": "takes tokens of any subject",
			"statements": [0],
			"provider": provider,
		}]},
	}},
}]}}

_findings := {{
	"address": "aws_iam_role.r",
	"path": ["assume_role_policy"],
	"msg": "Statement[0] takes tokens of any subject",
	"known": true,
}}

test_deny_tokens_of_any_subject if {
	every provider in ["gitlab", "eks", "other"] {
		found := rule.deny with input as _role(provider, {})
		found == _findings
	}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _role("gitlab", {"assume_role_policy": true})
	found == _findings
}

test_allow_what_another_rule_reports if {
	found := rule.deny with input as _role("github", {})
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_role": [{
		"address": "aws_iam_role.r",
		"type": "aws_iam_role",
		"values": {},
		"unknown": {"assume_role_policy": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
