package rules.aws.workspaces.workspaces_volume_encryption_test

import rego.v1

import data.rules.aws.workspaces.workspaces_volume_encryption as rule

_desktop(values, unknown) := {"resources": {"aws_workspaces_workspace": [{
	"address": "aws_workspaces_workspace.w",
	"type": "aws_workspaces_workspace",
	"values": values,
	"unknown": unknown,
}]}}

_at(key, msg) := {"address": "aws_workspaces_workspace.w", "path": [key], "msg": msg}

_root := "root_volume_encryption_enabled"

_user := "user_volume_encryption_enabled"

test_deny_volumes_that_are_not_encrypted if {
	both := rule.deny with input as _desktop({_root: false}, {})
	both == {
		_at(_root, "root volume is not encrypted: `root_volume_encryption_enabled` is false"),
		_at(_user, "user volume is not encrypted: `user_volume_encryption_enabled` is not set"),
	}
	one := rule.deny with input as _desktop({_root: true}, {})
	one == {_at(_user, "user volume is not encrypted: `user_volume_encryption_enabled` is not set")}
}

test_allow_encryption if {
	found := rule.deny with input as _desktop({_root: true, _user: true}, {})
	found == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _desktop({_root: true}, {_user: true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
