package rules.aws.apigateway.apigw_domain_tls_test

import rego.v1

import data.rules.aws.apigateway.apigw_domain_tls as rule

_name(values, unknown) := {"resources": {"aws_api_gateway_domain_name": [{
	"address": "aws_api_gateway_domain_name.x",
	"type": "aws_api_gateway_domain_name",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_tls_1_0 if {
	found := rule.deny with input as _name({"security_policy": "TLS_1_0"}, {})
	found == {{
		"address": "aws_api_gateway_domain_name.x",
		"path": ["security_policy"],
		"msg": "TLS below 1.2 is allowed: `security_policy` is TLS_1_0",
	}}
}

test_allow_newer_policies_and_the_default if {
	every values in [
		{},
		{"security_policy": "TLS_1_2"},
		{"security_policy": "SecurityPolicy_TLS13_1_3_2025_09"},
	] {
		found := rule.deny with input as _name(values, {})
		found == set()
	}
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as _name({}, {"security_policy": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
