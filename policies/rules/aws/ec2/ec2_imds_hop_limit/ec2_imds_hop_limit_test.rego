package rules.aws.ec2.ec2_imds_hop_limit_test

import rego.v1

import data.rules.aws.ec2.ec2_imds_hop_limit as rule

_of(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path) := {{
	"address": sprintf("%s.x", [type]),
	"path": path,
	"msg": "metadata goes farther than one hop: `http_put_response_hop_limit` is 2",
}}

test_deny_more_than_one_hop if {
	every type in ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"] {
		found := rule.deny with input as _of(type, {"metadata_options": [{"http_put_response_hop_limit": 2}]}, {})
		found == _at(type, ["metadata_options", 0, "http_put_response_hop_limit"])
	}
	defaults := "aws_ec2_instance_metadata_defaults"
	account := rule.deny with input as _of(defaults, {"http_put_response_hop_limit": 2}, {})
	account == _at(defaults, ["http_put_response_hop_limit"])
}

test_allow_one_hop_and_no_service if {
	one := rule.deny with input as _of("aws_instance", {"metadata_options": [{"http_put_response_hop_limit": 1}]}, {})
	one == set()
	unset := rule.deny with input as _of("aws_instance", {"metadata_options": [{}]}, {})
	unset == set()
	disabled := rule.deny with input as _of(
		"aws_instance",
		{"metadata_options": [{"http_endpoint": "disabled", "http_put_response_hop_limit": 64}]},
		{},
	)
	disabled == set()
	default_ := rule.deny with input as _of("aws_ec2_instance_metadata_defaults", {"http_put_response_hop_limit": -1}, {})
	default_ == set()
}

test_allow_a_value_unknown_at_plan if {
	unknown := {"metadata_options": [{"http_put_response_hop_limit": true}]}
	found := rule.deny with input as _of("aws_instance", {"metadata_options": [{}]}, unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
