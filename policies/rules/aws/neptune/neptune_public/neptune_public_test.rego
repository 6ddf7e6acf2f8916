package rules.aws.neptune.neptune_public_test

import rego.v1

import data.rules.aws.neptune.neptune_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_instance := "aws_neptune_cluster_instance"

_graph := "aws_neptunegraph_graph"

test_deny_public_endpoints if {
	instance := rule.deny with input as _one(_instance, {"publicly_accessible": true}, {})
	instance == _at(
		_instance,
		["publicly_accessible"],
		"the instance has a public endpoint: `publicly_accessible` is true",
	)
	graph := rule.deny with input as _one(_graph, {"public_connectivity": true}, {})
	graph == {object.union(found, {"severity": "medium"}) |
		some found in _at(
			_graph,
			["public_connectivity"],
			"the graph has a public endpoint: `public_connectivity` is true",
		)
	}
}

test_allow_private_endpoints if {
	every values in [{}, {"publicly_accessible": false, "public_connectivity": false}] {
		every type in [_instance, _graph] {
			found := rule.deny with input as _one(type, values, {})
			found == set()
		}
	}
}

test_allow_values_unknown_at_plan if {
	found := rule.deny with input as _one(_instance, {}, {"publicly_accessible": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
