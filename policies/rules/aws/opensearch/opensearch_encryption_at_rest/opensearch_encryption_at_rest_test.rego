package rules.aws.opensearch.opensearch_encryption_at_rest_test

import rego.v1

import data.rules.aws.opensearch.opensearch_encryption_at_rest as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

test_deny_what_says_nothing if {
	every type in _types {
		found := rule.deny with input as _one(type, {"encrypt_at_rest": []}, {})
		found == _at(
			type,
			["encrypt_at_rest"],
			"the domain is not encrypted at rest: `encrypt_at_rest` is not set",
		)
	}
}

test_deny_what_is_turned_off if {
	every type in _types {
		found := rule.deny with input as _one(type, {"encrypt_at_rest": [{"enabled": false}]}, {})
		found == _at(
			type,
			["encrypt_at_rest", 0, "enabled"],
			"the domain is not encrypted at rest: `enabled` is false",
		)
	}
}

test_allow_what_is_turned_on if {
	every type in _types {
		found := rule.deny with input as _one(type, {"encrypt_at_rest": [{"enabled": true}]}, {})
		found == set()
	}
}

test_allow_values_unknown_at_plan if {
	every type in _types {
		switch := rule.deny with input as _one(
			type,
			{"encrypt_at_rest": [{}]},
			{"encrypt_at_rest": [{"enabled": true}]},
		)
		switch == set()
		whole := rule.deny with input as _one(type, {}, {"encrypt_at_rest": true})
		whole == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
