package rules.aws.opensearch.opensearch_tls_policy_test

import rego.v1

import data.rules.aws.opensearch.opensearch_tls_policy as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

_block := "domain_endpoint_options"

_key := "tls_security_policy"

test_deny_the_default if {
	every type in _types {
		none := rule.deny with input as _one(type, {}, {})
		none == _at(type, [_block], "TLS 1.0 is accepted: `domain_endpoint_options` is not set")
		unset := rule.deny with input as _one(type, {_block: [{"enforce_https": true}]}, {})
		unset == _at(type, [_block, 0, _key], "TLS 1.0 is accepted: `tls_security_policy` is not set")
	}
}

test_deny_an_old_policy if {
	every type in _types {
		found := rule.deny with input as _one(type, {_block: [{_key: "Policy-Min-TLS-1-0-2019-07"}]}, {})
		found == _at(
			type,
			[_block, 0, _key],
			"TLS 1.0 is accepted: `tls_security_policy` is Policy-Min-TLS-1-0-2019-07",
		)
	}
}

test_allow_newer_policies if {
	every policy in ["Policy-Min-TLS-1-2-2019-07", "Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-3-2030-01"] {
		found := rule.deny with input as _one("aws_opensearch_domain", {_block: [{_key: policy}]}, {})
		found == set()
	}
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one("aws_opensearch_domain", {_block: [{}]}, {_block: [{_key: true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
