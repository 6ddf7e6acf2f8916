package rules.aws.iam.iam_iamfullaccess_attached_test

import rego.v1

import data.rules.aws.iam.iam_iamfullaccess_attached as rule

_arn := "arn:aws:iam::aws:policy/IAMFullAccess"

_plan(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.a", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path) := {"address": sprintf("%s.a", [type]), "path": path, "msg": "IAMFullAccess is attached"}

test_deny_every_kind_of_attachment if {
	every type, key in {
		"aws_iam_policy_attachment": "policy_arn",
		"aws_iam_role_policy_attachment": "policy_arn",
		"aws_iam_user_policy_attachment": "policy_arn",
		"aws_iam_group_policy_attachment": "policy_arn",
		"aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
	} {
		found := rule.deny with input as _plan(type, {key: _arn}, {})
		found == {_at(type, [key])}
	}
}

test_deny_within_lists if {
	other := "arn:aws:iam::aws:policy/ReadOnlyAccess"
	every type, key in {
		"aws_iam_role": "managed_policy_arns",
		"aws_iam_role_policy_attachments_exclusive": "policy_arns",
		"aws_iam_user_policy_attachments_exclusive": "policy_arns",
		"aws_iam_group_policy_attachments_exclusive": "policy_arns",
	} {
		found := rule.deny with input as _plan(type, {key: [other, _arn]}, {})
		found == {_at(type, [key, 1])}
	}
}

test_deny_each_instance_in_any_partition if {
	found := rule.deny with input as {"resources": {"aws_iam_role_policy_attachment": [
		{
			"address": sprintf("aws_iam_role_policy_attachment.a[%q]", [partition]),
			"values": {"policy_arn": sprintf("arn:%s:iam::aws:policy/%s", [partition, name])},
			"unknown": {},
		} |
			some partition, name in {"aws": "ReadOnlyAccess", "aws-cn": "IAMFullAccess"}
	]}}
	found == {{
		"address": `aws_iam_role_policy_attachment.a["aws-cn"]`,
		"path": ["policy_arn"],
		"msg": "IAMFullAccess is attached",
	}}
}

test_allow_other_policies if {
	every arn in [
		"arn:aws:iam::aws:policy/IAMFullAccess-Amplify",
		"arn:aws:iam::123456789012:policy/IAMFullAccess",
		"arn:aws:iam::aws:policy/ReadOnlyAccess",
	] {
		found := rule.deny with input as _plan("aws_iam_role_policy_attachment", {"policy_arn": arn}, {})
		found == set()
	}
}

test_allow_a_role_without_attachments if {
	found := rule.deny with input as _plan("aws_iam_role", {"name": "r"}, {})
	found == set()
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as _plan("aws_iam_role_policy_attachment", {}, {"policy_arn": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
