package rules.aws.s3.s3_acl_public_read_test

import rego.v1

import data.rules.aws.s3.s3_acl_public_read as rule

_bucket(values, unknown) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": values,
	"unknown": unknown,
}]}}

_acl(values, unknown) := {"resources": {"aws_s3_bucket_acl": [{
	"address": "aws_s3_bucket_acl.b",
	"type": "aws_s3_bucket_acl",
	"values": values,
	"unknown": unknown,
}]}}

_grants(grants) := {"access_control_policy": [{"owner": [{"id": "x"}], "grant": grants}]}

_group(permission, uri) := {"permission": permission, "grantee": [{"type": "Group", "uri": uri}]}

test_deny_canned_acls if {
	found := rule.deny with input as {"resources": object.union(
		_bucket({"acl": "public-read-write"}, {}).resources,
		_acl({"acl": "public-read"}, {"bucket": true}).resources,
	)}
	found == {
		{
			"address": "aws_s3_bucket.b",
			"path": ["acl"],
			"msg": "the ACL public-read-write lets everyone read",
		},
		{"address": "aws_s3_bucket_acl.b", "path": ["acl"], "msg": "the ACL public-read lets everyone read"},
	}
}

test_deny_every_aws_account if {
	found := rule.deny with input as _acl({"acl": "authenticated-read"}, {})
	found == {{
		"address": "aws_s3_bucket_acl.b",
		"path": ["acl"],
		"msg": "the ACL authenticated-read lets everyone with an AWS account read",
	}}
}

test_deny_grants_to_the_groups_of_everybody if {
	found := rule.deny with input as _acl(_grants([
		{"permission": "FULL_CONTROL", "grantee": [{"type": "CanonicalUser", "id": "x"}]},
		_group("READ", "http://acs.amazonaws.com/groups/global/AllUsers"),
		_group("FULL_CONTROL", "https://acs.amazonaws.com/groups/global/AuthenticatedUsers"),
	]), {})
	found == {
		{
			"address": "aws_s3_bucket_acl.b",
			"path": ["access_control_policy", 0, "grant", 1, "grantee", 0, "uri"],
			"msg": "READ is granted to everyone",
		},
		{
			"address": "aws_s3_bucket_acl.b",
			"path": ["access_control_policy", 0, "grant", 2, "grantee", 0, "uri"],
			"msg": "FULL_CONTROL is granted to everyone with an AWS account",
		},
	}
}

test_deny_grants_within_the_bucket if {
	found := rule.deny with input as _bucket({"grant": [{
		"type": "Group", "permissions": ["READ_ACP", "WRITE"],
		"uri": "http://acs.amazonaws.com/groups/global/AllUsers",
	}]}, {})
	found == {{
		"address": "aws_s3_bucket.b",
		"path": ["grant", 0, "uri"],
		"msg": "READ_ACP is granted to everyone",
	}}
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
	found == {{
		"address": "aws_s3_bucket_acl.b",
		"path": ["access_control_policy", 0, "grant", 0, "permission"],
		"msg": msg,
	}}
	whole := rule.deny with input as _bucket({"grant": [{"uri": _everyone}]}, {"grant": [{"permissions": true}]})
	whole == {{"address": "aws_s3_bucket.b", "path": ["grant", 0, "permissions"], "msg": msg}}
	element := rule.deny with input as _bucket(
		{"grant": [{"uri": _everyone, "permissions": ["WRITE", null]}]},
		{"grant": [{"permissions": [{}, true]}]},
	)
	element == {{"address": "aws_s3_bucket.b", "path": ["grant", 0, "permissions", 1], "msg": msg}}
	known := rule.deny with input as _bucket(
		{"grant": [{"uri": _everyone, "permissions": ["READ", null]}]},
		{"grant": [{"permissions": [{}, true]}]},
	)
	known == {{"address": "aws_s3_bucket.b", "path": ["grant", 0, "uri"], "msg": "READ is granted to everyone"}}
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

test_allow_an_acl_unknown_at_plan if {
	found := rule.deny with input as _acl({}, {"acl": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
