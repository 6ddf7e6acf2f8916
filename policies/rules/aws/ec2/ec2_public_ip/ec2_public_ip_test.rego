package rules.aws.ec2.ec2_public_ip_test

import rego.v1

import data.rules.aws.ec2.ec2_public_ip as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": values,
	"unknown": unknown,
}]}}

_is_true := "`associate_public_ip_address` is true"

test_deny_instances_with_public_addresses if {
	every type in ["aws_instance", "aws_spot_instance_request"] {
		found := rule.deny with input as _one(type, {"associate_public_ip_address": true}, {})
		found == {{
			"address": sprintf("%s.x", [type]),
			"path": ["associate_public_ip_address"],
			"msg": sprintf("the instance has a public address: %s", [_is_true]),
		}}
	}
}

test_deny_templates_with_public_addresses if {
	template := rule.deny with input as _one(
		"aws_launch_template",
		{"network_interfaces": [{"device_index": 1}, {"associate_public_ip_address": "true"}]},
		{},
	)
	template == {{
		"address": "aws_launch_template.x",
		"path": ["network_interfaces", 1, "associate_public_ip_address"],
		"msg": sprintf("instances have public addresses: %s", [_is_true]),
	}}
	fleet := rule.deny with input as _one(
		"aws_spot_fleet_request",
		{"launch_specification": [{"associate_public_ip_address": true}]},
		{},
	)
	fleet == {{
		"address": "aws_spot_fleet_request.x",
		"path": ["launch_specification", 0, "associate_public_ip_address"],
		"msg": sprintf("instances have public addresses: %s", [_is_true]),
	}}
}

test_allow_private_addresses if {
	off := rule.deny with input as _one("aws_instance", {"associate_public_ip_address": false}, {})
	off == set()
	unset := rule.deny with input as _one("aws_instance", {}, {})
	unset == set()
	interfaces := [{"associate_public_ip_address": "false"}, {"associate_public_ip_address": ""}, {}]
	template := rule.deny with input as _one("aws_launch_template", {"network_interfaces": interfaces}, {})
	template == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one("aws_instance", {}, {"associate_public_ip_address": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
