package rules.aws.ecs.ecs_task_shared_roles_test

import rego.v1

import data.rules.aws.ecs.ecs_task_shared_roles as rule

_task(values, unknown, linked, maybe) := {"resources": {"aws_ecs_task_definition": [{
	"address": "aws_ecs_task_definition.t",
	"values": values,
	"unknown": unknown,
	"linked": {"aws_iam_role": linked},
	"maybe_linked": {"aws_iam_role": maybe},
}]}}

_role(name, attributes) := {
	"address": sprintf("aws_iam_role.%s", [name]),
	"values": {"name": name},
	"unknown": {"arn": true},
	"via": {"here": attributes, "there": []},
}

_both_later := {"execution_role_arn": true, "task_role_arn": true}

_both := ["execution_role_arn", "task_role_arn"]

_msg := "one role is execution role and task role"

test_deny_one_arn_for_both if {
	arn := "arn:aws:iam::123456789012:role/web"
	found := rule.deny with input as _task({"execution_role_arn": arn, "task_role_arn": arn}, {}, [], [])
	found == {{"address": "aws_ecs_task_definition.t", "path": ["task_role_arn"], "msg": _msg}}
}

test_deny_one_role_whose_arn_is_unknown_at_plan if {
	found := rule.deny with input as _task({}, _both_later, [_role("web", _both)], [])
	found == {{"address": "aws_ecs_task_definition.t", "path": [], "msg": _msg}}
}

test_deny_what_may_be_one_role_unknown_at_plan if {
	found := rule.deny with input as _task({}, _both_later, [], [_role("a", _both), _role("b", _both)])
	found == _perhaps
	anything := rule.deny with input as _task({}, _both_later, [_role("web", ["task_role_arn"])], [])
	anything == _perhaps
}

_perhaps := {{
	"address": "aws_ecs_task_definition.t",
	"path": ["task_role_arn"],
	"msg": "one role may be execution role and task role",
}}

test_allow_two_roles if {
	known := rule.deny with input as _task(
		{
			"execution_role_arn": "arn:aws:iam::123456789012:role/execution",
			"task_role_arn": "arn:aws:iam::123456789012:role/web",
		},
		{},
		[],
		[],
	)
	known == set()
	later := rule.deny with input as _task(
		{},
		_both_later,
		[_role("execution", ["execution_role_arn"]), _role("web", ["task_role_arn"])],
		[],
	)
	later == set()
	choice := rule.deny with input as _task(
		{},
		_both_later,
		[_role("execution", ["execution_role_arn"])],
		[_role("a", ["task_role_arn"]), _role("b", ["task_role_arn"])],
	)
	choice == set()
}

test_allow_a_task_without_one_of_the_roles if {
	none := rule.deny with input as _task({"execution_role_arn": "", "task_role_arn": ""}, {}, [], [])
	none == set()
	execution := rule.deny with input as _task({}, {"execution_role_arn": true}, [_role("r", ["execution_role_arn"])], [])
	execution == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
