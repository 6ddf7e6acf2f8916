package rules.aws.vpc.vpc_peering_route_broad_test

import rego.v1

import data.rules.aws.vpc.vpc_peering_route_broad as rule

_route(values, unknown) := {"resources": {"aws_route": [{
	"address": "aws_route.r",
	"type": "aws_route",
	"values": values,
	"unknown": unknown,
}]}}

_at(address, path, text) := {
	"address": address,
	"path": path,
	"msg": sprintf("%s is routed to a VPC peering connection", [text]),
}

test_deny_a_route_on_its_own if {
	found := rule.deny with input as _route(
		{"destination_cidr_block": "0.0.0.0/0", "vpc_peering_connection_id": "pcx-1"},
		{},
	)
	found == {_at("aws_route.r", ["destination_cidr_block"], "0.0.0.0/0")}
}

test_deny_a_route_of_a_table if {
	every type in ["aws_route_table", "aws_default_route_table"] {
		found := rule.deny with input as {"resources": {type: [{
			"address": sprintf("%s.t", [type]), "type": type,
			"values": {"route": [
				{"cidr_block": "10.0.0.0/8", "vpc_peering_connection_id": "pcx-1"},
				{"cidr_block": "", "ipv6_cidr_block": "::/0", "vpc_peering_connection_id": "pcx-1"},
			]},
			"unknown": {},
		}]}}
		found == {_at(sprintf("%s.t", [type]), ["route", 1, "ipv6_cidr_block"], "::/0")}
	}
}

test_deny_at_values_unknown_at_plan if {
	peering := rule.deny with input as _route(
		{"destination_cidr_block": "0.0.0.0/0"},
		{"vpc_peering_connection_id": true},
	)
	peering == {_at("aws_route.r", ["destination_cidr_block"], "0.0.0.0/0")}
	range := rule.deny with input as _route(
		{"vpc_peering_connection_id": "pcx-1"},
		{"destination_cidr_block": true},
	)
	range == {_at("aws_route.r", ["destination_cidr_block"], "a range known only after apply")}
}

test_allow_narrow_routes_and_other_targets if {
	narrow := rule.deny with input as _route(
		{"destination_cidr_block": "10.30.0.0/16", "vpc_peering_connection_id": "pcx-1"},
		{},
	)
	narrow == set()
	other := rule.deny with input as _route(
		{"destination_cidr_block": "0.0.0.0/0", "vpc_peering_connection_id": ""},
		{"nat_gateway_id": true},
	)
	other == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
