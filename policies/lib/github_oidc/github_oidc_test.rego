package lib.github_oidc_test

import rego.v1

import data.lib.github_oidc

test_is_issuer if {
	github_oidc.is_issuer("https://token.actions.githubusercontent.com")
	github_oidc.is_issuer("https://Token.Actions.GitHubUserContent.com/")
	not github_oidc.is_issuer("https://token.actions.githubusercontent.com/example")
	not github_oidc.is_issuer("https://token.actions.githubusercontent.com.example.org")
	not github_oidc.is_issuer("")
}

test_owner_claims if {
	"repository_id" in github_oidc.owner_claims
	every claim in ["ref", "environment", "actor", "workflow"] {
		not claim in github_oidc.owner_claims
	}
}
