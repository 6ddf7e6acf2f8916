package lib.aws_route_test

import rego.v1

import data.lib.aws_route

_to_world(type, values, unknown) := {[found.path, found.text] |
	some found in aws_route.to_world(aws_route.routes({type: [{"type": type, "values": values, "unknown": unknown}]}))
}

test_to_world_of_a_route_on_its_own if {
	_to_world("aws_route", {"destination_cidr_block": "0.0.0.0/0"}, {}) == {[["destination_cidr_block"], "0.0.0.0/0"]}
	_to_world("aws_route", {"destination_ipv6_cidr_block": "::/0"}, {}) == {[["destination_ipv6_cidr_block"], "::/0"]}
	_to_world("aws_route", {"destination_cidr_block": "10.0.0.0/8"}, {}) == set()
	_to_world("aws_route", {"destination_prefix_list_id": "pl-1"}, {}) == set()
}

test_to_world_of_the_routes_of_a_table if {
	every type in ["aws_route_table", "aws_default_route_table"] {
		_to_world(type, {"route": [{"cidr_block": "10.0.0.0/8"}, {"cidr_block": "0.0.0.0/0"}]}, {}) == {[
			["route", 1, "cidr_block"],
			"0.0.0.0/0",
		]}
	}
}

test_to_world_at_deferred_ranges if {
	text := "a range known only after apply"
	_to_world("aws_route", {}, {"destination_cidr_block": true}) == {[["destination_cidr_block"], text]}
	_to_world("aws_route_table", {"route": [{}]}, {"route": [{"cidr_block": true}]}) == {[
		["route", 0, "cidr_block"],
		text,
	]}
}

test_to_world_of_nothing if aws_route.to_world(aws_route.routes({})) == []
