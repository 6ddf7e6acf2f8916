package rules.aws.cloudfront.cloudfront_waf_test

import rego.v1

import data.rules.aws.cloudfront.cloudfront_waf as rule

_distribution(values, unknown) := {"resources": {"aws_cloudfront_distribution": [{
	"address": "aws_cloudfront_distribution.d",
	"type": "aws_cloudfront_distribution",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {"address": "aws_cloudfront_distribution.d", "path": path, "msg": msg}

test_deny_no_web_acl if {
	every values in [{}, {"web_acl_id": ""}] {
		found := rule.deny with input as _distribution(values, {})
		found == {_at(["web_acl_id"], "no web ACL filters requests: `web_acl_id` is not set")}
	}
}

test_allow_a_web_acl if {
	arn := "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1"
	found := rule.deny with input as _distribution({"web_acl_id": arn}, {})
	found == set()
}

test_allow_a_web_acl_unknown_at_plan if {
	found := rule.deny with input as _distribution({}, {"web_acl_id": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
