package rules.aws.emr.emr_block_public_access_test

import rego.v1

import data.rules.aws.emr.emr_block_public_access as rule

_settings(values, unknown) := {"resources": {"aws_emr_block_public_access_configuration": [{
	"address": "aws_emr_block_public_access_configuration.x",
	"type": "aws_emr_block_public_access_configuration",
	"values": values,
	"unknown": unknown,
}]}}

_finding(path, msg) := {"address": "aws_emr_block_public_access_configuration.x", "path": path, "msg": msg}

_switch := "block_public_security_group_rules"

_ranges := "permitted_public_security_group_rule_range"

test_deny_blocking_that_is_off if {
	found := rule.deny with input as _settings({_switch: false, _ranges: [{"min_range": 0, "max_range": 65535}]}, {})
	msg := "public access is not blocked: `block_public_security_group_rules` is false"
	found == {_finding([_switch], msg)}
}

test_deny_exceptions_for_nearly_every_port if {
	found := rule.deny with input as _settings(
		{_switch: true, _ranges: [{"min_range": 22, "max_range": 22}, {"min_range": 23, "max_range": 65535}]},
		{},
	)
	found == {_finding([_ranges, 1], "ports 23 to 65535 may be public")}
}

test_allow_blocking if {
	every ranges in [[], [{"min_range": 22, "max_range": 22}, {"min_range": 8443, "max_range": 8450}]] {
		found := rule.deny with input as _settings({_switch: true, _ranges: ranges}, {})
		found == set()
	}
}

test_allow_values_unknown_at_plan if {
	switch := rule.deny with input as _settings({}, {_switch: true})
	switch == set()
	range := rule.deny with input as _settings(
		{_switch: true, _ranges: [{"min_range": 0}]},
		{_ranges: [{"max_range": true}]},
	)
	range == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
