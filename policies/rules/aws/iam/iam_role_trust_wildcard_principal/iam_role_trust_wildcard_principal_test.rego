package rules.aws.iam.iam_role_trust_wildcard_principal_test

import rego.v1

import data.rules.aws.iam.iam_role_trust_wildcard_principal as rule

_reason := "lets any AWS principal assume the role"

_resource(type, documents, unknown) := {"resources": {type: [{
	"address": sprintf("%s.p", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"documents": documents,
}]}}

_document(kind) := {"path": ["assume_role_policy"], "conclusions": {kind: [
	{"label": "statement `A`", "reason": _reason, "statements": [0]},
	{"label": "Statement[2]", "reason": _reason, "statements": [2]},
]}}

_findings(type) := {found |
	some label in ["statement `A`", "Statement[2]"]
	msg := sprintf("%s %s", [label, _reason])
	found := {"address": sprintf("%s.p", [type]), "path": ["assume_role_policy"], "msg": msg, "known": true}
}

test_deny_what_is_concluded_of_a_document if {
	every type in ["aws_iam_role"] {
		found := rule.deny with input as _resource(type, {"assume_role_policy": _document("trust_anyone")}, {})
		found == _findings(type)
	}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	partial := object.union(_document("trust_anyone"), {"partial": true})
	unknown := {"assume_role_policy": true}
	found := rule.deny with input as _resource("aws_iam_role", {"assume_role_policy": partial}, unknown)
	found == _findings("aws_iam_role")
}

test_allow_other_conclusions if {
	found := rule.deny with input as _resource("aws_iam_role", {"assume_role_policy": _document("trust_account")}, {})
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as _resource("aws_iam_role", {}, {"assume_role_policy": true})
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
