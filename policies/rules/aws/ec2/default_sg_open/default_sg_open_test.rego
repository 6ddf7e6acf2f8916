package rules.aws.ec2.default_sg_open_test

import rego.v1

import data.rules.aws.ec2.default_sg_open as rule

_group(values, unknown, linked) := {"resources": {"aws_default_security_group": [{
	"address": "aws_default_security_group.d",
	"type": "aws_default_security_group",
	"values": values,
	"unknown": unknown,
	"linked": linked,
}]}}

_all := {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": [], "security_groups": []}

_self := object.union(_all, {"self": true})

_world := object.union(_all, {"cidr_blocks": ["0.0.0.0/0"]})

_at(path, text) := {
	"address": "aws_default_security_group.d",
	"path": path,
	"msg": sprintf("the default security group %s", [text]),
	"known": true,
}

_low(found) := object.union(found, {"severity": "low"})

test_deny_rules_for_others if {
	group := object.union(_all, {"security_groups": ["sg-1"], "prefix_list_ids": ["pl-1"]})
	found := rule.deny with input as _group({"ingress": [_world, group], "egress": [_world]}, {}, {})
	found == {
		_at(["ingress", 0], "lets 0.0.0.0/0 in"),
		_at(["ingress", 1], "lets pl-1, sg-1 in"),
	}
}

test_deny_rules_for_members_as_low if {
	found := rule.deny with input as _group({"ingress": [_self], "egress": [_world]}, {}, {})
	found == {_low(_at(["ingress", 0], "lets its members reach each other"))}
}

test_deny_egress_alone_as_low if {
	found := rule.deny with input as _group({"ingress": [], "egress": [_world]}, {}, {})
	found == {_low(_at(["egress", 0], "lets its members reach 0.0.0.0/0"))}
}

test_deny_a_source_unknown_at_plan if {
	unknown := {"ingress": [{"cidr_blocks": [], "security_groups": true}]}
	found := rule.deny with input as _group({"ingress": [json.remove(_all, ["security_groups"])]}, unknown, {})
	found == {_at(["ingress", 0], "lets what only apply knows in")}
}

test_deny_a_rule_on_its_own if {
	linked := {
		"aws_vpc_security_group_ingress_rule": [{"address": "aws_vpc_security_group_ingress_rule.r", "values": {}}],
		"aws_security_group_rule": [{"address": "aws_security_group_rule.out", "values": {"type": "egress"}}],
	}
	found := rule.deny with input as _group({}, {}, linked)
	found == {object.remove(
		_at([], "lets traffic in by aws_vpc_security_group_ingress_rule.r"),
		["known"],
	)}
}

_vpc(type, linked, maybe) := {"resources": {type: [{
	"address": sprintf("%s.v", [type]), "type": type,
	"values": {}, "unknown": {}, "linked": linked, "maybe_linked": maybe,
}]}}

_untouched(type) := {
	"address": sprintf("%s.v", [type]),
	"path": [],
	"msg": "the default security group is as AWS makes it: open among its members, and outwards",
	"severity": "low",
	"without": {"aws_default_security_group"},
}

_empty := {"aws_default_security_group": [{"address": "aws_default_security_group.d", "values": {}}]}

test_deny_a_vpc_whose_group_nothing_empties if {
	every type in ["aws_vpc", "aws_default_vpc"] {
		found := rule.deny with input as _vpc(type, {}, {})
		found == {_untouched(type)}
	}
	maybe := rule.deny with input as _vpc("aws_vpc", {}, _empty)
	maybe == {_untouched("aws_vpc")}
}

test_allow_a_group_without_rules if {
	group := rule.deny with input as _group({"ingress": [], "egress": []}, {}, {})
	group == set()
	vpc := rule.deny with input as _vpc("aws_vpc", _empty, {})
	vpc == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
