package rules.aws.ec2.sg_ingress_all_ports_test

import rego.v1

import data.rules.aws.ec2.sg_ingress_all_ports as rule

_resource(type, values, unknown) := {
	"address": sprintf("%s.r", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}

_plan(resource) := {"resources": {resource.type: [resource]}}

_at(type, path, text) := {"address": sprintf("%s.r", [type]), "path": path, "msg": sprintf("every port %s", [text])}

_group := "aws_security_group"

_world := {"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}

test_deny_every_port_in_each_spelling if {
	every ports in [
		{"protocol": "-1", "from_port": 0, "to_port": 0},
		{"protocol": "tcp", "from_port": 0, "to_port": 65535},
		{"protocol": "udp", "from_port": 1, "to_port": 65535},
	] {
		ingress := [object.union(ports, _world)]
		found := rule.deny with input as _plan(_resource(_group, {"ingress": ingress}, {}))
		found == {_at(_group, ["ingress", 0, "cidr_blocks", 1], "is open to 0.0.0.0/0")}
	}
}

test_deny_every_port_above_1023 if {
	every from in [22, 1024] {
		ingress := [object.union({"protocol": "tcp", "from_port": from, "to_port": 65535}, _world)]
		found := rule.deny with input as _plan(_resource(_group, {"ingress": ingress}, {}))
		msg := "every port above 1023 is open to 0.0.0.0/0"
		found == {{"address": "aws_security_group.r", "path": ["ingress", 0, "cidr_blocks", 1], "msg": msg}}
	}
}

test_deny_more_than_half_of_all_ports if {
	block := object.union({"protocol": "tcp", "from_port": 1025, "to_port": 65000}, _world)
	found := rule.deny with input as _plan(_resource(_group, {"ingress": [block]}, {}))
	msg := "every port from 1025 to 65000 is open to 0.0.0.0/0"
	found == {{"address": "aws_security_group.r", "path": ["ingress", 0, "cidr_blocks", 1], "msg": msg}}
}

test_deny_rules_on_their_own if {
	own := {"type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0, "ipv6_cidr_blocks": ["::/0"]}
	found := rule.deny with input as _plan(_resource("aws_security_group_rule", own, {}))
	found == {_at("aws_security_group_rule", ["ipv6_cidr_blocks", 0], "is open to ::/0")}
	vpc := _resource("aws_vpc_security_group_ingress_rule", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {})
	vpc_found := rule.deny with input as _plan(vpc)
	vpc_found == {_at("aws_vpc_security_group_ingress_rule", ["cidr_ipv4"], "is open to 0.0.0.0/0")}
}

test_deny_at_values_unknown_at_plan if {
	block := {"protocol": "-1", "from_port": 0, "to_port": 0}
	range := rule.deny with input as _plan(_resource(
		_group,
		{"ingress": [block]},
		{"ingress": [{"cidr_blocks": true}]},
	))
	range == {_at(_group, ["ingress", 0, "cidr_blocks"], "is open to a range known only after apply")}
	whole := rule.deny with input as _plan(_resource(_group, {}, {"ingress": true}))
	whole == {_at(_group, ["ingress"], "may be open, as `ingress` is known only after apply")}
}

test_allow_less_than_every_port_and_less_than_the_world if {
	found := rule.deny with input as _plan(_resource(
		_group,
		{"ingress": [
			{"protocol": "tcp", "from_port": 32768, "to_port": 65535, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "tcp", "from_port": 0, "to_port": 32767, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "icmp", "from_port": -1, "to_port": -1, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"]},
			{"protocol": "-1", "from_port": 0, "to_port": 0, "self": true},
		]},
		{},
	))
	found == set()
}

test_allow_egress if {
	own := {"type": "egress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}
	found := rule.deny with input as _plan(_resource("aws_security_group_rule", own, {}))
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
