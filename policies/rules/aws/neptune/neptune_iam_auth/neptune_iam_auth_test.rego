package rules.aws.neptune.neptune_iam_auth_test

import rego.v1

import data.rules.aws.neptune.neptune_iam_auth as rule

_one(values, unknown) := {"resources": {"aws_neptune_cluster": [{
	"address": "aws_neptune_cluster.x",
	"type": "aws_neptune_cluster",
	"values": values,
	"unknown": unknown,
}]}}

_key := "iam_database_authentication_enabled"

_at_switch(state) := {
	"address": "aws_neptune_cluster.x",
	"path": [_key],
	"msg": sprintf("the network alone keeps others out: `iam_database_authentication_enabled` is %s", [state]),
}

test_deny_what_is_left_out if {
	found := rule.deny with input as _one({"engine": "neptune"}, {})
	found == {_at_switch("not set")}
}

test_deny_what_is_turned_off if {
	found := rule.deny with input as _one({_key: false}, {})
	found == {_at_switch("false")}
}

test_allow_what_is_turned_on if {
	found := rule.deny with input as _one({_key: true}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {_key: true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
