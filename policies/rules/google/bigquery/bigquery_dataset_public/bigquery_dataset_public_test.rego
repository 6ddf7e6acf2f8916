package rules.google.bigquery.bigquery_dataset_public_test

import rego.v1

import data.rules.google.bigquery.bigquery_dataset_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

test_deny_each_entry_for_everybody if {
	found := rule.deny with input as _one(
		"google_bigquery_dataset",
		{"access": [
			{"role": "OWNER", "special_group": "projectOwners"},
			{"role": "READER", "special_group": "allAuthenticatedUsers"},
			{"role": "READER", "iam_member": "allUsers", "special_group": ""},
		]},
		{},
	)
	found == (_at(
		"google_bigquery_dataset",
		["access", 1, "special_group"],
		"READER is granted to allAuthenticatedUsers",
	) | _at("google_bigquery_dataset", ["access", 2, "iam_member"], "READER is granted to allUsers"))
}

test_deny_an_entry_of_its_own if {
	found := rule.deny with input as _one("google_bigquery_dataset_access", {"iam_member": "allUsers"}, {"role": true})
	found == _at("google_bigquery_dataset_access", ["iam_member"], "a role known later is granted to allUsers")
}

test_deny_a_member if {
	found := rule.deny with input as _one(
		"google_bigquery_dataset_iam_member",
		{"role": "roles/bigquery.dataViewer", "member": "allUsers"},
		{},
	)
	found == _at("google_bigquery_dataset_iam_member", ["member"], "roles/bigquery.dataViewer is granted to allUsers")
}

test_allow_somebody if {
	dataset := rule.deny with input as _one(
		"google_bigquery_dataset",
		{"access": [
			{"role": "READER", "special_group": "projectReaders"},
			{"role": "READER", "group_by_email": "analysts@example.com"},
			{"view": [{"table_id": "allUsers"}]},
		]},
		{},
	)
	dataset == set()
	access := rule.deny with input as _one("google_bigquery_dataset_access", {"domain": "example.com"}, {})
	access == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _one(
		"google_bigquery_dataset",
		{"access": [{"role": "READER"}]},
		{"access": [{"special_group": true}]},
	)
	found == set()
	access := rule.deny with input as _one("google_bigquery_dataset_access", {}, {"iam_member": true})
	access == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
