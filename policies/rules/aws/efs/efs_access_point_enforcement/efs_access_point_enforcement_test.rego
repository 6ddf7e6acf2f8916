package rules.aws.efs.efs_access_point_enforcement_test

import rego.v1

import data.rules.aws.efs.efs_access_point_enforcement as rule

_one(values, unknown) := {"resources": {"aws_efs_access_point": [{
	"address": "aws_efs_access_point.p",
	"type": "aws_efs_access_point",
	"values": values,
	"unknown": unknown,
}]}}

_user := [{"uid": 1000, "gid": 1000}]

_directory := [{"path": "/uploads"}]

_at(path, msg) := {"address": "aws_efs_access_point.p", "path": path, "msg": msg}

test_deny_an_access_point_that_enforces_nothing if {
	found := rule.deny with input as _one({"posix_user": [], "root_directory": []}, {})
	found == {
		_at(["posix_user"], "clients choose their user: `posix_user` is not set"),
		_at(["root_directory"], "clients see the whole file system: `root_directory` is not set"),
	}
}

test_deny_the_root_of_the_file_system if {
	found := rule.deny with input as _one({"posix_user": _user, "root_directory": [{"path": "/"}]}, {})
	found == {_at(["root_directory", 0, "path"], "clients see the whole file system: `path` is /")}
	unset := rule.deny with input as _one({"posix_user": _user, "root_directory": [{"creation_info": []}]}, {})
	unset == {_at(["root_directory", 0, "path"], "clients see the whole file system: `path` is not set")}
}

test_deny_a_directory_for_any_user if {
	found := rule.deny with input as _one({"root_directory": _directory}, {})
	found == {_at(["posix_user"], "clients choose their user: `posix_user` is not set")}
}

test_allow_a_directory_and_a_user if {
	found := rule.deny with input as _one({"posix_user": _user, "root_directory": _directory}, {})
	found == set()
}

test_allow_values_unknown_at_plan if {
	path := rule.deny with input as _one(
		{"posix_user": _user, "root_directory": [{}]},
		{"root_directory": [{"path": true}]},
	)
	path == set()
	user := rule.deny with input as _one({"root_directory": _directory}, {"posix_user": true})
	user == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
