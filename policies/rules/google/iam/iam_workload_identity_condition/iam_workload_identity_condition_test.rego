package rules.google.iam.iam_workload_identity_condition_test

import rego.v1

import data.rules.google.iam.iam_workload_identity_condition as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_type := "google_iam_workload_identity_pool_provider"

_github := [{"issuer_uri": "https://token.actions.githubusercontent.com"}]

test_deny_issuers_with_many_tenants if {
	every issuer in [
		"https://token.actions.githubusercontent.com/",
		"https://gitlab.com",
		"https://app.terraform.io",
		"https://login.microsoftonline.com/common/v2.0",
	] {
		found := rule.deny with input as _one(_type, {"oidc": [{"issuer_uri": issuer}]}, {})
		msg := sprintf("tokens of %s are taken, whoever they are for", [issuer])
		found == _at(_type, ["attribute_condition"], msg)
	}
}

test_deny_a_condition_that_always_holds if {
	found := rule.deny with input as _one(_type, {"oidc": _github, "attribute_condition": "true"}, {})
	found == _at(
		_type,
		["attribute_condition"],
		"tokens of https://token.actions.githubusercontent.com are taken, whoever they are for",
	)
}

test_deny_at_an_issuer_unknown_at_plan if {
	found := rule.deny with input as _one(_type, {"oidc": [{}]}, {"oidc": [{"issuer_uri": true}]})
	found == _at(
		_type,
		["oidc", 0, "issuer_uri"],
		"tokens of an issuer known only after apply are taken, whoever they are for",
	)
}

test_allow_a_condition if {
	found := rule.deny with input as _one(_type, {"oidc": _github, "attribute_condition": "assertion.x == 'y'"}, {})
	found == set()
	unknown := rule.deny with input as _one(_type, {"oidc": _github}, {"attribute_condition": true})
	unknown == set()
}

test_allow_issuers_with_one_tenant if {
	every values in [
		{"oidc": [{"issuer_uri": "https://gitlab.example.com"}]},
		{"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com/example"}]},
		{"oidc": [{"issuer_uri": "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0"}]},
		{"aws": [{"account_id": "123456789012"}]},
		{"saml": [{"idp_metadata_xml": "<x/>"}]},
		{"oidc": _github, "disabled": true},
	] {
		found := rule.deny with input as _one(_type, values, {})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
