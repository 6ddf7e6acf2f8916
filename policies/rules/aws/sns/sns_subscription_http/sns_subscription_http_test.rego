package rules.aws.sns.sns_subscription_http_test

import rego.v1

import data.rules.aws.sns.sns_subscription_http as rule

_subscription(values, unknown) := {"resources": {"aws_sns_topic_subscription": [{
	"address": "aws_sns_topic_subscription.s",
	"type": "aws_sns_topic_subscription",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_http if {
	found := rule.deny with input as _subscription({"protocol": "http", "endpoint": "http://shop.example.com"}, {})
	found == {{
		"address": "aws_sns_topic_subscription.s",
		"path": ["protocol"],
		"msg": "messages are sent in clear: `protocol` is http",
	}}
}

test_allow_other_protocols if {
	every protocol in ["https", "sqs", "lambda", "email"] {
		found := rule.deny with input as _subscription({"protocol": protocol}, {"endpoint": true})
		found == set()
	}
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _subscription({}, {"protocol": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
