package rules.google.iam.iam_sa_user_managed_key_test

import rego.v1

import data.rules.google.iam.iam_sa_user_managed_key as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

test_deny_every_key if {
	made := rule.deny with input as _one("google_service_account_key", {"service_account_id": "shop"}, {})
	made == _at("google_service_account_key", [], "a key is made for a service account")
	uploaded := rule.deny with input as _one("google_service_account_key", {"public_key_data": "TUlJ"}, {})
	uploaded == _at("google_service_account_key", [], "a public key is uploaded for a service account")
}

test_deny_a_key_of_an_account_unknown_at_plan if {
	found := rule.deny with input as _one("google_service_account_key", {}, {"service_account_id": true})
	found == _at("google_service_account_key", [], "a key is made for a service account")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
