package rules.google.iam.iam_sa_admin_test

import rego.v1

import data.rules.google.iam.iam_sa_admin as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_member(level, role, member) := _one(
	sprintf("google_%s_iam_member", [level]),
	{"role": role, "member": member},
	{},
)

_ci := "serviceAccount:ci@shop.iam.gserviceaccount.com"

test_deny_each_administrative_role if {
	every role in [
		"roles/owner",
		"roles/editor",
		"roles/run.admin",
		"roles/compute.networkAdmin",
		"roles/compute.instanceAdmin.v1",
		"roles/resourcemanager.projectIamAdmin",
	] {
		found := rule.deny with input as _member("project", role, _ci)
		found == _at("google_project_iam_member", ["role"], sprintf("%s of the project is granted to %s", [role, _ci]))
	}
}

test_deny_the_accounts_among_the_members if {
	found := rule.deny with input as _one(
		"google_folder_iam_binding",
		{"role": "roles/run.admin", "members": ["group:a@example.com", _ci, "user:a@example.com"]},
		{},
	)
	found == _at("google_folder_iam_binding", ["role"], sprintf("roles/run.admin of the folder is granted to %s", [_ci]))
}

test_deny_an_account_in_a_policy if {
	document := json.marshal({"bindings": [{"role": "roles/run.admin", "members": [_ci]}]})
	found := rule.deny with input as _one("google_organization_iam_policy", {"policy_data": document}, {})
	found == _at(
		"google_organization_iam_policy",
		["policy_data"],
		sprintf("roles/run.admin of the organization is granted to %s", [_ci]),
	)
}

test_deny_at_members_unknown_at_plan if {
	found := rule.deny with input as _one("google_project_iam_member", {"role": "roles/run.admin"}, {"member": true})
	found == _at(
		"google_project_iam_member",
		["member"],
		"roles/run.admin of the project is granted to members known only after apply",
	)
}

test_deny_at_a_condition_unknown_at_plan if {
	found := rule.deny with input as _one(
		"google_project_iam_member",
		{"role": "roles/run.admin", "member": _ci, "condition": [{"title": "t"}]},
		{"condition": [{"expression": true}]},
	)
	found == _at(
		"google_project_iam_member",
		["condition", 0, "expression"],
		sprintf("roles/run.admin of the project is granted to %s", [_ci]),
	)
}

test_allow_other_roles_and_members if {
	every role in ["roles/run.developer", "roles/storage.objectAdmin", "projects/shop/roles/admin"] {
		found := rule.deny with input as _member("project", role, _ci)
		found == set()
	}
	every member in [
		"group:a@example.com",
		"serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com",
		"serviceAccount:123456789012@cloudservices.gserviceaccount.com",
	] {
		found := rule.deny with input as _member("project", "roles/run.admin", member)
		found == set()
	}
}

test_allow_under_a_narrow_condition if {
	found := rule.deny with input as _one(
		"google_project_iam_member",
		{
			"role": "roles/resourcemanager.projectIamAdmin",
			"member": _ci,
			"condition": [{"expression": concat("", [
				"api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', [])",
				".hasOnly(['roles/run.developer'])",
			])}],
		},
		{},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
