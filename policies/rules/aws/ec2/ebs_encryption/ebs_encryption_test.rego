package rules.aws.ec2.ebs_encryption_test

import rego.v1

import data.rules.aws.ec2.ebs_encryption as rule

_plan(values, unknown, defaults) := {"resources": {
	"aws_ebs_volume": [{
		"address": "aws_ebs_volume.v",
		"type": "aws_ebs_volume",
		"values": values,
		"unknown": unknown,
	}],
	"aws_ebs_encryption_by_default": [{
		"address": "aws_ebs_encryption_by_default.d",
		"type": "aws_ebs_encryption_by_default",
		"values": default_,
		"unknown": {},
	} | some default_ in defaults],
}}

_at_encrypted(msg) := {"address": "aws_ebs_volume.v", "path": ["encrypted"], "msg": msg}

test_deny_encryption_turned_off if {
	found := rule.deny with input as _plan({"encrypted": false, "snapshot_id": "snap-1"}, {}, [])
	found == {_at_encrypted("volume is not encrypted: `encrypted` is false")}
}

test_deny_encryption_left_out if {
	found := rule.deny with input as _plan({"size": 1}, {}, [])
	found == {_at_encrypted("volume is not encrypted: `encrypted` is not set")}
}

test_deny_beside_a_default_that_does_not_hold if {
	found := rule.deny with input as _plan(
		{"region": "eu-central-1"},
		{},
		[{"enabled": true, "region": "us-east-1"}, {"enabled": false, "region": "eu-central-1"}],
	)
	found == {_at_encrypted("volume is not encrypted: `encrypted` is not set")}
}

test_allow_encryption if {
	found := rule.deny with input as _plan({"encrypted": true}, {}, [])
	found == set()
}

_beside(volume, setting) := {"resources": {
	"aws_ebs_volume": [object.union({"address": "aws_ebs_volume.v", "values": {}, "unknown": {}}, volume)],
	"aws_ebs_encryption_by_default": [object.union(
		{"address": "aws_ebs_encryption_by_default.d", "values": {}, "unknown": {}},
		setting,
	)],
}}

test_deny_beside_the_default_of_another_account if {
	found := rule.deny with input as _beside({"provider_config": "aws.other"}, {"provider_config": "aws"})
	found == {_at_encrypted("volume is not encrypted: `encrypted` is not set")}
	same := rule.deny with input as _beside({"provider_config": "aws.other"}, {"provider_config": "aws.other"})
	same == set()
}

test_deny_beside_a_default_unknown_at_plan if {
	found := rule.deny with input as _beside({}, {"unknown": {"enabled": true}})
	found == {object.union(
		_at_encrypted("volume is not encrypted: `encrypted` is not set"),
		{"beside": {"address": "aws_ebs_encryption_by_default.d", "path": ["enabled"]}},
	)}
}

test_deny_at_a_snapshot_unknown_at_plan if {
	found := rule.deny with input as _plan({}, {"snapshot_id": true}, [])
	found == {{
		"address": "aws_ebs_volume.v",
		"path": ["snapshot_id"],
		"msg": "volume is not encrypted, unless `snapshot_id` names an encrypted snapshot",
	}}
	off := rule.deny with input as _plan({"encrypted": false}, {"snapshot_id": true}, [])
	off == {_at_encrypted("volume is not encrypted: `encrypted` is false")}
	default_ := rule.deny with input as _plan({}, {"snapshot_id": true}, [{}])
	default_ == set()
}

test_allow_what_a_snapshot_decides if {
	found := rule.deny with input as _plan({"snapshot_id": "snap-1"}, {}, [])
	found == set()
}

test_allow_where_encryption_is_the_default if {
	found := rule.deny with input as _plan({"region": "us-east-1"}, {}, [{"enabled": true, "region": "us-east-1"}])
	found == set()
	old := rule.deny with input as _plan({"encrypted": false}, {}, [{}])
	old == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _plan({}, {"encrypted": true}, [])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
