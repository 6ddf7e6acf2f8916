package rules.aws.cognito.cognito_unauthenticated_identities_test

import rego.v1

import data.rules.aws.cognito.cognito_unauthenticated_identities as rule

_one(values, unknown) := {"resources": {"aws_cognito_identity_pool": [{
	"address": "aws_cognito_identity_pool.x",
	"type": "aws_cognito_identity_pool",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_guests if {
	found := rule.deny with input as _one({"allow_unauthenticated_identities": true}, {})
	found == {{
		"address": "aws_cognito_identity_pool.x",
		"path": ["allow_unauthenticated_identities"],
		"msg": "guests get credentials: `allow_unauthenticated_identities` is true",
	}}
}

test_allow_users_alone if {
	found := rule.deny with input as _one({"allow_unauthenticated_identities": false}, {})
	found == set()
	unset := rule.deny with input as _one({}, {})
	unset == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"allow_unauthenticated_identities": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
