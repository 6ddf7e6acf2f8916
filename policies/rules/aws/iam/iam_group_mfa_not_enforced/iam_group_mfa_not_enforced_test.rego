package rules.aws.iam.iam_group_mfa_not_enforced_test

import rego.v1

import data.rules.aws.iam.iam_group_mfa_not_enforced as rule

_group(extra) := {"resources": {"aws_iam_group": [object.union(
	{
		"address": "aws_iam_group.g",
		"type": "aws_iam_group",
		"values": {"name": "g"},
		"unknown": {},
		"linked": {},
		"maybe_linked": {},
	},
	extra,
)]}}

_types := {
	"aws_iam_group_policy",
	"aws_iam_group_policy_attachment",
	"aws_iam_group_policy_attachments_exclusive",
	"aws_iam_policy_attachment",
}

_finding := {
	"address": "aws_iam_group.g",
	"path": [],
	"msg": "no policy of the group denies what is done without MFA",
}

_findings := {object.union(_finding, {"without": _types})}

_attached(arn) := {"linked": {"aws_iam_group_policy_attachment": [{
	"address": "aws_iam_group_policy_attachment.a",
	"values": {"policy_arn": arn},
	"unknown": {},
}]}}

_read := {"aws_iam_group_policy": [{"address": "aws_iam_group_policy.p", "values": {"policy": "{}"}, "unknown": {}}]}

test_deny_a_group_without_a_denial if {
	found := rule.deny with input as _group({"linked": _read, "principal": {"denies_without_mfa": false}})
	found == _findings
	maybe := rule.deny with input as _group({"maybe_linked": _read})
	maybe == _findings
	aws := rule.deny with input as _group(_attached("arn:aws:iam::aws:policy/ReadOnlyAccess"))
	aws == _findings
}

test_deny_a_group_with_a_policy_of_the_plan if {
	arn := "arn:aws:iam::123456789012:policy/read"
	found := rule.deny with input as {"resources": {
		"aws_iam_group": _group(_attached(arn)).resources.aws_iam_group,
		"aws_iam_policy": [{"address": "aws_iam_policy.p", "values": {"arn": arn}, "unknown": {}}],
	}}
	found == _findings
}

test_deny_beside_a_policy_unknown_at_plan if {
	found := rule.deny with input as _group({"linked": {"aws_iam_group_policy": [{
		"address": "aws_iam_group_policy.p",
		"values": {},
		"unknown": {"policy": true},
	}]}})
	found == {object.union(
		_finding,
		{"beside": {"address": "aws_iam_group_policy.p", "path": ["policy"]}},
	)}
}

test_allow_a_group_with_a_denial if {
	found := rule.deny with input as _group({"linked": _read, "principal": {"denies_without_mfa": true}})
	found == set()
}

test_allow_a_group_without_policies if {
	found := rule.deny with input as _group({"principal": {"denies_without_mfa": false}})
	found == set()
}

test_allow_a_group_with_a_policy_that_the_plan_does_not_show if {
	found := rule.deny with input as _group(_attached("arn:aws:iam::123456789012:policy/mfa"))
	found == set()
	exclusive := rule.deny with input as _group({"linked": {"aws_iam_group_policy_attachments_exclusive": [{
		"address": "aws_iam_group_policy_attachments_exclusive.a",
		"values": {"policy_arns": [null, "arn:aws:iam::123456789012:policy/mfa"]},
		"unknown": {"policy_arns": [true, false]},
	}]}})
	exclusive == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
