package rules.aws.ec2.sg_ingress_not_web_ports_test

import rego.v1

import data.rules.aws.ec2.sg_ingress_not_web_ports as rule

_group(rules, unknown) := {"resources": {"aws_security_group": [{
	"address": "aws_security_group.web",
	"type": "aws_security_group",
	"values": {"ingress": rules},
	"unknown": unknown,
}]}}

_rule(protocol, from, to, cidr) := {"protocol": protocol, "from_port": from, "to_port": to, "cidr_blocks": [cidr]}

_at(i, key, msg) := {"address": "aws_security_group.web", "path": array.concat(["ingress", i], key), "msg": msg}

_cidr := ["cidr_blocks", 0]

test_deny_other_ports_and_ranges if {
	found := rule.deny with input as _group(
		[
			_rule("tcp", 8443, 8443, "0.0.0.0/0"), _rule("tcp", 80, 443, "0.0.0.0/0"),
			_rule("udp", 53, 53, "0.0.0.0/0"), _rule("tcp", 443, 443, "0.0.0.0/0"),
		],
		{},
	)
	found == {
		_at(0, _cidr, "port 8443 is open to 0.0.0.0/0"),
		_at(1, _cidr, "a port from 80 to 443 is open to 0.0.0.0/0"),
		_at(2, _cidr, "port 53 is open to 0.0.0.0/0"),
	}
}

test_deny_rules_on_their_own if {
	own := {"type": "ingress", "protocol": "tcp", "from_port": 25, "to_port": 25, "cidr_blocks": ["0.0.0.0/0"]}
	vpc := {"ip_protocol": "tcp", "from_port": 25, "to_port": 25, "cidr_ipv6": "::/0"}
	found := rule.deny with input as {"resources": {
		"aws_security_group_rule": [{
			"address": "aws_security_group_rule.r", "type": "aws_security_group_rule",
			"values": own, "unknown": {},
		}],
		"aws_vpc_security_group_ingress_rule": [{
			"address": "aws_vpc_security_group_ingress_rule.r", "type": "aws_vpc_security_group_ingress_rule",
			"values": vpc, "unknown": {},
		}],
	}}
	found == {
		{
			"address": "aws_security_group_rule.r", "path": ["cidr_blocks", 0],
			"msg": "port 25 is open to 0.0.0.0/0",
		},
		{
			"address": "aws_vpc_security_group_ingress_rule.r", "path": ["cidr_ipv6"],
			"msg": "port 25 is open to ::/0",
		},
	}
}

test_deny_at_values_unknown_at_plan if {
	range := rule.deny with input as _group(
		[{"protocol": "tcp", "from_port": 25, "to_port": 25}, {"protocol": "tcp", "from_port": 443, "to_port": 443}],
		{"ingress": [{"cidr_blocks": true}, {"cidr_blocks": true}]},
	)
	range == {_at(0, ["cidr_blocks"], "port 25 is open to a range known only after apply")}
	to := rule.deny with input as _group(
		[{"protocol": "tcp", "from_port": 8443, "cidr_blocks": ["0.0.0.0/0"]}],
		{"ingress": [{"to_port": true}]},
	)
	msg := "a port from 8443 to ? may be open to 0.0.0.0/0, as `to_port` is known only after apply"
	to == {_at(0, ["to_port"], msg)}
}

test_allow_web_ports_and_narrow_ranges_and_every_port if {
	found := rule.deny with input as _group(
		[
			_rule("tcp", 80, 80, "0.0.0.0/0"), _rule("udp", 443, 443, "0.0.0.0/0"),
			_rule("icmp", -1, -1, "0.0.0.0/0"), _rule("tcp", 22, 22, "10.0.0.0/8"), _rule("-1", 0, 0, "0.0.0.0/0"),
		],
		{},
	)
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
