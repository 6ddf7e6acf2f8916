package rules.aws.ec2.ebs_default_encryption_test

import rego.v1

import data.rules.aws.ec2.ebs_default_encryption as rule

_setting(values, unknown) := {"resources": {"aws_ebs_encryption_by_default": [{
	"address": "aws_ebs_encryption_by_default.d",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_default_turned_off if {
	found := rule.deny with input as _setting({"enabled": false}, {})
	found == {{
		"address": "aws_ebs_encryption_by_default.d",
		"path": ["enabled"],
		"msg": "volumes are not encrypted by default: `enabled` is false",
	}}
}

test_allow_a_default_turned_on if {
	on := rule.deny with input as _setting({"enabled": true}, {})
	on == set()
	unset := rule.deny with input as _setting({}, {})
	unset == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _setting({}, {"enabled": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
