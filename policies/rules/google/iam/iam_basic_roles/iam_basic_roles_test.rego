package rules.google.iam.iam_basic_roles_test

import rego.v1

import data.rules.google.iam.iam_basic_roles as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at_role(type, msg) := {{"address": sprintf("%s.g", [type]), "path": ["role"], "msg": msg}}

test_deny_a_member_at_every_level if {
	project := rule.deny with input as _one(
		"google_project_iam_member",
		{"role": "roles/owner", "member": "user:a@example.com"},
		{},
	)
	project == _at_role("google_project_iam_member", "roles/owner of the project is granted to user:a@example.com")
	folder := rule.deny with input as _one(
		"google_folder_iam_member",
		{"role": "roles/editor", "member": "user:a@example.com"},
		{},
	)
	folder == _at_role("google_folder_iam_member", "roles/editor of the folder is granted to user:a@example.com")
	organization := rule.deny with input as _one(
		"google_organization_iam_member",
		{"role": "roles/viewer", "member": "user:a@example.com"},
		{},
	)
	organization == _at_role(
		"google_organization_iam_member",
		"roles/viewer of the organization is granted to user:a@example.com",
	)
}

test_deny_a_binding if {
	found := rule.deny with input as _one(
		"google_project_iam_binding",
		{"role": "roles/editor", "members": ["user:a@example.com", "user:b@example.com", "user:c@example.com"]},
		{},
	)
	found == _at_role(
		"google_project_iam_binding",
		"roles/editor of the project is granted to user:a@example.com and 2 more",
	)
}

test_deny_a_role_of_the_newer_names if {
	found := rule.deny with input as _one(
		"google_project_iam_member",
		{"role": "roles/writer", "member": "group:a@example.com"},
		{},
	)
	found == _at_role("google_project_iam_member", "roles/writer of the project is granted to group:a@example.com")
}

test_deny_a_policy if {
	found := rule.deny with input as _one(
		"google_folder_iam_policy",
		{"policy_data": json.marshal({"bindings": [
			{"role": "roles/owner", "members": ["user:a@example.com"]},
			{
				"role": "roles/editor",
				"members": ["serviceAccount:123456789012@cloudservices.gserviceaccount.com"],
			},
			{"role": "roles/run.developer", "members": ["user:a@example.com"]},
		]})},
		{},
	)
	found == {{
		"address": "google_folder_iam_policy.g",
		"path": ["policy_data"],
		"msg": "roles/owner of the folder is granted to user:a@example.com",
	}}
}

test_deny_an_editor_that_is_an_account_of_the_plan if {
	found := rule.deny with input as {"resources": {"google_project_iam_member": [{
		"address": "google_project_iam_member.g",
		"type": "google_project_iam_member",
		"values": {"role": "roles/editor"},
		"unknown": {"member": true},
		"linked": {"google_service_account": [{
			"address": "google_service_account.s",
			"values": {},
			"unknown": {},
			"via": {"here": ["member"], "there": []},
		}]},
	}]}}
	found == _at_role(
		"google_project_iam_member",
		"roles/editor of the project is granted to a service account of the plan",
	)
}

test_deny_a_role_whose_members_are_unknown_at_plan if {
	found := rule.deny with input as _one("google_project_iam_member", {"role": "roles/owner"}, {"member": true})
	found == _at_role("google_project_iam_member", "roles/owner of the project is granted to members not known yet")
}

test_deny_an_editor_at_members_unknown_at_plan if {
	msg := "roles/editor of the project is granted to members known only after apply"
	member := rule.deny with input as _one("google_project_iam_member", {"role": "roles/editor"}, {"member": true})
	member == {{"address": "google_project_iam_member.g", "path": ["member"], "msg": msg}}
	agent := "serviceAccount:123456789012@cloudservices.gserviceaccount.com"
	binding := rule.deny with input as _one(
		"google_project_iam_binding",
		{"role": "roles/editor", "members": [agent, null]},
		{"members": [{}, true]},
	)
	binding == {{"address": "google_project_iam_binding.g", "path": ["members", 1], "msg": msg}}
	other := rule.deny with input as _one(
		"google_project_iam_binding",
		{"role": "roles/editor", "members": [agent, "user:a@example.com", null]},
		{"members": [{}, {}, true]},
	)
	other == _at_role(
		"google_project_iam_binding",
		"roles/editor of the project is granted to user:a@example.com",
	)
}

test_allow_other_roles if {
	predefined := rule.deny with input as _one("google_project_iam_member", {"role": "roles/run.developer"}, {})
	predefined == set()
	custom := rule.deny with input as _one("google_folder_iam_binding", {"role": "folders/1/roles/owner"}, {})
	custom == set()
}

test_allow_the_service_agent_of_google if {
	found := rule.deny with input as _one(
		"google_project_iam_binding",
		{"role": "roles/editor", "members": ["serviceAccount:123456789012@cloudservices.gserviceaccount.com"]},
		{},
	)
	found == set()
}

test_allow_a_role_unknown_at_plan if {
	found := rule.deny with input as _one("google_project_iam_member", {"member": "user:a@example.com"}, {"role": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
