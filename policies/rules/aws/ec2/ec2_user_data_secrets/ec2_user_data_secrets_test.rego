package rules.aws.ec2.ec2_user_data_secrets_test

import rego.v1

import data.rules.aws.ec2.ec2_user_data_secrets as rule

_of(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, words) := {{
	"address": sprintf("%s.x", [type]),
	"path": path,
	"msg": sprintf("user data holds %s", [words]),
}}

_script := "#!/bin/sh\nexport DB_PASSWORD=hunter22\n"

_words := "a password (`DB_PASSWORD`)"

test_deny_credentials_in_clear_and_in_base64 if {
	every type in ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"] {
		plain := rule.deny with input as _of(type, {"user_data": _script}, {})
		plain == _at(type, ["user_data"], _words)
		encoded := rule.deny with input as _of(type, {"user_data": base64.encode(_script)}, {})
		encoded == _at(type, ["user_data"], _words)
		named := rule.deny with input as _of(type, {"user_data_base64": base64.encode(_script)}, {})
		named == _at(type, ["user_data_base64"], _words)
	}
	key := rule.deny with input as _of("aws_instance", {"user_data": "echo AKIA2E0A8F3B244C9986"}, {})
	key == _at("aws_instance", ["user_data"], "an AWS access key")
}

test_deny_credentials_of_a_spot_fleet if {
	type := "aws_spot_fleet_request"
	found := rule.deny with input as _of(type, {"launch_specification": [{"ami": "a"}, {"user_data": _script}]}, {})
	found == _at(type, ["launch_specification", 1, "user_data"], _words)
}

test_allow_scripts_that_fetch_credentials if {
	fetching := "#!/bin/sh\nDB_PASSWORD=$(aws ssm get-parameter --name /prod/db)\n"
	found := rule.deny with input as _of("aws_instance", {"user_data": fetching}, {})
	found == set()
	hash := rule.deny with input as _of("aws_instance", {"user_data": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}, {})
	hash == set()
	none := rule.deny with input as _of("aws_instance", {"user_data_base64": ""}, {})
	none == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _of("aws_instance", {}, {"user_data": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
