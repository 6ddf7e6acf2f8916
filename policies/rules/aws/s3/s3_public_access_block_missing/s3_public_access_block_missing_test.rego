package rules.aws.s3.s3_public_access_block_missing_test

import rego.v1

import data.rules.aws.s3.s3_public_access_block_missing as rule

_bucket(key, values, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"type": "aws_s3_bucket",
	"values": object.union({"bucket": key}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_buckets(buckets) := {"resources": {"aws_s3_bucket": buckets}}

_flags := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

_block := {"aws_s3_bucket_public_access_block": [{
	"address": "module.guard.aws_s3_bucket_public_access_block.b",
	"values": {},
	"unknown": {},
}]}

_finding(key) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"path": [],
	"msg": "the bucket has no public access block",
	"without": {"aws_s3_bucket_public_access_block"},
}

_under(bucket, account) := {"resources": {
	"aws_s3_bucket": [bucket],
	"aws_s3_account_public_access_block": [object.union(
		{"address": "aws_s3_account_public_access_block.all", "values": {}, "unknown": {}},
		account,
	)],
}}

_all_on := {flag: true | some flag in _flags}

test_deny_the_one_bucket_without_a_block if {
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, _block, {}),
		_bucket("b", {}, {}, {}, {}),
		_bucket("c", {}, {}, _block, {}),
	])
	found == {_finding("b")}
}

test_deny_beside_a_block_that_may_be_of_another_bucket if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, _block)])
	found == {_finding("b")}
}

test_deny_under_an_account_that_leaves_a_flag_off if {
	every flag in _flags {
		found := rule.deny with input as _under(
			_bucket("b", {}, {}, {}, {}),
			{"values": object.union(_all_on, {flag: false})},
		)
		found == {_finding("b")}
	}
	other := rule.deny with input as _under(
		_bucket("b", {}, {}, {}, {}),
		{"values": _all_on, "provider_config": "aws.other"},
	)
	other == {_finding("b")}
}

test_deny_under_an_account_with_a_flag_unknown_at_plan if {
	found := rule.deny with input as _under(
		_bucket("b", {}, {}, {}, {}),
		{
			"values": json.remove(_all_on, ["ignore_public_acls"]),
			"unknown": {"ignore_public_acls": true},
		},
	)
	found == {{
		"address": `aws_s3_bucket.b["b"]`,
		"path": [],
		"msg": "the bucket has no public access block",
		"beside": {"address": "aws_s3_account_public_access_block.all", "path": ["ignore_public_acls"]},
	}}
}

test_allow_any_block_and_the_account if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {"tags": true}, _block, {})])
	found == set()
	account := rule.deny with input as _under(_bucket("b", {}, {}, {}, {}), {"values": _all_on})
	account == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
