package rules.aws.s3.s3_object_cmk_test

import rego.v1

import data.rules.aws.s3.s3_object_cmk as rule

_types := ["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"]

_object(type, values, unknown) := {
	"address": sprintf("%s.o", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
	"linked": {},
	"maybe_linked": {},
}

_alone(type, values, unknown) := {"resources": {type: [_object(type, values, unknown)]}}

_finding(type, path, msg) := {{"address": sprintf("%s.o", [type]), "path": path, "msg": msg}}

_encryption(default_, unknown) := {"aws_s3_bucket_server_side_encryption_configuration": [{
	"address": "aws_s3_bucket_server_side_encryption_configuration.e",
	"values": _rule(default_),
	"unknown": unknown,
}]}

_rule(default_) := {"rule": [{"apply_server_side_encryption_by_default": [default_]}]}

_own := {"sse_algorithm": "aws:kms", "kms_master_key_id": "alias/shop"}

# A silent object in a bucket of the plan.
_in_bucket(values, linked, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": values,
	"unknown": {},
	"linked": object.union({"aws_s3_object": [_object("aws_s3_object", {}, {})]}, linked),
	"maybe_linked": maybe,
}]}}

_no_default := _finding("aws_s3_object", [], "neither the object nor its bucket names a key")

test_deny_objects_of_a_bucket_outside_the_plan if {
	every type in _types {
		found := rule.deny with input as _alone(type, {"key": "k"}, {})
		found == _finding(type, [], "the object names no key")
	}
}

test_deny_other_keys if {
	every type in _types {
		s3 := rule.deny with input as _alone(type, {"server_side_encryption": "AES256"}, {})
		msg := "the object is encrypted with a key of S3: `server_side_encryption` is AES256"
		s3 == _finding(type, ["server_side_encryption"], msg)
		every values in [{"server_side_encryption": "aws:kms"}, {"kms_key_id": "alias/aws/s3"}] {
			managed := rule.deny with input as _alone(type, values, {})
			managed == _finding(type, ["kms_key_id"], "the object is encrypted with a key that AWS manages")
		}
	}
}

test_deny_an_object_of_a_bucket_without_a_key if {
	none := rule.deny with input as _in_bucket({}, {}, {})
	none == _no_default
	every default_ in [{"sse_algorithm": "AES256"}, {"sse_algorithm": "aws:kms"}] {
		found := rule.deny with input as _in_bucket({}, _encryption(default_, {}), {})
		found == _no_default
	}
}

test_deny_beside_encryption_that_may_be_of_another_bucket if {
	found := rule.deny with input as _in_bucket({}, {}, _encryption(_own, {"bucket": true}))
	found == {object.union(finding, {"beside": {
		"address": "aws_s3_bucket_server_side_encryption_configuration.e",
		"path": ["bucket"],
	}}) | some finding in _no_default}
}

test_allow_own_keys if {
	every values in [{"kms_key_id": "alias/shop"}, {"kms_key_id": "k", "server_side_encryption": "aws:kms"}] {
		found := rule.deny with input as _alone("aws_s3_object", values, {})
		found == set()
	}
	given := rule.deny with input as _alone("aws_s3_object_copy", {"customer_key": "c2VjcmV0"}, {})
	given == set()
}

test_allow_an_object_of_a_bucket_with_a_key if {
	separate := rule.deny with input as _in_bucket({}, _encryption(_own, {}), {})
	separate == set()
	inline := rule.deny with input as _in_bucket({"server_side_encryption_configuration": [_rule(_own)]}, {}, {})
	inline == set()
}

test_allow_keys_unknown_at_plan if {
	own := rule.deny with input as _alone("aws_s3_object", {}, {"kms_key_id": true})
	own == set()
	unknown := {"rule": [{"apply_server_side_encryption_by_default": [{"kms_master_key_id": true}]}]}
	bucket := rule.deny with input as _in_bucket({}, _encryption({"sse_algorithm": "aws:kms"}, unknown), {})
	bucket == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
