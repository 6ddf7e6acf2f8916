package rules.aws.cloudtrail.cloudtrail_multi_region_test

import rego.v1

import data.rules.aws.cloudtrail.cloudtrail_multi_region as rule

_trail(key, values, unknown) := {
	"address": sprintf("aws_cloudtrail.%s", [key]),
	"type": "aws_cloudtrail",
	"values": values,
	"unknown": unknown,
	"provider_config": "aws",
}

_trails(trails) := {"resources": {"aws_cloudtrail": trails}}

_finding(key, state) := {
	"address": sprintf("aws_cloudtrail.%s", [key]),
	"path": ["is_multi_region_trail"],
	"msg": sprintf("what is done in other regions is not recorded: `is_multi_region_trail` is %s", [state]),
}

_all := {"is_multi_region_trail": true}

test_deny_trails_of_one_region if {
	found := rule.deny with input as _trails([
		_trail("left_out", {}, {}),
		_trail("off", {"is_multi_region_trail": false}, {}),
	])
	found == {_finding("left_out", "not set"), _finding("off", "false")}
}

test_deny_beside_trails_that_do_not_cover_it if {
	every other in [
		_trail("stopped", object.union(_all, {"enable_logging": false}), {}),
		_trail("data", object.union(_all, {"event_selector": [{"include_management_events": false}]}), {}),
		object.union(_trail("elsewhere", _all, {}), {"provider_config": "aws.audit"}),
	] {
		found := rule.deny with input as _trails([_trail("one", {}, {}), other])
		found == {_finding("one", "not set")}
	}
}

test_allow_all_regions_and_what_stands_beside_them if {
	found := rule.deny with input as _trails([_trail("all", _all, {}), _trail("one", {}, {})])
	found == set()
}

test_allow_a_trail_of_data_events if {
	data_ := {"event_selector": [{"include_management_events": false}]}
	found := rule.deny with input as _trails([_trail("data", data_, {})])
	found == set()
}

test_allow_a_flag_unknown_at_plan if {
	found := rule.deny with input as _trails([_trail("late", {}, {"is_multi_region_trail": true})])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
