package rules.aws.s3.s3_versioning_test

import rego.v1

import data.rules.aws.s3.s3_versioning as rule

_bucket(key, values, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"type": "aws_s3_bucket",
	"values": object.union({"bucket": key}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_buckets(buckets) := {"resources": {"aws_s3_bucket": buckets}}

_versioning(status) := {
	"address": "module.x.aws_s3_bucket_versioning.v",
	"values": {"versioning_configuration": [{"status": status}]},
	"unknown": {},
}

_with(status) := {"aws_s3_bucket_versioning": [_versioning(status)]}

_finding(key, path, msg) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"path": path,
	"msg": msg,
	"without": {"aws_s3_bucket_versioning"},
}

_nothing := "versioning is not enabled: nothing turns it on"

test_deny_the_one_bucket_without_versioning if {
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, _with("Enabled"), {}),
		_bucket("b", {"versioning": [], "object_lock_enabled": false}, {}, {}, {}),
		_bucket("c", {}, {}, _with("Enabled"), {}),
	])
	found == {_finding("b", [], _nothing)}
}

test_deny_beside_versioning_that_may_be_of_another_bucket if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, _with("Enabled"))])
	found == {_finding("b", [], _nothing)}
}

test_deny_versioning_that_is_not_enabled if {
	found := rule.deny with input as {"resources": {"aws_s3_bucket_versioning": [_versioning("Suspended")]}}
	found == {{
		"address": "module.x.aws_s3_bucket_versioning.v",
		"path": ["versioning_configuration", 0, "status"],
		"msg": "versioning is not enabled: `status` is Suspended",
	}}
}

test_deny_versioning_turned_off_within_the_bucket if {
	off := rule.deny with input as _buckets([_bucket("b", {"versioning": [{"enabled": false}]}, {}, {}, {})])
	path := ["versioning", 0, "enabled"]
	off == {_finding("b", path, "versioning is not enabled: `enabled` is false")}
	unset := rule.deny with input as _buckets([_bucket("b", {"versioning": [{"mfa_delete": false}]}, {}, {}, {})])
	unset == {_finding("b", path, "versioning is not enabled: `enabled` is not set")}
}

test_deny_at_values_unknown_at_plan if {
	enabled := rule.deny with input as _buckets([_bucket(
		"b",
		{"versioning": [{}]},
		{"versioning": [{"enabled": true}]},
		{},
		{},
	)])
	enabled == {_finding(
		"b",
		["versioning", 0, "enabled"],
		"versioning is not enabled: `enabled` is known only after apply",
	)}
	whole := rule.deny with input as _buckets([_bucket("b", {}, {"versioning": true}, {}, {})])
	whole == {_finding("b", ["versioning"], "`versioning` is known only after apply")}
	lock := rule.deny with input as _buckets([_bucket("b", {}, {"object_lock_enabled": true}, {}, {})])
	lock == {_finding("b", ["object_lock_enabled"], "versioning is not enabled, unless object lock is")}
}

test_allow_a_status_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_s3_bucket_versioning": [{
		"address": "aws_s3_bucket_versioning.v",
		"values": {"versioning_configuration": [{}]},
		"unknown": {"versioning_configuration": [{"status": true}]},
	}]}}
	found == set()
}

test_allow_versioning_wherever_it_is_enabled if {
	found := rule.deny with input as _buckets([
		_bucket("companion", {"versioning": [{"enabled": false}]}, {}, _with("Enabled"), {}),
		_bucket("inline", {"versioning": [{"enabled": true}]}, {}, {}, {}),
		_bucket("locked", {"object_lock_enabled": true}, {}, {}, {}),
	])
	found == set()
}

test_allow_a_bucket_whose_versioning_is_a_finding_of_its_own if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, _with("Suspended"), {})])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
