package rules.aws.efs.efs_encryption_test

import rego.v1

import data.rules.aws.efs.efs_encryption as rule

_one(values, unknown) := {"resources": {"aws_efs_file_system": [{
	"address": "aws_efs_file_system.x",
	"type": "aws_efs_file_system",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_efs_file_system.x", "path": path, "msg": msg}}

test_deny_what_is_turned_off if {
	found := rule.deny with input as _one({"encrypted": false}, {})
	found == _at(["encrypted"], "the file system is not encrypted: `encrypted` is false")
}

test_deny_what_is_left_out if {
	found := rule.deny with input as _one({"creation_token": "home"}, {})
	found == _at(["encrypted"], "the file system is not encrypted: `encrypted` is not set")
}

test_allow_encryption if {
	found := rule.deny with input as _one({"encrypted": true}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"encrypted": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
