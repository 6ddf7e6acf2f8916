package lib.aws_ingress_test

import rego.v1

import data.lib.aws_ingress

_ssh(resource) := aws_ingress.openings(resource, ["tcp"], 22)

_group(blocks, unknown) := {
	"type": "aws_security_group",
	"values": {"ingress": blocks},
	"unknown": {"ingress": unknown},
}

_block(protocol, from, to) := {
	"protocol": protocol, "from_port": from, "to_port": to,
	"cidr_blocks": ["0.0.0.0/0"], "ipv6_cidr_blocks": [], "self": false,
}

_is_open(protocol, from, to) if {
	_ssh(_group([_block(protocol, from, to)], [{}])) == {{
		"path": ["ingress", 0, "cidr_blocks", 0],
		"text": "is open to 0.0.0.0/0",
	}}
}

_is_closed(protocol, from, to) if _ssh(_group([_block(protocol, from, to)], [{}])) == set()

test_openings_of_every_protocol_that_carries_the_port if {
	_is_open("tcp", 22, 22)
	_is_open("TCP", 0, 65535)
	_is_open("6", 20, 30)
	_is_open("-1", 0, 0)
	_is_open("all", 0, 0)
	_is_open(-1, 443, 443)
}

test_openings_not_of_other_ports_and_protocols if {
	_is_closed("tcp", 443, 443)
	_is_closed("tcp", 23, 65535)
	_is_closed("tcp", 0, 0)
	_is_closed("udp", 22, 22)
	_is_closed("icmp", -1, -1)
	_is_closed("icmp", 8, 22)
	_is_closed("50", 22, 22)
}

test_openings_of_each_range_in_each_list_of_each_block if {
	found := _ssh(_group(
		[
			{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]},
			{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]},
			{
				"protocol": "-1", "from_port": 0, "to_port": 0,
				"cidr_blocks": ["8.0.0.0/8", "9.0.0.0/8"], "ipv6_cidr_blocks": ["::/0"],
			},
		],
		[{"cidr_blocks": [false, false]}, {}, {}],
	))
	found == {
		{"path": ["ingress", 0, "cidr_blocks", 1], "text": "is open to 0.0.0.0/0"},
		{
			"path": ["ingress", 2, "cidr_blocks"],
			"text": "is open to ranges that hold much of the internet together",
		},
		{"path": ["ingress", 2, "ipv6_cidr_blocks", 0], "text": "is open to ::/0"},
	}
}

test_openings_not_to_groups_and_lists_of_prefixes if {
	found := _ssh(_group([{
		"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": [],
		"self": true, "security_groups": ["sg-1"], "prefix_list_ids": ["pl-1"],
	}], [{}]))
	found == set()
}

test_openings_of_a_rule_on_its_own if {
	values := {"type": "ingress", "protocol": "tcp", "from_port": 0, "to_port": 99, "cidr_blocks": ["0.0.0.0/0"]}
	_ssh({"type": "aws_security_group_rule", "values": values, "unknown": {}}) == {{
		"path": ["cidr_blocks", 0],
		"text": "is open to 0.0.0.0/0",
	}}
	egress := object.union(values, {"type": "egress"})
	_ssh({"type": "aws_security_group_rule", "values": egress, "unknown": {}}) == set()
}

test_openings_of_a_rule_of_the_vpc_kind if {
	found := _ssh({
		"type": "aws_vpc_security_group_ingress_rule",
		"values": {"ip_protocol": "-1", "cidr_ipv6": "::/0"},
		"unknown": {"security_group_id": true},
	})
	found == {{"path": ["cidr_ipv6"], "text": "is open to ::/0"}}
}

test_openings_at_a_deferred_source if {
	text := "is open to a range known only after apply"
	block := {"protocol": "tcp", "from_port": 22, "to_port": 22}
	_ssh(_group([block], [{"cidr_blocks": true}])) == {{"path": ["ingress", 0, "cidr_blocks"], "text": text}}
	_ssh(_group([block], [{"cidr_blocks": [false, true]}])) == {{
		"path": ["ingress", 0, "cidr_blocks", 1],
		"text": text,
	}}
	https := {"protocol": "tcp", "from_port": 443, "to_port": 443}
	_ssh(_group([https], [{"cidr_blocks": true}])) == set()
}

test_openings_say_nothing_of_deferred_sources_beside_the_world if {
	block := object.union(_block("tcp", 22, 22), {"cidr_blocks": ["0.0.0.0/0", null]})
	found := _ssh(_group([block], [{"cidr_blocks": [false, true], "ipv6_cidr_blocks": true}]))
	found == {{"path": ["ingress", 0, "cidr_blocks", 0], "text": "is open to 0.0.0.0/0"}}
}

test_openings_at_deferred_ports if {
	block := {"protocol": "tcp", "to_port": 100, "cidr_blocks": ["0.0.0.0/0"]}
	_ssh(_group([block], [{"from_port": true}])) == {{
		"path": ["ingress", 0, "from_port"],
		"text": "may be open to 0.0.0.0/0, as `from_port` is known only after apply",
	}}
	low := {"protocol": "tcp", "to_port": 21, "cidr_blocks": ["0.0.0.0/0"]}
	_ssh(_group([low], [{"from_port": true}])) == set()
	high := {"protocol": "tcp", "from_port": 23, "cidr_blocks": ["0.0.0.0/0"]}
	_ssh(_group([high], [{"to_port": true}])) == set()
	every_protocol := {"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}
	_ssh(_group([every_protocol], [{"from_port": true, "to_port": true}])) == {{
		"path": ["ingress", 0, "cidr_blocks", 0],
		"text": "is open to 0.0.0.0/0",
	}}
}

test_openings_at_a_deferred_protocol if {
	text := "may be open to 0.0.0.0/0, as `protocol` is known only after apply"
	every ports in [[22, 22], [0, 0], [0, 65535]] {
		block := {"from_port": ports[0], "to_port": ports[1], "cidr_blocks": ["0.0.0.0/0"]}
		_ssh(_group([block], [{"protocol": true}])) == {{"path": ["ingress", 0, "protocol"], "text": text}}
	}
	https := {"from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}
	_ssh(_group([https], [{"protocol": true}])) == set()
	low := {"from_port": 1, "to_port": 21, "cidr_blocks": ["0.0.0.0/0"]}
	_ssh(_group([low], [{"protocol": true}])) == set()
}

test_openings_where_all_blocks_are_deferred if {
	_ssh({"type": "aws_security_group", "values": {}, "unknown": {"ingress": true}}) == {{
		"path": ["ingress"],
		"text": "may be open, as `ingress` is known only after apply",
	}}
	_ssh(_group([null], [true])) == set()
}

test_openings_of_nothing if {
	_ssh({"type": "aws_security_group", "values": {}, "unknown": {}}) == set()
	_ssh({"type": "aws_instance", "values": {}, "unknown": {}}) == set()
}

_every_port(rule) := {opening.path |
	some opening in aws_ingress.openings_of_every_port({
		"type": "aws_security_group",
		"values": {"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}, rule]},
		"unknown": {},
	})
}

test_openings_of_every_port if {
	world := {"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}
	every ports in [
		{"protocol": "-1", "from_port": 0, "to_port": 0},
		{"protocol": "tcp", "from_port": 0, "to_port": 65535},
		{"protocol": "6", "from_port": 1, "to_port": 65535},
		{"protocol": "udp", "from_port": 0, "to_port": 65535},
	] {
		_every_port(object.union(ports, world)) == {["ingress", 1, "cidr_blocks", 1]}
	}
	every ports in [
		{"protocol": "tcp", "from_port": 1024, "to_port": 65535},
		{"protocol": "tcp", "from_port": 0, "to_port": 65000},
		{"protocol": "icmp", "from_port": -1, "to_port": -1},
	] {
		_every_port(object.union(ports, world)) == set()
	}
	_every_port({"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"]}) == set()
}

test_openings_of_every_port_at_deferred_values if {
	found := aws_ingress.openings_of_every_port({
		"type": "aws_vpc_security_group_ingress_rule",
		"values": {"ip_protocol": "tcp", "to_port": 65535, "cidr_ipv4": "0.0.0.0/0"},
		"unknown": {"from_port": true},
	})
	found == {{
		"path": ["from_port"],
		"text": "may be open to 0.0.0.0/0, as `from_port` is known only after apply",
	}}
}

test_openings_of_any_port if {
	group := {"type": "aws_security_group", "unknown": {"ingress": [{"from_port": true}]}, "values": {"ingress": [
		{"protocol": "tcp", "to_port": 8088, "cidr_blocks": ["0.0.0.0/0"]},
		{"protocol": "icmp", "from_port": -1, "to_port": -1, "cidr_blocks": ["0.0.0.0/0"]},
		{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]},
	]}}
	aws_ingress.openings_of_any_port(group) == {{
		"path": ["ingress", 0, "cidr_blocks", 0],
		"text": "is open to 0.0.0.0/0",
	}}
	deferred := {"type": "aws_security_group", "values": {}, "unknown": {"ingress": true}}
	aws_ingress.openings_of_any_port(deferred) == {{
		"path": ["ingress"],
		"text": "may be open, as `ingress` is known only after apply",
	}}
}

_one(values, unknown) := {
	"type": "aws_vpc_security_group_ingress_rule",
	"values": object.union({"ip_protocol": "tcp", "cidr_ipv4": "0.0.0.0/0"}, values),
	"unknown": unknown,
}

_ports(from, to) := _one({"from_port": from, "to_port": to}, {})

_wide(resource) := {opening.ports | some opening in aws_ingress.wide_openings(resource)}

test_wide_openings if {
	_wide(_ports(0, 65535)) == {"every port"}
	_wide(_one({"ip_protocol": "-1"}, {})) == {"every port"}
	_wide(_ports(1024, 65535)) == {"every port above 1023"}
	_wide(_ports(22, 65535)) == {"every port above 1023"}
	_wide(_ports(1025, 65535)) == {"every port from 1025 to 65535"}
	_wide(_ports(0, 65534)) == {"every port from 0 to 65534"}
	_wide(_ports(1025, 33793)) == {"every port from 1025 to 33793"}
	_wide(_ports(1025, 33792)) == set()
	_wide(_ports(32768, 65535)) == set()
	_wide(_one({"ip_protocol": "icmp", "from_port": -1, "to_port": -1}, {})) == set()
	_wide(_one({"ip_protocol": "tcp", "from_port": 1}, {"to_port": true})) == {"every port"}
}

test_egress_of_every_port if {
	all := {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}
	text := "is open to 0.0.0.0/0"
	group := {"type": "aws_security_group", "values": {"ingress": [all], "egress": [all]}, "unknown": {}}
	aws_ingress.egress_of_every_port(group) == {{"path": ["egress", 0, "cidr_blocks", 0], "text": text}}
	own := {"type": "aws_security_group_rule", "values": object.union(all, {"type": "egress"}), "unknown": {}}
	aws_ingress.egress_of_every_port(own) == {{"path": ["cidr_blocks", 0], "text": text}}
	aws_ingress.openings_of_every_port(own) == set()
	vpc := object.union(_one({"ip_protocol": "-1"}, {}), {"type": "aws_vpc_security_group_egress_rule"})
	aws_ingress.egress_of_every_port(vpc) == {{"path": ["cidr_ipv4"], "text": text}}
	aws_ingress.egress_of_every_port(_one({"ip_protocol": "-1"}, {})) == set()
}

_services := {
	389: {"name": "LDAP", "protocols": ["tcp", "udp"]},
	636: {"name": "LDAP with TLS", "protocols": ["tcp"]},
}

_reached(resource) := {opening.text | some opening in aws_ingress.service_openings(resource, _services)}

test_service_openings_name_what_is_reached if {
	_reached(_ports(389, 389)) == {"is open to 0.0.0.0/0: 389 (LDAP)"}
	_reached(_ports(300, 700)) == {"is open to 0.0.0.0/0: 389 (LDAP), 636 (LDAP with TLS)"}
	_reached(_one({"ip_protocol": "udp", "from_port": 300, "to_port": 700}, {})) == {"is open to 0.0.0.0/0: 389 (LDAP)"}
	_reached(_ports(390, 635)) == set()
	_reached(_ports(1, 65535)) == set()
	_reached(_ports(22, 65535)) == set()
	_reached(_one({"ip_protocol": "-1"}, {})) == set()
	_reached(_one({"from_port": 600}, {"to_port": true})) == set() # every port above 1023, for all that is known
	_reached(_one({"to_port": 600}, {"from_port": true})) == {
		"may be open to 0.0.0.0/0, as `from_port` is known only after apply: 389 (LDAP)",
	}
}

_others(resource) := {opening.ports | some opening in aws_ingress.other_openings(resource, {80, 443})}

test_other_openings if {
	_others(_ports(443, 443)) == set()
	_others(_ports(8443, 8443)) == {"port 8443"}
	_others(_ports(80, 443)) == {"a port from 80 to 443"}
	_others(_one({"to_port": 443}, {"from_port": true})) == {"a port from ? to 443"}
	_others(_ports(1024, 65535)) == set()
	_others(_one({"ip_protocol": "icmp", "from_port": -1, "to_port": -1}, {})) == set()
}
