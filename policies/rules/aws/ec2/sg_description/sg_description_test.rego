package rules.aws.ec2.sg_description_test

import rego.v1

import data.rules.aws.ec2.sg_description as rule

_resource(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.r", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {"address": sprintf("%s.r", [type]), "path": path, "msg": msg}

_unset := "the rule has no description: `description` is not set"

_group := "aws_security_group"

_rules := ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]

test_deny_a_group_that_says_nothing if {
	unset := rule.deny with input as _resource(_group, {}, {})
	unset == {_at(_group, ["description"], "the group has no description: `description` is not set")}
	managed := rule.deny with input as _resource(_group, {"description": "Managed by Terraform"}, {})
	managed == {_at(
		_group,
		["description"],
		"the group has no description: `description` is Managed by Terraform",
	)}
}

test_deny_a_block_that_says_nothing if {
	every type in [_group, "aws_default_security_group"] {
		found := rule.deny with input as _resource(
			type,
			{
				"description": "web",
				"ingress": [{"description": "customers"}, {"description": ""}],
				"egress": [{"from_port": 443}],
			},
			{},
		)
		found == {
			_at(type, ["ingress", 1, "description"], _unset),
			_at(type, ["egress", 0, "description"], _unset),
		}
	}
}

test_deny_a_rule_that_says_nothing if {
	every type in _rules {
		found := rule.deny with input as _resource(type, {"description": ""}, {})
		found == {_at(type, ["description"], _unset)}
	}
}

test_allow_descriptions_known_and_unknown if {
	every type in _rules {
		known := rule.deny with input as _resource(type, {"description": "customers"}, {})
		known == set()
		unknown := rule.deny with input as _resource(type, {}, {"description": true})
		unknown == set()
	}
	blocks := rule.deny with input as _resource(
		_group,
		{"description": "web", "ingress": [{"from_port": 443}]},
		{"ingress": [{"description": true}]},
	)
	blocks == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
