package rules.aws.batch.batch_env_secrets_test

import rego.v1

import data.rules.aws.batch.batch_env_secrets as rule

_job(values, unknown) := {"resources": {"aws_batch_job_definition": [{
	"address": "aws_batch_job_definition.j",
	"values": values,
	"unknown": unknown,
}]}}

_found(path) := {{
	"address": "aws_batch_job_definition.j",
	"path": path,
	"msg": "variable `DB_PASSWORD` holds a password",
}}

_bad := [{"name": "DB_HOST", "value": "db"}, {"name": "DB_PASSWORD", "value": "hunter22"}]

test_deny_credentials_of_containers if {
	every text in [
		json.marshal({"environment": _bad}),
		`{"Environment": [{"Name": "DB_PASSWORD", "Value": "hunter22"}]}`,
	] {
		found := rule.deny with input as _job({"container_properties": text}, {})
		found == _found(["container_properties"])
	}
	ecs := {"ecs_properties": json.marshal({"taskProperties": [{"containers": [{"environment": _bad}]}]})}
	of_ecs := rule.deny with input as _job(ecs, {})
	of_ecs == _found(["ecs_properties"])
}

test_deny_credentials_of_pods if {
	every block in ["containers", "init_containers"] {
		pod := {"eks_properties": [{"pod_properties": [{block: [{"env": _bad}]}]}]}
		found := rule.deny with input as _job(pod, {})
		found == _found(["eks_properties", 0, "pod_properties", 0, block, 0, "env", 1, "value"])
	}
}

test_allow_other_variables if {
	secrets := [{"name": "DB_PASSWORD", "valueFrom": "prod-db"}]
	found := rule.deny with input as _job({"container_properties": json.marshal({"secrets": secrets})}, {})
	found == set()
}

test_allow_properties_unknown_at_plan if {
	found := rule.deny with input as _job({}, {"container_properties": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
