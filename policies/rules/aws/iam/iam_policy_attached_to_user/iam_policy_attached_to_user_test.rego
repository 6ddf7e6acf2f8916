package rules.aws.iam.iam_policy_attached_to_user_test

import rego.v1

import data.rules.aws.iam.iam_policy_attached_to_user as rule

_plan(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.a", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {"address": sprintf("%s.a", [type]), "path": path, "msg": msg}

_attached := "a policy is attached to a user"

test_deny_a_policy_within_a_user if {
	found := rule.deny with input as _plan("aws_iam_user_policy", {"user": "ci"}, {"policy": true})
	found == {_at("aws_iam_user_policy", [], "a policy is written into a user")}
}

test_deny_each_attachment if {
	found := rule.deny with input as {"resources": {"aws_iam_user_policy_attachment": [
		{"address": sprintf("aws_iam_user_policy_attachment.a[%d]", [i]), "values": {"user": "ci"}, "unknown": {}} |
			some i in [0, 1]
	]}}
	found == {
		{"address": "aws_iam_user_policy_attachment.a[0]", "path": [], "msg": _attached},
		{"address": "aws_iam_user_policy_attachment.a[1]", "path": [], "msg": _attached},
	}
}

test_deny_attachments_that_name_users if {
	found := rule.deny with input as _plan("aws_iam_policy_attachment", {"users": ["ci"], "roles": ["r"]}, {})
	found == {_at("aws_iam_policy_attachment", ["users"], _attached)}
	exclusive := rule.deny with input as _plan(
		"aws_iam_user_policy_attachments_exclusive",
		{"policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]},
		{},
	)
	exclusive == {_at("aws_iam_user_policy_attachments_exclusive", ["policy_arns"], _attached)}
}

test_deny_at_users_unknown_at_plan if {
	found := rule.deny with input as _plan("aws_iam_policy_attachment", {}, {"users": true})
	found == {_at("aws_iam_policy_attachment", ["users"], _attached)}
}

test_allow_attachments_to_groups_and_roles if {
	found := rule.deny with input as _plan("aws_iam_policy_attachment", {"users": [], "groups": ["g"]}, {})
	found == set()
	none := rule.deny with input as _plan("aws_iam_user_policy_attachments_exclusive", {"policy_arns": []}, {})
	none == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
