package rules.aws.iam.iam_role_trust_no_mfa_or_external_id_test

import rego.v1

import data.rules.aws.iam.iam_role_trust_no_mfa_or_external_id as rule

_role(document, unknown) := {"resources": {"aws_iam_role": [{
	"address": "aws_iam_role.r",
	"type": "aws_iam_role",
	"values": {},
	"unknown": unknown,
	"documents": {"assume_role_policy": object.union(
		{"path": ["assume_role_policy"], "statements": [_statement("arn:aws:iam::123456789012:root")]},
		document,
	)},
}]}}

_statement(id) := {"index": 0, "principals": [{"type": "AWS", "id": id}]}

_conclusions := {"trust_unguarded": [{
	"label": "statement `A`",
	"reason": "lets account `123456789012` assume the role without MFA or an external id",
	"statements": [0],
	"account": "123456789012",
}]}

_findings := {{
	"address": "aws_iam_role.r",
	"path": ["assume_role_policy"],
	"msg": "statement `A` lets account `123456789012` assume the role without MFA or an external id",
	"known": true,
}}

test_deny_another_account if {
	found := rule.deny with input as _role({"account": "210987654321", "conclusions": _conclusions}, {})
	found == _findings
}

test_deny_an_account_where_the_own_is_not_told if {
	found := rule.deny with input as _role({"conclusions": _conclusions}, {})
	found == _findings
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _role(
		{"partial": true, "conclusions": _conclusions},
		{"assume_role_policy": true},
	)
	found == _findings
}

test_allow_the_own_account if {
	found := rule.deny with input as _role({"account": "123456789012", "conclusions": _conclusions}, {})
	found == set()
}

test_allow_a_trusted_account if {
	found := rule.deny with input as _role({"conclusions": _conclusions}, {})
		with data.params.trusted_accounts as ["123456789012"]
	found == set()
}

test_allow_other_conclusions if {
	found := rule.deny with input as _role({"conclusions": {"trust_anyone": _conclusions.trust_unguarded}}, {})
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
