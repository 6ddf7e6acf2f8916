package rules.aws.ecs.ecs_exec_logging_test

import rego.v1

import data.rules.aws.ecs.ecs_exec_logging as rule

_cluster(configuration, unknown) := {"resources": {"aws_ecs_cluster": [{
	"address": "aws_ecs_cluster.c",
	"values": {"configuration": configuration},
	"unknown": unknown,
}]}}

_logging(value) := [{"execute_command_configuration": [{"logging": value}]}]

test_deny_a_log_that_is_turned_off if {
	found := rule.deny with input as _cluster(_logging("NONE"), {})
	found == {{
		"address": "aws_ecs_cluster.c",
		"path": ["configuration", 0, "execute_command_configuration", 0, "logging"],
		"msg": "sessions of ECS Exec are not logged: `logging` is NONE",
	}}
}

test_allow_other_logs if {
	override := rule.deny with input as _cluster(_logging("OVERRIDE"), {})
	override == set()
	unset := rule.deny with input as _cluster([{"execute_command_configuration": [{"kms_key_id": "k"}]}], {})
	unset == set()
	none := rule.deny with input as _cluster([], {})
	none == set()
}

test_allow_a_value_unknown_at_plan if {
	unknown := {"configuration": [{"execute_command_configuration": [{"logging": true}]}]}
	found := rule.deny with input as _cluster([{"execute_command_configuration": [{}]}], unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
