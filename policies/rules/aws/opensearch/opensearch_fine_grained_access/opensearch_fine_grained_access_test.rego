package rules.aws.opensearch.opensearch_fine_grained_access_test

import rego.v1

import data.rules.aws.opensearch.opensearch_fine_grained_access as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.d", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, state) := {
	"address": sprintf("%s.d", [type]),
	"path": path,
	"msg": sprintf("access is not fine-grained: %s", [state]),
}

_block := "advanced_security_options"

test_deny_a_domain_that_says_nothing if {
	every type in ["aws_opensearch_domain", "aws_elasticsearch_domain"] {
		found := rule.deny with input as _one(type, {_block: []}, {})
		found == {_at(type, [_block], "`advanced_security_options` is not set")}
	}
}

test_deny_what_is_turned_off if {
	every type in ["aws_opensearch_domain", "aws_elasticsearch_domain"] {
		found := rule.deny with input as _one(type, {_block: [{"enabled": false}]}, {})
		found == {_at(type, [_block, 0, "enabled"], "`enabled` is false")}
	}
}

test_deny_anonymous_access if {
	found := rule.deny with input as _one(
		"aws_opensearch_domain",
		{_block: [{"enabled": true, "anonymous_auth_enabled": true}]},
		{},
	)
	found == {{
		"address": "aws_opensearch_domain.d",
		"path": [_block, 0, "anonymous_auth_enabled"],
		"msg": "nobody has to sign in: `anonymous_auth_enabled` is true",
	}}
	moot := rule.deny with input as _one(
		"aws_opensearch_domain",
		{_block: [{"enabled": false, "anonymous_auth_enabled": true}]},
		{},
	)
	moot == {_at("aws_opensearch_domain", [_block, 0, "enabled"], "`enabled` is false")}
}

test_allow_what_is_turned_on if {
	values := {_block: [{"enabled": true, "anonymous_auth_enabled": false}]}
	found := rule.deny with input as _one("aws_opensearch_domain", values, {})
	found == set()
}

test_allow_values_unknown_at_plan if {
	switch := rule.deny with input as _one(
		"aws_opensearch_domain",
		{_block: [{"internal_user_database_enabled": true}]},
		{_block: [{"enabled": true}]},
	)
	switch == set()
	whole := rule.deny with input as _one("aws_opensearch_domain", {}, {_block: true})
	whole == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
