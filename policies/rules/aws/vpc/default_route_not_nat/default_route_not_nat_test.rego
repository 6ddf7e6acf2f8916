package rules.aws.vpc.default_route_not_nat_test

import rego.v1

import data.rules.aws.vpc.default_route_not_nat as rule

_route(values, unknown, linked) := {"resources": {"aws_route": [{
	"address": "aws_route.r",
	"type": "aws_route",
	"values": object.union({"destination_cidr_block": "0.0.0.0/0"}, values),
	"unknown": unknown,
	"linked": linked,
}]}}

_at(key, target) := {
	"address": "aws_route.r",
	"path": [key],
	"msg": sprintf("0.0.0.0/0 is routed to %s", [target]),
}

_gateway := "an internet gateway"

_public := {"aws_internet_gateway": [{"address": "aws_internet_gateway.g", "values": {}}]}

_private := {"aws_vpn_gateway": [{"address": "aws_vpn_gateway.g", "values": {}}]}

test_deny_an_internet_gateway if {
	known := rule.deny with input as _route({"gateway_id": "igw-1"}, {}, {})
	known == {_at("destination_cidr_block", _gateway)}
	linked := rule.deny with input as _route({}, {"gateway_id": true}, _public)
	linked == {_at("destination_cidr_block", _gateway)}
}

test_deny_at_a_gateway_unknown_at_plan if {
	neither := rule.deny with input as _route({}, {"gateway_id": true}, {})
	neither == {_at("gateway_id", _gateway)}
	both := rule.deny with input as _route({}, {"gateway_id": true}, object.union(_public, _private))
	both == {_at("gateway_id", _gateway)}
}

test_deny_other_ways_out if {
	interface := rule.deny with input as _route({"network_interface_id": "eni-1"}, {}, {})
	interface == {_at("destination_cidr_block", "a network interface")}
	table := rule.deny with input as {"resources": {"aws_route_table": [{
		"address": "aws_route_table.t",
		"type": "aws_route_table",
		"values": {"route": [{"ipv6_cidr_block": "::/0", "gateway_id": "igw-1"}]},
		"unknown": {},
	}]}}
	table == {{
		"address": "aws_route_table.t",
		"path": ["route", 0, "ipv6_cidr_block"],
		"msg": "::/0 is routed to an internet gateway",
	}}
}

test_allow_nat_and_private_gateways if {
	nat := rule.deny with input as _route({"gateway_id": ""}, {"nat_gateway_id": true}, _public)
	nat == set()
	known := rule.deny with input as _route({"gateway_id": "vgw-1"}, {}, {})
	known == set()
}

test_allow_a_private_gateway_of_the_plan if {
	found := rule.deny with input as _route({}, {"gateway_id": true}, _private)
	found == set()
}

test_allow_other_destinations if {
	values := {"destination_cidr_block": "10.0.0.0/8", "gateway_id": "igw-1"}
	found := rule.deny with input as _route(values, {}, {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
