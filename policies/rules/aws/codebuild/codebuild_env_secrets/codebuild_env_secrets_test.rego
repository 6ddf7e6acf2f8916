package rules.aws.codebuild.codebuild_env_secrets_test

import rego.v1

import data.rules.aws.codebuild.codebuild_env_secrets as rule

_project(variables, unknown) := {"resources": {"aws_codebuild_project": [{
	"address": "aws_codebuild_project.p",
	"values": {"environment": [{"environment_variable": variables}]},
	"unknown": unknown,
}]}}

_found(position) := {{
	"address": "aws_codebuild_project.p",
	"path": ["environment", 0, "environment_variable", position, "value"],
	"msg": "variable `DB_PASSWORD` holds a password",
}}

_password := {"name": "DB_PASSWORD", "value": "hunter22"}

test_deny_credentials if {
	unset := rule.deny with input as _project([{"name": "DB_HOST", "value": "db"}, _password], {})
	unset == _found(1)
	plain := rule.deny with input as _project([object.union(_password, {"type": "PLAINTEXT"})], {})
	plain == _found(0)
}

test_allow_names_of_secrets if {
	every type in ["PARAMETER_STORE", "SECRETS_MANAGER"] {
		found := rule.deny with input as _project([object.union(_password, {"type": type})], {})
		found == set()
	}
}

test_allow_other_variables if {
	found := rule.deny with input as _project([{"name": "DB_PASSWORD_PARAMETER", "value": "/prod/db"}], {})
	found == set()
}

test_allow_values_unknown_at_plan if {
	unknown := {"environment": [{"environment_variable": [{"value": true}]}]}
	found := rule.deny with input as _project([{"name": "DB_PASSWORD"}], unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
