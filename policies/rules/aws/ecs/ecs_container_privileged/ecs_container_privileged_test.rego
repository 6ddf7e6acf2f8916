package rules.aws.ecs.ecs_container_privileged_test

import rego.v1

import data.rules.aws.ecs.ecs_container_privileged as rule

_task(values, unknown) := {"resources": {"aws_ecs_task_definition": [{
	"address": "aws_ecs_task_definition.t",
	"values": values,
	"unknown": unknown,
}]}}

_of(container) := _task({"container_definitions": json.marshal([{"name": "log"}, container])}, {})

_at(path, msg) := {"address": "aws_ecs_task_definition.t", "path": path, "msg": msg}

test_deny_a_privileged_container if {
	found := rule.deny with input as _of({"name": "web", "privileged": true})
	found == {_at(["container_definitions"], "container `web` is root on its host: `privileged` is true")}
}

test_deny_a_capability_that_comes_to_the_same if {
	found := rule.deny with input as _of({
		"name": "web",
		"linuxParameters": {"capabilities": {"add": ["NET_ADMIN", "SYS_ADMIN"], "drop": ["ALL"]}},
	})
	found == {_at(["container_definitions"], "container `web` is root on its host: it has the capability SYS_ADMIN")}
}

test_deny_processes_of_the_host if {
	found := rule.deny with input as _task({"pid_mode": "host"}, {})
	found == {object.union(
		_at(["pid_mode"], "containers share the processes of the host: `pid_mode` is host"),
		{"severity": "medium"},
	)}
}

test_allow_other_containers if {
	plain := rule.deny with input as _of({"name": "web", "privileged": false})
	plain == set()
	drop := rule.deny with input as _of({"name": "web", "linuxParameters": {"capabilities": {"drop": ["ALL"]}}})
	drop == set()
	task := rule.deny with input as _task({"pid_mode": "task", "container_definitions": "[]"}, {})
	task == set()
}

test_allow_values_unknown_at_plan if {
	found := rule.deny with input as _task({}, {"container_definitions": true, "pid_mode": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
