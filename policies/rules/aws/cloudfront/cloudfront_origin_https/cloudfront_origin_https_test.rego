package rules.aws.cloudfront.cloudfront_origin_https_test

import rego.v1

import data.rules.aws.cloudfront.cloudfront_origin_https as rule

_config(policy, protocols) := {"origin_protocol_policy": policy, "origin_ssl_protocols": protocols}

_origin(domain, config) := {"origin_id": "app", "domain_name": domain, "custom_origin_config": [config]}

_plan(distribution) := {"resources": {"aws_cloudfront_distribution": [object.union(
	{"address": "aws_cloudfront_distribution.d", "type": "aws_cloudfront_distribution", "unknown": {}},
	distribution,
)]}}

_distribution(origin, viewers, target) := _plan({"values": {
	"origin": [origin],
	"origin_group": [{"origin_id": "group", "member": [{"origin_id": "app"}, {"origin_id": "spare"}]}],
	"default_cache_behavior": [{"viewer_protocol_policy": viewers, "target_origin_id": target}],
}})

_finding(key, msg) := {
	"address": "aws_cloudfront_distribution.d",
	"path": ["origin", 0, "custom_origin_config", 0, key],
	"msg": msg,
}

_plaintext(policy, severity) := object.union(
	_finding(
		"origin_protocol_policy",
		sprintf("the origin is asked over HTTP: `origin_protocol_policy` is %s", [policy]),
	),
	{"severity": severity},
)

_new := ["TLSv1.2"]

test_deny_plain_http if {
	config := _config("http-only", ["SSLv3"])
	found := rule.deny with input as _distribution(_origin("app.example.com", config), "https-only", "app")
	found == {_plaintext("http-only", "medium")}
	website := "site-111122223333.s3-website-eu-west-1.amazonaws.com"
	low := rule.deny with input as _distribution(_origin(website, config), "https-only", "app")
	low == {_plaintext("http-only", "low")}
}

test_deny_a_website_unknown_at_plan if {
	origin := json.remove(_origin("x", _config("http-only", _new)), ["domain_name"])
	site := {"address": "aws_s3_bucket_website_configuration.w", "values": {}, "unknown": {}}
	found := rule.deny with input as _plan({
		"values": {"origin": [origin]},
		"unknown": {"origin": [{"domain_name": true}]},
		"linked": {"aws_s3_bucket_website_configuration": [site]},
	})
	found == {_plaintext("http-only", "low")}
}

test_deny_what_viewers_decide if {
	origin := _origin("app.example.com", _config("match-viewer", _new))
	every target in ["app", "group", ""] {
		found := rule.deny with input as _distribution(origin, "allow-all", target)
		found == {_plaintext("match-viewer", "medium")}
	}
}

test_allow_viewers_that_use_https_there if {
	origin := _origin("app.example.com", _config("match-viewer", _new))
	redirected := rule.deny with input as _distribution(origin, "redirect-to-https", "app")
	redirected == set()
	elsewhere := rule.deny with input as _distribution(origin, "allow-all", "other")
	elsewhere == set()
}

test_deny_old_protocols_once if {
	origin := _origin("app.example.com", _config("https-only", ["SSLv3", "TLSv1.1", "TLSv1.2"]))
	found := rule.deny with input as _distribution(origin, "https-only", "app")
	finding := _finding("origin_ssl_protocols", "the origin may choose SSLv3, TLSv1.1")
	found == {object.union(finding, {"severity": "low"})}
}

test_allow_https_and_buckets if {
	https := _origin("app.example.com", _config("https-only", _new))
	found := rule.deny with input as _distribution(https, "https-only", "app")
	found == set()
	bucket := {"origin_id": "app", "domain_name": "b.s3.eu-west-1.amazonaws.com", "custom_origin_config": []}
	stored := rule.deny with input as _distribution(bucket, "allow-all", "app")
	stored == set()
}

test_allow_values_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"values": {"origin": [_origin("app.example.com", {})]},
		"unknown": {"origin": [{"custom_origin_config": [{
			"origin_protocol_policy": true,
			"origin_ssl_protocols": true,
		}]}]},
	})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
