package rules.aws.apprunner.apprunner_env_secrets_test

import rego.v1

import data.rules.aws.apprunner.apprunner_env_secrets as rule

_service(source, unknown) := {"resources": {"aws_apprunner_service": [{
	"address": "aws_apprunner_service.s",
	"values": {"source_configuration": [source]},
	"unknown": unknown,
}]}}

_image(variables) := {"image_repository": [{"image_configuration": [variables]}]}

_code(variables) := {"code_repository": [{"code_configuration": [{"code_configuration_values": [variables]}]}]}

_bad := {"runtime_environment_variables": {"DB_HOST": "db", "DB_PASSWORD": "hunter22"}}

_found(place) := {{
	"address": "aws_apprunner_service.s",
	"path": array.concat(
		array.concat(["source_configuration", 0], place),
		["runtime_environment_variables", "DB_PASSWORD"],
	),
	"msg": "variable `DB_PASSWORD` holds a password",
}}

test_deny_credentials_of_images_and_code if {
	image := rule.deny with input as _service(_image(_bad), {})
	image == _found(["image_repository", 0, "image_configuration", 0])
	code := rule.deny with input as _service(_code(_bad), {})
	code == _found(["code_repository", 0, "code_configuration", 0, "code_configuration_values", 0])
}

test_allow_other_variables if {
	found := rule.deny with input as _service(_image({"runtime_environment_secrets": {"DB_PASSWORD": "prod-db"}}), {})
	found == set()
	none := rule.deny with input as _service({}, {})
	none == set()
}

test_allow_variables_unknown_at_plan if {
	unknown := {"source_configuration": [_image({"runtime_environment_variables": true})]}
	found := rule.deny with input as _service(_image({}), unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
