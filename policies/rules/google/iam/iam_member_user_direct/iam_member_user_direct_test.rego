package rules.google.iam.iam_member_user_direct_test

import rego.v1

import data.rules.google.iam.iam_member_user_direct as rule

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

test_deny_each_user if {
	found := rule.deny with input as _one(
		"google_project_iam_binding",
		{"role": "roles/viewer", "members": ["group:a@example.com", "user:ann@example.com", "user:ben@gmail.com"]},
		{},
	)
	found == (_at(
		"google_project_iam_binding",
		["members", 1],
		"roles/viewer is granted to user:ann@example.com",
	) | _at(
		"google_project_iam_binding",
		["members", 2],
		"roles/viewer is granted to user:ben@gmail.com, an account of a public mail provider",
	))
}

test_allow_others if {
	every member in ["group:a@example.com", "serviceAccount:user@shop.iam.gserviceaccount.com", "domain:example.com"] {
		found := rule.deny with input as _member("folder", "roles/viewer", member)
		found == set()
	}
}

test_allow_members_unknown_at_plan if {
	found := rule.deny with input as _one("google_project_iam_binding", {"role": "roles/viewer"}, {"members": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
