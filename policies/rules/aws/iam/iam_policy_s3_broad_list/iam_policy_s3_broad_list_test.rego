package rules.aws.iam.iam_policy_s3_broad_list_test

import rego.v1

import data.rules.aws.iam.iam_policy_s3_broad_list as rule

_reason := "allows `s3:ListBucket` on every bucket"

_resource(type, documents, unknown) := {"resources": {type: [{
	"address": sprintf("%s.p", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"documents": documents,
}]}}

_document(kind) := {"path": ["policy"], "conclusions": {kind: [
	{"label": "statement `A`", "reason": _reason, "statements": [0]},
	{"label": "Statement[2]", "reason": _reason, "statements": [2]},
]}}

_findings(type) := {found |
	some label in ["statement `A`", "Statement[2]"]
	msg := sprintf("%s %s", [label, _reason])
	found := {"address": sprintf("%s.p", [type]), "path": ["policy"], "msg": msg, "known": true}
}

test_deny_what_is_concluded_of_a_document if {
	every type in [
		"aws_iam_policy",
		"aws_iam_role_policy",
		"aws_iam_user_policy",
		"aws_iam_group_policy",
		"aws_iam_role",
		"aws_ssoadmin_permission_set_inline_policy",
	] {
		found := rule.deny with input as _resource(type, {"policy": _document("s3_broad_list")}, {})
		found == _findings(type)
	}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	partial := object.union(_document("s3_broad_list"), {"partial": true})
	unknown := {"policy": true}
	found := rule.deny with input as _resource("aws_iam_policy", {"policy": partial}, unknown)
	found == _findings("aws_iam_policy")
}

test_allow_other_conclusions if {
	found := rule.deny with input as _resource("aws_iam_policy", {"policy": _document("s3_full")}, {})
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as _resource("aws_iam_policy", {}, {"policy": true})
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
