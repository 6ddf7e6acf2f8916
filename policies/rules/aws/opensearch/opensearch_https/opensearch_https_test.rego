package rules.aws.opensearch.opensearch_https_test

import rego.v1

import data.rules.aws.opensearch.opensearch_https as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

_block := "domain_endpoint_options"

test_deny_a_domain_that_says_nothing if {
	every type in _types {
		found := rule.deny with input as _one(type, {_block: []}, {})
		found == _at(type, [_block], "HTTPS is not required: `domain_endpoint_options` is not set")
	}
}

test_deny_what_is_turned_off if {
	every type in _types {
		found := rule.deny with input as _one(type, {_block: [{"enforce_https": false}]}, {})
		found == _at(type, [_block, 0, "enforce_https"], "HTTPS is not required: `enforce_https` is false")
	}
}

test_allow_https if {
	every options in [{"enforce_https": true}, {"custom_endpoint_enabled": false}] {
		found := rule.deny with input as _one("aws_opensearch_domain", {_block: [options]}, {})
		found == set()
	}
}

test_allow_values_unknown_at_plan if {
	switch := rule.deny with input as _one(
		"aws_opensearch_domain",
		{_block: [{}]},
		{_block: [{"enforce_https": true}]},
	)
	switch == set()
	whole := rule.deny with input as _one("aws_opensearch_domain", {}, {_block: true})
	whole == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
