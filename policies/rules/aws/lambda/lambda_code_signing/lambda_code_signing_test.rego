package rules.aws.lambda.lambda_code_signing_test

import rego.v1

import data.rules.aws.lambda.lambda_code_signing as rule

_function(values, unknown) := {"resources": {"aws_lambda_function": [{
	"address": "aws_lambda_function.f",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_package_that_need_not_be_signed if {
	expected := {{
		"address": "aws_lambda_function.f",
		"path": ["code_signing_config_arn"],
		"msg": "code need not be signed: `code_signing_config_arn` is not set",
	}}
	zip := rule.deny with input as _function({"package_type": "Zip"}, {})
	zip == expected
	unset := rule.deny with input as _function({}, {})
	unset == expected
}

test_allow_signed_code_and_images if {
	signed := rule.deny with input as _function({"code_signing_config_arn": "arn:aws:lambda:x"}, {})
	signed == set()
	image := rule.deny with input as _function({"package_type": "Image"}, {})
	image == set()
}

test_allow_values_unknown_at_plan if {
	config := rule.deny with input as _function({}, {"code_signing_config_arn": true})
	config == set()
	package_ := rule.deny with input as _function({}, {"package_type": true})
	package_ == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
