package rules.aws.lambda.lambda_permission_public_test

import rego.v1

import data.rules.aws.lambda.lambda_permission_public as rule

_one(values, unknown) := _linked(values, unknown, {})

_linked(values, unknown, linked) := {"resources": {"aws_lambda_permission": [{
	"address": "aws_lambda_permission.p",
	"values": object.union({"action": "lambda:InvokeFunction", "function_name": "jobs"}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": {},
}]}}

_at(key, msg) := {"address": "aws_lambda_permission.p", "path": [key], "msg": msg}

test_deny_everybody if {
	found := rule.deny with input as _one({"principal": "*"}, {})
	found == {_at("principal", "every AWS principal may call the function: `principal` is *")}
}

test_deny_sources_of_anybody if {
	found := rule.deny with input as _one({"principal": "*", "source_arn": "arn:aws:sns:*:*:*"}, {})
	found == {_at("principal", "every AWS principal may call the function: `principal` is *")}
}

test_deny_everybody_at_the_url if {
	signed := rule.deny with input as _one({"principal": "*", "function_url_auth_type": "AWS_IAM"}, {})
	signed == {_at("principal", "every AWS principal may call the URL: `principal` is *")}
	open := rule.deny with input as _one({"principal": "*", "function_url_auth_type": "NONE"}, {})
	open == {_at("principal", "everybody may call the URL, without credentials: `principal` is *")}
}

test_deny_at_a_principal_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"principal": true})
	found == {_at("principal", "every AWS principal may call the function: `principal` is known only after apply")}
}

test_allow_everybody_of_an_organization_an_account_or_a_source if {
	every guard in [
		{"principal_org_id": "o-a1b2c3d4e5"},
		{"source_account": "123456789012"},
		{"source_arn": "arn:aws:sns:eu-central-1:123456789012:jobs"},
		{"function_url_auth_type": "AWS_IAM", "principal_org_id": "o-a1b2c3d4e5"},
	] {
		found := rule.deny with input as _one(object.union({"principal": "*"}, guard), {})
		found == set()
	}
}

test_allow_calls_through_the_url_alone if {
	found := rule.deny with input as _one({"principal": "*", "invoked_via_function_url": true}, {})
	found == set()
}

test_allow_named_principals if {
	every principal in ["123456789012", "arn:aws:iam::123456789012:role/orders", "sns.amazonaws.com"] {
		found := rule.deny with input as _one({"principal": principal}, {})
		found == set()
	}
}

test_allow_an_organization_unknown_at_plan if {
	found := rule.deny with input as _one({"principal": "*"}, {"principal_org_id": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
