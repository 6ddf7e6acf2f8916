package rules.aws.iam.policy_document_wildcard_principal_test

import rego.v1

import data.rules.aws.iam.policy_document_wildcard_principal as rule

_source(extra) := {"resources": {"data.aws_iam_policy_document": [object.union(
	{
		"address": "data.aws_iam_policy_document.d",
		"type": "data.aws_iam_policy_document",
		"values": {},
		"unknown": {},
		"linked": {},
		"maybe_linked": {},
		"documents": {"json": {
			"path": ["json"],
			"kind": "resource",
			"conclusions": {"public": [{
				"label": "statement `Read`",
				"reason": "lets anybody do `s3:GetObject`",
				"statements": [0],
			}]},
		}},
	},
	extra,
)]}}

_findings := {{
	"address": "data.aws_iam_policy_document.d",
	"path": ["json"],
	"msg": "statement `Read` lets anybody do `s3:GetObject`",
	"known": true,
}}

test_deny_a_document_that_nothing_uses if {
	found := rule.deny with input as _source({})
	found == _findings
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _source({"unknown": {"json": true}})
	found == _findings
}

test_allow_a_document_that_a_resource_uses if {
	same := rule.deny with input as _source({"documents": {"json": object.union(
		_source({}).resources["data.aws_iam_policy_document"][0].documents.json,
		{"used": true},
	)}})
	same == set()
}

test_allow_a_document_unknown_at_plan if {
	source := json.remove(
		_source({"unknown": {"json": true}}).resources["data.aws_iam_policy_document"][0],
		["documents"],
	)
	found := rule.deny with input as {"resources": {"data.aws_iam_policy_document": [source]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
