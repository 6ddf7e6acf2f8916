package rules.aws.lambda.lambda_env_secrets_test

import rego.v1

import data.rules.aws.lambda.lambda_env_secrets as rule

_function(variables, unknown) := {"resources": {"aws_lambda_function": [{
	"address": "aws_lambda_function.f",
	"values": {"environment": [{"variables": variables}]},
	"unknown": unknown,
}]}}

_at(name, msg) := {
	"address": "aws_lambda_function.f",
	"path": ["environment", 0, "variables", name],
	"msg": msg,
}

test_deny_credentials_by_name_and_form if {
	found := rule.deny with input as _function(
		{"DB_PASSWORD": "hunter22", "KEY_ID": "AKIA2E0A8F3B244C9986", "STAGE": "production"},
		{},
	)
	found == {
		_at("DB_PASSWORD", "variable `DB_PASSWORD` holds a password"),
		_at("KEY_ID", "variable `KEY_ID` holds an AWS access key"),
	}
}

test_allow_what_names_a_credential if {
	found := rule.deny with input as _function(
		{"DB_PASSWORD": "arn:aws:ssm:eu-central-1:111122223333:parameter/db", "DB_SECRET_NAME": "prod/orders/db"},
		{},
	)
	found == set()
	none := rule.deny with input as {"resources": {"aws_lambda_function": [{
		"address": "aws_lambda_function.f",
		"values": {"environment": []},
		"unknown": {},
	}]}}
	none == set()
}

test_allow_variables_unknown_at_plan if {
	unknown := {"environment": [{"variables": {"PASSWORD": true}}]}
	found := rule.deny with input as _function({"STAGE": "production"}, unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
