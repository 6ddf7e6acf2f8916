package rules.aws.ssm.ssm_document_public_test

import rego.v1

import data.rules.aws.ssm.ssm_document_public as rule

_document(values, unknown) := {"resources": {"aws_ssm_document": [{
	"address": "aws_ssm_document.d",
	"type": "aws_ssm_document",
	"values": values,
	"unknown": unknown,
}]}}

_shared(accounts) := _document({"permissions": {"type": "Share", "account_ids": accounts}}, {})

test_deny_everybody if {
	every accounts in ["All", "all", "111122223333, All"] {
		found := rule.deny with input as _shared(accounts)
		found == {{
			"address": "aws_ssm_document.d",
			"path": ["permissions", "account_ids"],
			"msg": "every AWS account may read and run it",
		}}
	}
}

test_allow_named_accounts_and_nobody if {
	named := rule.deny with input as _shared("111122223333,444455556666")
	named == set()
	nobody := rule.deny with input as _document({}, {})
	nobody == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _document({"permissions": {"type": "Share"}}, {"permissions": {"account_ids": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
