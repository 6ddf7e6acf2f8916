package rules.aws.msk.msk_public_test

import rego.v1

import data.rules.aws.msk.msk_public as rule

_cluster(connectivity, unknown) := {"resources": {"aws_msk_cluster": [{
	"address": "aws_msk_cluster.c",
	"type": "aws_msk_cluster",
	"values": {"broker_node_group_info": [{"connectivity_info": connectivity}]},
	"unknown": {"broker_node_group_info": [{"connectivity_info": unknown}]},
}]}}

test_deny_public_addresses if {
	found := rule.deny with input as _cluster([{"public_access": [{"type": "SERVICE_PROVIDED_EIPS"}]}], [])
	found == {{
		"address": "aws_msk_cluster.c",
		"path": ["broker_node_group_info", 0, "connectivity_info", 0, "public_access", 0, "type"],
		"msg": "brokers have public addresses: `type` is SERVICE_PROVIDED_EIPS",
	}}
}

test_allow_private_brokers if {
	disabled := rule.deny with input as _cluster([{"public_access": [{"type": "DISABLED"}]}], [])
	disabled == set()
	left_out := rule.deny with input as _cluster([], [])
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _cluster([{"public_access": [{}]}], [{"public_access": [{"type": true}]}])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
