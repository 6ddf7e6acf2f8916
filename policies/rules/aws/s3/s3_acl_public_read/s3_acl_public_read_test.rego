package rules.aws.s3.s3_acl_public_read_test

import rego.v1

import data.rules.aws.s3.s3_acl_public_read as rule

_bucket(values, unknown) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": values,
	"unknown": unknown,
	"linked": {},
	"maybe_linked": {},
}]}}

_acl(values, unknown) := {"resources": {"aws_s3_bucket_acl": [{
	"address": "aws_s3_bucket_acl.b",
	"type": "aws_s3_bucket_acl",
	"values": values,
	"unknown": unknown,
	"linked": {},
	"maybe_linked": {},
}]}}

_finding(address, path, msg) := {
	"address": address,
	"path": path,
	"msg": msg,
	"without": {"aws_s3_bucket_public_access_block"} | {"aws_s3_bucket_acl" | startswith(address, "aws_s3_bucket.")},
}

_grants(grants) := {"access_control_policy": [{"owner": [{"id": "x"}], "grant": grants}]}

_group(permission, uri) := {"permission": permission, "grantee": [{"type": "Group", "uri": uri}]}

test_deny_canned_acls if {
	found := rule.deny with input as {"resources": object.union(
		_bucket({"acl": "public-read-write"}, {}).resources,
		_acl({"acl": "public-read"}, {}).resources,
	)}
	found == {
		_finding("aws_s3_bucket.b", ["acl"], "the ACL public-read-write lets everyone read"),
		_finding("aws_s3_bucket_acl.b", ["acl"], "the ACL public-read lets everyone read"),
	}
}

test_deny_every_aws_account if {
	found := rule.deny with input as _acl({"acl": "authenticated-read"}, {})
	msg := "the ACL authenticated-read lets everyone with an AWS account read"
	found == {_finding("aws_s3_bucket_acl.b", ["acl"], msg)}
}

test_deny_grants_to_the_groups_of_everybody if {
	found := rule.deny with input as _acl(_grants([
		{"permission": "FULL_CONTROL", "grantee": [{"type": "CanonicalUser", "id": "x"}]},
		_group("READ", "http://acs.amazonaws.com/groups/global/AllUsers"),
		_group("FULL_CONTROL", "https://acs.amazonaws.com/groups/global/AuthenticatedUsers"),
	]), {})
	found == {
		_finding(
			"aws_s3_bucket_acl.b",
			["access_control_policy", 0, "grant", 1, "grantee", 0, "uri"],
			"READ is granted to everyone",
		),
		_finding(
			"aws_s3_bucket_acl.b",
			["access_control_policy", 0, "grant", 2, "grantee", 0, "uri"],
			"FULL_CONTROL is granted to everyone with an AWS account",
		),
	}
}

test_deny_grants_within_the_bucket if {
	found := rule.deny with input as _bucket({"grant": [{
		"type": "Group", "permissions": ["READ_ACP", "WRITE"],
		"uri": "http://acs.amazonaws.com/groups/global/AllUsers",
	}]}, {})
	found == {_finding("aws_s3_bucket.b", ["grant", 0, "uri"], "READ_ACP is granted to everyone")}
}

_everyone := "http://acs.amazonaws.com/groups/global/AllUsers"

test_deny_at_a_permission_unknown_at_plan if {
	msg := "a permission known only after apply is granted to everyone"
	found := rule.deny with input as _acl(
		_grants([
			{"grantee": [{"type": "Group", "uri": _everyone}]},
			{"grantee": [{"type": "CanonicalUser", "id": "x"}]},
		]),
		{"access_control_policy": [{"grant": [{"permission": true}, {"permission": true}]}]},
	)
	found == {_finding("aws_s3_bucket_acl.b", ["access_control_policy", 0, "grant", 0, "permission"], msg)}
	whole := rule.deny with input as _bucket({"grant": [{"uri": _everyone}]}, {"grant": [{"permissions": true}]})
	whole == {_finding("aws_s3_bucket.b", ["grant", 0, "permissions"], msg)}
	element := rule.deny with input as _bucket(
		{"grant": [{"uri": _everyone, "permissions": ["WRITE", null]}]},
		{"grant": [{"permissions": [{}, true]}]},
	)
	element == {_finding("aws_s3_bucket.b", ["grant", 0, "permissions", 1], msg)}
	known := rule.deny with input as _bucket(
		{"grant": [{"uri": _everyone, "permissions": ["READ", null]}]},
		{"grant": [{"permissions": [{}, true]}]},
	)
	known == {_finding("aws_s3_bucket.b", ["grant", 0, "uri"], "READ is granted to everyone")}
}

test_allow_other_acls if {
	private := rule.deny with input as _acl({"acl": "private"}, {})
	private == set()
	logs := rule.deny with input as _bucket({"acl": "log-delivery-write"}, {})
	logs == set()
	none := rule.deny with input as _bucket({"bucket": "b"}, {})
	none == set()
}

test_allow_other_grants if {
	found := rule.deny with input as _acl(_grants([
		_group("WRITE", "http://acs.amazonaws.com/groups/global/AllUsers"),
		_group("READ_ACP", "http://acs.amazonaws.com/groups/s3/LogDelivery"),
		{"permission": "READ", "grantee": [{"type": "CanonicalUser", "id": "x"}]},
	]), {})
	found == set()
}

test_deny_at_an_acl_unknown_at_plan if {
	found := rule.deny with input as _acl({}, {"acl": true})
	found == {_finding("aws_s3_bucket_acl.b", ["acl"], "`acl` is known only after apply")}
}

_public := {
	"address": "aws_s3_bucket_acl.b",
	"type": "aws_s3_bucket_acl",
	"values": {"acl": "public-read"},
	"unknown": {"bucket": true},
}

_site := {"address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "values": {"bucket": "b"}, "unknown": {}}

_named := object.union(_site, {"via": {"here": ["bucket"], "there": []}})

_msg := "the ACL public-read lets everyone read"

_block(values, unknown) := {
	"address": "aws_s3_bucket_public_access_block.b",
	"type": "aws_s3_bucket_public_access_block",
	"values": values,
	"unknown": unknown,
}

# A bucket with an ACL of its own and with public access blocks that are linked or may be.
_beside(blocks, maybe) := {"resources": {
	"aws_s3_bucket": [object.union(_site, {
		"linked": {"aws_s3_bucket_acl": [_public], "aws_s3_bucket_public_access_block": blocks},
		"maybe_linked": {"aws_s3_bucket_public_access_block": maybe},
	})],
	"aws_s3_bucket_acl": [object.union(_public, {"linked": {"aws_s3_bucket": [_named]}, "maybe_linked": {}})],
}}

test_deny_an_acl_of_a_bucket_once if {
	found := rule.deny with input as _beside([], [])
	found == {_finding("aws_s3_bucket_acl.b", ["acl"], _msg)}
	idle := rule.deny with input as _beside([_block({"block_public_policy": true}, {})], [])
	idle == {{"address": "aws_s3_bucket_acl.b", "path": ["acl"], "msg": _msg}}
}

test_deny_beside_a_block_unknown_at_plan if {
	flag := rule.deny with input as _beside([_block({}, {"ignore_public_acls": true})], [])
	at_acl := {"address": "aws_s3_bucket_acl.b", "path": ["acl"], "msg": _msg}
	flag == {object.union(at_acl, {"beside": {
		"address": "aws_s3_bucket_public_access_block.b",
		"path": ["ignore_public_acls"],
	}})}
	maybe := rule.deny with input as _beside([], [_block({"ignore_public_acls": true}, {"bucket": true})])
	maybe == {object.union(at_acl, {"beside": {
		"address": "aws_s3_bucket_public_access_block.b",
		"path": ["bucket"],
	}})}
}

test_deny_at_a_bucket_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_s3_bucket_acl": [object.union(
		_public,
		{"linked": {}, "maybe_linked": {"aws_s3_bucket": [_site]}},
	)]}}
	found == {{
		"address": "aws_s3_bucket_acl.b",
		"path": ["bucket"],
		"msg": concat("", [_msg, ", unless its bucket ignores such ACLs"]),
	}}
}

test_deny_each_bucket_that_has_no_block if {
	buckets := [object.union(bucket, {"linked": linked, "maybe_linked": {}, "values": {"acl": "public-read"}}) |
		some key, blocks in {"a": [_block({"ignore_public_acls": true}, {})], "b": []}
		bucket := {"address": sprintf("aws_s3_bucket.b[%q]", [key]), "type": "aws_s3_bucket", "unknown": {}}
		linked := {"aws_s3_bucket_public_access_block": blocks}
	]
	found := rule.deny with input as {"resources": {"aws_s3_bucket": buckets}}
	found == {_finding(`aws_s3_bucket.b["b"]`, ["acl"], _msg)}
}

test_allow_what_the_bucket_said_before_its_companion if {
	private := object.union(_public, {"values": {"acl": "private"}})
	every said in [{"acl": "public-read"}, {"grant": [{"permissions": ["READ"], "uri": _everyone}]}] {
		bucket := object.union(_site, {"values": said, "linked": {"aws_s3_bucket_acl": [private]}, "maybe_linked": {}})
		found := rule.deny with input as {"resources": {"aws_s3_bucket": [bucket]}}
		found == set()
	}
}

test_allow_what_a_block_ignores_or_refuses if {
	every flag in ["ignore_public_acls", "block_public_acls"] {
		found := rule.deny with input as _beside([_block({flag: true}, {})], [])
		found == set()
	}
	account := {"aws_s3_account_public_access_block": [_block({"ignore_public_acls": true}, {})]}
	found := rule.deny with input as {"resources": object.union(_beside([], []).resources, account)}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
