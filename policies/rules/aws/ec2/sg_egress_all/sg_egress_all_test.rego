package rules.aws.ec2.sg_egress_all_test

import rego.v1

import data.rules.aws.ec2.sg_egress_all as rule

_resource(type, values, unknown) := {
	"address": sprintf("%s.r", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}

_plan(resource) := {"resources": {resource.type: [resource]}}

_at(type, path, text) := {
	"address": sprintf("%s.r", [type]),
	"path": path,
	"msg": sprintf("egress to every port %s", [text]),
}

_all := {"protocol": "-1", "from_port": 0, "to_port": 0}

_world := object.union(_all, {"cidr_blocks": ["0.0.0.0/0"]})

test_deny_each_type if {
	every type in ["aws_security_group", "aws_default_security_group"] {
		found := rule.deny with input as _plan(_resource(type, {"egress": [_world]}, {}))
		found == {_at(type, ["egress", 0, "cidr_blocks", 0], "is open to 0.0.0.0/0")}
	}
	own := _resource("aws_security_group_rule", object.union(_world, {"type": "egress"}), {})
	own_found := rule.deny with input as _plan(own)
	own_found == {_at(own.type, ["cidr_blocks", 0], "is open to 0.0.0.0/0")}
	vpc := _resource("aws_vpc_security_group_egress_rule", {"ip_protocol": "-1", "cidr_ipv6": "::/0"}, {})
	vpc_found := rule.deny with input as _plan(vpc)
	vpc_found == {_at(vpc.type, ["cidr_ipv6"], "is open to ::/0")}
}

test_deny_at_a_range_unknown_at_plan if {
	group := _resource("aws_security_group", {"egress": [_all]}, {"egress": [{"cidr_blocks": true}]})
	found := rule.deny with input as _plan(group)
	found == {_at(group.type, ["egress", 0, "cidr_blocks"], "is open to a range known only after apply")}
	whole := _resource("aws_security_group", {}, {"egress": true})
	whole_found := rule.deny with input as _plan(whole)
	whole_found == {_at(whole.type, ["egress"], "may be open, as `egress` is known only after apply")}
}

test_allow_single_ports_and_private_ranges_and_ingress if {
	https := {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}
	private := object.union(_all, {"cidr_blocks": ["10.0.0.0/8"]})
	group := _resource("aws_security_group", {"egress": [https, private], "ingress": [_world]}, {})
	found := rule.deny with input as _plan(group)
	found == set()
	none := rule.deny with input as _plan(_resource("aws_security_group", {}, {}))
	none == set()
	own := _resource("aws_security_group_rule", object.union(_world, {"type": "ingress"}), {})
	own_found := rule.deny with input as _plan(own)
	own_found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
