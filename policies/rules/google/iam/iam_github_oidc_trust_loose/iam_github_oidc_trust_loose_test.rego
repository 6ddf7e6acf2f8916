package rules.google.iam.iam_github_oidc_trust_loose_test

import rego.v1

import data.rules.google.iam.iam_github_oidc_trust_loose as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_type := "google_iam_workload_identity_pool_provider"

_github := [{"issuer_uri": "https://token.actions.githubusercontent.com"}]

_mapping := {"google.subject": "assertion.sub", "attribute.owner": "assertion.repository_owner"}

_provider(condition) := _one(
	_type,
	{"oidc": _github, "attribute_mapping": _mapping, "attribute_condition": condition},
	{},
)

test_deny_what_anybody_fulfils if {
	every condition in [
		"assertion.ref == 'refs/heads/main'",
		"assertion.repository_owner.startsWith('example')",
		"assertion.repository.startsWith('example')",
		"assertion.repository.contains('example/')",
		"assertion.repository.endsWith('/shop')",
		"assertion.repository.matches('example/.*')",
		"assertion.repository.matches('^.*/shop$')",
		"assertion.repository != ''",
		"assertion.repository_visibility == 'private'",
		"assertion.actor == 'ann' || assertion.repository == 'example/shop'",
		"assertion.repository == 'example/shop' || assertion.ref == 'refs/heads/main'",
	] {
		found := rule.deny with input as _provider(condition)
		found == _at(_type, ["attribute_condition"], sprintf("`%s` does not tell whose repository it is", [condition]))
	}
}

test_deny_at_a_condition_unknown_at_plan if {
	found := rule.deny with input as _one(_type, {"oidc": _github}, {"attribute_condition": true})
	found == _at(_type, ["attribute_condition"], "the condition is known only after apply")
}

test_allow_what_tells_the_owner if {
	every condition in [
		"assertion.repository_owner_id == '1234567'",
		"assertion['repository'] == 'example/shop'",
		"'example/shop' == assertion.repository",
		"assertion.repository in ['example/shop']",
		"assertion.repository.startsWith(\"example/\")",
		"assertion.repository.matches('^example/(shop|site)$')",
		"assertion.sub.startsWith('repo:example/shop:')",
		"google.subject == 'repo:example/shop:ref:refs/heads/main'",
		"attribute.owner == 'example'",
		"assertion.repository.split('/')[0] == 'example'",
		"assertion.repository == 'example/shop' || assertion.repository == 'example/site'",
		"(assertion.ref == 'x' || assertion.ref == 'y') && assertion.repository_id == '1'",
	] {
		found := rule.deny with input as _provider(condition)
		found == set()
	}
}

test_allow_others if {
	every values in [
		{"oidc": _github},
		{"oidc": _github, "attribute_condition": "true"},
		{"oidc": _github, "attribute_condition": "assertion.ref == 'x'", "disabled": true},
		{"oidc": [{"issuer_uri": "https://gitlab.com"}], "attribute_condition": "assertion.ref == 'x'"},
		{"aws": [{"account_id": "123456789012"}]},
	] {
		found := rule.deny with input as _one(_type, values, {})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
