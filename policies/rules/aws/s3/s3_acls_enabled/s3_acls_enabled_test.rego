package rules.aws.s3.s3_acls_enabled_test

import rego.v1

import data.rules.aws.s3.s3_acls_enabled as rule

_controls(ownership, unknown) := {
	"address": "aws_s3_bucket_ownership_controls.c",
	"type": "aws_s3_bucket_ownership_controls",
	"values": {"rule": [ownership]},
	"unknown": unknown,
	"linked": {},
	"maybe_linked": {},
}

_writer := {"object_ownership": "ObjectWriter"}

_bucket(neighbours, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": {},
	"unknown": {},
	"linked": object.union({"aws_s3_bucket_ownership_controls": [_controls(_writer, {})]}, neighbours),
	"maybe_linked": maybe,
}]}}

_alone(ownership, unknown) := {"resources": {"aws_s3_bucket_ownership_controls": [_controls(ownership, unknown)]}}

_distribution(unknown) := {"aws_cloudfront_distribution": [{
	"address": "aws_cloudfront_distribution.d",
	"values": {"logging_config": [{}]},
	"unknown": unknown,
}]}

_finding(ownership) := {
	"address": "aws_s3_bucket_ownership_controls.c",
	"path": ["rule", 0, "object_ownership"],
	"msg": sprintf("ACLs are enabled: `object_ownership` is %s", [ownership]),
}

test_deny_controls_that_keep_acls if {
	in_plan := rule.deny with input as _bucket({}, {})
	in_plan == {_finding("ObjectWriter")}
	alone := rule.deny with input as _alone({"object_ownership": "BucketOwnerPreferred"}, {})
	alone == {_finding("BucketOwnerPreferred")}
}

test_deny_beside_a_log_whose_bucket_is_unknown_at_plan if {
	found := rule.deny with input as _bucket({}, _distribution({"logging_config": [{"bucket": true}]}))
	found == {object.union(_finding("ObjectWriter"), {"beside": {
		"address": "aws_cloudfront_distribution.d",
		"path": ["logging_config", 0, "bucket"],
	}})}
	elsewhere := rule.deny with input as _bucket({}, _distribution({}))
	elsewhere == {_finding("ObjectWriter")}
}

test_allow_a_bucket_for_logs_of_cloudfront if {
	found := rule.deny with input as _bucket(_distribution({}), {})
	found == set()
}

test_allow_a_bucket_that_takes_logs_by_its_acl if {
	group := {"type": "Group", "uri": "http://acs.amazonaws.com/groups/s3/LogDelivery"}
	user := {"type": "CanonicalUser", "id": "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"}
	every values in [
		{"acl": "log-delivery-write"},
		{"access_control_policy": [{"grant": [{"grantee": [group], "permission": "WRITE"}]}]},
		{"access_control_policy": [{"grant": [{"grantee": [user], "permission": "FULL_CONTROL"}]}]},
	] {
		acl := {"aws_s3_bucket_acl": [{"address": "aws_s3_bucket_acl.a", "values": values, "unknown": {}}]}
		found := rule.deny with input as _bucket(acl, {})
		found == set()
	}
	private := {"aws_s3_bucket_acl": [{"address": "aws_s3_bucket_acl.a", "values": {"acl": "private"}, "unknown": {}}]}
	found := rule.deny with input as _bucket(private, {})
	found == {_finding("ObjectWriter")}
}

test_allow_acls_that_are_disabled if {
	found := rule.deny with input as _alone({"object_ownership": "BucketOwnerEnforced"}, {})
	found == set()
}

test_allow_an_ownership_unknown_at_plan if {
	found := rule.deny with input as _alone({}, {"rule": [{"object_ownership": true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
