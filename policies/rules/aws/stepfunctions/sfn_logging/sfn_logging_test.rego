package rules.aws.stepfunctions.sfn_logging_test

import rego.v1

import data.rules.aws.stepfunctions.sfn_logging as rule

_machine(values, unknown) := {"resources": {"aws_sfn_state_machine": [{
	"address": "aws_sfn_state_machine.m",
	"type": "aws_sfn_state_machine",
	"values": values,
	"unknown": unknown,
}]}}

_express(logging, unknown) := _machine({"type": "EXPRESS", "logging_configuration": logging}, unknown)

_at(path, msg) := {{
	"address": "aws_sfn_state_machine.m",
	"path": path,
	"msg": sprintf("executions are not logged%s", [msg]),
}}

_level := ["logging_configuration", 0, "level"]

test_deny_express_without_a_log if {
	left_out := rule.deny with input as _machine({"type": "EXPRESS"}, {})
	left_out == _at(["logging_configuration"], ": `logging_configuration` is not set")
	off := rule.deny with input as _express([{"level": "OFF"}], {})
	off == _at(_level, ": `level` is OFF")
	level := rule.deny with input as _express([{"include_execution_data": true}], {})
	level == _at(_level, ": `level` is not set")
}

test_allow_a_log if {
	every level in ["ERROR", "FATAL", "ALL"] {
		found := rule.deny with input as _express([{"level": level}], {})
		found == set()
	}
}

test_allow_standard if {
	named := rule.deny with input as _machine({"type": "STANDARD", "logging_configuration": [{"level": "OFF"}]}, {})
	named == set()
	left_out := rule.deny with input as _machine({}, {"logging_configuration": [{"level": true}]})
	left_out == set()
}

test_deny_at_what_is_unknown_at_plan if {
	level := rule.deny with input as _express([{}], {"logging_configuration": [{"level": true}]})
	level == _at(_level, ", unless this says so")
	type := rule.deny with input as _machine({}, {"type": true})
	type == _at(["type"], ", if they are express ones")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
