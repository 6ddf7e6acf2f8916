package rules.aws.ec2.ebs_cmk_test

import rego.v1

import data.rules.aws.ec2.ebs_cmk as rule

_plan(type, values, unknown, default_keys) := {"resources": {
	type: [{"address": sprintf("%s.x", [type]), "values": values, "unknown": unknown}],
	"aws_ebs_default_kms_key": default_keys,
}}

_at(type, state) := {{
	"address": sprintf("%s.x", [type]),
	"path": ["kms_key_id"],
	"msg": sprintf("no key of the customer encrypts this: `kms_key_id` is %s", [state]),
}}

_types := ["aws_ebs_volume", "aws_ebs_snapshot_copy", "aws_ebs_snapshot_import", "aws_ami_copy"]

test_deny_what_names_no_key if {
	every type in _types {
		found := rule.deny with input as _plan(type, {"encrypted": true}, {}, [])
		found == _at(type, "not set")
	}
}

test_deny_the_key_that_aws_manages if {
	key := "arn:aws:kms:eu-central-1:111122223333:alias/aws/ebs"
	found := rule.deny with input as _plan("aws_ebs_volume", {"encrypted": true, "kms_key_id": key}, {}, [])
	found == _at("aws_ebs_volume", key)
}

test_allow_a_key_of_its_own_of_a_snapshot_and_of_the_account if {
	key := "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	own := rule.deny with input as _plan("aws_ebs_volume", {"kms_key_id": key}, {}, [])
	own == set()
	snapshot := rule.deny with input as _plan("aws_ebs_volume", {"snapshot_id": "snap-1"}, {}, [])
	snapshot == set()
	default_ := [{"address": "aws_ebs_default_kms_key.k", "values": {"key_arn": key}, "unknown": {}}]
	account := rule.deny with input as _plan("aws_ebs_snapshot_copy", {}, {}, default_)
	account == set()
}

test_allow_a_key_unknown_at_plan if {
	found := rule.deny with input as _plan("aws_ebs_volume", {}, {"kms_key_id": true}, [])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
