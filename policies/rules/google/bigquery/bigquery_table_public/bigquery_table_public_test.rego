package rules.google.bigquery.bigquery_table_public_test

import rego.v1

import data.rules.google.bigquery.bigquery_table_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_member := "google_bigquery_table_iam_member"

_binding := "google_bigquery_table_iam_binding"

_policy := "google_bigquery_table_iam_policy"

_role := "roles/bigquery.dataViewer"

test_deny_a_member if {
	found := rule.deny with input as _one(_member, {"role": _role, "member": "allUsers"}, {})
	found == _at(_member, ["member"], "roles/bigquery.dataViewer is granted to allUsers")
}

test_deny_a_member_of_a_binding if {
	members := ["group:a@example.com", "allAuthenticatedUsers"]
	found := rule.deny with input as _one(_binding, {"role": _role, "members": members}, {})
	found == _at(_binding, ["members", 1], "roles/bigquery.dataViewer is granted to allAuthenticatedUsers")
}

test_deny_a_policy if {
	document := json.marshal({"bindings": [
		{"role": "roles/viewer", "members": ["group:a@example.com"]},
		{"role": _role, "members": ["group:a@example.com", "allUsers"]},
	]})
	found := rule.deny with input as _one(_policy, {"policy_data": document}, {})
	found == _at(_policy, ["policy_data"], "roles/bigquery.dataViewer is granted to allUsers")
}

test_allow_somebody if {
	member := rule.deny with input as _one(_member, {"role": _role, "member": "user:allUsers@example.com"}, {})
	member == set()
	document := json.marshal({"bindings": [{"role": _role, "members": ["group:a@example.com"]}]})
	policy := rule.deny with input as _one(_policy, {"policy_data": document}, {})
	policy == set()
}

test_allow_what_is_unknown_at_plan if {
	member := rule.deny with input as _one(_member, {"role": _role}, {"member": true})
	member == set()
	policy := rule.deny with input as _one(_policy, {}, {"policy_data": true})
	policy == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
