package rules.google.iam.iam_sa_impersonation_folder_test

import rego.v1

import data.rules.google.iam.iam_sa_impersonation_folder as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_type := "google_folder_iam_member"

test_deny_a_member if {
	found := rule.deny with input as _one(
		_type,
		{"role": "roles/iam.serviceAccountTokenCreator", "member": "group:a@example.com"},
		{},
	)
	found == _at(
		_type,
		["role"],
		"roles/iam.serviceAccountTokenCreator of the whole folder is granted to group:a@example.com",
	)
}

test_deny_at_members_unknown_at_plan if {
	found := rule.deny with input as _one(_type, {"role": "roles/iam.serviceAccountUser"}, {"member": true})
	found == _at(
		_type,
		["member"],
		"roles/iam.serviceAccountUser of the whole folder is granted to members known only after apply",
	)
}

test_allow_service_agents_and_other_roles if {
	agent := rule.deny with input as _one(
		"google_folder_iam_binding",
		{
			"role": "roles/iam.serviceAccountTokenCreator",
			"members": ["serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"],
		},
		{},
	)
	agent == set()
	role := rule.deny with input as _one(
		_type,
		{"role": "roles/iam.serviceAccountViewer", "member": "group:a@example.com"},
		{},
	)
	role == set()
}

test_allow_until_a_time if {
	found := rule.deny with input as _one(
		_type,
		{
			"role": "roles/iam.serviceAccountUser",
			"member": "group:a@example.com",
			"condition": [{"expression": `request.time < timestamp("2026-01-01T00:00:00Z")`}],
		},
		{},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
