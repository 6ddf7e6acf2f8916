package rules.aws.vpc.default_vpc_used_test

import rego.v1

import data.rules.aws.vpc.default_vpc_used as rule

_resource(type, unknown) := {
	"address": sprintf("%s.d", [type]), "type": type,
	"values": {"tags": {"Name": "default"}}, "unknown": unknown,
}

_whole(type, msg) := {"address": sprintf("%s.d", [type]), "path": [], "msg": msg}

test_deny_the_vpc_whatever_is_unknown_of_it if {
	found := rule.deny with input as {"resources": {
		"aws_default_vpc": [_resource("aws_default_vpc", {"tags": true})],
		"aws_default_subnet": [_resource("aws_default_subnet", {})],
	}}
	found == {_whole("aws_default_vpc", "the default VPC of the region is used")}
}

test_deny_a_subnet_alone if {
	found := rule.deny with input as {"resources": {"aws_default_subnet": [_resource("aws_default_subnet", {})]}}
	found == {_whole("aws_default_subnet", "a subnet of the default VPC is used")}
}

test_allow_other_vpcs if {
	found := rule.deny with input as {"resources": {"aws_vpc": [_resource("aws_vpc", {})]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
