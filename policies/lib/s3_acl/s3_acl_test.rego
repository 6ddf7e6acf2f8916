package lib.s3_acl_test

import rego.v1

import data.lib.s3_acl

_all := "http://acs.amazonaws.com/groups/global/AllUsers"

_reading := {"READ", "READ_ACP", "FULL_CONTROL"}

_faults(values, unknown) := s3_acl.faults({"values": values, "unknown": unknown}, _reading, "read")

_policy(grant) := {"access_control_policy": [{"grant": [grant]}]}

test_faults_of_canned_acls if {
	_faults({"acl": "public-read-write"}, {}) == {{
		"path": ["acl"],
		"msg": "the ACL public-read-write lets everyone read",
	}}
	_faults({"acl": "authenticated-read"}, {}) == {{
		"path": ["acl"],
		"msg": "the ACL authenticated-read lets everyone with an AWS account read",
	}}
	_faults({"acl": "private"}, {}) == set()
	s3_acl.faults({"values": {"acl": "public-read"}, "unknown": {}}, {"WRITE"}, "write") == set()
}

test_faults_of_grants if {
	_faults(_policy({"permission": "READ", "grantee": [{"uri": replace(_all, "http:", "https:")}]}), {}) == {{
		"path": ["access_control_policy", 0, "grant", 0, "grantee", 0, "uri"],
		"msg": "READ is granted to everyone",
	}}
	_faults(_policy({"permission": "WRITE", "grantee": [{"uri": _all}]}), {}) == set()
	_faults(_policy({"permission": "READ", "grantee": [{"id": "x"}]}), {}) == set()
	_faults({"grant": [{"uri": _all, "permissions": ["WRITE", "READ_ACP"]}]}, {}) == {{
		"path": ["grant", 0, "uri"],
		"msg": "READ_ACP is granted to everyone",
	}}
}

test_faults_at_deferred_values if {
	_faults({}, {"acl": true}) == {{"path": ["acl"], "msg": "`acl` is known only after apply"}}
	msg := "who is granted access is known only after apply"
	_faults({}, {"grant": true}) == {{"path": ["grant"], "msg": msg}}
	_faults({"access_control_policy": [{}]}, {"access_control_policy": [{"grant": true}]}) == {{
		"path": ["access_control_policy", 0, "grant"],
		"msg": msg,
	}}
	grantee := {"access_control_policy": [{"grant": [{"grantee": true}]}]}
	_faults({"access_control_policy": [{"grant": [{}]}]}, grantee) == {{
		"path": ["access_control_policy", 0, "grant", 0, "grantee"],
		"msg": msg,
	}}
	unknown := {"access_control_policy": [{"grant": [{"grantee": [{"uri": true}]}]}]}
	_faults(_policy({"permission": "READ", "grantee": [{}]}), unknown) == {{
		"path": ["access_control_policy", 0, "grant", 0, "grantee", 0, "uri"],
		"msg": msg,
	}}
	_faults(_policy({"permission": "WRITE", "grantee": [{}]}), unknown) == set()
}

test_faults_at_deferred_values_only_where_no_known_one_is_a_fault if {
	_faults({"acl": "public-read"}, {"grant": true}) == {{
		"path": ["acl"],
		"msg": "the ACL public-read lets everyone read",
	}}
}
