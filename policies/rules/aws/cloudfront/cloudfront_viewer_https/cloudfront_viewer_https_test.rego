package rules.aws.cloudfront.cloudfront_viewer_https_test

import rego.v1

import data.rules.aws.cloudfront.cloudfront_viewer_https as rule

_distribution(values, unknown) := {"resources": {"aws_cloudfront_distribution": [{
	"address": "aws_cloudfront_distribution.d",
	"type": "aws_cloudfront_distribution",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {"address": "aws_cloudfront_distribution.d", "path": path, "msg": msg}

test_deny_each_behavior_that_serves_http if {
	found := rule.deny with input as _distribution(
		{
			"default_cache_behavior": [{"viewer_protocol_policy": "allow-all"}],
			"ordered_cache_behavior": [
				{"viewer_protocol_policy": "https-only"},
				{"viewer_protocol_policy": "allow-all"},
			],
		},
		{},
	)
	msg := "viewers are served over HTTP: `viewer_protocol_policy` is allow-all"
	found == {
		_at(["default_cache_behavior", 0, "viewer_protocol_policy"], msg),
		_at(["ordered_cache_behavior", 1, "viewer_protocol_policy"], msg),
	}
}

test_allow_https if {
	every policy in ["redirect-to-https", "https-only"] {
		found := rule.deny with input as _distribution({"default_cache_behavior": [{"viewer_protocol_policy": policy}]}, {})
		found == set()
	}
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as _distribution(
		{"default_cache_behavior": [{}]},
		{"default_cache_behavior": [{"viewer_protocol_policy": true}], "ordered_cache_behavior": true},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
