package rules.aws.opensearch.opensearch_vpc_test

import rego.v1

import data.rules.aws.opensearch.opensearch_vpc as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

_policy := "aws_opensearchserverless_security_policy"

_open := `[{"Rules": [{"ResourceType": "collection", "Resource": ["collection/logs"]}], "AllowFromPublic": true}]`

_closed := `[{"AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}]`

test_deny_a_domain_outside_a_vpc if {
	every type in _types {
		found := rule.deny with input as _one(type, {"vpc_options": []}, {})
		found == _at(type, ["vpc_options"], "the domain is on the internet: `vpc_options` is not set")
	}
}

test_deny_a_network_policy_for_everybody if {
	found := rule.deny with input as _one(_policy, {"type": "network", "policy": _open}, {})
	found == _at(_policy, ["policy"], "collections are on the internet: `AllowFromPublic` is true")
}

test_deny_at_values_unknown_at_plan if {
	domain := rule.deny with input as _one("aws_opensearch_domain", {}, {"vpc_options": true})
	domain == _at(
		"aws_opensearch_domain",
		["vpc_options"],
		"the domain is on the internet, unless `vpc_options` puts it into a VPC",
	)
	found := rule.deny with input as _one(_policy, {"type": "network"}, {"policy": true})
	found == _at(_policy, ["policy"], "whether collections are on the internet is known only after apply")
}

test_allow_what_is_in_a_vpc if {
	domain := rule.deny with input as _one("aws_opensearch_domain", {"vpc_options": [{"subnet_ids": ["a"]}]}, {})
	domain == set()
	collection := rule.deny with input as _one(_policy, {"type": "network", "policy": _closed}, {})
	collection == set()
}

test_allow_policies_that_are_no_network_policies if {
	every policy in ["null", "{}", "[", `{"AllowFromPublic": true}`] {
		found := rule.deny with input as _one(_policy, {"type": "network", "policy": policy}, {})
		found == set()
	}
	encryption := rule.deny with input as _one(_policy, {"type": "encryption"}, {"policy": true})
	encryption == set()
}

test_allow_subnets_unknown_at_plan if {
	subnets := rule.deny with input as _one(
		"aws_opensearch_domain",
		{"vpc_options": [{}]},
		{"vpc_options": [{"subnet_ids": true}]},
	)
	subnets == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
