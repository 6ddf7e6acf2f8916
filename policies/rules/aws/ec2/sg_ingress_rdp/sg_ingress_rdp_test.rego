package rules.aws.ec2.sg_ingress_rdp_test

import rego.v1

import data.rules.aws.ec2.sg_ingress_rdp as rule

_group(ingress, unknown) := {"resources": {"aws_security_group": [{
	"address": "aws_security_group.web",
	"type": "aws_security_group",
	"values": {"ingress": ingress},
	"unknown": unknown,
}]}}

_at(path, msg) := {"address": "aws_security_group.web", "path": path, "msg": msg}

test_deny_names_the_range_at_fault if {
	found := rule.deny with input as _group(
		[
			{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "tcp", "from_port": 3000, "to_port": 4000, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]},
		],
		{},
	)
	found == {_at(["ingress", 1, "cidr_blocks", 1], "RDP (port 3389) is open to 0.0.0.0/0")}
}

test_deny_udp_as_well_as_tcp if {
	found := rule.deny with input as _group(
		[
			{"protocol": "udp", "from_port": 3389, "to_port": 3389, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "tcp", "from_port": 3389, "to_port": 3389, "ipv6_cidr_blocks": ["::/0"]},
		],
		{},
	)
	found == {
		_at(["ingress", 0, "cidr_blocks", 0], "RDP (port 3389) is open to 0.0.0.0/0"),
		_at(["ingress", 1, "ipv6_cidr_blocks", 0], "RDP (port 3389) is open to ::/0"),
	}
}

test_deny_both_address_families if {
	found := rule.deny with input as _group([{
		"protocol": "-1", "from_port": 0, "to_port": 0,
		"cidr_blocks": ["0.0.0.0/0"], "ipv6_cidr_blocks": ["::/0"],
	}], {})
	found == {
		_at(["ingress", 0, "cidr_blocks", 0], "RDP (port 3389) is open to 0.0.0.0/0"),
		_at(["ingress", 0, "ipv6_cidr_blocks", 0], "RDP (port 3389) is open to ::/0"),
	}
}

test_deny_every_type_that_can_open_a_port if {
	found := rule.deny with input as {"resources": {
		"aws_default_security_group": [{
			"address": "aws_default_security_group.d",
			"type": "aws_default_security_group",
			"values": {"ingress": [{
				"protocol": "tcp", "from_port": 3389, "to_port": 3389,
				"cidr_blocks": ["0.0.0.0/0"],
			}]},
			"unknown": {},
		}],
		"aws_security_group_rule": [{
			"address": "aws_security_group_rule.r",
			"type": "aws_security_group_rule",
			"values": {
				"type": "ingress", "protocol": "tcp", "from_port": 3389, "to_port": 3389,
				"cidr_blocks": ["0.0.0.0/0"],
			},
			"unknown": {},
		}],
		"aws_vpc_security_group_ingress_rule": [{
			"address": "aws_vpc_security_group_ingress_rule.r",
			"type": "aws_vpc_security_group_ingress_rule",
			"values": {"ip_protocol": "tcp", "from_port": 3389, "to_port": 3389, "cidr_ipv4": "0.0.0.0/0"},
			"unknown": {},
		}],
	}}
	msg := "RDP (port 3389) is open to 0.0.0.0/0"
	found == {
		{"address": "aws_default_security_group.d", "path": ["ingress", 0, "cidr_blocks", 0], "msg": msg},
		{"address": "aws_security_group_rule.r", "path": ["cidr_blocks", 0], "msg": msg},
		{"address": "aws_vpc_security_group_ingress_rule.r", "path": ["cidr_ipv4"], "msg": msg},
	}
}

test_deny_at_a_range_unknown_at_plan if {
	found := rule.deny with input as _group(
		[
			{"protocol": "tcp", "from_port": 3389, "to_port": 3389},
			{"protocol": "tcp", "from_port": 443, "to_port": 443},
		],
		{"ingress": [{"cidr_blocks": true}, {"cidr_blocks": true}]},
	)
	found == {_at(["ingress", 0, "cidr_blocks"], "RDP (port 3389) is open to a range known only after apply")}
}

test_allow_other_ports_and_private_ranges if {
	found := rule.deny with input as _group(
		[
			{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "icmp", "from_port": -1, "to_port": -1, "cidr_blocks": ["0.0.0.0/0"]},
			{"protocol": "tcp", "from_port": 3389, "to_port": 3389, "cidr_blocks": ["10.0.0.0/8", "192.0.2.0/24"]},
			{"protocol": "tcp", "from_port": 3389, "to_port": 3389, "cidr_blocks": [], "self": true},
		],
		{},
	)
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
