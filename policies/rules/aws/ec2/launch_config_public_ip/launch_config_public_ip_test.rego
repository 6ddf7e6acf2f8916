package rules.aws.ec2.launch_config_public_ip_test

import rego.v1

import data.rules.aws.ec2.launch_config_public_ip as rule

_configuration(values, unknown) := {"resources": {"aws_launch_configuration": [{
	"address": "aws_launch_configuration.c",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_public_addresses if {
	found := rule.deny with input as _configuration({"associate_public_ip_address": true}, {})
	found == {{
		"address": "aws_launch_configuration.c",
		"path": ["associate_public_ip_address"],
		"msg": "instances have public addresses: `associate_public_ip_address` is true",
	}}
}

test_allow_private_addresses if {
	off := rule.deny with input as _configuration({"associate_public_ip_address": false}, {})
	off == set()
	unset := rule.deny with input as _configuration({}, {})
	unset == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _configuration({}, {"associate_public_ip_address": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
