package rules.aws.vpc.subnet_auto_public_ip_test

import rego.v1

import data.rules.aws.vpc.subnet_auto_public_ip as rule

_subnet(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.s", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, state) := {
	"address": sprintf("%s.s", [type]),
	"path": ["map_public_ip_on_launch"],
	"msg": sprintf("machines get a public address by themselves: `map_public_ip_on_launch` is %s", [state]),
}

test_deny_addresses_by_themselves if {
	every type in ["aws_subnet", "aws_default_subnet"] {
		found := rule.deny with input as _subnet(type, {"map_public_ip_on_launch": true}, {})
		found == {_at(type, "true")}
	}
}

test_deny_a_default_subnet_that_says_nothing if {
	found := rule.deny with input as _subnet("aws_default_subnet", {}, {})
	found == {_at("aws_default_subnet", "not set")}
}

test_allow_what_is_off_or_unknown if {
	every type in ["aws_subnet", "aws_default_subnet"] {
		off := rule.deny with input as _subnet(type, {"map_public_ip_on_launch": false}, {})
		off == set()
		unknown := rule.deny with input as _subnet(type, {}, {"map_public_ip_on_launch": true})
		unknown == set()
	}
	unset := rule.deny with input as _subnet("aws_subnet", {}, {})
	unset == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
