package rules.aws.s3.s3_acl_public_write_test

import rego.v1

import data.rules.aws.s3.s3_acl_public_write as rule

_all := "http://acs.amazonaws.com/groups/global/AllUsers"

_acl(values, unknown, linked) := {
	"address": "aws_s3_bucket_acl.b",
	"values": object.union({"bucket": "b"}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": {},
}

_alone(values, unknown) := {"resources": {"aws_s3_bucket_acl": [_acl(values, unknown, {})]}}

_grant(permission) := {"access_control_policy": [{"grant": [{"permission": permission, "grantee": [{"uri": _all}]}]}]}

_finding(path, msg) := {
	"address": "aws_s3_bucket_acl.b",
	"path": path,
	"msg": msg,
	"without": {"aws_s3_bucket_public_access_block"},
}

_msg := "the ACL public-read-write lets everyone write"

test_deny_a_canned_acl if {
	found := rule.deny with input as _alone({"acl": "public-read-write"}, {})
	found == {_finding(["acl"], _msg)}
}

test_deny_grants_to_everybody if {
	every permission in ["WRITE", "WRITE_ACP", "FULL_CONTROL"] {
		found := rule.deny with input as _alone(_grant(permission), {})
		found == {_finding(
			["access_control_policy", 0, "grant", 0, "grantee", 0, "uri"],
			sprintf("%s is granted to everyone", [permission]),
		)}
	}
}

test_deny_within_the_bucket if {
	found := rule.deny with input as {"resources": {"aws_s3_bucket": [{
		"address": "aws_s3_bucket.b",
		"type": "aws_s3_bucket",
		"values": {"acl": "public-read-write"},
		"unknown": {},
		"linked": {},
		"maybe_linked": {},
	}]}}
	found == {{
		"address": "aws_s3_bucket.b",
		"path": ["acl"],
		"msg": _msg,
		"without": {"aws_s3_bucket_acl", "aws_s3_bucket_public_access_block"},
	}}
}

_block(values, unknown) := {
	"address": "module.x.aws_s3_bucket_public_access_block.b",
	"values": values,
	"unknown": unknown,
}

_beside(block) := {"resources": {
	"aws_s3_bucket": [{
		"address": "aws_s3_bucket.b",
		"values": {"bucket": "b"},
		"unknown": {},
		"linked": {
			"aws_s3_bucket_acl": [_acl({"acl": "public-read-write"}, {}, {})],
			"aws_s3_bucket_public_access_block": [block],
		},
		"maybe_linked": {},
	}],
	"aws_s3_bucket_acl": [_acl(
		{"acl": "public-read-write"},
		{},
		{"aws_s3_bucket": [{
			"address": "aws_s3_bucket.b",
			"values": {"bucket": "b"},
			"unknown": {},
			"via": {"here": ["bucket"], "there": []},
		}]},
	)],
}}

test_deny_beside_a_block_that_is_off_or_unknown if {
	off := rule.deny with input as _beside(_block({}, {}))
	off == {{"address": "aws_s3_bucket_acl.b", "path": ["acl"], "msg": _msg}}
	unknown := rule.deny with input as _beside(_block({}, {"block_public_acls": true}))
	unknown == {{
		"address": "aws_s3_bucket_acl.b",
		"path": ["acl"],
		"msg": _msg,
		"beside": {"address": "module.x.aws_s3_bucket_public_access_block.b", "path": ["block_public_acls"]},
	}}
}

test_deny_at_values_unknown_at_plan if {
	found := rule.deny with input as _alone({}, {"acl": true})
	found == {_finding(["acl"], "`acl` is known only after apply")}
	bucket := rule.deny with input as {"resources": {"aws_s3_bucket_acl": [object.union(
		_acl({"acl": "public-read-write"}, {"bucket": true}, {}),
		{"maybe_linked": {"aws_s3_bucket": [{"address": "aws_s3_bucket.b"}]}},
	)]}}
	bucket == {{
		"address": "aws_s3_bucket_acl.b",
		"path": ["bucket"],
		"msg": concat("", [_msg, ", unless its bucket ignores such ACLs"]),
	}}
}

test_allow_what_a_block_ignores_or_refuses if {
	every flag in ["ignore_public_acls", "block_public_acls"] {
		found := rule.deny with input as _beside(_block({flag: true}, {}))
		found == set()
	}
}

test_allow_acls_that_let_nobody_write if {
	every canned in ["private", "public-read", "authenticated-read", "log-delivery-write"] {
		found := rule.deny with input as _alone({"acl": canned}, {})
		found == set()
	}
	read := rule.deny with input as _alone(_grant("READ"), {})
	read == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
