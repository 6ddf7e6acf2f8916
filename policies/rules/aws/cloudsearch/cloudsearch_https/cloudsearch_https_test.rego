package rules.aws.cloudsearch.cloudsearch_https_test

import rego.v1

import data.rules.aws.cloudsearch.cloudsearch_https as rule

_domain(options, unknown) := {"resources": {"aws_cloudsearch_domain": [{
	"address": "aws_cloudsearch_domain.d",
	"type": "aws_cloudsearch_domain",
	"values": {"endpoint_options": options},
	"unknown": {"endpoint_options": unknown},
}]}}

_at(path, msg) := {{"address": "aws_cloudsearch_domain.d", "path": path, "msg": msg}}

test_deny_http if {
	left_out := rule.deny with input as _domain([], [])
	left_out == _at(["endpoint_options"], "requests over plain HTTP are answered: `endpoint_options` is not set")
	off := rule.deny with input as _domain([{"enforce_https": false}], [])
	path := ["endpoint_options", 0, "enforce_https"]
	off == _at(path, "requests over plain HTTP are answered: `enforce_https` is false")
}

test_deny_old_versions if {
	found := rule.deny with input as _domain(
		[{"enforce_https": true, "tls_security_policy": "Policy-Min-TLS-1-0-2019-07"}],
		[],
	)
	found == {{
		"address": "aws_cloudsearch_domain.d",
		"path": ["endpoint_options", 0, "tls_security_policy"],
		"msg": "TLS 1.0 and 1.1 are accepted: `tls_security_policy` is Policy-Min-TLS-1-0-2019-07",
		"severity": "low",
	}}
}

test_allow_https if {
	found := rule.deny with input as _domain(
		[{"enforce_https": true, "tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}],
		[],
	)
	found == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _domain([{}], [{"enforce_https": true}])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
