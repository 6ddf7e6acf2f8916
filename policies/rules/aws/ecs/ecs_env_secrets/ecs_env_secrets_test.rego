package rules.aws.ecs.ecs_env_secrets_test

import rego.v1

import data.rules.aws.ecs.ecs_env_secrets as rule

_task(containers, unknown) := {"resources": {"aws_ecs_task_definition": [{
	"address": "aws_ecs_task_definition.t",
	"values": {"container_definitions": containers},
	"unknown": unknown,
}]}}

_container(variables) := json.marshal([
	{"name": "web", "environment": variables},
	{"name": "log", "secrets": [{"name": "DB_PASSWORD", "valueFrom": "prod-db"}]},
])

test_deny_credentials_of_a_task if {
	found := rule.deny with input as _task(
		_container([
			{"name": "DB_PASSWORD", "value": "hunter22"},
			{"name": "DATABASE_URL", "value": "postgres://app:hunter22@db/app"},
		]),
		{},
	)
	found == {
		{
			"address": "aws_ecs_task_definition.t",
			"path": ["container_definitions"],
			"msg": "variable `DB_PASSWORD` of container `web` holds a password",
		},
		{
			"address": "aws_ecs_task_definition.t",
			"path": ["container_definitions"],
			"msg": "variable `DATABASE_URL` of container `web` holds a URL with a password",
		},
	}
}

test_deny_keys_in_another_letter_case if {
	text := json.marshal([{"Name": "web", "Environment": [{"Name": "DB_PASSWORD", "Value": "hunter22"}]}])
	found := rule.deny with input as _task(text, {})
	found == {{
		"address": "aws_ecs_task_definition.t",
		"path": ["container_definitions"],
		"msg": "variable `DB_PASSWORD` of container `web` holds a password",
	}}
}

_service(variables) := {"resources": {"aws_ecs_express_gateway_service": [{
	"address": "aws_ecs_express_gateway_service.s",
	"values": {"primary_container": [{"environment": variables}]},
	"unknown": {},
}]}}

test_deny_credentials_of_an_express_service if {
	found := rule.deny with input as _service([{"name": "A", "value": "1"}, {"name": "DB_PASSWORD", "value": "hunter22"}])
	found == {{
		"address": "aws_ecs_express_gateway_service.s",
		"path": ["primary_container", 0, "environment", 1, "value"],
		"msg": "variable `DB_PASSWORD` holds a password",
	}}
}

test_allow_other_variables if {
	found := rule.deny with input as _task(_container([{"name": "DB_HOST", "value": "db"}, {"name": "EMPTY"}]), {})
	found == set()
	broken := rule.deny with input as _task(`[{"environment": {"DB_PASSWORD": "hunter22"}}]`, {})
	broken == set()
	service := rule.deny with input as _service([{"name": "DB_HOST", "value": "db"}])
	service == set()
}

test_allow_containers_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_ecs_task_definition": [{
		"address": "aws_ecs_task_definition.t",
		"values": {},
		"unknown": {"container_definitions": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
