package rules.aws.dynamodb.dynamodb_pitr_test

import rego.v1

import data.rules.aws.dynamodb.dynamodb_pitr as rule

_one(values, unknown) := {"resources": {"aws_dynamodb_table": [{
	"address": "aws_dynamodb_table.x",
	"type": "aws_dynamodb_table",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_dynamodb_table.x", "path": path, "msg": msg}}

_fault := "there is no point-in-time recovery"

test_deny_a_table_that_says_nothing if {
	found := rule.deny with input as _one({"hash_key": "id"}, {})
	found == _at(
		["point_in_time_recovery"],
		sprintf("%s: `point_in_time_recovery` is not set", [_fault]),
	)
}

test_deny_what_is_turned_off if {
	found := rule.deny with input as _one({"point_in_time_recovery": [{"enabled": false}]}, {})
	found == _at(
		["point_in_time_recovery", 0, "enabled"],
		sprintf("%s: `enabled` is false", [_fault]),
	)
}

test_deny_a_table_whatever_its_replicas_do if {
	replicas := {"replica": [{"region_name": "eu-west-1", "point_in_time_recovery": true}]}
	found := rule.deny with input as _one(replicas, {})
	found == _at(
		["point_in_time_recovery"],
		sprintf("%s: `point_in_time_recovery` is not set", [_fault]),
	)
}

test_allow_recovery if {
	table := {"point_in_time_recovery": [{"enabled": true}], "replica": [{"point_in_time_recovery": false}]}
	found := rule.deny with input as _one(table, {})
	found == set()
}

test_allow_locks_of_terraform if {
	found := rule.deny with input as _one({"hash_key": "LockID"}, {})
	found == set()
}

test_allow_values_unknown_at_plan if {
	switch := rule.deny with input as _one(
		{"point_in_time_recovery": [{}]},
		{"point_in_time_recovery": [{"enabled": true}]},
	)
	switch == set()
	whole := rule.deny with input as _one({}, {"point_in_time_recovery": true})
	whole == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
