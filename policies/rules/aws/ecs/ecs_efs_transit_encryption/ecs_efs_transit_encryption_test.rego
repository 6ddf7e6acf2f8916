package rules.aws.ecs.ecs_efs_transit_encryption_test

import rego.v1

import data.rules.aws.ecs.ecs_efs_transit_encryption as rule

_task(volumes, unknown) := {"resources": {"aws_ecs_task_definition": [{
	"address": "aws_ecs_task_definition.t",
	"values": {"volume": volumes},
	"unknown": unknown,
}]}}

_at(i, state) := {
	"address": "aws_ecs_task_definition.t",
	"path": ["volume", i, "efs_volume_configuration", 0, "transit_encryption"],
	"msg": sprintf("files go through the network in clear: `transit_encryption` is %s", [state]),
}

test_deny_volumes_without_tls if {
	found := rule.deny with input as _task(
		[
			{"efs_volume_configuration": [{"transit_encryption": "DISABLED"}]},
			{"efs_volume_configuration": [{"root_directory": "/"}]},
			{"efs_volume_configuration": [{"transit_encryption": ""}]},
		],
		{},
	)
	found == {_at(0, "DISABLED"), _at(1, "not set"), _at(2, "not set")}
}

test_allow_tls_and_other_volumes if {
	found := rule.deny with input as _task(
		[{"efs_volume_configuration": [{"transit_encryption": "ENABLED"}]}, {"efs_volume_configuration": []}, {"name": "a"}],
		{},
	)
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _task(
		[{"efs_volume_configuration": [{}]}],
		{"volume": [{"efs_volume_configuration": [{"transit_encryption": true}]}]},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
