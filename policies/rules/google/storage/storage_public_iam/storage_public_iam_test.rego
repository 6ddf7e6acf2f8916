package rules.google.storage.storage_public_iam_test

import rego.v1

import data.rules.google.storage.storage_public_iam as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_member if {
	found := rule.deny with input as _one(
		"google_storage_bucket_iam_member",
		{"role": "roles/storage.objectViewer", "member": "allUsers"},
		{},
	)
	found == {{
		"address": "google_storage_bucket_iam_member.g",
		"path": ["member"],
		"msg": "roles/storage.objectViewer is granted to allUsers",
	}}
}

test_deny_members_of_a_binding if {
	found := rule.deny with input as _one(
		"google_storage_bucket_iam_binding",
		{"members": ["user:a@example.com", "allAuthenticatedUsers", null]},
		{"role": true, "members": [false, false, true]},
	)
	found == {{
		"address": "google_storage_bucket_iam_binding.g",
		"path": ["members", 1],
		"msg": "a role known later is granted to allAuthenticatedUsers",
	}}
}

test_deny_a_whole_policy if {
	found := rule.deny with input as _one(
		"google_storage_bucket_iam_policy",
		{"policy_data": json.marshal({"bindings": [
			{"role": "roles/storage.admin", "members": ["group:ops@example.com"]},
			{"role": "roles/storage.objectViewer", "members": ["allUsers"]},
		]})},
		{},
	)
	found == {{
		"address": "google_storage_bucket_iam_policy.g",
		"path": ["policy_data"],
		"msg": "roles/storage.objectViewer is granted to allUsers",
	}}
}

test_deny_a_member_of_a_managed_folder if {
	found := rule.deny with input as _one(
		"google_storage_managed_folder_iam_member",
		{"role": "roles/storage.objectViewer", "member": "allusers"},
		{},
	)
	found == {{
		"address": "google_storage_managed_folder_iam_member.g",
		"path": ["member"],
		"msg": "roles/storage.objectViewer is granted to allUsers",
	}}
}

test_allow_named_members if {
	member := rule.deny with input as _one(
		"google_storage_bucket_iam_member",
		{"member": "user:allUsers@example.com"},
		{},
	)
	member == set()
	policy := rule.deny with input as _one("google_storage_bucket_iam_policy", {"policy_data": "{allUsers"}, {})
	policy == set()
}

test_allow_members_unknown_at_plan if {
	found := rule.deny with input as _one("google_storage_bucket_iam_binding", {"role": "r"}, {"members": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
