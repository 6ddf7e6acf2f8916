package rules.aws.sagemaker.sagemaker_notebook_root_access_test

import rego.v1

import data.rules.aws.sagemaker.sagemaker_notebook_root_access as rule

_one(values, unknown) := {"resources": {"aws_sagemaker_notebook_instance": [{
	"address": "aws_sagemaker_notebook_instance.x",
	"type": "aws_sagemaker_notebook_instance",
	"values": values,
	"unknown": unknown,
}]}}

_at_switch(msg) := {"address": "aws_sagemaker_notebook_instance.x", "path": ["root_access"], "msg": msg}

test_deny_root_access if {
	found := rule.deny with input as _one({"root_access": "Enabled"}, {})
	found == {_at_switch("users are root: `root_access` is Enabled")}
}

test_deny_the_default if {
	found := rule.deny with input as _one({}, {})
	found == {_at_switch("users are root: `root_access` is not set")}
}

test_allow_users_without_root if {
	found := rule.deny with input as _one({"root_access": "Disabled"}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"root_access": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
