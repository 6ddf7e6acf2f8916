package rules.aws.lambda.lambda_url_no_auth_test

import rego.v1

import data.rules.aws.lambda.lambda_url_no_auth as rule

_one(values, unknown) := {"resources": {"aws_lambda_function_url": [{
	"address": "aws_lambda_function_url.x",
	"type": "aws_lambda_function_url",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_url_for_anybody if {
	found := rule.deny with input as _one({"authorization_type": "NONE"}, {})
	found == {{
		"address": "aws_lambda_function_url.x",
		"path": ["authorization_type"],
		"msg": "anybody may call the URL: `authorization_type` is NONE",
	}}
}

test_allow_callers_that_sign if {
	found := rule.deny with input as _one({"authorization_type": "AWS_IAM"}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"authorization_type": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
