package rules.aws.ec2.eip_unattached_test

import rego.v1

import data.rules.aws.ec2.eip_unattached as rule

_address(values, unknown, linked, maybe) := {"resources": {"aws_eip": [{
	"address": "aws_eip.a",
	"type": "aws_eip",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_user(type) := {type: [{"address": sprintf("%s.u", [type]), "values": {}}]}

test_deny_an_address_that_nothing_has if {
	every maybe in [{}, _user("aws_lb")] {
		found := {object.filter(item, ["address", "path", "msg"]) | some item in rule.deny} with input as _address(
			{"domain": "vpc", "instance": ""},
			{},
			{},
			maybe,
		)
		found == {{"address": "aws_eip.a", "path": [], "msg": "nothing in the plan has the address"}}
	}
}

test_deny_says_what_could_have_it if {
	some found in rule.deny with input as _address({}, {}, {}, {})
	{"aws_eip_association", "aws_lb", "aws_nat_gateway"} - found.without == set()
}

test_allow_what_it_is_given_known_and_unknown if {
	every key in ["instance", "network_interface"] {
		known := rule.deny with input as _address({key: "i-1"}, {}, {}, {})
		known == set()
		unknown := rule.deny with input as _address({}, {key: true}, {}, {})
		unknown == set()
	}
	existing := rule.deny with input as _address({"association_id": "eipassoc-1"}, {}, {}, {})
	existing == set()
}

test_allow_what_has_it if {
	every type in ["aws_nat_gateway", "aws_eip_association", "aws_lb"] {
		found := rule.deny with input as _address({}, {}, _user(type), {})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
