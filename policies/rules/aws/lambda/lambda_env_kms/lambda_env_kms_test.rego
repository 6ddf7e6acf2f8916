package rules.aws.lambda.lambda_env_kms_test

import rego.v1

import data.rules.aws.lambda.lambda_env_kms as rule

_function(values, unknown) := {"resources": {"aws_lambda_function": [{
	"address": "aws_lambda_function.f",
	"values": values,
	"unknown": unknown,
}]}}

_variables := [{"variables": {"STAGE": "production"}}]

_at(path) := {{
	"address": "aws_lambda_function.f",
	"path": path,
	"msg": "variables are encrypted with a key that AWS manages: `kms_key_arn` is not set",
}}

test_deny_variables_without_a_key if {
	found := rule.deny with input as _function({"environment": _variables}, {})
	found == _at(["kms_key_arn"])
}

test_allow_a_key_or_no_variables if {
	key := rule.deny with input as _function({"environment": _variables, "kms_key_arn": "arn:aws:kms:x:1:key/1"}, {})
	key == set()
	none := rule.deny with input as _function({"environment": []}, {})
	none == set()
	empty := rule.deny with input as _function({"environment": [{"variables": {}}]}, {})
	empty == set()
}

test_deny_at_variables_unknown_at_plan if {
	variables := rule.deny with input as _function({"environment": [{}]}, {"environment": [{"variables": true}]})
	variables == _at(["environment", 0, "variables"])
	block := rule.deny with input as _function({}, {"environment": true})
	block == _at(["environment"])
}

test_allow_a_key_unknown_at_plan if {
	found := rule.deny with input as _function({"environment": _variables}, {"kms_key_arn": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
