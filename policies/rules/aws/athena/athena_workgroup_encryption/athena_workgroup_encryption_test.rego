package rules.aws.athena.athena_workgroup_encryption_test

import rego.v1

import data.rules.aws.athena.athena_workgroup_encryption as rule

_group(configuration, unknown) := {"resources": {"aws_athena_workgroup": [{
	"address": "aws_athena_workgroup.w",
	"type": "aws_athena_workgroup",
	"values": {"configuration": configuration},
	"unknown": {"configuration": unknown},
}]}}

test_deny_settings_that_are_not_enforced if {
	found := rule.deny with input as _group([{"enforce_workgroup_configuration": false}], [])
	found == {{
		"address": "aws_athena_workgroup.w",
		"path": ["configuration", 0, "enforce_workgroup_configuration"],
		"msg": concat(": ", [
			"clients choose where results go and with which key they are encrypted",
			"`enforce_workgroup_configuration` is false",
		]),
	}}
}

test_allow_settings_that_are_enforced if {
	on := rule.deny with input as _group([{"enforce_workgroup_configuration": true}], [])
	on == set()
	left_out := rule.deny with input as _group([], [])
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _group([{}], [{"enforce_workgroup_configuration": true}])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
