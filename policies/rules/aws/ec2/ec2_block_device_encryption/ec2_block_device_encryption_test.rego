package rules.aws.ec2.ec2_block_device_encryption_test

import rego.v1

import data.rules.aws.ec2.ec2_block_device_encryption as rule

_of(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": values,
	"unknown": unknown,
}]}}

_instance(values, unknown) := _of("aws_instance", values, unknown)

_template(mappings) := _of("aws_launch_template", {"block_device_mappings": mappings}, {})

_at(type, path, end) := {
	"address": sprintf("%s.x", [type]),
	"path": path,
	"msg": sprintf("volume is not encrypted%s", [end]),
}

_root := [{"encrypted": true}]

test_deny_root_volumes_in_clear if {
	every type in ["aws_instance", "aws_spot_instance_request", "aws_launch_configuration"] {
		off := rule.deny with input as _of(type, {"root_block_device": [{"encrypted": false}]}, {})
		off == {_at(type, ["root_block_device", 0, "encrypted"], ": `encrypted` is false")}
		unset := rule.deny with input as _of(type, {"root_block_device": [{"volume_size": 20}]}, {})
		unset == {_at(type, ["root_block_device", 0, "encrypted"], ": `encrypted` is not set")}
		none := rule.deny with input as _of(type, {}, {})
		none == {_at(type, ["root_block_device"], ": `root_block_device` is not set")}
	}
}

test_deny_other_volumes_in_clear if {
	found := rule.deny with input as _instance(
		{"root_block_device": _root, "ebs_block_device": [{"encrypted": true}, {"device_name": "/dev/sdf"}]},
		{},
	)
	found == {_at("aws_instance", ["ebs_block_device", 1, "encrypted"], ": `encrypted` is not set")}
}

test_deny_volumes_of_templates if {
	found := rule.deny with input as _template([
		{"device_name": "/dev/xvda", "ebs": [{"encrypted": "false"}]},
		{"device_name": "/dev/sdf", "ebs": [{"encrypted": ""}]},
	])
	found == {
		_at("aws_launch_template", ["block_device_mappings", 0, "ebs", 0, "encrypted"], ": `encrypted` is false"),
		_at("aws_launch_template", ["block_device_mappings", 1, "ebs", 0, "encrypted"], ": `encrypted` is not set"),
	}
}

test_deny_volumes_of_fleets if {
	specification := {
		"root_block_device": [{"encrypted": false}],
		"ebs_block_device": [{"encrypted": true}, {"device_name": "/dev/sdf"}],
	}
	values := {"launch_specification": [{"root_block_device": [{"volume_size": 20}]}, specification]}
	found := rule.deny with input as _of("aws_spot_fleet_request", values, {})
	at := ["launch_specification", 1]
	found == {
		_at("aws_spot_fleet_request", array.concat(at, ["root_block_device", 0, "encrypted"]), ": `encrypted` is false"),
		_at("aws_spot_fleet_request", array.concat(at, ["ebs_block_device", 1, "encrypted"]), ": `encrypted` is not set"),
	}
}

test_allow_encrypted_volumes if {
	found := rule.deny with input as _instance({"root_block_device": _root, "ebs_block_device": [{"encrypted": true}]}, {})
	found == set()
	template := rule.deny with input as _template([{"ebs": [{"encrypted": "true"}]}])
	template == set()
}

test_allow_what_something_else_decides if {
	snapshot := rule.deny with input as _instance(
		{"root_block_device": _root, "ebs_block_device": [{"snapshot_id": "snap-1"}]},
		{},
	)
	snapshot == set()
	template := rule.deny with input as _instance({"launch_template": [{"name": "web"}]}, {})
	template == set()
	mappings := rule.deny with input as _template([
		{"device_name": "/dev/sdb", "no_device": "true", "ebs": [{}]},
		{"device_name": "/dev/sdc", "virtual_name": "ephemeral0", "ebs": []},
	])
	mappings == set()
	no_device := rule.deny with input as _of(
		"aws_launch_configuration",
		{"root_block_device": _root, "ebs_block_device": [{"no_device": true}]},
		{},
	)
	no_device == set()
}

_with_image(values) := {"resources": {"aws_instance": [{
	"address": "aws_instance.x",
	"values": values,
	"unknown": {"ami": true},
	"linked": {"aws_ami_copy": [{"address": "aws_ami_copy.c", "via": {"here": ["ami"], "there": []}}]},
}]}}

test_allow_root_volumes_of_images_of_the_plan if {
	found := rule.deny with input as _with_image({"root_block_device": [{"volume_size": 20}]})
	found == set()
	other := rule.deny with input as _with_image({"root_block_device": _root, "ebs_block_device": [{}]})
	other == {_at("aws_instance", ["ebs_block_device", 0, "encrypted"], ": `encrypted` is not set")}
}

_beside_default(values, unknown) := {"resources": {
	"aws_instance": [{"address": "aws_instance.x", "values": {}, "unknown": {}}],
	"aws_ebs_encryption_by_default": [{
		"address": "aws_ebs_encryption_by_default.d",
		"values": values,
		"unknown": unknown,
	}],
}}

test_allow_where_encryption_is_the_default if {
	on := rule.deny with input as _beside_default({"enabled": true}, {})
	on == set()
	off := rule.deny with input as _beside_default({"enabled": false}, {})
	off == {_at("aws_instance", ["root_block_device"], ": `root_block_device` is not set")}
	later := rule.deny with input as _beside_default({}, {"enabled": true})
	later == {object.union(
		_at("aws_instance", ["root_block_device"], ": `root_block_device` is not set"),
		{"beside": {"address": "aws_ebs_encryption_by_default.d", "path": ["enabled"]}},
	)}
}

test_deny_at_snapshots_and_images_unknown_at_plan if {
	snapshot := rule.deny with input as _instance(
		{"root_block_device": _root, "ebs_block_device": [{}]},
		{"ebs_block_device": [{"snapshot_id": true}]},
	)
	snapshot == {_at(
		"aws_instance",
		["ebs_block_device", 0, "snapshot_id"],
		", unless `snapshot_id` names an encrypted snapshot",
	)}
	image := rule.deny with input as _instance({}, {"ami": true})
	image == {_at("aws_instance", ["ami"], ", unless `ami` names an encrypted image")}
}

test_allow_values_unknown_at_plan if {
	flag := rule.deny with input as _instance({"root_block_device": [{}]}, {"root_block_device": [{"encrypted": true}]})
	flag == set()
	block := rule.deny with input as _instance({}, {"root_block_device": true})
	block == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
