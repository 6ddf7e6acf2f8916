package rules.google.iam.iam_default_sa_role_test

import rego.v1

import data.rules.google.iam.iam_default_sa_role as rule

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

_machines := "serviceAccount:123456789012-compute@developer.gserviceaccount.com"

test_deny_each_default_account if {
	compute := rule.deny with input as _member("project", "roles/pubsub.publisher", _machines)
	compute == _at(
		"google_project_iam_member",
		["member"],
		"roles/pubsub.publisher is granted to the default service account of Compute Engine",
	)
	app := rule.deny with input as _one(
		"google_folder_iam_binding",
		{"members": ["group:a@example.com", "serviceAccount:shop@appspot.gserviceaccount.com"]},
		{"role": true},
	)
	app == _at(
		"google_folder_iam_binding",
		["members", 1],
		"a role known later is granted to the default service account of App Engine",
	)
}

test_allow_other_members_and_roles_of_every_node if {
	own := rule.deny with input as _member(
		"project",
		"roles/pubsub.publisher",
		"serviceAccount:123-compute@shop.iam.gserviceaccount.com",
	)
	own == set()
	logs := rule.deny with input as _member("project", "roles/logging.logWriter", _machines)
	logs == set()
}

test_allow_on_named_resources if {
	found := rule.deny with input as _one(
		"google_project_iam_member",
		{
			"role": "roles/storage.objectViewer",
			"member": _machines,
			"condition": [{"expression": `resource.name.startsWith("projects/_/buckets/shop")`}],
		},
		{},
	)
	found == set()
}

test_allow_members_unknown_at_plan if {
	found := rule.deny with input as _one("google_project_iam_member", {"role": "roles/run.admin"}, {"member": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
