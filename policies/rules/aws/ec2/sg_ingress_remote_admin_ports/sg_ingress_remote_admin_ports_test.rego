package rules.aws.ec2.sg_ingress_remote_admin_ports_test

import rego.v1

import data.rules.aws.ec2.sg_ingress_remote_admin_ports as rule

_group(rules, unknown) := {"resources": {"aws_security_group": [{
	"address": "aws_security_group.web",
	"type": "aws_security_group",
	"values": {"ingress": rules},
	"unknown": unknown,
}]}}

_rule(protocol, from, to, cidr) := {"protocol": protocol, "from_port": from, "to_port": to, "cidr_blocks": [cidr]}

_at(i, key, text) := {
	"address": "aws_security_group.web",
	"path": array.concat(["ingress", i], key),
	"msg": sprintf("a remote administration port %s", [text]),
}

_cidr := ["cidr_blocks", 0]

test_deny_each_port if {
	every port in [
		[23, "Telnet"],
		[512, "rexec"],
		[513, "rlogin"],
		[514, "rsh"],
	] {
		found := rule.deny with input as _group([_rule("tcp", port[0], port[0], "0.0.0.0/0")], {})
		found == {_at(0, _cidr, sprintf("is open to 0.0.0.0/0: %d (%s)", port))}
	}
}

test_deny_a_range_that_holds_several if {
	found := rule.deny with input as _group(
		[_rule("tcp", 443, 443, "0.0.0.0/0"), _rule("tcp", 4000, 5900, "0.0.0.0/0")],
		{},
	)
	text := "4505 (Salt), 4506 (Salt), 5500 (VNC listener) and 2 more"
	found == {_at(1, _cidr, sprintf("is open to 0.0.0.0/0: %s", [text]))}
}

test_deny_every_type_that_can_open_a_port if {
	values := {"from_port": 23, "to_port": 23}
	own := object.union(values, {"type": "ingress", "protocol": "tcp", "ipv6_cidr_blocks": ["::/0"]})
	vpc := object.union(values, {"ip_protocol": "tcp", "cidr_ipv4": "0.0.0.0/0"})
	group := {"ingress": [object.union(values, {"protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]})]}
	found := {object.filter(item, ["address", "path"]) | some item in rule.deny} with input as {"resources": {
		"aws_default_security_group": [_resource("aws_default_security_group", group)],
		"aws_security_group_rule": [_resource("aws_security_group_rule", own)],
		"aws_vpc_security_group_ingress_rule": [_resource("aws_vpc_security_group_ingress_rule", vpc)],
	}}
	found == {
		{"address": "aws_default_security_group.r", "path": ["ingress", 0, "cidr_blocks", 0]},
		{"address": "aws_security_group_rule.r", "path": ["ipv6_cidr_blocks", 0]},
		{"address": "aws_vpc_security_group_ingress_rule.r", "path": ["cidr_ipv4"]},
	}
}

_resource(type, values) := {"address": sprintf("%s.r", [type]), "type": type, "values": values, "unknown": {}}

test_deny_at_values_unknown_at_plan if {
	range := rule.deny with input as _group(
		[{"protocol": "tcp", "from_port": 23, "to_port": 23}, {"protocol": "tcp", "from_port": 443, "to_port": 443}],
		{"ingress": [{"cidr_blocks": true}, {"cidr_blocks": true}]},
	)
	range == {_at(0, ["cidr_blocks"], "is open to a range known only after apply: 23 (Telnet)")}
	from := rule.deny with input as _group(
		[{"protocol": "tcp", "to_port": 23, "cidr_blocks": ["0.0.0.0/0"]}],
		{"ingress": [{"from_port": true}]},
	)
	text := "may be open to 0.0.0.0/0, as `from_port` is known only after apply: 23 (Telnet)"
	from == {_at(0, ["from_port"], text)}
}

test_allow_other_ports_and_ranges_and_every_port if {
	found := rule.deny with input as _group(
		[
			_rule("tcp", 443, 443, "0.0.0.0/0"), _rule("icmp", -1, -1, "0.0.0.0/0"),
			_rule("tcp", 23, 23, "10.0.0.0/8"), _rule("tcp", 0, 65535, "0.0.0.0/0"),
			_rule("tcp", 1024, 65535, "0.0.0.0/0"), _rule("-1", 0, 0, "0.0.0.0/0"),
		],
		{},
	)
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
