package rules.aws.s3.s3_cloudtrail_bucket_access_logging_test

import rego.v1

import data.rules.aws.s3.s3_cloudtrail_bucket_access_logging as rule

_bucket(values, linked, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": values,
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_trail := {"aws_cloudtrail": [{"address": "aws_cloudtrail.t", "values": {}, "unknown": {"s3_bucket_name": true}}]}

_logging := {"aws_s3_bucket_logging": [{"address": "aws_s3_bucket_logging.l", "values": {}, "unknown": {}}]}

_finding := {
	"address": "aws_s3_bucket.b",
	"path": [],
	"msg": "access to the logs of CloudTrail is not logged",
}

test_deny_a_bucket_of_a_trail_without_a_log if {
	found := rule.deny with input as _bucket({}, _trail, {})
	found == {object.union(_finding, {"without": {"aws_s3_bucket_logging"}})}
	maybe := rule.deny with input as _bucket({}, _trail, _logging)
	maybe == found
}

test_deny_beside_a_trail_whose_bucket_is_unknown_at_plan if {
	found := rule.deny with input as _bucket({}, {}, _trail)
	found == {object.union(_finding, {"beside": {"address": "aws_cloudtrail.t", "path": ["s3_bucket_name"]}})}
}

test_allow_a_bucket_with_a_log if {
	separate := rule.deny with input as _bucket({}, object.union(_trail, _logging), {})
	separate == set()
	inline := rule.deny with input as _bucket({"logging": [{"target_bucket": "logs"}]}, _trail, {})
	inline == set()
}

test_allow_a_bucket_that_no_trail_writes_to if {
	found := rule.deny with input as _bucket({}, {}, {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
