package rules.aws.apigateway.apigw_method_no_auth_test

import rego.v1

import data.rules.aws.apigateway.apigw_method_no_auth as rule

_method(values, unknown) := {
	"address": "aws_api_gateway_method.m",
	"type": "aws_api_gateway_method",
	"values": object.union({"http_method": "GET", "authorization": "NONE"}, values),
	"unknown": unknown,
}

_open := _method({}, {"rest_api_id": true})

_api(values, unknown, extra) := object.union(
	{
		"address": "aws_api_gateway_rest_api.a",
		"type": "aws_api_gateway_rest_api",
		"values": values,
		"unknown": unknown,
		"linked": {"aws_api_gateway_method": [_open]},
	},
	extra,
)

_plan(api) := {"resources": {"aws_api_gateway_rest_api": [api]}}

_public := {"documents": {"policy": {
	"path": ["policy"],
	"conclusions": {"public": [{"label": "Statement[0]", "reason": "lets anybody call", "statements": [0]}]},
}}}

_policy(unknown) := {
	"address": "aws_api_gateway_rest_api_policy.p",
	"type": "aws_api_gateway_rest_api_policy",
	"values": {"policy": "{}"},
	"unknown": unknown,
}

_finding(path) := {
	"address": "aws_api_gateway_method.m",
	"path": path,
	"msg": "anybody may call the method: `authorization` is NONE",
}

_beside(address, key) := object.union(
	_finding(["authorization"]),
	{"beside": {"address": address, "path": [key]}},
)

test_deny_a_method_of_an_open_api if {
	every api in [
		_api({}, {}, {}),
		_api({"endpoint_configuration": [{"types": ["REGIONAL"]}]}, {}, {}),
		_api({"policy": "{}"}, {}, _public),
	] {
		found := rule.deny with input as _plan(api)
		found == {_finding(["authorization"])}
	}
}

test_deny_a_method_of_an_api_that_the_plan_does_not_show if {
	found := rule.deny with input as {"resources": {"aws_api_gateway_method": [_open]}}
	found == {_finding(["authorization"])}
}

test_deny_a_method_that_may_be_of_an_open_api if {
	maybe := {"linked": {}, "maybe_linked": {"aws_api_gateway_method": [_open]}}
	api := object.union(json.remove(_api({}, {}, {}), ["linked"]), maybe)
	found := rule.deny with input as _plan(api)
	found == {_finding(["rest_api_id"])}
}

test_deny_beside_a_policy_unknown_at_plan if {
	inline := rule.deny with input as _plan(_api({}, {"policy": true}, {}))
	inline == {_beside("aws_api_gateway_rest_api.a", "policy")}
	other := {"maybe_linked": {"aws_api_gateway_rest_api_policy": [_policy({"rest_api_id": true})]}}
	elsewhere := rule.deny with input as _plan(_api({}, {}, other))
	elsewhere == {_beside("aws_api_gateway_rest_api_policy.p", "rest_api_id")}
}

test_allow_methods_that_ask_for_something if {
	every values in [{"authorization": "AWS_IAM"}, {"api_key_required": true}, {"http_method": "OPTIONS"}] {
		found := rule.deny with input as {"resources": {"aws_api_gateway_method": [_method(values, {})]}}
		found == set()
	}
}

test_allow_methods_of_private_and_guarded_apis if {
	beside := {"linked": {"aws_api_gateway_rest_api_policy": [_policy({})]}}
	every api in [
		_api({"endpoint_configuration": [{"types": ["PRIVATE"]}]}, {}, {}),
		_api({"policy": "{}"}, {}, {}),
		_api({}, {}, beside),
	] {
		found := rule.deny with input as _plan(api)
		found == set()
	}
}

test_allow_an_authorization_unknown_at_plan if {
	method := json.remove(_method({}, {"authorization": true}), ["values/authorization"])
	found := rule.deny with input as {"resources": {"aws_api_gateway_method": [method]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
