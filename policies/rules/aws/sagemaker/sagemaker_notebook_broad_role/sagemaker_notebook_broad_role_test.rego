package rules.aws.sagemaker.sagemaker_notebook_broad_role_test

import rego.v1

import data.rules.aws.sagemaker.sagemaker_notebook_broad_role as rule

_notebook(linked, maybe, unknown) := {"resources": {"aws_sagemaker_notebook_instance": [{
	"address": "aws_sagemaker_notebook_instance.n",
	"type": "aws_sagemaker_notebook_instance",
	"values": {},
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_role(conclusions) := {"aws_iam_role": [{
	"address": "aws_iam_role.r",
	"type": "aws_iam_role",
	"values": {},
	"unknown": {},
	"principal": {"conclusions": conclusions},
}]}

_reads := {
	"label": "Statement[0]",
	"reason": "allows `s3:GetObject` on every resource",
	"sources": ["aws_iam_role_policy.p"],
}

_all := {
	"label": "Statement[1]",
	"reason": "allows every action on every resource",
	"sources": ["arn:aws:iam::aws:policy/AdministratorAccess"],
}

_findings(text) := {{
	"address": "aws_sagemaker_notebook_instance.n",
	"path": ["role_arn"],
	"msg": sprintf("its role may do too much: %s", [text]),
	"known": true,
}}

test_deny_the_worst_that_a_role_may_do if {
	found := rule.deny with input as _notebook(
		_role({"data_exfiltration": [_reads], "full_admin": [_all]}),
		{},
		{},
	)
	found == _findings("Statement[1] allows every action on every resource")
}

test_deny_a_role_whose_arn_is_unknown_at_plan if {
	found := rule.deny with input as _notebook(_role({"data_exfiltration": [_reads]}), {}, {"role_arn": true})
	found == _findings("Statement[0] allows `s3:GetObject` on every resource")
}

test_allow_what_policies_for_sagemaker_allow if {
	managed := object.union(_reads, {"sources": ["arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"]})
	found := rule.deny with input as _notebook(_role({"data_exfiltration": [managed]}), {}, {})
	found == set()
}

test_deny_what_a_policy_for_sagemaker_allows_with_another if {
	sources := ["arn:aws:iam::aws:policy/AmazonSageMakerFullAccess", "aws_iam_role_policy.p"]
	conclusion := object.union(_reads, {"sources": sources})
	found := rule.deny with input as _notebook(_role({"privilege_escalation": [conclusion]}), {}, {})
	found == _findings("Statement[0] allows `s3:GetObject` on every resource")
}

test_allow_a_role_that_may_do_little_and_one_that_may_be_another if {
	found := rule.deny with input as _notebook(_role({"star_resource": [_reads]}), {}, {})
	found == set()
	maybe := rule.deny with input as _notebook({}, _role({"full_admin": [_all]}), {"role_arn": true})
	maybe == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
