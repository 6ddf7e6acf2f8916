package rules.aws.ecs.ecs_writable_root_filesystem_test

import rego.v1

import data.rules.aws.ecs.ecs_writable_root_filesystem as rule

_task(containers, platform) := {"resources": {"aws_ecs_task_definition": [{
	"address": "aws_ecs_task_definition.t",
	"values": {"container_definitions": json.marshal(containers), "runtime_platform": platform},
	"unknown": {},
}]}}

test_deny_containers_that_may_write if {
	found := rule.deny with input as _task(
		[{"name": "a"}, {"name": "b", "readonlyRootFilesystem": false}, {"name": "c", "readonlyRootFilesystem": true}],
		[{"cpu_architecture": "ARM64"}],
	)
	found == {{
		"address": "aws_ecs_task_definition.t",
		"path": ["container_definitions"],
		"msg": sprintf("container `%s` may write to its root file system", [name]),
	} | some name in ["a", "b"]}
}

test_allow_read_only_and_windows if {
	read_only := rule.deny with input as _task([{"name": "a", "readonlyRootFilesystem": true}], [])
	read_only == set()
	windows := rule.deny with input as _task([{"name": "a"}], [{"operating_system_family": "WINDOWS_SERVER_2022_CORE"}])
	windows == set()
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
