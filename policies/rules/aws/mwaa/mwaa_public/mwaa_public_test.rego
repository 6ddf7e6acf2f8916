package rules.aws.mwaa.mwaa_public_test

import rego.v1

import data.rules.aws.mwaa.mwaa_public as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_mwaa_environment": [{
		"address": "aws_mwaa_environment.x",
		"type": "aws_mwaa_environment",
		"values": values,
		"unknown": unknown,
	}]}}
}

test_deny_a_public_web_server if {
	_found({"webserver_access_mode": "PUBLIC_ONLY"}, {}) == {{
		"address": "aws_mwaa_environment.x",
		"path": ["webserver_access_mode"],
		"msg": "the web server is on the internet: `webserver_access_mode` is PUBLIC_ONLY",
	}}
}

test_allow_what_is_private_or_says_nothing if {
	_found({"webserver_access_mode": "PRIVATE_ONLY"}, {}) == set()
	_found({}, {}) == set()
}

test_allow_a_value_unknown_at_plan if {
	_found({}, {"webserver_access_mode": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
