package rules.aws.s3.s3_access_logging_test

import rego.v1

import data.rules.aws.s3.s3_access_logging as rule

_bucket(key, values, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"type": "aws_s3_bucket",
	"values": object.union({"bucket": key}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_buckets(buckets) := {"resources": {"aws_s3_bucket": buckets}}

_logging := {"aws_s3_bucket_logging": [{
	"address": "module.x.aws_s3_bucket_logging.l",
	"values": {"target_prefix": "x/"},
	"unknown": {"bucket": true},
}]}

_finding(key, path) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"path": path,
	"msg": "access to the bucket is not logged",
	"without": {"aws_s3_bucket", "aws_s3_bucket_logging"},
}

test_deny_the_one_bucket_without_a_log if {
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, _logging, {}),
		_bucket("b", {"logging": []}, {}, {}, {}),
		_bucket("c", {}, {}, _logging, {}),
	])
	found == {_finding("b", [])}
}

test_deny_beside_a_log_that_may_be_of_another_bucket if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, _logging)])
	found == {_finding("b", [])}
}

test_deny_beside_a_bucket_that_may_log_to_it if {
	other := {"address": "aws_s3_bucket.o", "values": {}, "unknown": {"logging": [{"target_bucket": true}]}}
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, {"aws_s3_bucket": [other]})])
	found == {_finding("b", [])}
}

test_deny_at_a_block_unknown_at_plan if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {"logging": true}, {}, {})])
	found == {_finding("b", ["logging"])}
}

test_allow_logging_within_the_bucket if {
	found := rule.deny with input as _buckets([_bucket("b", {"logging": [{"target_bucket": "l"}]}, {}, {}, {})])
	found == set()
}

test_allow_a_bucket_that_others_log_to if {
	separate := rule.deny with input as _buckets([_bucket("logs", {}, {}, _logging, {})])
	separate == set()
	other := {"address": "aws_s3_bucket.o", "values": {"logging": [{"target_bucket": "logs"}]}, "unknown": {}}
	inline := rule.deny with input as _buckets([_bucket("logs", {}, {}, {"aws_s3_bucket": [other]}, {})])
	inline == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
