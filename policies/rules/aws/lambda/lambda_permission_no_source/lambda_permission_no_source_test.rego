package rules.aws.lambda.lambda_permission_no_source_test

import rego.v1

import data.rules.aws.lambda.lambda_permission_no_source as rule

_one(values, unknown) := _linked(values, unknown, {})

_linked(values, unknown, linked) := {"resources": {"aws_lambda_permission": [{
	"address": "aws_lambda_permission.p",
	"values": object.union({"action": "lambda:InvokeFunction", "function_name": "jobs"}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": {},
}]}}

_at(key, msg) := {"address": "aws_lambda_permission.p", "path": [key], "msg": msg}

_bucket := {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.uploads",
	"values": {"bucket": "uploads"},
	"unknown": {"arn": true},
	"via": {"here": ["source_arn"], "there": []},
}]}

_nothing(principal) := _at("source_arn", sprintf(
	"%s may invoke the function for any account: neither `source_arn` nor `source_account` is set",
	[principal],
))

_no_account(key) := _at(
	key,
	"S3 may invoke the function for whoever owns the bucket: `source_account` is not set",
)

test_deny_services_without_a_source if {
	every principal in [
		"events.amazonaws.com",
		"s3.amazonaws.com",
		"sns.amazonaws.com",
		"apigateway.amazonaws.com",
		"logs.eu-central-1.amazonaws.com",
		"sns.amazonaws.com.cn",
		"alexa-appkit.amazon.com",
	] {
		found := rule.deny with input as _one({"principal": principal, "source_arn": ""}, {})
		found == {_nothing(principal)}
	}
}

test_deny_sources_of_any_account if {
	arn := "arn:aws:events:*:*:rule/*"
	found := rule.deny with input as _one({"principal": "events.amazonaws.com", "source_arn": arn}, {})
	found == {_at("source_arn", sprintf(
		"events.amazonaws.com may invoke the function for any account: `source_arn` is %s",
		[arn],
	))}
}

test_deny_a_bucket_without_an_account if {
	found := rule.deny with input as _one({"principal": "s3.amazonaws.com", "source_arn": "arn:aws:s3:::uploads"}, {})
	found == {_no_account("source_account")}
}

test_deny_at_a_bucket_unknown_at_plan if {
	found := rule.deny with input as _one({"principal": "s3.amazonaws.com"}, {"source_arn": true})
	found == {_no_account("source_arn")}
}

test_deny_at_a_principal_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"principal": true})
	found == {_at("principal", concat("", [
		"a service may invoke the function for any account, if `principal` is one: ",
		"neither `source_arn` nor `source_account` is set",
	]))}
	guarded := rule.deny with input as _one({"source_account": "123456789012"}, {"principal": true})
	guarded == set()
}

test_allow_sources if {
	every guard in [
		{"source_arn": "arn:aws:events:eu-central-1:123456789012:rule/nightly"},
		{"source_arn": "arn:aws:events:eu-central-1:123456789012:rule/*"},
		{"source_account": "123456789012"},
		{"principal_org_id": "o-abc1234567"},
	] {
		found := rule.deny with input as _one(object.union({"principal": "events.amazonaws.com"}, guard), {})
		found == set()
	}
	account := rule.deny with input as _one({"principal": "s3.amazonaws.com"}, {"source_account": true})
	account == set()
	skill := rule.deny with input as _one({"principal": "alexa-appkit.amazon.com", "event_source_token": "amzn1"}, {})
	skill == set()
}

test_allow_a_source_unknown_at_plan if {
	found := rule.deny with input as _one({"principal": "apigateway.amazonaws.com"}, {"source_arn": true})
	found == set()
}

test_allow_a_bucket_of_the_plan if {
	found := rule.deny with input as _linked({"principal": "s3.amazonaws.com"}, {"source_arn": true}, _bucket)
	found == set()
}

test_allow_other_principals_and_actions if {
	every values in [
		{"principal": "123456789012"},
		{"principal": "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com"},
		{"principal": "elasticloadbalancing.amazonaws.com"},
		{"principal": "replicator.lambda.amazonaws.com", "action": "lambda:GetFunction"},
	] {
		found := rule.deny with input as _one(values, {})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
