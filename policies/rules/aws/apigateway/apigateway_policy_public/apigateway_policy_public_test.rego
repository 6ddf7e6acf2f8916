package rules.aws.apigateway.apigateway_policy_public_test

import rego.v1

import data.rules.aws.apigateway.apigateway_policy_public as rule

_api(type, endpoint, extra) := object.union(
	{
		"address": sprintf("%s.a", [type]),
		"type": type,
		"values": {"endpoint_configuration": [{"types": [endpoint]}]},
		"unknown": {},
		"linked": {},
	},
	extra,
)

_rest(endpoint) := _api("aws_api_gateway_rest_api", endpoint, {})

_public := {"documents": {"policy": {
	"path": ["policy"],
	"conclusions": {"public": [{
		"label": "Statement[0]",
		"reason": "lets anybody do `execute-api:Invoke`",
		"statements": [0],
	}]},
}}}

_policy(apis) := object.union(_public, {
	"address": "aws_api_gateway_rest_api_policy.p",
	"type": "aws_api_gateway_rest_api_policy",
	"values": {},
	"unknown": {"policy": true},
	"linked": {"aws_api_gateway_rest_api": apis},
})

_at(address) := {
	"address": address,
	"path": ["policy"],
	"msg": "Statement[0] lets anybody do `execute-api:Invoke`",
	"known": true,
}

_missing := {"without": {"aws_api_gateway_rest_api_policy"}}

test_deny_private_apis if {
	found := rule.deny with input as {"resources": {
		"aws_api_gateway_rest_api": [object.union(_rest("PRIVATE"), _public)],
		"aws_api_gateway_domain_name": [_api("aws_api_gateway_domain_name", "PRIVATE", _public)],
		"aws_api_gateway_rest_api_policy": [_policy([_rest("PRIVATE")])],
	}}
	found == {
		object.union(_at("aws_api_gateway_rest_api.a"), _missing),
		_at("aws_api_gateway_domain_name.a"),
		_at("aws_api_gateway_rest_api_policy.p"),
	}
}

test_deny_at_a_document_unknown_at_plan if {
	unknown := {"msg": "`policy` is known only after apply"}
	policy := json.remove(_policy([_rest("PRIVATE")]), ["documents"])
	found := rule.deny with input as {"resources": {"aws_api_gateway_rest_api_policy": [policy]}}
	found == {object.union(json.remove(_at("aws_api_gateway_rest_api_policy.p"), ["known"]), unknown)}
	api := object.union(_rest("PRIVATE"), {"unknown": {"policy": true}})
	inline := rule.deny with input as {"resources": {"aws_api_gateway_rest_api": [api]}}
	inline == {object.union(
		json.remove(_at("aws_api_gateway_rest_api.a"), ["known"]),
		object.union(unknown, _missing),
	)}
}

test_allow_apis_for_the_internet if {
	every endpoint in ["REGIONAL", "EDGE"] {
		found := rule.deny with input as {"resources": {
			"aws_api_gateway_rest_api": [object.union(_rest(endpoint), _public)],
			"aws_api_gateway_rest_api_policy": [_policy([_rest(endpoint)])],
		}}
		found == set()
	}
}

test_allow_an_api_outside_the_plan if {
	found := rule.deny with input as {"resources": {"aws_api_gateway_rest_api_policy": [_policy([])]}}
	found == set()
}

test_allow_in_the_api_what_a_policy_beside_it_replaces if {
	linked := {"linked": {"aws_api_gateway_rest_api_policy": [_policy([])]}}
	api := object.union(_rest("PRIVATE"), object.union(_public, linked))
	found := rule.deny with input as {"resources": {"aws_api_gateway_rest_api": [api]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
