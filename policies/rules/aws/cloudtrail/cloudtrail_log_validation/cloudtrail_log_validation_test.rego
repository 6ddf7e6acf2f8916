package rules.aws.cloudtrail.cloudtrail_log_validation_test

import rego.v1

import data.rules.aws.cloudtrail.cloudtrail_log_validation as rule

_trail(values, unknown) := {"resources": {"aws_cloudtrail": [{
	"address": "aws_cloudtrail.t",
	"values": values,
	"unknown": unknown,
}]}}

_found(state) := {{
	"address": "aws_cloudtrail.t",
	"path": ["enable_log_file_validation"],
	"msg": sprintf("log files are not signed: `enable_log_file_validation` is %s", [state]),
}}

test_deny_a_trail_without_validation if {
	left_out := rule.deny with input as _trail({}, {})
	left_out == _found("not set")
	off := rule.deny with input as _trail({"enable_log_file_validation": false}, {})
	off == _found("false")
}

test_allow_validation if {
	found := rule.deny with input as _trail({"enable_log_file_validation": true}, {})
	found == set()
}

test_allow_a_flag_unknown_at_plan if {
	found := rule.deny with input as _trail({}, {"enable_log_file_validation": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
