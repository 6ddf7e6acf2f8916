package rules.aws.cloudtrail.cloudtrail_logging_disabled_test

import rego.v1

import data.rules.aws.cloudtrail.cloudtrail_logging_disabled as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_trail_that_is_turned_off if {
	found := rule.deny with input as _one("aws_cloudtrail", {"enable_logging": false}, {})
	found == {{
		"address": "aws_cloudtrail.x",
		"path": ["enable_logging"],
		"msg": "the trail records nothing: `enable_logging` is false",
	}}
}

test_deny_a_suspended_store if {
	found := rule.deny with input as _one("aws_cloudtrail_event_data_store", {"suspend": "true"}, {})
	found == {{
		"address": "aws_cloudtrail_event_data_store.x",
		"path": ["suspend"],
		"msg": "the event data store takes no events in: `suspend` is true",
	}}
}

test_allow_what_records if {
	every values in [{}, {"enable_logging": true}] {
		found := rule.deny with input as _one("aws_cloudtrail", values, {})
		found == set()
	}
	every values in [{}, {"suspend": "false"}] {
		found := rule.deny with input as _one("aws_cloudtrail_event_data_store", values, {})
		found == set()
	}
}

test_allow_flags_unknown_at_plan if {
	trail := rule.deny with input as _one("aws_cloudtrail", {}, {"enable_logging": true})
	trail == set()
	store := rule.deny with input as _one("aws_cloudtrail_event_data_store", {}, {"suspend": true})
	store == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
