package rules.aws.cloudfront.cloudfront_min_tls_test

import rego.v1

import data.rules.aws.cloudfront.cloudfront_min_tls as rule

_distribution(values, unknown) := {"resources": {"aws_cloudfront_distribution": [{
	"address": "aws_cloudfront_distribution.d",
	"type": "aws_cloudfront_distribution",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {"address": "aws_cloudfront_distribution.d", "path": path, "msg": msg}

_with(certificate, unknown) := _distribution(
	{"viewer_certificate": [object.union({"acm_certificate_arn": "arn:aws:acm:::certificate/1"}, certificate)]},
	{"viewer_certificate": [unknown]},
)

_path := ["viewer_certificate", 0, "minimum_protocol_version"]

test_deny_old_versions if {
	every version in ["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"] {
		found := rule.deny with input as _with({"minimum_protocol_version": version}, {})
		found == {_at(_path, sprintf("TLS below 1.2 is allowed: `minimum_protocol_version` is %s", [version]))}
	}
}

test_deny_the_default if {
	unset := "TLS below 1.2 is allowed: `minimum_protocol_version` is not set"
	found := rule.deny with input as _with({}, {})
	found == {_at(_path, unset)}
	server := rule.deny with input as _distribution({"viewer_certificate": [{"iam_certificate_id": "ASCA"}]}, {})
	server == {_at(_path, unset)}
	later := rule.deny with input as _distribution(
		{"viewer_certificate": [{}]},
		{"viewer_certificate": [{"acm_certificate_arn": true}]},
	)
	later == {_at(_path, unset)}
}

test_allow_new_versions if {
	every version in ["TLSv1.2_2018", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"] {
		found := rule.deny with input as _with({"minimum_protocol_version": version}, {})
		found == set()
	}
}

test_allow_the_certificate_of_cloudfront if {
	found := rule.deny with input as _distribution(
		{"viewer_certificate": [{"cloudfront_default_certificate": true, "minimum_protocol_version": "TLSv1"}]},
		{},
	)
	found == set()
}

test_allow_a_version_unknown_at_plan if {
	found := rule.deny with input as _with({}, {"minimum_protocol_version": true})
	found == set()
}

test_deny_at_a_certificate_unknown_at_plan if {
	found := rule.deny with input as _with(
		{"minimum_protocol_version": "TLSv1"},
		{"cloudfront_default_certificate": true},
	)
	found == {_at(
		["viewer_certificate", 0, "cloudfront_default_certificate"],
		"TLS below 1.2 is allowed, unless `cloudfront_default_certificate` is true",
	)}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
