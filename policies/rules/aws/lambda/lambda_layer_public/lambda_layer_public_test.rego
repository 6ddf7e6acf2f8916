package rules.aws.lambda.lambda_layer_public_test

import rego.v1

import data.rules.aws.lambda.lambda_layer_public as rule

_permission(values, unknown) := {"resources": {"aws_lambda_layer_version_permission": [{
	"address": "aws_lambda_layer_version_permission.p",
	"type": "aws_lambda_layer_version_permission",
	"values": values,
	"unknown": unknown,
}]}}

_at(key) := {
	"address": "aws_lambda_layer_version_permission.p",
	"path": [key],
	"msg": "every AWS account may use the layer",
}

test_deny_everybody if {
	found := rule.deny with input as _permission({"principal": "*", "organization_id": ""}, {})
	found == {_at("principal")}
}

test_deny_at_an_organization_unknown_at_plan if {
	found := rule.deny with input as _permission({"principal": "*"}, {"organization_id": true})
	found == {_at("organization_id")}
}

test_allow_an_account_or_an_organization if {
	every values in [{"principal": "123456789012"}, {"principal": "*", "organization_id": "o-abc"}] {
		found := rule.deny with input as _permission(values, {})
		found == set()
	}
}

test_allow_a_principal_unknown_at_plan if {
	found := rule.deny with input as _permission({}, {"principal": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
