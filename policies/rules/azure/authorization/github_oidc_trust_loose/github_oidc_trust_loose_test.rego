package rules.azure.authorization.github_oidc_trust_loose_test

import rego.v1

import data.rules.azure.authorization.github_oidc_trust_loose as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_application := "azuread_application_federated_identity_credential"

_flexible := "azuread_application_flexible_federated_identity_credential"

_identity := "azurerm_federated_identity_credential"

_github := "https://token.actions.githubusercontent.com"

test_deny_subjects_without_an_owner if {
	every type in [_application, _identity] {
		every subject in ["environment:production", "ref:refs/heads/main", "repo:*", "repo:*/shop:pull_request"] {
			found := rule.deny with input as _one(type, {"issuer": _github, "subject": subject}, {})
			found == _at(type, ["subject"], sprintf("`%s` does not tell whose repository it is", [subject]))
		}
	}
}

test_deny_expressions_without_an_owner if {
	every expression in ["claims['sub'] matches 'repo:exam*'", "claims['sub'] matches '*:ref:refs/heads/main'"] {
		found := rule.deny with input as _one(
			_flexible,
			{"issuer": _github, "claims_matching_expression": expression},
			{},
		)
		found == _at(
			_flexible,
			["claims_matching_expression"],
			sprintf("`%s` does not tell whose repository it is", [expression]),
		)
	}
}

test_deny_at_a_subject_unknown_at_plan if {
	found := rule.deny with input as _one(_identity, {"issuer": _github}, {"subject": true})
	found == _at(_identity, ["subject"], "the subject is known only after apply")
}

test_allow_subjects_that_name_the_owner if {
	every subject in [
		"repo:example/shop:ref:refs/heads/main",
		"repo:Example/shop:pull_request",
		"repository_owner_id:1234567:environment:production",
		"repository_id:1234567",
		"environment:production:repository_owner:example",
		"job_workflow_ref:example/ci/.github/workflows/deploy.yml@refs/heads/main",
	] {
		found := rule.deny with input as _one(_application, {"issuer": _github, "subject": subject}, {})
		found == set()
	}
	every expression in [
		"claims['sub'] matches 'repo:example/shop:ref:refs/heads/*'",
		"claims['sub'] eq 'repo:example/shop:pull_request'",
		"claims['sub'] matches '*' and claims['job_workflow_ref'] matches 'example/ci/.github/workflows/*'",
	] {
		found := rule.deny with input as _one(
			_flexible,
			{"issuer": _github, "claims_matching_expression": expression},
			{},
		)
		found == set()
	}
}

test_allow_other_issuers if {
	every issuer in ["https://oidc.example.com", "https://token.actions.githubusercontent.com/example"] {
		found := rule.deny with input as _one(_identity, {"issuer": issuer, "subject": "environment:production"}, {})
		found == set()
	}
	unknown := rule.deny with input as _one(_identity, {"subject": "system:serviceaccount:a:b"}, {"issuer": true})
	unknown == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
