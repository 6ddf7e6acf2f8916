package rules.aws.vpc.nacl_ingress_ssh_test

import rego.v1

import data.rules.aws.vpc.nacl_ingress_ssh as rule

_ports := {"protocol": "tcp", "from_port": 22, "to_port": 22}

_world := object.union(_ports, {"cidr_block": "0.0.0.0/0"})

_block(number, action, values) := object.union({"rule_no": number, "action": action}, values)

_acl(type, ingress, unknown, neighbours) := {"resources": {type: [object.union(
	{"address": sprintf("%s.a", [type]), "type": type, "values": {"ingress": ingress}, "unknown": unknown},
	neighbours,
)]}}

_rule(name, number, action, values) := {
	"address": sprintf("aws_network_acl_rule.%s", [name]),
	"type": "aws_network_acl_rule",
	"values": object.union({"rule_number": number, "rule_action": action}, values),
	"unknown": {"network_acl_id": true},
}

_at(address, path, text) := {"address": address, "path": path, "msg": sprintf("SSH (port 22) %s", [text])}

_is_open := "is open to 0.0.0.0/0"

test_deny_blocks_of_each_type if {
	every type in ["aws_network_acl", "aws_default_network_acl"] {
		found := rule.deny with input as _acl(type, [_block(100, "allow", _world)], {}, {})
		found == {_at(sprintf("%s.a", [type]), ["ingress", 0, "cidr_block"], _is_open)}
	}
}

test_deny_a_rule_on_its_own if {
	ipv6 := object.union(_ports, {"ipv6_cidr_block": "::/0"})
	found := rule.deny with input as {"resources": {"aws_network_acl_rule": [
		_rule("open", 100, "allow", ipv6),
		_rule("out", 100, "allow", object.union(_world, {"egress": true})),
	]}}
	found == {_at("aws_network_acl_rule.open", ["ipv6_cidr_block"], "is open to ::/0")}
}

test_deny_beside_a_rule_that_may_be_of_this_acl_and_unknown if {
	denial := _rule("denial", 50, "deny", _world)
	neighbours := {"maybe_linked": {"aws_network_acl_rule": [denial]}}
	found := rule.deny with input as _acl("aws_network_acl", [_block(100, "allow", _world)], {}, neighbours)
	found == {object.union(
		_at("aws_network_acl.a", ["ingress", 0, "cidr_block"], _is_open),
		{"beside": {"address": "aws_network_acl_rule.denial", "path": ["network_acl_id"]}},
	)}
}

test_deny_at_a_range_unknown_at_plan if {
	unknown := {"ingress": [{"cidr_block": true}]}
	found := rule.deny with input as _acl("aws_network_acl", [_block(100, "allow", _ports)], unknown, {})
	text := "is open to a range known only after apply"
	found == {_at("aws_network_acl.a", ["ingress", 0, "cidr_block"], text)}
}

test_allow_what_a_lower_number_denies if {
	denial := _block(100, "deny", _world)
	found := rule.deny with input as _acl("aws_network_acl", [_block(200, "allow", _world), denial], {}, {})
	found == set()
	neighbours := {"linked": {"aws_network_acl_rule": [_rule("denial", 50, "deny", _world)]}}
	own := rule.deny with input as _acl("aws_network_acl", [_block(100, "allow", _world)], {}, neighbours)
	own == set()
}

test_allow_other_ports_and_ranges if {
	private := object.union(_ports, {"cidr_block": "10.0.0.0/8"})
	other := object.union({"protocol": "-1", "from_port": 0, "to_port": 0}, {"cidr_block": "0.0.0.0/0"})
	icmp := {"protocol": "icmp", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}
	blocks := [_block(100, "allow", private), _block(200, "allow", other), _block(300, "allow", icmp)]
	found := rule.deny with input as _acl("aws_network_acl", blocks, {}, {})
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
