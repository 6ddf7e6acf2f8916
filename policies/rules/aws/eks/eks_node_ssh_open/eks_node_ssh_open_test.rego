package rules.aws.eks.eks_node_ssh_open_test

import rego.v1

import data.rules.aws.eks.eks_node_ssh_open as rule

_nodes(access, unknown) := {"resources": {"aws_eks_node_group": [{
	"address": "aws_eks_node_group.n",
	"values": {"remote_access": access},
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_eks_node_group.n", "path": path, "msg": msg}}

test_deny_a_key_for_everybody if {
	expected := _at(
		["remote_access", 0, "source_security_group_ids"],
		"nodes take SSH from 0.0.0.0/0: `source_security_group_ids` is not set",
	)
	unset := rule.deny with input as _nodes([{"ec2_ssh_key": "ops"}], {})
	unset == expected
	empty := rule.deny with input as _nodes([{"ec2_ssh_key": "ops", "source_security_group_ids": []}], {})
	empty == expected
}

test_allow_groups_or_no_key if {
	groups := rule.deny with input as _nodes([{"ec2_ssh_key": "ops", "source_security_group_ids": ["sg-1"]}], {})
	groups == set()
	no_key := rule.deny with input as _nodes([{"source_security_group_ids": []}], {})
	no_key == set()
	none := rule.deny with input as _nodes([], {})
	none == set()
}

test_allow_groups_unknown_at_plan if {
	unknown := {"remote_access": [{"source_security_group_ids": true}]}
	found := rule.deny with input as _nodes([{"ec2_ssh_key": "ops"}], unknown)
	found == set()
}

test_deny_at_a_key_or_block_unknown_at_plan if {
	key := rule.deny with input as _nodes([{}], {"remote_access": [{"ec2_ssh_key": true}]})
	key == _at(["remote_access", 0, "ec2_ssh_key"], "nodes take SSH from 0.0.0.0/0, if this names a key")
	block := rule.deny with input as _nodes([], {"remote_access": true})
	block == _at(["remote_access"], "nodes may take SSH from 0.0.0.0/0")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
