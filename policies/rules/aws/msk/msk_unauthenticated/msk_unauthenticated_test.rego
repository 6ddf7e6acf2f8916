package rules.aws.msk.msk_unauthenticated_test

import rego.v1

import data.rules.aws.msk.msk_unauthenticated as rule

_cluster(values, unknown) := {"resources": {"aws_msk_cluster": [{
	"address": "aws_msk_cluster.c",
	"type": "aws_msk_cluster",
	"values": values,
	"unknown": unknown,
}]}}

_iam := [{"iam": true}]

test_deny_clients_without_credentials if {
	found := rule.deny with input as _cluster({"client_authentication": [{"unauthenticated": true, "sasl": _iam}]}, {})
	found == {{
		"address": "aws_msk_cluster.c",
		"path": ["client_authentication", 0, "unauthenticated"],
		"msg": "clients need no credentials: `unauthenticated` is true",
	}}
}

test_deny_what_is_left_out if {
	every values in [{}, {"client_authentication": []}] {
		found := rule.deny with input as _cluster(values, {})
		found == {{
			"address": "aws_msk_cluster.c",
			"path": ["client_authentication"],
			"msg": "clients need no credentials: `client_authentication` is not set",
		}}
	}
}

test_allow_credentials if {
	every block in [{"sasl": _iam}, {"unauthenticated": false, "tls": [{}]}] {
		found := rule.deny with input as _cluster({"client_authentication": [block]}, {})
		found == set()
	}
}

test_allow_what_is_unknown_at_plan if {
	switch := rule.deny with input as _cluster(
		{"client_authentication": [{"sasl": _iam}]},
		{"client_authentication": [{"unauthenticated": true}]},
	)
	switch == set()
	block := rule.deny with input as _cluster({}, {"client_authentication": true})
	block == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
