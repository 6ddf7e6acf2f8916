package rules.aws.iam.iam_policy_privilege_escalation_test

import rego.v1

import data.rules.aws.iam.iam_policy_privilege_escalation as rule

_policy(documents, unknown) := {"resources": {"aws_iam_policy": [{
	"address": "aws_iam_policy.p",
	"type": "aws_iam_policy",
	"values": {},
	"unknown": unknown,
	"documents": documents,
}]}}

_conclusion := {"label": "statement `A`", "reason": "lets its holder write policies of any user", "statements": [0]}

_document := {"path": ["policy"], "conclusions": {"privilege_escalation": [_conclusion]}}

_finding := {
	"address": "aws_iam_policy.p",
	"path": ["policy"],
	"msg": "statement `A` lets its holder write policies of any user",
	"known": true,
}

test_deny_what_is_concluded_of_a_document if {
	found := rule.deny with input as _policy({"policy": _document}, {})
	found == {_finding}
}

test_deny_a_document_once_for_all_ways if {
	second := {"label": "Statement[1]", "reason": "lets its holder pass any role", "statements": [1]}
	document := {"path": ["policy"], "conclusions": {"privilege_escalation": [_conclusion, second]}}
	found := rule.deny with input as _policy({"policy": document}, {})
	found == {object.union(_finding, {"msg": sprintf("%s and 1 more", [_finding.msg])})}
}

test_deny_inline_policies if {
	found := rule.deny with input as {"resources": {
		"aws_iam_role": [{
			"address": "aws_iam_role.r",
			"type": "aws_iam_role",
			"values": {},
			"unknown": {},
			"documents": {
				"assume_role_policy": {"path": ["assume_role_policy"], "conclusions": {}},
				"inline_policy.1.policy": object.union(_document, {"path": ["inline_policy", 1, "policy"]}),
			},
		}],
		"aws_ssoadmin_permission_set_inline_policy": [{
			"address": "aws_ssoadmin_permission_set_inline_policy.p",
			"type": "aws_ssoadmin_permission_set_inline_policy",
			"values": {},
			"unknown": {},
			"documents": {"inline_policy": object.union(_document, {"path": ["inline_policy"]})},
		}],
	}}
	found == {
		object.union(_finding, {"address": "aws_iam_role.r", "path": ["inline_policy", 1, "policy"]}),
		object.union(
			_finding,
			{"address": "aws_ssoadmin_permission_set_inline_policy.p", "path": ["inline_policy"]},
		),
	}
}

_principal(type, conclusions) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": {},
	"unknown": {},
	"principal": {"conclusions": {"privilege_escalation": conclusions}},
}]}}

test_deny_what_several_policies_give_together if {
	split := object.union(_conclusion, {"sources": ["aws_iam_role_policy.a", "aws_iam_policy.b"], "split": true})
	every type in ["aws_iam_role", "aws_iam_user", "aws_iam_group", "aws_ssoadmin_permission_set"] {
		found := rule.deny with input as _principal(type, [split])
		found == {{
			"address": sprintf("%s.x", [type]),
			"path": [],
			"msg": sprintf("%s (from aws_iam_role_policy.a, aws_iam_policy.b)", [_finding.msg]),
		}}
	}
}

test_allow_at_a_principal_what_one_policy_gives if {
	found := rule.deny with input as _principal("aws_iam_role", [object.union(
		_conclusion,
		{"sources": ["aws_iam_role_policy.a"]},
	)])
	found == set()
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _policy(
		{"policy": object.union(_document, {"partial": true})},
		{"policy": true},
	)
	found == {_finding}
}

test_allow_other_conclusions if {
	document := {"path": ["policy"], "conclusions": {"star_resource": [_conclusion]}}
	found := rule.deny with input as _policy({"policy": document}, {})
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as _policy({}, {"policy": true})
	found == set()
}

test_allow_policies_of_resources if {
	found := rule.deny with input as {"resources": {"aws_kms_key": [{
		"address": "aws_kms_key.k",
		"type": "aws_kms_key",
		"values": {},
		"unknown": {},
		"documents": {"policy": _document},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
