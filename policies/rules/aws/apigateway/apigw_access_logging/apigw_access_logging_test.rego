package rules.aws.apigateway.apigw_access_logging_test

import rego.v1

import data.rules.aws.apigateway.apigw_access_logging as rule

_stage(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_types := ["aws_api_gateway_stage", "aws_apigatewayv2_stage"]

test_deny_stages_without_settings if {
	every type in _types {
		found := rule.deny with input as _stage(type, {"access_log_settings": []}, {})
		found == {{
			"address": sprintf("%s.x", [type]),
			"path": ["access_log_settings"],
			"msg": "calls are not logged: `access_log_settings` is not set",
		}}
	}
}

test_allow_stages_that_log if {
	every type in _types {
		found := rule.deny with input as _stage(
			type,
			{"access_log_settings": [{"format": "$context.requestId"}]},
			{"access_log_settings": [{"destination_arn": true}]},
		)
		found == set()
	}
}

test_deny_settings_unknown_at_plan if {
	found := rule.deny with input as _stage("aws_api_gateway_stage", {}, {"access_log_settings": true})
	found == {{
		"address": "aws_api_gateway_stage.x",
		"path": ["access_log_settings"],
		"msg": "calls may not be logged: `access_log_settings` is known only after apply",
	}}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
