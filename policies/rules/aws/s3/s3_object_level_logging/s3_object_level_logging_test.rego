package rules.aws.s3.s3_object_level_logging_test

import rego.v1

import data.rules.aws.s3.s3_object_level_logging as rule

_trail(key, values, unknown) := {
	"address": sprintf("aws_cloudtrail.%s", [key]),
	"type": "aws_cloudtrail",
	"values": values,
	"unknown": unknown,
	"provider_config": "aws",
}

_trails(trails) := {"resources": {"aws_cloudtrail": trails}}

_finding(key, block, kinds) := {
	"address": sprintf("aws_cloudtrail.%s", [key]),
	"path": [block],
	"msg": sprintf("%s of S3 objects are not recorded", [kinds]),
}

_basic(type) := {"event_selector": [{
	"read_write_type": type,
	"data_resource": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}],
}]}

_advanced(fields) := {"advanced_event_selector": [{"field_selector": array.concat(
	[
		{"field": "eventCategory", "equals": ["Data"]},
		{"field": "resources.type", "equals": ["AWS::S3::Object"]},
	],
	fields,
)}]}

_read_only(value) := [{"field": "readOnly", "equals": [value]}]

test_deny_a_trail_without_data_events if {
	none := rule.deny with input as _trails([_trail("t", {}, {})])
	none == {_finding("t", "event_selector", "reads and writes")}
	functions := {"event_selector": [{"data_resource": [{"type": "AWS::Lambda::Function"}]}]}
	other := rule.deny with input as _trails([_trail("t", functions, {})])
	other == {_finding("t", "event_selector", "reads and writes")}
}

test_deny_a_trail_of_one_kind if {
	basic := rule.deny with input as _trails([_trail("t", _basic("WriteOnly"), {})])
	basic == {_finding("t", "event_selector", "reads")}
	advanced := rule.deny with input as _trails([_trail("t", _advanced(_read_only("true")), {})])
	advanced == {_finding("t", "advanced_event_selector", "writes")}
}

test_deny_beside_a_trail_of_another_account_or_that_is_off if {
	every other in [
		object.union(_trail("o", _basic("All"), {}), {"provider_config": "aws.audit"}),
		_trail("o", object.union(_basic("All"), {"enable_logging": false}), {}),
	] {
		found := rule.deny with input as _trails([_trail("t", {}, {}), other])
		found == {_finding("t", "event_selector", "reads and writes")}
	}
}

test_deny_at_selectors_unknown_at_plan if {
	late := _trail("t", {}, {"event_selector": true})
	whole := rule.deny with input as _trails([late, _trail("o", {}, {})])
	whole == {_finding("t", "event_selector", "reads and writes")}
	part := rule.deny with input as _trails([_trail(
		"t",
		{"event_selector": [{"data_resource": [{}]}]},
		{"event_selector": [{"data_resource": [{"type": true}]}]},
	)])
	part == {object.union(
		_finding("t", "event_selector", "reads and writes"),
		{"path": ["event_selector", 0, "data_resource", 0, "type"]},
	)}
}

test_allow_trails_that_record_objects if {
	every values in [_basic("All"), _advanced([]), {"event_selector": [
		_basic("ReadOnly").event_selector[0],
		_basic("WriteOnly").event_selector[0],
	]}] {
		found := rule.deny with input as _trails([_trail("t", values, {})])
		found == set()
	}
	together := rule.deny with input as _trails([
		_trail("a", {}, {}),
		_trail("b", _basic("ReadOnly"), {}),
		_trail("c", _advanced(_read_only("false")), {}),
	])
	together == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
