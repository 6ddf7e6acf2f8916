package rules.google.iam.iam_policy_public_test

import rego.v1

import data.rules.google.iam.iam_policy_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_policy := "google_project_iam_policy"

_role := "roles/browser"

test_deny_a_policy if {
	document := json.marshal({"bindings": [
		{"role": "roles/viewer", "members": ["group:a@example.com"]},
		{"role": _role, "members": ["group:a@example.com", "allUsers"]},
	]})
	found := rule.deny with input as _one(_policy, {"policy_data": document}, {})
	found == _at(_policy, ["policy_data"], "roles/browser is granted to allUsers")
}

test_allow_somebody if {
	document := json.marshal({"bindings": [{"role": _role, "members": ["group:a@example.com"]}]})
	policy := rule.deny with input as _one(_policy, {"policy_data": document}, {})
	policy == set()
}

test_allow_what_is_unknown_at_plan if {
	policy := rule.deny with input as _one(_policy, {}, {"policy_data": true})
	policy == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
