package rules.aws.s3.s3_block_public_policy_test

import rego.v1

import data.rules.aws.s3.s3_block_public_policy as rule

_plan(blocks, accounts) := {"resources": {
	"aws_s3_bucket_public_access_block": [object.union({"unknown": {}, "linked": {}, "maybe_linked": {}}, block) |
		some block in blocks
	],
	"aws_s3_account_public_access_block": accounts,
}}

_block(name, values) := {"address": sprintf("aws_s3_bucket_public_access_block.%s", [name]), "values": values}

_account(values, unknown) := {
	"address": "aws_s3_account_public_access_block.all",
	"values": values,
	"unknown": unknown,
}

_at(name, msg) := {
	"address": sprintf("aws_s3_bucket_public_access_block.%s", [name]),
	"path": ["block_public_policy"],
	"msg": msg,
}

test_deny_each_block_that_leaves_it_off if {
	found := rule.deny with input as _plan(
		[
			_block(`b["off"]`, {"block_public_policy": false, "ignore_public_acls": true}),
			_block(`b["unset"]`, {"ignore_public_acls": true}),
			_block(`b["on"]`, {"block_public_policy": true}),
		],
		[],
	)
	found == {
		_at(`b["off"]`, "a public bucket policy can be set: `block_public_policy` is false"),
		_at(`b["unset"]`, "a public bucket policy can be set: `block_public_policy` is not set"),
	}
}

test_deny_at_a_flag_unknown_at_plan if {
	block := object.union(_block("b", {}), {"unknown": {"block_public_policy": true}})
	found := rule.deny with input as _plan([block], [])
	found == {_at("b", "a public bucket policy can be set: `block_public_policy` is known only after apply")}
}

test_deny_beside_an_account_that_is_off_or_unknown if {
	off := rule.deny with input as _plan([_block("b", {})], [_account({"block_public_policy": false}, {})])
	off == {_at("b", "a public bucket policy can be set: `block_public_policy` is not set")}
	unknown := rule.deny with input as _plan([_block("b", {})], [_account({}, {"block_public_policy": true})])
	unknown == {object.union(
		_at("b", "a public bucket policy can be set: `block_public_policy` is not set"),
		{"beside": {"address": "aws_s3_account_public_access_block.all", "path": ["block_public_policy"]}},
	)}
}

test_deny_beside_the_block_of_another_account if {
	other := object.union(_account({"block_public_policy": true}, {}), {"provider_config": "aws.other"})
	found := rule.deny with input as _plan([_block("b", {})], [other])
	found == {_at("b", "a public bucket policy can be set: `block_public_policy` is not set")}
}

test_allow_what_the_account_has_on if {
	account := _account({"block_public_policy": true}, {})
	found := rule.deny with input as _plan([_block("b", {"block_public_policy": false})], [account])
	found == set()
}

test_allow_a_flag_that_is_on if {
	found := rule.deny with input as _plan([_block("b", {"block_public_policy": true})], [])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
