package rules.google.kms.kms_separation_of_duties_test

import rego.v1

import data.rules.google.kms.kms_separation_of_duties as rule

_of(type, name, values) := {
	"address": sprintf("%s.%s", [type, name]),
	"type": type,
	"values": values,
	"unknown": {},
}

_admin := _of(
	"google_project_iam_member",
	"admin",
	{"project": "shop", "role": "roles/cloudkms.admin", "member": "group:a@example.com"},
)

_using(values) := _of(
	"google_project_iam_binding",
	"using",
	object.union(
		{
			"project": "shop",
			"role": "roles/cloudkms.cryptoKeyDecrypter",
			"members": ["user:b@example.com", "group:a@example.com"],
		},
		values,
	),
)

_plan(admin, using) := {"resources": {admin.type: [admin], using.type: [using]}}

_msg := "group:a@example.com has roles/cloudkms.cryptoKeyDecrypter and administers the keys as well"

test_deny_who_has_both if {
	found := rule.deny with input as _plan(_admin, _using({}))
	found == {{"address": "google_project_iam_binding.using", "path": ["members", 1], "msg": _msg}}
}

test_deny_who_has_both_in_one_policy if {
	policy := _of(
		"google_kms_key_ring_iam_policy",
		"p",
		{"key_ring_id": "shop", "policy_data": json.marshal({"bindings": [
			{"role": "roles/cloudkms.admin", "members": ["group:a@example.com"]},
			{"role": "roles/cloudkms.cryptoKeyDecrypter", "members": ["group:a@example.com"]},
		]})},
	)
	found := rule.deny with input as {"resources": {policy.type: [policy]}}
	found == {{"address": "google_kms_key_ring_iam_policy.p", "path": ["policy_data"], "msg": _msg}}
}

test_allow_two_principals_two_projects_or_a_narrow_grant if {
	every values in [
		{"members": ["user:b@example.com"]},
		{"project": "reports"},
		{"role": "roles/cloudkms.viewer"},
		{"condition": [{"expression": `resource.name.startsWith("projects/shop/locations/global/keyRings/other")`}]},
	] {
		found := rule.deny with input as _plan(_admin, _using(values))
		found == set()
	}
}

test_allow_members_unknown_at_plan if {
	unknown := {"address": "google_project_iam_member.admin", "type": "google_project_iam_member", "values": {
		"project": "shop",
		"role": "roles/cloudkms.admin",
	}, "unknown": {"member": true}}
	found := rule.deny with input as _plan(unknown, _using({}))
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
