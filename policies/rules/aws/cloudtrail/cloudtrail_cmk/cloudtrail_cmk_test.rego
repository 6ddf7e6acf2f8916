package rules.aws.cloudtrail.cloudtrail_cmk_test

import rego.v1

import data.rules.aws.cloudtrail.cloudtrail_cmk as rule

_types := ["aws_cloudtrail", "aws_cloudtrail_event_data_store"]

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": values,
	"unknown": unknown,
}]}}

_finding(type, fault) := {
	"address": sprintf("%s.x", [type]),
	"path": ["kms_key_id"],
	"msg": sprintf("%s: `kms_key_id` is not set", [fault]),
}

test_deny_what_names_no_key if {
	every values in [{}, {"kms_key_id": ""}] {
		trail := rule.deny with input as _one("aws_cloudtrail", values, {})
		trail == {_finding("aws_cloudtrail", "log files are encrypted with a key of S3")}
		store := rule.deny with input as _one("aws_cloudtrail_event_data_store", values, {})
		store == {_finding("aws_cloudtrail_event_data_store", "events are encrypted with a key of AWS")}
	}
}

test_allow_a_key if {
	every type in _types {
		found := rule.deny with input as _one(type, {"kms_key_id": "alias/trail"}, {})
		found == set()
	}
}

test_allow_a_key_unknown_at_plan if {
	every type in _types {
		found := rule.deny with input as _one(type, {}, {"kms_key_id": true})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
