package rules.aws.cloudfront.cloudfront_logging_test

import rego.v1

import data.rules.aws.cloudfront.cloudfront_logging as rule

_distribution(values, unknown) := {"resources": {"aws_cloudfront_distribution": [{
	"address": "aws_cloudfront_distribution.d",
	"type": "aws_cloudfront_distribution",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {"address": "aws_cloudfront_distribution.d", "path": path, "msg": msg}

_finding(path, key) := object.union(
	_at(path, sprintf("requests are not logged: `%s` is not set", [key])),
	{"without": {"aws_cloudwatch_log_delivery_source"}},
)

test_deny_no_logs if {
	none := rule.deny with input as _distribution({"logging_config": []}, {})
	none == {_finding(["logging_config"], "logging_config")}
	nowhere := rule.deny with input as _distribution({"logging_config": [{"include_cookies": true}]}, {})
	nowhere == {_finding(["logging_config", 0, "bucket"], "bucket")}
}

test_allow_logs_of_every_kind if {
	legacy := rule.deny with input as _distribution(
		{"logging_config": [{"bucket": "logs-111122223333.s3.amazonaws.com"}]},
		{},
	)
	legacy == set()
	arn := "arn:aws:cloudfront::111122223333:realtime-log-config/site"
	realtime := rule.deny with input as _distribution(
		{"default_cache_behavior": [{"realtime_log_config_arn": arn}]},
		{},
	)
	realtime == set()
	source := {"aws_cloudwatch_log_delivery_source": [{"address": "s", "values": {}, "unknown": {}}]}
	delivered := rule.deny with input as {"resources": {"aws_cloudfront_distribution": [{
		"address": "aws_cloudfront_distribution.d",
		"values": {},
		"unknown": {},
		"linked": source,
	}]}}
	delivered == set()
}

test_deny_a_block_unknown_at_plan if {
	found := rule.deny with input as _distribution({}, {"logging_config": true})
	msg := "requests may not be logged: `logging_config` is known only after apply"
	found == {_at(["logging_config"], msg)}
}

test_allow_logs_unknown_at_plan if {
	every unknown in [
		{"logging_config": [{"bucket": true}]},
		{"default_cache_behavior": [{"realtime_log_config_arn": true}]},
	] {
		found := rule.deny with input as _distribution({"logging_config": [{}], "default_cache_behavior": [{}]}, unknown)
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
