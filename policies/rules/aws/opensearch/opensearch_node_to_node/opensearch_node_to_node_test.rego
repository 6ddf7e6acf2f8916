package rules.aws.opensearch.opensearch_node_to_node_test

import rego.v1

import data.rules.aws.opensearch.opensearch_node_to_node as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_three := {"cluster_config": [{"instance_count": 3}]}

_of_three(values) := object.union(_three, values)

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

test_deny_what_says_nothing if {
	every type in _types {
		found := rule.deny with input as _one(type, _of_three({"node_to_node_encryption": []}), {})
		found == _at(
			type,
			["node_to_node_encryption"],
			"traffic between nodes is not encrypted: `node_to_node_encryption` is not set",
		)
	}
}

test_deny_what_is_turned_off if {
	every type in _types {
		found := rule.deny with input as _one(
			type,
			_of_three({"node_to_node_encryption": [{"enabled": false}]}),
			{},
		)
		found == _at(
			type,
			["node_to_node_encryption", 0, "enabled"],
			"traffic between nodes is not encrypted: `enabled` is false",
		)
	}
}

test_allow_what_is_turned_on if {
	every type in _types {
		found := rule.deny with input as _one(type, _of_three({"node_to_node_encryption": [{"enabled": true}]}), {})
		found == set()
	}
}

test_deny_nodes_for_one_purpose if {
	every key in ["dedicated_master_enabled", "warm_enabled"] {
		found := rule.deny with input as _one(_types[0], {"cluster_config": [{"instance_count": 1, key: true}]}, {})
		found == _at(
			_types[0],
			["node_to_node_encryption"],
			"traffic between nodes is not encrypted: `node_to_node_encryption` is not set",
		)
	}
}

test_allow_one_node if {
	silent := rule.deny with input as _one(_types[0], {}, {})
	silent == set()
	one := rule.deny with input as _one(_types[1], {"cluster_config": [{"instance_count": 1}]}, {})
	one == set()
}

test_deny_beside_a_number_of_nodes_unknown_at_plan if {
	unknown := {"cluster_config": [{"instance_count": true}]}
	found := rule.deny with input as _one(_types[0], {"cluster_config": [{}]}, unknown)
	found == {{
		"address": "aws_opensearch_domain.x",
		"path": ["node_to_node_encryption"],
		"msg": "traffic between nodes is not encrypted: `node_to_node_encryption` is not set",
		"beside": {"address": "aws_opensearch_domain.x", "path": ["cluster_config", 0, "instance_count"]},
	}}
}

test_allow_values_unknown_at_plan if {
	every type in _types {
		switch := rule.deny with input as _one(
			type,
			_of_three({"node_to_node_encryption": [{}]}),
			{"node_to_node_encryption": [{"enabled": true}]},
		)
		switch == set()
		whole := rule.deny with input as _one(type, _three, {"node_to_node_encryption": true})
		whole == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
