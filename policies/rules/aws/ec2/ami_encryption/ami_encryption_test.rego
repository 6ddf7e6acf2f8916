package rules.aws.ec2.ami_encryption_test

import rego.v1

import data.rules.aws.ec2.ami_encryption as rule

_image(devices, unknown) := {"resources": {"aws_ami": [{
	"address": "aws_ami.a",
	"values": {"ebs_block_device": devices},
	"unknown": unknown,
}]}}

_copy(copy, defaults) := {"resources": {
	"aws_ami_copy": [object.union({"address": "aws_ami_copy.c", "values": {}, "unknown": {}}, copy)],
	"aws_ebs_encryption_by_default": [{"address": "aws_ebs_encryption_by_default.d", "values": values, "unknown": {}} |
		some values in defaults
	],
}}

_at_copy(state) := {{
	"address": "aws_ami_copy.c",
	"path": ["encrypted"],
	"msg": sprintf("the copy is not encrypted, unless its source is: `encrypted` is %s", [state]),
}}

test_deny_copies_in_clear if {
	off := rule.deny with input as _copy({"values": {"encrypted": false}}, [{"enabled": false}])
	off == _at_copy("false")
	unset := rule.deny with input as _copy({}, [])
	unset == _at_copy("not set")
}

test_deny_new_volumes_in_clear if {
	found := rule.deny with input as _image([{"encrypted": true}, {"volume_size": 20}, {"snapshot_id": "snap-1"}], {})
	found == {{
		"address": "aws_ami.a",
		"path": ["ebs_block_device", 1, "encrypted"],
		"msg": "a volume of the image is not encrypted: `encrypted` is not set",
	}}
}

test_allow_encryption_of_its_own_of_the_source_and_of_the_account if {
	own := rule.deny with input as _copy({"values": {"encrypted": true}}, [])
	own == set()
	source := {"address": "aws_ami.a", "via": {"here": ["source_ami_id"], "there": []}}
	inherited := rule.deny with input as _copy({"linked": {"aws_ami": [source]}}, [])
	inherited == set()
	account := rule.deny with input as _copy({}, [{"enabled": true}])
	account == set()
}

test_allow_values_unknown_at_plan if {
	flag := rule.deny with input as _copy({"unknown": {"encrypted": true}}, [])
	flag == set()
	snapshot := rule.deny with input as _image([{}], {"ebs_block_device": [{"snapshot_id": true}]})
	snapshot == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
