package rules.aws.cloudfront.cloudfront_geo_restriction_test

import rego.v1

import data.rules.aws.cloudfront.cloudfront_geo_restriction as rule

_distribution(values, unknown) := {"resources": {"aws_cloudfront_distribution": [{
	"address": "aws_cloudfront_distribution.d",
	"type": "aws_cloudfront_distribution",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {"address": "aws_cloudfront_distribution.d", "path": path, "msg": msg}

_path := ["restrictions", 0, "geo_restriction", 0, "restriction_type"]

_restricted(type) := _distribution({"restrictions": [{"geo_restriction": [{"restriction_type": type}]}]}, {})

test_deny_no_restriction if {
	found := rule.deny with input as _restricted("none")
	found == {_at(_path, "every country is served: `restriction_type` is none")}
}

test_allow_restrictions if {
	every type in ["whitelist", "blacklist"] {
		found := rule.deny with input as _restricted(type)
		found == set()
	}
}

test_allow_a_restriction_unknown_at_plan if {
	found := rule.deny with input as _distribution({"restrictions": [{"geo_restriction": []}]}, {"restrictions": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
