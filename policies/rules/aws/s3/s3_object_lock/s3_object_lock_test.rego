package rules.aws.s3.s3_object_lock_test

import rego.v1

import data.rules.aws.s3.s3_object_lock as rule

_bucket(values, unknown, linked, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_lock := {"aws_s3_bucket_object_lock_configuration": [{
	"address": "aws_s3_bucket_object_lock_configuration.l",
	"values": {},
	"unknown": {"bucket": true},
}]}

_found := {{
	"address": "aws_s3_bucket.b",
	"path": [],
	"msg": "the bucket has no object lock",
	"without": {"aws_s3_bucket_object_lock_configuration"},
}}

test_deny_a_bucket_without_object_lock if {
	every values in [{}, {"object_lock_enabled": false, "object_lock_configuration": []}] {
		found := rule.deny with input as _bucket(values, {}, {}, {})
		found == _found
	}
}

test_deny_beside_a_lock_that_may_be_of_another_bucket if {
	found := rule.deny with input as _bucket({}, {}, {}, _lock)
	found == _found
}

test_allow_object_lock if {
	every values in [
		{"object_lock_enabled": true},
		{"object_lock_configuration": [{"object_lock_enabled": "Enabled"}]},
	] {
		found := rule.deny with input as _bucket(values, {}, {}, {})
		found == set()
	}
	companion := rule.deny with input as _bucket({}, {}, _lock, {})
	companion == set()
}

test_allow_a_flag_unknown_at_plan if {
	found := rule.deny with input as _bucket({}, {"object_lock_enabled": true}, {}, {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
