package rules.google.iam.iam_domain_wide_test

import rego.v1

import data.rules.google.iam.iam_domain_wide as rule

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

test_deny_a_domain_at_every_level if {
	every type in ["google_organization_iam_member", "google_service_account_iam_member"] {
		found := rule.deny with input as _one(type, {"role": "roles/editor", "member": "domain:example.com"}, {})
		found == _at(type, ["member"], "roles/editor is granted to all of domain:example.com")
	}
}

test_deny_a_domain_in_a_policy if {
	document := json.marshal({"bindings": [{"role": "roles/editor", "members": ["domain:example.com"]}]})
	found := rule.deny with input as _one("google_project_iam_policy", {"policy_data": document}, {})
	found == _at(
		"google_project_iam_policy",
		["policy_data"],
		"roles/editor is granted to all of domain:example.com",
	)
}

test_deny_at_a_condition_unknown_at_plan if {
	found := rule.deny with input as _one(
		"google_project_iam_member",
		{"role": "roles/editor", "member": "domain:example.com"},
		{"condition": true},
	)
	found == _at("google_project_iam_member", ["condition"], "roles/editor is granted to all of domain:example.com")
}

test_allow_others if {
	group := rule.deny with input as _member("project", "roles/editor", "group:all@example.com")
	group == set()
	browser := rule.deny with input as _member("organization", "roles/browser", "domain:example.com")
	browser == set()
}

test_allow_members_unknown_at_plan if {
	found := rule.deny with input as _one("google_project_iam_member", {"role": "roles/editor"}, {"member": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
