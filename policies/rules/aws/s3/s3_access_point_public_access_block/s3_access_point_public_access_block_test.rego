package rules.aws.s3.s3_access_point_public_access_block_test

import rego.v1

import data.rules.aws.s3.s3_access_point_public_access_block as rule

_point(values, unknown) := {
	"address": "aws_s3_access_point.p",
	"type": "aws_s3_access_point",
	"values": values,
	"unknown": unknown,
	"linked": {},
	"maybe_linked": {},
}

_block(flags) := {"public_access_block_configuration": [flags]}

_open := _block({"block_public_policy": false, "restrict_public_buckets": true})

_alone(values, unknown) := {"resources": {"aws_s3_access_point": [_point(values, unknown)]}}

_beside(blocks, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": {},
	"unknown": {},
	"linked": {"aws_s3_access_point": [_point(_open, {})], "aws_s3_bucket_public_access_block": blocks},
	"maybe_linked": {"aws_s3_bucket_public_access_block": maybe},
}]}}

_of_bucket(values, unknown) := {
	"address": "aws_s3_bucket_public_access_block.b",
	"values": values,
	"unknown": unknown,
}

_msg := "the access point does not block public access: `block_public_policy` is false"

_at := {
	"address": "aws_s3_access_point.p",
	"path": ["public_access_block_configuration", 0, "block_public_policy"],
	"msg": _msg,
}

_without := {"without": {"aws_s3_bucket_public_access_block"}}

test_deny_a_flag_that_is_off if {
	alone := rule.deny with input as _alone(_open, {})
	alone == {object.union(_at, _without)}
	in_plan := rule.deny with input as _beside([], [])
	in_plan == {object.union(_at, _without)}
	other_flag := rule.deny with input as _beside([_of_bucket({"block_public_acls": true}, {})], [])
	other_flag == {_at}
}

test_deny_each_flag if {
	flags := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
	found := rule.deny with input as _alone(_block({flag: false | some flag in flags}), {})
	{finding.path[2] | some finding in found} == {flag | some flag in flags}
}

test_deny_an_access_point_for_many_regions if {
	found := rule.deny with input as {"resources": {"aws_s3control_multi_region_access_point": [{
		"address": "aws_s3control_multi_region_access_point.p",
		"type": "aws_s3control_multi_region_access_point",
		"values": {"details": [{"public_access_block": [{"block_public_policy": false}]}]},
		"unknown": {},
		"linked": {},
		"maybe_linked": {},
	}]}}
	found == {{
		"address": "aws_s3control_multi_region_access_point.p",
		"path": ["details", 0, "public_access_block", 0, "block_public_policy"],
		"msg": _msg,
		"without": {"aws_s3_bucket_public_access_block"},
	}}
}

test_deny_beside_a_block_unknown_at_plan if {
	found := rule.deny with input as _beside([_of_bucket({}, {"block_public_policy": true})], [])
	found == {object.union(_at, {"beside": {
		"address": "aws_s3_bucket_public_access_block.b",
		"path": ["block_public_policy"],
	}})}
	maybe := rule.deny with input as _beside([], [_of_bucket({"block_public_policy": true}, {"bucket": true})])
	maybe == {object.union(_at, {"beside": {
		"address": "aws_s3_bucket_public_access_block.b",
		"path": ["bucket"],
	}})}
	bucket := rule.deny with input as _alone(_open, {"bucket": true})
	bucket == {{
		"address": "aws_s3_access_point.p",
		"path": ["bucket"],
		"msg": sprintf("%s, unless its bucket does", [_msg]),
	}}
}

test_allow_access_points_that_are_closed if {
	every values in [
		{},
		_block({}),
		_block({"block_public_policy": true}),
		object.union(_open, {"vpc_configuration": [{"vpc_id": "vpc-1"}]}),
	] {
		found := rule.deny with input as _alone(values, {})
		found == set()
	}
}

test_allow_a_flag_unknown_at_plan if {
	found := rule.deny with input as _alone(_block({}), _block({"block_public_policy": true}))
	found == set()
}

test_allow_what_the_bucket_or_the_account_blocks if {
	closed := _of_bucket({"block_public_policy": true}, {})
	bucket := rule.deny with input as _beside([closed], [])
	bucket == set()
	account := rule.deny with input as {"resources": object.union(
		_alone(_open, {}).resources,
		{"aws_s3_account_public_access_block": [closed]},
	)}
	account == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
